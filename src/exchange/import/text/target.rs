//! What the links and pictures of a text lead to.

/// What an address in a text leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::exchange::import) enum Target {
    /// An address outside the source.
    Address,
    /// Another item: what it may be known by, best first.
    Inner(Vec<String>),
    /// A file of the source, and the name to show.
    Media(String),
    /// A file that the source names and does not hold.
    Missing(String),
}

/// Tells what an address leads to.
pub(in crate::exchange::import) type Resolve<'a> = &'a dyn Fn(&str) -> Target;
