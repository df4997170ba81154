use proptest::prelude::*;

use super::super::indicator::{Covers, Kind, Measure};
use super::super::period::Quarter;
use super::super::programme::Form;
use super::super::unit::{Names, UnitKind};
use super::*;

fn names(text: &str) -> Names {
    Names { zh: text.to_owned(), en: text.to_owned() }
}

fn unit(code: &str) -> Unit {
    Unit {
        code: code.to_owned(),
        name: names(code),
        kind: UnitKind::Province,
        member_of: None,
        counted_in: None,
        in_total: true,
        pilot: true,
        note: None,
    }
}

fn member(code: &str, above: &str) -> Unit {
    Unit { member_of: Some(above.to_owned()), ..unit(code) }
}

fn counted_in(code: &str, other: &str) -> Unit {
    Unit { counted_in: Some(other.to_owned()), ..unit(code) }
}

fn beside(code: &str) -> Unit {
    Unit { in_total: false, ..unit(code) }
}

fn indicator(over_units: OverUnits, filed_by: FiledBy) -> Indicator {
    Indicator {
        code: "R01".to_owned(),
        name: names("R01"),
        section: "A".to_owned(),
        kind: Kind::Flow,
        measure_unit: names("t"),
        decimals: 1,
        min: None,
        max: None,
        covers: Covers::Quarter,
        measure: Measure::CalendarYear,
        over_units,
        filed_by,
        parts: None,
        valid_from: None,
        valid_until: None,
        definition: None,
    }
}

fn sum() -> Indicator {
    indicator(OverUnits::Sum, FiledBy::Members)
}

fn programme(units: Vec<Unit>) -> Programme {
    Programme {
        code: "test".to_owned(),
        name: names("test"),
        short: names("test"),
        summary: names("test"),
        from: Quarter::new(2018, 3).expect("a quarter"),
        until: None,
        documents: Vec::new(),
        form: Form {
            no: "1".to_owned(),
            title: names("test"),
            issued_by: names("test"),
            document_no: None,
            valid_until: None,
            four_eyes: false,
            due_days: 15,
        },
        sections: Vec::new(),
        units: units.into(),
        indicators: vec![sum()],
        checks: Vec::new(),
        targets: Vec::new(),
        duties: Vec::new(),
        regions: Vec::new(),
        key_indicators: Vec::new(),
        volume_indicator: None,
        outlet_indicator: None,
    }
}

/// The pilot in small: a joint region of three, Zhejiang with Ningbo in it,
/// Xiamen by itself, China Tower beside them all.
fn pilot() -> Programme {
    programme(vec![
        unit("JJJ"),
        member("110000", "JJJ"),
        member("120000", "JJJ"),
        member("130000", "JJJ"),
        unit("330000"),
        counted_in("330200", "330000"),
        unit("350200"),
        beside("TOWER"),
    ])
}

fn number(text: &str) -> Figure {
    Figure::Number(text.parse().expect("a decimal"))
}

fn ratio(numerator: &str, denominator: &str) -> Figure {
    Figure::Ratio {
        numerator: numerator.parse().expect("a decimal"),
        denominator: denominator.parse().expect("a decimal"),
    }
}

/// Adds figures given by unit over a scope.
fn total(
    programme: &Programme,
    indicator: &Indicator,
    scope: Scope,
    filed: &[(&str, Figure)],
) -> Total {
    let figures = contributors(programme, indicator, scope)
        .into_iter()
        .map(|code| filed.iter().find(|(unit, _)| unit == code).map(|(_, figure)| figure));
    add(indicator.over_units, figures)
}

fn filed_by_all() -> Vec<(&'static str, Figure)> {
    [
        // Nobody files for the joint region; were it there, it must not count.
        ("JJJ", "100000"),
        ("110000", "10"),
        ("120000", "20.5"),
        ("130000", "30"),
        ("330000", "100"),
        ("330200", "40"),
        ("350200", "7"),
        ("TOWER", "1000"),
    ]
    .map(|(unit, text)| (unit, number(text)))
    .into()
}

#[test]
fn the_total_takes_each_tonne_once() {
    let total = total(&pilot(), &sum(), Scope::Programme, &filed_by_all());
    assert_eq!(total.figure, number("167.5"));
    assert_eq!(total.standing(), Standing::Approved);
    assert_eq!((total.filed, total.expected), (5, 5));
}

#[test]
fn who_contributes_to_what() {
    let pilot = pilot();
    for (scope, codes) in [
        (Scope::Programme, &["110000", "120000", "130000", "330000", "350200"][..]),
        (Scope::Unit("JJJ"), &["110000", "120000", "130000"]),
        (Scope::Unit("330000"), &[]),
        (Scope::Unit("TOWER"), &[]),
        (Scope::Unit("999999"), &[]),
    ] {
        assert_eq!(contributors(&pilot, &sum(), scope), codes, "{scope:?}");
    }
}

