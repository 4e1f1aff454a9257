//! `stillroom import`: what an export of another program brings, or would bring.

use std::path::Path;

use super::report::counted;
use super::{Outcome, Terminal, locale_of, shown};
use crate::exchange::import::{
    Choices, Code, Held, ImportReport, ImportRun, Sort, Survey, dry_run as read,
};
use crate::exchange::{Cancel, ExchangeError};
use crate::journal::{Journal, Moment};
use crate::locale::Locale;

/// The kinds of findings with their headings, in the order in which they matter.
const SORTS: [(Sort, &str); 6] = [
    (Sort::Refused, "Not read:"),
    (Sort::Asked, "To be asked:"),
    (Sort::Odd, "Not as it should be:"),
    (Sort::LeftOut, "Left out:"),
    (Sort::Turned, "Turned into something else:"),
    (Sort::Name, "May name somebody:"),
];
/// How many places of each a terminal shows.
const PLACES: usize = 3;

/// Reads a source and says what would come in.
pub(super) fn dry_run(source: &Path, choices: &Choices, terminal: &mut dyn Terminal) -> Outcome {
    let mut count = 0_u64;
    let report = read(source, choices, &[], &mut |_| {
        count += 1;
        if count.is_multiple_of(500) {
            terminal.progress(&format!("{count} entries read"));
        }
    });
    say(&report, false, Locale::of(None), terminal);
    outcome(&report)
}

/// Brings a source into an open journal and says what came in. An import of the same source that
/// was cut off is resumed.
pub(super) fn bring_in(
    journal: &mut Journal,
    source: &Path,
    choices: &Choices,
    terminal: &mut dyn Terminal,
) -> Result<Outcome, ExchangeError> {
    let locale = locale_of(journal);
    let held = Held::of(journal);
    let mut progress = |at| {
        shown(terminal, at);
    };
    let survey = Survey::of(source, choices, &held, &Cancel::default(), &mut progress)?;
    let run = match ImportRun::begin(journal, source, choices.clone(), &survey, Moment::now()) {
        Err(ExchangeError::NothingToBringIn) => {
            say(&survey.report, false, locale, terminal);
            return Ok(outcome(&survey.report));
        }
        begun => begun?,
    };
    let imported = run.run(journal, &mut |at| shown(terminal, at))?;
    say(&imported.report, true, locale, terminal);
    let is_all = !imported.report.has_refused() && imported.report.undated == 0;
    Ok(if is_all { Outcome::Well } else { Outcome::Found })
}

fn say(report: &ImportReport, is_in: bool, locale: Locale, terminal: &mut dyn Terminal) {
    for line in lines(report, is_in, locale) {
        terminal.say(&line);
    }
}

fn outcome(report: &ImportReport) -> Outcome {
    let asked = report.told.iter().any(|told| told.code.sort() == Sort::Asked);
    if !report.brings_something() {
        Outcome::Failed
    } else if report.has_refused() || asked {
        Outcome::Found
    } else {
        Outcome::Well
    }
}

/// Writes a report out in lines, of what came in or would come in.
fn lines(report: &ImportReport, is_in: bool, locale: Locale) -> Vec<String> {
    let mut lines = Vec::new();
    let number = |count| locale.number(count);
    if let Some(kind) = report.kind {
        lines.push(format!("This is an export of this kind: {}.", kind.words()));
        let came = if is_in { "came in" } else { "would come in" };
        let found = counted(report.found, "entry", "entries", locale);
        lines.push(format!("{found} found, {} {came}.", number(report.come_in)));
    }
    if report.changed > 0 {
        let came = match (is_in, report.changed) {
            (true, 1) => "was",
            (true, _) => "were",
            (false, _) => "would be",
        };
        lines.push(format!("{} {came} brought up to date.", number(report.changed)));
    }
    if report.already > 0 {
        lines.push(counted(report.already, "is here already.", "are here already.", locale));
    }
    if !report.brings_something() {
        lines.push("NOTHING OF IT CAN COME IN.".to_owned());
    }
    if report.undated > 0 {
        let (one, many) = (
            "has no date; it comes in once one is given.",
            "have no date; they come in once one is given.",
        );
        lines.push(counted(report.undated, one, many, locale));
    }
    if let (Some(first), Some(last)) = (&report.first, &report.last) {
        let [first, last] = [first, last].map(|day| locale.day_of_text(day));
        lines.push(format!("From {first} to {last}."));
    }
    for (group, count) in &report.groups {
        lines.push(format!("  {} in {group}", number(*count)));
    }
    if report.media + report.missing > 0 {
        let (one, many) = ("picture or file is", "pictures and files are");
        lines.push(format!(
            "{} there, {} missing. Attachments cannot be brought in yet.",
            counted(report.media, one, many, locale),
            number(report.missing)
        ));
    }
    for (sort, heading) in SORTS {
        let told: Vec<_> = report.told.iter().filter(|told| told.code.sort() == sort).collect();
        if told.is_empty() {
            continue;
        }
        lines.push(heading.to_owned());
        for told in told {
            let alone = told.code == Code::NothingFound;
            let words = told.code.words();
            lines.push(if alone {
                format!("  {words}")
            } else {
                format!("  {} \u{d7} {words}", number(told.count))
            });
            lines.extend(told.places.iter().take(PLACES).map(|place| format!("    {place}")));
            let more = told.places.len().saturating_sub(PLACES) as u64;
            if more > 0 {
                let more = counted(more, "more place", "more places", locale);
                lines.push(format!("    and {more}"));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::Kind;
    use crate::locale::English;

    #[test]
    fn counts_and_days_of_an_import_follow_the_locale() {
        let report = |count| ImportReport {
            kind: Some(Kind::DayOne),
            found: count,
            come_in: count,
            already: count,
            undated: count,
            first: Some("2026-03-02".to_owned()),
            last: Some("2026-03-09".to_owned()),
            ..ImportReport::default()
        };
        let said =
            |count, english| lines(&report(count), true, Locale::of(Some(english)))[1..].to_vec();
        assert_eq!(
            said(1, English::British),
            [
                "1 entry found, 1 came in.",
                "1 is here already.",
                "1 has no date; it comes in once one is given.",
                "From 2 March 2026 to 9 March 2026.",
            ]
        );
        assert_eq!(
            said(1200, English::American),
            [
                "1,200 entries found, 1,200 came in.",
                "1,200 are here already.",
                "1,200 have no date; they come in once one is given.",
                "From March 2, 2026 to March 9, 2026.",
            ]
        );
    }
}
