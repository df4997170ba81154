//! A document to write: composed as the product does, of figures of the
//! shipped battery programme that are made up by a fixed walk. What it says is
//! of no matter; that its tables and figures agree is.

use std::collections::BTreeMap;

use app::domain::calendar::{Day, Moment};
use app::domain::decimal::Decimal;
use app::domain::duty::{Standings, Statement, Status};
use app::domain::facts::Facts;
use app::domain::indicator::{Indicator, Kind};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::{Scope, add, contributors};
use app::domain::series::{Absence, Figure};
use app::domain::summary::{Summary, Version};
use app::evaluation::compose::{Material, compose};
use app::locale::Locale;

pub const NUMBER: &str = "PB-NEV-2026-0003";

/// The programme the figures are of.
pub fn programme() -> Programme {
    let (_, source) = server::shipped::PROGRAMMES[0];
    server::import::programme::parse(source).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A frozen document over ten quarters, with everything a document may have.
pub fn summary(locale: Locale) -> Summary {
    frozen(locale, &programme(), 10)
}

/// A frozen document of a programme over so many quarters.
pub fn frozen(locale: Locale, programme: &Programme, quarters: i32) -> Summary {
    let last = programme.from.plus(quarters - 1).expect("a quarter");
    let as_of = Moment(Day::opens(last).plus(19).begins().0 + 34_200_000_000);
    let (facts, filed) = facts(programme, last);
    let versions = filed.into_iter().map(|(unit, quarter)| Version {
        receipt: Some(format!("DC-1/{unit}/{quarter}/1")),
        unit,
        quarter,
        version: 1,
        approved_by: "reviewer".into(),
        approved_at: as_of,
        first_submitted: Some(Day::opens(quarter).plus(9).begins()),
        restated: None,
    });
    let mut versions: Vec<Version> = versions.collect();
    if let Some(first) = versions.first_mut() {
        first.version = 2;
        first.restated = Some("Two tonnes had been counted twice.".into());
    }
    let mut duties = Standings::default();
    for (unit, no) in [("JJJ", "1"), ("310000", "2")] {
        duties.entry(unit.into(), no.into()).statement = Some(Statement {
            version: 1,
            status: Status::Done,
            on: "2026-05-01".parse().ok(),
            text: "Notice 12".into(),
            link: String::new(),
            evidence: None,
            by: "lead".into(),
            at: as_of,
        });
    }
    let narrative = match locale {
        Locale::Zh => {
            "本季度共回收废旧动力电池125,431.5吨，比上年同季增长12.3%。\n各单位均已按期报送。"
        }
        Locale::En => {
            "125,431.5 t were collected this quarter, 12.3% more than a year before.\nAll units filed in time."
        }
    };
    let material = Material {
        locale,
        programme,
        revision: 1,
        unit: None,
        quarter: last,
        as_of,
        demo: true,
        facts,
        versions,
        narrative: BTreeMap::from([("key-figures".to_owned(), narrative.to_owned())]),
        duties: Some(duties),
        earlier: None,
    };
    compose(&material).numbered(locale, NUMBER)
}

/// Returns that were filed: unit and quarter.
type Filed = Vec<(String, Quarter)>;

/// Figures of every unit up to a quarter and their sums; here and there one is
/// missing.
fn facts(programme: &Programme, last: Quarter) -> (Facts, Filed) {
    let mut walk = 20_260_930_u64;
    let mut below = |limit: u64| {
        walk = walk.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (walk >> 33) % limit
    };
    let mut figures: BTreeMap<(&str, &str, Quarter), Figure> = BTreeMap::new();
    let mut filed = Filed::new();
    for unit in programme.filing_units() {
        for quarter in Quarter::range(programme.from, last) {
            if below(40) == 0 {
                continue;
            }
            filed.push((unit.code.clone(), quarter));
            for indicator in programme.form_of(unit, quarter) {
                let figure = figure(indicator, &mut below);
                figures.insert((&unit.code, &indicator.code, quarter), figure);
            }
        }
    }
    let mut facts = Facts::default();
    let joint = programme.units.iter().filter(|unit| programme.has_members(&unit.code));
    let scopes: Vec<(&str, Scope)> = std::iter::once(("", Scope::Programme))
        .chain(joint.map(|unit| (unit.code.as_str(), Scope::Unit(&unit.code))))
        .collect();
    for indicator in &programme.indicators {
        for (code, scope) in &scopes {
            let units = contributors(programme, indicator, *scope);
            for quarter in Quarter::range(programme.from, last).filter(|_| !units.is_empty()) {
                let of_units = units
                    .iter()
                    .map(|unit| figures.get(&(unit.as_str(), indicator.code.as_str(), quarter)));
                let total = add(indicator.over_units, of_units);
                let code = (*code).to_owned();
                facts.add_totals(code, indicator.code.clone(), [(quarter, total)]);
            }
        }
    }
    facts.add_figures(figures.into_iter().map(|((unit, indicator, quarter), figure)| {
        (unit.to_owned(), indicator.to_owned(), quarter, figure)
    }));
    (facts, filed)
}

fn figure(indicator: &Indicator, below: &mut impl FnMut(u64) -> u64) -> Figure {
    let decimal = |digits: u64| Decimal::from(i64::try_from(digits).expect("small"));
    match (below(29), indicator.kind) {
        (0, _) => Figure::Absent(Absence::NotApplicable),
        (1, _) => Figure::Absent(Absence::NotAvailable),
        (_, Kind::Ratio) => {
            let denominator = 50_000 + below(9_999);
            let numerator = decimal(below(denominator));
            Figure::Ratio { numerator, denominator: decimal(denominator) }
        }
        (_, Kind::Milestone) => Figure::Number(decimal(below(2))),
        _ => {
            let unit: Decimal = match indicator.decimals {
                0 => decimal(1),
                1 => "0.1".parse().expect("a decimal"),
                _ => "0.01".parse().expect("a decimal"),
            };
            Figure::Number(&decimal(below(999_999)) * &unit)
        }
    }
}
