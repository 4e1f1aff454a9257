//! Every kind of rule with hours that meet it and hours that do not, and each shipped scheme with a
//! case worked by hand.

#![allow(clippy::float_cmp, reason = "sums of whole minutes, as hours")]

use chrono::Days;

use super::*;
use crate::locale::English;
use crate::schemes::{read_scheme, shipped_schemes};

const TODAY: &str = "2026-11-12";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A row of so many hours.
fn row(on: &str, kind: HourKind, hours: f64) -> Hour {
    let (minutes, status) = (minutes_of(hours), PracticeStatus::Trainee);
    Hour { day: day(on), minutes, kind, placement: 0, status, people: None }
}

fn direct(on: &str, hours: f64) -> Hour {
    row(on, HourKind::Direct, hours)
}

fn alone(on: &str, hours: f64) -> Hour {
    row(on, HourKind::SupervisionIndividual, hours)
}

fn group(on: &str, hours: f64, people: Option<u32>) -> Hour {
    Hour { people, ..row(on, HourKind::SupervisionGroup, hours) }
}

fn associate(mut row: Hour) -> Hour {
    row.status = PracticeStatus::Associate;
    row
}

/// The same row in each of so many weeks from its day on.
fn weekly(row: &Hour, weeks: u64) -> Vec<Hour> {
    (0..weeks).map(|week| Hour { day: row.day + Days::new(7 * week), ..row.clone() }).collect()
}

fn locale() -> Locale {
    Locale::of(Some(English::British))
}

fn under(rules: &str, rows: &[Hour]) -> Reckoning {
    let text = format!(
        "id = \"own\"\nname = \"Own\"\nas_of = \"2026-11-27\"\ncheck = \"my institute\"\n\
         categories = [\n{{ id = \"client\", label = \"Direct\", takes = [\"direct\", \"couples_families\"] }},\n\
         {{ id = \"supervision\", label = \"Supervision\", takes = [\"supervision_individual\", \"supervision_group\"] }},\n\
         {{ id = \"rest\", label = \"Other\", takes = [\"training\"] }},\n]\n\
         units = {{ supervision_group = 0.5 }}\nrules = [\n{rules}\n]\n"
    );
    let scheme = read_scheme("own", &text).unwrap_or_else(|error| panic!("{error}"));
    reckon(&scheme, rows, day(TODAY), &locale())
}

/// Hours written down, hours that would count.
fn totals(reckoning: &Reckoning) -> (f64, f64) {
    let lost: u32 = reckoning.lost.iter().map(|lost| lost.minutes).sum();
    assert_eq!(
        reckoning.written - reckoning.counts,
        lost,
        "every hour that does not count says why"
    );
    assert_eq!(reckoning.each.iter().sum::<u32>(), reckoning.counts);
    (f64::from(reckoning.written) / 60.0, f64::from(reckoning.counts) / 60.0)
}

fn why(reckoning: &Reckoning) -> Vec<&str> {
    reckoning.lost.iter().map(|lost| lost.why.as_str()).collect()
}

fn missing(reckoning: &Reckoning) -> Vec<Option<&str>> {
    reckoning.checks.iter().map(|check| check.missing.as_deref()).collect()
}

#[test]
fn what_a_scheme_has_no_place_for_is_written_down_and_does_not_count() {
    let said = under("", &[direct("2026-11-02", 2.0), row("2026-11-03", HourKind::Reading, 0.5)]);
    assert_eq!(totals(&said), (2.5, 2.0));
    assert_eq!(why(&said), ["The scheme has no place for reading."]);
    assert_eq!(said.lost[0].rows, [1]);
}

#[test]
fn a_total_says_what_is_missing() {
    let rule = "{ kind = \"total\", of = [\"client\"], min = 10 },";
    let (few, enough) = ([direct("2026-11-02", 7.5)], [direct("2026-11-02", 10.0)]);
    assert_eq!(missing(&under(rule, &few)), [Some("2 h 30 min")]);
    assert_eq!(missing(&under(rule, &enough)), [None]);
    assert_eq!(under(rule, &few).checks[0].asks, "Direct: at least 10 h in all");
    assert_eq!(under(rule, &few).checks[0].amount, "7 h 30 min");
}

