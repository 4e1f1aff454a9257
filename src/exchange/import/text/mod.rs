//! Texts of other programs as documents of the editor. Each syntax has its reader; all of them
//! build through [`Builder`], which keeps to what the editor's schema allows.

mod builder;
mod day_one;
mod html;
mod lexical;
mod markdown;
mod plain;
mod split;
mod target;
mod word;

pub use builder::Built;
pub(super) use builder::{Block, Builder, Mark, document};
pub(super) use day_one::rich as day_one;
pub(super) use html::{enml, html, is_html};
pub(super) use lexical::lexical;
pub(super) use markdown::{MarkdownLike, markdown};
pub(super) use plain::plain;
pub(super) use split::parts;
pub(super) use target::Target;
pub(super) use word::{word, word_part};
