//! Who is waited for in one quarter, and the form that reminds them.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::due::{Due, Reminder};
use crate::domain::unit::UnitCode;
use crate::links::{Filters, Page};
use crate::locale::{Locale, due_words as words, number_words, return_words};
use crate::ui::form::{Fault, area, described_by, fault_at, fault_line};
use crate::ui::shell::Shell;

use super::mark;
use super::standing::Standing;

/// Characters of the added line at most.
pub const LONGEST_REASON: usize = 300;

/// What the form of reminders needs besides the returns.
#[derive(Clone, Debug, Default)]
pub struct Reminding {
    /// How many mail addresses each unit's people have; none is not there.
    pub addresses: HashMap<UnitCode, usize>,
    /// Whether mail can be sent at all.
    pub by_mail: bool,
    /// What was sent with the form; `None` for a fresh one.
    pub typed: Option<Typed>,
    pub faults: Vec<Fault>,
}

/// What somebody chose and wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub units: Vec<String>,
    pub reason: String,
}

/// The returns to remind of, or what is to be put right first.
///
/// # Errors
/// A fault for each unit that is not waited for, or was reminded today.
pub fn chosen<'a>(
    locale: Locale,
    standing: &Standing<'a>,
    typed: &Typed,
) -> Result<Vec<Due<'a>>, Vec<Fault>> {
    let owing = standing.owing();
    let anywhere = owing.iter().find(|due| !due.reminded_today());
    let at = anywhere.map_or_else(|| "owing".to_owned(), |due| id(&due.unit.code));
    let mut faults = Vec::new();
    let mut dues = Vec::new();
    if typed.units.is_empty() {
        faults.push(Fault::new(at.clone(), words::choose_a_unit(locale)));
    }
    for code in &typed.units {
        let Some(unit) = standing.look.units.iter().find(|unit| unit.code == *code) else {
            let code: String = code.chars().filter(|c| !c.is_control()).take(40).collect();
            faults.push(Fault::new(at.clone(), words::unit_unknown(locale, code)));
            continue;
        };
        let due = standing.due(unit, standing.look.quarter);
        let name = locale.name(&unit.name);
        match due.reminder() {
            _ if !due.mark().is_owed() => {
                let quarter = number_words::quarter(locale, standing.look.quarter);
                let sentence = words::unit_has_filed(locale, name, quarter);
                faults.push(Fault::new(at.clone(), sentence));
            }
            Some(reminder) if due.reminded_today() => {
                let moment = return_words::moment(reminder.at);
                let sentence = words::unit_reminded_today(locale, name, moment);
                faults.push(Fault::new(at.clone(), sentence));
            }
            // A box that is sent twice counts once.
            _ if dues.iter().any(|known: &Due| known.unit.code == *code) => {}
            _ => dues.push(due),
        }
    }
    let length = typed.reason.chars().count();
    if length > LONGEST_REASON {
        let sentence = words::reason_too_long(locale, LONGEST_REASON, length);
        faults.push(Fault::new("reason", sentence));
    }
    if faults.is_empty() { Ok(dues) } else { Err(faults) }
}

/// The id of a unit's box.
fn id(unit: &str) -> String {
    format!("unit-{unit}")
}

/// Who is waited for; with boxes to remind them where that is allowed.
pub(super) fn view(shell: &Shell, standing: &Standing, reminding: Option<&Reminding>) -> AnyView {
    let locale = shell.locale;
    let owing = standing.owing();
    let quarter = number_words::quarter(locale, standing.look.quarter);
    let title = match standing.counts_of_all(standing.look.quarter).owed {
        0 => words::owing_nobody(locale, &quarter),
        1 => words::owing_one(locale, &quarter),
        count => words::owing_title(locale, &quarter, number_words::count(count)),
    };
    let last_day = standing.look.units.first().map(|unit| {
        let last_day = standing.due(unit, standing.look.quarter).last_day();
        words::due_on(locale, last_day)
    });
    let content = match reminding {
        _ if owing.is_empty() => None,
        Some(reminding) => Some(form(shell, standing, &owing, reminding)),
        None => {
            let rows = owing
                .iter()
                .map(|due| view! { <li>{about(locale, due, None)}</li> })
                .collect_view();
            Some(view! { <ul class="owing">{rows}</ul> }.into_any())
        }
    };
    view! {
        <section id="owing">
            <h2>{title}" "<small>{last_day}</small></h2>
            {today(locale, &owing)}
            {content}
            {below(shell, standing)}
        </section>
    }
    .into_any()
}

/// For whose members it is waited, where they are not listed here.
fn below(shell: &Shell, standing: &Standing) -> Option<AnyView> {
    let locale = shell.locale;
    let units = standing.look.units.iter();
    let rows: Vec<AnyView> = units
        .filter(|unit| standing.look.stands_for_members(unit))
        .map(|unit| (unit, standing.counts(unit, standing.look.quarter)))
        .filter(|(_, counts)| counts.owed > 0)
        .map(|(unit, counts)| {
            let link = shell.here(|filters| filters.unit = Some(unit.code.clone()));
            let (owed, all) = (number_words::count(counts.owed), number_words::count(counts.all));
            view! {
                <li>
                    <a href=link>{locale.name(&unit.name).to_owned()}</a>" "
                    <small>{words::owed_of(locale, owed, all)}</small>
                </li>
            }
            .into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <ul class="owing below">{rows}</ul> }.into_any())
}

