//! One line of the form: what is typed, what it is compared with, what is
//! said of it.

use leptos::prelude::*;

use crate::domain::check::Severity;
use crate::domain::decimal::Decimal;
use crate::domain::draft::{Part, Typed, absence_word};
use crate::domain::indicator::{Covers, Indicator, Kind};
use crate::domain::series::{Absence, Figure};
use crate::entry::beside::{self, Beside};
use crate::entry::form::{Asked, FormPage};
use crate::entry::grid::definition;
use crate::entry::grid::outbox::Kept;
use crate::entry::line_states::{self, Standing};
use crate::links::{self, Page};
use crate::locale::{Locale, number_words, return_words as words};
use crate::ui::form::{area, described_by, fault_line};
use crate::ui::shell::Shell;
use crate::ui::tag::tag;

/// One line of the form as a row of its table.
pub fn row(shell: &Shell, of: &FormPage, indicator: &Indicator, beside: &Beside) -> AnyView {
    let locale = shell.locale;
    let code = indicator.code.as_str();
    let typed = of.dossier.lines.get(code).cloned().unwrap_or_default();
    let writable = of.may_write && of.dossier.is_line_open(code);
    let asked: Vec<&Asked> = of.asked_of(code).collect();
    let questions = asked
        .iter()
        .map(|asked| {
            let blocks = asked.finding.severity == Severity::Blocking;
            let shape = if blocks { "■" } else { "▲" };
            let code = asked.finding.code().to_owned();
            let lines = asked.finding.lines.join(" ");
            let sentence = asked.sentence.clone();
            view! {
                <p class="question" class:blocking=blocks data-check=code data-lines=lines>
                    <span aria-hidden="true">{shape}</span>{sentence}
                </p>
            }
        })
        .collect_view();
    let faulty = of.faults_of(code).next().is_some();
    // What the island must know; it is there only where there is one.
    let island = of.is_written();
    let definition = island.then(|| definition::write_line(locale, indicator));
    let before = island.then(|| definition::write_figure(beside.before.as_ref()));
    let earlier = beside.earlier.as_ref().filter(|_| island).map(Decimal::to_string);
    view! {
        <tr id=format!("{code}-line") class="line" class:faulty=faulty data-line=code.to_owned()
            data-definition=definition>
            <td class="code">{code.to_owned()}</td>
            <th scope="row" id=format!("{code}-name")>
                {locale.name(&indicator.name).to_owned()}
                <small id=format!("{code}-unit")>{unit_line(locale, indicator)}</small>
            </th>
            <td class="entry" data-name=words::this_quarter(locale)>
                {cells(locale, of, indicator, &typed, writable)}
                {beside.targets.iter().map(|target| view! { <p class="target">{target.clone()}</p> }).collect_view()}
                {questions}
            </td>
            {compared(words::previous(locale), &beside.previous, None, None)}
            {compared(words::last_year(locale), &beside.last_year, None, None)}
            {compared(words::change(locale), &beside.change, before, None)}
            {compared(words::cumulative(locale), &beside.cumulative, None, earlier)}
            <td class="about">
                {states(locale, of, indicator, &typed)}
                {more(shell, of, indicator, &typed, writable, !asked.is_empty())}
            </td>
        </tr>
    }
    .into_any()
}

/// A figure to compare with, under its column's name, and what it is reckoned
/// from where it follows what is typed.
fn compared(
    name: &'static str,
    figure: &str,
    before: Option<String>,
    earlier: Option<String>,
) -> AnyView {
    let class = if figure.is_empty() { "num nothing" } else { "num" };
    view! {
        <td class=class data-name=name data-before=before data-earlier=earlier>
            {figure.to_owned()}
        </td>
    }
    .into_any()
}

