//! Why sealed bytes do not open.

/// Says why sealed bytes did not open. None of them reveals anything about the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The bytes are shorter than any seal.
    #[error("the sealed bytes are cut short")]
    TooShort,
    /// The seal is of a later format.
    #[error("the sealed bytes are of format {0}, which this version does not know")]
    UnknownFormat(u8),
    /// The bytes were altered, or sealed with another key or for another place.
    #[error("the sealed bytes were altered or belong elsewhere")]
    Forged,
    /// The seal is right, but what is in it is not padded text.
    #[error("the opened bytes are not padded as they must be")]
    Malformed,
}