/// What came of today's reminders: counted from what is kept of them, so that
/// loading the page again tells the same.
fn today(locale: Locale, owing: &[Due]) -> Option<AnyView> {
    let reminded: Vec<(&Due, &Reminder)> = owing
        .iter()
        .filter(|due| due.reminded_today())
        .filter_map(|due| Some((due, due.reminder()?)))
        .collect();
    if reminded.is_empty() {
        return None;
    }
    let names = |which: fn(&Reminder) -> bool| {
        let names: Vec<&str> = reminded
            .iter()
            .filter(|(_, reminder)| which(reminder))
            .map(|(due, _)| locale.name(&due.unit.name))
            .collect();
        (!names.is_empty()).then(|| names.join(words::between_names(locale)))
    };
    let mails: i32 = reminded.iter().filter_map(|(_, reminder)| reminder.mails).sum();
    let app_only = names(|reminder| reminder.mails == Some(0) && reminder.failed == 0);
    let failed = names(|reminder| reminder.failed > 0);
    let under_way = names(|reminder| reminder.mails.is_none());
    Some(
        view! {
            <div class="notice" role="status">
                <p>{words::reminded_today(locale, reminded.len(), mails)}</p>
                {app_only.map(|names| view! { <p>{words::today_app_only(locale, names)}</p> })}
                {failed.map(|names| view! { <p>{words::today_failed(locale, names)}</p> })}
                {under_way.map(|names| view! { <p>{words::today_under_way(locale, names)}</p> })}
            </div>
        }
        .into_any(),
    )
}

fn form(shell: &Shell, standing: &Standing, owing: &[Due], reminding: &Reminding) -> AnyView {
    let locale = shell.locale;
    let rows = owing.iter().map(|due| row(locale, due, reminding)).collect_view();
    let open = owing.iter().any(|due| !due.reminded_today());
    let of = standing.look.of.map(|of| of.code.clone());
    let filters = Filters { unit: of, lang: shell.filters.lang, ..Filters::default() };
    let end = if open {
        view! {
            {reason(locale, reminding)}
            {(!reminding.by_mail).then(|| view! { <p class="hint">{words::no_mail_server(locale)}</p> })}
            <div class="actions"><button type="submit">{words::remind(locale)}</button></div>
        }
        .into_any()
    } else {
        view! { <p class="hint">{words::none_can_be_reminded(locale)}</p> }.into_any()
    };
    view! {
        <form class="reminding" method="post" action=Page::Returns.link(&filters)>
            <input type="hidden" name="programme" value=standing.look.programme.code.clone()/>
            <input type="hidden" name="period" value=standing.look.quarter.to_string()/>
            <fieldset>
                <legend>{words::whom_to_remind(locale)}</legend>
                <ul class="owing">{rows}</ul>
            </fieldset>
            {end}
        </form>
    }
    .into_any()
}

/// One unit with its box, ticked unless it was left out before.
fn row(locale: Locale, due: &Due, reminding: &Reminding) -> AnyView {
    let code = due.unit.code.clone();
    let id = id(&code);
    if due.reminded_today() {
        return view! { <li>{about(locale, due, None)}</li> }.into_any();
    }
    let ticked = reminding.typed.as_ref().is_none_or(|typed| typed.units.contains(&code));
    let by_mail = match reminding.addresses.get(&code).copied().unwrap_or(0) {
        _ if !reminding.by_mail => None,
        0 => Some(words::no_mail_address(locale).to_owned()),
        1 => Some(words::mail_goes_to_one(locale).to_owned()),
        count => Some(words::mails_go_to(locale, count)),
    };
    view! {
        <li class="tickable">
            <input type="checkbox" id=id.clone() name="unit" value=code checked=ticked/>
            <label for=id>{about(locale, due, by_mail)}</label>
        </li>
    }
    .into_any()
}

/// The unit, how its return stands, and when it was reminded last.
fn about(locale: Locale, due: &Due, by_mail: Option<String>) -> AnyView {
    let reminded = due.reminder().map(|reminder| {
        let moment = return_words::moment(reminder.at);
        let last = words::last_reminded(locale, moment, &reminder.by);
        view! { <span>{format!("{last} · {}", outcome(locale, reminder))}</span> }
    });
    view! {
        <b>{locale.name(&due.unit.name).to_owned()}</b>" "
        {mark::view(locale, due)}
        {mark::timeliness(locale, due)}
        " "<small>{by_mail.map(|by_mail| view! { <span>{by_mail}" "</span> })}{reminded}</small>
    }
    .into_any()
}

/// What became of a reminder's mails.
fn outcome(locale: Locale, reminder: &Reminder) -> String {
    let sent = match reminder.mails {
        None => return words::mails_under_way(locale).to_owned(),
        Some(0) if reminder.failed == 0 => return words::app_only(locale).to_owned(),
        Some(0) => None,
        Some(1) => Some(words::one_mail_sent(locale).to_owned()),
        Some(count) => Some(words::mails_sent(locale, count)),
    };
    let failed = match reminder.failed {
        0 => None,
        1 => Some(words::one_mail_failed(locale).to_owned()),
        count => Some(words::mails_failed(locale, count)),
    };
    let parts: Vec<String> = sent.into_iter().chain(failed).collect();
    parts.join(words::between_names(locale))
}

fn reason(locale: Locale, reminding: &Reminding) -> AnyView {
    let typed = reminding.typed.as_ref().map(|typed| typed.reason.clone()).unwrap_or_default();
    let fault = fault_at(&reminding.faults, "reason");
    view! {
        <div class="field" class:faulty=fault.is_some()>
            <label for="reason">{words::add_reason(locale)}</label>
            <p class="hint" id="reason-hint">{words::add_reason_hint(locale, LONGEST_REASON)}</p>
            {fault.map(|sentence| fault_line("reason", sentence))}
            <textarea
                id="reason"
                name="reason"
                rows="2"
                aria-describedby=described_by("reason", true, fault.is_some())
                aria-invalid=fault.map(|_| "true")
            >
                {area(&typed)}
            </textarea>
        </div>
    }
    .into_any()
}
