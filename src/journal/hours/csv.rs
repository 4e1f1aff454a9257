//! Rows of hours as CSV (RFC 4180).

use chrono::Weekday;

use super::day::day_of;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

const HEAD: &str =
    "date,week,minutes,hours,category,placement,supervisor,group_size,status,scheme,note";

impl Journal {
    /// Writes the kept rows of a placement in a period as CSV: UTF-8, a head, lines that end in CR LF.
    /// No row names a client.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`], [`JournalError::NoSuchRecord`].
    pub fn hours_csv(
        &self,
        placement: RecordId,
        from: &str,
        to: &str,
    ) -> Result<String, JournalError> {
        let place = self.placement(placement)?;
        let mut csv = format!("{HEAD}\r\n");
        for row in self.rows_of(placement, from, to)? {
            let monday = day_of(&row.day)?.week(Weekday::Mon).first_day().to_string();
            let hours = format!("{:.2}", f64::from(row.minutes) / 60.0);
            let people = row.people.map(|people| people.to_string()).unwrap_or_default();
            let minutes = row.minutes.to_string();
            let cells = [
                row.day.as_str(),
                &monday,
                &minutes,
                &hours,
                row.kind.key(),
                &place.alias,
                &row.supervisor,
                &people,
                place.status.key(),
                &place.scheme,
                &row.note,
            ];
            csv.push_str(&cells.map(cell).join(","));
            csv.push_str("\r\n");
        }
        Ok(csv)
    }
}

/// A cell: in quotes where it has to be. What a spreadsheet would take for a formula is text.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_have_to_be_and_never_formulas() {
        assert_eq!(cell("two, and \"three\""), "\"two, and \"\"three\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("plain"), "plain");
    }
}
