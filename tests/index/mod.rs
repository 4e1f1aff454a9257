//! The index through its public API: held against a scan, damaged, opened again, filled anew.

mod proofs;
mod standing;
