//! The fictional sample journal, built through the public API.
