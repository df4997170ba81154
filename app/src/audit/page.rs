//! The record's page.

use leptos::prelude::*;

use super::entries::as_table;
use crate::domain::programme::Programme;
use crate::domain::record::Entry;
use crate::links::{Filters, Page, Suffix};
use crate::locale::{audit_words as words, number_words};
use crate::ui::shell::{Shell, document};
use crate::ui::table::{Cell, Table, table};
use crate::ui::turning::turning;
use crate::ui::unit_choice::{UnitChoice, UnitFilter, unit_filter};

/// How the address names the chain of what is no unit's.
pub const NO_UNIT: &str = "-";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct AuditPage {
    pub table: Table,
    /// The next page's filters, where there are older entries.
    older: Option<Filters>,
    units: UnitChoice,
    /// The unit asked for, where there is none of that code.
    no_such_unit: Option<String>,
    /// How many entries a file holds at most.
    in_file: usize,
}

impl AuditPage {
    /// Of the entries found; `more` where there are older ones.
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programmes: &[Programme],
        entries: &[Entry],
        more: bool,
        in_file: usize,
    ) -> Self {
        let last = entries.last().filter(|_| more).map(|last| last.place.clone());
        let older = last.map(|place| Filters { before: Some(place), ..shell.filters.clone() });
        let units = programmes.iter().flat_map(|programme| &programme.units).map(|unit| {
            let name = shell.locale.name(&unit.name);
            (unit.code.as_str(), format!("{name} ({})", unit.code))
        });
        let asked = shell.filters.unit.as_deref().map(str::trim);
        let unknown = asked.filter(|code| *code != NO_UNIT && !is_known(programmes, code));
        Self {
            table: as_table(shell, programmes, entries),
            older,
            units: UnitChoice::of(units).by_code(),
            no_such_unit: unknown.map(str::to_owned),
            in_file,
        }
    }
}

/// Whether it is the code of a unit, or of a region that owes duties.
fn is_known(programmes: &[Programme], code: &str) -> bool {
    programmes.iter().any(|programme| {
        programme.unit(code).is_some() || programme.regions.iter().any(|it| it.code == code)
    })
}

/// The page.
pub fn page(shell: &Shell, of: &AuditPage) -> AnyView {
    let locale = shell.locale;
    let content = view! {
        <div class="title">
            <h1>{words::title(locale)}</h1>
            <p class="subtitle">{words::meaning(locale)}</p>
        </div>
        {narrowing(shell, of)}
        {found(shell, of)}
    };
    document(shell, words::title(locale), &[], content)
}

/// Whether anything but a page further down is asked for.
fn is_narrowed(filters: &Filters) -> bool {
    filters.unit.is_some()
        || filters.actor.is_some()
        || filters.action.is_some()
        || filters.from.is_some()
        || filters.to.is_some()
}

fn narrowing(shell: &Shell, of: &AuditPage) -> AnyView {
    let (locale, asked) = (shell.locale, &shell.filters);
    let unit = UnitFilter {
        units: &of.units,
        label: words::unit(locale).to_owned(),
        all: words::any(locale).to_owned(),
        besides: Some((NO_UNIT, words::no_unit(locale))),
        asked: asked.unit.as_deref(),
    };
    let actions = words::actions(locale).map(|(action, words)| (action.into(), words.into()));
    let day = |name: &'static str, label: &'static str, day: Option<String>| {
        view! {
            <label>{label}
                <input type="date" name=name value=day title=words::day_hint(locale)/>
            </label>
        }
    };
    view! {
        <form class="switch" method="get" action=shell.page.path() aria-label=words::filters(locale)>
            {unit_filter(locale, &unit)}
            <label>{words::action(locale)}
                {choice(shell, "action", asked.action.as_deref(), actions)}
            </label>
            <label>{words::actor(locale)}
                <input name="actor" value=asked.actor.clone() autocomplete="off"
                    autocapitalize="none" spellcheck="false"/>
            </label>
            {day("from", words::from(locale), asked.from.map(|day| day.to_string()))}
            {day("to", words::to(locale), asked.to.map(|day| day.to_string()))}
            {asked.lang.map(|lang| view! { <input type="hidden" name="lang" value=lang.tag()/> })}
            <button>{words::show(locale)}</button>
            {is_narrowed(asked).then(|| view! {
                <a href=shell.link(&Page::Audit)>{words::all(locale)}</a>
            })}
        </form>
    }
    .into_any()
}

/// A list to choose from; what is asked for stands in it even if it is unknown.
fn choice(
    shell: &Shell,
    name: &'static str,
    asked: Option<&str>,
    known: impl Iterator<Item = (String, String)>,
) -> AnyView {
    let mut options: Vec<(String, String)> = known.collect();
    if let Some(asked) = asked.filter(|asked| options.iter().all(|(value, _)| value != asked)) {
        options.push((asked.to_owned(), asked.to_owned()));
    }
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let chosen = asked == Some(value.as_str());
            view! { <option value=value selected=chosen>{words}</option> }
        })
        .collect_view();
    view! {
        <select name=name>
            <option value="" selected=asked.is_none()>{words::any(shell.locale)}</option>
            {options}
        </select>
    }
    .into_any()
}

fn found(shell: &Shell, of: &AuditPage) -> AnyView {
    let (locale, asked) = (shell.locale, &shell.filters);
    let count = of.table.rows.len();
    if count == 0 {
        let sentence = match (&asked.before, asked.from, asked.to, &of.no_such_unit) {
            (_, Some(from), Some(to), _) if from > to => words::days_turned(locale, from, to),
            (Some(_), ..) => words::none_older(locale).to_owned(),
            (.., Some(code)) => words::no_such_unit(locale, code),
            _ if is_narrowed(asked) => words::none_found(locale).to_owned(),
            _ => words::none_yet(locale).to_owned(),
        };
        return view! {
            <p class="empty">{sentence}</p>
            {pages(shell, of)}
        }
        .into_any();
    }
    let file = Page::Audit.file(Suffix::Csv, &Filters { before: None, ..asked.clone() });
    let (said, download) = match of.older {
        Some(_) => (
            words::shown_more(locale, count),
            words::download_first(locale, number_words::count(of.in_file)),
        ),
        None => (words::shown(locale, count), words::download(locale).to_owned()),
    };
    view! {
        <p class="subtitle">{said}" · "<a href=file download="">{download}</a></p>
        <div class="entries">{table(&of.table)}</div>
        {pages(shell, of)}
    }
    .into_any()
}

fn pages(shell: &Shell, of: &AuditPage) -> Option<AnyView> {
    let (locale, asked) = (shell.locale, &shell.filters);
    let newest = asked.before.as_ref().map(|_| {
        let newest = Filters { before: None, ..asked.clone() };
        (Page::Audit.link(&newest), words::newest(locale))
    });
    let older = of.older.as_ref().map(|older| (Page::Audit.link(older), words::older(locale)));
    turning(words::pages(locale), newest, older)
}

/// The entries as a file; its last row says so where it does not hold all.
#[must_use]
pub fn file(shell: &Shell, programmes: &[Programme], entries: &[Entry], more: bool) -> Table {
    let mut table = as_table(shell, programmes, entries);
    if more {
        let sentence = words::cut_off(shell.locale, entries.len());
        let mut row = vec![Cell::default(); table.columns.len()];
        if let Some(first) = row.first_mut() {
            *first = Cell::text(sentence);
        }
        table.rows.push(row);
    }
    table
}