#[test]
fn a_category_has_a_least_and_a_most_and_individual_hours_among_it() {
    let rule =
        "{ kind = \"category\", of = [\"supervision\"], min = 3, max = 5, individual_min = 2 },";
    let short = [alone("2026-11-02", 1.0), group("2026-11-03", 1.0, None)];
    assert_eq!(missing(&under(rule, &short)), [Some("1 h"), Some("1 h")]);
    let long = [alone("2026-11-02", 2.0), group("2026-11-03", 4.0, None)];
    let said = under(rule, &long);
    assert_eq!((totals(&said), missing(&said)), ((6.0, 5.0), vec![None, None]));
    assert_eq!(why(&said), ["Of Supervision at most 5 h count."]);
    assert_eq!(said.lost[0].rows, [1], "the latest hours are too many");
    let trainee = "{ kind = \"category\", status = \"trainee\", of = [\"client\"], max = 1 },";
    let both = [direct("2026-11-02", 3.0), associate(direct("2026-11-02", 3.0))];
    assert_eq!(totals(&under(trainee, &both)), (6.0, 4.0));
}

#[test]
fn a_share_is_a_part_of_another_sum() {
    let half = "{ kind = \"share\", of = [\"supervision_individual\"], part_of = [\"supervision\"], min = 0.5 },";
    let rows = |one: f64| [alone("2026-11-02", one), group("2026-11-03", 4.0, None)];
    assert_eq!(missing(&under(half, &rows(4.0))), [None]);
    assert_eq!(missing(&under(half, &rows(2.0))), [Some("1 h")]);
    let most = half.replace("min = 0.5", "max = 0.5");
    let said = under(&most, &rows(6.0));
    assert_eq!(totals(&said), (10.0, 8.0), "four of eight");
    assert_eq!(why(&said), ["individual supervision may be at most half of Supervision."]);
    assert_eq!(totals(&under(&most, &rows(4.0))), (8.0, 8.0));
}

#[test]
fn a_week_has_a_most() {
    let rule = "{ kind = \"per_week\", max = 40 },";
    let rows = [direct("2026-11-02", 30.0), direct("2026-11-08", 12.0), direct("2026-11-09", 40.0)];
    let said = under(rule, &rows);
    assert_eq!(totals(&said), (82.0, 80.0), "Sunday belongs to the week, Monday to the next");
    assert_eq!(
        why(&said),
        ["Week of 2 November 2026: 42 h of all hours, at most 40 h a week count."]
    );
    assert_eq!(
        (said.lost[0].rows.as_slice(), said.lost[0].day.as_str()),
        ([1].as_slice(), "2026-11-08")
    );
}

#[test]
fn weeks_with_enough_of_something_are_counted() {
    let rule = "{ kind = \"weeks\", with = [\"supervision_individual\"], hours = 1, min = 3 },";
    let mut rows = weekly(&alone("2026-10-05", 1.0), 2);
    rows.push(alone("2026-11-02", 0.5));
    assert_eq!(missing(&under(rule, &rows)), [Some("1 week")]);
    rows.push(alone("2026-11-03", 0.5));
    assert_eq!(missing(&under(rule, &rows)), [None]);
}

#[test]
fn a_span_has_a_least_and_a_most() {
    let over = |rules: &str, last: &str| {
        let said = under(rules, &[direct("2024-01-01", 1.0), direct(last, 1.0)]);
        said.checks[0].missing.clone()
    };
    let weeks = "{ kind = \"span\", weeks_min = 104 },";
    assert_eq!(over(weeks, "2025-12-22"), Some("1 week".into()));
    assert_eq!(over(weeks, "2025-12-28"), None);
    let years = "{ kind = \"span\", years_min = 2 },";
    assert_eq!(over(years, "2025-12-30"), Some("until 1 January 2026".into()));
    assert_eq!(over(years, "2025-12-31"), None);
    let within = "{ kind = \"span\", years_max = 2 },";
    assert_eq!(over(within, "2026-01-01"), None);
    assert_eq!(over(within, "2026-01-02"), Some("it is more".into()));
    assert_eq!(under(weeks, &[]).checks[0].missing.as_deref(), Some("104 weeks"));
}

