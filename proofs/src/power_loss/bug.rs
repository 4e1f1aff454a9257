//! Bugs that are planted, to see whether the proof notices them.

use stillroom::store::Hooks;

/// A bug that is planted to see whether the proof notices it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bug {
    NothingIsSynced,
    FolderIsNotSynced,
    AckBeforeCommit,
}

impl Bug {
    /// Returns the hooks that plant it.
    pub(super) fn hooks(self) -> Hooks {
        Hooks {
            never_syncs: self == Self::NothingIsSynced,
            acknowledges_early: self == Self::AckBeforeCommit,
            ..Hooks::default()
        }
    }
}
