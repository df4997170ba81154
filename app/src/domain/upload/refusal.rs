//! Why a workbook, or one cell of it, is not taken. What people are told
//! stands in `app/locales/upload_words.rs`.

use crate::domain::draft::{Fault, Part};
use crate::domain::indicator::IndicatorCode;
use crate::domain::period::Quarter;

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// No byte in it.
    Empty,
    /// More bytes than the limit.
    TooManyBytes {
        limit: u64,
    },
    /// Needs a password to open.
    Encrypted,
    Macros,
    /// The format before 2007.
    OldExcel,
    /// `.xlsb`.
    BinaryWorkbook,
    Html,
    /// CSV and other text.
    Text,
    /// Neither text nor a workbook: a picture, a document, an archive.
    NotAWorkbook,
    /// Begins as a workbook and does not end as one.
    Truncated,
    /// A part that cannot be read, by its name in the package.
    Damaged {
        part: String,
    },
    /// More bytes than the limit once unpacked, as declared or in fact.
    TooLargeInflated {
        limit: u64,
    },
    /// Packed more tightly than any form is, by that many times.
    TooDense {
        limit: u64,
    },
    TooManyEntries {
        limit: usize,
    },
    TooManyCells {
        limit: usize,
    },
    /// More bytes of text in the cells of a sheet.
    TooMuchText {
        limit: usize,
    },
    /// Something is written far from the form.
    FarCell {
        address: String,
    },
    /// Not one of our workbooks.
    NoIdentity,
    WrongSignature,
    /// Codes of what the file belongs to and what it was sent to.
    OtherProgramme {
        found: String,
        expected: String,
    },
    OtherUnit {
        found: String,
        expected: String,
    },
    OtherPeriod {
        found: Quarter,
        expected: Quarter,
    },
    OtherForm {
        found: i32,
        expected: i32,
    },
    /// No row names all columns of the form.
    NoTable,
}

/// One cell, or one line, that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// `F12`; `None` where a line is missing.
    pub address: Option<String>,
    pub why: Why,
}

/// Why a cell is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The spreadsheet did not calculate it.
    FormulaWithoutValue,
    /// An error of the spreadsheet, such as `#DIV/0!`.
    ErrorValue {
        found: String,
    },
    Date,
    /// Shown as a percentage: the screen says a hundred times what is held.
    Percent {
        found: String,
    },
    TruthValue,
    /// A number cell without a number.
    NotANumber {
        found: String,
    },
    UnknownAbsence {
        found: String,
    },
    /// A number in the cell of a ratio's percentage.
    RatioByParts,
    /// Something beside a part of a ratio that belongs to the ratio's own row.
    BelongsAbove {
        code: IndicatorCode,
    },
    MissingLine {
        code: IndicatorCode,
    },
    DuplicateLine {
        code: String,
        first: String,
    },
    /// Something is filled in beside a code that the form does not have.
    UnknownLine {
        code: String,
    },
    /// More characters than a cell of the form takes.
    TooLong {
        allowed: usize,
    },
    /// The line may not be written now.
    Locked,
    /// What the form itself would say of the line.
    Line(Fault),
}

impl CellFault {
    /// The fault of a line as the form says it, at that part's cell.
    #[must_use]
    pub fn of_line(fault: Fault, address: impl Fn(Part) -> Option<String>) -> Self {
        Self { address: address(fault.part()), why: Why::Line(fault) }
    }
}
