//! A pasted block before it is put in: what goes where, how it is read or why
//! not, and what it replaces.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement};

use super::sheet::add;
use super::{Grid, control};
use crate::domain::draft::{Part, absence_word};
use crate::domain::figure::Entry;
use crate::domain::indicator::Indicator;
use crate::domain::series::Absence;
use crate::entry::grid::block;
use crate::entry::grid::placing::{self, Placed, Plan, Reading};
use crate::locale::{Locale, figure_words, grid_words as words, return_words};

/// A block that waits to be put in: what its cells are to hold.
pub(super) struct Pasting {
    texts: Vec<(String, String)>,
    cells: usize,
}

pub(super) fn pasted(grid: &Rc<Grid>, event: Event) {
    let Some(at) = control(&event).and_then(|control| grid.sheet.cell_of(&control)) else {
        return;
    };
    let event: ClipboardEvent = event.unchecked_into();
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let block = block::read(&text.unwrap_or_default());
    // One cell is typed by the browser.
    if !block::is_block(&block) {
        return;
    }
    event.prevent_default();
    grid.finish_cell();
    let headings = Locale::ALL.map(return_words::this_quarter);
    let plan = placing::plan(&block, at, &grid.sheet.cells, &grid.sheet.lines, headings);
    grid.preview(&plan);
}

impl Grid {
    fn preview(self: &Rc<Self>, plan: &Plan) -> Option<()> {
        let locale = self.sheet.locale;
        let mut content = Vec::new();
        if let Some(heading) = &plan.heading {
            let words = words::heading(locale, listed(locale, heading));
            content.push(self.sheet.make("p", "", &words)?);
        }
        if !plan.left_over.is_empty() {
            let words = words::no_place(locale, listed(locale, &plan.left_over));
            content.push(self.sheet.shaped("p", "question", "▲", &words)?);
        }
        content.push(self.table(plan)?);
        let cells = plan.readable().count();
        let mut texts = Vec::new();
        for placed in plan.readable() {
            self.texts_of(placed, &mut texts);
        }
        let confirm = (cells > 0).then(|| words::put_in(locale, cells));
        self.state.borrow_mut().pasting = Some(Pasting { texts, cells });
        let title = words::paste_title(locale, plan.placed.len());
        self.ask(&title, &content, confirm, words::drop(locale));
        Some(())
    }

    fn table(&self, plan: &Plan) -> Option<HtmlElement> {
        let locale = self.sheet.locale;
        let frame = self.sheet.make("div", "frame", "")?;
        // A frame that scrolls can be reached with the keyboard.
        frame.set_tab_index(0);
        let table = self.sheet.make("table", "pasted", "")?;
        let head = self.sheet.make("tr", "", "")?;
        let names = [
            return_words::indicator(locale),
            words::pasted(locale),
            words::present(locale),
            words::reading(locale),
        ];
        for name in names {
            let cell = self.sheet.make("th", "", name)?;
            cell.set_attribute("scope", "col").ok()?;
            add(&head, &cell)?;
        }
        add(&table, &head)?;
        for placed in &plan.placed {
            let field = self.sheet.field(placed.cell);
            let row = self.sheet.make("tr", "", "")?;
            let name = self.sheet.make("th", "", &self.name_of(&field))?;
            name.set_attribute("scope", "row").ok()?;
            add(&row, &name)?;
            let present = self.present(placed);
            for text in [&placed.text, &present] {
                add(&row, &self.sheet.make("td", "num", text)?)?;
            }
            let cell = self.sheet.make("td", "", "")?;
            let (class, shape, words) = self.reading(placed, &present);
            add(&cell, &self.sheet.shaped("span", class, shape, &words)?)?;
            add(&row, &cell)?;
            add(&table, &row)?;
        }
        add(&frame, &table)?;
        Some(frame)
    }

    fn line(&self, placed: &Placed) -> Option<(&Indicator, Part)> {
        let cell = self.sheet.cells.get(placed.cell)?;
        Some((self.sheet.lines.get(cell.line)?, cell.part))
    }

