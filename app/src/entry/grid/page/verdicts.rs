//! What is found in the form, shown where and how the server shows it.

use web_sys::Element;

use super::Grid;
use super::sheet::{add, elements, first};
use crate::domain::check::Severity;
use crate::domain::draft::{Fault, Part, Typed};
use crate::domain::series::Figure;
use crate::domain::validation::{Finding, Question, while_typing};
use crate::entry::beside;
use crate::entry::grid::definition;
use crate::entry::grid::keys::Mode;
use crate::entry::grid::outbox::Kept;
use crate::entry::line_states::{self, Standing};
use crate::locale::{check_words, return_words};

/// What the server found by the unit's history; the rest is found here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Its code, with a hyphen.
    pub code: String,
    pub sentence: String,
    /// The lines it speaks of.
    pub lines: Vec<String>,
}

/// What is said beside one line.
struct Said {
    code: String,
    sentence: String,
    blocking: bool,
    explained: bool,
    lines: String,
}

impl Asked {
    /// What the page came with.
    pub(super) fn on_page(form: &Element) -> Vec<Self> {
        let all = elements::<Element>(form.query_selector_all("p.question[data-check*='-']"));
        let read = |question: Element| {
            // Behind its shape.
            let sentence = question.last_child()?.text_content()?;
            let lines = question.get_attribute("data-lines")?;
            Some(Self {
                code: question.get_attribute("data-check")?,
                sentence,
                lines: lines.split(' ').map(str::to_owned).collect(),
            })
        };
        all.into_iter().filter_map(read).collect()
    }
}

impl Grid {
    /// Shows every line as it stands.
    pub(super) fn show(&self) {
        let typed = self.sheet.typed();
        let (figures, found) = while_typing(&self.sheet.lines, &self.sheet.checks, &typed);
        for (at, line) in self.sheet.lines.iter().enumerate() {
            let code = line.code.as_str();
            let of_line: Vec<&Finding> = found
                .iter()
                .filter(|it| it.lines.first().is_some_and(|first| first == code))
                .collect();
            let faulty = self.show_faults(at, &of_line);
            let said = self.said(&typed, code, &of_line);
            self.show_questions(at, code, &said);
            if let Some(typed) = typed.get(at) {
                self.show_states(at, code, typed, faulty, &said);
            }
            self.show_beside(at, figures.get(at).and_then(Option::as_ref));
        }
        self.tell();
    }

    /// What is no figure, or was not taken, at its field. A new fault waits
    /// until the cell is left: nobody is corrected in the middle of a number.
    fn show_faults(&self, at: usize, found: &[&Finding]) -> bool {
        let (Some(line), Some(row)) = (self.sheet.lines.get(at), self.sheet.rows.get(at)) else {
            return false;
        };
        let state = self.state.borrow();
        let within = state.came.as_ref().map(|(cell, _)| *cell);
        let line_within = within.and_then(|cell| self.sheet.cells.get(cell)).map(|it| it.line);
        let typing = within.filter(|_| state.mode != Mode::Ready).map(|it| self.sheet.field(it));
        let mut faulty = false;
        for part in Part::ALL {
            let field = part.field(&line.code);
            let Some(control) = self.sheet.controls.get(&field) else { continue };
            let fault = found.iter().find(|it| it.part == part && is_at_field(it));
            let one_part = fault
                .is_some_and(|it| matches!(it.question, Question::NotAFigure(Fault::OnePart(_))));
            let sentence = match fault {
                Some(_) if one_part && line_within == Some(at) => None,
                Some(fault) => check_words::said_alone(self.sheet.locale, &self.sheet.lines, fault),
                None => state.outbox.refusal(&field).map(str::to_owned),
            };
            let id = format!("{field}-fault");
            let shown = self.sheet.document.get_element_by_id(&id);
            let waits = shown.is_none() && typing.as_ref() == Some(&field);
            let sentence = sentence.filter(|_| !waits);
            faulty |= sentence.is_some();
            let there = shown.as_ref().and_then(|it| it.last_child()?.text_content());
            if there == sentence {
                continue;
            }
            if let Some(shown) = shown {
                shown.remove();
            }
            match &sentence {
                Some(sentence) => {
                    if let Some(fault) = self.sheet.shaped("p", "fault", "■", sentence) {
                        fault.set_id(&id);
                        let _ = control.insert_adjacent_element("beforebegin", &fault);
                    }
                    let _ = control.set_attribute("aria-invalid", "true");
                    let _ = control.set_attribute("aria-describedby", &id);
                }
                None => {
                    let _ = control.remove_attribute("aria-invalid");
                    let _ = control.remove_attribute("aria-describedby");
                }
            }
        }
        let _ = row.class_list().toggle_with_force("faulty", faulty);
        faulty
    }

    /// Broken checks, and what the server asks by the unit's history.
    fn said(&self, typed: &[Typed], code: &str, found: &[&Finding]) -> Vec<Said> {
        let checks = found.iter().filter(|it| matches!(it.question, Question::Check { .. }));
        let mut said: Vec<Said> = checks
            .map(|it| Said {
                code: it.code().to_owned(),
                sentence: check_words::said_alone(self.sheet.locale, &self.sheet.lines, it)
                    .unwrap_or_default(),
                blocking: it.severity == Severity::Blocking,
                explained: !it.is_open(),
                lines: it.lines.join(" "),
            })
            .collect();
        let explained = |line: &String| {
            let at = self.sheet.lines.iter().position(|it| it.code == *line);
            let typed = at.and_then(|at| typed.get(at));
            typed.is_some_and(|typed| !typed.explanation.trim().is_empty())
        };
        let state = self.state.borrow();
        let asked = state.asked.iter().filter(|it| it.lines.first().is_some_and(|it| it == code));
        said.extend(asked.map(|it| Said {
            code: it.code.clone(),
            sentence: it.sentence.clone(),
            blocking: false,
            explained: it.lines.iter().any(explained),
            lines: it.lines.join(" "),
        }));
        said
    }

