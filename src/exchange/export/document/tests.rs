//! A reader of `CommonMark` gets back what was written: every letter, block by block, and which of
//! them were bold or italic.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use super::*;
use crate::testing::Chance;

/// A letter, and whether it is bold or italic.
type Letter = (char, bool, bool);
type Block = Vec<Letter>;

/// Texts that mean something to Markdown.
const NASTY: &[&str] = &[
    "- no, he said",
    "---",
    "~~~",
    "```",
    "1984. A year of silence",
    "1) first",
    "12.",
    "# no",
    "#",
    "> so",
    "+ x",
    "* y",
    "<b>",
    "</b>",
    "<!-- a",
    "<script>",
    "[x]: y",
    "[x](y)",
    "![x](y)",
    "[^1]: note",
    "    four blanks",
    "\ta tab",
    "===",
    "= a",
    "a | b",
    "| - |",
    "|--|",
    ":--",
    ": a",
    "::: note",
    "***",
    "___",
    "_so_",
    "*so*",
    "**so**",
    "snake_case_word",
    "a*b*c",
    "`code`",
    "`",
    "\\",
    "\\\\",
    "a\\",
    "&amp;",
    "&#42;",
    "& so",
    "~~gone~~",
    "~",
    "http://heron.example",
    "+++",
    "<heron@example.org>",
    "$x$",
    "^a^",
    "a  ",
    "  a  ",
    " ",
    "-",
    "--",
    "- ",
    "+",
    "- - -",
    "=",
    "0",
    "123456789. a",
    "1234567890. a",
    "1.a",
    "“so”",
    "\"so\"",
    "!",
    "?",
    "é",
    "ﬂ",
    "鷺",
    "🕊️",
    "שלום",
    "heron",
    "of the water",
    ",",
    ".",
    "\u{a0}",
    "\u{2028}",
    "\u{200b}",
    "a\u{c}",
    "%%",
    "{#id}",
    "[ ] to do",
    "[x] done",
    "@wren",
    ":smile:",
    "x:",
    "- [ ] x",
    "\u{feff}",
    "(",
    "*)",
];

fn options() -> Options {
    // Tables, strikethrough, footnotes and lists of tasks, as most readers have them.
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
}

