//! The summary as the values that the template is handed. Texts are made
//! settable here; beyond that nothing is said that the summary does not say,
//! but the words around it: page numbers, captions, footnotes.

use app::domain::summary::{Block, Cell, Chart, Row, Section, Summary, Table};
use app::locale::{Locale, document_words as words, office_words};
use typst::foundations::{Array, Bytes, Dict, IntoValue as _, Value, array, dict};

use super::columns::{self, Width};
use super::faces::Faces;
use super::settable;
use crate::export::evaluation::{WriteError, locale, mark};
use crate::export::png;

/// Put behind unsettled cells.
const SIGN: char = '*';
/// A picture's width and height at most, in tenths of a point: those of the
/// type area, with room for a caption.
const PICTURE: (u64, u64) = (4_422, 5_600);
const PICTURE_FLIPPED: (u64, u64) = (6_944, 3_600);

/// Everything, under the names that the template knows.
pub(super) fn over(summary: &Summary, sha256: &str, faces: &Faces) -> Result<Dict, WriteError> {
    let locale = locale(summary);
    let writer = Writer { locale, faces };
    let mut runs: Vec<Run> = Vec::new();
    for section in &summary.sections {
        let before = runs.last().is_some_and(|run| run.flipped);
        for (flipped, item) in writer.section(section, before)? {
            match runs.last_mut() {
                Some(run) if run.flipped == flipped => run.items.push(item),
                _ => runs.push(Run { flipped, items: array![item] }),
            }
        }
    }
    let runs: Array = runs
        .into_iter()
        .map(|run| dict! { "flipped" => run.flipped, "items" => run.items }.into_value())
        .collect();
    Ok(dict! {
        "chinese" => locale == Locale::Zh,
        "sans" => faces.sans.as_str(),
        "serif" => faces.serif.as_str(),
        "head" => writer.head(summary, sha256),
        "words" => writer.words(),
        "runs" => runs,
    })
}

/// What stands on pages of one orientation, one after the other.
struct Run {
    flipped: bool,
    items: Array,
}

struct Writer<'a> {
    locale: Locale,
    faces: &'a Faces,
}

