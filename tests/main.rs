//! One binary for all tests of the core's public API.

mod exchange;
mod journal;
mod store;
