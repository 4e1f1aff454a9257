//! Both writers over pages of every format, which a test of the core keeps in `sheets.json`, and
//! over what is hard to write.

use std::io::{Cursor, Read};
use std::time::{Duration, Instant};

use pdf_extract::{Document, Object};
use stillroom_paper::{
    Block, Column, Export, Missing, Paper, PaperError, Sheet, Tick, undrawn, write_pdf, write_word,
};

fn sheets() -> Vec<Sheet> {
    let sheets: Vec<Sheet> =
        serde_json::from_str(include_str!("sheets.json")).expect("sheets of every format");
    assert_eq!(sheets.len(), 10);
    sheets
}

fn sheet(blocks: Vec<Block>) -> Sheet {
    Sheet {
        letter: 'A',
        paper: Paper::A4,
        language: "en".into(),
        title: "One question, one minute".into(),
        header: "Flint · session 7".into(),
        foot: vec!["Supervision".into(), "Exported 12 November 2026".into()],
        blocks,
    }
}

fn boxed(text: &str) -> Block {
    Block::Box { label: "One moment".into(), text: vec![text.into()], pen: 0 }
}

/// A text without its blanks, which lines and columns break at will.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn export(ident: &str) -> Export<'_> {
    Export { ident, day: (2026, 11, 12) }
}

fn written(sheet: &Sheet) -> Vec<u8> {
    write_pdf(sheet, export("a test"), Missing::Refuse)
        .unwrap_or_else(|error| panic!("{error}"))
        .bytes
}

/// The letters of every page of a PDF without its foot.
fn of_pdf(sheet: &Sheet, bytes: &[u8]) -> String {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).expect("text");
    let count = pages.len();
    let heads: Vec<String> = sheet.blocks.iter().filter_map(head).collect();
    let pages = pages.iter().enumerate().map(|(at, text)| {
        let foot = letters(&format!("{}Page {} of {count}", sheet.foot.join(". "), at + 1));
        let text = letters(text);
        assert!(text.contains(&foot), "{foot} in {text}");
        let text = text.replacen(&foot, "", 1);
        // A table that goes on repeats its head.
        let repeated = heads.iter().find(|head| at > 0 && text.starts_with(head.as_str()));
        repeated.map_or(text.clone(), |head| text.replacen(head.as_str(), "", 1))
    });
    pages.collect()
}

fn head(block: &Block) -> Option<String> {
    match block {
        Block::Table { columns, .. } => {
            Some(letters(&columns.iter().map(|column| column.head.as_str()).collect::<String>()))
        }
        _ => None,
    }
}

/// The letters of a Word file without its foot.
fn of_word(sheet: &Sheet, bytes: &[u8]) -> String {
    let text = letters(&word_text(&part(bytes, "word/document.xml")));
    let foot = letters(&sheet.foot.join(". "));
    text.strip_suffix(&foot).unwrap_or_else(|| panic!("{foot} in {text}")).to_owned()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

/// What stands between the tags of `w:t`.
fn word_text(xml: &str) -> String {
    let runs = xml.split("<w:t").skip(1).filter(|rest| rest.starts_with(['>', ' ']));
    let runs = runs.filter_map(|rest| rest.split_once('>')?.1.split_once("</w:t>"));
    let text: String = runs.map(|(text, _)| text).collect();
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (name, sign)| text.replace(name, sign))
}

#[test]
fn the_pdf_and_word_files_have_the_text_of_the_preview() {
    for sheet in sheets() {
        let wanted = letters(&sheet.lines().concat());
        assert!(wanted.len() > 60, "{} is empty", sheet.title);
        assert_eq!(of_pdf(&sheet, &written(&sheet)), wanted, "PDF of {}", sheet.title);
        let word = write_word(&sheet).expect("a Word file");
        assert_eq!(of_word(&sheet, &word), wanted, "Word file of {}", sheet.title);
    }
}

