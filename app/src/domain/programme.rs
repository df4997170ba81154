//! A policy as the board needs it: who files what, what is checked, what is
//! to be reached. Loaded from a file of `server/programmes/`.

use serde::{Deserialize, Serialize};

use super::check::Check;
use super::indicator::{FiledBy, Indicator};
use super::period::Quarter;
use super::rollup::Scope;
use super::target::Target;
use super::unit::{Names, Unit, UnitCode, Units};

/// A programme's code, as in addresses: `nev-battery-pilot-2018`.
pub type ProgrammeCode = String;

/// The policy document a programme carries out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Number by which targets and duties refer to it, `002`.
    pub no: String,
    pub title: Names,
    pub issued_by: Names,
    /// As printed, `2024-06-24`; `None` where the text prints none.
    pub issued_on: Option<String>,
    /// The document's own number, `国办发〔2024〕7号`, where printed.
    pub document_no: Option<String>,
}

/// The head and foot of the quarterly form, in the shape of statistical forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Form number 表号.
    pub no: String,
    pub title: Names,
    /// Issuing body 制定机关.
    pub issued_by: Names,
    /// The approving document's number 文号, where there is one.
    #[serde(default)]
    pub document_no: Option<String>,
    /// The last day the form is in force 有效期至, `2027-12-31`, where printed.
    #[serde(default)]
    pub valid_until: Option<String>,
    /// Days after the quarter's end until which it is filed.
    pub due_days: u16,
    /// Whether a return needs two people: a lead does not submit what he alone
    /// typed.
    #[serde(default)]
    pub four_eyes: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub code: String,
    pub name: Names,
}

/// A duty the policy lays on units or bodies, without a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Clause number.
    pub no: String,
    pub name: Names,
    pub who: Names,
    /// What a return can record of it.
    pub records: Names,
    pub document: String,
    pub clause: String,
    /// Of those it lies on, whom the board asks how it stands; nobody where
    /// the definition is from before this was said.
    #[serde(default)]
    pub owed_by: Vec<Bearer>,
}

/// Who bears a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// Pilots with a territory.
    PilotRegions,
    /// Pilots without one.
    PilotEnterprises,
    /// Regions that are no pilots: [`Programme::regions`].
    OtherRegions,
}

/// A region that files no returns and has duties all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub code: UnitCode,
    pub name: Names,
}

/// One programme with everything its file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    pub code: ProgrammeCode,
    pub name: Names,
    /// Short name for tabs and crumbs.
    pub short: Names,
    pub summary: Names,
    /// First and last quarter for which returns are filed; `None` while open.
    pub from: Quarter,
    pub until: Option<Quarter>,
    pub documents: Vec<Document>,
    pub form: Form,
    pub sections: Vec<Section>,
    pub units: Units,
    pub indicators: Vec<Indicator>,
    pub checks: Vec<Check>,
    pub targets: Vec<Target>,
    pub duties: Vec<Duty>,
    #[serde(default)]
    pub regions: Vec<Region>,
    /// Codes of the indicators the overview leads with, most telling first.
    pub key_indicators: Vec<String>,
    /// The indicator shown by quarter and stacked by unit.
    pub volume_indicator: Option<String>,
    /// The stock compared by unit.
    pub outlet_indicator: Option<String>,
}

impl Programme {
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.find(code)
    }

    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    #[must_use]
    pub fn target(&self, no: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.no == no)
    }

    #[must_use]
    pub fn duty(&self, no: &str) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.no == no)
    }

    #[must_use]
    pub fn document(&self, no: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.no == no)
    }

    pub fn members(&self, code: &str) -> impl Iterator<Item = &Unit> {
        self.units.members(code)
    }

    #[must_use]
    pub fn has_members(&self, code: &str) -> bool {
        self.units.has_members(code)
    }

    /// Whether `unit` files `indicator` itself, rather than being the sum of
    /// its members or having it filed above.
    #[must_use]
    pub fn files(&self, unit: &Unit, indicator: &Indicator) -> bool {
        match indicator.filed_by {
            FiledBy::Members => !self.has_members(&unit.code),
            FiledBy::Whole => unit.member_of.is_none(),
        }
    }

    /// The indicators `unit` files for `quarter`, in the form's order.
    pub fn form_of<'a>(
        &'a self,
        unit: &'a Unit,
        quarter: Quarter,
    ) -> impl Iterator<Item = &'a Indicator> {
        self.indicators
            .iter()
            .filter(move |indicator| indicator.valid_in(quarter) && self.files(unit, indicator))
    }

    /// Whether `unit` owes returns.
    #[must_use]
    pub fn owes_returns(&self, unit: &Unit) -> bool {
        self.indicators.iter().any(|indicator| self.files(unit, indicator))
    }

    /// Units that owe returns, in the file's order.
    pub fn filing_units(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| self.owes_returns(unit))
    }

    /// Of these, the units below `scope`.
    #[must_use]
    pub fn filing_units_of(&self, scope: Scope) -> Vec<&Unit> {
        match scope {
            Scope::Programme => self.filing_units().collect(),
            Scope::Unit(above) => self
                .units
                .below(above, |_| true)
                .into_iter()
                .filter(|unit| self.owes_returns(unit))
                .collect(),
        }
    }

    /// Whether returns exist for `quarter`.
    #[must_use]
    pub fn covers(&self, quarter: Quarter) -> bool {
        quarter >= self.from && self.until.is_none_or(|until| quarter <= until)
    }

    /// Codes of all units, for lookups by borrowed key.
    #[must_use]
    pub fn unit_codes(&self) -> Vec<UnitCode> {
        self.units.iter().map(|unit| unit.code.clone()).collect()
    }
}
