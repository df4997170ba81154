//! All duties of a programme, unit by duty; of one unit alone as a list.

use leptos::prelude::*;

use super::list::{self, By};
use crate::domain::duty::{Group, Key, Owing, Standings, Status, groups, owed};
use crate::domain::programme::{Duty, Programme};
use crate::exhibit::duties::{short_name, status_tag};
use crate::exhibit::path_to;
use crate::links::{Page, Suffix};
use crate::locale::{Locale, board_words, duty_words as words};
use crate::ui::shell::{Shell, document};

/// Whose duties a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    Everybody,
    /// One of those who owe any, chosen from all.
    Chosen(String),
    /// The own unit's people see nobody else's; the unit may owe none.
    Own(String),
}

/// What the page shows.
pub struct MatrixPage<'a> {
    pub programme: &'a Programme,
    pub standings: &'a Standings,
    pub whose: Whose,
}

impl MatrixPage<'_> {
    fn one(&self) -> Option<&str> {
        match &self.whose {
            Whose::Everybody => None,
            Whose::Chosen(code) | Whose::Own(code) => Some(code),
        }
    }

    /// How many of the duties shown stand where; `None` counts where nothing
    /// was said.
    fn counts(&self) -> Vec<(Option<Status>, usize)> {
        let shown: Vec<Option<Status>> = owed(self.programme)
            .filter(|(who, _)| self.one().is_none_or(|one| one == who.code))
            .map(|(who, duty)| self.standings.status(who.code, &duty.no))
            .collect();
        [Status::Done, Status::UnderWay, Status::NotBegun, Status::NotApplicable]
            .map(Some)
            .into_iter()
            .chain([None])
            .map(|status| (status, shown.iter().filter(|its| **its == status).count()))
            .collect()
    }
}

/// The page.
pub fn page(shell: &Shell, of: &MatrixPage) -> AnyView {
    let locale = shell.locale;
    let all = groups(of.programme);
    let one = of.one().and_then(|code| {
        let mut everybody =
            all.iter().flat_map(|group| group.who.iter().map(move |who| (group, who)));
        everybody.find(|(_, who)| who.code == code)
    });
    let title = match one {
        Some((_, who)) => words::of_unit(locale, locale.name(who.name)),
        None => words::title(locale).to_owned(),
    };
    let shown = match (&of.whose, one) {
        (_, Some((group, who))) => {
            let caption = words::list_caption(locale, locale.name(who.name));
            let owed = group.duties.iter().map(|duty| (*who, *duty)).collect();
            list::view(shell, of, By::Duty, caption, owed)
        }
        (Whose::Own(code), None) => owes_none(locale, of.programme, code),
        _ if of.programme.duties.is_empty() => {
            view! { <p class="empty">{words::no_duties(locale)}</p> }.into_any()
        }
        _ if all.is_empty() => {
            view! { <p class="empty">{words::owed_by_nobody(locale)}</p> }.into_any()
        }
        _ => all.iter().map(|group| section_of(shell, of, group)).collect_view().into_any(),
    };
    let own_without_any = matches!(of.whose, Whose::Own(_)) && one.is_none();
    let content = view! {
        <div class="title">
            <h1>{title.clone()}</h1>
            <p class="period">{locale.name(&of.programme.short).to_owned()}</p>
            <p class="lead">{words::lead(locale)}</p>
            {switch(shell, of, &all)}
        </div>
        {(!own_without_any && !all.is_empty()).then(|| counted(locale, of))}
        {shown}
        {(!own_without_any && !all.is_empty()).then(|| download(shell))}
    };
    document(shell, &title, &path_to(shell, Some(of.programme)), content)
}

/// Why the own people's unit has no duties here.
fn owes_none(locale: Locale, programme: &Programme, code: &str) -> AnyView {
    let unit = programme.unit(code);
    let name = unit.map_or_else(|| code.to_owned(), |unit| locale.name(&unit.name).to_owned());
    let joint = unit.and_then(|unit| programme.unit(unit.member_of.as_deref()?));
    let why = match joint {
        Some(joint) if joint.pilot => words::answered_for(locale, name, locale.name(&joint.name)),
        _ => words::owes_none(locale, name),
    };
    view! { <p class="empty">{why}</p> }.into_any()
}

/// Chooses whose duties are shown; a plain form, for who reads everybody's.
fn switch(shell: &Shell, of: &MatrixPage, all: &[Group]) -> Option<AnyView> {
    if matches!(of.whose, Whose::Own(_)) || all.is_empty() {
        return None;
    }
    let locale = shell.locale;
    let options = all
        .iter()
        .map(|group| {
            let options = group
                .who
                .iter()
                .map(|who| {
                    let chosen = of.one() == Some(who.code);
                    let name = locale.name(who.name).to_owned();
                    view! { <option value=who.code.to_owned() selected=chosen>{name}</option> }
                })
                .collect_view();
            view! { <optgroup label=words::bearer(locale, group.bearer)>{options}</optgroup> }
        })
        .collect_view();
    let lang = shell
        .filters
        .lang
        .map(|lang| view! { <input type="hidden" name="lang" value=lang.tag()/> });
    let whole = of.one().map(|_| {
        view! { <a href=shell.here(|filters| filters.unit = None)>{words::whole(locale)}</a> }
    });
    Some(
        view! {
            <form class="switch" method="get" action=shell.page.path()>
                <label>
                    {words::unit(locale)}" "
                    <select name="unit">
                        <option value="" selected=of.one().is_none()>
                            {words::all_units(locale)}
                        </option>
                        {options}
                    </select>
                </label>
                {lang}
                <button type="submit">{words::show(locale)}</button>
                {whole}
            </form>
        }
        .into_any(),
    )
}

