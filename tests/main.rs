//! One binary for all tests of the core's public API.

mod example;
mod exchange;
mod identifiers;
mod index;
mod journal;
mod store;
mod themes;
