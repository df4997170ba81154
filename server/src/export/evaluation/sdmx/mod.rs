//! All figures as SDMX-CSV 2.0, for statistical systems, and the structure
//! they follow ([`structure`]). `docs/sdmx.md` says what each column means.

pub mod structure;

use std::ops::Range;

use app::domain::series::{Absence, Figure};
use app::domain::summary::Summary;

use super::figures::{Named, named_in};
use super::mark;
use super::parts::whole;
use super::plain::plain;
use crate::export::csv::guarded;

/// Who publishes the structure.
pub const AGENCY: &str = "PILOTBOARD";
/// The area that is the whole programme.
pub const TOTAL: &str = "_T";

/// The columns.
pub const HEADER: [&str; 15] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "DECIMALS",
    "OBS_STATUS",
    "CONF_STATUS",
    "EVALUATION",
    "AS_OF",
    "REMARK",
];

/// The figures; without a byte-order mark, which the format does not have.
#[must_use]
pub fn write(summary: &Summary) -> Vec<u8> {
    whole(summary, rows)
}

pub(super) fn rows(summary: &Summary, figures: Range<usize>, out: &mut Vec<u8>) {
    let first = figures.start == 0;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // Writing to memory cannot fail.
    if first {
        let _ = writer.write_record(HEADER);
    }
    let constant = Constant::of(summary);
    for figure in named_in(summary, figures) {
        let _ = writer.write_record(constant.row(&figure));
    }
    let _ = writer.flush();
}

/// What is the same in all rows.
pub struct Constant {
    flow: String,
    confidentiality: &'static str,
    evaluation: String,
    as_of: String,
    remark: String,
}

impl Constant {
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        let head = &summary.head;
        Self {
            flow: format!("{AGENCY}:{}({}.0.0)", flow(&head.programme), head.revision),
            // Who is to see a preview is not decided yet.
            confidentiality: if head.number.is_some() { "F" } else { "N" },
            evaluation: guarded(&plain(head.number.as_deref().unwrap_or_default()), false),
            as_of: head.as_of.to_string(),
            remark: guarded(&mark(summary), false),
        }
    }

    /// A figure's row, in the order of [`HEADER`].
    #[must_use]
    pub fn row(&self, figure: &Named) -> [String; 15] {
        let (value, status) = observed(figure);
        [
            "dataflow".to_owned(),
            self.flow.clone(),
            // For information: what of it is taken over is the reader's matter.
            "I".to_owned(),
            "Q".to_owned(),
            area(&figure.party.code),
            id(&figure.counted.code),
            figure.cited.quarter.to_string(),
            value,
            figure.counted.measure_code.clone(),
            figure.counted.decimals.to_string(),
            status.to_owned(),
            self.confidentiality.to_owned(),
            self.evaluation.clone(),
            self.as_of.clone(),
            self.remark.clone(),
        ]
    }
}

/// The value, and its status by SDMX's own list.
fn observed(figure: &Named) -> (String, &'static str) {
    let cited = figure.cited;
    match (&cited.figure, cited.figure.shown(figure.counted.decimals)) {
        (_, Some(number)) => {
            let incomplete = cited.summed.is_some_and(|(filed, due)| filed < due);
            (number.to_string(), if incomplete { "P" } else { "A" })
        }
        (Figure::Absent(Absence::Blank), None) => (String::new(), "O"),
        (Figure::Absent(Absence::NotAvailable), None) => (String::new(), "L"),
        // A ratio of nothing too.
        (_, None) => (String::new(), "M"),
    }
}

/// The dataflow's id: `DF_NEV_BATTERY_PILOT_2018`.
#[must_use]
pub fn flow(programme: &str) -> String {
    format!("DF_{}", of_programme(programme))
}

fn of_programme(code: &str) -> String {
    id(code).replace(['-', '@', '$'], "_").to_uppercase()
}

/// The code of a unit; of the programme itself for none.
#[must_use]
pub fn area(unit: &str) -> String {
    if unit.is_empty() { TOTAL.to_owned() } else { id(unit) }
}

/// A code as SDMX has them: letters, digits and a few signs.
#[must_use]
pub fn id(code: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "_@$-".contains(c) { c } else { '_' };
    code.chars().map(plain).collect()
}
