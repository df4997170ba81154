//! Pieces of forms: a field with its label, hint and fault, and the summary of
//! faults that takes the focus. The same sentence stands in both places.

use leptos::prelude::*;

use crate::locale::{Locale, form_words as words};

/// One thing to put right, and at which control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The control's id; for the fields below it is their name.
    pub at: String,
    pub sentence: String,
}

impl Fault {
    #[must_use]
    pub fn new(at: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { at: at.into(), sentence: sentence.into() }
    }
}

/// What is typed into a field; the browser helps accordingly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// The name of an account, one's own.
    OwnName,
    Mail,
    /// An address of the web.
    Link,
    /// Never given back with the page.
    Password,
    /// A password being chosen; never given back with the page.
    NewPassword,
    /// Digits of a second factor; never given back with the page.
    Code,
}

/// A field of one line. Its name is its id.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    pub kind: Kind,
}

impl Field {
    #[must_use]
    pub fn new(name: &'static str, label: impl Into<String>, kind: Kind) -> Self {
        Self { name, label: label.into(), hint: None, value: String::new(), kind }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With what was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
}

/// One of a few things to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    /// Value and words of each.
    pub options: Vec<(String, String)>,
    /// The chosen value; empty for none.
    pub value: String,
}

/// The ids that describe a control: its hint and its fault, where it has them.
#[must_use]
pub fn described_by(id: &str, hint: bool, fault: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (fault, "fault")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The sentence at the control with that id.
#[must_use]
pub fn fault_at<'a>(faults: &'a [Fault], id: &str) -> Option<&'a str> {
    faults.iter().find(|fault| fault.at == id).map(|fault| fault.sentence.as_str())
}

/// The sentence as it stands at its control.
pub fn fault_line(id: &str, sentence: &str) -> AnyView {
    view! {
        <p class="fault" id=format!("{id}-fault")>
            <span aria-hidden="true">"■"</span>{sentence.to_owned()}
        </p>
    }
    .into_any()
}

/// All faults on top of the page, each leading to its control. It takes the
/// focus when the page comes; nothing where there is none.
pub fn summary(locale: Locale, faults: &[Fault]) -> Option<AnyView> {
    if faults.is_empty() {
        return None;
    }
    let lines = faults
        .iter()
        .map(|fault| {
            view! { <li><a href=format!("#{}", fault.at)>{fault.sentence.clone()}</a></li> }
        })
        .collect_view();
    Some(
        view! {
            <div class="faults" id="faults" role="alert" tabindex="-1" autofocus=true
                aria-labelledby="faults-title">
                <h2 id="faults-title">{words::faults_title(locale)}</h2>
                <ul>{lines}</ul>
            </div>
        }
        .into_any(),
    )
}

/// The field with what belongs to it.
pub fn field(field: &Field, faults: &[Fault]) -> AnyView {
    let fault = fault_at(faults, field.name);
    let (kind, autocomplete, inputmode) = match field.kind {
        Kind::Text => ("text", "off", None),
        Kind::OwnName => ("text", "username", None),
        Kind::Mail => ("text", "email", Some("email")),
        Kind::Link => ("text", "off", Some("url")),
        Kind::Password => ("password", "current-password", None),
        Kind::NewPassword => ("password", "new-password", None),
        Kind::Code => ("text", "one-time-code", Some("numeric")),
    };
    let given_back = matches!(field.kind, Kind::Text | Kind::OwnName | Kind::Mail | Kind::Link);
    // What is no prose is neither corrected nor capitalised by the browser.
    let plain = (field.kind != Kind::Text).then_some("none");
    view! {
        <div class="field" class:faulty=fault.is_some()>
            <label for=field.name>{field.label.clone()}</label>
            {hint(field.name, field.hint.as_deref())}
            {fault.map(|sentence| fault_line(field.name, sentence))}
            <input
                id=field.name
                name=field.name
                type=kind
                value=given_back.then(|| field.value.clone())
                autocomplete=autocomplete
                autocapitalize=plain
                spellcheck=plain.map(|_| "false")
                inputmode=inputmode
                aria-describedby=described_by(field.name, field.hint.is_some(), fault.is_some())
                aria-invalid=fault.map(|_| "true")
            />
        </div>
    }
    .into_any()
}

/// The text inside a `<textarea>`: as it was typed, first line end included.
/// Leptos escapes text everywhere but there, and without this a text could end
/// the field and go on as markup.
#[must_use]
pub fn area(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{escaped}")
}

/// The choice as a list that opens.
pub fn choice(locale: Locale, choice: &Choice, faults: &[Fault]) -> AnyView {
    let fault = fault_at(faults, choice.name);
    let options = choice
        .options
        .iter()
        .map(|(value, words)| {
            let chosen = *value == choice.value;
            view! { <option value=value.clone() selected=chosen>{words.clone()}</option> }
        })
        .collect_view();
    view! {
        <div class="field" class:faulty=fault.is_some()>
            <label for=choice.name>{choice.label.clone()}</label>
            {hint(choice.name, choice.hint.as_deref())}
            {fault.map(|sentence| fault_line(choice.name, sentence))}
            <select
                id=choice.name
                name=choice.name
                aria-describedby=described_by(choice.name, choice.hint.is_some(), fault.is_some())
                aria-invalid=fault.map(|_| "true")
            >
                <option value="" selected=choice.value.is_empty()>
                    {words::nothing_chosen(locale)}
                </option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn hint(id: &str, hint: Option<&str>) -> Option<AnyView> {
    hint.map(|hint| {
        view! { <p class="hint" id=format!("{id}-hint")>{hint.to_owned()}</p> }.into_any()
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_fault_stands_in_the_summary_and_at_its_field_in_the_same_words() {
        let faults = [Fault::new("name", "Enter your name")];
        let html = summary(Locale::En, &faults).to_html();
        assert!(html.contains(r##"<a href="#name">Enter your name</a>"##), "{html}");
        assert!(html.contains("autofocus") && html.contains(r#"tabindex="-1""#), "{html}");
        let html = field(&Field::new("name", "Name", Kind::OwnName), &faults).to_html();
        assert!(html.contains("Enter your name") && html.contains(r#"id="name-fault""#), "{html}");
        assert!(html.contains(r#"aria-describedby="name-fault""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
    }

    #[test]
    fn text_in_a_field_of_several_lines_stays_text() {
        let typed = "</textarea><b>\n&amp;";
        let html = view! { <textarea name="note">{area(typed)}</textarea> }.to_html();
        assert!(html.contains(">\n&lt;/textarea&gt;&lt;b&gt;\n&amp;amp;</textarea>"), "{html}");
    }

    #[test]
    fn a_password_never_comes_back_with_the_page() {
        for kind in [Kind::Password, Kind::NewPassword, Kind::Code] {
            let typed = Field::new("secret", "Secret", kind).value("correct horse");
            assert!(!field(&typed, &[]).to_html().contains("correct horse"), "{kind:?}");
        }
        let typed = Field::new("name", "Name", Kind::Text).value("<b>&\"");
        assert!(field(&typed, &[]).to_html().contains("&lt;b&gt;&amp;&quot;"));
    }
}
