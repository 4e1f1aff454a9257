/// Every command of the window. The capability lists the same ones; a test compares them.
pub(crate) const COMMANDS: &[&str] = &["lock"];