    fn show_questions(&self, at: usize, code: &str, said: &[Said]) -> Option<()> {
        let row = self.sheet.rows.get(at)?;
        let shown = elements::<Element>(row.query_selector_all("p.question"));
        let explains =
            !said.is_empty() || !self.sheet.text(&Part::Explanation.field(code)).is_empty();
        if let Some(explain) = first(row, ".explain") {
            explain.set_hidden(!explains);
        }
        let text = |it: &Element| it.last_child().and_then(|text| text.text_content());
        if shown.iter().map(text).eq(said.iter().map(|it| Some(it.sentence.clone()))) {
            return None;
        }
        shown.iter().for_each(Element::remove);
        let entry = first(row, ".entry")?;
        for it in said {
            let (class, shape) =
                if it.blocking { ("question blocking", "■") } else { ("question", "▲") };
            let question = self.sheet.shaped("p", class, shape, &it.sentence)?;
            question.set_attribute("data-check", &it.code).ok()?;
            question.set_attribute("data-lines", &it.lines).ok()?;
            add(&entry, &question)?;
        }
        Some(())
    }

    fn show_states(
        &self,
        at: usize,
        code: &str,
        typed: &Typed,
        faulty: bool,
        said: &[Said],
    ) -> Option<()> {
        let row = self.sheet.rows.get(at)?;
        let locked = self.sheet.cells.iter().any(|cell| cell.line == at && !cell.open);
        let kept = {
            let outbox = &self.state.borrow().outbox;
            let parts = Part::ALL.into_iter().map(|part| outbox.kept(&part.field(code)));
            parts.max().unwrap_or(Kept::Saved)
        };
        let standing = Standing {
            locked,
            faulty: faulty || said.iter().any(|it| it.blocking),
            questioned: (!said.is_empty()).then(|| said.iter().all(|it| it.explained)),
            blank: typed.is_blank(),
            note: !typed.note.trim().is_empty(),
            kept,
        };
        let states = line_states::states(self.sheet.locale, standing);
        // A reason for having no figure is seen where it was put.
        if typed.absence.is_some()
            && let Some(details) = first(row, "details")
        {
            let _ = details.set_attribute("open", "");
        }
        let place = first(row, ".states")?;
        let words: String = states.iter().flat_map(|(tone, word)| [tone.shape(), word]).collect();
        if place.text_content().is_some_and(|shown| shown == words) {
            return None;
        }
        place.set_text_content(None);
        for (tone, word) in states {
            let tag = self.sheet.shaped("span", tone.class(), tone.shape(), word)?;
            add(&place, &tag)?;
        }
        Some(())
    }

    /// What follows from the figure: the ratio, the change, the sum since
    /// January. What is said of a target is right for the saved figure only.
    fn show_beside(&self, at: usize, figure: Option<&Figure>) -> Option<()> {
        let (row, line) = (self.sheet.rows.get(at)?, self.sheet.lines.get(at)?);
        if let Some(output) = first(row, "output") {
            let ratio = figure.map(|it| beside::shown(self.sheet.locale, it, line.decimals));
            output.set_text_content(Some(&ratio.unwrap_or_default()));
        }
        let show = |css: &str, reckon: &dyn Fn(&str) -> Option<String>, from: &str| {
            let place = first(row, css)?;
            let text = reckon(&place.get_attribute(from)?).unwrap_or_default();
            if place.text_content().is_some_and(|shown| shown.trim() != text) {
                let _ = place.class_list().toggle_with_force("nothing", text.is_empty());
                place.set_text_content(Some(&text));
            }
            Some(())
        };
        let before = |text: &str| definition::read_figure(text);
        show(
            "[data-before]",
            &|it| beside::change(figure, before(it).as_ref(), line),
            "data-before",
        );
        let sum = |it: &str| beside::cumulative(figure, it.parse().ok().as_ref(), line);
        show("[data-earlier]", &sum, "data-earlier");
        let changed = self
            .sheet
            .cells
            .iter()
            .zip(&self.sheet.inputs)
            .any(|(cell, input)| cell.line == at && input.value() != input.default_value());
        for target in elements::<web_sys::HtmlElement>(row.query_selector_all(".target")) {
            target.set_hidden(changed);
        }
        Some(())
    }

    /// What a sentence calls a field.
    pub(super) fn name_of(&self, field: &str) -> String {
        let known = Part::of_field(field).and_then(|(code, part)| {
            Some((self.sheet.lines.iter().find(|line| line.code == code)?, part))
        });
        match known {
            Some((line, part)) => return_words::field(self.sheet.locale, line, part),
            None if field == crate::domain::draft::HEAD => {
                return_words::head(self.sheet.locale).to_owned()
            }
            None => return_words::compiler(self.sheet.locale).to_owned(),
        }
    }
}

/// Whether it is said at its field, in place of a figure.
fn is_at_field(finding: &Finding) -> bool {
    finding.severity == Severity::Blocking
        && !matches!(finding.question, Question::LeftBlank | Question::Check { .. })
}
