//! The journal through its public API, on the real store and the real index.

mod clients;
mod entries;
mod exercises;
mod keys;
mod lock;
mod sample;
mod searching;
