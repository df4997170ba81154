//! The form: head and foot as on official forms, its lines by sections, and
//! what there is to put right.

use leptos::prelude::*;

use std::collections::HashMap;

use crate::domain::access::{Action, Actor};
use crate::domain::check::Severity;
use crate::domain::dossier::Dossier;
use crate::domain::draft::{self, COMPILER, HEAD};
use crate::domain::filing::State;
use crate::domain::indicator::{Indicator, IndicatorCode};
use crate::domain::programme::Programme;
use crate::domain::series::Figure;
use crate::domain::unit::Unit;
use crate::domain::validation::{self, Finding, Question};
use crate::entry::beside::Comparing;
use crate::entry::grid::definition;
use crate::entry::{head, line};
use crate::links::{Page, Part};
use crate::locale::{Locale, check_words, return_words as words};
use crate::ui::form::{Fault, summary};
use crate::ui::shell::{Shell, Step, document};

/// Something found in the return, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub finding: Finding,
    pub sentence: String,
}

impl Asked {
    /// Everything found in a return.
    #[must_use]
    pub fn all(locale: Locale, programme: &Programme, dossier: &Dossier) -> Vec<Self> {
        validation::of_return(programme, dossier)
            .into_iter()
            .map(|finding| {
                let sentence = check_words::sentence(locale, &programme.indicators, &finding);
                Self { finding, sentence }
            })
            .collect()
    }

    /// Whether it is said in place of a figure that cannot be read or is out
    /// of bounds, at its field.
    #[must_use]
    pub fn is_of_field(&self) -> bool {
        self.finding.severity == Severity::Blocking
            && !matches!(self.finding.question, Question::LeftBlank | Question::Check { .. })
    }

    /// Whether it is said beside the line while it is being typed: a blank
    /// line is no news before submitting.
    fn is_beside(&self) -> bool {
        !self.is_of_field() && self.finding.question != Question::LeftBlank
    }
}

/// What somebody else typed into a cell meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// The cell's field.
    pub at: String,
    pub sentence: String,
}

/// What the form shows.
pub struct FormPage<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub dossier: &'a Dossier,
    /// The unit's lines, in the form's order.
    pub form: Vec<&'a Indicator>,
    /// The draft's version against which the fields are to be saved.
    pub seen: i64,
    pub figures: HashMap<IndicatorCode, Figure>,
    pub asked: Vec<Asked>,
    /// What is no figure, at its field.
    pub faults: Vec<Fault>,
    /// Whether the faults are said on top, with the focus: after saving.
    pub say_faults: bool,
    pub theirs: Vec<Theirs>,
    /// Why nothing was saved; then what was typed can be read and copied.
    pub refused: Option<String>,
    /// What was done just now.
    pub done: Option<String>,
    pub may_write: bool,
    pub may_submit: bool,
    /// The name of who looks at it.
    pub me: &'a str,
}

impl<'a> FormPage<'a> {
    /// The form as its fields hold it: `dossier.lines`, read and questioned.
    #[must_use]
    pub fn new(
        locale: Locale,
        programme: &'a Programme,
        unit: &'a Unit,
        dossier: &'a Dossier,
        actor: &'a Actor,
    ) -> Self {
        let form: Vec<&Indicator> = programme.form_of(unit, dossier.key.quarter).collect();
        let asked = Asked::all(locale, programme, dossier);
        let faults = asked
            .iter()
            .filter(|asked| asked.is_of_field())
            .map(|asked| Fault::new(asked.finding.field(), &asked.sentence))
            .collect();
        Self {
            programme,
            unit,
            dossier,
            figures: draft::figures(form.iter().copied(), &dossier.lines),
            form,
            seen: dossier.draft_version,
            asked,
            faults,
            say_faults: false,
            theirs: Vec::new(),
            refused: None,
            done: None,
            may_write: actor.may(Action::Write, &unit.code),
            may_submit: actor.may(Action::Submit, &unit.code),
            me: &actor.name,
        }
    }

    /// Warnings and broken rules of a line.
    pub(super) fn asked_of<'p>(&'p self, code: &'p str) -> impl Iterator<Item = &'p Asked> {
        self.asked
            .iter()
            .filter(|asked| asked.is_beside())
            .filter(move |asked| asked.finding.lines.first().is_some_and(|first| first == code))
    }

