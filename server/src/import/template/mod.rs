//! A return's workbook read back, within bounds.

mod lines;
mod reading;

use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::domain::upload::{FileRefusal, Filled};

use super::office::cells::{Cells, Content};
use super::office::package::Package;
use super::office::{Limits, cells, container, number, strings, style, workbook};
use crate::export::template::identity::{Identity, SHEET, label};

/// A form of a hundred lines takes a thousandth.
pub const LIMITS: Limits = Limits {
    bytes: 10 << 20,
    inflated: 32 << 20,
    density: 250,
    entries: 300,
    sheets: 30,
    cells: 10_000,
    rows: 5_000,
    columns: 64,
    text: 4 << 20,
};

/// The return to which a file was sent.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub quarter: Quarter,
    /// The programme's revision.
    pub form_version: i32,
    /// What forms are signed with.
    pub key: &'a [u8],
}

/// What the workbook says, line by line.
///
/// # Errors
/// Why the file is not read at all.
pub fn read(bytes: &[u8], expected: &Expected) -> Result<Filled, FileRefusal> {
    read_within(bytes, expected, &LIMITS)
}

fn read_within(bytes: &[u8], expected: &Expected, limits: &Limits) -> Result<Filled, FileRefusal> {
    if bytes.len() as u64 > limits.bytes {
        return Err(FileRefusal::TooManyBytes { limit: limits.bytes });
    }
    container::refuse_other(bytes)?;
    let package = Package::open(bytes, limits)?;
    let workbook = workbook::read(&package, limits.sheets)?;
    let identity = workbook.sheets.iter().find(|sheet| sheet.name == SHEET);
    let identity = identity.ok_or(FileRefusal::NoIdentity)?;
    let forms = || workbook.sheets.iter().filter(|sheet| sheet.name != SHEET);
    let form = forms().find(|sheet| lines::is_form(&sheet.name)).or_else(|| forms().next());
    let form = form.ok_or(FileRefusal::NoTable)?;
    let formats = match &workbook.styles {
        Some(part) => style::read(&package, part)?,
        None => Vec::new(),
    };
    let mut sheets = [
        cells::read(&package, &identity.part, &formats, limits)?,
        cells::read(&package, &form.part, &formats, limits)?,
    ];
    strings::resolve(&package, workbook.strings.as_deref(), &mut sheets, limits)?;
    let [identity, form] = sheets;
    verify(&identity, expected)?;
    lines::read(&form, expected)
}

/// Holds the hidden sheet against the return the file was sent to.
fn verify(cells: &Cells, expected: &Expected) -> Result<(), FileRefusal> {
    let text = |row: u32, name: &str| {
        let text = |column| match cells.get(&(row, column)).map(|cell| &cell.content) {
            Some(Content::Text(text)) => Some(text.clone()),
            // Some spreadsheets keep digits as a number.
            Some(Content::Number(number, _)) => number::plain(number),
            _ => None,
        };
        (text(0).as_deref() == Some(name)).then(|| text(1)).flatten()
    };
    let found = || {
        let identity = Identity {
            programme: text(0, label::PROGRAMME)?,
            unit: text(1, label::UNIT)?,
            quarter: text(2, label::PERIOD)?.parse().ok()?,
            form_version: text(3, label::FORM)?.parse().ok()?,
        };
        Some((identity, text(4, label::SIGNATURE)?))
    };
    let (found, signature) = found().ok_or(FileRefusal::NoIdentity)?;
    if !found.is_signed(&signature, expected.key) {
        return Err(FileRefusal::WrongSignature);
    }
    if found.programme != expected.programme.code {
        let expected = expected.programme.code.clone();
        return Err(FileRefusal::OtherProgramme { found: found.programme, expected });
    }
    if found.unit != expected.unit.code {
        let expected = expected.unit.code.clone();
        return Err(FileRefusal::OtherUnit { found: found.unit, expected });
    }
    if found.quarter != expected.quarter {
        let expected = expected.quarter;
        return Err(FileRefusal::OtherPeriod { found: found.quarter, expected });
    }
    if found.form_version != expected.form_version {
        let expected = expected.form_version;
        return Err(FileRefusal::OtherForm { found: found.form_version, expected });
    }
    Ok(())
}
