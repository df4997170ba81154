//! A submitted version line by line: beside the version before, the quarter
//! before, and the same quarter of last year; every change with icon and word.

use leptos::prelude::*;

use super::comparison::{change_since, facts, figure_cell};
use super::mark::Mark;
use super::reviewed::ReviewedPage;
use crate::domain::check::Severity;
use crate::domain::facts::Facts;
use crate::domain::indicator::{Covers, Indicator};
use crate::domain::period::Quarter;
use crate::domain::validation::Finding;
use crate::links::{Page, Part};
use crate::locale::{Locale, board_words, check_words, number_words, review_words as words};
use crate::ui::shell::Shell;
use crate::ui::tag::{Tone, tag};

/// The id of a line's row.
pub(super) fn row_id(code: &str) -> String {
    format!("line-{code}")
}

/// The table. With `form`, each line has a box that belongs to the form of
/// that id.
pub(super) fn view(shell: &Shell, of: &ReviewedPage, form: Option<&'static str>) -> AnyView {
    let locale = shell.locale;
    let quarter = of.dossier.key.quarter;
    let caption = words::lines_caption(locale, of.shown.version.version);
    let period = |quarter: Option<Quarter>| {
        quarter.map(|quarter| number_words::quarter_short(locale, quarter)).unwrap_or_default()
    };
    let before = of.before.as_ref().map(|before| {
        let name = words::version_no(locale, before.version.version);
        view! { <th scope="col" class="num">{name}</th><th scope="col">{words::change(locale)}</th> }
    });
    let heads = view! {
        <tr>
            <th scope="col">{words::line(locale)}</th>
            <th scope="col" class="num">{words::version_no(locale, of.shown.version.version)}</th>
            {before}
            <th scope="col" class="num">{period(quarter.plus(-1))}</th>
            <th scope="col" class="num">{period(quarter.year_before())}</th>
        </tr>
    };
    let columns = if of.before.is_some() { 6 } else { 4 };
    let facts = facts(of);
    let bodies = of
        .programme
        .sections
        .iter()
        .filter_map(|section| {
            let mut lines = of.lines().filter(|line| line.section == section.code).peekable();
            lines.peek()?;
            let name = format!("{} {}", section.code, locale.name(&section.name));
            let rows = lines
                .map(|line| {
                    let remarks = remarks(locale, of, line, columns);
                    let noted = remarks.is_some();
                    view! { {row(shell, of, line, &facts, form, noted)}{remarks} }
                })
                .collect_view();
            Some(view! {
                <tbody>
                    <tr class="section">
                        <th scope="rowgroup" colspan=columns.to_string()><span>{name}</span></th>
                    </tr>
                    {rows}
                </tbody>
            })
        })
        .collect_view();
    view! {
        <div class="scroll" id="lines" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="beside">
                <caption>{caption.clone()}</caption>
                <thead>{heads}</thead>
                {bodies}
            </table>
        </div>
    }
    .into_any()
}

fn row(
    shell: &Shell,
    of: &ReviewedPage,
    line: &Indicator,
    facts: &Facts,
    form: Option<&'static str>,
    noted: bool,
) -> AnyView {
    let locale = shell.locale;
    let now = of.shown.lines.get(&line.code);
    let mark = of.before.as_ref().map(|before| Mark::of(now, before.lines.get(&line.code)));
    let changed = mark.is_some_and(|mark| mark != Mark::Same);
    let before = of.before.as_ref().zip(mark).map(|(before, mark)| {
        let figure = before.lines.get(&line.code).map(|filed| &filed.figure);
        let class = if mark == Mark::Same { "compared same" } else { "compared" };
        view! {
            {figure_cell(locale, line, figure, None)}
            <td class=class><span aria-hidden="true">{mark.shape()}</span>" "{mark.word(locale)}</td>
        }
    });
    let quarter = of.dossier.key.quarter;
    let earlier = |at: Option<Quarter>| {
        let change = at.and_then(|at| change_since(locale, of, line, facts, at));
        figure_cell(locale, line, of.dossier.filed(at, &line.code), change)
    };
    let tick = form.map(|form| {
        let label = words::tick_line(locale, &line.code, locale.name(&line.name));
        let ticked = of.typed.cells.contains(&line.code);
        view! {
            <label class="tick">
                <input type="checkbox" name="cells" value=line.code.clone() form=form
                    checked=ticked aria-label=label/>
            </label>
        }
    });
    let name = format!("{} {}", line.code, locale.name(&line.name));
    // Who typed what before it was submitted, for those who see drafts; what
    // was taken over from a file was not typed here.
    let typed_here = of.dossier.versions.iter().any(|version| version.receipt.is_some());
    let history = (typed_here && of.actor.role.reads_drafts()).then(|| {
        let page = Page::Return(of.dossier.key.clone(), Part::History);
        let link = shell.link_with(&page, |filters| filters.indicator = Some(line.code.clone()));
        let label = words::line_history_of(locale, &name);
        view! { <a href=link aria-label=label>{words::line_history(locale)}</a> }
    });
    let cumulative = (line.covers == Covers::YearToDate).then(|| words::since_january(locale));
    view! {
        <tr id=row_id(&line.code) class:changed=changed class:noted=noted>
            <th scope="row">
                {tick}
                {name}
                <small>
                    {locale.name(&line.measure_unit).to_owned()}" "{cumulative}" "{history}
                </small>
            </th>
            {figure_cell(locale, line, now.map(|filed| &filed.figure), None)}
            {before}
            {earlier(quarter.plus(-1))}
            {earlier(quarter.year_before())}
        </tr>
    }
    .into_any()
}

/// What is found at the line, how it was explained, and its note: a row of its
/// own beneath, where there is anything.
fn remarks(locale: Locale, of: &ReviewedPage, line: &Indicator, columns: usize) -> Option<AnyView> {
    let findings: Vec<&Finding> =
        of.findings.iter().filter(|finding| finding.lines.first() == Some(&line.code)).collect();
    let now = of.shown.lines.get(&line.code);
    let texts = [
        (words::explanation(locale), now.map(|filed| filed.explanation.clone())),
        (words::note(locale), now.map(|filed| filed.note.clone())),
    ]
    .map(|(name, text)| (name, text.filter(|text| !text.is_empty())));
    if findings.is_empty() && texts.iter().all(|(_, text)| text.is_none()) {
        return None;
    }
    let findings = findings.into_iter().map(|finding| {
        let tone = match finding.severity {
            Severity::Blocking => Tone::Bad,
            Severity::Warning => Tone::Caution,
        };
        let sentence = check_words::sentence(locale, &of.programme.indicators, finding);
        view! { <p class="finding">{tag(tone, "")}{sentence}</p> }
    });
    let texts = texts.into_iter().filter_map(|(name, text)| {
        let colon = board_words::colon(locale);
        Some(view! { <p><b>{name}{colon}</b>{text?}</p> })
    });
    Some(
        view! {
            <tr class="remarks" id=format!("remarks-{}", line.code)>
                <td colspan=columns.to_string() aria-label=words::remarks_of(locale, &line.code)>
                    <div>{findings.collect_view()}{texts.collect_view()}</div>
                </td>
            </tr>
        }
        .into_any(),
    )
}
