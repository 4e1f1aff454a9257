//! Writes the sample into a journal, through what the window also calls.

use std::collections::HashMap;

use super::step::{Dated, SampleRun, SampleStep, Writing};
use crate::forms::{Answer, Answers};
use crate::journal::{
    Course, Due, EntryInput, Flag, Journal, JournalError, Moment, Piece, RunInput, Symbol, Thread,
};
use crate::vault::RecordId;

/// What has been written so far.
pub(super) struct SampleAuthor<'a> {
    journal: &'a mut Journal,
    clients: HashMap<String, RecordId>,
    /// Entries and threads by their names. An entry that is pointed at before it is written has
    /// its id already.
    named: HashMap<String, RecordId>,
    /// Symbols by client and name, pieces by title.
    symbols: HashMap<(RecordId, String), RecordId>,
    pieces: HashMap<String, RecordId>,
    bases: HashMap<RecordId, u64>,
}

impl<'a> SampleAuthor<'a> {
    /// Takes a journal in which nothing has been written.
    pub(super) fn at(journal: &'a mut Journal) -> Self {
        Self {
            journal,
            clients: HashMap::new(),
            named: HashMap::new(),
            symbols: HashMap::new(),
            pieces: HashMap::new(),
            bases: HashMap::new(),
        }
    }

    /// Does it.
    pub(super) fn perform(&mut self, dated: Dated) -> Result<(), JournalError> {
        let Dated { at, step } = dated;
        match step {
            SampleStep::Client(client) => {
                let made = self.journal.save_client(client, at)?;
                self.clients.extend(made.id.map(|id| (made.alias, id)));
            }
            SampleStep::Course { name, client, from, to } => {
                let client = self.client(&client)?;
                let (id, archived, merged) = (None, false, None);
                let course = Course { id, name, client, from, to, archived, merged };
                self.journal.save_course(course, at)?;
            }
            SampleStep::Thread { name, thread, client } => self.thread(name, thread, client, at)?,
            SampleStep::Symbol { symbol, client } => self.symbol(symbol, &client, at)?,
            SampleStep::Piece(piece) => {
                // A music log that named it before has made it already.
                let mut known = self.journal.list_pieces().into_iter();
                let id = known.find(|known| known.title == piece.title).and_then(|known| known.id);
                let made = self.journal.save_piece(Piece { id, ..piece }, at)?;
                self.named.extend(made.id.map(|id| (made.title.clone(), id)));
                self.pieces.extend(made.id.map(|id| (made.title, id)));
            }
            SampleStep::Question { text, thread } => {
                let thread = thread.map(|name| self.named(&name));
                self.journal.add_question(&text, thread, at)?;
            }
            SampleStep::Jot { text, client } => {
                let client = Some(self.client(&client)?);
                self.journal.jot(&text, client, at)?;
            }
            SampleStep::Term(term) => drop(self.journal.save_term(&term, at)?),
            SampleStep::Prompt(prompt) => drop(self.journal.save_prompt(prompt, at)?),
            SampleStep::Search(search) => drop(self.journal.save_search(search, at)?),
            SampleStep::SaveRevision(writing) => self.save_revision(*writing, at)?,
            SampleStep::Follow { entry, card, answer } => self.follow(&entry, card, &answer, at)?,
            SampleStep::Ask(entry) => {
                let entry = self.named(&entry);
                self.journal.mark_asked(entry, true, at)?;
            }
            SampleStep::Close(entry) => {
                let entry = self.named(&entry);
                self.journal.close_entry(entry, at)?;
            }
            SampleStep::Add { entry, text } => {
                let entry = self.named(&entry);
                self.journal.add_addendum(entry, text, at)?;
            }
            SampleStep::Trash(entry) => {
                let entry = self.named(&entry);
                self.journal.trash_entry(entry, at)?;
            }
            SampleStep::Begin(running) => self.run(*running, at)?,
        }
        Ok(())
    }

    fn thread(
        &mut self,
        name: String,
        thread: Thread,
        client: Option<String>,
        at: Moment,
    ) -> Result<(), JournalError> {
        let id = self.named.get(&name).copied();
        let client = client.map(|alias| self.client(&alias)).transpose()?;
        let made = self.journal.save_thread(Thread { id, client, ..thread }, at)?;
        self.named.extend(made.id.map(|id| (name, id)));
        Ok(())
    }

