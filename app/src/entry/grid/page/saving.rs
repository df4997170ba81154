//! Asking the server: one request at a time.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, XmlHttpRequest, XmlHttpRequestResponseType};

use super::sheet::{controls, first, texts};
use super::verdicts::Asked;
use super::{Grid, SAVED_AFTER};
use crate::entry::grid::fields::Texts;
use crate::entry::grid::outbox::{Contest, Next};

/// A request that takes longer counts as failed, in milliseconds.
const PATIENCE: u32 = 15_000;

/// A request on its way.
pub(super) struct Request {
    request: XmlHttpRequest,
    /// Whether it saves; otherwise it looks what the server holds.
    saves: bool,
}

impl Grid {
    /// Saves after so many milliseconds; what was planned before is dropped.
    pub(super) fn save_after(&self, milliseconds: i32) {
        let Some(pump) = self.pump.get() else { return };
        let mut state = self.state.borrow_mut();
        if let Some(timer) = state.timer.take() {
            self.window.clear_timeout_with_handle(timer);
        }
        let after = milliseconds.max(state.outbox.pause());
        state.timer =
            self.window.set_timeout_with_callback_and_timeout_and_arguments_0(pump, after).ok();
    }

    /// Sends what there is to send, if nothing is on its way.
    pub(super) fn send(&self) {
        let next = {
            let mut state = self.state.borrow_mut();
            if let Some(timer) = state.timer.take() {
                self.window.clear_timeout_with_handle(timer);
            }
            if state.request.is_some() || state.closed.is_some() {
                return;
            }
            state.outbox.next_request()
        };
        let request = match next {
            Next::Nothing => {
                self.go_on();
                return;
            }
            Next::Look => self.request(None),
            Next::Send { version, cells } => self.request(Some((version, &cells))),
        };
        let sent = request.is_some();
        self.state.borrow_mut().request = request;
        if sent {
            self.tell();
        } else {
            self.failed(0);
        }
    }

    pub(super) fn send_if_signed_out(&self) {
        if self.state.borrow().signed_out {
            self.send();
        }
    }

    fn request(&self, save: Option<(i64, &Texts)>) -> Option<Request> {
        let request = XmlHttpRequest::new().ok()?;
        let (method, address) = match save {
            Some(_) => ("POST", "data-save"),
            None => ("GET", "action"),
        };
        request.open(method, &self.sheet.data(address)).ok()?;
        request.set_timeout(PATIENCE);
        request.set_onloadend(self.answered.get());
        let saves = save.is_some();
        if let Some((version, cells)) = save {
            request.set_request_header("content-type", "application/json").ok()?;
            request.send_with_opt_str(Some(&body(version, cells)?)).ok()?;
        } else {
            request.set_response_type(XmlHttpRequestResponseType::Document);
            request.send().ok()?;
        }
        Some(Request { request, saves })
    }

    /// Takes an answer, or that there is none.
    pub(super) fn answer(&self) {
        let Some(Request { request, saves }) = self.state.borrow_mut().request.take() else {
            return;
        };
        let status = request.status().unwrap_or(0);
        self.state.borrow_mut().signed_out = false;
        let taken =
            if saves { self.saved(status, &request) } else { self.looked(status, &request) };
        if taken.is_none() {
            let after = request.get_response_header("retry-after").ok().flatten();
            self.failed(after.and_then(|after| after.parse().ok()).unwrap_or(0));
            return;
        }
        if let Some(seen) = self.sheet.seen() {
            seen.set_value(&self.state.borrow().outbox.version().to_string());
        }
        self.keep_all();
        self.offer_choices();
        self.show();
        if self.state.borrow().outbox.is_settled() || self.state.borrow().closed.is_some() {
            self.go_on();
        } else {
            // What others saved is looked at first; what was typed meanwhile
            // has its second.
            let wanted = self.state.borrow().then.is_some();
            self.save_after(if wanted { 0 } else { SAVED_AFTER / 3 });
        }
    }

    /// No answer, or none that counts; sent again after the server's pause, in
    /// seconds, or ours.
    fn failed(&self, pause: i32) {
        {
            let mut state = self.state.borrow_mut();
            state.outbox.failed();
            state.then = None;
        }
        self.keep_all();
        self.show();
        self.save_after(pause.clamp(0, 600) * 1_000);
    }

