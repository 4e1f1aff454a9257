//! What is done in the sample, one deed after the other, each at its own time.

use std::collections::HashMap;

use crate::exercises::ExerciseId;
use crate::forms::Answers;
use crate::journal::error::JournalError;
use crate::journal::head::Moment;
use crate::journal::wire::EntryInput;
use crate::journal::{Client, Journal, RunInput};
use crate::vault::RecordId;

/// Something done at a time. Clients go by their alias, since their ids are not known before.
pub(super) struct Dated {
    pub(super) at: Moment,
    pub(super) deed: Deed,
}

/// Something done.
pub(super) enum Deed {
    /// A client is taken on.
    Make(Client),
    /// A revision of an entry is settled.
    Settle(Writing),
    /// An entry is put in the trash.
    Trash(RecordId),
    /// An exercise is begun.
    Begin(Running),
}

/// One revision of an entry; its client and its base are known once it is settled.
#[derive(Clone)]
pub(super) struct Writing {
    pub(super) input: EntryInput,
    pub(super) client: Option<String>,
}

/// A run of an exercise, and how it went on.
pub(super) struct Running {
    pub(super) exercise: ExerciseId,
    pub(super) client: Option<String>,
    pub(super) beside: Option<RecordId>,
    pub(super) answers: Answers,
    /// The step at which it was left or finished.
    pub(super) step: u32,
    pub(super) left: bool,
    /// When it was left or finished.
    pub(super) until: Moment,
}

/// The hand that writes the sample into a journal.
pub(super) struct Hand<'a> {
    journal: &'a mut Journal,
    clients: HashMap<String, RecordId>,
    bases: HashMap<RecordId, u64>,
}

impl<'a> Hand<'a> {
    /// Takes a journal in which nothing has been written.
    pub(super) fn at(journal: &'a mut Journal) -> Self {
        Self { journal, clients: HashMap::new(), bases: HashMap::new() }
    }

    /// Does it.
    pub(super) fn perform(&mut self, dated: Dated) -> Result<(), JournalError> {
        let Dated { at, deed } = dated;
        match deed {
            Deed::Make(client) => {
                let made = self.journal.save_client(client, at)?;
                self.clients.extend(made.id.map(|id| (made.alias, id)));
            }
            Deed::Settle(writing) => self.settle(writing, at)?,
            Deed::Trash(entry) => drop(self.journal.trash_entry(entry, at)?),
            Deed::Begin(running) => self.run(running, at)?,
        }
        Ok(())
    }

    fn settle(&mut self, writing: Writing, at: Moment) -> Result<(), JournalError> {
        let Writing { mut input, client } = writing;
        input.head.client = self.client(client);
        input.base = self.bases.get(&input.id).copied();
        let kept = self.journal.settle_entry(&input, at)?;
        self.bases.extend(kept.base.map(|base| (input.id, base)));
        Ok(())
    }

    fn run(&mut self, running: Running, at: Moment) -> Result<(), JournalError> {
        let Running { exercise, client, beside, answers, step, left, until } = running;
        let client = self.client(client);
        let run = self.journal.start_run(&exercise, client, beside, at)?;
        let input = RunInput { id: run.id, step, answers };
        if left {
            self.journal.leave_run(input, until)?;
        } else {
            self.journal.finish_run(input, until)?;
        }
        Ok(())
    }

    fn client(&self, alias: Option<String>) -> Option<RecordId> {
        self.clients.get(&alias?).copied()
    }
}
