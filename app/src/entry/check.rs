//! Going through a return before it is submitted: each line beside what was
//! filed before, what is asked of it, and one step to change it.

use leptos::prelude::*;

use crate::domain::access::{Action, Actor};
use crate::domain::check::Severity;
use crate::domain::dossier::Dossier;
use crate::domain::draft::{COMPILER, HEAD};
use crate::domain::indicator::Indicator;
use crate::domain::programme::Programme;
use crate::entry::beside::{Comparing, shown};
use crate::entry::form::{Asked, FormPage};
use crate::entry::{head, line};
use crate::links::{Page, Part};
use crate::locale::{Locale, board_words, number_words, return_words as words};
use crate::ui::form::{Fault, area, described_by, fault_at, fault_line, summary};
use crate::ui::shell::{Shell, Step, document};

/// The name of the field for why an approved return is filed again.
pub const REASON: &str = "reason";

/// What the page shows.
pub struct CheckPage<'a> {
    pub form: FormPage<'a>,
    /// What was missing when it was to be submitted.
    pub faults: Vec<Fault>,
    /// The reason for a restatement, as it was typed.
    pub reason: String,
    /// Makes this submission one, however often it is sent.
    pub idempotency_key: String,
    /// Whether the draft changed since the page was opened.
    pub stale: bool,
}

/// Whether this person may not submit because nobody else typed any of it.
#[must_use]
pub fn lacks_second_pair_of_eyes(programme: &Programme, dossier: &Dossier, actor: &Actor) -> bool {
    programme.form.four_eyes && dossier.writers.iter().all(|writer| *writer == actor.name)
}

/// Whether a reason has to be given: the return was approved before.
#[must_use]
pub fn is_restatement(dossier: &Dossier) -> bool {
    dossier.filing.approved.is_some()
}

impl<'a> CheckPage<'a> {
    #[must_use]
    pub fn new(form: FormPage<'a>, idempotency_key: String) -> Self {
        Self { form, faults: Vec::new(), reason: String::new(), idempotency_key, stale: false }
    }

    fn blocking(&self) -> impl Iterator<Item = &Asked> {
        self.form.asked.iter().filter(|asked| asked.finding.severity == Severity::Blocking)
    }

    /// The names that are missing at the form's foot, with their sentences.
    fn unsigned(&self, locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
        let signs =
            [(HEAD, words::head_missing(locale)), (COMPILER, words::compiler_missing(locale))];
        let lines = &self.form.dossier.lines;
        signs
            .into_iter()
            .filter(|(name, _)| lines.get(*name).is_none_or(|typed| typed.value.trim().is_empty()))
    }

    fn warnings(&self) -> impl Iterator<Item = &Asked> {
        self.form.asked.iter().filter(|asked| asked.finding.severity == Severity::Warning)
    }
}

/// The page.
pub fn page(shell: &Shell, of: &CheckPage, actor: &Actor) -> AnyView {
    let locale = shell.locale;
    let title = words::check_title(locale);
    let mut shell = shell.clone();
    shell.faulty = !of.faults.is_empty();
    if of.stale {
        shell.notices.push(words::changed_meanwhile(locale).to_owned());
    }
    let shell = &shell;
    let form = Page::Return(of.form.dossier.key.clone(), Part::Form);
    let form_title = locale.name(&of.form.programme.form.title).to_owned();
    let path = [
        Step { name: words::returns(locale).to_owned(), page: Page::Returns },
        Step { name: form_title, page: form.clone() },
    ];
    let action = shell.page.link(&shell.filters.carried());
    let may_write = of.form.may_write && of.form.dossier.is_open();
    let content = view! {
        {summary(locale, &of.faults)}
        {head::view(shell, &of.form)}
        {blocking(shell, of)}
        {if may_write {
            view! {
                <form class="check" method="post" action=action>
                    <input type="hidden" name="seen" value=of.form.seen.to_string()/>
                    <input type="hidden" name="key" value=of.idempotency_key.clone()/>
                    {warnings(shell, of)}
                    {table(shell, of)}
                    {submit(shell, of, actor)}
                </form>
            }.into_any()
        } else {
            table(shell, of)
        }}
        <p><a href=shell.link(&form)>{words::back_to_form(locale)}</a></p>
    };
    document(shell, title, &path, content)
}