    /// What is there now: the text, or why there is no figure.
    fn present(&self, placed: &Placed) -> String {
        let text = self.sheet.text(&self.sheet.field(placed.cell));
        let absence = self.line(placed).map(|(line, _)| Part::Absence.field(&line.code));
        let absence = absence.map(|field| self.sheet.text(&field)).unwrap_or_default();
        if text.is_empty() && !absence.is_empty() {
            let known = crate::domain::figure::parse_absence(&absence);
            return known.map_or(text, |it| named(self.sheet.locale, it).to_owned());
        }
        text
    }

    /// Class, shape and words of what becomes of a cell.
    fn reading(&self, placed: &Placed, present: &str) -> (&'static str, &'static str, String) {
        let locale = self.sheet.locale;
        let becomes = |value: &str| {
            if present == value {
                words::same(locale).to_owned()
            } else if present.is_empty() {
                words::reads_as(locale, value)
            } else {
                words::replaces(locale, value, present)
            }
        };
        let name = self.name_of(&self.sheet.field(placed.cell));
        match &placed.reading {
            Reading::Number { plain, notices } if notices.is_empty() => {
                ("tag good", "●", becomes(plain))
            }
            Reading::Number { plain, notices } => {
                let entry = plain.parse().map_or(Entry::Blank, Entry::Number);
                let said =
                    notices.iter().map(|it| figure_words::notice(locale, &name, *it, &entry));
                ("tag caution", "▲", said.collect::<Vec<_>>().join(" "))
            }
            Reading::Blank if present.is_empty() => ("tag open", "○", becomes("")),
            Reading::Blank => ("tag caution", "▲", words::clears(locale).to_owned()),
            Reading::Absent(absence) => ("tag good", "●", becomes(named(locale, *absence))),
            Reading::Locked => ("tag open", "○", words::locked(locale).to_owned()),
            Reading::Refused(refusal) => {
                let unit = self.line(placed).map_or("", |(line, part)| {
                    let unit = match (&line.parts, part) {
                        (Some(parts), Part::Numerator) => &parts.numerator.measure_unit,
                        (Some(parts), _) => &parts.denominator.measure_unit,
                        (None, _) => &line.measure_unit,
                    };
                    locale.name(unit)
                });
                let why = figure_words::refusal(locale, &name, unit, refusal);
                let joint = if locale == Locale::Zh { "；" } else { "; " };
                ("tag bad", "■", why + joint + words::left_out(locale))
            }
        }
    }

    /// What fields hold once a text is put in. A figure and a reason for
    /// having none exclude each other.
    fn texts_of(&self, placed: &Placed, texts: &mut Vec<(String, String)>) -> Option<()> {
        let (line, _) = self.line(placed)?;
        let absence = Part::Absence.field(&line.code);
        let field = self.sheet.field(placed.cell);
        match &placed.reading {
            Reading::Number { plain, .. } => {
                texts.push((field, plain.clone()));
                texts.push((absence, String::new()));
            }
            Reading::Blank => texts.push((field, String::new())),
            Reading::Absent(why) => {
                for part in [Part::Value, Part::Numerator, Part::Denominator] {
                    let field = part.field(&line.code);
                    if self.sheet.controls.has(&field) {
                        texts.push((field, String::new()));
                    }
                }
                texts.push((absence, absence_word(Some(*why)).to_owned()));
            }
            Reading::Refused(_) | Reading::Locked => {}
        }
        Some(())
    }

    /// Puts the block in that was shown last.
    pub(super) fn put_block_in(&self) {
        let Some(pasting) = self.state.borrow_mut().pasting.take() else { return };
        self.put_in(&pasting.texts);
        self.say(&words::was_put_in(self.sheet.locale, pasting.cells));
    }
}

fn listed(locale: Locale, texts: &[String]) -> String {
    let joint = if locale == Locale::Zh { "、" } else { ", " };
    let shown: Vec<&str> = texts.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    shown.join(joint)
}

fn named(locale: Locale, absence: Absence) -> &'static str {
    match absence {
        Absence::NotApplicable => return_words::not_applicable(locale),
        Absence::NotAvailable => return_words::not_available(locale),
        Absence::Blank => "",
    }
}
