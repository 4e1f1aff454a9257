//! *Consent and touch*: what was written about it, as a table alone.

use super::axis::Frame;
use super::guard::Page;
use super::notes::{Note, Reader, labels, options};
use super::scene::{CellSaid, Scene, SceneRow, SceneTable};
use super::{PictureKind, PictureRequest};
use crate::forms::FormId;
use crate::journal::{Journal, JournalError};

const FORM: &str = "boundary";
const AGREED: &str = "consent.agreed";
const AGAIN: &str = "consent.asked_again";
const CHANGE: &str = "consent.change";
const ACTED: &str = "consent.acted";
const BEGUN: &str = "consent.begun_by";
const ROWS: usize = 100;
const RECORD: &str = "This does not replace the clinical record.";

/// The words of the form for each of its choices.
type Terms = [(&'static str, Vec<(String, String)>); 4];

impl Journal {
    pub(super) fn consent_and_touch(
        &self,
        request: &PictureRequest,
        frame: &Frame,
    ) -> Result<Scene, JournalError> {
        let form = self.current_form(&FormId(FORM.to_owned()))?;
        let terms = [AGREED, CHANGE, ACTED, BEGUN].map(|path| (path, options(&form, path)));
        let reader = Reader::of(self, request, &[AGREED, BEGUN]);
        let notes = reader.wanted(FORM, &[AGREED, AGAIN, CHANGE, ACTED, BEGUN], ROWS)?;
        let mut scene = draw(&notes, &terms, frame);
        scene.incomplete = reader.incomplete();
        Ok(scene)
    }
}

fn draw(notes: &[Note], terms: &Terms, frame: &Frame) -> Scene {
    let said = |note: &&Note| {
        [AGREED, AGAIN, CHANGE, ACTED, BEGUN].iter().any(|path| note.values.get(path).is_some())
    };
    let notes: Vec<&Note> = notes.iter().filter(said).collect();
    let page = Page::of(&notes, frame.page, ROWS);
    let count = match page.shown.len() {
        1 => "1 note".to_owned(),
        many => format!("{many} notes"),
    };
    let mut scene =
        frame.scene(PictureKind::ConsentAndTouch).made_of(page.shown.len(), count.clone());
    // It is a table however much there is of it.
    scene.too_few = false;
    scene.alt = count;
    (scene.earlier, scene.later) = (page.earlier, page.later);
    scene.table = SceneTable::of(&[
        ("Session", CellSaid::Plain),
        ("Agreed", CellSaid::Named),
        ("Asked again", CellSaid::Named),
        ("Changed", CellSaid::Named),
        ("What was done", CellSaid::Plain),
        ("Begun by", CellSaid::Named),
        ("First words", CellSaid::Words),
    ]);
    let words = |note: &Note, path: &str| {
        let options = terms.iter().find(|(known, _)| *known == path);
        options.map_or(String::new(), |(_, options)| labels(options, note.keys(path)))
    };
    for note in page.shown.iter().rev() {
        let again = if note.number(AGAIN).is_some() { "yes" } else { "" };
        let cells = vec![
            frame.hour(note.alias.as_deref(), note.session, note.day),
            words(note, AGREED),
            again.to_owned(),
            words(note, CHANGE),
            words(note, ACTED),
            words(note, BEGUN),
            note.words.clone(),
        ];
        let row = SceneRow { cells, entry: Some(note.entry), mine_alone: note.mine_alone };
        scene.table.rows.push(row);
    }
    scene.notes.push(RECORD.to_owned());
    scene
}

#[cfg(test)]
mod tests {
    use super::super::testing::{frame, note, with_keys};
    use super::*;

    #[test]
    fn what_was_agreed_changed_and_done_stands_in_a_row_newest_first() {
        let form = crate::forms::Forms::shipped().get(&FormId(FORM.into())).expect("shipped");
        let terms = [AGREED, CHANGE, ACTED, BEGUN].map(|path| (path, options(form, path)));
        let notes = [
            with_keys(
                note(4, "2026-09-21", &[(AGAIN, 1)]),
                &[(AGREED, &["hand", "shoulder"]), (CHANGE, &["narrower"])],
            ),
            note(5, "2026-09-28", &[("ladder", 4)]),
            with_keys(note(6, "2026-10-05", &[]), &[(ACTED, &["honoured_at_once"])]),
        ];
        let scene = draw(&notes, &terms, &frame()).finished();
        assert!(!scene.too_few && scene.marks.is_empty());
        assert_eq!(scene.table.rows.len(), 2, "a note that says nothing of it is no row");
        assert_eq!(
            scene.table.rows[1].cells[..4],
            ["Session 4, 21 Sep", "hand, shoulder", "yes", "narrower"]
        );
        assert_eq!(scene.table.rows[0].cells[4], "made it less at once");
        assert_eq!(scene.notes, [RECORD]);
    }
}
