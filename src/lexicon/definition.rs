//! The typed shape of a term in `content/lexicon.toml`.

use serde::{Deserialize, Serialize};

/// One term with its plain meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The term as it is written.
    pub term: String,
    /// What it means, in a line.
    pub plain: String,
    /// Words that mean the same; search finds them for each other.
    #[serde(default)]
    pub ring: Vec<String>,
}
