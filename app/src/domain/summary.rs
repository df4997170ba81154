//! The evaluation summary as data: the whole document, in one language, with
//! every figure it rests on. Each format only writes it, the page included, so
//! that a number cannot differ between them. Frozen, its canonical spelling is
//! what is kept and what the SHA-256 is taken of.
//!
//! Texts come in composed: a document that was frozen reads the same years
//! later, whatever the product's wording has become.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::calendar::Moment;
use super::decimal::Decimal;
use super::indicator::IndicatorCode;
use super::period::Quarter;
use super::programme::ProgrammeCode;
use super::series::Figure;
use super::unit::UnitCode;

/// A whole document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub head: Head,
    /// In reading order; codes are unique.
    pub sections: Vec<Section>,
    /// Whose figures there are, the programme's sums first.
    pub parties: Vec<Party>,
    pub indicators: Vec<Counted>,
    /// Every figure up to the quarter within the scope, ordered by indicator,
    /// party and quarter. The annex, a section, explains those that sections
    /// show; files of figures hold all.
    pub figures: Vec<Cited>,
    /// The approved versions the figures were read from.
    pub versions: Vec<Version>,
}

/// What a summary is about, and in which language (its tag).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    pub programme: ProgrammeCode,
    /// `None` for the whole programme.
    pub unit: Option<UnitCode>,
    pub quarter: Quarter,
    pub language: String,
}

/// A kind of file that a summary is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Pdf,
    Docx,
    Xlsx,
    Csv,
    /// SDMX-CSV 2.0
    Sdmx,
}

/// The word names no format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAFormat;

impl Format {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Xlsx, Self::Csv, Self::Sdmx];

    /// As a file's name ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Sdmx => "sdmx.csv",
        }
    }
}

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(word: &str) -> Result<Self, NotAFormat> {
        Self::ALL.into_iter().find(|format| format.extension() == word).ok_or(NotAFormat)
    }
}

/// What the cover says, and what the document is by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Given when it is frozen: `PB-2026-0003`; `None` for a preview.
    pub number: Option<String>,
    pub programme: ProgrammeCode,
    /// The programme's revision whose definitions it follows.
    pub revision: i32,
    /// The one unit it is about; `None` for the whole programme.
    pub unit: Option<UnitCode>,
    pub quarter: Quarter,
    /// Language tag of its texts: `zh-CN`, `en`.
    pub language: String,
    /// The moment as of which the figures are the approved ones.
    pub as_of: Moment,
    /// Whether all figures are made up; then every page and file says so.
    pub demo: bool,
    pub title: String,
    /// Scope and period: `Whole programme · Q3 2026`.
    pub subtitle: String,
    /// The body it is issued by.
    pub issuer: String,
    /// Lines of the cover: name and text (number, as of, scope, period, rules).
    pub cover: Vec<(String, String)>,
    /// What it says of itself on every page: `Demo figures`, `Preview`, or nothing.
    pub mark: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Plain word, stable between versions of the product: `key-figures`,
    /// `targets`, `volumes`, `outlets`, `units`, `returns`, `duties`,
    /// `restatements`, `changes`, `annex`, `signature`.
    pub code: String,
    pub heading: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// One paragraph of ours or of somebody's narrative; text, never markup.
    Text(String),
    Table(Table),
    Chart(Chart),
    /// Lines to be signed: what is asked for, such as `Head of unit`, `Date`.
    Signature(Vec<String>),
}

/// A table with one header row and no merged cells. The first cell of a row
/// is its heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Plain word, unique in the document; also a sheet's and an anchor's name.
    pub code: String,
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Footnotes.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    /// Unit of measure, where all its numbers have the same.
    pub unit: Option<String>,
    /// Numbers are aligned at the right.
    pub numeric: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A total, set apart.
    pub total: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// As people read it: `125,431.5`, `+12.3%`, `not filed`.
    pub text: String,
    /// Exactly the number that the text shows, with the places it is shown
    /// with; `None` where the text is no number by itself.
    pub number: Option<(Decimal, u8)>,
    /// Submitted and not approved, or a sum to which not all have filed.
    pub unsettled: bool,
}

/// A drawing of one of the document's tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Plain word, unique in the document.
    pub code: String,
    pub title: String,
    /// Unit of measure and period covered.
    pub subtitle: String,
    /// The chart in words: alternative text.
    pub description: String,
    /// The drawing, complete and with its texts.
    pub svg: String,
    /// The table it draws, for programs that draw their own.
    pub drawn: Option<Drawn>,
}

