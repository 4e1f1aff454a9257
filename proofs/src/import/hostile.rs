//! Sources that are broken or mean harm: told exactly, and nothing of them written.

use stillroom::exchange::import::Code;

use super::fact::Fact;
use super::samples::Samples;
use super::written::CANARY;

pub(super) fn expect(samples: &mut Samples) {
    names_and_links(samples);
    sizes(samples);
    broken(samples);
    markup(samples);
}

fn names_and_links(samples: &mut Samples) {
    samples.expect(
        "hostile/zip-slip.zip",
        &[
            Fact::Found(1),
            Fact::ComeIn(1),
            Fact::Told(Code::UnsafeName, 5),
            Fact::ToldAt(Code::UnsafeName, "../../escaped.json"),
            Fact::ToldAt(Code::UnsafeName, "/tmp/absolute.json"),
            Fact::ToldAt(Code::UnsafeName, "../../windows.json"),
            Fact::ToldAt(Code::UnsafeName, "C:/Users/x.json"),
            Fact::ToldAt(Code::UnsafeName, "photos/../../up.png"),
            Fact::Nowhere(CANARY),
        ],
    );
    samples.expect(
        "hostile/zip-symlink.zip",
        &[
            Fact::Found(1),
            Fact::ComeIn(1),
            Fact::Told(Code::Link, 2),
            Fact::ToldAt(Code::Link, "photos/link.jpeg"),
            Fact::ToldAt(Code::Link, "entries"),
            Fact::Told(Code::NotWhole, 1),
            Fact::ToldAt(Code::NotWhole, "entries/x.json"),
            Fact::Nowhere(CANARY),
        ],
    );
    samples.expect(
        "hostile/tar-slip.jex",
        &[
            Fact::Found(1),
            Fact::ComeIn(1),
            Fact::Told(Code::UnsafeName, 3),
            Fact::ToldAt(Code::UnsafeName, "../../escaped.md"),
            Fact::ToldAt(Code::UnsafeName, "/tmp/abs.md"),
            Fact::ToldAt(Code::UnsafeName, "resources/../../up.png"),
            Fact::Told(Code::Link, 2),
            Fact::ToldAt(Code::Link, "resources/link.png"),
            Fact::ToldAt(Code::Link, "resources/hard.png"),
            Fact::Told(Code::NotAFile, 2),
            Fact::ToldAt(Code::NotAFile, "resources/dev"),
            Fact::ToldAt(Code::NotAFile, "resources/fifo"),
            Fact::Nowhere(CANARY),
        ],
    );
    samples.expect(
        "hostile/zip-in-zip.zip",
        &[
            Fact::Found(1),
            Fact::ComeIn(1),
            Fact::Told(Code::ArchiveInside, 1),
            Fact::ToldAt(Code::ArchiveInside, "inner.zip"),
        ],
    );
    samples.expect(
        "hostile/zip-same-name-twice.zip",
        &[Fact::Found(1), Fact::ComeIn(1), Fact::Told(Code::SameName, 1)],
    );
}

fn sizes(samples: &mut Samples) {
    samples.expect(
        "hostile/zip-bomb-200-mib.zip",
        &[
            Fact::ComeIn(1),
            Fact::Media(0),
            Fact::Told(Code::TooPacked, 1),
            Fact::ToldAt(Code::TooPacked, "photos/00000000000000000000000000000000.jpeg"),
        ],
    );
    samples.expect(
        "hostile/one-string-of-80-mib.zip",
        &[
            Fact::Found(0),
            Fact::Told(Code::TooPacked, 1),
            Fact::ToldAt(Code::TooPacked, "Journal.json, after byte"),
        ],
    );
}

fn broken(samples: &mut Samples) {
    for (file, come_in) in [
        ("not-a-zip.zip", 0),
        ("zip-truncated.zip", 0),
        ("truncated.json", 0),
        ("tar-claims-1-tib.jex", 1),
    ] {
        samples.expect(
            &format!("hostile/{file}"),
            &[Fact::Found(come_in), Fact::ComeIn(come_in), Fact::Told(Code::NotWhole, 1)],
        );
    }
    samples.expect(
        "hostile/deep.json",
        &[
            Fact::Found(0),
            Fact::Told(Code::TooDeep, 1),
            Fact::ToldAt(Code::TooDeep, "deep.json, entry 1"),
        ],
    );
    samples.expect(
        "hostile/duplicate-keys.json",
        &[
            Fact::ComeIn(1),
            Fact::Text("entry 1", "two"),
            Fact::Told(Code::RepeatedKey, 2),
            Fact::ToldAt(Code::RepeatedKey, "duplicate-keys.json, entry 1"),
        ],
    );
    samples.expect(
        "hostile/bad-utf8.json",
        &[
            Fact::ComeIn(3),
            Fact::Told(Code::Replaced, 2),
            Fact::ToldAt(Code::Replaced, "entry 1"),
            Fact::ToldAt(Code::Replaced, "entry 2"),
            Fact::Text("entry 1", "caf\u{fffd}"),
            Fact::Text("entry 2", "lone \u{fffd} half"),
            Fact::Text("entry 3", "whole"),
        ],
    );
}

fn markup(samples: &mut Samples) {
    samples.expect(
        "hostile/billion-laughs.enex",
        &[
            Fact::ComeIn(2),
            Fact::Text("note 1", "&k;\nThe text must come in or be told."),
            Fact::Text("note 2", "Honest\nComes in."),
            Fact::Told(Code::UnknownEntity, 1),
            Fact::ToldAt(Code::UnknownEntity, "note 1"),
            Fact::Nowhere("lollol"),
        ],
    );
    samples.expect(
        "hostile/external-entity.enex",
        &[
            Fact::ComeIn(1),
            Fact::Text("note 1", "&x;\n&y;"),
            Fact::Told(Code::UnknownEntity, 1),
            Fact::Nowhere("root:"),
        ],
    );
    samples.expect("hostile/deep-html.enex", &[Fact::ComeIn(1), Fact::Text("note 1", "deep")]);
}
