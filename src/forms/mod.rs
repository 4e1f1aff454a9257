//! Form definitions: the journals of the work as data.

mod answer;
mod definition;

pub use answer::{Answer, Answers, Level};
pub use definition::{Bound, Cue, Field, FieldKind, Fold, Form, FormId, Opt, ScaleShape};