#[test]
fn a_joint_unit_is_incomplete_until_all_members_have_filed() {
    let mut filed = filed_by_all();
    filed.retain(|(unit, _)| *unit != "130000");
    let joint = total(&pilot(), &sum(), Scope::Unit("JJJ"), &filed);
    assert_eq!(joint.figure, number("30.5"));
    let incomplete = Standing::Incomplete { filed: 2, expected: 3 };
    assert_eq!(joint.standing(), incomplete);
    let country = total(&pilot(), &sum(), Scope::Programme, &filed);
    assert_eq!((country.filed, country.expected), (4, 5));
}

#[test]
fn absences_are_counted_by_what_they_mean() {
    let zero = number("0");
    let five = number("5");
    let [blank, not_applicable, not_available] =
        [Absence::Blank, Absence::NotApplicable, Absence::NotAvailable].map(Figure::Absent);
    for (figures, figure, filed, expected) in [
        // Zero is a number.
        (vec![Some(&zero), Some(&five)], number("5"), 2, 2),
        (vec![Some(&zero)], number("0"), 1, 1),
        // Whom the line does not concern owes nothing.
        (vec![Some(&not_applicable), Some(&five)], number("5"), 1, 1),
        // Not known yet, blank and not filed are owed.
        (vec![Some(&not_available), Some(&blank), None, Some(&five)], number("5"), 1, 4),
        // Nothing is not zero.
        (vec![None, Some(&not_available)], blank.clone(), 0, 2),
        (vec![Some(&not_applicable)], blank.clone(), 0, 0),
        (vec![], blank.clone(), 0, 0),
    ] {
        let total = add(OverUnits::Sum, figures.clone());
        let found = (&total.figure, total.filed, total.expected);
        assert_eq!(found, (&figure, filed, expected), "{figures:?}");
    }
}

#[test]
fn ratios_are_recomputed_from_their_parts() {
    // 10 of 20 is 50 %, 90 of 100 is 90 %: together 100 of 120, not the
    // average 70 %.
    let rate = indicator(OverUnits::Recompute, FiledBy::Members);
    let filed = [("330000", ratio("10", "20")), ("350200", ratio("90", "100"))];
    let total = total(&pilot(), &rate, Scope::Programme, &filed);
    assert_eq!(total.figure, ratio("100", "120"));
    let shown = total.figure.shown(2).map(|percent| percent.to_string());
    assert_eq!(shown.as_deref(), Some("83.33"));
    assert_eq!((total.filed, total.expected), (2, 5));
}

#[test]
fn done_when_all_are_done() {
    let [yes, no] = ["1", "0"].map(number);
    let later = Figure::Absent(Absence::NotAvailable);
    let unknown = Figure::Absent(Absence::Blank);
    let exempt = Figure::Absent(Absence::NotApplicable);
    for (figures, figure) in [
        (vec![Some(&yes), Some(&yes)], &yes),
        (vec![Some(&yes), Some(&no)], &no),
        // One "not yet" is enough, whoever has not spoken.
        (vec![Some(&no), None, Some(&later)], &no),
        // "All" is only known when all have spoken.
        (vec![Some(&yes), None], &unknown),
        (vec![Some(&yes), Some(&later)], &unknown),
        (vec![Some(&yes), Some(&exempt)], &yes),
        (vec![None, None], &unknown),
    ] {
        let total = add(OverUnits::All, figures.clone());
        assert_eq!(total.figure, *figure, "{figures:?}");
    }
}

#[test]
fn what_is_filed_above_is_not_filed_below() {
    let whole = indicator(OverUnits::Sum, FiledBy::Whole);
    let pilot = pilot();
    let found = contributors(&pilot, &whole, Scope::Programme);
    assert_eq!(found, ["JJJ", "330000", "350200"]);
    assert!(contributors(&pilot, &whole, Scope::Unit("JJJ")).is_empty());
}

#[test]
fn levels_without_meaning_over_units_are_not_added() {
    let none = indicator(OverUnits::None, FiledBy::Members);
    assert!(contributors(&pilot(), &none, Scope::Programme).is_empty());
    let one = number("1");
    let total = add(OverUnits::None, [Some(&one), Some(&one)]);
    assert_eq!(total.figure, Figure::Absent(Absence::Blank));
}

/// A unit of a random programme: how it hangs on an earlier one, which, and
/// whether it is in the total.
type Hang = (u8, usize, bool);

/// Units `u0`, `u1`, …; each by itself, or a member of or counted in one
/// before it.
fn forest(hangs: &[Hang]) -> Programme {
    let units = hangs.iter().enumerate().map(|(at, (how, which, in_total))| {
        let code = format!("u{at}");
        let above = format!("u{}", which % at.max(1));
        let unit = match (at, how % 4) {
            (0, _) | (_, 0) => unit(&code),
            (_, 1) => counted_in(&code, &above),
            _ => member(&code, &above),
        };
        Unit { in_total: *in_total, ..unit }
    });
    programme(units.collect())
}

fn hangs() -> impl Strategy<Value = Vec<Hang>> {
    prop::collection::vec((any::<u8>(), any::<usize>(), prop::bool::weighted(0.8)), 1..14)
}

