//! Cells that somebody else changed too: both values, and a choice.

use std::rc::Rc;

use web_sys::{Element, Event, HtmlElement};

use super::sheet::{add, elements, first};
use super::{Grid, target};
use crate::entry::grid::outbox::Contest;
use crate::locale::{Locale, grid_words as words, return_words};

/// A choice, or the list of keys, is pressed.
pub(super) fn clicked(grid: &Rc<Grid>, event: Event) {
    let Some(element) = target(&event) else { return };
    if element.has_attribute("data-keys") {
        grid.show_keys();
    } else if let Some(field) = element.get_attribute("data-mine") {
        grid.decide(&field, true);
    } else if let Some(field) = element.get_attribute("data-theirs") {
        grid.decide(&field, false);
    }
}

impl Grid {
    /// A page that came back with others' values shows them in its own way.
    pub(super) fn take_up_contests(&self) {
        for choice in elements::<web_sys::HtmlInputElement>(
            self.sheet.form.query_selector_all("input[name=theirs]"),
        ) {
            self.state.borrow_mut().outbox.contest(&choice.value());
        }
        for shown in elements::<Element>(self.sheet.form.query_selector_all(".theirs")) {
            shown.remove();
        }
    }

    /// Shows each contested cell with both values, once.
    pub(super) fn offer_choices(&self) {
        for (field, control) in self.sheet.controls.all() {
            let contest = self.state.borrow().outbox.contested(field).cloned();
            let id = format!("{field}-contest");
            let shown = self.sheet.document.get_element_by_id(&id);
            let Some(contest) = contest else {
                if let Some(shown) = shown {
                    shown.remove();
                }
                continue;
            };
            let stands = shown.as_ref().and_then(|it| it.get_attribute("data-theirs-text"));
            if stands.as_ref() == Some(&contest.theirs) {
                continue;
            }
            if let Some(shown) = shown {
                shown.remove();
            }
            if let Some(choice) = self.choice(&id, field, &contest) {
                let _ = control.insert_adjacent_element("afterend", &choice);
                open(control);
            }
        }
    }

    fn choice(&self, id: &str, field: &str, contest: &Contest) -> Option<HtmlElement> {
        let locale = self.sheet.locale;
        let mine = self.sheet.text(field);
        let name = self.name_of(field);
        let sentence = if contest.by.is_empty() {
            words::theirs_now(locale, name, or_blank(locale, &contest.theirs))
        } else if contest.theirs.is_empty() {
            return_words::conflict_blank(locale, name, &contest.by, &contest.at)
        } else {
            return_words::conflict(locale, name, &contest.theirs, &contest.by, &contest.at)
        };
        let joint = match locale {
            Locale::Zh => "；",
            Locale::En => "; ",
        };
        let own = return_words::mine_is(locale, or_blank(locale, &mine));
        let place = self.sheet.make("div", "contest", "")?;
        place.set_id(id);
        place.set_attribute("data-theirs-text", &contest.theirs).ok()?;
        let both = self.sheet.shaped("p", "theirs", "▲", &(sentence + joint + &own))?;
        add(&place, &both)?;
        let (keep, take) = (
            words::keep_mine(locale, or_blank(locale, &mine)),
            words::take_theirs(locale, or_blank(locale, &contest.theirs)),
        );
        for (what, text) in [("data-mine", keep), ("data-theirs", take)] {
            let button = self.sheet.button("quiet", &text)?;
            button.set_attribute(what, field).ok()?;
            add(&place, &button)?;
        }
        Some(place)
    }

    fn decide(&self, field: &str, keep_mine: bool) {
        let before = self.sheet.text(field);
        let text = self.state.borrow_mut().outbox.decide(field, keep_mine);
        let Some(text) = text else { return };
        self.let_go(field);
        if text == before {
            self.typed(field);
            self.show();
            self.save_after(0);
        } else {
            self.put_in(&[(field.to_owned(), text)]);
        }
        self.offer_choices();
        // The button is gone; the cell it spoke of is next.
        if let Some(control) = self.sheet.controls.get(field) {
            let _ = control.focus();
        }
    }

    /// Leads to the first cell that is to be decided.
    pub(super) fn lead_to_choice(&self) {
        if let Some(button) = first(&self.sheet.form, ".contest button") {
            let _ = button.focus();
        }
    }
}

fn or_blank(locale: Locale, text: &str) -> &str {
    if text.is_empty() { words::blank(locale) } else { text }
}

/// Opens what a control is folded into.
fn open(control: &Element) {
    if let Ok(Some(details)) = control.closest("details") {
        let _ = details.set_attribute("open", "");
    }
}
