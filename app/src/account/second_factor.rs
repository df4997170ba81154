//! Setting the second factor up: a square to photograph or a key to type, and
//! a code as the proof.

use leptos::prelude::*;

use crate::links::Page;
use crate::locale::account_words as words;
use crate::ui::form::{Fault, Field, Kind, field, summary};
use crate::ui::shell::{Shell, Step, document};

/// What the page asks and says.
#[derive(Clone, Debug, Default)]
pub struct SecondFactor {
    /// Whether nothing else can be done before.
    pub compulsory: bool,
    /// Whether there is one already, which holds until the new one is proved.
    pub replaces: bool,
    /// The key as it is typed.
    pub spelled: String,
    /// Modules on a side of the square, and the dark ones as a path.
    pub drawing: Option<(u32, String)>,
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(shell: &Shell, asked: &SecondFactor) -> AnyView {
    let locale = shell.locale;
    let title = words::second_factor(locale);
    let path = [Step { name: words::own_account(locale).into(), page: Page::Account }];
    let path = if asked.compulsory && !asked.replaces { &path[..0] } else { &path[..] };
    let code = Field::new("code", words::code(locale), Kind::Code).hint(words::digits_hint(locale));
    let why = match (asked.replaces, asked.compulsory) {
        (true, _) => words::second_factor_replaced(locale),
        (false, true) => words::second_factor_compulsory(locale),
        (false, false) => words::second_factor_why(locale),
    };
    let content = view! {
        {summary(locale, &asked.faults)}
        <h1>{title}</h1>
        <p class="lead">{why}</p>
        <div class="enrolment">
            {asked.drawing.as_ref().map(|(side, path)| square(words::square(locale), *side, path))}
            <form class="form" method="post" action=shell.link(&Page::SecondFactor)>
                <p id="scan-or-type">{words::scan_or_type(locale)}</p>
                <p class="secret">{asked.spelled.clone()}</p>
                {field(&code, &asked.faults)}
                <div class="actions">
                    <button type="submit">{words::second_factor_take(locale)}</button>
                </div>
            </form>
        </div>
    };
    document(shell, title, path, content)
}

/// Dark on light in every colour scheme, with the quiet zone around it.
fn square(name: &'static str, side: u32, path: &str) -> AnyView {
    let whole = side + 8;
    view! {
        <svg class="square" role="img" aria-label=name aria-describedby="scan-or-type"
            viewBox=format!("-4 -4 {whole} {whole}")
            shape-rendering="crispEdges">
            <rect x="-4" y="-4" width=whole height=whole fill="#fff"></rect>
            <path d=path.to_owned() fill="#000"></path>
        </svg>
    }
    .into_any()
}
