//! The way through the package: which part is the workbook, which its sheets,
//! strings and styles.

use super::package::Package;
use super::relations::{self, ROOT, Relation};
use super::xml::{Token, Xml};
use app::domain::upload::FileRefusal;

const TYPES: &str = "[Content_Types].xml";

/// A workbook's sheets in order, and the parts that go with them.
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
}

pub(crate) struct Sheet {
    pub(crate) name: String,
    /// The part's name in the package.
    pub(crate) part: String,
}

/// Finds the sheets; refuses other kinds of Office files and macros.
pub(crate) fn read(package: &Package, sheets: usize) -> Result<Workbook, FileRefusal> {
    if !package.names().any(|name| name == TYPES || name == ROOT) {
        return Err(FileRefusal::NotAWorkbook);
    }
    let ends = |end: &str| package.names().any(|name| name.to_ascii_lowercase().ends_with(end));
    if ends("vbaproject.bin") || package.names().any(|name| name.starts_with("xl/macrosheets/")) {
        return Err(FileRefusal::Macros);
    }
    if ends("xl/workbook.bin") {
        return Err(FileRefusal::BinaryWorkbook);
    }
    refuse_macros_by_type(package)?;
    let main = relations::main(package)?.ok_or(FileRefusal::NotAWorkbook)?;
    let relations = relations::of(package, &main)?.ok_or(FileRefusal::NotAWorkbook)?;
    let of_kind = |kind: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind);
        found.map(|relation| relation.target.clone())
    };
    let listed = listed_sheets(package, &main, &relations, sheets)?;
    Ok(Workbook { sheets: listed, strings: of_kind("sharedStrings"), styles: of_kind("styles") })
}

/// A file may keep its macros under any name, not its content types.
fn refuse_macros_by_type(package: &Package) -> Result<(), FileRefusal> {
    let mut xml = Xml::open(package, TYPES)?;
    while let Some(token) = xml.next()? {
        if token == Token::Start
            && let Some(kind) = xml.attribute("ContentType")?
        {
            let kind = kind.to_ascii_lowercase();
            if kind.contains("macroenabled") || kind.contains("vbaproject") {
                return Err(FileRefusal::Macros);
            }
        }
    }
    Ok(())
}

fn listed_sheets(
    package: &Package,
    main: &str,
    relations: &[Relation],
    limit: usize,
) -> Result<Vec<Sheet>, FileRefusal> {
    let mut xml = Xml::open(package, main)?;
    let mut sheets = Vec::new();
    let mut is_workbook = false;
    while let Some(token) = xml.next()? {
        is_workbook |= xml.name() == "workbook";
        if token != Token::Start || xml.name() != "sheet" {
            continue;
        }
        let (Some(name), Some(id)) = (xml.attribute("name")?, xml.attribute("id")?) else {
            continue;
        };
        if let Some(relation) = relations.iter().find(|one| one.kind == "worksheet" && one.id == id)
        {
            sheets.push(Sheet { name, part: relation.target.clone() });
        }
        if sheets.len() > limit {
            return Err(FileRefusal::TooManyEntries { limit });
        }
    }
    if is_workbook { Ok(sheets) } else { Err(FileRefusal::NotAWorkbook) }
}
