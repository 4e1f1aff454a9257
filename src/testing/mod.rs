//! Builders for tests and benches; only with the feature `testing`.

mod answers;
mod chance;
mod corpus;
mod everything;
pub mod fuzzing;
pub mod index;
#[cfg(unix)]
mod odd;
#[cfg(unix)]
mod replaced;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::forms::{Answer, Answers, FormId};
use crate::journal::{Client, ClientStatus, EntryInput, Journal, Moment, Opener, VaultFile};
pub use answers::every_answer;
pub use chance::Chance;
pub use corpus::Corpus;
pub use everything::{Revision, find_word, find_word_in_copy, open_everything};
#[cfg(unix)]
pub use odd::{OddTally, odd_places};
#[cfg(unix)]
pub use replaced::{ReplacedTally, replaced_files};

use crate::vault::{KdfParams, Passphrase, RecordId, RecoveryWords};

/// A passphrase that satisfies the rule.
pub const PASSPHRASE: &str = "quiet harbour lantern velvet orbit";

/// A fixed moment: 2026-03-02 14:05 UTC.
pub const NOON: Moment = Moment { utc_ms: 1_772_460_300_000, offset_min: 0 };

/// A journal in a temporary place, with what opens it.
pub struct Bench {
    /// The journal's folder.
    pub folder: PathBuf,
    /// Where its anchors lie.
    pub anchors: PathBuf,
    /// Its recovery words.
    pub words: RecoveryWords,
}

impl Bench {
    /// Makes an empty journal below `root` with a cheap key derivation.
    pub fn make(root: &Path) -> Self {
        let bench = Self::at(root);
        let passphrase = Passphrase::typed(PASSPHRASE);
        let cost = KdfParams::CHEAP;
        VaultFile::create(&bench.folder, &bench.anchors, &passphrase, &bench.words, cost)
            .expect("an empty folder takes a journal");
        bench
    }

    /// Names the places of a journal below `root`, without making one; the words open nothing.
    pub fn at(root: &Path) -> Self {
        Self {
            folder: root.join("test.stillroom"),
            anchors: root.join("anchors"),
            words: RecoveryWords::make(),
        }
    }

    /// Opens the journal, still locked.
    pub fn locked(&self) -> VaultFile {
        VaultFile::open(&self.folder, &self.anchors).expect("the journal is there")
    }

    /// Unlocks it with its passphrase.
    pub fn unlock(&self) -> Journal {
        let passphrase = Passphrase::typed(PASSPHRASE);
        match self.locked().unlock(&Opener::Passphrase(&passphrase)) {
            Ok(journal) => journal,
            Err(refused) => panic!("the right passphrase is refused: {}", refused.cause),
        }
    }
}

/// Returns a moment some minutes after [`NOON`].
pub fn minutes_later(minutes: i64) -> Moment {
    Moment { utc_ms: NOON.utc_ms + minutes * 60_000, ..NOON }
}

/// Returns a moment some days after [`NOON`].
pub fn days_later(days: i64) -> Moment {
    minutes_later(days * 24 * 60)
}

/// Keeps a second location for backups as it was typed, as versions before 0.2 did.
pub fn save_places_as_typed(journal: &mut Journal, second: &str) {
    journal.save_places_as_typed(second, NOON);
}

/// Makes a ProseMirror document of plain paragraphs, split at newlines.
pub fn document(text: &str) -> Value {
    let paragraph = |line: &str| match line {
        "" => json!({ "type": "paragraph" }),
        line => json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }),
    };
    json!({ "type": "doc", "content": text.lines().map(paragraph).collect::<Vec<_>>() })
}

/// Puts an attached file after the text of an entry's leading field.
pub fn put_attachment(input: &mut EntryInput, id: RecordId, caption: &str) {
    let node = crate::forms::attached_node(&id.to_string(), caption);
    for answer in input.answers.values_mut() {
        if let Answer::Text(document) = answer
            && let Some(content) = document["content"].as_array_mut()
        {
            return content.push(node);
        }
    }
}

/// Makes a client that goes by this alias.
pub fn client(journal: &mut Journal, alias: &str) -> RecordId {
    let client = Client {
        id: None,
        alias: alias.into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    };
    let client = journal.save_client(client, NOON).expect("the alias is free");
    client.id.expect("a saved client has an id")
}

/// Saves an integration note about a client's session, that many days after [`NOON`].
pub fn note(journal: &mut Journal, client: RecordId, session: u32, days: i64) -> EntryInput {
    let now = days_later(days);
    let text = format!("What was said in hour {session}.");
    let mut input = entry(journal, "integration", &text, now);
    input.head.client = Some(client);
    input.head.session = Some(session);
    input.base = journal.save_revision(&input, now).expect("it is saved").base;
    input
}

/// Starts an entry whose leading text field says `text`.
pub fn entry(journal: &Journal, form: &str, text: &str, now: Moment) -> EntryInput {
    let id = FormId(form.into());
    let mut entry = journal.new_entry(&id, None, None, now).expect("a shipped form");
    let field = entry.definition.leads.clone();
    entry.input.answers = Answers::from([(field, Answer::Text(document(text)))]);
    entry.input
}
