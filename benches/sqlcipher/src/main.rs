//! Answers queries from SQLCipher with FTS5, one line in, one line out.

fn main() {}
