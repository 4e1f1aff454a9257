//! Numbers from outside at the ends of their range: nothing panics, nothing is asked for in vain.

use stillroom::journal::{EntryFilter, JournalError, Moment, Opener, Phase, SearchRequest};
use stillroom::testing::{Bench, NOON, PASSPHRASE, client, entry};
use stillroom::vault::{KdfParams, Passphrase};
use tempfile::TempDir;

#[test]
fn moments_and_sessions_at_the_ends_of_their_range_are_taken_as_they_are() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ends = [i64::MIN, i64::MIN + 1, -8_334_601_228_800_000, 8_210_266_876_799_999, i64::MAX];
    for (number, utc_ms) in ends.into_iter().enumerate() {
        for (offset_min, session) in [(i16::MIN, u32::MAX), (i16::MAX, 0), (0, u32::MAX - 1)] {
            let at = Moment { utc_ms, offset_min };
            let about = client(&mut journal, &format!("Alias {number} {offset_min}"));
            let mut input = entry(&journal, "integration", "an hour", NOON);
            input.head.happened = at;
            input.head.client = Some(about);
            input.head.session = Some(session);
            input.head.phase = Some(Phase::Medicine);
            journal.save_draft(input.clone(), NOON).expect("it is saved");
            journal.save_revision(&input, at).expect("it is saved");
            for now in [at, NOON, Moment { utc_ms: i64::MAX, offset_min }] {
                let next = journal.suggest(about, now).session;
                assert!(next.is_none_or(|next| next >= session));
                journal.client_page(about, now).expect("it is shown");
                journal.list_follow_ups(None, now);
                journal.exercise_overview(now);
                journal.minutes();
                journal.expire_trash(now).expect("nothing lies there");
                let request = SearchRequest {
                    text: "hour".into(),
                    by_date: false,
                    offset: 0,
                    limit: 20,
                    counted: true,
                };
                journal.search(&request, now).expect("it is answered");
            }
            let opened = journal.open_entry(input.id).expect("it is there");
            assert_eq!(opened.input.head, input.head);
        }
    }
    journal.lock().map(drop).expect("it locks");
    assert_eq!(bench.unlock().snapshot(false).notices, []);
}

#[test]
fn a_page_of_hits_far_beyond_the_last_is_empty() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "a heron in the reeds", NOON);
    journal.save_revision(&input, NOON).expect("it is saved");
    while journal.index_some(50).expect("it follows").is_some() {}
    for offset in [2, 1 << 20, u32::MAX - 1, u32::MAX] {
        for (by_date, counted) in [(false, true), (true, true), (false, false), (true, false)] {
            for limit in [1, 200, u32::MAX] {
                let text = "heron".to_owned();
                let request = SearchRequest { text, by_date, offset, limit, counted };
                let answer = journal.search(&request, NOON).expect("it is answered");
                assert_eq!(answer.hits.len(), 0, "{request:?}");
                assert!(answer.total.is_none_or(|total| total == 1), "{request:?}");
            }
        }
        assert_eq!(journal.list_entries(&EntryFilter::default(), offset, u32::MAX).rows, []);
    }
}

#[test]
fn forged_slots_cost_a_bounded_number_of_tries_and_never_shut_out_the_real_one() {
    for first in [1_000, -1_000] {
        let root = TempDir::new().expect("a temporary folder");
        let bench = Bench::make(root.path());
        let other = Bench::make(&root.path().join("other"));
        let mut journal = other.unlock();
        let (right, wrong) =
            (Passphrase::typed(PASSPHRASE), Passphrase::typed("not the right one"));
        let forged = Passphrase::typed("someone else's passphrase");
        journal.set_passphrase(Some(&right), &forged, KdfParams::CHEAP).expect("it is replaced");
        journal.lock().map(drop).expect("it locks");
        let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
        let theirs = other.folder.join("journal.db");
        raw.execute_batch(&format!(
            "ATTACH '{}' AS other;
             WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 400)
             INSERT INTO slot (id, bytes) SELECT n.i + {first}, other.slot.bytes FROM n, other.slot
               WHERE substr(other.slot.bytes, 2, 1) = x'01'",
            theirs.display()
        ))
        .expect("anyone with the file can do that");
        drop(raw);
        let refused = bench.locked().unlock(&Opener::Passphrase(&wrong)).err();
        let cause = refused.expect("it is the wrong one").cause;
        assert!(matches!(cause, JournalError::TooManySlots), "{cause:?}");
        let notices = bench.unlock().snapshot(false).notices;
        assert_eq!(notices, [stillroom::journal::Notice::SlotsReplaced]);
    }
}