/// What must be put right, each leading to its field on the form.
fn blocking(shell: &Shell, of: &CheckPage) -> AnyView {
    let locale = shell.locale;
    let unsigned: Vec<_> = of.unsigned(locale).collect();
    let count = of.blocking().count() + unsigned.len();
    if count == 0 {
        return view! { <p class="done">{words::none_blocking(locale)}</p> }.into_any();
    }
    let form = shell.link(&Page::Return(of.form.dossier.key.clone(), Part::Form));
    let lines = of
        .blocking()
        .map(|asked| {
            let link = format!("{form}#{}", asked.finding.field());
            view! {
                <li data-check=asked.finding.code().to_owned()>
                    <a href=link>{asked.sentence.clone()}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="faults" id="blocking">
            <h2>{words::blocking_title(locale, count)}</h2>
            <ul>
                {lines}
                {unsigned.into_iter().map(|(field, sentence)| view! {
                    <li><a href=format!("{form}#{field}")>{sentence}</a></li>
                }).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

/// What must be explained, each with the field for it.
fn warnings(shell: &Shell, of: &CheckPage) -> Option<AnyView> {
    let locale = shell.locale;
    let count = of.warnings().count();
    if count == 0 {
        return None;
    }
    let form = shell.link(&Page::Return(of.form.dossier.key.clone(), Part::Form));
    let mut asked_before = Vec::new();
    let lines = of
        .warnings()
        .map(|asked| {
            let finding = &asked.finding;
            let id = finding.explanation_field().unwrap_or_default();
            let code = finding.lines.first().cloned().unwrap_or_default();
            let change = format!("{form}#{}", finding.field());
            // Two questions of one line are explained in one field.
            let first = !asked_before.contains(&id);
            asked_before.push(id.clone());
            let typed = of.form.dossier.lines.get(&code);
            let text = typed.map(|typed| typed.explanation.clone()).unwrap_or_default();
            let fault = fault_at(&of.faults, &id).map(str::to_owned);
            let described = described_by(&id, true, fault.is_some());
            let invalid = fault.is_some().then_some("true");
            view! {
                <li class="warning" data-check=finding.code().to_owned()>
                    <p class="question"><span aria-hidden="true">"▲"</span>{asked.sentence.clone()}</p>
                    {first.then(|| view! {
                        <label for=id.clone()>{words::explain_label(locale, &code)}</label>
                        {fault.as_ref().map(|sentence| fault_line(&id, sentence))}
                        <p class="hint" id=format!("{id}-hint")>{words::explain_hint(locale)}</p>
                        <textarea id=id.clone() name=id.clone() rows="2"
                            aria-describedby=described aria-invalid=invalid>{area(&text)}</textarea>
                    })}
                    <p><a href=change>{words::to_change(locale, &code)}</a></p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="panel" id="warnings">
                <h2>{words::warning_title(locale, count)}</h2>
                <ul class="warnings">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Every line as it would be submitted.
fn table(shell: &Shell, of: &CheckPage) -> AnyView {
    let locale = shell.locale;
    let quarter = of.form.dossier.key.quarter;
    let comparing = Comparing {
        locale,
        programme: of.form.programme,
        unit: of.form.unit,
        dossier: of.form.dossier,
        figures: &of.form.figures,
    };
    let rows = of.form.form.iter().map(|line| row(shell, of, line, &comparing)).collect_view();
    let signs = [(HEAD, words::head(locale)), (COMPILER, words::compiler(locale))];
    let signs = signs
        .into_iter()
        .map(|(name, label)| {
            let typed = of.form.dossier.lines.get(name).map(|typed| typed.value.clone());
            view! { <p><b>{label}</b>" "{typed.unwrap_or_else(|| "—".to_owned())}</p> }
        })
        .collect_view();
    let caption = number_words::quarter(locale, quarter);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words::check_title(locale)>
            <table class="answers">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::indicator(locale)}</th>
                        <th scope="col" class="num">{words::this_quarter(locale)}</th>
                        <th scope="col" class="num">{words::previous(locale)}
                            <small>{line::quarter_name(locale, quarter.plus(-1))}</small></th>
                        <th scope="col" class="num">{words::last_year(locale)}
                            <small>{line::quarter_name(locale, quarter.plus(-4))}</small></th>
                        <th scope="col" class="num">{words::difference(locale)}</th>
                        <th scope="col">{words::remarks(locale)}</th>
                        <th scope="col"><span class="unseen">{words::to_change(locale, "")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="signs">{signs}</div>
    }
    .into_any()
}

fn row(shell: &Shell, of: &CheckPage, indicator: &Indicator, comparing: &Comparing) -> AnyView {
    let locale = shell.locale;
    let code = &indicator.code;
    let beside = comparing.line(indicator);
    let typed = of.form.dossier.lines.get(code);
    let figure = match of.form.figures.get(code) {
        Some(figure) => shown(locale, figure, indicator.decimals),
        // What is no figure is shown as it was typed.
        None => typed.map(|typed| typed.value.clone()).unwrap_or_default(),
    };
    let empty = figure.trim().is_empty();
    let figure = if empty { board_words::not_filed(locale).to_owned() } else { figure };
    let form = shell.link(&Page::Return(of.form.dossier.key.clone(), Part::Form));
    let cell = if indicator.parts.is_some() { format!("{code}.numerator") } else { code.clone() };
    let open = of.form.may_write && of.form.dossier.is_line_open(code);
    let change = open.then(|| {
        let label = words::to_change(locale, code);
        view! { <a href=format!("{form}#{cell}")>{label}</a> }
    });
    let said = [
        (words::note(locale), typed.map(|typed| typed.note.clone())),
        (words::explanation(locale), typed.map(|typed| typed.explanation.clone())),
    ];
    let said = said
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.filter(|text| !text.trim().is_empty())?)))
        .map(|(name, text)| view! { <p><b>{name}</b>" "<span class="said">{text}</span></p> })
        .collect_view();
    let unit = locale.name(&indicator.measure_unit).to_owned();
    view! {
        <tr data-line=code.clone()>
            <th scope="row">{format!("{code} {}", locale.name(&indicator.name))}" "<small>{unit}</small></th>
            <td class="num" class:absent=empty>{figure}</td>
            <td class="num">{beside.previous}</td>
            <td class="num">{beside.last_year}</td>
            <td class="num">{beside.change}</td>
            <td>{said}</td>
            <td>{change}</td>
        </tr>
    }
    .into_any()
}

/// What submitting means, and the button; or why there is none.
fn submit(shell: &Shell, of: &CheckPage, actor: &Actor) -> AnyView {
    let locale = shell.locale;
    let (programme, dossier) = (of.form.programme, of.form.dossier);
    let save = of.warnings().next().is_some().then(|| {
        view! {
            <button type="submit" name="then" value="save" class="quiet">
                {words::save_explanations(locale)}
            </button>
        }
    });
    let why_not = if of.blocking().next().is_some() || of.unsigned(locale).next().is_some() {
        Some(None)
    } else if !actor.may(Action::Submit, &of.form.unit.code) {
        Some(Some(words::only_lead_submits(locale)))
    } else if lacks_second_pair_of_eyes(programme, dossier, actor) {
        Some(Some(words::four_eyes(locale)))
    } else {
        None
    };
    if let Some(why) = why_not {
        return view! {
            {why.map(|why| view! { <p class="locked">{why}</p> })}
            <div class="actions">{save}</div>
        }
        .into_any();
    }
    let fault = fault_at(&of.faults, REASON).map(str::to_owned);
    let described = described_by(REASON, true, fault.is_some());
    let invalid = fault.is_some().then_some("true");
    let reason = is_restatement(dossier).then(|| {
        view! {
            <div class="field" class:faulty=fault.is_some()>
                <label for=REASON>{words::restatement_reason(locale)}</label>
                <p class="hint" id="reason-hint">{words::restatement_reason_hint(locale)}</p>
                {fault.as_ref().map(|sentence| fault_line(REASON, sentence))}
                <textarea id=REASON name=REASON rows="2" aria-describedby=described
                    aria-invalid=invalid>{area(&of.reason)}</textarea>
            </div>
        }
    });
    view! {
        {reason}
        <p>{words::submit_meaning(locale)}</p>
        <div class="actions">
            <button type="submit" name="then" value="submit">{words::submit(locale)}</button>
            {save}
        </div>
    }
    .into_any()
}
