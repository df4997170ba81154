//! Deadlines by the days of Beijing: at midnight, and over the turn of a year.

use super::*;
use crate::domain::programme::Form;
use crate::domain::unit::{Names, UnitKind};

fn names() -> Names {
    Names { zh: "一".into(), en: "one".into() }
}

fn programme(until: Option<&str>) -> Programme {
    Programme {
        code: "pilot".into(),
        name: names(),
        short: names(),
        summary: names(),
        from: quarter("2025-Q3"),
        until: until.map(quarter),
        documents: Vec::new(),
        form: Form {
            no: "1".into(),
            title: names(),
            issued_by: names(),
            document_no: None,
            valid_until: None,
            due_days: 15,
            four_eyes: false,
        },
        sections: Vec::new(),
        units: vec![Unit {
            code: "120000".into(),
            name: names(),
            kind: UnitKind::Province,
            member_of: None,
            counted_in: None,
            in_total: true,
            pilot: true,
            note: None,
        }]
        .into(),
        indicators: Vec::new(),
        checks: Vec::new(),
        targets: Vec::new(),
        duties: Vec::new(),
        regions: Vec::new(),
        key_indicators: Vec::new(),
        volume_indicator: None,
        outlet_indicator: None,
    }
}

fn quarter(text: &str) -> Quarter {
    text.parse().expect("a quarter")
}

/// Midnight in Beijing at the beginning of a day.
fn midnight(year: u16, month: u8, day: u8) -> Moment {
    let days = Day::new(year, month, day).since(Day::new(1970, 1, 1));
    Moment((days * 86_400 - 8 * 3_600) * 1_000_000)
}

fn just_before(moment: Moment) -> Moment {
    Moment(moment.0 - 1)
}

fn standings(now: Moment, standing: Option<Standing>) -> Standings {
    let key = Key { programme: "pilot".into(), unit: "120000".into(), quarter: quarter("2025-Q4") };
    let returns = standing.map(|standing| (key, standing)).into_iter().collect();
    Standings { returns, counted: HashMap::new(), now }
}

fn mark(now: Moment, standing: Option<Standing>) -> Mark {
    let programme = programme(None);
    standings(now, standing).due(&programme, &programme.units[0], quarter("2025-Q4")).mark()
}

fn in_state(state: State) -> Standing {
    let filing = Filing { state: Some(state), ..Filing::default() };
    Standing { filing, ..Standing::default() }
}

#[test]
fn the_fourth_quarter_opens_with_the_new_year_in_beijing() {
    let new_year = midnight(2026, 1, 1);
    assert_eq!(mark(just_before(new_year), None), Mark::Upcoming);
    assert_eq!(mark(new_year, None), Mark::Open { left: 14 });
    assert_eq!(quarter_of(just_before(new_year).day()), quarter("2025-Q4"));
    assert_eq!(quarter_of(new_year.day()), quarter("2026-Q1"));
}

#[test]
fn the_last_day_lasts_until_midnight_in_beijing() {
    let over = midnight(2026, 1, 16);
    assert_eq!(mark(just_before(over), None), Mark::Open { left: 0 });
    assert_eq!(mark(over, None), Mark::Missing { days: 1 });
    assert_eq!(mark(over, Some(in_state(State::Draft))), Mark::Missing { days: 1 });
    for (state, expected) in [
        (State::Submitted, Mark::Waiting),
        (State::Returned, Mark::Returned),
        (State::Approved, Mark::Approved),
        (State::Reopened, Mark::Reopened),
    ] {
        assert_eq!(mark(over, Some(in_state(state))), expected);
    }
}

#[test]
fn the_first_version_tells_whether_a_return_came_late() {
    let programme = programme(None);
    let timing = |at: Option<Moment>| {
        let standing = Standing { first_submitted: at, ..in_state(State::Approved) };
        let standings = standings(midnight(2026, 6, 1), Some(standing));
        standings.due(&programme, &programme.units[0], quarter("2025-Q4")).timing()
    };
    let over = midnight(2026, 1, 16);
    assert_eq!(timing(Some(just_before(over))), Some(Timing::InTime));
    assert_eq!(timing(Some(over)), Some(Timing::Late { days: 1 }));
    assert_eq!(timing(Some(midnight(2026, 2, 1))), Some(Timing::Late { days: 17 }));
    assert_eq!(timing(None), None, "of history from a file it is not known");
}

#[test]
fn the_last_quarter_that_is_over_ends_with_the_programme() {
    let day = Day::new;
    let open = programme(None);
    assert_eq!(last_over(&open, day(2025, 9, 30)), None);
    assert_eq!(last_over(&open, day(2025, 10, 1)), Some(quarter("2025-Q3")));
    assert_eq!(last_over(&open, day(2026, 1, 1)), Some(quarter("2025-Q4")));
    let ended = programme(Some("2025-Q4"));
    assert_eq!(last_over(&ended, day(2031, 5, 1)), Some(quarter("2025-Q4")));
}

#[test]
fn a_day_of_reminders_ends_at_midnight_in_beijing() {
    let reminded = midnight(2026, 2, 1);
    let reminder = Reminder {
        at: just_before(reminded),
        by: "reviewer".into(),
        reason: String::new(),
        mails: Some(0),
        failed: 0,
    };
    let programme = programme(None);
    for (now, today) in [(just_before(reminded), true), (reminded, false)] {
        let standing = Standing { reminder: Some(reminder.clone()), ..Standing::default() };
        let standings = standings(now, Some(standing));
        let due = standings.due(&programme, &programme.units[0], quarter("2025-Q4"));
        assert_eq!(due.reminded_today(), today);
        assert!(due.mark().is_owed() && !due.mark().is_in());
    }
}
