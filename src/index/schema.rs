//! The index's fields. Nothing is stored: snippets come from the sealed rows.

use chrono::{Datelike, NaiveDate};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::pretokenized;

/// Rises with every change of the schema or of the analysis; another one means filling anew.
pub(super) const VERSION: u32 = 4;

/// The fields by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The record id in hex, for replacing and forgetting.
    pub(super) id: Field,
    /// The upper and lower half of the record id.
    pub(super) id_high: Field,
    /// See [`Self::id_high`].
    pub(super) id_low: Field,
    /// Words as written, and without accents at the same place.
    pub(super) exact: Field,
    /// Stems.
    pub(super) stem: Field,
    /// The client's own words, as written.
    pub(super) said: Field,
    /// When it happened, ms UTC.
    pub(super) happened: Field,
    /// The day on which it happened, there, as [`day_number`].
    pub(super) day: Field,
    /// Filters as `word=value`.
    pub(super) facet: Field,
    /// Numeric filters as `word=` and 16 digits that sort as the number does.
    pub(super) number: Field,
}

/// Makes the schema.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = |record| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(pretokenized::NAME).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let fields = Fields {
        id: builder.add_text_field("id", STRING),
        id_high: builder.add_u64_field("id_high", FAST),
        id_low: builder.add_u64_field("id_low", FAST),
        exact: builder.add_text_field("exact", words(positions)),
        stem: builder.add_text_field("stem", words(IndexRecordOption::WithFreqs)),
        said: builder.add_text_field("said", words(positions)),
        happened: builder.add_i64_field("happened", FAST),
        day: builder.add_i64_field("day", FAST),
        facet: builder.add_text_field("facet", STRING | FAST),
        number: builder.add_text_field("number", STRING),
    };
    (builder.build(), fields)
}

/// Writes a numeric filter so that terms sort as their numbers do.
pub(super) fn number_term(word: &str, number: i64) -> String {
    format!("{word}={:016x}", number as u64 ^ (1 << 63))
}

/// Numbers the days, so that later ones have greater numbers.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}
