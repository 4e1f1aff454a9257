//! What a file says, checked against the forms, the exercises and the rest of the practice.

mod entry;
mod noun;
mod run;

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::answer::Context;
use super::calendar::Calendar;
use super::source::Source;
use super::step::Dated;
use crate::journal::Moment;

/// Records that are no entries are made at eight in the morning.
const MORNING_H: u32 = 8;

/// What everything is read against.
pub(super) struct Reading<'a> {
    pub(super) aliases: Vec<&'a str>,
    /// Threads by name, with the day on which each was begun.
    pub(super) threads: BTreeMap<&'a str, u16>,
    pub(super) context: Context,
}

impl Reading<'_> {
    /// Reads a file; a mistake is returned with its place and reason.
    pub(super) fn source(&self, source: &Source) -> Result<Vec<Dated>, (String, String)> {
        let mut steps = self.nouns(source)?;
        for entry in &source.entries {
            steps.extend(self.entry(entry).map_err(|reason| (entry.title(), reason))?);
        }
        for run in &source.runs {
            steps.extend(self.run(run).map_err(|reason| (run.title(), reason))?);
        }
        Ok(steps)
    }

    fn calendar(&self) -> Calendar {
        self.context.calendar
    }

    fn alias(&self, alias: &str) -> Result<String, String> {
        let known = self.aliases.contains(&alias);
        if known { Ok(alias.into()) } else { Err(format!("there is no client `{alias}`")) }
    }

    fn alias_if_any(&self, alias: Option<&String>) -> Result<Option<String>, String> {
        alias.map(|alias| self.alias(alias)).transpose()
    }

    fn names(&self, names: &[String]) -> Result<Vec<String>, String> {
        names.iter().map(|name| self.context.known(name)).collect()
    }

    /// Reads the threads of an entry that was written at a time; they must have been begun by then.
    fn threads(&self, names: &[String], written: Moment) -> Result<Vec<String>, String> {
        let one = |name: &String| match self.threads.get(name.as_str()) {
            None => Err(format!("there is no thread `{name}`")),
            Some(day) if self.morning(*day).utc_ms > written.utc_ms => {
                Err(format!("the thread `{name}` is begun later"))
            }
            Some(_) => Ok(name.clone()),
        };
        names.iter().map(one).collect()
    }

    fn morning(&self, day: u16) -> Moment {
        let eight = NaiveTime::from_hms_opt(MORNING_H, 0, 0).expect("there is an eight o'clock");
        self.calendar().moment(day, eight)
    }

    fn moment(&self, day: u16, time: &str) -> Result<Moment, String> {
        if day == 0 {
            return Err("day 0 may not have come to that time yet".into());
        }
        let time = NaiveTime::parse_from_str(time, "%H:%M")
            .map_err(|_| format!("`{time}` is no time of day"))?;
        Ok(self.calendar().moment(day, time))
    }

    /// Reads a moment that must lie after another.
    fn after(&self, before: Moment, day: u16, time: &str) -> Result<Moment, String> {
        let at = self.moment(day, time)?;
        let order = format!("day {day} at {time} is not after what it follows");
        if at.utc_ms > before.utc_ms { Ok(at) } else { Err(order) }
    }
}
