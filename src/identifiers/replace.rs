//! What may stand in the place of a finding: aliases, decades, sessions and weeks.

use std::collections::BTreeMap;

/// Stones and rivers of no country in particular: nobody is called so, and none says anything.
const POOL: &[&str] = &[
    "Basalt", "Marl", "Chert", "Gneiss", "Shale", "Tuff", "Schist", "Gabbro", "Dolerite",
    "Felsite", "Oolite", "Breccia", "Pumice", "Quartz", "Feldspar", "Mica", "Gypsum", "Halite",
    "Calcite", "Barite", "Rhyolite", "Diorite", "Andesite", "Syenite", "Oxbow", "Riffle", "Eddy",
    "Weir", "Shoal", "Ford", "Beck", "Rill", "Runnel", "Delta", "Estuary", "Meander", "Cobble",
    "Scree", "Moraine", "Esker", "Drumlin", "Loess", "Cairn", "Ledge", "Gravel", "Pebble",
    "Boulder", "Slate",
];

/// The aliases of one export: a person keeps one throughout it, and no alias of the journal is used.
///
/// Kept with the export, sealed; the order in which names come decides, so that the same text gives
/// the same aliases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AliasMap {
    taken: Vec<String>,
    /// Words of a name, lower case, to the number of the person.
    people: Vec<(Vec<String>, String)>,
    by_form: BTreeMap<String, usize>,
    /// Where in the pool the first alias stands.
    start: usize,
}

impl AliasMap {
    /// An empty map that uses none of `taken`, the aliases of the journal.
    pub fn new<S: AsRef<str>>(taken: &[S]) -> Self {
        Self {
            taken: taken.iter().map(|alias| alias.as_ref().to_lowercase()).collect(),
            ..Self::default()
        }
    }

    /// Has the first alias be the one at `start` in the pool, counted round and round.
    #[must_use]
    pub fn beginning_at(self, start: usize) -> Self {
        Self { start: start % POOL.len(), ..self }
    }

    /// The alias of whoever is called `name`: *Robin*, *Robin Arkwright* and *Mr Arkwright* are one
    /// person as long as only one person of the export fits.
    pub fn alias_for(&mut self, name: &str) -> String {
        let words = name_words(name);
        let form = words.join(" ");
        if let Some(person) = self.by_form.get(&form).and_then(|at| self.people.get(*at)) {
            return person.1.clone();
        }
        let fits = |known: &[String]| {
            let (few, many) = if words.len() <= known.len() {
                (words.as_slice(), known)
            } else {
                (known, words.as_slice())
            };
            !few.is_empty() && few.iter().all(|word| many.contains(word))
        };
        let mut fitting =
            self.people.iter().enumerate().filter(|(_, (known, _))| fits(known)).map(|(at, _)| at);
        let person = if let (Some(only), None) = (fitting.next(), fitting.next()) {
            only
        } else {
            self.people.push((words.clone(), self.next_alias()));
            self.people.len() - 1
        };
        if let Some((known, _)) = self.people.get_mut(person)
            && known.len() < words.len()
        {
            *known = words;
        }
        self.by_form.insert(form, person);
        self.people[person].1.clone()
    }

    /// Every form of a name that was met, lower case, with its alias.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_form.iter().map(|(form, at)| (form.as_str(), self.people[*at].1.as_str()))
    }

    fn next_alias(&self) -> String {
        let free = |alias: &str| {
            !self.taken.contains(&alias.to_lowercase())
                && self.people.iter().all(|(_, used)| used != alias)
        };
        // Each round has other aliases, so one more round than people and taken aliases is enough.
        let rounds = 1..=self.people.len() + self.taken.len() + 1;
        rounds
            .flat_map(|round| {
                let pool = POOL.iter().cycle().skip(self.start).take(POOL.len());
                pool.map(
                    move |stone| {
                        if round == 1 { (*stone).to_owned() } else { format!("{stone} {round}") }
                    },
                )
            })
            .find(|alias| free(alias))
            .unwrap_or_default()
    }
}

