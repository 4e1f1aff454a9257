//! What belongs to an entry or a client and has no meaning without it.

use std::collections::BTreeSet;

use crate::journal::Journal;
use crate::vault::RecordId;

impl Journal {
    /// Returns what belongs to entries: addenda, follow-up cards, the runs of exercises that landed
    /// as them, the jottings that were taken into them, and the pages for supervision that draw from
    /// them with their maps of aliases, the reports of the imports that brought them, and the files
    /// that no other entry names.
    pub(crate) fn linked_to(&self, entries: &[RecordId]) -> Vec<RecordId> {
        let catalog = &self.catalog;
        let addenda = entries.iter().flat_map(|entry| catalog.addenda.of(*entry));
        let cards = entries.iter().flat_map(|entry| catalog.follow_ups.of(*entry));
        let among: BTreeSet<&RecordId> = entries.iter().collect();
        let runs = of_them(&catalog.runs, |run| among.contains(&run.meta.entry));
        let jottings = of_them(&catalog.jottings, |jotting| {
            jotting.entry.is_some_and(|entry| among.contains(&entry))
        });
        let sheets: BTreeSet<RecordId> = of_them(&catalog.sheets, |sheet| {
            sheet.meta.sources.iter().any(|source| among.contains(source))
        })
        .collect();
        let maps = of_them(&catalog.alias_maps, |map| sheets.contains(&map.sheet));
        let of_entries = addenda.map(|(id, _)| id).chain(cards.map(|(id, _)| id));
        let of_entries = of_entries.chain(runs).chain(jottings).chain(maps);
        let of_entries = of_entries.chain(self.reports_around(entries));
        let of_entries = of_entries.chain(self.files_of_only(&among));
        of_entries.chain(sheets.iter().copied()).collect()
    }

    /// Returns the attached files that some of these entries name and no other entry that is not
    /// erased.
    fn files_of_only<'a>(
        &'a self,
        entries: &'a BTreeSet<&RecordId>,
    ) -> impl Iterator<Item = RecordId> + 'a {
        let erased = &self.catalog.retention.erased;
        of_them(&self.catalog.attachments, move |file| {
            let named_by = &file.meta.entries;
            named_by.iter().any(|entry| entries.contains(entry))
                && named_by.iter().all(|e| entries.contains(e) || erased.contains_key(e))
        })
    }

    /// Returns what belongs to a client and to entries about them: besides the above their
    /// courses, threads, symbols, runs, jottings and lifted holds, and the aliases merged into theirs.
    pub(crate) fn linked_to_client(&self, client: RecordId, entries: &[RecordId]) -> Vec<RecordId> {
        let catalog = &self.catalog;
        let theirs = |of: Option<RecordId>| of.is_some_and(|of| catalog.resolve(of) == client);
        let mut linked: BTreeSet<RecordId> = self.linked_to(entries).into_iter().collect();
        linked.extend(of_them(&catalog.courses, |course| theirs(Some(course.client))));
        linked.extend(of_them(&catalog.threads, |thread| theirs(thread.client)));
        linked.extend(of_them(&catalog.symbols, |symbol| theirs(symbol.client)));
        linked.extend(of_them(&catalog.runs, |run| theirs(run.meta.client)));
        linked.extend(of_them(&catalog.jottings, |jotting| theirs(jotting.client)));
        linked.extend(of_them(&catalog.sheets, |sheet| {
            theirs(sheet.meta.client)
                || sheet.meta.sources.iter().any(|source| theirs(Some(*source)))
        }));
        linked.extend(of_them(&catalog.alias_maps, |map| theirs(map.client)));
        linked.extend(of_them(&catalog.clients, |other| theirs(other.merged)));
        // Only lifted ones: while one stands, nothing of this is erased.
        linked.extend(of_them(&catalog.retention.holds, |hold| theirs(hold.client)));
        linked.into_iter().collect()
    }
}

/// Returns the ids of those that belong.
fn of_them<'a, T>(
    all: &'a std::collections::BTreeMap<RecordId, T>,
    belongs: impl Fn(&T) -> bool + 'a,
) -> impl Iterator<Item = RecordId> + 'a {
    all.iter().filter(move |(_, one)| belongs(one)).map(|(id, _)| *id)
}
