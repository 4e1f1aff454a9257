//! How far a run has come, and the request to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::ExchangeError;

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "RunProgress"))]
pub struct Progress {
    /// What it does now.
    pub stage: Stage,
    /// How much of this stage is done.
    pub done: u64,
    /// How much there is; 0 while that is not known.
    pub total: u64,
}

/// What a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "RunStage"))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Copying pages.
    Copying,
    /// Checking every page.
    Checking,
    /// Opening every record.
    Opening,
    /// Putting a copy into the second location.
    SecondCopy,
    /// Sealing everything with new keys.
    Resealing,
    /// Writing readable files.
    Writing,
    /// Looking at what another program wrote.
    Surveying,
    /// Bringing entries in.
    BringingIn,
    /// Taking an import back.
    TakingBack,
}

/// A request that a run stops; may be set from any thread.
#[derive(Debug, Clone, Default)]
pub struct Cancel(pub(super) Arc<AtomicBool>);

/// Is told how far a run is; returns whether it is to go on.
pub type Report<'a> = &'a mut dyn FnMut(Progress) -> bool;

impl Cancel {
    /// Asks the run to stop at its next step.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether it has been asked to stop.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Fails once it has been asked to stop.
    pub(super) fn check(&self) -> Result<(), ExchangeError> {
        if self.is_set() { Err(ExchangeError::Cancelled) } else { Ok(()) }
    }
}

impl Progress {
    /// Says how far a stage is.
    pub(super) const fn new(stage: Stage, done: u64, total: u64) -> Self {
        Self { stage, done, total }
    }
}

/// Drives a run to its end; `step` returns `None` then.
pub(super) fn drive(
    report: Report<'_>,
    mut step: impl FnMut() -> Result<Option<Progress>, ExchangeError>,
) -> Result<(), ExchangeError> {
    while let Some(progress) = step()? {
        if !report(progress) {
            return Err(ExchangeError::Cancelled);
        }
    }
    Ok(())
}