    fn symbol(&mut self, symbol: Symbol, client: &str, at: Moment) -> Result<(), JournalError> {
        let client = Some(self.client(client)?);
        // A note that named it before has made it already.
        let mut known = self.journal.list_symbols().into_iter();
        let id = known.find(|known| known.client == client && known.name == symbol.name);
        let id = id.and_then(|known| known.id);
        let made = self.journal.save_symbol(Symbol { id, client, ..symbol }, at)?;
        self.named.extend(made.id.map(|id| (made.name.clone(), id)));
        self.symbols.extend(made.id.zip(client).map(|(id, client)| ((client, made.name), id)));
        Ok(())
    }

    fn save_revision(&mut self, writing: Writing, at: Moment) -> Result<(), JournalError> {
        let Writing { name, form, form_version, mut head, client, threads, links, answers } =
            writing;
        let id = self.named(&name);
        head.client = client.map(|alias| self.client(&alias)).transpose()?;
        head.threads = threads.iter().map(|name| self.named(name)).collect();
        head.links = links.iter().map(|name| self.named(name)).collect();
        head.links.extend(self.pointed_at(head.client, &answers));
        let answers = answers.into_iter().map(|(key, answer)| (key, self.linked(answer))).collect();
        let base = self.bases.get(&id).copied();
        let input = EntryInput { id, form, form_version, head, answers, base };
        let saved = self.journal.save_revision(&input, at)?;
        self.bases.extend(saved.base.map(|base| (id, base)));
        Ok(())
    }

    /// Returns the symbols and the piece that answers speak of by name.
    fn pointed_at(&self, client: Option<RecordId>, answers: &Answers) -> Vec<RecordId> {
        let mut found = Vec::new();
        if let (Some(client), Some(Answer::Rows(rows))) = (client, answers.get("symbol")) {
            let names = rows.iter().filter_map(|row| match row.get("name") {
                Some(Answer::Line(name)) => Some((client, name.clone())),
                _ => None,
            });
            found.extend(names.filter_map(|name| self.symbols.get(&name).copied()));
        }
        if let Some(Answer::Line(title)) = answers.get("piece") {
            found.extend(self.pieces.get(title).copied());
        }
        found
    }

    fn follow(
        &mut self,
        entry: &str,
        card: Option<(Flag, Due)>,
        answer: &str,
        at: Moment,
    ) -> Result<(), JournalError> {
        let entry = self.named(entry);
        let cards = self.journal.follow_ups_of(entry, at);
        let mut cards = cards.into_iter().map(|card| card.follow_up);
        let found = match card {
            Some((flag, due)) => {
                cards.find(|card| card.flag.as_ref() == Some(&flag) && card.due == due)
            }
            None => cards.find(|card| card.flag.is_none()),
        };
        let id = found.and_then(|card| card.id).ok_or(JournalError::NoSuchFollowUp)?;
        self.journal.answer_follow_up(id, answer, at)?;
        Ok(())
    }

    fn run(&mut self, running: SampleRun, at: Moment) -> Result<(), JournalError> {
        let SampleRun { name, exercise, client, beside, answers, step, left, until } = running;
        let client = client.map(|alias| self.client(&alias)).transpose()?;
        let beside = beside.map(|name| self.named(&name));
        let run = self.journal.start_run(&exercise, client, beside, at)?;
        let answers = answers.into_iter().map(|(key, answer)| (key, self.linked(answer))).collect();
        let input = RunInput { id: run.id, step, answers };
        if left {
            self.journal.pause_run(input, until)?;
        } else {
            let finished = self.journal.finish_run(input, until)?;
            self.named.extend(finished.row.map(|row| (name, row.id)));
        }
        Ok(())
    }

    /// Puts the ids of what links name in place of the names.
    fn linked(&mut self, answer: Answer) -> Answer {
        let Answer::Links(names) = answer else { return answer };
        Answer::Links(names.iter().map(|name| self.named(name).to_string()).collect())
    }

    fn named(&mut self, name: &str) -> RecordId {
        *self.named.entry(name.to_owned()).or_insert_with(RecordId::make)
    }

    fn client(&self, alias: &str) -> Result<RecordId, JournalError> {
        self.clients.get(alias).copied().ok_or(JournalError::NoSuchClient)
    }
}
