//! What every reader gives: items of one shape, and what is to be told of them.

use std::ops::ControlFlow;

use super::choices::Choices;
use super::dates::When;
use super::text::Built;
use super::trouble::{Code, Trouble};

/// One entry of a source.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// The source's own id, if it has one that stays.
    pub key: Option<String>,
    /// What links may call it by: `id:`, `title:` or `path:` and the name in small letters.
    pub names: Vec<String>,
    /// Where it stands, for the report.
    pub place: String,
    /// Journals, notebooks and folders that it lies in.
    pub groups: Vec<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Its text as the source has it, for comparing.
    pub text: String,
    /// Its text as a document of the editor.
    pub built: Built,
    /// When it happened.
    pub when: When,
    /// When it was made in the other program, in milliseconds since 1970.
    pub created: Option<i64>,
    /// Its tags, as they are written.
    pub tags: Vec<String>,
    /// What it is marked as.
    pub flags: Flags,
    /// Pictures and files, in order: the name, and how it is with each.
    pub media: Vec<Media>,
    /// What has no place in an entry: a label and a value each.
    pub extra: Vec<(String, String)>,
    /// Words that the source itself marks as the names of people.
    pub people: Vec<String>,
}

/// A picture or file of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The name that is shown, or that finds it in the source.
    pub name: String,
    /// Whether the source holds it.
    pub is_there: bool,
    /// Why it cannot be taken, if it cannot.
    pub refused: Option<Code>,
    /// Where its bytes lie; none where they cannot be taken out of the source.
    pub at: Option<MediaAt>,
}

/// Where the bytes of a picture or file lie in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaAt {
    /// A file of the source, by its index.
    Member(usize),
    /// A part of a package, which is a file of the source: the index, and the name of the part.
    Part(usize, String),
}

impl Media {
    /// Makes one that is a file of the source, or is not there.
    pub(super) fn of_member(name: String, member: Option<usize>, refused: Option<Code>) -> Self {
        let at = member.filter(|_| refused.is_none()).map(MediaAt::Member);
        Self { name, is_there: member.is_some(), refused, at }
    }
}

/// What an item is marked as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// In the other program's bin.
    pub trashed: bool,
    /// A copy that a conflict made.
    pub conflict: bool,
    /// A template.
    pub template: bool,
}

/// What a reader gives.
#[derive(Debug)]
pub enum Found {
    /// An item.
    Item(Box<Item>),
    /// Something to tell.
    Told(Trouble),
}

/// Whether a reader goes on.
pub(super) type Flow = ControlFlow<()>;

/// Takes what a reader finds.
pub(super) struct Context<'a> {
    pub(super) choices: &'a Choices,
    out: &'a mut dyn FnMut(Found) -> Flow,
    stopped: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(choices: &'a Choices, out: &'a mut dyn FnMut(Found) -> Flow) -> Self {
        Self { choices, out, stopped: false }
    }

    /// Tells something.
    pub(super) fn tell(&mut self, code: Code, place: &str) {
        self.put(Found::Told(Trouble::new(code, super::decode::shown(place))));
    }

    /// Tells several things.
    pub(super) fn told(&mut self, told: Vec<Trouble>) {
        for trouble in told {
            self.put(Found::Told(trouble));
        }
    }

    /// Gives an item.
    pub(super) fn item(&mut self, mut item: Item) -> Flow {
        for (name, is_there) in std::mem::take(&mut item.built.media) {
            if !item.media.iter().any(|known| known.name == name) {
                item.media.push(Media { name, is_there, refused: None, at: None });
            }
        }
        item.tags.append(&mut item.built.tags);
        self.put(Found::Item(Box::new(item)));
        self.flow()
    }

    /// Returns whether to go on.
    pub(super) fn flow(&self) -> Flow {
        if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn put(&mut self, found: Found) {
        if !self.stopped && (self.out)(found).is_break() {
            self.stopped = true;
        }
    }
}
