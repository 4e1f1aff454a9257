//! The tree of tags: what is a heading, a paragraph, a list or a cell of a table.

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// What a group of the tree is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Is {
    /// A heading of the first or second level, with its words.
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    ItemBody,
    Table,
    Head,
    Body,
    Row,
    HeadCell,
    Cell,
}

/// A group of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GroupId(usize);

struct Group {
    is: Is,
    groups: Vec<usize>,
    /// What is drawn of it, page by page.
    drawn: Vec<Identifier>,
}

/// The groups of a document, in the order of reading.
#[derive(Default)]
pub(crate) struct Tags {
    groups: Vec<Group>,
    top: Vec<usize>,
}

impl Tags {
    /// Adds a group at the top or within another.
    pub(crate) fn add(&mut self, within: Option<GroupId>, is: Is) -> GroupId {
        let id = self.groups.len();
        self.groups.push(Group { is, groups: Vec::new(), drawn: Vec::new() });
        match within {
            Some(GroupId(parent)) => self.groups[parent].groups.push(id),
            None => self.top.push(id),
        }
        GroupId(id)
    }

    /// Notes that something was drawn that belongs to a group.
    pub(crate) fn draw(&mut self, GroupId(id): GroupId, drawn: Identifier) {
        self.groups[id].drawn.push(drawn);
    }

    /// Returns the tree.
    pub(crate) fn tree(&self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for id in &self.top {
            tree.push(self.group(*id));
        }
        tree
    }

    fn group(&self, id: usize) -> TagGroup {
        let group = &self.groups[id];
        let drawn = group.drawn.iter().map(|drawn| Node::from(*drawn));
        let below = group.groups.iter().map(|id| Node::from(self.group(*id)));
        TagGroup::with_children(kind(&group.is), drawn.chain(below).collect())
    }
}

fn kind(is: &Is) -> TagKind {
    match is {
        Is::Heading(level, words) => {
            let level = std::num::NonZeroU16::new(*level).unwrap_or(std::num::NonZeroU16::MIN);
            Tag::Hn(level, Some(words.clone())).into()
        }
        Is::Paragraph => Tag::P.into(),
        Is::List => Tag::L(ListNumbering::None).into(),
        Is::Item => Tag::LI.into(),
        Is::ItemBody => Tag::LBody.into(),
        Is::Table => Tag::Table.into(),
        Is::Head => Tag::THead.into(),
        Is::Body => Tag::TBody.into(),
        Is::Row => Tag::TR.into(),
        Is::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Is::Cell => Tag::TD.into(),
    }
}
