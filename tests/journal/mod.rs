//! The journal through its public API, on the real store and the real index.

mod clients;
mod entries;
mod erasing;
mod keeping;
mod keys;
mod lock;
mod searching;