#[test]
fn hours_that_are_too_old_do_not_count_but_for_an_exception() {
    let rows = [direct("2020-11-11", 3.0), direct("2020-11-12", 1.0), alone("2019-11-11", 1.0)];
    let plain = under("{ kind = \"window\", years = 6 },", &rows);
    assert_eq!((totals(&plain), why(&plain)), ((5.0, 1.0), vec!["Older than 6 years."]));
    let except = "{ kind = \"window\", years = 6, except = { status = \"trainee\", of = [\"client\"], hours = 2 } },";
    assert_eq!(totals(&under(except, &rows)), (5.0, 3.0));
}

#[test]
fn a_ratio_of_a_week_asks_for_one_more_unit_above_so_many_hours() {
    let rule =
        "{ kind = \"ratio\", of = [\"client\"], units = 1, one_more_above = 10, per = \"week\" },";
    let counts = |hours: f64, given: &[Hour]| {
        let rows = [&[direct("2026-11-02", hours)], given].concat();
        totals(&under(rule, &rows)).1
            - given.iter().map(|row| f64::from(row.minutes) / 60.0).sum::<f64>()
    };
    let one = [alone("2026-11-04", 1.0)];
    assert_eq!(counts(10.0, &one), 10.0);
    assert_eq!(counts(12.0, &one), 10.0, "one unit covers ten");
    assert_eq!(counts(12.0, &[alone("2026-11-04", 2.0)]), 12.0);
    assert_eq!(
        counts(12.0, &[group("2026-11-04", 2.0, Some(4))]),
        10.0,
        "two hours in a group are one unit"
    );
    assert_eq!(counts(12.0, &[]), 0.0);
    assert_eq!(counts(12.0, &[alone("2026-11-09", 2.0)]), 0.0, "another week covers nothing");
    let said = under(rule, &[direct("2026-11-02", 12.0), alone("2026-11-03", 1.0)]);
    let wanted =
        "Week of 2 November 2026: 12 h of Direct, one unit of supervision; 10 h may count.";
    assert_eq!(why(&said), [wanted]);
}

#[test]
fn a_ratio_over_the_whole_time_may_hold_at_each_placement() {
    let rule = "{ kind = \"ratio\", of = [\"client\"], units = 1, per_hours = 5 },";
    let here = [direct("2026-11-02", 10.0), alone("2026-11-20", 2.0)];
    assert_eq!(totals(&under(rule, &here)), (12.0, 12.0));
    let there = |row: Hour| Hour { placement: 1, ..row };
    let rows = [
        direct("2026-11-02", 10.0),
        there(alone("2026-11-20", 2.0)),
        there(direct("2026-11-21", 1.0)),
    ];
    assert_eq!(totals(&under(rule, &rows)), (13.0, 12.0));
    let each = rule.replace("per_hours = 5", "per_hours = 5, each_placement = true");
    assert_eq!(totals(&under(&each, &rows)), (13.0, 3.0));
    let monthly = rule.replace("per_hours = 5", "per_hours = 5, per = \"month\"");
    let months = [direct("2026-10-02", 6.0), alone("2026-10-03", 1.0), direct("2026-11-02", 6.0)];
    assert_eq!(totals(&under(&monthly, &months)), (13.0, 6.0));
}

#[test]
fn supervision_has_to_come_every_so_many_weeks_of_practice() {
    let rule = "{ kind = \"ratio\", of = [\"client\"], units = 1, per_hours = 8, at_least_every_weeks = 2 },";
    let mut rows = weekly(&direct("2026-09-07", 1.0), 6);
    rows.extend([alone("2026-09-15", 1.0), alone("2026-09-29", 1.0)]);
    assert_eq!(missing(&under(rule, &rows)), [Some("1 week, the first from 12 October 2026")]);
    rows.push(alone("2026-10-13", 1.0));
    assert_eq!(missing(&under(rule, &rows)), [None]);
}

