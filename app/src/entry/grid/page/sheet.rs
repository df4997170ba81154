//! The form's fields as the page has them: what is typed, and putting texts in.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlFormElement, HtmlInputElement, NodeList};

use crate::domain::check::Check;
use crate::domain::draft::{Part, Typed};
use crate::domain::indicator::Indicator;
use crate::entry::grid::definition;
use crate::entry::grid::fields::{Fields, Texts};
use crate::entry::grid::placing::Cell;
use crate::locale::Locale;

/// The form, its lines and its fields.
pub(super) struct Sheet {
    pub form: HtmlFormElement,
    pub document: Document,
    pub locale: Locale,
    /// The form's lines, and their rows in the table.
    pub lines: Vec<Indicator>,
    pub rows: Vec<Element>,
    pub checks: Vec<Check>,
    /// The cells that take figures, and their controls.
    pub cells: Vec<Cell>,
    pub inputs: Vec<HtmlInputElement>,
    /// Every control that is saved, by field. Select and text area are among
    /// them: of what is used here they have the same.
    pub controls: Fields<HtmlInputElement>,
}

/// What a query finds, as elements of one kind.
pub(super) fn elements<T: JsCast>(list: Result<NodeList, JsValue>) -> Vec<T> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| Some(list.item(at)?.unchecked_into())).collect()
}

/// Puts an element into another one, last.
pub(super) fn add(to: &HtmlElement, child: &HtmlElement) -> Option<()> {
    to.append_child(child).ok()?;
    Some(())
}

/// The first element that matches.
pub(super) fn first(of: &Element, css: &str) -> Option<HtmlElement> {
    Some(of.query_selector(css).ok()??.unchecked_into())
}

/// The fields of a form, on this page or on one that was fetched.
pub(super) fn controls(form: &Element) -> Fields<HtmlInputElement> {
    let all = form.query_selector_all("input[type=text][name], select[name], textarea[name]");
    let mut controls = Fields::default();
    for control in elements::<HtmlInputElement>(all) {
        controls.put(&control.name(), control);
    }
    controls
}

/// The text of each control.
pub(super) fn texts(
    controls: &Fields<HtmlInputElement>,
    text: fn(&HtmlInputElement) -> String,
) -> Texts {
    let mut texts = Texts::default();
    for (field, control) in controls.all() {
        texts.put(field, text(control));
    }
    texts
}

/// The text that a control came with.
fn default_text(control: &HtmlInputElement) -> String {
    let text = js_sys::Reflect::get(control, &"defaultValue".into()).ok();
    // A select has none; browsers do not fill it in again here.
    text.and_then(|text| text.as_string()).unwrap_or_else(|| control.value())
}

impl Sheet {
    pub(super) fn of(form: HtmlFormElement) -> Option<Self> {
        let document = form.owner_document()?;
        let language = document.document_element()?.get_attribute("lang")?;
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for row in elements::<Element>(form.query_selector_all("tr[data-definition]")) {
            lines.push(definition::read_line(&row.get_attribute("data-definition")?)?);
            rows.push(row);
        }
        let controls = controls(&form);
        let (mut cells, mut inputs) = (Vec::new(), Vec::new());
        for (line, of) in lines.iter().enumerate() {
            for part in [Part::Value, Part::Numerator, Part::Denominator] {
                if let Some(input) = controls.get(&part.field(&of.code)) {
                    cells.push(Cell { line, part, open: !input.read_only() });
                    inputs.push(input.clone());
                }
            }
        }
        Some(Self {
            locale: language.parse().ok()?,
            checks: definition::read_checks(&form.get_attribute("data-checks")?),
            form,
            document,
            lines,
            rows,
            cells,
            inputs,
            controls,
        })
    }

    /// An attribute of the form; empty where it has none.
    pub(super) fn data(&self, name: &str) -> String {
        self.form.get_attribute(name).unwrap_or_default()
    }

    /// The draft's version that the plain form would be saved against.
    pub(super) fn seen(&self) -> Option<HtmlInputElement> {
        Some(first(&self.form, "input[name=seen]")?.unchecked_into())
    }

    /// The texts that the page came with.
    pub(super) fn defaults(&self) -> Texts {
        texts(&self.controls, default_text)
    }

    pub(super) fn text(&self, field: &str) -> String {
        self.controls.get(field).map(HtmlInputElement::value).unwrap_or_default()
    }

    pub(super) fn put(&self, field: &str, text: &str) {
        if let Some(control) = self.controls.get(field) {
            control.set_value(text);
        }
    }

    /// Which cell a control is.
    pub(super) fn cell_of(&self, control: &HtmlInputElement) -> Option<usize> {
        self.inputs.iter().position(|input| input == control)
    }

    /// The field of a cell.
    pub(super) fn field(&self, cell: usize) -> String {
        self.inputs.get(cell).map(HtmlInputElement::name).unwrap_or_default()
    }

    /// The first cell of a line.
    pub(super) fn cell_in(&self, line: usize) -> Option<usize> {
        self.cells.iter().position(|cell| cell.line == line)
    }

    /// The lines as they are typed now.
    pub(super) fn typed(&self) -> Vec<Typed> {
        let line = |line: &Indicator| {
            let mut typed = Typed::default();
            for part in Part::ALL {
                if let Some(control) = self.controls.get(&part.field(&line.code)) {
                    typed.set(part, &control.value());
                }
            }
            typed
        };
        self.lines.iter().map(line).collect()
    }

    /// An element with a class and a text.
    pub(super) fn make(&self, tag: &str, class: &str, text: &str) -> Option<HtmlElement> {
        let element: HtmlElement = self.document.create_element(tag).ok()?.unchecked_into();
        if !class.is_empty() {
            element.set_class_name(class);
        }
        element.set_text_content(Some(text));
        Some(element)
    }

    /// A button that does not send the form.
    pub(super) fn button(&self, class: &str, text: &str) -> Option<HtmlElement> {
        let button = self.make("button", class, text)?;
        button.set_attribute("type", "button").ok()?;
        Some(button)
    }

    /// A shape that is not read out, before a text.
    pub(super) fn shaped(
        &self,
        tag: &str,
        class: &str,
        shape: &str,
        text: &str,
    ) -> Option<HtmlElement> {
        let element = self.make(tag, class, "")?;
        let mark = self.make("span", "", shape)?;
        mark.set_attribute("aria-hidden", "true").ok()?;
        add(&element, &mark)?;
        element.append_with_str_1(text).ok()?;
        Some(element)
    }
}