/// How many stand where.
fn counted(locale: Locale, of: &MatrixPage) -> AnyView {
    let counts = of.counts();
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let items = counts
        .into_iter()
        .map(|(status, count)| {
            view! { <li>{status_tag(locale, status)}" "<b>{count.to_string()}</b></li> }
        })
        .collect_view();
    view! {
        <ul class="standing-counts" aria-label=words::counts(locale)>
            {items}
            <li class="all">{words::of_duties(locale, all)}</li>
        </ul>
    }
    .into_any()
}

/// Those who owe the same duties: unit by duty, or where there is but one duty,
/// unit by unit with all that was said last.
fn section_of(shell: &Shell, of: &MatrixPage, group: &Group) -> AnyView {
    let locale = shell.locale;
    let who = words::bearer(locale, group.bearer);
    let caption = words::matrix_caption(locale, who);
    let (single, shown) = match group.duties.as_slice() {
        [duty] => {
            let name = words::number_name(locale, &duty.no, locale.name(&duty.name));
            let owed = group.who.iter().map(|who| (*who, *duty)).collect();
            (Some(name), list::view(shell, of, By::Unit, caption, owed))
        }
        _ => (None, table_of(shell, of, group, &caption)),
    };
    view! {
        <section>
            <h2>{words::group_title(locale, who, group.who.len())}</h2>
            {single.map(|name| view! { <p class="single">{name}</p> })}
            {shown}
        </section>
    }
    .into_any()
}

fn table_of(shell: &Shell, of: &MatrixPage, group: &Group, caption: &str) -> AnyView {
    let locale = shell.locale;
    let head = group
        .duties
        .iter()
        .map(|duty| {
            let name = words::number_name(locale, &duty.no, short_name(locale, duty));
            view! { <th scope="col">{name}</th> }
        })
        .collect_view();
    let rows = group.who.iter().map(|who| row(shell, of, group, who)).collect_view();
    let done = group
        .duties
        .iter()
        .map(|duty| {
            let units = group.who.iter().filter(|who| is_done(of.standings, who, duty));
            let done = words::done_of(locale, units.count(), group.who.len());
            view! { <td>{done}</td> }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.to_owned()>
            <table class="duties">
                <caption>{caption.to_owned()}</caption>
                <thead><tr>
                    <th scope="col">{words::unit(locale)}</th>
                    {head}
                    <th scope="col" class="num">{words::unit_done(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr>
                    <th scope="row">{words::duty_done(locale)}</th>
                    {done}
                    <td></td>
                </tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn is_done(standings: &Standings, who: &Owing, duty: &Duty) -> bool {
    standings.status(who.code, &duty.no) == Some(Status::Done)
}

fn row(shell: &Shell, of: &MatrixPage, group: &Group, who: &Owing) -> AnyView {
    let locale = shell.locale;
    let cells = group.duties.iter().map(|duty| cell(shell, of, who, duty)).collect_view();
    let done = group.duties.iter().filter(|duty| is_done(of.standings, who, duty)).count();
    let own = shell.here(|filters| filters.unit = Some(who.code.to_owned()));
    view! {
        <tr>
            <th scope="row"><a href=own>{locale.name(who.name).to_owned()}</a></th>
            {cells}
            <td class="num">{words::done_of(locale, done, group.duties.len())}</td>
        </tr>
    }
    .into_any()
}

/// The status, leading to the duty's page; with its day, and a mark where the
/// ministry waits for an answer.
fn cell(shell: &Shell, of: &MatrixPage, who: &Owing, duty: &Duty) -> AnyView {
    let locale = shell.locale;
    let standing = of.standings.get(who.code, &duty.no);
    let status = standing.and_then(|standing| standing.status());
    let day = standing
        .and_then(|standing| standing.statement.as_ref()?.on)
        .map(|day| view! { <small>{day.to_string()}</small> });
    let remark = standing
        .and_then(|standing| standing.unanswered())
        .map(|_| view! { <small class="caution">{words::with_remark(locale)}</small> });
    let link = shell.link(&Page::Duty(key(of.programme, who, duty)));
    view! { <td><a href=link>{status_tag(locale, status)}</a>{day}{remark}</td> }.into_any()
}

pub(super) fn key(programme: &Programme, who: &Owing, duty: &Duty) -> Key {
    Key { programme: programme.code.clone(), unit: who.code.to_owned(), no: duty.no.clone() }
}

fn download(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    let name = Suffix::Csv.extension().to_uppercase();
    let label = board_words::download_as(locale, words::title(locale), &name);
    view! {
        <p class="downloads">
            {board_words::download(locale)}" "
            <a href=shell.page.file(Suffix::Csv, &shell.filters) aria-label=label>{name}</a>
        </p>
    }
    .into_any()
}
