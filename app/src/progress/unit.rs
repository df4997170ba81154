//! One unit: all its indicators, each through time, and the targets it has of
//! its own.

use leptos::prelude::*;

use crate::chart::lines;
use crate::domain::access::Action;
use crate::domain::duty;
use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::unit::Unit;
use crate::exhibit::indicator_exhibits as exhibits;
use crate::exhibit::indicator_table;
use crate::exhibit::judged::Judged;
use crate::exhibit::target_table;
use crate::exhibit::{self, Exhibit, Picture, path_to};
use crate::links::Page;
use crate::locale::{board_words as words, duty_words, number_words};
use crate::ui::shell::{Shell, document};
use crate::ui::table::{Table, table};

/// What a unit's page shows.
pub struct UnitPage<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub quarter: Quarter,
    pub quarters: Vec<Quarter>,
    /// One indicator through time.
    pub exhibit: Option<Exhibit>,
    pub indicators: Table,
    /// Targets of the unit itself.
    pub own_targets: Vec<Judged<'a>>,
    /// Targets of the programme as a whole, to which the unit contributes.
    pub programme_targets: Vec<Judged<'a>>,
    pub members: Vec<&'a Unit>,
}

impl<'a> UnitPage<'a> {
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programme: &'a Programme,
        unit: &'a Unit,
        facts: &Facts,
        latest: Quarter,
        quarter: Quarter,
        indicator: Option<&Indicator>,
    ) -> Self {
        let leading =
            programme.volume_indicator.as_deref().and_then(|code| programme.indicator(code));
        let exhibit = indicator
            .or(leading)
            .map(|shown| exhibits::through_time(shell, programme, unit, facts, shown, quarter));
        let targets_of = |whose: Option<&String>| {
            let mut targets: Vec<Judged> = programme
                .targets
                .iter()
                .filter(|target| target.unit.as_ref() == whose)
                .filter_map(|target| Judged::new(programme, facts, target, shell.as_of))
                .collect();
            target_table::sort(&mut targets, shell.filters.sort, shell.locale);
            targets
        };
        Self {
            programme,
            unit,
            quarter,
            quarters: Quarter::range(programme.from, latest).rev().collect(),
            exhibit,
            indicators: indicator_table::of_scope(
                shell,
                programme,
                facts,
                Scope::Unit(&unit.code),
                quarter,
            ),
            own_targets: targets_of(Some(&unit.code)),
            programme_targets: targets_of(None),
            members: programme.members(&unit.code).collect(),
        }
    }
}

/// All indicators of a unit in one quarter, as a file of its own.
#[must_use]
pub fn whole_table(
    shell: &Shell,
    programme: &Programme,
    unit: &Unit,
    facts: &Facts,
    quarter: Quarter,
) -> Exhibit {
    let who = Scope::Unit(&unit.code);
    let table = indicator_table::of_scope(shell, programme, facts, who, quarter);
    Exhibit {
        title: shell.locale.name(&unit.name).to_owned(),
        subtitle: number_words::quarter(shell.locale, quarter),
        description: String::new(),
        decimals: None,
        picture: Picture::Lines(lines::Lines { quarters: vec![quarter], lines: Vec::new() }),
        table,
        page: Page::Unit(programme.code.clone(), unit.code.clone()),
        filters: shell.filters.carried(),
    }
}

/// The page.
pub fn page(shell: &Shell, of: &UnitPage) -> AnyView {
    let locale = shell.locale;
    let name = locale.name(&of.unit.name).to_owned();
    let note = of.unit.note.as_ref().map(|note| locale.name(note).to_owned());
    let members = (!of.members.is_empty()).then(|| {
        let links = of
            .members
            .iter()
            .map(|member| {
                let page = Page::Unit(of.programme.code.clone(), member.code.clone());
                let name = locale.name(&member.name).to_owned();
                view! { <li><a href=shell.link(&page)>{name}</a></li> }
            })
            .collect_view();
        view! {
            <section class="panel">
                <h2>{words::members(locale)}</h2>
                <p>{words::sum_of_members(locale)}</p>
                <ul class="names">{links}</ul>
            </section>
        }
    });
    let targets = [
        ("own-targets", words::own_targets(locale), &of.own_targets),
        ("targets", words::programme_targets(locale), &of.programme_targets),
    ];
    let targets = targets
        .into_iter()
        .filter(|(_, _, targets)| !targets.is_empty())
        .map(|(id, title, targets)| {
            let caption = words::targets_caption(locale, targets.len());
            view! {
                <section id=id>
                    <h2>{title}</h2>
                    {target_table::view(shell, caption, targets, false, true)}
                </section>
            }
        })
        .collect_view();
    let download = of_file(shell);
    let duties = duties(shell, of);
    let content = view! {
        <div class="title">
            <h1>{name.clone()}</h1>
            <p class="period">{number_words::quarter(locale, of.quarter)}</p>
            {note.map(|note| view! { <p class="lead">{note}</p> })}
            {switch(shell, of)}
        </div>
        {of.exhibit.as_ref().map(|exhibit| exhibit::view(shell, exhibit, "time", Some(1180)))}
        {targets}
        <section id="indicators">
            <h2>{words::indicators_title(locale)}</h2>
            {table(&of.indicators)}
            <p class="subtitle">{words::incomplete_note(locale)}</p>
            {download.map(|link| view! {
                <p class="downloads">{words::download(locale)}" "<a href=link>"CSV"</a></p>
            })}
        </section>
        {members}
        {duties}
    };
    document(shell, &name, &path_to(shell, Some(of.programme)), content)
}

/// Leads to the unit's duties, where it owes any and the person may see them.
fn duties(shell: &Shell, of: &UnitPage) -> Option<AnyView> {
    let unit = &of.unit.code;
    let person = shell.person.as_ref().filter(|person| person.may(Action::Read, unit));
    let owes = duty::owing(of.programme).any(|who| who.code == *unit);
    person.filter(|_| owes).map(|_| {
        let page = Page::Duties(of.programme.code.clone());
        let link = shell.link_with(&page, |filters| filters.unit = Some(unit.clone()));
        view! {
            <section class="panel">
                <h2>{words::duties(shell.locale)}</h2>
                <p><a href=link>{duty_words::to_own(shell.locale)}</a></p>
            </section>
        }
        .into_any()
    })
}

fn of_file(shell: &Shell) -> Option<String> {
    shell.file(&shell.page, crate::links::Suffix::Csv, &shell.filters.carried())
}

/// Chooses the quarter; a plain form.
fn switch(shell: &Shell, of: &UnitPage) -> AnyView {
    let locale = shell.locale;
    let quarters = of
        .quarters
        .iter()
        .map(|quarter| {
            let chosen = *quarter == of.quarter;
            view! {
                <option value=quarter.to_string() selected=chosen>
                    {number_words::quarter(locale, *quarter)}
                </option>
            }
        })
        .collect_view();
    let kept = [
        ("indicator", shell.filters.indicator.clone()),
        ("lang", shell.filters.lang.map(|lang| lang.tag().to_owned())),
    ];
    let kept = kept
        .into_iter()
        .filter_map(|(name, value)| Some(view! { <input type="hidden" name=name value=value?/> }))
        .collect_view();
    view! {
        <form class="switch" method="get" action=shell.page.path()>
            <label>{words::quarter(locale)}" "<select name="period">{quarters}</select></label>
            {kept}
            <button type="submit">{words::show(locale)}</button>
        </form>
    }
    .into_any()
}
