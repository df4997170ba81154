//! What was typed into one line, by whom, when.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::draft::{Part, Typed};
use crate::domain::filing::Key;
use crate::domain::indicator::Indicator;
use crate::domain::programme::Programme;
use crate::links::{Page, Part as Of};
use crate::locale::{Locale, board_words, return_words as words};
use crate::ui::shell::{Shell, Step, document};
use crate::ui::table::{Cell, Column, Table, table};

/// One change of the line.
#[derive(Clone, Debug)]
pub struct Changed {
    pub typed: Typed,
    pub by: String,
    pub at: Moment,
}

/// The page; `changes` newest first.
pub fn page(
    shell: &Shell,
    programme: &Programme,
    key: &Key,
    indicator: &Indicator,
    changes: &[Changed],
) -> AnyView {
    let locale = shell.locale;
    let line = format!("{} {}", indicator.code, locale.name(&indicator.name));
    let title = words::history_of(locale, &line);
    let form = Page::Return(key.clone(), Of::Form);
    let path = [
        Step { name: words::returns(locale).to_owned(), page: Page::Returns },
        Step { name: locale.name(&programme.form.title).to_owned(), page: form.clone() },
    ];
    let content = if changes.is_empty() {
        view! { <p class="empty">{words::no_changes(locale)}</p> }.into_any()
    } else {
        table(&as_table(locale, indicator, changes))
    };
    let back = format!("{}#{}-line", shell.link(&form), indicator.code);
    let content = view! {
        <div class="title"><h1>{title.clone()}</h1></div>
        {content}
        <p><a href=back>{words::back_to_form(locale)}</a></p>
    };
    document(shell, &title, &path, content)
}

fn as_table(locale: Locale, indicator: &Indicator, changes: &[Changed]) -> Table {
    let parts: &[Part] = if indicator.parts.is_some() {
        &[Part::Numerator, Part::Denominator]
    } else {
        &[Part::Value]
    };
    let name = |part: Part| match words::part(locale, indicator, part) {
        name if name.is_empty() => words::this_quarter(locale).to_owned(),
        name => name,
    };
    let mut columns = vec![Column::text(words::when(locale)), Column::text(words::who(locale))];
    columns.extend(parts.iter().map(|part| Column::numeric(name(*part))));
    columns.extend([
        Column::text(words::absence(locale)),
        Column::text(words::note(locale)),
        Column::text(words::explanation(locale)),
    ]);
    let rows = changes
        .iter()
        .map(|changed| {
            let typed = &changed.typed;
            let mut row =
                vec![Cell::text(words::moment(changed.at)), Cell::text(changed.by.clone())];
            row.extend(parts.iter().map(|part| Cell::text(typed.part(*part))));
            let absence = typed.absence.map_or("", |absence| match absence {
                crate::domain::series::Absence::NotApplicable => {
                    board_words::not_applicable(locale)
                }
                _ => board_words::not_available(locale),
            });
            row.extend([absence, &typed.note, &typed.explanation].map(Cell::text));
            row
        })
        .collect();
    Table { caption: words::history(locale).to_owned(), columns, rows, totals: 0 }
}
