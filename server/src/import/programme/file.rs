//! The shape of a programme file. Whatever another entry may refer to, or a
//! rule may find fault with, keeps its place in the file.

use app::domain::check::{Check, Rule, Severity};
use app::domain::decimal::Decimal;
use app::domain::indicator::{Covers, FiledBy, Indicator, Kind, Measure, OverUnits, Part, Parts};
use app::domain::period::{Period, Quarter};
use app::domain::programme::{Bearer, Document, Duty, Form, Programme, Region, Section};
use app::domain::target::{Baseline, Comparator, Source, Target, Waypoint};
use app::domain::unit::{Names, Unit, UnitKind};
use serde::Deserialize;
use toml::Spanned;

/// Text whose place in the file is kept.
pub(super) type Placed = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgrammeFile {
    pub code: Placed,
    pub name: Names,
    pub short: Names,
    pub summary: Names,
    pub from: Quarter,
    pub until: Option<Spanned<Quarter>>,
    #[serde(default)]
    pub key_indicators: Vec<Placed>,
    pub volume_indicator: Option<Placed>,
    pub outlet_indicator: Option<Placed>,
    pub form: Form,
    #[serde(rename = "document")]
    pub documents: Vec<Spanned<Document>>,
    #[serde(rename = "unit")]
    pub units: Vec<UnitEntry>,
    #[serde(rename = "section")]
    pub sections: Vec<Spanned<Section>>,
    #[serde(rename = "indicator")]
    pub indicators: Vec<IndicatorEntry>,
    #[serde(rename = "check", default)]
    pub checks: Vec<CheckEntry>,
    #[serde(rename = "target", default)]
    pub targets: Vec<TargetEntry>,
    #[serde(rename = "duty", default)]
    pub duties: Vec<DutyEntry>,
    #[serde(rename = "region", default)]
    pub regions: Vec<RegionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitEntry {
    pub code: Placed,
    pub name: Names,
    pub kind: UnitKind,
    pub member_of: Option<Placed>,
    pub counted_in: Option<Placed>,
    #[serde(default = "yes")]
    pub in_total: bool,
    #[serde(default = "yes")]
    pub pilot: bool,
    pub note: Option<Names>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartEntry {
    pub name: Names,
    pub measure_unit: Names,
    pub decimals: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartsEntry {
    pub numerator: PartEntry,
    pub denominator: PartEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorEntry {
    pub code: Placed,
    pub name: Names,
    pub section: Placed,
    pub kind: Kind,
    pub measure_unit: Names,
    pub decimals: u8,
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    pub covers: Option<Covers>,
    pub measure: Option<Measure>,
    pub over_units: Option<Spanned<OverUnits>>,
    pub filed_by: Option<FiledBy>,
    pub parts: Option<PartsEntry>,
    pub valid_from: Option<Quarter>,
    pub valid_until: Option<Quarter>,
    pub definition: Option<Names>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckEntry {
    pub code: Placed,
    pub severity: Severity,
    pub rule: Spanned<Rule>,
    pub text: Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    pub document: Placed,
    pub clause: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetEntry {
    pub no: Placed,
    pub name: Names,
    pub indicator: Placed,
    pub unit: Option<Placed>,
    pub comparator: Comparator,
    pub value: Option<Decimal>,
    pub upper: Option<Decimal>,
    pub tolerance: Option<Decimal>,
    pub value_unit: Names,
    pub baseline: Option<Baseline>,
    #[serde(default)]
    pub milestones: Vec<Waypoint>,
    pub due: Option<Period>,
    pub printed_as: String,
    pub responsible: Names,
    pub source: SourceEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DutyEntry {
    pub no: Placed,
    pub name: Names,
    pub who: Names,
    pub records: Names,
    pub document: Placed,
    pub clause: String,
    #[serde(default)]
    pub owed_by: Vec<Spanned<Bearer>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegionEntry {
    pub code: Placed,
    pub name: Names,
}

fn yes() -> bool {
    true
}

impl IndicatorEntry {
    /// As said, or as the kind suggests.
    pub(super) fn over_units(&self) -> OverUnits {
        match (&self.over_units, self.kind) {
            (Some(said), _) => *said.get_ref(),
            (None, Kind::Ratio) => OverUnits::Recompute,
            (None, Kind::Milestone) => OverUnits::All,
            (None, Kind::Flow | Kind::Stock) => OverUnits::Sum,
        }
    }

    pub(super) fn measure(&self) -> Measure {
        self.measure.unwrap_or(match self.kind {
            Kind::Flow => Measure::CalendarYear,
            Kind::Stock | Kind::Ratio | Kind::Milestone => Measure::Level,
        })
    }
}

impl ProgrammeFile {
    /// The programme, once no fault was found.
    pub(super) fn into_programme(self) -> Programme {
        Programme {
            code: self.code.into_inner(),
            name: self.name,
            short: self.short,
            summary: self.summary,
            from: self.from,
            until: self.until.map(Spanned::into_inner),
            documents: self.documents.into_iter().map(Spanned::into_inner).collect(),
            form: self.form,
            sections: self.sections.into_iter().map(Spanned::into_inner).collect(),
            units: self.units.into_iter().map(unit).collect(),
            indicators: self.indicators.into_iter().map(indicator).collect(),
            checks: self.checks.into_iter().map(check).collect(),
            targets: self.targets.into_iter().map(target).collect(),
            duties: self.duties.into_iter().map(duty).collect(),
            regions: self.regions.into_iter().map(region).collect(),
            key_indicators: self.key_indicators.into_iter().map(Spanned::into_inner).collect(),
            volume_indicator: self.volume_indicator.map(Spanned::into_inner),
            outlet_indicator: self.outlet_indicator.map(Spanned::into_inner),
        }
    }
}

fn unit(entry: UnitEntry) -> Unit {
    Unit {
        code: entry.code.into_inner(),
        name: entry.name,
        kind: entry.kind,
        member_of: entry.member_of.map(Spanned::into_inner),
        counted_in: entry.counted_in.map(Spanned::into_inner),
        in_total: entry.in_total,
        pilot: entry.pilot,
        note: entry.note,
    }
}

fn indicator(entry: IndicatorEntry) -> Indicator {
    let (measure, over_units) = (entry.measure(), entry.over_units());
    let part = |part: PartEntry| Part {
        name: part.name,
        measure_unit: part.measure_unit,
        decimals: part.decimals,
    };
    Indicator {
        code: entry.code.into_inner(),
        name: entry.name,
        section: entry.section.into_inner(),
        kind: entry.kind,
        measure_unit: entry.measure_unit,
        decimals: entry.decimals,
        min: entry.min,
        max: entry.max,
        covers: entry.covers.unwrap_or(Covers::Quarter),
        measure,
        over_units,
        filed_by: entry.filed_by.unwrap_or(FiledBy::Members),
        parts: entry.parts.map(|parts| Parts {
            numerator: part(parts.numerator),
            denominator: part(parts.denominator),
        }),
        valid_from: entry.valid_from,
        valid_until: entry.valid_until,
        definition: entry.definition,
    }
}

fn check(entry: CheckEntry) -> Check {
    Check {
        code: entry.code.into_inner(),
        severity: entry.severity,
        rule: entry.rule.into_inner(),
        text: entry.text,
    }
}

fn target(entry: TargetEntry) -> Target {
    Target {
        no: entry.no.into_inner(),
        name: entry.name,
        indicator: entry.indicator.into_inner(),
        unit: entry.unit.map(Spanned::into_inner),
        comparator: entry.comparator,
        value: entry.value,
        upper: entry.upper,
        tolerance: entry.tolerance,
        value_unit: entry.value_unit,
        baseline: entry.baseline,
        milestones: entry.milestones,
        due: entry.due,
        printed_as: entry.printed_as,
        responsible: entry.responsible,
        source: Source {
            document: entry.source.document.into_inner(),
            clause: entry.source.clause,
        },
    }
}

fn duty(entry: DutyEntry) -> Duty {
    Duty {
        no: entry.no.into_inner(),
        name: entry.name,
        who: entry.who,
        records: entry.records,
        document: entry.document.into_inner(),
        clause: entry.clause,
        owed_by: entry.owed_by.into_iter().map(Spanned::into_inner).collect(),
    }
}

fn region(entry: RegionEntry) -> Region {
    Region { code: entry.code.into_inner(), name: entry.name }
}
