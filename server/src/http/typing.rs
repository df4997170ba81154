//! What was typed into a return's form, as it was sent: read, kept, given back.

use app::domain::draft::{COMPILER, HEAD, Part};
use app::domain::programme::Programme;
use app::entry::form::Theirs;
use app::locale::{Locale, return_words as words};
use app::ui::form::Fault;

use super::answer::Refusal;
use super::form::Form;
use super::opened::{Opened, Visit};
use super::request_refusal::RequestRefusal;
use crate::store::returns::{Cell, ConflictAt, Saved};

/// The fields of a form besides its cells.
pub(super) const SEEN: &str = "seen";
pub(super) const THEN: &str = "then";
pub(super) const THEIRS: &str = "theirs";

/// What was typed, by line and cell; texts as the database keeps them.
pub(super) struct Typing {
    /// The draft's version the form was loaded at.
    pub seen: i64,
    pub cells: Vec<Cell>,
    /// What is to be done once it is kept.
    pub then: String,
}

impl Typing {
    /// Reads the cells of a form; names that are neither of a cell nor
    /// among `known` are refused.
    pub(super) fn read(opened: &Opened, form: &Form, known: &[&str]) -> Result<Self, Refusal> {
        let (programme, unit) = opened.filed_by()?;
        let quarter = opened.dossier.key.quarter;
        let theirs: Vec<&str> = form.all(THEIRS).collect();
        let mut cells = Vec::new();
        for (name, text) in form.fields() {
            if known.contains(&name.as_str()) {
                continue;
            }
            let unknown = || RequestRefusal::UnknownField(name.clone());
            let (line, part) = Part::of_field(name).ok_or_else(unknown)?;
            let is_line = programme.form_of(unit, quarter).any(|known| known.code == line);
            let is_foot = part == Part::Value && (line == HEAD || line == COMPILER);
            if !is_line && !is_foot {
                return Err(unknown().into());
            }
            if !theirs.contains(&name.as_str()) {
                // Browsers send line ends as CR LF.
                cells.push((line.to_owned(), part, text.replace("\r\n", "\n")));
            }
        }
        let seen = form.get(SEEN).and_then(|seen| seen.parse().ok());
        let seen = seen.ok_or_else(|| RequestRefusal::UnknownField(SEEN.to_owned()))?;
        Ok(Self { seen, cells, then: form.get(THEN).unwrap_or_default().to_owned() })
    }

    /// What is longer than its cell can be.
    pub(super) fn too_long(&self, locale: Locale, opened: &Opened) -> Result<Vec<Fault>, Refusal> {
        let (programme, _) = opened.filed_by()?;
        let long =
            self.cells.iter().filter(|(_, part, text)| text.chars().count() > part.longest());
        Ok(long
            .map(|(line, part, _)| {
                let name = name(locale, programme, line, *part);
                Fault::new(part.field(line), words::too_long(locale, name, part.longest()))
            })
            .collect())
    }

    /// Keeps it.
    pub(super) async fn save(&self, visit: &Visit, opened: &Opened) -> Result<Saved, Refusal> {
        let store = visit.board.store();
        Ok(store.save_draft(&opened.actor, &opened.dossier.key, self.seen, &self.cells).await?)
    }

    /// Puts what was typed over the draft, so that a page shows it again.
    pub(super) fn over(&self, opened: &mut Opened) {
        for (line, part, text) in &self.cells {
            opened.dossier.lines.entry(line.clone()).or_default().set(*part, text);
        }
    }
}

/// What somebody else typed into the same cells, as the form says it.
pub(super) fn said_by_others(
    locale: Locale,
    opened: &Opened,
    conflicts: &[ConflictAt],
) -> Result<Vec<Theirs>, Refusal> {
    let (programme, _) = opened.filed_by()?;
    Ok(conflicts
        .iter()
        .map(|ConflictAt { conflict, by, at }| {
            let name = name(locale, programme, &conflict.line, conflict.part);
            let when = words::moment(*at);
            let mut sentence = if conflict.theirs.is_empty() {
                words::conflict_blank(locale, name, by, when)
            } else {
                words::conflict(locale, name, &conflict.theirs, by, when)
            };
            sentence.push_str(match locale {
                Locale::Zh => "；",
                Locale::En => "; ",
            });
            sentence.push_str(&words::mine_is(locale, &conflict.mine));
            Theirs { at: conflict.part.field(&conflict.line), sentence }
        })
        .collect())
}

/// What a sentence calls a cell, the names at the form's foot among them.
fn name(locale: Locale, programme: &Programme, line: &str, part: Part) -> String {
    match programme.indicator(line) {
        Some(indicator) => words::field(locale, indicator, part),
        None if line == HEAD => words::head(locale).to_owned(),
        None => words::compiler(locale).to_owned(),
    }
}
