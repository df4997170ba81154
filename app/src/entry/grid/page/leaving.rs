//! Sending the plain form, and leaving the page.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BeforeUnloadEvent, Event, FormData};

use super::Grid;
use crate::entry::grid::outbox::Kept;

/// The form goes once everything is saved, so that it carries nothing old.
pub(super) fn submitted(grid: &Rc<Grid>, event: Event) {
    grid.finish_cell();
    let contested = {
        let state = grid.state.borrow();
        let fields = grid.sheet.controls.names();
        let mut fields = fields;
        state.closed.is_none() && fields.any(|it| state.outbox.kept(it) == Kept::Contested)
    };
    if contested {
        event.prevent_default();
        grid.show();
        grid.lead_to_choice();
        return;
    }
    if grid.is_settled() {
        grid.state.borrow_mut().leaving = true;
        return;
    }
    event.prevent_default();
    let submitter = Reflect::get(&event, &"submitter".into()).ok();
    let submitter = submitter.filter(JsValue::is_object).map(JsCast::unchecked_into);
    grid.state.borrow_mut().then = submitter;
    grid.send();
}

/// What the form carries: only what the server would not take from the island
/// and is to say so itself. Everything else is saved.
pub(super) fn gathered(grid: &Rc<Grid>, event: Event) {
    let data = Reflect::get(&event, &"formData".into()).ok();
    let Some(data) = data.map(JsCast::unchecked_into::<FormData>) else { return };
    let state = grid.state.borrow();
    for field in grid.sheet.controls.names().filter(|field| !state.outbox.is_unsaved(field)) {
        data.delete(field);
    }
}

pub(super) fn before_unload(grid: &Rc<Grid>, event: Event) {
    let state = grid.state.borrow();
    if state.leaving || state.outbox.unsaved() == 0 {
        return;
    }
    event.prevent_default();
    // Chromium before 119 asks only when this is set.
    event.unchecked_into::<BeforeUnloadEvent>().set_return_value("unsaved");
}

/// The page comes back out of the browser's memory: it may be old.
pub(super) fn shown_again(grid: &Rc<Grid>, event: Event) {
    let kept = Reflect::get(&event, &"persisted".into()).ok().and_then(|it| it.as_bool());
    if kept == Some(true) {
        {
            let mut state = grid.state.borrow_mut();
            state.leaving = false;
            state.outbox.look_again();
        }
        grid.send();
    }
}

impl Grid {
    /// Whether nothing is on the way or could be sent.
    fn is_settled(&self) -> bool {
        let state = self.state.borrow();
        state.closed.is_some() || (state.request.is_none() && state.outbox.is_settled())
    }

    /// Goes on with sending the form, once all is saved or nothing can be.
    pub(super) fn go_on(&self) {
        let failing = {
            let state = self.state.borrow();
            state.outbox.is_failing() || state.signed_out || state.closed.is_some()
        };
        if !failing && !self.is_settled() {
            return;
        }
        let Some(button) = self.state.borrow_mut().then.take() else { return };
        if !failing {
            let _ = self.sheet.form.request_submit_with_submitter(Some(&button));
        }
    }
}