#[test]
fn a_pdf_is_tagged_and_says_which_standards_it_keeps() {
    for sheet in sheets() {
        let bytes = written(&sheet);
        let document = Document::load_mem(&bytes).expect("a PDF");
        let catalog = document.catalog().expect("a catalog");
        let language = catalog.get(b"Lang").and_then(|it| it.as_str()).expect("a language");
        assert!(language.starts_with(b"en"), "{language:?}");
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo"));
        let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
        let stream = document.get_object(metadata).and_then(|it| it.as_stream()).expect("a stream");
        let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let said = String::from_utf8_lossy(&plain).into_owned();
        for wanted in ["pdfuaid:part>1", "pdfaid:part>2", "pdfaid:conformance>A", "Stillroom"] {
            assert!(said.contains(wanted), "{wanted} in {said}");
        }
        let said = said.replace("2026-11-12T00:00:00Z", "the day without a time");
        for unwanted in ["2026-11-12T", "dc:creator", "Author"] {
            assert!(!said.contains(unwanted), "{unwanted} in {said}");
        }
        let tables =
            sheet.blocks.iter().filter(|block| matches!(block, Block::Table { .. })).count();
        let tag = |name: &[u8]| {
            let is = |object: &Object| {
                object.as_dict().is_ok_and(|dict| {
                    dict.get(b"S").and_then(|it| it.as_name()).is_ok_and(|it| it == name)
                })
            };
            document.objects.values().filter(|object| is(object)).count()
        };
        let cells = |block: &Block| match block {
            Block::Table { columns, rows, .. } => rows.len() * columns.len(),
            _ => 0,
        };
        // Empty cells, too: each row has as many as the head.
        assert_eq!(tag(b"TD"), sheet.blocks.iter().map(cells).sum::<usize>(), "{}", sheet.title);
        assert_eq!(tag(b"H1"), 1, "{}", sheet.title);
        assert_eq!(tag(b"Table"), tables, "{}", sheet.title);
        assert!(tables == 0 || tag(b"TH") > 0, "{}", sheet.title);
    }
}

#[test]
fn markup_characters_are_plain_text() {
    let hard = "*bold* _it_ #panic() $x$ <a> @b [c] // d /* e */ `f` ~ -- 1984. = g \\ & \"h\" ’i’ \
        Małgorzata Wiśniewska, Nguyễn Thị Ánh, Ẹniọlá, Größe, naïve, œuvre, €";
    let page = sheet(vec![
        boxed(hard),
        boxed("- a list"),
        Block::Table {
            caption: "Exchanges".into(),
            columns: vec![Column::new("Said", 1.0), Column::blank("Supervisor", 1.0)],
            rows: vec![
                vec![hard.into(), String::new()],
                vec!["= two\nlines".into(), String::new()],
            ],
        },
        Block::Ticks {
            label: "From them".into(),
            options: vec![Tick { label: hard.into(), ticked: true }],
        },
        Block::Signatures { lines: vec!["Name & date".into()] },
    ]);
    let wanted = letters(&page.lines().concat());
    assert_eq!(of_pdf(&page, &written(&page)), wanted);
    assert_eq!(of_word(&page, &write_word(&page).expect("a Word file")), wanted);
}

#[test]
fn a_character_without_a_glyph_is_reported_or_named() {
    let page = sheet(vec![boxed("She smiled 🙂 and said 你好.")]);
    let missing = undrawn(&page);
    assert_eq!(missing, ['🙂', '你', '好']);
    match write_pdf(&page, export("x"), Missing::Refuse) {
        Err(PaperError::MissingGlyphs { characters }) => assert_eq!(characters, missing),
        other => panic!("{other:?}"),
    }
    let named = write_pdf(&page, export("x"), Missing::Name).expect("it is written");
    assert_eq!(named.named, missing);
    assert!(of_pdf(&page, &named.bytes).contains("Shesmiled[U+1F642]andsaid[U+4F60][U+597D]"));
    let word = write_word(&page).expect("Word has fonts of its own");
    assert!(of_word(&page, &word).contains("🙂"));
}

