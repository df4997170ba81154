//! What a summary is composed from: the shipped battery programme, made as
//! large as asked, with figures by a fixed walk. What they say is of no matter.

use std::collections::BTreeMap;

use app::domain::calendar::{Day, Moment};
use app::domain::duty::{Standings, Statement, Status, owed};
use app::domain::facts::Facts;
use app::domain::indicator::{Indicator, Kind};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::{Scope, add, contributors};
use app::domain::series::{Absence, Figure};
use app::domain::summary::Version;
use app::evaluation::compose::{Material, NARRATED};
use app::locale::Locale;
use server::demo::AS_OF;
use server::shipped::PROGRAMMES;

use crate::Fault;

/// When the figures are taken to have been approved.
const DAYS: i64 = 19;

/// A programme, and the quarter its summaries are of.
pub(super) struct Sources {
    programme: Programme,
    last: Quarter,
}

impl Sources {
    /// So many units, those of a joint one among them; so many quarters and
    /// indicators.
    pub(super) fn of(units: usize, quarters: i32, indicators: usize) -> Result<Self, Fault> {
        let shipped = PROGRAMMES.iter().find(|(code, _)| *code == "nev-battery-pilot-2018");
        let (_, source) = shipped.ok_or("the battery programme is not there")?;
        let mut programme = server::import::programme::parse(source)
            .map_err(|faults| format!("the battery programme: {faults:?}"))?;
        let last: Quarter = AS_OF.parse().map_err(|_| "the demo's quarter is none")?;
        programme.from = last.plus(1 - quarters).ok_or("so long ago there are no quarters")?;
        let mut all = programme.units.to_vec();
        let own = programme.units.clone();
        let alone = own.iter().filter(|unit| unit.member_of.is_none() && unit.code != "JJJ");
        for (no, unit) in (own.len()..units).zip(alone.cycle()) {
            let mut unit = unit.clone();
            unit.code = format!("U{no:03}");
            all.push(unit);
        }
        all.truncate(units);
        programme.units = all.into();
        let own = programme.indicators.clone();
        for (no, indicator) in (own.len()..indicators).zip(own.iter().cycle()) {
            let mut indicator = indicator.clone();
            indicator.code = format!("R{:02}", no + 1);
            programme.indicators.push(indicator);
        }
        programme.indicators.truncate(indicators);
        Ok(Self { programme, last })
    }

    pub(super) fn material(&self, locale: Locale) -> Result<Material<'_>, Fault> {
        let (programme, last) = (&self.programme, self.last);
        let as_of = Day::opens(last).plus(DAYS).begins();
        let (facts, versions) = self.filed(as_of)?;
        let mut duties = Standings::default();
        for (who, duty) in owed(programme) {
            let statement = Statement {
                version: 1,
                status: Status::UnderWay,
                on: Some(as_of.day()),
                text: "已印发实施方案，正在征集试点企业。".to_owned(),
                link: "https://example.org/notice".to_owned(),
                evidence: None,
                by: "lead".to_owned(),
                at: as_of,
            };
            duties.entry(who.code.to_owned(), duty.no.clone()).statement = Some(statement);
        }
        let narrative = "各单位均已按期报送。\n回收量比上年同季增长。";
        Ok(Material {
            locale,
            programme,
            revision: 1,
            unit: None,
            quarter: last,
            as_of,
            demo: true,
            facts,
            versions,
            narrative: NARRATED.iter().map(|it| ((*it).into(), narrative.into())).collect(),
            duties: Some(duties),
            earlier: None,
        })
    }

    /// Figures of every unit and their sums; one return of forty is missing,
    /// one of fifty was filed again.
    fn filed(&self, as_of: Moment) -> Result<(Facts, Vec<Version>), Fault> {
        let programme = &self.programme;
        let quarters = || Quarter::range(programme.from, self.last);
        let mut walk = Walk(20_260_930);
        let mut figures: BTreeMap<(&str, &str, Quarter), Figure> = BTreeMap::new();
        let mut versions = Vec::new();
        for unit in programme.filing_units() {
            for quarter in quarters() {
                if walk.below(40) == 0 {
                    continue;
                }
                let again = walk.below(50) == 0;
                versions.push(Version {
                    unit: unit.code.clone(),
                    quarter,
                    version: if again { 2 } else { 1 },
                    approved_by: "reviewer".to_owned(),
                    approved_at: as_of,
                    receipt: Some(format!("DC-1/{}/{quarter}/1", unit.code)),
                    first_submitted: Some(Day::opens(quarter).plus(9).begins()),
                    restated: again.then(|| "一家企业重复计入。".to_owned()),
                });
                for indicator in programme.form_of(unit, quarter) {
                    let figure = walk.figure(indicator)?;
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
                for quarter in quarters().filter(|_| !units.is_empty()) {
                    let place = |unit| figures.get(&(unit, indicator.code.as_str(), quarter));
                    let of_units = units.iter().map(|unit| place(unit.as_str()));
                    let total = add(indicator.over_units, of_units);
                    let code = (*code).to_owned();
                    facts.add_totals(code, indicator.code.clone(), [(quarter, total)]);
                }
            }
        }
        facts.add_figures(figures.into_iter().map(|((unit, indicator, quarter), figure)| {
            (unit.to_owned(), indicator.to_owned(), quarter, figure)
        }));
        Ok((facts, versions))
    }
}

/// Numbers without any order, the same every time.
struct Walk(u64);

impl Walk {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % limit
    }

    fn figure(&mut self, indicator: &Indicator) -> Result<Figure, Fault> {
        let read = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
        Ok(match (self.below(29), indicator.kind) {
            (0, _) => Figure::Absent(Absence::NotApplicable),
            (1, _) => Figure::Absent(Absence::NotAvailable),
            (_, Kind::Ratio) => {
                let denominator = 50_000 + self.below(9_999);
                let numerator = self.below(denominator);
                Figure::Ratio {
                    numerator: read(numerator.to_string())?,
                    denominator: read(denominator.to_string())?,
                }
            }
            (_, Kind::Milestone) => Figure::Number(read(self.below(2).to_string())?),
            _ => {
                let (whole, behind) = (self.below(99_999), self.below(10));
                let number = match indicator.decimals {
                    0 => whole.to_string(),
                    _ => format!("{whole}.{behind}"),
                };
                Figure::Number(read(number)?)
            }
        })
    }
}
