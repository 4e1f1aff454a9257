//! The few lines that need `unsafe`.