#[test]
fn a_floor_is_reached_in_each_month_of_practice_or_on_average() {
    let each = "{ kind = \"floor\", of = [\"supervision\"], practice = [\"client\"], per = \"month\", hours = 1.5 },";
    let average = each.replace("hours = 1.5", "hours = 1.5, averaged = true");
    let rows = [
        direct("2026-08-03", 4.0),
        alone("2026-08-04", 1.0),
        direct("2026-09-03", 4.0),
        alone("2026-09-04", 2.0),
        // November goes on.
        direct("2026-11-03", 4.0),
    ];
    let said = under(each, &rows);
    assert_eq!(missing(&said), [Some("1 month, the first August 2026")]);
    assert_eq!(
        (said.checks[0].amount.as_str(), said.checks[0].rows.as_slice()),
        ("1 month of 2 months", [0].as_slice())
    );
    assert_eq!(missing(&under(&average, &rows)), [None]);
    assert_eq!(missing(&under(&average, &rows[..3])), [Some("2 h")]);
    let weeks = each.replace("month", "week");
    assert_eq!(missing(&under(&weeks, &rows)), [Some("2 weeks, the first 3 August 2026")]);
}

#[test]
fn a_credit_is_computed_from_the_people_in_the_group() {
    let halved = "{ kind = \"credit\", of = [\"supervision_group\"], up_to = 4, factor = 0.5, above = \"divide\" },";
    let counts = |rule: &str, people| totals(&under(rule, &[group("2026-11-03", 2.0, people)])).1;
    assert_eq!(counts(halved, Some(4)), 1.0);
    assert_eq!(counts(halved, Some(5)), 0.4);
    assert_eq!(counts(halved, None), 1.0);
    let babcp =
        "{ kind = \"credit\", of = [\"supervision_group\"], above = \"divide\", times = 2 },";
    assert_eq!(counts(babcp, Some(4)), 1.0);
    assert_eq!(counts(babcp, Some(2)), 2.0);
    assert_eq!(counts(babcp, None), 0.0, "without their number nothing can be divided");
    let small =
        "{ kind = \"credit\", of = [\"supervision_group\"], up_to = 8, above = \"nothing\" },";
    assert_eq!((counts(small, Some(8)), counts(small, Some(9))), (2.0, 0.0));
    let said = under(halved, &[group("2026-11-03", 2.0, Some(5))]);
    assert_eq!(why(&said), ["5 in the group supervision: the time is divided by them."]);
}

#[test]
fn hours_before_or_since_a_status_alone_count() {
    let rows = [direct("2026-11-02", 3.0), associate(direct("2026-11-03", 2.0))];
    let after = under("{ kind = \"after\", status = \"associate\", of = [\"client\"] },", &rows);
    assert_eq!(
        (totals(&after), why(&after)),
        ((5.0, 2.0), vec!["Of Direct only hours since the degree count."])
    );
    let before = under("{ kind = \"before\", status = \"associate\" },", &rows);
    assert_eq!(
        (totals(&before), why(&before)),
        ((5.0, 3.0), vec!["Of all hours only hours before the degree count."])
    );
}

#[test]
fn a_year_begins_where_the_body_begins_it() {
    let rule = "{ kind = \"year\", starts = \"07-01\", of = [\"rest\"], min = 20 },";
    let course = |on| row(on, HourKind::Training, 12.0);
    let said = under(rule, &[course("2026-06-30"), course("2026-07-01"), course("2026-11-01")]);
    assert_eq!(missing(&said), [Some("8 h"), None]);
    let asks: Vec<&str> = said.checks.iter().map(|check| check.asks.as_str()).collect();
    assert_eq!(asks[0], "Other: at least 20 h in the year from 1 July 2025");
    assert_eq!(asks[1], "Other: at least 20 h in the year from 1 July 2026");
}

fn shipped(id: &str, rows: &[Hour]) -> Reckoning {
    let scheme = shipped_schemes().iter().find(|scheme| scheme.id == id).expect("it ships");
    reckon(scheme, rows, day(TODAY), &locale())
}