    fn saved(&self, status: u16, request: &XmlHttpRequest) -> Option<()> {
        let text = request.response_text().ok().flatten().unwrap_or_default();
        let reply = JSON::parse(&text).ok();
        let error = || get(reply.as_ref()?, "error");
        let message = || string(&error()?, "message");
        let mut state = self.state.borrow_mut();
        match status {
            200 => {
                let reply = reply?;
                let changed = list(&reply, "changed").is_some_and(|it| it.length() > 0);
                state.outbox.saved(version(&reply)?, changed);
                state.saved_at = string(&reply, "saved_at").unwrap_or_default();
                state.asked = asked(&reply);
            }
            401 => {
                state.signed_out = true;
                return None;
            }
            409 if get(reply.as_ref()?, "locked").is_some_and(|it| it.is_truthy()) => {
                state.outbox.failed();
                state.closed = Some(message().unwrap_or_default());
            }
            409 => {
                let reply = reply?;
                let conflicts = list(&reply, "conflicts")?;
                let conflicts = conflicts.iter().filter_map(|it| conflict(&it)).collect();
                state.outbox.conflict(version(&reply)?, conflicts);
            }
            422 => {
                let fields = error().and_then(|it| list(&it, "fields")).unwrap_or_default();
                let fault = |it: JsValue| Some((string(&it, "field")?, string(&it, "message")?));
                state.outbox.refuse(fields.iter().filter_map(fault).collect());
            }
            // Nothing that waiting would put right.
            400..=499 if status != 408 && status != 429 => {
                state.outbox.failed();
                state.closed = Some(message().unwrap_or_default());
            }
            _ => return None,
        }
        Some(())
    }

    /// Takes over the form as the server shows it now.
    fn looked(&self, status: u16, request: &XmlHttpRequest) -> Option<()> {
        let page: Document = request.response_xml().ok()??;
        let page = page.document_element()?;
        let form = first(&page, "form[data-island]");
        let Some(form) = form.filter(|_| status == 200) else {
            let mut state = self.state.borrow_mut();
            if let Some(why) = first(&page, ".return-state .locked") {
                state.closed = Some(why.text_content().unwrap_or_default());
                return Some(());
            }
            state.signed_out = first(&page, "input[type=password]").is_some();
            return None;
        };
        let seen: web_sys::HtmlInputElement = first(&form, "input[name=seen]")?.unchecked_into();
        let version = seen.value().parse().ok()?;
        let texts = texts(&controls(&form), web_sys::HtmlInputElement::value);
        let anew = {
            let mut state = self.state.borrow_mut();
            state.asked = Asked::on_page(&form);
            state.outbox.looked(version, texts)
        };
        for (field, text) in anew {
            self.sheet.put(&field, &text);
        }
        Some(())
    }
}

fn body(version: i64, cells: &Texts) -> Option<String> {
    let (body, texts) = (Object::new(), Object::new());
    for (field, text) in cells.all() {
        Reflect::set(&texts, &field.into(), &text.into()).ok()?;
    }
    // Versions count saves of one return: exact in a JSON number.
    let version = i32::try_from(version).ok()?;
    Reflect::set(&body, &"version".into(), &version.into()).ok()?;
    Reflect::set(&body, &"cells".into(), &texts).ok()?;
    JSON::stringify(&body).ok()?.as_string()
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|it| !it.is_undefined() && !it.is_null())
}

fn string(of: &JsValue, name: &str) -> Option<String> {
    get(of, name)?.as_string()
}

fn list(of: &JsValue, name: &str) -> Option<Array> {
    get(of, name).filter(Array::is_array).map(JsCast::unchecked_into)
}

fn version(reply: &JsValue) -> Option<i64> {
    let text = js_sys::Number::from(get(reply, "version")?).to_string_with_radix(10).ok()?;
    text.as_string()?.parse().ok()
}

fn conflict(it: &JsValue) -> Option<(String, Contest)> {
    let contest = Contest {
        theirs: string(it, "theirs")?,
        by: string(it, "by").unwrap_or_default(),
        at: string(it, "at").unwrap_or_default(),
    };
    Some((string(it, "field")?, contest))
}

/// What the server asks by the unit's history; the rest is found here.
fn asked(reply: &JsValue) -> Vec<Asked> {
    let read = |it: JsValue| {
        let lines = list(&it, "lines")?.iter().filter_map(|line| line.as_string()).collect();
        let of = Asked { code: string(&it, "code")?, sentence: string(&it, "sentence")?, lines };
        let warns = string(&it, "severity")? == "warning";
        (warns && of.code.contains('-')).then_some(of)
    };
    list(reply, "findings").unwrap_or_default().iter().filter_map(read).collect()
}
