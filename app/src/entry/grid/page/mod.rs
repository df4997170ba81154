//! The island in the browser: listeners on the form that the server drew.
//!
//! Setting the focus calls listeners at once, so no borrow of the state is
//! held while it is set.

mod asking;
mod contests;
mod keyboard;
mod leaving;
mod preview;
mod saving;
mod sheet;
mod storage;
mod told;
mod verdicts;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, HtmlElement, HtmlFormElement, HtmlInputElement, Window};

use super::fields::Fields;
use super::keys::Mode;
use super::outbox::Outbox;
use super::undo::{Change, Past};
use saving::Request;
use sheet::Sheet;
use told::Told;
use verdicts::Asked;

/// How long after the last change it is saved, in milliseconds.
const SAVED_AFTER: i32 = 1_000;

/// The form with its island.
struct Grid {
    window: Window,
    sheet: Sheet,
    state: RefCell<State>,
    /// What timers and requests call.
    pump: OnceCell<Function>,
    answered: OnceCell<Function>,
}

/// What changes while somebody types.
#[derive(Default)]
struct State {
    outbox: Outbox,
    past: Past,
    mode: Mode,
    /// The cell with the focus, and what it held when that came.
    came: Option<(usize, String)>,
    /// Whether the pointer is bringing the focus.
    pointing: bool,
    asked: Vec<Asked>,
    request: Option<Request>,
    timer: Option<i32>,
    /// Why nothing can be saved any more.
    closed: Option<String>,
    signed_out: bool,
    /// When it was saved last, in words.
    saved_at: String,
    told: Told,
    /// Fields that this window keeps on this computer.
    kept: Fields<()>,
    /// The button with which the form is sent once all is saved.
    then: Option<HtmlElement>,
    leaving: bool,
    pasting: Option<preview::Pasting>,
}

/// Starts the island; `None` where the form is not one of ours.
pub(super) fn start(form: HtmlFormElement) -> Option<()> {
    let sheet = Sheet::of(form)?;
    let window = sheet.document.default_view()?;
    let version = sheet.seen()?.value().parse().ok()?;
    let outbox = if sheet.form.has_attribute("data-unsaved") {
        Outbox::of_refused_page(version, sheet.defaults())
    } else {
        Outbox::new(version, sheet.defaults())
    };
    let asked = Asked::on_page(&sheet.form);
    let state = State { outbox, asked, ..State::default() };
    let grid = Rc::new(Grid {
        window,
        sheet,
        state: RefCell::new(state),
        pump: OnceCell::new(),
        answered: OnceCell::new(),
    });
    grid.prepare();
    Some(())
}

impl Grid {
    fn prepare(self: &Rc<Self>) {
        let _ = self.pump.set(self.function(|grid, _| grid.send()));
        let _ = self.answered.set(self.function(|grid, _| grid.answer()));
        let form: &EventTarget = &self.sheet.form;
        self.listen(form, "keydown", keyboard::pressed);
        self.listen(form, "mousedown", keyboard::pointed);
        self.listen(form, "mouseup", keyboard::released);
        self.listen(form, "dblclick", |grid, _| grid.state.borrow_mut().mode = Mode::Within);
        self.listen(form, "focusin", keyboard::came);
        self.listen(form, "focusout", keyboard::left);
        self.listen(form, "input", |grid, event| grid.changed(&event));
        self.listen(form, "compositionend", |grid, event| grid.changed(&event));
        self.listen(form, "paste", preview::pasted);
        self.listen(form, "click", contests::clicked);
        self.listen(form, "submit", leaving::submitted);
        self.listen(form, "formdata", leaving::gathered);
        let window: &EventTarget = &self.window;
        self.listen(window, "beforeunload", leaving::before_unload);
        self.listen(window, "pageshow", leaving::shown_again);
        self.listen(window, "online", |grid, _| grid.send());
        self.listen(window, "focus", |grid, _| grid.send_if_signed_out());
        self.listen(&self.sheet.document, "visibilitychange", |grid, _| {
            if grid.sheet.document.hidden() {
                grid.send();
            }
        });
        self.add_keys_button();
        self.take_up_contests();
        self.restore();
        // What a browser filled in again by itself.
        for (field, control) in self.sheet.controls.all() {
            let text = control.value();
            let mut state = self.state.borrow_mut();
            if !state.outbox.is_unsaved(field) && state.outbox.base(field) != text {
                state.outbox.typed(field, &text);
            }
        }
        self.offer_choices();
        self.show();
        self.save_after(0);
    }

    fn function(self: &Rc<Self>, run: fn(&Rc<Self>, Event)) -> Function {
        let grid = self.clone();
        let closure = Closure::<dyn Fn(Event)>::new(move |event| run(&grid, event));
        // The page is the island's whole life.
        closure.into_js_value().unchecked_into()
    }

    fn listen(self: &Rc<Self>, to: &EventTarget, name: &str, run: fn(&Rc<Self>, Event)) {
        let _ = to.add_event_listener_with_callback(name, &self.function(run));
    }

    /// A field was typed into.
    fn changed(&self, event: &Event) {
        let Some(control) = control(event) else { return };
        let field = control.name();
        let composing = js_sys::Reflect::get(event, &"isComposing".into());
        let composing = composing.ok().and_then(|it| it.as_bool()).unwrap_or(false);
        if composing || !self.sheet.controls.has(&field) {
            return;
        }
        if self.sheet.cell_of(&control).is_some() {
            let mut state = self.state.borrow_mut();
            if state.mode == Mode::Ready {
                state.mode = Mode::Typing;
            }
        }
        self.typed(&field);
        self.show();
        self.save_after(SAVED_AFTER);
    }

    /// Takes over what a field holds now.
    fn typed(&self, field: &str) {
        let text = self.sheet.text(field);
        self.state.borrow_mut().outbox.typed(field, &text);
        self.keep(field);
    }

    /// Puts texts into fields as one step that can be taken back.
    fn put_in(&self, texts: &[(String, String)]) {
        let changes = texts.iter().map(|(field, text)| Change {
            field: field.clone(),
            before: self.sheet.text(field),
            after: text.clone(),
        });
        let changes = changes.collect();
        self.state.borrow_mut().past.did(changes);
        self.put(texts);
    }

    fn put(&self, texts: &[(String, String)]) {
        for (field, text) in texts {
            self.sheet.put(field, text);
            self.typed(field);
        }
        // What was put into the cell with the focus was not typed there.
        if let Some((cell, came)) = &mut self.state.borrow_mut().came {
            *came = self.sheet.text(&self.sheet.field(*cell));
        }
        self.show();
        self.save_after(SAVED_AFTER);
    }

    /// Ends the typing in the cell with the focus: one step that can be taken
    /// back.
    fn finish_cell(&self) {
        let mut state = self.state.borrow_mut();
        state.mode = Mode::Ready;
        let Some((cell, before)) = state.came.clone() else { return };
        let field = self.sheet.field(cell);
        let after = self.sheet.text(&field);
        state.came = Some((cell, after.clone()));
        state.past.did(vec![Change { field, before, after }]);
    }
}

/// The element that an event happened in.
fn target(event: &Event) -> Option<HtmlElement> {
    // The document itself has no name of a tag; nothing asks it for one.
    Some(event.target()?.unchecked_into())
}

/// The control that an event happened in.
fn control(event: &Event) -> Option<HtmlInputElement> {
    let element = target(event)?;
    let tag = element.tag_name();
    matches!(tag.as_str(), "INPUT" | "SELECT" | "TEXTAREA").then(|| element.unchecked_into())
}