/// What is filed here: the unit of measure, how exactly, as of when.
fn unit_line(locale: Locale, indicator: &Indicator) -> String {
    let unit = locale.name(&indicator.measure_unit);
    if indicator.kind == Kind::Milestone {
        return words::done_or_not(locale).to_owned();
    }
    let mut line = if indicator.kind == Kind::Ratio {
        unit.to_owned()
    } else if indicator.decimals == 0 {
        words::in_whole(locale, unit)
    } else {
        words::in_decimals(locale, unit, indicator.decimals)
    };
    let when = match (indicator.kind, indicator.covers) {
        (Kind::Stock, _) => Some(words::stock(locale)),
        (Kind::Flow, Covers::YearToDate) => Some(words::filed_cumulative(locale)),
        _ => None,
    };
    if let Some(when) = when {
        line.push_str(match locale {
            Locale::Zh => "；",
            Locale::En => "; ",
        });
        line.push_str(when);
    }
    line
}

fn cells(
    locale: Locale,
    of: &FormPage,
    indicator: &Indicator,
    typed: &Typed,
    writable: bool,
) -> AnyView {
    let Some(parts) = &indicator.parts else {
        return cell(locale, of, indicator, Part::Value, &typed.value, writable);
    };
    let percent = of.figures.get(&indicator.code).map(|figure| match figure {
        Figure::Ratio { .. } => beside::shown(locale, figure, indicator.decimals),
        _ => String::new(),
    });
    let part = |part: Part, of_part: &crate::domain::indicator::Part| {
        let id = part.field(&indicator.code);
        let unit = locale.name(&of_part.measure_unit);
        let unit = if of_part.decimals == 0 {
            words::in_whole(locale, unit)
        } else {
            words::in_decimals(locale, unit, of_part.decimals)
        };
        view! {
            <label for=id>{locale.name(&of_part.name).to_owned()}" "<small>{unit}</small></label>
            {cell(locale, of, indicator, part, typed.part(part), writable)}
        }
    };
    view! {
        {part(Part::Numerator, &parts.numerator)}
        {part(Part::Denominator, &parts.denominator)}
        <output class="ratio" for=format!("{0}.numerator {0}.denominator", indicator.code)>
            {percent}
        </output>
    }
    .into_any()
}

fn cell(
    locale: Locale,
    of: &FormPage,
    indicator: &Indicator,
    part: Part,
    text: &str,
    writable: bool,
) -> AnyView {
    let code = &indicator.code;
    let id = part.field(code);
    if !writable && of.refused.is_none() {
        let text = if text.trim().is_empty() { "—".to_owned() } else { text.to_owned() };
        return view! { <p class="typed" id=id>{text}</p> }.into_any();
    }
    let fault = of.fault_at(&id).map(str::to_owned);
    let theirs = of.theirs_at(&id).cloned();
    let described = described_by(&id, theirs.is_some(), fault.is_some());
    let labelled = (part == Part::Value).then(|| format!("{code}-name {code}-unit"));
    view! {
        {fault.as_ref().map(|sentence| fault_line(&id, sentence))}
        <input
            type="text"
            id=id.clone()
            name=id.clone()
            value=text.to_owned()
            inputmode="decimal"
            autocomplete="off"
            spellcheck="false"
            readonly=!writable
            aria-labelledby=labelled
            aria-describedby=described
            aria-invalid=fault.is_some().then_some("true")
        />
        {theirs.map(|theirs| {
            let hint = format!("{id}-hint");
            let (name, own) = (format!("{id}-theirs"), format!("{id}-theirs"));
            view! {
                <p class="theirs" id=hint><span aria-hidden="true">"▲"</span>{theirs.sentence}</p>
                <label class="theirs" for=name>
                    <input type="checkbox" id=own name="theirs" value=id.clone()/>
                    {words::take_theirs(locale)}
                </label>
            }
        })}
    }
    .into_any()
}

/// How the line stands: by word and shape.
fn states(locale: Locale, of: &FormPage, indicator: &Indicator, typed: &Typed) -> AnyView {
    let code = indicator.code.as_str();
    let blocks = |asked: &Asked| asked.finding.severity == Severity::Blocking;
    let open = of.asked_of(code).any(|asked| asked.finding.is_open());
    let states = line_states::states(
        locale,
        Standing {
            locked: of.dossier.is_open() && !of.dossier.is_line_open(code),
            faulty: of.asked_of(code).any(blocks) || of.faults_of(code).next().is_some(),
            questioned: of.asked_of(code).next().map(|_| !open),
            blank: typed.is_blank(),
            note: !typed.note.trim().is_empty(),
            kept: Kept::Saved,
        },
    );
    let another = of.dossier.changes.get(code).filter(|change| change.by != of.me);
    view! {
        <p class="states" data-states=code.to_owned()>
            {states.into_iter().map(|(tone, word)| tag(tone, word)).collect_view()}
        </p>
        {another.map(|change| {
            let when = words::moment(change.at);
            view! { <small>{words::changed_by_another(locale, &change.by, when)}</small> }
        })}
    }
    .into_any()
}

