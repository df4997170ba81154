//! One submitted return: its head, what changed, its lines side by side, the
//! decisions, and what was said.

use std::collections::BTreeMap;

use leptos::prelude::*;

pub use super::decision::reason_id;
use super::mark::Mark;
use super::{decision, form_head, said, side_by_side, state_tag};
use crate::domain::access::Actor;
use crate::domain::calendar::Moment;
use crate::domain::dossier::{Dossier, Said, Version};
use crate::domain::draft::{self, Lines};
use crate::domain::indicator::{Indicator, IndicatorCode};
use crate::domain::programme::Programme;
use crate::domain::receipt::Line;
use crate::domain::unit::Unit;
use crate::domain::validation::{self, Filed, Finding};
use crate::links::Page;
use crate::locale::{Locale, board_words, number_words, review_words as words};
use crate::ui::form::{self, Fault};
use crate::ui::shell::{Shell, Step, document};

/// A submitted version with its lines; a blank one is not there.
#[derive(Clone, Debug)]
pub struct FiledVersion {
    pub version: Version,
    pub lines: BTreeMap<IndicatorCode, Line>,
}

/// What was typed into a decision's form that comes back.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub said: Option<Said>,
    pub reason: String,
    pub cells: Vec<IndicatorCode>,
}

/// A return as the ministries see it.
pub struct ReviewedPage<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub dossier: &'a Dossier,
    pub actor: &'a Actor,
    pub shown: FiledVersion,
    pub before: Option<FiledVersion>,
    pub findings: Vec<Finding>,
    pub typed: Typed,
    pub faults: Vec<Fault>,
}

impl<'a> ReviewedPage<'a> {
    #[must_use]
    pub fn compose(
        programme: &'a Programme,
        unit: &'a Unit,
        dossier: &'a Dossier,
        actor: &'a Actor,
        shown: FiledVersion,
        before: Option<FiledVersion>,
    ) -> Self {
        let findings = findings(programme, unit, dossier, &shown);
        Self {
            programme,
            unit,
            dossier,
            actor,
            shown,
            before,
            findings,
            typed: Typed::default(),
            faults: Vec::new(),
        }
    }

    /// Whether this is the version decisions go by.
    pub(super) fn is_newest(&self) -> bool {
        self.dossier.versions.last().map(|last| last.version) == Some(self.shown.version.version)
    }

    /// The lines of the form, and those that were filed although it has them
    /// no more.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'a Indicator> {
        let quarter = self.dossier.key.quarter;
        let (programme, unit) = (self.programme, self.unit);
        programme.indicators.iter().filter(move |line| {
            (line.valid_in(quarter) && programme.files(unit, line))
                || self.shown.lines.contains_key(&line.code)
        })
    }

    /// When the one who looks countersigned this version.
    pub(super) fn countersigned_at(&self) -> Option<Moment> {
        let own = self.dossier.remarks.iter().find(|remark| {
            remark.said == Said::Countersign
                && remark.version == Some(self.shown.version.version)
                && remark.by == self.actor.name
        });
        own.map(|remark| remark.at)
    }
}

/// What is questioned in the version as it was submitted.
fn findings(
    programme: &Programme,
    unit: &Unit,
    dossier: &Dossier,
    shown: &FiledVersion,
) -> Vec<Finding> {
    let typed: Lines = shown
        .lines
        .iter()
        .map(|(code, filed)| {
            let line = draft::Typed {
                note: filed.note.clone(),
                explanation: filed.explanation.clone(),
                ..draft::Typed::of(&filed.figure)
            };
            (code.clone(), line)
        })
        .collect();
    let quarter = dossier.key.quarter;
    let lines = programme.form_of(unit, quarter);
    validation::findings(&Filed::read(lines, &programme.checks, quarter, &typed, &dossier.history))
}

/// The path to a return and its name.
fn place(shell: &Shell, unit: &Unit, dossier: &Dossier) -> (String, [Step; 2]) {
    let locale = shell.locale;
    let quarter = number_words::quarter(locale, dossier.key.quarter);
    let title = words::return_title(locale, locale.name(&unit.name), quarter);
    let path = [
        Step { name: board_words::overview(locale).into(), page: Page::Overview },
        Step { name: words::queue_title(locale).into(), page: Page::Review },
    ];
    (title, path)
}

/// A return of which nothing was submitted.
pub fn never_submitted(shell: &Shell, unit: &Unit, dossier: &Dossier) -> AnyView {
    let locale = shell.locale;
    let (title, path) = place(shell, unit, dossier);
    let content = view! {
        <div class="title">
            <h1>{title.clone()}</h1>
            {state_tag(locale, dossier.filing.state)}
        </div>
        <p class="empty">{words::never_submitted(locale)}</p>
    };
    document(shell, &title, &path, content)
}

/// The page.
pub fn page(shell: &Shell, of: &ReviewedPage) -> AnyView {
    let locale = shell.locale;
    let (title, path) = place(shell, of.unit, of.dossier);
    let possible = decision::possible(of);
    let newest = of.dossier.versions.last().map_or(0, |last| last.version);
    let older = (!of.is_newest()).then(|| {
        view! {
            <p class="notice" role="note">
                {words::older_version(locale, of.shown.version.version, newest)}" "
                <a href=shell.link(&shell.page)>{words::to_newest(locale)}</a>
            </p>
        }
    });
    let to_decide = (!possible.is_empty())
        .then(|| view! { <a href="#decide">{decision::title(locale, of)}</a> });
    let content = view! {
        {form::summary(locale, &of.faults)}
        <div class="title">
            <h1>{title.clone()}</h1>
            {state_tag(locale, of.dossier.filing.state)}
            <p class="period">{locale.name(&of.programme.short).to_owned()}</p>
            {to_decide}
        </div>
        {older}
        {form_head::view(shell, of)}
        <section id="changes">
            {changes(locale, of)}
            {side_by_side::view(shell, of, decision::ticking(&possible))}
        </section>
        {decision::view(shell, of, &possible)}
        {said::view(shell, of)}
    };
    document(shell, &title, &path, content)
}

/// What changed since the version before, as links to the lines.
fn changes(locale: Locale, of: &ReviewedPage) -> Option<AnyView> {
    let before = of.before.as_ref()?;
    let no = before.version.version;
    let changed: Vec<&Indicator> = of
        .lines()
        .filter(|line| {
            let now = of.shown.lines.get(&line.code);
            Mark::of(now, before.lines.get(&line.code)) != Mark::Same
        })
        .collect();
    let title = match changed.len() {
        0 => words::no_changes(locale, no),
        1 => words::one_change_title(locale, no),
        count => words::changes_title(locale, count, no),
    };
    let links = changed
        .into_iter()
        .map(|line| {
            let name = format!("{} {}", line.code, locale.name(&line.name));
            view! { <li><a href=format!("#{}", side_by_side::row_id(&line.code))>{name}</a></li> }
        })
        .collect_view();
    Some(view! { <h2>{title}</h2><ul class="names">{links}</ul> }.into_any())
}
