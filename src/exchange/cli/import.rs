//! `stillroom import`: what an export of another program brings, or would bring.

use std::path::Path;

use super::{Outcome, Terminal, shown};
use crate::exchange::import::{
    Choices, Code, Held, ImportReport, ImportRun, Sort, Survey, dry_run as read,
};
use crate::exchange::{Cancel, ExchangeError};
use crate::journal::{Journal, Moment};

/// The sorts of what is told, with their headings, in the order in which they matter.
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
    say(&report, false, terminal);
    outcome(&report)
}

/// Brings a source into an open journal and says what came in. An import of the same source that
/// was cut off is gone on with.
pub(super) fn bring_in(
    journal: &mut Journal,
    source: &Path,
    choices: &Choices,
    terminal: &mut dyn Terminal,
) -> Result<Outcome, ExchangeError> {
    let held = Held::of(journal);
    let mut progress = |at| {
        shown(terminal, at);
    };
    let survey = Survey::of(source, choices, &held, &Cancel::default(), &mut progress)?;
    let run = match ImportRun::begin(journal, source, choices.clone(), &survey, Moment::now()) {
        Err(ExchangeError::NothingToBringIn) => {
            say(&survey.report, false, terminal);
            return Ok(outcome(&survey.report));
        }
        begun => begun?,
    };
    let imported = run.run(journal, &mut |at| shown(terminal, at))?;
    say(&imported.report, true, terminal);
    let is_all = !imported.report.has_refused() && imported.report.undated == 0;
    Ok(if is_all { Outcome::Well } else { Outcome::Found })
}

fn say(report: &ImportReport, is_in: bool, terminal: &mut dyn Terminal) {
    for line in lines(report, is_in) {
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
fn lines(report: &ImportReport, is_in: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(kind) = report.kind {
        lines.push(format!("This is an export of this kind: {}.", kind.words()));
        let came = if is_in { "came in" } else { "would come in" };
        lines.push(format!("{} entries found, {} {came}.", report.found, report.come_in));
    }
    if report.changed > 0 {
        let came = if is_in { "were" } else { "would be" };
        lines.push(format!("{} {came} brought up to date.", report.changed));
    }
    if report.already > 0 {
        lines.push(format!("{} are here already.", report.already));
    }
    if !report.brings_something() {
        lines.push("NOTHING OF IT CAN COME IN.".to_owned());
    }
    if report.undated > 0 {
        lines.push(format!("{} have no date; they come in once one is given.", report.undated));
    }
    if let (Some(first), Some(last)) = (&report.first, &report.last) {
        lines.push(format!("From {first} to {last}."));
    }
    for (group, count) in &report.groups {
        lines.push(format!("  {count} in {group}"));
    }
    if report.media + report.missing > 0 {
        lines.push(format!(
            "{} pictures and files are there and {} are missing. Attachments cannot be brought in yet.",
            report.media, report.missing
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
                format!("  {} {words}", told.count)
            });
            lines.extend(told.places.iter().take(PLACES).map(|place| format!("    {place}")));
            let more = told.places.len().saturating_sub(PLACES);
            if more > 0 {
                lines.push(format!("    and {more} more places"));
            }
        }
    }
    lines
}
