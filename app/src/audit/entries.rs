//! Entries as a table: in words for people, exact in the file.

use serde_json::Value;

use crate::domain::duty;
use crate::domain::filing::Key;
use crate::domain::programme::{Duty, Programme};
use crate::domain::record::Entry;
use crate::domain::unit::Names;
use crate::exhibit::duties::short_name;
use crate::links::{Page, Part};
use crate::locale::{audit_words as words, duty_words, number_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Table};

/// Characters of a detail that are shown; the file has all of them.
const SHOWN: usize = 120;
/// Digits of a hash that are shown: enough to know it again.
const DIGITS: usize = 12;

/// The table, newest first.
pub(super) fn as_table(shell: &Shell, programmes: &[Programme], entries: &[Entry]) -> Table {
    let locale = shell.locale;
    let names = [
        words::time(locale),
        words::who(locale),
        words::what(locale),
        words::subject(locale),
        words::detail(locale),
        words::number(locale),
    ];
    Table {
        caption: words::caption(locale).to_owned(),
        columns: names.map(Column::text).into(),
        rows: entries.iter().map(|entry| row(shell, programmes, entry)).collect(),
        totals: 0,
    }
}

fn row(shell: &Shell, programmes: &[Programme], entry: &Entry) -> Vec<Cell> {
    let (place, locale) = (&entry.place, shell.locale);
    let spelt = place.at.to_string();
    // Of 2026-10-15T09:12:33.123456+08:00 people read up to the second.
    let time = spelt.get(..19).unwrap_or(&spelt).replacen('T', " ", 1);
    let action = words::done(locale, &entry.action_word()).map_or(entry.action.clone(), Into::into);
    let number = format!("{} #{}", place.unit, place.seq);
    let number = number.trim_start();
    vec![
        Cell::number(time, spelt),
        Cell::text(&entry.actor),
        Cell::number(action, entry.action.clone()),
        subject(shell, programmes, &entry.subject),
        Cell::number(detail(shell, &entry.detail), entry.detail.to_string()),
        Cell::text(number),
    ]
}

/// What was done something to: by its name, leading to it, where it is known.
fn subject(shell: &Shell, programmes: &[Programme], subject: &str) -> Cell {
    let plain = Cell::text(subject);
    let known = |code: &str| programmes.iter().find(|programme| programme.code == code);
    if let Some(programme) = known(subject) {
        let name = shell.locale.name(&programme.short).to_owned();
        let link = shell.link(&Page::Programme(programme.code.clone()));
        return Cell { shown: name, ..plain.linked(link) };
    }
    if let Some((key, unit, duty)) = duty_of(programmes, subject) {
        let shown = [
            shell.locale.name(unit).to_owned(),
            duty_words::number_name(shell.locale, &key.no, short_name(shell.locale, duty)),
        ]
        .join(" · ");
        return Cell { shown, ..plain.linked(shell.link(&Page::Duty(key))) };
    }
    let Some((key, programme)) = key(subject).and_then(|key| {
        let programme = known(&key.programme)?;
        Some((key, programme))
    }) else {
        return plain;
    };
    let Some(unit) = programme.unit(&key.unit) else { return plain };
    let shown = [
        shell.locale.name(&unit.name).to_owned(),
        number_words::quarter(shell.locale, key.quarter),
        shell.locale.name(&programme.short).to_owned(),
    ]
    .join(" · ");
    Cell { shown, ..plain.linked(shell.link(&Page::Return(key, Part::Form))) }
}

/// A duty of a unit, as the record writes it, with the unit's name.
fn duty_of<'a>(
    programmes: &'a [Programme],
    subject: &str,
) -> Option<(duty::Key, &'a Names, &'a Duty)> {
    let key: duty::Key = subject.parse().ok()?;
    let programme = programmes.iter().find(|programme| programme.code == key.programme)?;
    let (who, duty) = duty::owes(programme, &key.unit, &key.no)?;
    Some((key, who.name, duty))
}

/// A return, as the record writes it.
fn key(subject: &str) -> Option<Key> {
    let mut parts = subject.splitn(3, '/').map(str::to_owned);
    let (programme, unit) = (parts.next()?, parts.next()?);
    Some(Key { programme, unit, quarter: parts.next()?.parse().ok()? })
}

/// The details in words, what is empty left out.
fn detail(shell: &Shell, detail: &Value) -> String {
    let locale = shell.locale;
    let Value::Object(facts) = detail else { return String::new() };
    let stated = facts.iter().filter_map(|(name, value)| {
        let value = match value.as_str().map(str::parse) {
            Some(Ok(status)) if name == "status" => {
                duty_words::status_word(locale, Some(status)).to_owned()
            }
            _ => said(value, if name == "sha256" { DIGITS } else { SHOWN }),
        };
        let name = words::detail_name(locale, name).unwrap_or(name);
        (!value.is_empty()).then(|| words::stated(locale, name, value))
    });
    stated.collect::<Vec<_>>().join(words::between_stated(locale))
}

fn said(value: &Value, shown: usize) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(|one| said(one, shown)).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    if text.chars().count() <= shown {
        return text;
    }
    text.chars().take(shown).chain(['…']).collect()
}
