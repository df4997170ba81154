//! The differences between a file and the draft as a table, and the sentences
//! for what is not taken.

use leptos::prelude::*;

use crate::domain::draft::{COMPILER, HEAD, Part};
use crate::domain::figure::parse_absence;
use crate::domain::upload::{CellFault, Change, Difference, Outcome};
use crate::entry::upload::Comparing;
use crate::locale::{Locale, return_words, template_words, upload_words as words};
use crate::ui::form::Fault;
use crate::ui::tag::{Tone, tag};

/// What a line comes to, most pressing first.
pub const OUTCOMES: [Outcome; 5] =
    [Outcome::Refused, Outcome::New, Outcome::Changed, Outcome::Cleared, Outcome::Same];

#[must_use]
pub fn word(locale: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::New => words::new(locale),
        Outcome::Changed => words::changed(locale),
        Outcome::Cleared => words::cleared(locale),
        Outcome::Same => words::same(locale),
        Outcome::Refused => words::refused(locale),
    }
}

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::New => Tone::Good,
        Outcome::Changed | Outcome::Cleared => Tone::Caution,
        Outcome::Same => Tone::Open,
        Outcome::Refused => Tone::Bad,
    }
}

/// `R01 Volume recovered`, or the foot's own words.
#[must_use]
pub fn line_name(locale: Locale, of: &Comparing, line: &str) -> String {
    match (line, of.subject.programme.indicator(line)) {
        (_, Some(indicator)) => format!("{line} {}", locale.name(&indicator.name)),
        (HEAD, None) => return_words::head(locale).to_owned(),
        (COMPILER, None) => return_words::compiler(locale).to_owned(),
        (line, None) => line.to_owned(),
    }
}

/// The id of a line's row.
fn row_id(line: &str) -> String {
    format!("line-{line}")
}

/// Every cell that is not taken, with its address and what to do.
#[must_use]
pub fn faults(locale: Locale, of: &Comparing) -> Vec<Fault> {
    let of_lines = of.differences.lines.iter().flat_map(|line| {
        // A sentence about a figure names its line itself.
        let name = match of.subject.programme.indicator(&line.line) {
            Some(indicator) => indicator.code.clone(),
            None => line_name(locale, of, &line.line),
        };
        line.faults.iter().map(move |fault| {
            let sentence = sentence(locale, of, line, fault);
            let sentence = match &fault.address {
                Some(cell) => words::fault(locale, cell, &name, sentence),
                None => words::fault_at_line(locale, &name, sentence),
            };
            Fault::new(row_id(&line.line), sentence)
        })
    });
    let others = of.differences.faults.iter().map(|fault| {
        let sentence = words::cell(locale, None, fault);
        let cell = fault.address.clone().unwrap_or_default();
        Fault::new("differences", words::fault_at_line(locale, cell, sentence))
    });
    of_lines.chain(others).collect()
}

fn sentence(locale: Locale, of: &Comparing, line: &Difference, fault: &CellFault) -> String {
    words::cell(locale, of.subject.programme.indicator(&line.line), fault)
}

/// The table: what differs in full, what is the same folded away.
pub fn view(locale: Locale, of: &Comparing) -> AnyView {
    let (same, others): (Vec<_>, Vec<_>) =
        of.differences.lines.iter().partition(|line| line.outcome == Outcome::Same);
    let rows = others.iter().map(|line| rows(locale, of, line)).collect_view();
    let names = same
        .iter()
        .map(|line| view! { <li>{line_name(locale, of, &line.line)}</li> })
        .collect_view();
    let title = words::compare_title(locale);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=title id="differences">
            {(!others.is_empty()).then(|| view! {
                <table class="differences">
                    <caption>{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{return_words::indicator(locale)}</th>
                            <th scope="col" class="num">{words::before(locale)}</th>
                            <th scope="col" class="num">{words::after(locale)}</th>
                            <th scope="col">{words::address(locale)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            })}
        </div>
        {(!same.is_empty()).then(|| view! {
            <details class="same">
                <summary>{words::same_lines(locale, same.len())}</summary>
                <ul>{names}</ul>
            </details>
        })}
    }
    .into_any()
}

/// A row for each part that differs; a line that has none still has its row.
fn rows(locale: Locale, of: &Comparing, line: &Difference) -> AnyView {
    let name = line_name(locale, of, &line.line);
    let told = line
        .faults
        .iter()
        .map(|fault| view! { <p class="fault"><span aria-hidden="true">"■"</span>{sentence(locale, of, line, fault)}</p> })
        .collect_view();
    let changes: Vec<Option<&Change>> =
        if line.changes.is_empty() { vec![None] } else { line.changes.iter().map(Some).collect() };
    let span = changes.len().to_string();
    let mut head = Some(view! {
        <th scope="row" rowspan=span id=row_id(&line.line)>
            {name}" "{tag(tone(line.outcome), word(locale, line.outcome))}{told}
        </th>
    });
    let cells = changes
        .into_iter()
        .map(|change| {
            let address = change.and_then(|change| change.address.clone());
            let address = address
                .or_else(|| line.faults.first().and_then(|fault| fault.address.clone()))
                .unwrap_or_default();
            let remark =
                change.is_some_and(|change| matches!(change.part, Part::Note | Part::Explanation));
            let class = if remark { "remark" } else { "num" };
            let formula = change.is_some_and(|change| change.formula);
            let text = |text: fn(&Change) -> &str| {
                change.map(|change| shown(locale, of, line, change.part, text(change)))
            };
            view! {
                <tr data-line=line.line.clone()>
                    {head.take()}
                    <td class=class>{text(|change| &change.before)}</td>
                    <td class=class>
                        {text(|change| &change.after)}
                        {formula.then(|| view! { <small>{words::formula(locale)}</small> })}
                    </td>
                    <td>{address}</td>
                </tr>
            }
        })
        .collect_view();
    cells.into_any()
}

/// A part's text with its name, where it is not the figure itself.
fn shown(locale: Locale, of: &Comparing, line: &Difference, part: Part, text: &str) -> AnyView {
    let indicator = of.subject.programme.indicator(&line.line);
    let name = indicator.map(|indicator| return_words::part(locale, indicator, part));
    let name = name.filter(|name| !name.is_empty());
    let said = match (part, parse_absence(text)) {
        (Part::Absence, Some(absence)) => {
            template_words::absence_choice(locale, absence).to_owned()
        }
        _ => text.to_owned(),
    };
    let text = if said.is_empty() {
        view! { <span class="absent">{words::nothing(locale)}</span> }.into_any()
    } else {
        view! { <span class="said">{said}</span> }.into_any()
    };
    view! { {name.map(|name| view! { <small>{name}</small>" " })}{text} }.into_any()
}
