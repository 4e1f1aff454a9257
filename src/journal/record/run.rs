//! A run of an exercise as it is sealed.

use minicbor::{Decode, Encode};

use super::head::Moment;
use crate::exercises::ExerciseId;
use crate::vault::RecordId;

/// A run's meta; its answers are the body.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct RunMeta {
    #[n(0)]
    pub(crate) exercise: ExerciseId,
    #[n(1)]
    pub(crate) version: u32,
    #[n(2)]
    pub(crate) begun: Moment,
    #[n(3)]
    pub(crate) step: u32,
    #[n(4)]
    pub(crate) finished: Option<Moment>,
    /// Chosen at the beginning, so that finishing twice after a crash makes one entry.
    #[n(5)]
    pub(crate) entry: RecordId,
    #[n(6)]
    pub(crate) client: Option<RecordId>,
    #[n(7)]
    pub(crate) beside: Option<RecordId>,
    #[n(8)]
    pub(crate) aside: Option<Moment>,
}
