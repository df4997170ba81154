//! The workbook of one return: the form as officials know it, to be filled in
//! with Excel, WPS or LibreOffice and read back by `import::template`.
//!
//! Only entry cells are unlocked. Numbers are written as numbers where a
//! spreadsheet keeps them exactly and as text where it would not; text never
//! becomes a formula. The same return always gives the same bytes.

mod form;
pub mod identity;
pub mod line;
mod look;
mod notes;
mod table;

use std::fmt;

use app::domain::dossier::Dossier;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::locale::{Locale, template_words as words};
use hmac::digest::InvalidLength;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use identity::Identity;

/// One return as its workbook shows it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    /// What is typed, what is locked, what was filed before.
    pub dossier: &'a Dossier,
    /// The programme's revision.
    pub form_version: i32,
    pub locale: Locale,
    /// The day until which it is to be filed, as people of the language write it.
    pub due: &'a str,
    /// Whether the installation holds made-up figures; the form then says so.
    pub demo: bool,
}

impl Sheet<'_> {
    fn quarter(&self) -> Quarter {
        self.dossier.key.quarter
    }

    /// What is typed into a line of the form's foot.
    fn foot(&self, line: &str) -> &str {
        self.dossier.lines.get(line).map_or("", |typed| &typed.value)
    }
}

/// The workbook could not be made.
#[derive(Debug)]
pub enum TemplateError {
    Workbook(XlsxError),
    Key(InvalidLength),
}

impl fmt::Display for TemplateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workbook(error) => write!(out, "the workbook cannot be made: {error}"),
            Self::Key(error) => write!(out, "the workbook cannot be signed: {error}"),
        }
    }
}

impl std::error::Error for TemplateError {}

impl From<XlsxError> for TemplateError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error)
    }
}

impl From<InvalidLength> for TemplateError {
    fn from(error: InvalidLength) -> Self {
        Self::Key(error)
    }
}

/// Makes the workbook, its identity signed with `key`.
///
/// # Errors
/// When a text of the programme or the draft is longer than a cell can hold
/// (32,767 characters).
pub fn template(sheet: &Sheet, key: &[u8]) -> Result<Vec<u8>, TemplateError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet)?);
    let form = workbook.add_worksheet().set_name(words::sheet(sheet.locale))?;
    form::write(form, sheet)?;
    let identity = Identity {
        programme: sheet.programme.code.clone(),
        unit: sheet.unit.code.clone(),
        quarter: sheet.quarter(),
        form_version: sheet.form_version,
    };
    let hidden = workbook.add_worksheet().set_name(identity::SHEET)?;
    hidden.set_very_hidden(true).protect();
    for (row, (label, text)) in (0..).zip(identity.rows(key)?) {
        hidden.write_string(row, 0, label)?.write_string(row, 1, text)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Title and issuer; dated by the quarter's end and not by the clock.
fn properties(sheet: &Sheet) -> Result<DocProperties, XlsxError> {
    let form = &sheet.programme.form;
    let (month, day) = match sheet.quarter().of_year() {
        1 => (3, 31),
        2 => (6, 30),
        3 => (9, 30),
        _ => (12, 31),
    };
    // Spreadsheets know no day before 1900.
    let end = ExcelDateTime::from_ymd(sheet.quarter().year().max(1900), month, day)?;
    Ok(DocProperties::new()
        .set_title(sheet.locale.name(&form.title))
        .set_company(sheet.locale.name(&form.issued_by))
        .set_creation_datetime(&end))
}
