//! Which parts of a package belong together.

use super::package::Package;
use super::xml::{Token, Xml};
use app::domain::upload::FileRefusal;

pub(crate) const ROOT: &str = "_rels/.rels";

/// Kinds that are followed: pictures and links are many and not ours.
const KINDS: [&str; 6] = [
    "officeDocument",
    "worksheet",
    "sharedStrings",
    "styles",
    "core-properties",
    "custom-properties",
];

pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last word of its type: `worksheet`, `styles`.
    pub(crate) kind: String,
    /// The part's name in the package.
    pub(crate) target: String,
}

/// The part that is the workbook or the document.
pub(crate) fn main(package: &Package) -> Result<Option<String>, FileRefusal> {
    let mut root = read(package, ROOT, "")?.into_iter();
    Ok(root.find(|relation| relation.kind == "officeDocument").map(|relation| relation.target))
}

/// What the package itself names; nothing where it names nothing.
pub(crate) fn of_package(package: &Package) -> Result<Vec<Relation>, FileRefusal> {
    read(package, ROOT, "")
}

/// What a part names; `None` where it names nothing.
pub(crate) fn of(package: &Package, part: &str) -> Result<Option<Vec<Relation>>, FileRefusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let related = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    if package.names().all(|name| name != related) {
        return Ok(None);
    }
    read(package, &related, folder).map(Some)
}

fn read(package: &Package, part: &str, folder: &str) -> Result<Vec<Relation>, FileRefusal> {
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
        if KINDS.contains(&kind.as_str()) {
            relations.push(Relation { id, kind, target: joined(folder, &target) });
        }
    }
    Ok(relations)
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
