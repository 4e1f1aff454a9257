//! `stillroom import`: what an export of another program would bring.

use std::path::Path;

use super::{Outcome, Terminal};
use crate::exchange::import::{Choices, Code, ImportReport, Sort, dry_run as read};

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
    for line in lines(&report) {
        terminal.say(&line);
    }
    outcome(&report)
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

/// Writes a report out in lines.
pub(super) fn lines(report: &ImportReport) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(kind) = report.kind {
        lines.push(format!("This is an export of this kind: {}.", kind.words()));
        lines.push(format!("{} entries found, {} would come in.", report.found, report.come_in));
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