/// How a table is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Code of the table.
    pub table: String,
    pub kind: Drawing,
    /// The column of the categories, counted from 0.
    pub categories: usize,
    /// The columns of the values.
    pub values: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawing {
    /// A bar for each row; the first of the values is its length.
    Bars,
    /// A column for each of the value columns, by its name; a layer for each
    /// row that is no total.
    StackedColumns,
    /// A line for each of the value columns over the rows, which are in order
    /// of time, latest first.
    Lines,
}

/// Whose figures there are: a unit, or, with an empty code, the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub code: UnitCode,
    pub name: String,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub code: IndicatorCode,
    pub name: String,
    pub measure_unit: String,
    /// The same in every language ([`Indicator::measure_code`]).
    ///
    /// [`Indicator::measure_code`]: super::indicator::Indicator::measure_code
    pub measure_code: String,
    /// Places behind the point with which it is shown.
    pub decimals: u8,
}

/// A figure with where it comes from. There may be a hundred thousand, so names
/// are places in the summary's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Place in [`Summary::parties`].
    pub party: u16,
    /// Place in [`Summary::indicators`].
    pub indicator: u16,
    pub quarter: Quarter,
    pub figure: Figure,
    /// Units with a figure and units that owe one, of a sum; `None` where the
    /// figure was filed.
    pub summed: Option<(u32, u32)>,
    /// The approved version it was filed in; `None` for a sum.
    pub version: Option<i32>,
}

/// An approved version of a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub unit: UnitCode,
    pub quarter: Quarter,
    pub version: i32,
    /// Who approved it, or imported it as approved history.
    pub approved_by: String,
    pub approved_at: Moment,
    /// The receipt's number, where it was filed here.
    pub receipt: Option<String>,
    /// When the return's first version was submitted, where it was filed here.
    pub first_submitted: Option<Moment>,
    /// Why it was filed again after it had been approved.
    pub restated: Option<String>,
}

/// A figure that is not the one an earlier evaluation rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    pub party: &'a Party,
    pub indicator: &'a Counted,
    pub quarter: Quarter,
    /// `None` where there was, or is, no figure.
    pub before: Option<&'a Figure>,
    pub after: Option<&'a Figure>,
    pub version: Option<i32>,
}

impl Summary {
    /// The one spelling that is kept, and whose SHA-256 is taken: JSON without
    /// spaces, fields in the order of their declaration, decimals as strings.
    ///
    /// # Errors
    /// Never for a value of this type; the error is `serde_json`'s.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Whose figure it is, and of what.
    #[must_use]
    pub fn named(&self, cited: &Cited) -> Option<(&Party, &Counted)> {
        let party = self.parties.get(usize::from(cited.party))?;
        Some((party, self.indicators.get(usize::from(cited.indicator))?))
    }

    /// What is not as `earlier` has it, in this summary's order; then what is
    /// there no more. Sums are left out: they follow from what was filed.
    #[must_use]
    pub fn changes_since<'a>(&'a self, earlier: &'a Self) -> Vec<Difference<'a>> {
        let mut before = earlier.filed_by_place();
        let mut changes = Vec::new();
        for cited in self.figures.iter().filter(|cited| cited.summed.is_none()) {
            let Some((party, indicator)) = self.named(cited) else { continue };
            let place = (party.code.as_str(), indicator.code.as_str(), cited.quarter);
            let earlier = before.remove(&place).map(|(cited, ..)| &cited.figure);
            if earlier != Some(&cited.figure) {
                changes.push(Difference {
                    party,
                    indicator,
                    quarter: cited.quarter,
                    before: earlier,
                    after: Some(&cited.figure),
                    version: cited.version,
                });
            }
        }
        changes.extend(before.into_values().map(|(cited, party, indicator)| Difference {
            party,
            indicator,
            quarter: cited.quarter,
            before: Some(&cited.figure),
            after: None,
            version: None,
        }));
        changes
    }

    fn filed_by_place(&self) -> BTreeMap<(&str, &str, Quarter), (&Cited, &Party, &Counted)> {
        let filed = self.figures.iter().filter(|cited| cited.summed.is_none());
        filed
            .filter_map(|cited| {
                let (party, indicator) = self.named(cited)?;
                let place = (party.code.as_str(), indicator.code.as_str(), cited.quarter);
                Some((place, (cited, party, indicator)))
            })
            .collect()
    }

    /// All blocks in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.blocks().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }
}

impl Cell {
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A number as it is shown, with `places` behind the point.
    #[must_use]
    pub fn number(text: impl Into<String>, number: Decimal, places: u8) -> Self {
        Self { text: text.into(), number: Some((number, places)), unsettled: false }
    }
}

impl Column {
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), unit: None, numeric: false }
    }

    #[must_use]
    pub fn number(name: impl Into<String>, unit: Option<String>) -> Self {
        Self { name: name.into(), unit, numeric: true }
    }
}
