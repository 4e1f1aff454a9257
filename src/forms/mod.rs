//! Form definitions: the journals of the work as data, and what can be read off an entry's answers.

mod answer;
mod check;
mod definition;
mod prose;
mod readable;
mod shipped;
mod summary;
mod validate;

pub use answer::{Answer, Answers, Level};
pub use check::{FormError, check};
pub use definition::{Bound, Cue, Field, FieldKind, Fold, Form, FormId, Opt, ScaleShape};
pub use prose::{plain_text, said_text};
pub use readable::readable;
pub use shipped::Forms;
pub use summary::{
    Picked, detail, excerpt, is_empty, links, picks, searchable, verbatim, word_count,
};
pub use validate::{AnswerError, validate};