#[test]
fn california_worked_by_hand() {
    // Two years of 20 h direct, 2 h alone and 6 h of notes a week as an associate.
    let mut rows = Vec::new();
    for week in [
        associate(direct("2024-09-02", 20.0)),
        associate(alone("2024-09-03", 2.0)),
        associate(row("2024-09-04", HourKind::Indirect, 6.0)),
    ] {
        rows.extend(weekly(&week, 104));
    }
    let said = shipped("ca-lmft", &rows);
    assert_eq!(totals(&said), (2912.0, 2912.0));
    let missing: Vec<Option<&str>> = missing(&said);
    // 3,000 in all; 104 weeks; 1,750 direct; 500 with families; 1,700 as an associate; 52 weeks.
    assert_eq!(missing, [Some("88 h"), Some("1 week"), None, Some("500 h"), None, None]);
    // As a trainee: five direct hours a unit, and 750 of direct and supervision together.
    let trainee = [direct("2026-11-02", 12.0), alone("2026-11-03", 2.0)];
    assert_eq!(totals(&shipped("ca-lmft", &trainee)), (14.0, 12.0));
    let many =
        [weekly(&direct("2025-01-06", 10.0), 80), weekly(&alone("2025-01-07", 2.0), 80)].concat();
    assert_eq!(totals(&shipped("ca-lmft", &many)), (960.0, 750.0));
}

#[test]
fn bacp_worked_by_hand() {
    // Three full years, monthly 13 client hours, 1 h alone and 2 h in a group of four.
    let mut rows = Vec::new();
    for month in 0..37 {
        let on = |day: u32| {
            let first = NaiveDate::from_ymd_opt(2023, 10, 1).expect("a day") + Months::new(month);
            first.with_day(day).expect("a day").to_string()
        };
        rows.push(direct(&on(5), 13.0));
        rows.push(alone(&on(6), 1.0));
        rows.push(group(&on(7), 2.0, Some(4)));
    }
    let said = shipped("bacp-accreditation", &rows);
    assert_eq!(totals(&said), (37.0 * 16.0, 37.0 * 15.0), "two hours of four people count as one");
    assert_eq!(said.checks[0].missing, None, "450 of 481");
    assert_eq!(said.checks[1].missing, None, "three years");
    assert_eq!(said.checks[2].missing, None, "within six");
    assert_eq!(said.checks[3].missing, None, "two hours a month");
    let trainee = [direct("2026-10-05", 20.0), alone("2026-10-06", 2.0)];
    assert_eq!(totals(&shipped("bacp-accreditation", &trainee)), (22.0, 18.0), "eight a unit");
}

#[test]
fn pacfa_worked_by_hand() {
    let rows = [
        direct("2024-03-04", 300.0),
        associate(direct("2024-07-01", 400.0)),
        associate(direct("2026-10-01", 400.0)),
        associate(alone("2025-02-03", 30.0)),
        associate(group("2026-08-03", 50.0, Some(3))),
        row("2026-09-01", HourKind::Training, 12.0),
    ];
    let said = shipped("pacfa-clinical", &rows);
    assert_eq!(totals(&said), (1192.0, 892.0), "hours before the degree do not count");
    // 750 of 800; 75 of 80; half of 80 alone; two years; 20 of CPD; 10 of supervision.
    assert_eq!(missing(&said), [None, None, Some("10 h"), None, Some("8 h"), None]);
}

#[test]
fn the_german_training_worked_by_hand() {
    let rows = [
        row("2022-01-10", HourKind::Training, 600.0),
        row("2022-02-10", HourKind::ClinicWork, 1800.0),
        direct("2023-02-10", 590.0),
        alone("2023-03-10", 40.0),
        group("2023-04-10", 110.0, Some(4)),
        row("2023-05-10", HourKind::OwnTherapy, 120.0),
        row("2023-06-10", HourKind::Reading, 930.0),
    ];
    let said = shipped("de-psychth-aprv", &rows);
    assert_eq!(totals(&said), (4190.0, 4190.0));
    // 4,200 in all; theory; practice; 600 of treatment; 150 of supervision, 50 alone; own.
    let wanted = [Some("10 h"), None, None, Some("10 h"), None, Some("10 h"), None];
    assert_eq!(missing(&said), wanted);
}

#[test]
fn own_targets_count_everything() {
    let all: Vec<Hour> = HourKind::ALL.iter().map(|kind| row("2026-11-02", *kind, 1.0)).collect();
    let said = shipped("generic", &all);
    assert_eq!((totals(&said), said.checks.len()), ((14.0, 14.0), 0));
    let labels: Vec<(&str, u32)> =
        said.categories.iter().map(|sum| (sum.label.as_str(), sum.counts / 60)).collect();
    assert_eq!(labels, [("Direct", 2), ("Supervision", 4), ("Other", 8)]);
}