    pub(super) fn faults_of<'p>(&'p self, code: &'p str) -> impl Iterator<Item = &'p Fault> {
        self.faults.iter().filter(move |fault| {
            fault.at.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    pub(super) fn fault_at(&self, id: &str) -> Option<&str> {
        crate::ui::form::fault_at(&self.faults, id)
    }

    pub(super) fn theirs_at(&self, id: &str) -> Option<&Theirs> {
        self.theirs.iter().find(|theirs| theirs.at == id)
    }

    /// Whether the form is filled in here and now, so that it has its island.
    pub(super) fn is_written(&self) -> bool {
        self.may_write && self.dossier.is_open() && self.refused.is_none()
    }

    fn filled(&self) -> usize {
        self.form
            .iter()
            .filter(|line| {
                self.dossier.lines.get(&line.code).is_some_and(|typed| !typed.is_blank())
            })
            .count()
    }
}

/// The page.
pub fn page(shell: &Shell, of: &FormPage) -> AnyView {
    let locale = shell.locale;
    let title = locale.name(&of.programme.form.title).to_owned();
    let mut shell = shell.clone();
    shell.with_islands |= of.is_written();
    shell.faulty = of.say_faults && !of.faults.is_empty() || !of.theirs.is_empty();
    let shell = &shell;
    let faults: &[Fault] = if of.say_faults { &of.faults } else { &[] };
    let path = [Step { name: words_of_list(locale), page: Page::Returns }];
    let content = view! {
        {summary(locale, faults)}
        {conflicts(locale, of)}
        {of.refused.as_ref().map(|why| view! {
            <div class="faults" id="faults" role="alert" tabindex="-1" autofocus=true>
                <p><strong>{why.clone()}</strong></p>
                <p>{words::kept_for_reading(locale)}</p>
            </div>
        })}
        {head::view(shell, of)}
        {sheet(shell, of)}
        {head::workbook(shell, of)}
        {head::versions(shell, of)}
    };
    document(shell, &title, &path, content)
}

fn words_of_list(locale: Locale) -> String {
    words::returns(locale).to_owned()
}

fn conflicts(locale: Locale, of: &FormPage) -> Option<AnyView> {
    if of.theirs.is_empty() {
        return None;
    }
    let lines = of
        .theirs
        .iter()
        .map(|theirs| view! { <li><a href=format!("#{}", theirs.at)>{theirs.sentence.clone()}</a></li> })
        .collect_view();
    Some(
        view! {
            <div class="faults" id="faults" role="alert" tabindex="-1" autofocus=true
                aria-labelledby="faults-title">
                <h2 id="faults-title">{words::conflict_title(locale)}</h2>
                <p>{words::conflict_meaning(locale)}</p>
                <ul>{lines}</ul>
            </div>
        }
        .into_any(),
    )
}

/// The lines by sections, the foot, and what can be done.
fn sheet(shell: &Shell, of: &FormPage) -> AnyView {
    let locale = shell.locale;
    let comparing = Comparing {
        locale,
        programme: of.programme,
        unit: of.unit,
        dossier: of.dossier,
        figures: &of.figures,
    };
    let quarter = of.dossier.key.quarter;
    let sections = of
        .programme
        .sections
        .iter()
        .filter_map(|section| {
            let lines: Vec<AnyView> = of
                .form
                .iter()
                .filter(|line| line.section == section.code)
                .map(|indicator| line::row(shell, of, indicator, &comparing.line(indicator)))
                .collect();
            let name = words::section(locale, &section.code, locale.name(&section.name));
            (!lines.is_empty()).then(|| {
                view! {
                    <tbody>
                        <tr class="section"><th colspan="8" scope="rowgroup">{name}</th></tr>
                        {lines}
                    </tbody>
                }
            })
        })
        .collect_view();
    let table = view! {
        <table class="sheet" data-sheet="">
            <caption class="unseen">{locale.name(&of.programme.form.title).to_owned()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::code(locale)}</th>
                    <th scope="col">{words::indicator(locale)}</th>
                    <th scope="col">{words::this_quarter(locale)}</th>
                    <th scope="col" class="num">{words::previous(locale)}
                        <small>{line::quarter_name(locale, quarter.plus(-1))}</small></th>
                    <th scope="col" class="num">{words::last_year(locale)}
                        <small>{line::quarter_name(locale, quarter.plus(-4))}</small></th>
                    <th scope="col" class="num" title=words::change_meaning(locale)>
                        {words::change(locale)}</th>
                    <th scope="col" class="num">{words::cumulative(locale)}</th>
                    <th scope="col">{words::remarks(locale)}</th>
                </tr>
            </thead>
            {sections}
        </table>
    };
    let writable = of.may_write && of.dossier.is_open();
    if !writable && of.refused.is_none() {
        return view! { <div class="return">{table}{foot(locale, of, false)}{leave(shell, of)}</div> }
            .into_any();
    }
    let (page, filters) = (&shell.page, shell.filters.carried());
    // What the island must know.
    let island = of.is_written();
    let unsaved = island && (of.say_faults || !of.theirs.is_empty());
    view! {
        <form class="return" method="post" action=page.link(&filters) autocomplete="off"
            data-island=island.then_some("grid")
            data-return=island.then(|| of.dossier.key.to_string())
            data-account=island.then(|| of.me.to_owned())
            data-checks=island.then(|| definition::write_checks(locale, &of.programme.checks))
            data-save=island.then(|| page.api(&filters))
            data-sign-in=island.then(|| shell.link(&Page::SignIn))
            data-unsaved=unsaved.then_some("")
        >
            <input type="hidden" name="seen" value=of.seen.to_string()/>
            {table}
            {foot(locale, of, writable)}
            {writable.then(|| actions(locale, of))}
        </form>
    }
    .into_any()
}

/// Who answers for the figures and who compiled them.
fn foot(locale: Locale, of: &FormPage, writable: bool) -> AnyView {
    let signs = [(HEAD, words::head(locale)), (COMPILER, words::compiler(locale))];
    let fields = signs
        .into_iter()
        .map(|(name, label)| {
            let value =
                of.dossier.lines.get(name).map(|typed| typed.value.clone()).unwrap_or_default();
            if writable {
                view! {
                    <div class="field">
                        <label for=name>{label}</label>
                        <input type="text" id=name name=name value=value autocomplete="off"/>
                    </div>
                }
                .into_any()
            } else {
                let value = if value.is_empty() { "—".to_owned() } else { value };
                view! { <p id=name><b>{label}</b>" "{value}</p> }.into_any()
            }
        })
        .collect_view();
    let date = of.dossier.versions.last().filter(|_| !writable).map_or_else(
        || words::on_submission(locale).to_owned(),
        |version| version.at.day().to_string(),
    );
    view! {
        <div class="signs">
            {fields}
            <p><b>{words::compiled_on(locale)}</b>" "{date}</p>
        </div>
    }
    .into_any()
}

fn actions(locale: Locale, of: &FormPage) -> AnyView {
    let check = if of.may_submit { words::check(locale) } else { words::check_only(locale) };
    view! {
        <div class="actions">
            <button type="submit" name="then" value="save" class="quiet">{words::save(locale)}</button>
            <button type="submit" name="then" value="check">{check}</button>
            <p class="standing" id="standing">
                {words::filled(locale, of.filled(), of.form.len())}
            </p>
            <p class="unseen" role="status" id="said"></p>
        </div>
        <div class="carry">
            <button type="submit" name="then" value="carry" class="quiet"
                aria-describedby="carry-hint">{words::carry_over(locale)}</button>
            <p class="hint" id="carry-hint">{words::carry_over_hint(locale)}</p>
        </div>
    }
    .into_any()
}

/// The ways on from a return that is not written now.
fn leave(shell: &Shell, of: &FormPage) -> AnyView {
    let locale = shell.locale;
    let asking = Page::Return(of.dossier.key.clone(), Part::Reopening);
    let asks = of.may_submit && of.dossier.filing.state == Some(State::Approved);
    let asked = of.dossier.asked_for_reopening();
    view! {
        {asks.then(|| match asked {
            Some(remark) => {
                view! { <p>{words::asked(locale, &remark.by, words::moment(remark.at))}</p> }.into_any()
            }
            None => {
                view! { <p><a href=shell.link(&asking)>{words::ask_reopening(locale)}</a></p> }.into_any()
            }
        })}
    }
    .into_any()
}
