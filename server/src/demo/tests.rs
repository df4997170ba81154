use std::collections::{BTreeMap, HashMap};

use app::domain::decimal::Decimal;
use app::domain::facts::Facts;
use app::domain::indicator::Kind;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::progress::{Case, Outcome, judge};
use app::domain::rollup::{Scope, Total, add, contributors};
use app::domain::series::{Absence, Figure};

use super::{AS_OF, DemoRow, rows};

const FILES: [&str; 4] = [
    include_str!("../../programmes/nev-battery-pilot-2018.toml"),
    include_str!("../../programmes/tianjin-waste-recycling-2027.toml"),
    include_str!("../../programmes/yellow-river-green-industry-2025.toml"),
    include_str!("../../programmes/industrial-energy-saving-2018.toml"),
];

fn programmes() -> Vec<Programme> {
    FILES.map(|file| crate::import::programme::parse(file).expect("a programme file")).into()
}

fn battery() -> Programme {
    programmes().swap_remove(0)
}

fn quarter(text: &str) -> Quarter {
    text.parse().expect("a quarter")
}

/// The rows, found by unit, quarter and indicator.
struct Book<'a>(HashMap<(&'a str, Quarter, &'a str), &'a Figure>);

impl<'a> Book<'a> {
    fn of(rows: &'a [DemoRow]) -> Self {
        let mut book = HashMap::new();
        for row in rows {
            let key = (row.unit.as_str(), row.quarter, row.indicator.as_str());
            assert!(book.insert(key, &row.figure).is_none(), "{key:?} is there twice");
        }
        Self(book)
    }

    fn figure(&self, unit: &str, at: Quarter, line: &str) -> Option<&'a Figure> {
        self.0.get(&(unit, at, line)).copied()
    }

    fn number(&self, unit: &str, at: Quarter, line: &str) -> Option<&'a Decimal> {
        match self.figure(unit, at, line) {
            Some(Figure::Number(number)) => Some(number),
            _ => None,
        }
    }

    fn total(&self, programme: &Programme, scope: Scope, at: Quarter, line: &str) -> Total {
        let indicator = programme.indicator(line).expect("an indicator");
        let units = contributors(programme, indicator, scope);
        add(indicator.over_units, units.into_iter().map(|unit| self.figure(unit, at, line)))
    }
}

fn facts(programme: &Programme, rows: &[DemoRow]) -> Facts {
    let mut facts = Facts::default();
    facts.add_figures(
        rows.iter()
            .map(|row| (row.unit.clone(), row.indicator.clone(), row.quarter, row.figure.clone())),
    );
    let mut filed: BTreeMap<(&str, Quarter), HashMap<&str, &Figure>> = BTreeMap::new();
    for row in rows {
        filed.entry((&row.indicator, row.quarter)).or_default().insert(&row.unit, &row.figure);
    }
    for ((line, at), figures) in filed {
        let indicator = programme.indicator(line).expect("an indicator");
        let units = contributors(programme, indicator, Scope::Programme);
        let figures = units.into_iter().map(|unit| figures.get(unit.as_str()).copied());
        let total = add(indicator.over_units, figures);
        facts.add_totals(String::new(), line.to_owned(), [(at, total)]);
    }
    facts
}

