//! The survey: everything that an import does but the writing, with what the journal holds already.

use std::ops::ControlFlow;
use std::path::Path;

use super::choices::Choices;
use super::compare::{Comparison, Held};
use super::dry::each_prepared;
use super::fingerprint::Fingerprint;
use super::report::ImportReport;
use super::trouble::Code;
use crate::exchange::{Cancel, ExchangeError, Progress, Stage};

/// How often a survey says how far it is: once in so many entries.
const OFTEN: u64 = 100;

/// A source that has been looked at.
#[derive(Debug, Clone)]
pub struct Survey {
    /// What would come in.
    pub report: ImportReport,
    /// How many entries pass the choices.
    pub(super) passing: u64,
    /// What the source was when it was looked at; none where it cannot be read.
    pub(super) fingerprint: Option<Fingerprint>,
}

impl Survey {
    /// Looks at a source. Nothing is written.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]. A source that cannot be read is reported.
    pub fn of(
        source: &Path,
        choices: &Choices,
        held: &Held,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, ExchangeError> {
        let fingerprint = Fingerprint::of(source).ok();
        let mut comparison = Comparison::new(held.known.clone(), None);
        let mut passing = 0;
        let mut report = each_prepared(source, choices, &held.aliases, &mut |prepared| {
            comparison.take(&prepared);
            passing += 1;
            if passing % OFTEN == 0 {
                progress(Progress::new(Stage::Surveying, passing, 0));
            }
            if cancel.is_set() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        cancel.check()?;
        comparison.put_into(&mut report);
        if fingerprint != Fingerprint::of(source).ok() {
            report.add_one(Code::ChangedMeanwhile);
        }
        Ok(Self { report, passing, fingerprint })
    }
}