/// Reads Markdown as a reader shows it: the text of every block that has any.
fn read(markdown: &str, options: Options) -> Vec<Block> {
    let (mut blocks, mut block, mut bold, mut italic) = (Vec::new(), Vec::new(), 0, 0);
    for event in Parser::new_ext(markdown, options) {
        let mut say = |text: &str| block.extend(text.chars().map(|c| (c, bold > 0, italic > 0)));
        match event {
            Event::Text(text) | Event::Code(text) => say(&text),
            Event::SoftBreak | Event::HardBreak => say("\n"),
            Event::InlineHtml(tag) => match &*tag {
                "<strong>" => bold += 1,
                "</strong>" => bold -= 1,
                "<em>" => italic += 1,
                "</em>" => italic -= 1,
                other => panic!("a foreign tag {other} in {markdown}"),
            },
            Event::Start(Tag::Strong) => bold += 1,
            Event::End(TagEnd::Strong) => bold -= 1,
            Event::Start(Tag::Emphasis) => italic += 1,
            Event::End(TagEnd::Emphasis) => italic -= 1,
            Event::TaskListMarker(_) => {}
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Item,
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Item,
            )
            | Event::Rule => blocks.push(std::mem::take(&mut block)),
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Returns what a document says: the text of every block that has any.
fn written(node: &Value, blocks: &mut Vec<Block>) {
    let is_block = children(node).any(|child| matches!(kind(child), "text" | "hardBreak"));
    if !is_block {
        return children(node).for_each(|child| written(child, blocks));
    }
    let (mut block, mut said) = (Vec::new(), false);
    let text = |child: &Value| child["text"].as_str().unwrap_or("\n").to_owned();
    let children: Vec<&Value> = children(node).filter(|child| !text(child).is_empty()).collect();
    for (at, child) in children.iter().enumerate() {
        let has = |wanted: &str| {
            child["marks"].as_array().into_iter().flatten().any(|mark| kind(mark) == wanted)
        };
        if text(child) != "\n" && has("said") && !said {
            block.push(('“', false, false));
        }
        said = if text(child) == "\n" { said } else { has("said") };
        block.extend(text(child).chars().map(|c| (c, has("bold"), has("italic"))));
        // What was said ends before the breaks behind it, unless it goes on behind them.
        let next = children[at + 1..].iter().find(|next| text(next) != "\n");
        let goes_on = next.is_some_and(|next| next.to_string().contains("\"said\""));
        if said && !goes_on && text(child) != "\n" {
            said = false;
            block.push(('”', false, false));
        }
    }
    blocks.push(block);
}

/// Blanks have no look: whether they are bold cannot be seen.
fn seen(blocks: Vec<Block>) -> Vec<Block> {
    let look = |(c, bold, italic): Letter| {
        if c.is_whitespace() { (c, false, false) } else { (c, bold, italic) }
    };
    blocks.into_iter().map(|block| block.into_iter().map(look).collect()).collect()
}

fn text_of(blocks: &[Block]) -> Vec<String> {
    blocks.iter().map(|block| block.iter().map(|(c, ..)| c).collect()).collect()
}

/// Compares what is read with what was written, with the common extensions and without any.
fn agrees(document: &Value) {
    let markdown = markdown(document);
    let mut wanted = Vec::new();
    written(document, &mut wanted);
    let (mut wanted, mut found) = (seen(wanted), seen(read(&markdown, options())));
    if document.to_string().contains("taskItem") {
        // The mark of a task that begins with no text has a blank of its own.
        let blank = |block: &Block| text_of(std::slice::from_ref(block)) == [" "];
        wanted.retain(|block| !blank(block));
        found.retain(|block| !blank(block));
    }
    assert_eq!(text_of(&found), text_of(&wanted), "{markdown}\n{document}");
    assert_eq!(found, wanted, "{markdown}\n{document}");
    // A list of tasks has marks to be read as text there.
    if !document.to_string().contains("taskList") {
        assert_eq!(seen(read(&markdown, Options::empty())), wanted, "{markdown}\n{document}");
    }
}

fn text(text: &str) -> Value {
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
}

fn doc(content: &[Value]) -> Value {
    json!({ "type": "doc", "content": content })
}

#[test]
fn blocks_lists_marks_and_unknown_nodes_become_markdown() {
    let document = json!({ "type": "doc", "content": [
        { "type": "heading", "attrs": { "level": 1 },
          "content": [{ "type": "text", "text": "Before" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": "Then " },
            { "type": "text", "text": "I want", "marks": [{ "type": "said" }] },
            { "type": "hardBreak" },
            { "type": "text", "text": "loud*", "marks": [{ "type": "bold" }] }
        ] },
        { "type": "bulletList", "content": [
            { "type": "listItem", "content": [text("one"), text("more")] },
            { "type": "listItem", "content": [text("two")] } ] },
        { "type": "blockquote", "content": [text("quoted")] },
        { "type": "constellation", "content": [text("a star")] }
    ] });
    let wanted = "### Before\n\nThen “I want”\\\n**loud\\***\n\n- one\n\n  more\n- two\n\n\
                  > quoted\n\na star";
    assert_eq!(markdown(&document), wanted);
    agrees(&document);
}

#[test]
fn every_nasty_text_is_read_as_it_was_written_in_every_block() {
    for one in NASTY {
        let item = json!({ "type": "listItem", "content": [text(one)] });
        let of_text = json!([{ "type": "text", "text": one }]);
        agrees(&doc(&[text(one)]));
        agrees(&doc(&[text("heron"), text(one), text("heron")]));
        agrees(&doc(&[text(one), text(one)]));
        for number in [1, 1984, 999_999_999, u64::MAX] {
            agrees(&doc(&[
                json!({ "type": "orderedList", "attrs": { "start": number },
                                  "content": [item, item] }),
                text(one),
            ]));
        }
        let list = json!({ "type": "bulletList", "content": [item, item] });
        agrees(&doc(&[list.clone(), list.clone(), text(one)]));
        agrees(&doc(&[json!({ "type": "blockquote", "content": [text(one), list] }), text(one)]));
        agrees(&doc(&[json!({ "type": "heading", "attrs": { "level": 2 }, "content": of_text })]));
        for mark in ["bold", "italic", "said"] {
            let marked = json!({ "type": "text", "text": one, "marks": [{ "type": mark }] });
            for beside in ["a", " ", "*", "-", "1."] {
                let beside = json!({ "type": "text", "text": beside });
                agrees(&doc(&[json!({ "type": "paragraph",
                                      "content": [beside, marked, beside, marked] })]));
            }
        }
        agrees(&doc(&[json!({ "type": "paragraph", "content": [
            { "type": "text", "text": "heron" }, { "type": "hardBreak" },
            { "type": "text", "text": one }, { "type": "hardBreak" },
            { "type": "hardBreak" }, { "type": "text", "text": one },
            { "type": "hardBreak" } ] })]));
    }
}

#[test]
fn a_thousand_documents_put_together_at_random_are_read_as_they_were_written() {
    for seed in 0..1_000 {
        let mut chance = Chance::new(seed);
        let blocks: Vec<Value> = (0..=chance.below(4)).map(|_| any(&mut chance, 4)).collect();
        agrees(&doc(&blocks));
    }
}

fn any(chance: &mut Chance, depth: u64) -> Value {
    let several = |what: &str, of: &str, chance: &mut Chance| {
        let items = (0..=chance.below(3)).map(|_| {
            let inside: Vec<Value> = (0..chance.below(3)).map(|_| any(chance, depth - 1)).collect();
            json!({ "type": of, "content": inside, "attrs": { "checked": chance.once_in(2) } })
        });
        let items: Vec<Value> = items.collect();
        json!({ "type": what, "content": items, "attrs": { "start": chance.below(2_000) } })
    };
    match if depth == 0 { 0 } else { chance.below(10) } {
        0..=3 => json!({ "type": "paragraph", "content": line(chance) }),
        4 => json!({ "type": "heading", "attrs": { "level": chance.below(3) + 1 },
                     "content": line(chance) }),
        5 => {
            let mut list = several("bulletList", "listItem", chance);
            for item in list["content"].as_array_mut().into_iter().flatten() {
                item["attrs"] = Value::Null;
            }
            list
        }
        6 => {
            let mut list = several("orderedList", "listItem", chance);
            for item in list["content"].as_array_mut().into_iter().flatten() {
                item["attrs"] = Value::Null;
            }
            list
        }
        7 => several("taskList", "taskItem", chance),
        8 => json!({ "type": "horizontalRule" }),
        _ => {
            let inside: Vec<Value> = (0..chance.below(3)).map(|_| any(chance, depth - 1)).collect();
            json!({ "type": "blockquote", "content": inside })
        }
    }
}

fn line(chance: &mut Chance) -> Vec<Value> {
    let piece = |chance: &mut Chance| {
        if chance.once_in(8) {
            return json!({ "type": "hardBreak" });
        }
        let mut text = chance.of(NASTY).to_owned();
        if chance.once_in(3) {
            text += chance.of(&[" ", "  ", "\n", ""]);
            text += chance.of(NASTY);
        }
        let marks: Vec<Value> = ["bold", "italic", "said"]
            .iter()
            .filter(|_| chance.once_in(4))
            .map(|mark| json!({ "type": mark }))
            .collect();
        json!({ "type": "text", "text": text, "marks": marks })
    };
    (0..chance.below(5)).map(|_| piece(chance)).collect()
}

#[test]
fn code_keeps_its_backticks() {
    for json in ["{}", "`", "``a`", "{\"a\":\"```\"}"] {
        let blocks = read(&code(json), options());
        assert_eq!(text_of(&blocks), [json]);
    }
}