/// Everything a unit is a part of, in either way.
fn wholes<'a>(programme: &'a Programme, code: &str) -> Vec<&'a str> {
    let mut wholes = Vec::new();
    let mut at = programme.unit(code);
    while let Some(unit) = at {
        let above = unit.member_of.as_ref().or(unit.counted_in.as_ref());
        wholes.extend(above.map(String::as_str));
        at = above.and_then(|above| programme.unit(above));
    }
    wholes
}

fn figure() -> impl Strategy<Value = Option<Figure>> {
    let decimal = || {
        (-1_000_000_i64..1_000_000, 0..4_i64).prop_map(|(digits, scale)| {
            Decimal::new(bigdecimal::BigDecimal::new(digits.into(), scale))
        })
    };
    prop_oneof![
        4 => decimal().prop_map(|number| Some(Figure::Number(number))),
        2 => (decimal(), decimal()).prop_map(|(numerator, denominator)| {
            Some(Figure::Ratio { numerator, denominator })
        }),
        1 => Just(None),
        1 => Just(Some(Figure::Absent(Absence::NotApplicable))),
        1 => Just(Some(Figure::Absent(Absence::NotAvailable))),
    ]
}

fn shuffled() -> impl Strategy<Value = (Vec<Option<Figure>>, Vec<Option<Figure>>)> {
    prop::collection::vec(figure(), 0..12)
        .prop_flat_map(|figures| (Just(figures.clone()), Just(figures).prop_shuffle()))
}

fn filed_by() -> impl Strategy<Value = FiledBy> {
    prop_oneof![Just(FiledBy::Members), Just(FiledBy::Whole)]
}

proptest! {
    #[test]
    fn the_order_of_units_changes_nothing((figures, shuffled) in shuffled()) {
        for over_units in [OverUnits::Sum, OverUnits::Recompute, OverUnits::All, OverUnits::None] {
            let total = add(over_units, figures.iter().map(Option::as_ref));
            let other = add(over_units, shuffled.iter().map(Option::as_ref));
            prop_assert_eq!(total, other);
        }
    }

    #[test]
    fn no_part_is_counted_beside_its_whole(hangs in hangs(), filed_by in filed_by()) {
        let programme = forest(&hangs);
        let line = indicator(OverUnits::Sum, filed_by);
        let scopes = programme.units.iter().map(|unit| Scope::Unit(&unit.code));
        for scope in scopes.chain([Scope::Programme]) {
            let units = contributors(&programme, &line, scope);
            for (at, code) in units.iter().enumerate() {
                prop_assert!(!units[..at].contains(code), "{code} twice in {scope:?}");
                for whole in wholes(&programme, code) {
                    prop_assert!(
                        !units.iter().any(|unit| unit.as_str() == whole),
                        "{code} beside {whole} in {scope:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_sum_is_one_of_whoever_contributes(hangs in hangs(), filed_by in filed_by()) {
        let programme = forest(&hangs);
        for over_units in [OverUnits::Sum, OverUnits::None] {
            let line = indicator(over_units, filed_by);
            for unit in programme.units.iter() {
                let units = contributors(&programme, &line, Scope::Unit(&unit.code));
                prop_assert_eq!(is_sum(&programme, &line, &unit.code), !units.is_empty());
            }
        }
    }

    #[test]
    fn who_says_so_stays_out_of_the_total(hangs in hangs(), filed_by in filed_by()) {
        let programme = forest(&hangs);
        let line = indicator(OverUnits::Sum, filed_by);
        for code in contributors(&programme, &line, Scope::Programme) {
            let unit = programme.unit(code).expect("a unit");
            prop_assert!(unit.in_total && unit.counted_in.is_none(), "{code}");
            prop_assert!(programme.files(unit, &line), "{code}");
        }
    }

    /// The total is what the units on top come to, each by its own figure or
    /// by its members': adding in two steps gives the same as adding in one.
    #[test]
    fn the_total_is_the_sum_of_the_units_on_top(hangs in hangs()) {
        let hangs: Vec<Hang> = hangs.into_iter().map(|(how, which, _)| (how, which, true)).collect();
        let programme = forest(&hangs);
        let figures: Vec<(&str, Figure)> = programme
            .units
            .iter()
            .enumerate()
            // Each unit a power of two: a sum tells who is in it.
            .map(|(at, unit)| (unit.code.as_str(), Figure::Number(Decimal::from(1_i64 << at))))
            .collect();
        let line = sum();
        let on_top = programme
            .units
            .iter()
            .filter(|unit| unit.member_of.is_none() && unit.counted_in.is_none());
        let mut added = Decimal::zero();
        for unit in on_top {
            let own = figures.iter().find(|(code, _)| *code == unit.code);
            let figure = if programme.has_members(&unit.code) {
                total(&programme, &line, Scope::Unit(&unit.code), &figures).figure
            } else {
                own.map(|(_, figure)| figure.clone()).expect("a figure")
            };
            if let Figure::Number(number) = figure {
                added = &added + &number;
            }
        }
        let once = total(&programme, &line, Scope::Programme, &figures).figure;
        match once {
            Figure::Number(once) => prop_assert_eq!(once, added),
            other => prop_assert!(added.is_zero(), "{other:?}"),
        }
    }
}
