//! Form definitions: the journals of the work as data, and what can be read off an entry's answers.

mod answer;
mod check;
mod definition;
mod mistake;
mod prose;
mod read;
mod readable;
mod shipped;
mod summary;
mod validate;
mod variables;

pub use answer::{Answer, Answers, Level};
pub use check::mistakes;
pub(crate) use check::{check_fields, find as find_field, is_key};
pub use definition::{Bound, Cue, Field, FieldKind, Fold, Form, FormId, Makes, Opt, ScaleShape};
pub use mistake::{FormError, Mistake, MistakeReason};
pub(crate) use prose::{attached_id, attached_in, attached_node, flattened};
pub use prose::{plain_text, said_text};
pub(crate) use read::strange_field_keys;
pub use readable::readable;
pub(crate) use readable::{readable_field, readable_rows};
pub use shipped::Forms;
pub use summary::{
    FROM_ELSEWHERE, FacetValue, attached, detail, excerpt, facet_values, is_empty, links,
    searchable, verbatim, word_count,
};
pub(crate) use validate::validate_fields;
pub use validate::{AnswerError, validate};
pub use variables::Variables;
