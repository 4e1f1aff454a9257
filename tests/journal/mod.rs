//! The journal through its public API, on the real store and the real index.

mod clients;
mod entries;
mod exercises;
mod keys;
mod lexicon;
mod lock;
mod own_forms;
mod sample;
mod searching;
