//! The way through the package: which part is the workbook, which its sheets,
//! strings and styles.

use super::package::Package;
use super::xml::{Token, Xml};
use app::domain::upload::FileRefusal;

const TYPES: &str = "[Content_Types].xml";
const ROOT: &str = "_rels/.rels";

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

struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    target: String,
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
    let root = relations(package, ROOT, "")?;
    let main = root.iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map(|relation| relation.target.clone()).ok_or(FileRefusal::NotAWorkbook)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let related = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    if package.names().all(|name| name != related) {
        return Err(FileRefusal::NotAWorkbook);
    }
    let relations = relations(package, &related, folder)?;
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

fn relations(package: &Package, part: &str, folder: &str) -> Result<Vec<Relation>, FileRefusal> {
    let mut xml = Xml::open(package, part)?;
    let mut relations = Vec::new();
    while let Some(token) = xml.next()? {
        if token != Token::Start || xml.name() != "Relationship" {
            continue;
        }
        let (id, kind, target) =
            (xml.attribute("Id")?, xml.attribute("Type")?, xml.attribute("Target")?);
        let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        // Pictures and links are many and not ours to follow.
        if matches!(kind.as_str(), "officeDocument" | "worksheet" | "sharedStrings" | "styles") {
            relations.push(Relation { id, kind, target: joined(folder, &target) });
        }
    }
    Ok(relations)
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

/// A target as a name in the package: from the root, or from the folder of
/// the part that names it.
fn joined(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}