fn name_words(name: &str) -> Vec<String> {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "fr",
        "sr",
        "rev",
        "frau",
        "herr",
        "aunt",
        "auntie",
        "uncle",
        "sister",
        "brother",
        "father",
        "tante",
        "onkel",
    ];
    let lower = name.replace('’', "'").to_lowercase();
    let lower = lower.strip_suffix("'s").unwrap_or(&lower);
    let all: Vec<String> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '(' | ')' | '"'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let named: Vec<String> =
        all.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if named.is_empty() { all } else { named }
}

/// An age by its decade: *forties*, and *90 or older* from ninety on.
pub fn decade_of_age(age: u32) -> String {
    const DECADES: &[&str] = &[
        "under ten",
        "teens",
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
    ];
    usize::try_from(age / 10)
        .ok()
        .and_then(|at| DECADES.get(at))
        .map_or_else(|| "90 or older".to_owned(), |decade| (*decade).to_owned())
}

/// A year of birth by its decade, unless it tells of an age of ninety or more in `this_year`.
pub fn decade_of_birth(year: i32, this_year: i32) -> String {
    if this_year - year >= 90 {
        "90 or older".to_owned()
    } else {
        format!("born in the {}s", year - year.rem_euclid(10))
    }
}

/// The text with every age in figures put as its decade, where *aged* or *turned* stands before it or
/// *years old* after it: `a 47-year-old` becomes `a [forties]`. The brackets show what was changed.
pub fn replace_ages(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end =
            rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |length| at + length);
        let (before, after) = (&rest[..at], &rest[end..]);
        let unit = ["-year-old", " years old", " year old", "yo ", " y/o"]
            .iter()
            .find(|unit| after.starts_with(**unit));
        let is_aged = before.trim_end().to_lowercase().ends_with("aged")
            || before.trim_end().to_lowercase().ends_with("turned");
        out.push_str(before);
        match rest[at..end].parse::<u32>() {
            Ok(age) if age < 120 && (unit.is_some() || is_aged) => {
                out.push('[');
                out.push_str(&decade_of_age(age));
                out.push(']');
                rest = &after[unit.map_or(0, |unit| unit.trim_end().len())..];
            }
            _ => {
                out.push_str(&rest[at..end]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i32,
    month: u32,
    of_month: u32,
}

impl Day {
    /// The day, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1..=last).contains(&day) && (1..=9999).contains(&year)).then_some(Self {
            year,
            month,
            of_month: day,
        })
    }

    /// Days since the first of March of the year 0, which puts the leap day last.
    fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month < 3);
        let month = i64::from((self.month + 9) % 12);
        year * 365 + year / 4 - year / 100
            + year / 400
            + (month * 306 + 5) / 10
            + i64::from(self.of_month)
            - 1
    }

    /// The month that a text names in English or German, if it names one.
    pub(super) fn month_in(text: &str) -> Option<u32> {
        const STARTS: [(&str, u32); 16] = [
            ("jan", 1),
            ("jän", 1),
            ("feb", 2),
            ("mar", 3),
            ("mär", 3),
            ("apr", 4),
            ("may", 5),
            ("mai", 5),
            ("jun", 6),
            ("jul", 7),
            ("aug", 8),
            ("sep", 9),
            ("oct", 10),
            ("okt", 10),
            ("nov", 11),
            ("dez", 12),
        ];
        let lower = text.to_lowercase();
        lower.split(|c: char| !c.is_alphabetic()).find_map(|word| {
            STARTS
                .iter()
                .chain([("dec", 12)].iter())
                .find(|(start, _)| word.starts_with(start))
                .map(|(_, month)| *month)
        })
    }
}

/// The day that a date with a year names: ISO, day and month in words, or numbers in the order that
/// `day_first` says (a number above 12 decides for itself).
pub fn parse_day(text: &str, day_first: bool) -> Option<Day> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty() && part.len() <= 4)
        .filter_map(|part| part.parse().ok())
        .collect();
    let year = |number: u32| {
        i32::try_from(if number < 100 {
            if number < 50 { 2000 + number } else { 1900 + number }
        } else {
            number
        })
        .ok()
    };
    if let Some(month) = Day::month_in(text) {
        let [day, last] = numbers.as_slice() else { return None };
        return Day::new(year(*last)?, month, *day);
    }
    let roman = || {
        const MONTHS: &[&str] =
            &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
        let lower = text.to_lowercase();
        let word = lower.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
        u32::try_from(MONTHS.iter().position(|month| *month == word)? + 1).ok()
    };
    match numbers.as_slice() {
        [first, second, third] if *first > 31 => Day::new(year(*first)?, *second, *third),
        [first, second, third] if *second > 12 || (!day_first && *first <= 12) => {
            Day::new(year(*third)?, *first, *second)
        }
        [first, second, third] => Day::new(year(*third)?, *second, *first),
        [day, last] => Day::new(year(*last)?, roman()?, *day),
        _ => None,
    }
}