/// Absence, note, explanation, definition and the way to the record.
fn more(
    shell: &Shell,
    of: &FormPage,
    indicator: &Indicator,
    typed: &Typed,
    writable: bool,
    asked: bool,
) -> AnyView {
    let locale = shell.locale;
    let code = indicator.code.as_str();
    let id = |part: Part| part.field(code);
    let open = asked || typed.absence.is_some() || of.faults_of(code).any(|fault| fault.at != code);
    let history = Page::Return(of.dossier.key.clone(), links::Part::History);
    let history = shell.link_with(&history, |filters| filters.indicator = Some(code.to_owned()));
    let definition = indicator.definition.as_ref().map(|definition| {
        let text = locale.name(definition).to_owned();
        view! { <p><b>{words::definition(locale)}</b>" "{text}</p> }
    });
    let remarks = if writable {
        let (absence, note, explanation) =
            (id(Part::Absence), id(Part::Note), id(Part::Explanation));
        let options = [
            ("", words::a_figure_is_there(locale)),
            (absence_word(Some(Absence::NotApplicable)), words::not_applicable(locale)),
            (absence_word(Some(Absence::NotAvailable)), words::not_available(locale)),
        ];
        let chosen = absence_word(typed.absence);
        let fault = of.fault_at(&absence).map(str::to_owned);
        let invalid = fault.is_some().then_some("true");
        // It is there before something is questioned, which may be while typing.
        let explains = asked || !typed.explanation.is_empty();
        let explain = view! {
            <div class="explain" hidden=!explains>
                <label for=explanation.clone()>{words::explanation(locale)}</label>
                <textarea id=explanation.clone() name=explanation rows="2">{area(&typed.explanation)}</textarea>
            </div>
        };
        view! {
            {explain}
            <label for=absence.clone()>{words::absence(locale)}</label>
            {fault.map(|sentence| fault_line(&absence, &sentence))}
            <select id=absence.clone() name=absence aria-invalid=invalid>
                {options.into_iter().map(|(value, name)| view! {
                    <option value=value selected=value == chosen>{name}</option>
                }).collect_view()}
            </select>
            <label for=note.clone()>{words::note(locale)}</label>
            <textarea id=note.clone() name=note rows="2">{area(&typed.note)}</textarea>
        }
        .into_any()
    } else {
        let absence = match typed.absence {
            Some(Absence::NotApplicable) => Some(words::not_applicable(locale).to_owned()),
            Some(Absence::NotAvailable) => Some(words::not_available(locale).to_owned()),
            _ => None,
        };
        let said = [
            (words::absence(locale), absence),
            (words::note(locale), Some(typed.note.clone())),
            (words::explanation(locale), Some(typed.explanation.clone())),
        ];
        said.into_iter()
            .filter_map(|(name, text)| Some((name, text.filter(|text| !text.trim().is_empty())?)))
            .map(|(name, text)| view! { <p><b>{name}</b>" "<span class="said">{text}</span></p> })
            .collect_view()
            .into_any()
    };
    view! {
        <details open=open>
            <summary aria-label=format!("{code} {}", words::remarks(locale))>
                {words::remarks(locale)}
            </summary>
            <div class="more">
                {remarks}
                {definition}
                {(!of.dossier.lines.is_empty()).then(|| view! {
                    <p><a href=history>{words::history(locale)}</a></p>
                })}
            </div>
        </details>
    }
    .into_any()
}

/// The quarter's name over its column.
#[must_use]
pub fn quarter_name(locale: Locale, quarter: Option<crate::domain::period::Quarter>) -> String {
    quarter.map(|quarter| number_words::quarter_short(locale, quarter)).unwrap_or_default()
}
