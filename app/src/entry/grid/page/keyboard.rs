//! Keys, the pointer and the focus in the cells.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::sheet::first;
use super::{Grid, control, target};
use crate::entry::grid::keys::{self, Mode, Pressed, Step};

/// What browsers say of a key that an input method takes.
const OF_INPUT_METHOD: u32 = 229;

pub(super) fn pressed(grid: &Rc<Grid>, event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    let key = event.key();
    let pressed = Pressed {
        key: &key,
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        composing: event.is_composing() || event.key_code() == OF_INPUT_METHOD,
    };
    let cell = control(&event).and_then(|control| grid.sheet.cell_of(&control));
    let Some(cell) = cell else {
        grid.pressed_beside(&event, pressed);
        return;
    };
    let mode = grid.state.borrow().mode;
    if let Some(step) = keys::step(mode, pressed)
        && grid.take(cell, step, pressed.key == "Tab").is_some()
    {
        event.prevent_default();
    }
}

/// The pointer goes down: on a cell that has the focus it places the caret.
pub(super) fn pointed(grid: &Rc<Grid>, event: Event) {
    let Some(cell) = control(&event).and_then(|control| grid.sheet.cell_of(&control)) else {
        return;
    };
    let mut state = grid.state.borrow_mut();
    if state.came.as_ref().is_some_and(|(came, _)| *came == cell) {
        state.mode = Mode::Within;
    } else {
        state.pointing = true;
    }
}

/// The pointer that brought the focus does not unmark the cell.
pub(super) fn released(grid: &Rc<Grid>, event: Event) {
    let pointing = std::mem::take(&mut grid.state.borrow_mut().pointing);
    if let Some(control) = control(&event).filter(|_| pointing)
        && grid.sheet.cell_of(&control).is_some()
    {
        event.prevent_default();
        control.select();
    }
}

pub(super) fn came(grid: &Rc<Grid>, event: Event) {
    let Some(control) = control(&event) else { return };
    let Some(cell) = grid.sheet.cell_of(&control) else { return };
    {
        let mut state = grid.state.borrow_mut();
        // Another window was before this one: the typing goes on.
        if state.came.as_ref().is_some_and(|(came, _)| *came == cell) {
            return;
        }
        state.mode = Mode::Ready;
        state.came = Some((cell, control.value()));
    }
    control.select();
}

pub(super) fn left(grid: &Rc<Grid>, event: Event) {
    let Some(control) = control(&event) else { return };
    // Another window comes before this one: the cell is not left.
    let stays = grid.sheet.document.active_element().is_some_and(|it| it == **control);
    if stays || grid.sheet.cell_of(&control).is_none() {
        return;
    }
    let had_fault = control.has_attribute("aria-invalid");
    grid.finish_cell();
    grid.state.borrow_mut().came = None;
    grid.show();
    // A screen reader hears of a new fault once, and where it is.
    if !had_fault && let Some(fault) = grid.fault_at(&control.name()) {
        grid.say(&fault);
    }
}

impl Grid {
    /// Takes a step from a cell; `None` leaves the key to the browser.
    fn take(self: &Rc<Self>, cell: usize, step: Step, leaves: bool) -> Option<()> {
        match step {
            // The choice beneath a contested cell comes before the next cell.
            Step::By(1) if leaves && self.is_contested(cell) => return None,
            Step::By(by) => match keys::moved(cell, by, self.sheet.inputs.len()) {
                Some(to) => self.go_to(to),
                None if leaves => return None,
                None => {
                    self.finish_cell();
                    self.sheet.inputs.get(cell)?.select();
                    self.show();
                }
            },
            Step::First => self.go_to(0),
            Step::Last => self.go_to(self.sheet.inputs.len().saturating_sub(1)),
            Step::Beside => {
                let row = self.sheet.rows.get(self.sheet.cells.get(cell)?.line)?;
                let _ = first(row, "summary")?.focus();
            }
            Step::Within => {
                self.state.borrow_mut().mode = Mode::Within;
                let input = self.sheet.inputs.get(cell)?;
                let end = u32::try_from(input.value().encode_utf16().count()).ok()?;
                let _ = input.set_selection_range(end, end);
            }
            Step::Back => {
                let before = self.state.borrow().came.clone();
                let (_, before) = before?;
                let input = self.sheet.inputs.get(cell)?;
                input.set_value(&before);
                self.state.borrow_mut().mode = Mode::Ready;
                self.typed(&input.name());
                input.select();
                self.show();
                self.save_after(super::SAVED_AFTER);
            }
            Step::Undo | Step::Redo => {
                self.finish_cell();
                let texts = {
                    let past = &mut self.state.borrow_mut().past;
                    if step == Step::Undo { past.undo() } else { past.redo() }
                };
                self.take_back(&texts.unwrap_or_default());
            }
            Step::Save => self.save_now(),
            Step::Keys => self.show_keys(),
        }
        Some(())
    }

    fn is_contested(&self, cell: usize) -> bool {
        let input = self.sheet.inputs.get(cell);
        input.is_some_and(|it| self.state.borrow().outbox.contested(&it.name()).is_some())
    }

    fn go_to(&self, cell: usize) {
        if let Some(input) = self.sheet.inputs.get(cell) {
            let _ = input.focus();
        }
    }

    /// Puts texts back and leads to the first of them.
    fn take_back(&self, texts: &[(String, String)]) {
        self.put(texts);
        let inputs = self.sheet.inputs.iter();
        let changed =
            |input: &&HtmlInputElement| texts.iter().any(|(field, _)| *field == input.name());
        let Some(input) = inputs.clone().find(changed) else { return };
        let _ = input.focus();
        input.select();
        let cell = self.sheet.cell_of(input);
        self.state.borrow_mut().came = cell.map(|cell| (cell, input.value()));
    }

    /// Saves at once, whatever waits.
    pub(super) fn save_now(&self) {
        self.finish_cell();
        self.state.borrow_mut().told.say_saved();
        self.show();
        self.send();
    }

    /// Keys beside the cells: saving everywhere, and the way back.
    fn pressed_beside(self: &Rc<Self>, event: &KeyboardEvent, pressed: Pressed) {
        if pressed.composing {
            return;
        }
        if pressed.ctrl && !pressed.alt && pressed.key.eq_ignore_ascii_case("s") {
            event.prevent_default();
            self.save_now();
            return;
        }
        let Some(element) = target(event).filter(|it| it.tag_name() == "SUMMARY") else { return };
        let by = match pressed.key {
            "ArrowLeft" => 0,
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        let at = self.sheet.rows.iter().position(|row| row.contains(Some(&element)));
        let Some(to) = at.and_then(|at| at.checked_add_signed(by)) else { return };
        event.prevent_default();
        if by == 0 {
            self.sheet.cell_in(to).into_iter().for_each(|cell| self.go_to(cell));
        } else if let Some(row) = self.sheet.rows.get(to)
            && let Some(summary) = first(row, "summary")
        {
            let _ = summary.focus();
        }
    }

    /// What is said at a field.
    fn fault_at(&self, field: &str) -> Option<String> {
        let fault = self.sheet.document.get_element_by_id(&format!("{field}-fault"))?;
        fault.last_child()?.text_content()
    }
}