/// A day told from the first session of an export: *session 7, week 9*, or *week 9* without a session
/// that day, or *before the first session*.
pub fn session_and_week(first: Day, day: Day, session: Option<u32>) -> String {
    let days = day.number() - first.number();
    if days < 0 {
        return "before the first session".to_owned();
    }
    let week = days / 7 + 1;
    session
        .map_or_else(|| format!("week {week}"), |session| format!("session {session}, week {week}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_gets_one_alias() {
        let mut map = AliasMap::new(&["Basalt", "Wren"]);
        let robin = map.alias_for("Robin Arkwright");
        assert_eq!(robin, "Marl", "an alias of the journal was given out");
        assert_eq!(map.alias_for("Robin"), robin);
        assert_eq!(map.alias_for("Mr Arkwright’s"), robin);
        let hazel = map.alias_for("Hazel");
        assert_ne!(hazel, robin);
        assert_eq!(map.alias_for("Hazel Tansley"), hazel);
        assert_eq!(map.alias_for("Tansley"), hazel);
    }

    #[test]
    fn people_with_the_same_name_are_not_merged() {
        let mut map = AliasMap::new::<&str>(&[]);
        let one = map.alias_for("Robin Arkwright");
        let other = map.alias_for("Robin Tansley");
        assert_ne!(one, other);
        let unclear = map.alias_for("Robin");
        assert!(unclear != one && unclear != other);
    }

    #[test]
    fn the_pool_of_suggested_words_is_large_enough() {
        let mut map = AliasMap::new::<&str>(&[]);
        let aliases: std::collections::HashSet<String> =
            (0..200).map(|n| map.alias_for(&format!("Person{n}"))).collect();
        assert_eq!(aliases.len(), 200);
    }

    #[test]
    fn ages_become_decades() {
        assert_eq!(decade_of_age(47), "forties");
        assert_eq!(decade_of_age(8), "under ten");
        assert_eq!(decade_of_age(89), "eighties");
        assert_eq!(decade_of_age(90), "90 or older");
        assert_eq!(decade_of_age(112), "90 or older");
        assert_eq!(decade_of_birth(1987, 2026), "born in the 1980s");
        assert_eq!(decade_of_birth(1931, 2026), "90 or older");
        assert_eq!(
            replace_ages("a 47-year-old, aged 91, 12 sessions"),
            "a [forties], aged [90 or older], 12 sessions"
        );
    }

    #[test]
    fn days_are_parsed_and_counted_from_the_first_session() {
        let first = Day::new(2026, 1, 5).expect("a day");
        for text in
            ["2026-03-02", "2 March 2026", "March 2nd, 2026", "02/03/2026", "2.3.26", "2.iii.2026"]
        {
            let day = parse_day(text, true).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(session_and_week(first, day, Some(7)), "session 7, week 9", "{text}");
        }
        assert_eq!(parse_day("03/02/2026", false), Day::new(2026, 3, 2));
        assert_eq!(parse_day("12/25/2025", true), Day::new(2025, 12, 25));
        assert_eq!(session_and_week(first, first, None), "week 1");
        assert_eq!(
            session_and_week(first, Day::new(2025, 12, 31).expect("a day"), Some(1)),
            "before the first session"
        );
        assert_eq!(parse_day("30 February 2026", true), None);
        assert_eq!(parse_day("14 March", true), None);
    }

    #[test]
    fn weeks_cross_leap_days() {
        let first = Day::new(2024, 2, 26).expect("a day");
        assert_eq!(session_and_week(first, Day::new(2024, 3, 4).expect("a day"), None), "week 2");
        assert_eq!(session_and_week(first, Day::new(2024, 3, 3).expect("a day"), None), "week 1");
    }
}