#[test]
fn hebrew_and_arabic_are_drawn_and_kept_whole() {
    let said = "She said שלום עולם, then السلام عليكم, and laughed.";
    let page = sheet(vec![boxed(said), boxed("שלום, Wren. ".repeat(40).trim())]);
    assert_eq!(undrawn(&page), []);
    let sorted = |text: &str| {
        // Joined letters have their words in the tags, which the reader of this test does not read.
        let is_arabic = |letter: &char| ('\u{600}'..'\u{700}').contains(letter);
        let letters = text.chars().filter(|letter| letter.is_alphabetic());
        let mut all: Vec<char> = letters.filter(|letter| !is_arabic(letter)).collect();
        all.sort_unstable();
        all
    };
    // A reader gives letters in the order of the eye, so only that none is lost can be told.
    let wanted = sorted(&page.lines().concat());
    assert_eq!(sorted(&of_pdf(&page, &written(&page))), wanted);
    assert_eq!(
        of_word(&page, &write_word(&page).expect("a Word file")),
        letters(&page.lines().concat())
    );
}

#[test]
fn controls_do_not_break_a_file() {
    let page = sheet(vec![boxed("one\u{0}\u{1b}\u{7f}\u{ffff} two")]);
    assert!(of_pdf(&page, &written(&page)).ends_with("onetwo"));
    assert!(of_word(&page, &write_word(&page).expect("a Word file")).ends_with("onetwo"));
}

#[test]
fn a_cell_of_twenty_thousand_words_and_a_hundred_pages_are_written_whole() {
    let long = "still ".repeat(20_000);
    let rows = (0..2_500).map(|at| vec![at.to_string(), "A sentence that somebody said.".into()]);
    let table = |rows: Vec<Vec<String>>| Block::Table {
        caption: "Exchanges".into(),
        columns: vec![Column::new("No.", 0.2), Column::new("Said", 1.0)],
        rows,
    };
    let cell = sheet(vec![table(vec![vec!["1".into(), long.trim().into()]])]);
    let found = of_pdf(&cell, &written(&cell));
    assert_eq!(found.matches("still").count(), 20_000);
    let many = sheet(vec![table(rows.collect())]);
    let start = Instant::now();
    let pdf = write_pdf(&many, export("x"), Missing::Refuse).expect("it is written");
    let took = start.elapsed();
    println!("{} pages in {} ms, {} KiB", pdf.pages, took.as_millis(), pdf.bytes.len() / 1024);
    assert!(pdf.pages > 50, "{} pages", pdf.pages);
    assert!(took < Duration::from_mins(1), "{took:?}");
    assert!(of_pdf(&many, &pdf.bytes).contains("2499Asentencethatsomebodysaid."));
    let word = write_word(&many).expect("a Word file");
    assert!(part(&word, "word/document.xml").contains("<w:tblHeader"), "head rows repeat");
}

#[test]
fn a_word_file_names_its_language_and_no_author() {
    let page = &sheets()[0];
    let word = write_word(page).expect("a Word file");
    assert!(part(&word, "word/styles.xml").contains("w:val=\"en-GB\""));
    let archive = zip::ZipArchive::new(Cursor::new(&word)).expect("a zip");
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    assert!(!names.iter().any(|name| name.starts_with("docProps")), "{names:?}");
}

#[test]
fn pages_with_one_title_have_different_ids_and_a_page_is_written_alike_twice() {
    let page = sheet(vec![boxed("Quiet.")]);
    let write =
        |ident| write_pdf(&page, export(ident), Missing::Refuse).expect("it is written").bytes;
    assert_ne!(write("one"), write("two"));
    assert_eq!(write("one"), write("one"));
}
