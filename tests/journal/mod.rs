//! The journal through its public API, on the real store and the real index.

mod appointments;
mod basket;
mod bounds;
mod clients;
mod closing;
mod courses;
mod custom_forms;
mod damage;
mod entries;
mod erasing;
mod exercises;
#[cfg(unix)]
mod folder;
mod follow_ups;
mod found_at_once;
mod history;
mod jottings;
mod keeping;
mod keys;
mod killed;
mod lexicon;
mod lock;
mod merging;
mod minutes;
mod nesting;
mod pages;
mod sample;
mod searching;
mod sheets;
mod sittings;
mod tampering;
mod threads;
mod today;
mod together;
mod waiting;
mod words;