impl Writer<'_> {
    fn line(&self, text: &str) -> String {
        settable::breakable(&settable::line(text, self.faces)).into_owned()
    }

    fn text(&self, text: &str) -> String {
        settable::breakable(&settable::text(text, self.faces)).into_owned()
    }

    /// `None` as the template's `none`.
    fn maybe(&self, text: Option<&String>) -> Value {
        text.map_or(Value::None, |text| self.line(text).into_value())
    }

    fn head(&self, summary: &Summary, sha256: &str) -> Dict {
        let head = &summary.head;
        let mark = Some(mark(summary)).filter(|mark| !mark.is_empty());
        let cover: Array = head
            .cover
            .iter()
            .map(|(name, text)| array![self.line(name), self.text(text)].into_value())
            .collect();
        // What the file is by itself, for whoever verifies it.
        let keywords = array![
            head.number.clone().unwrap_or_default(),
            head.programme.clone(),
            head.quarter.to_string(),
            format!("sha256:{sha256}"),
        ];
        dict! {
            "title" => self.line(&head.title),
            "subtitle" => self.line(&head.subtitle),
            "issuer" => self.line(&head.issuer),
            "mark" => self.maybe(mark.as_ref()),
            "number" => self.maybe(head.number.as_ref()),
            "cover" => cover,
            "keywords" => keywords,
        }
    }

    fn words(&self) -> Dict {
        let locale = self.locale;
        dict! {
            "page" => words::page_of(locale, "{page}", "{pages}"),
            "contents" => office_words::contents(locale),
            "table" => words::table_no(locale, "{no}"),
            "figure" => words::figure_no(locale, "{no}"),
        }
    }

    /// The section's items, each with whether its page is flipped. A table
    /// decides for what leads to it: heading, text, the chart that draws it.
    /// A section without one goes on as the page `before` is.
    fn section(&self, section: &Section, before: bool) -> Result<Vec<(bool, Value)>, WriteError> {
        let fitted: Vec<Option<columns::Fitted>> = section
            .blocks
            .iter()
            .map(|block| match block {
                Block::Table(table) => Some(columns::fit(table)),
                _ => None,
            })
            .collect();
        let ahead = |at: usize| fitted.iter().skip(at).flatten().next().map(|fit| fit.flipped);
        let mut flipped = ahead(0).unwrap_or(before);
        // Annex and signatures stand outside the count of sections.
        let counted = !matches!(section.code.as_str(), "annex" | "signature");
        let heading = dict! {
            "kind" => "heading",
            "text" => self.line(&section.heading),
            "counted" => counted,
        };
        let mut items = vec![(flipped, heading.into_value())];
        for (at, (block, fit)) in section.blocks.iter().zip(&fitted).enumerate() {
            flipped = ahead(at).unwrap_or(flipped);
            let item = match (block, fit) {
                (Block::Table(table), Some(fit)) => self.table(table, fit),
                (Block::Chart(chart), _) => self.chart(chart, flipped)?,
                (Block::Signature(lines), _) => {
                    let lines: Array = lines.iter().map(|it| self.line(it).into_value()).collect();
                    dict! { "kind" => "signature", "lines" => lines }
                }
                (Block::Text(text), _) => dict! { "kind" => "text", "text" => self.text(text) },
                (Block::Table(_), None) => continue,
            };
            items.push((flipped, item.into_value()));
        }
        Ok(items)
    }

    fn chart(&self, chart: &Chart, flipped: bool) -> Result<Dict, WriteError> {
        png::refuse_foreign(&chart.svg)
            .map_err(|error| WriteError::Failed(format!("{}: {error}", chart.code)))?;
        let svg = settable::picture(&chart.svg, self.faces);
        let width = picture_width(&svg, if flipped { PICTURE_FLIPPED } else { PICTURE });
        Ok(dict! {
            "kind" => "chart",
            "title" => self.line(&chart.title),
            "subtitle" => self.line(&chart.subtitle),
            "alt" => self.line(&chart.description),
            "width" => width,
            "svg" => Bytes::from_string(svg),
        })
    }

    fn table(&self, table: &Table, fitted: &columns::Fitted) -> Dict {
        let count = fitted.parts.len();
        let title = self.line(&table.title);
        let parts: Array = fitted
            .parts
            .iter()
            .enumerate()
            .map(|(at, part)| {
                let title = match count {
                    0 | 1 => title.clone(),
                    _ => words::part_of(self.locale, &title, at + 1, count),
                };
                self.part(table, part, title).into_value()
            })
            .collect();
        dict! {
            "kind" => "table",
            "size" => i64::from(fitted.size),
            "inset" => i64::from(columns::INSET),
            "parts" => parts,
            "notes" => self.notes(table),
        }
    }

    fn part(&self, table: &Table, part: &[Width], title: String) -> Dict {
        let columns: Array = part
            .iter()
            .filter_map(|width| Some((width, table.columns.get(width.column)?)))
            .map(|(width, column)| {
                dict! {
                    "name" => self.line(&column.name),
                    "unit" => self.maybe(column.unit.as_ref()),
                    "numeric" => column.numeric,
                    "width" => i64::from(width.tenths),
                }
                .into_value()
            })
            .collect();
        let rows: Array = table.rows.iter().map(|row| self.row(table, part, row)).collect();
        dict! { "title" => title, "columns" => columns, "rows" => rows }
    }

    fn row(&self, table: &Table, part: &[Width], row: &Row) -> Value {
        let blank = Cell::default();
        let cells: Array = part
            .iter()
            .map(|width| {
                let numeric = table.columns.get(width.column).is_some_and(|column| column.numeric);
                self.cell(row.cells.get(width.column).unwrap_or(&blank), numeric)
            })
            .collect();
        array![row.total, cells].into_value()
    }

    /// Its text alone, or text, sign, whether it is unsettled, and whether it
    /// is a word in place of a number.
    fn cell(&self, cell: &Cell, numeric: bool) -> Value {
        let signed = numeric && cell.text.ends_with(SIGN);
        let wordy = numeric && cell.number.is_none() && !cell.text.is_empty();
        if !(signed || cell.unsettled || wordy) {
            return self.text(&cell.text).into_value();
        }
        let bare = cell.text.strip_suffix(SIGN).filter(|_| signed).unwrap_or(&cell.text);
        let sign = if signed || cell.unsettled && !cell.text.ends_with(SIGN) { "*" } else { "" };
        array![self.text(bare), sign, cell.unsettled, wordy && !cell.unsettled].into_value()
    }

    /// The table's own, and what the sign means where none of them says it.
    fn notes(&self, table: &Table) -> Array {
        let unsettled = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.unsettled);
        let explained = table.notes.iter().any(|note| note.starts_with(SIGN));
        let ours = (unsettled && !explained).then(|| words::unsettled_note(self.locale).to_owned());
        let theirs = table.notes.iter().map(|note| {
            if note.starts_with(SIGN) {
                self.line(note)
            } else {
                words::note(self.locale, self.line(note))
            }
        });
        theirs.chain(ours).map(|note| note.into_value()).collect()
    }
}

/// How wide the picture may be so that it is not higher than its page, in
/// tenths of a point.
fn picture_width(svg: &str, (widest, highest): (u64, u64)) -> i64 {
    let (width, height) = natural_size(svg).unwrap_or((1, 1));
    let width = widest.min(highest.saturating_mul(width) / height.max(1)).max(1);
    i64::try_from(width).unwrap_or(i64::MAX)
}

fn natural_size(svg: &str) -> Option<(u64, u64)> {
    let (_, behind) = svg.split_once("viewBox=\"0 0 ")?;
    let (size, _) = behind.split_once('"')?;
    let (width, height) = size.split_once(' ')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}