/// FNV-1a over all rows as text.
fn fingerprint(rows: &[DemoRow]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for row in rows {
        let DemoRow { unit, quarter, indicator, figure, note } = row;
        let figure = match figure {
            Figure::Number(number) => number.to_string(),
            Figure::Ratio { numerator, denominator } => format!("{numerator}/{denominator}"),
            Figure::Absent(absence) => format!("{absence:?}"),
        };
        let note = note.as_deref().unwrap_or("");
        for byte in format!("{unit} {quarter} {indicator} {figure} {note}\n").bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

#[test]
fn the_same_on_every_machine() {
    let found: Vec<(usize, u64)> = programmes()
        .iter()
        .map(|programme| {
            let rows = rows(programme);
            assert_eq!(rows, super::rows(programme));
            (rows.len(), fingerprint(&rows))
        })
        .collect();
    // Changed on purpose? Then write down what is found.
    let expected = [
        (21549, 6878270545201267413),
        (3420, 9817271307062666864),
        (702, 14769988153807754922),
        (32, 8074966870829554660),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_unit_files_what_it_owes_and_nothing_else() {
    for programme in programmes() {
        let rows = rows(&programme);
        let book = Book::of(&rows);
        for row in &rows {
            let unit = programme.unit(&row.unit).expect("a unit");
            let indicator = programme.indicator(&row.indicator).expect("an indicator");
            assert!(programme.files(unit, indicator), "{row:?}");
            assert!(programme.covers(row.quarter), "{row:?}");
        }
        // A return is whole or not there.
        let last = quarter(AS_OF).min(programme.until.unwrap_or(quarter(AS_OF)));
        for at in Quarter::range(programme.from, last) {
            for unit in programme.filing_units() {
                let owed = programme.form_of(unit, at).count();
                let there = programme
                    .form_of(unit, at)
                    .filter(|line| book.figure(&unit.code, at, &line.code).is_some())
                    .count();
                assert!(there == owed || there == 0, "{} {at}: {there} of {owed}", unit.code);
            }
        }
    }
}

#[test]
fn figures_keep_to_decimals_and_bounds() {
    for programme in programmes() {
        for row in rows(&programme) {
            let indicator = programme.indicator(&row.indicator).expect("an indicator");
            match &row.figure {
                Figure::Number(number) => {
                    assert!(indicator.kind != Kind::Ratio, "{row:?}");
                    assert!(number.decimals() <= u32::from(indicator.decimals), "{row:?}");
                }
                Figure::Ratio { numerator, denominator } => {
                    let parts = indicator.parts.as_ref().expect("a ratio's parts");
                    assert!(numerator.decimals() <= u32::from(parts.numerator.decimals), "{row:?}");
                    let decimals = u32::from(parts.denominator.decimals);
                    assert!(denominator.decimals() <= decimals, "{row:?}");
                    assert!(!denominator.is_zero(), "{row:?}");
                }
                Figure::Absent(_) => {}
            }
            if let Some(exact) = row.figure.exact() {
                let above = indicator.min.as_ref().is_none_or(|min| exact >= min.to_ratio());
                let below = indicator.max.as_ref().is_none_or(|max| exact <= max.to_ratio());
                assert!(above && below, "{row:?}");
            }
        }
    }
}

#[test]
fn no_check_is_broken() {
    for programme in programmes() {
        let rows = rows(&programme);
        let book = Book::of(&rows);
        let mut returns: Vec<(&str, Quarter)> =
            rows.iter().map(|row| (row.unit.as_str(), row.quarter)).collect();
        returns.dedup();
        for (unit, at) in returns {
            for check in &programme.checks {
                let broken = check.rule.broken(|line| book.number(unit, at, line));
                assert_eq!(broken, None, "{unit} {at}: {}", check.rule);
            }
        }
    }
}

#[test]
fn stock_follows_from_what_came_in_and_went_out() {
    let programme = battery();
    let rows = rows(&programme);
    let book = Book::of(&rows);
    for unit in programme.filing_units() {
        for at in Quarter::range(quarter("2018-Q4"), quarter(AS_OF)) {
            let before = at.plus(-1).expect("a quarter");
            for (stock, into, out) in [("R11", "R02", "R05"), ("R12", "R03", "R08")] {
                let now = [stock, into, out].map(|line| book.number(&unit.code, at, line));
                let [Some(stock_now), Some(into), Some(out)] = now else {
                    continue;
                };
                let Some(held) = book.number(&unit.code, before, stock) else {
                    continue;
                };
                assert_eq!(*stock_now, &(held + into) - out, "{} {at} {stock}", unit.code);
            }
        }
    }
}

#[test]
fn cumulative_investment_rises_within_the_year() {
    let programme = battery();
    let rows = rows(&programme);
    let book = Book::of(&rows);
    for unit in programme.filing_units() {
        for at in Quarter::range(quarter("2018-Q4"), quarter(AS_OF)) {
            let before = at.plus(-1).expect("a quarter");
            let both = [before, at].map(|at| book.number(&unit.code, at, "R31"));
            if let ([Some(before), Some(now)], 2..) = (both, at.of_year()) {
                assert!(now >= before, "{} {at}", unit.code);
            }
        }
    }
}

#[test]
fn the_country_is_of_the_right_size_in_2026() {
    let programme = battery();
    let rows = rows(&programme);
    let book = Book::of(&rows);
    let number =
        |at: Quarter, line: &str| match book.total(&programme, Scope::Programme, at, line).figure {
            Figure::Number(number) => number,
            other => panic!("{line} {at}: {other:?}"),
        };
    let last_four = Quarter::range(quarter("2025-Q3"), quarter("2026-Q2"));
    let tonnes: Decimal = last_four.map(|at| number(at, "R01")).sum();
    let outlets = number(quarter("2026-Q2"), "R13");
    assert!(tonnes > Decimal::from(85_000) && tonnes < Decimal::from(120_000), "{tonnes}");
    assert!(outlets > Decimal::from(9_000) && outlets < Decimal::from(11_000), "{outlets}");

    let larger = ["440000", "320000", "330000", "310000", "430000"];
    let at = quarter("2026-Q2");
    for unit in larger {
        let own = book.number(unit, at, "R01").expect("a figure");
        for smaller in ["620000", "630000", "350200", "140000"] {
            assert!(own > book.number(smaller, at, "R01").expect("a figure"), "{unit} {smaller}");
        }
    }
}

#[test]
fn ningbo_is_within_zhejiang() {
    let programme = battery();
    let rows = rows(&programme);
    let book = Book::of(&rows);
    for at in Quarter::range(quarter("2018-Q3"), quarter(AS_OF)) {
        for line in &programme.indicators {
            let both = ["330200", "330000"].map(|unit| book.number(unit, at, &line.code));
            let [Some(part), Some(whole)] = both else {
                continue;
            };
            // Single projects and measures are drawn apart.
            let counted = !matches!(line.code.as_str(), "R29" | "R30" | "R32" | "R33");
            assert!(!counted || part <= whole, "{} {at}: {part} of {whole}", line.code);
        }
    }
}

#[test]
fn two_units_fall_against_last_year() {
    let programme = battery();
    let rows = rows(&programme);
    let book = Book::of(&rows);
    let falling: Vec<&str> = programme
        .filing_units()
        .map(|unit| unit.code.as_str())
        .filter(|unit| {
            let at = |at| book.number(unit, quarter(at), "R01");
            at(AS_OF).zip(at("2025-Q3")).is_some_and(|(now, before)| now < before)
        })
        .collect();
    assert_eq!(falling, ["140000", "360000"]);
}

#[test]
fn three_returns_are_missing_in_the_last_quarter_and_none_before() {
    let programme = battery();
    let rows = rows(&programme);
    let book = Book::of(&rows);
    let missing = |at: &str| -> Vec<&str> {
        let filed = |unit: &str| book.figure(unit, quarter(at), "R01").is_some();
        let units = programme.filing_units().map(|unit| unit.code.as_str());
        units.filter(|unit| !filed(unit)).collect()
    };
    assert_eq!(missing(AS_OF), ["130000", "450000", "620000"]);
    assert_eq!(missing("2026-Q2"), [""; 0]);
    let joint = book.total(&programme, Scope::Unit("JJJ"), quarter(AS_OF), "R01");
    assert_eq!((joint.filed, joint.expected), (2, 3));
    let country = book.total(&programme, Scope::Programme, quarter(AS_OF), "R01");
    assert_eq!((country.filed, country.expected), (15, 18));
    let before = book.total(&programme, Scope::Programme, quarter("2026-Q2"), "R01");
    assert_eq!((before.filed, before.expected), (18, 18));
}

#[test]
fn absences_of_both_kinds_and_notes_are_there() {
    let rows: Vec<DemoRow> = programmes().iter().flat_map(rows).collect();
    let absent = |kind| rows.iter().filter(|row| row.figure == Figure::Absent(kind)).count();
    assert!(absent(Absence::NotApplicable) > 100);
    assert!((5..100).contains(&absent(Absence::NotAvailable)));
    assert_eq!(absent(Absence::Blank), 0);
    assert!(rows.iter().any(|row| row.figure.exact().is_some() && row.note.is_some()));
}

#[test]
fn targets_stand_where_the_demo_wants_them() {
    use Outcome::{Breached, Kept, Met, Missed, NeedsAcceleration, NotYet, Pending, Within};
    let expected: [&[(&str, Outcome)]; 4] = [
        &[],
        &[
            ("T1", NotYet),
            ("T2", Met),
            ("T3", Within),
            ("T4", NotYet),
            ("T5", Kept),
            ("T6", Met),
            ("T7", Breached),
            ("T8", NotYet),
            ("T9", Met),
            ("T10", NeedsAcceleration),
            ("T11", NotYet),
            ("T12", NotYet),
            ("T13", NotYet),
            ("T14", Met),
            ("T15", Met),
            ("T16", NotYet),
            ("T17", Met),
            ("T18", Pending),
        ],
        &[("Y1", Met), ("Y2", Met), ("Y3", Missed), ("Y4", Met), ("Y5", Met), ("Y6", Missed)],
        &[("M1", Met), ("M2", Missed), ("M3", Met), ("M4", Met)],
    ];
    for (programme, expected) in programmes().iter().zip(expected) {
        let facts = facts(programme, &rows(programme));
        let mut found = Vec::new();
        for target in &programme.targets {
            let indicator = programme.indicator(&target.indicator).expect("an indicator");
            let series = facts.target_series(programme, target, indicator, quarter(AS_OF));
            let case = Case::of(target, series.settled().collect(), quarter(AS_OF).into());
            let verdict = judge(&case).expect("a case");
            found.push((target.no.as_str(), verdict.outcome));
        }
        assert_eq!(found, expected, "{}", programme.code);
    }
}
