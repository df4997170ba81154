//! One programme: its targets, one indicator in detail, all indicators of a
//! quarter, its units, duties and sources.

use leptos::prelude::*;

use crate::domain::access::Action;
use crate::domain::check::Severity;
use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::exhibit::completeness::{self, Completeness, Returns};
use crate::exhibit::indicator_exhibits as exhibits;
use crate::exhibit::indicator_table;
use crate::exhibit::judged::Judged;
use crate::exhibit::target_table;
use crate::exhibit::{self, Exhibit, path_to};
use crate::links::Page;
use crate::locale::{
    Locale, board_words as words, compare_words, duty_words, evaluation_words, number_words,
};
use crate::ui::shell::{Shell, document};
use crate::ui::table::{Table, table};

/// What a programme's page shows.
pub struct ProgrammePage<'a> {
    pub programme: &'a Programme,
    pub quarter: Quarter,
    pub quarters: Vec<Quarter>,
    /// The indicator looked at in detail.
    pub indicator: Option<&'a Indicator>,
    pub exhibits: Vec<(&'static str, Exhibit)>,
    pub targets: Vec<Judged<'a>>,
    pub indicators: Table,
    pub completeness: Completeness<'a>,
}

impl<'a> ProgrammePage<'a> {
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programme: &'a Programme,
        facts: &Facts,
        returns: &'a Returns,
        latest: Quarter,
        quarter: Quarter,
        indicator: Option<&'a Indicator>,
    ) -> Self {
        let exhibits = indicator
            .map(|indicator| exhibits::all(shell, programme, facts, indicator, quarter))
            .unwrap_or_default();
        let mut targets = Judged::all(programme, facts, shell.as_of);
        target_table::sort(&mut targets, shell.filters.sort, shell.locale);
        Self {
            programme,
            quarter,
            quarters: Quarter::range(programme.from, latest).rev().collect(),
            indicator,
            exhibits,
            targets,
            indicators: indicator_table::of_scope(
                shell,
                programme,
                facts,
                Scope::Programme,
                quarter,
            ),
            completeness: Completeness::compose(programme, returns, latest),
        }
    }
}

/// The page.
pub fn page(shell: &Shell, of: &ProgrammePage) -> AnyView {
    let locale = shell.locale;
    let programme = of.programme;
    let title = locale.name(&programme.name).to_owned();
    let quarter = number_words::quarter(locale, of.quarter);
    let shown = of
        .exhibits
        .iter()
        .map(|(id, exhibit)| exhibit::view(shell, exhibit, id, Some(680)))
        .collect_view();
    let targets = (!of.targets.is_empty()).then(|| {
        let caption = words::targets_caption(locale, of.targets.len());
        view! {
            <section id="targets">
                <h2>{words::targets(locale)}</h2>
                {target_table::view(shell, caption, &of.targets, false, true)}
            </section>
        }
    });
    let no_targets = of.targets.is_empty().then(|| {
        view! {
            <section id="targets">
                <h2>{words::targets(locale)}</h2>
                <p>{words::no_targets(locale)}</p>
            </section>
        }
    });
    let content = view! {
        <div class="title">
            <h1>{title.clone()}</h1>
            <p class="period">{quarter}</p>
            <p class="lead">{locale.name(&programme.summary).to_owned()}</p>
            // For everybody signed in; to others it would be a closed door.
            {shell.person.as_ref().map(|_| view! {
                <p class="ways">
                    <a href=shell.link(&Page::Evaluations(programme.code.clone()))>
                        {evaluation_words::evaluation(locale)}
                    </a>
                </p>
            })}
            {switch(shell, of)}
        </div>
        {targets}
        {no_targets}
        {of.indicator.map(|indicator| to_comparison(shell, programme, indicator))}
        <div class="split">{shown}</div>
        <section id="indicators">
            <h2>{words::indicators_title(locale)}</h2>
            {table(&of.indicators)}
            <p class="subtitle">{words::incomplete_note(locale)}</p>
        </section>
        {units(shell, programme)}
        <section id="returns">
            <h2>{words::returns(locale)}</h2>
            {completeness::view(shell, &of.completeness)}
        </section>
        {checks(locale, programme)}
        {duties(shell, programme)}
        {sources(locale, programme)}
    };
    document(shell, locale.name(&programme.short), &path_to(shell, None), content)
}

/// The way to the units beside each other on the indicator shown.
fn to_comparison(shell: &Shell, programme: &Programme, indicator: &Indicator) -> AnyView {
    let page = Page::Compare(programme.code.clone());
    let link = shell.link_with(&page, |filters| filters.indicator = Some(indicator.code.clone()));
    let words = compare_words::to_compare(shell.locale, shell.locale.name(&indicator.name));
    view! { <p class="way"><a href=link>{words}</a></p> }.into_any()
}

/// Chooses indicator and quarter; a plain form.
fn switch(shell: &Shell, of: &ProgrammePage) -> AnyView {
    let locale = shell.locale;
    let indicators = of
        .programme
        .indicators
        .iter()
        .map(|indicator| {
            let chosen = of.indicator.is_some_and(|chosen| chosen.code == indicator.code);
            let name = format!("{} {}", indicator.code, locale.name(&indicator.name));
            view! { <option value=indicator.code.clone() selected=chosen>{name}</option> }
        })
        .collect_view();
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
    let lang = shell.filters.lang.map(|lang| {
        view! { <input type="hidden" name="lang" value=lang.tag()/> }
    });
    view! {
        <form class="switch" method="get" action=shell.page.path()>
            <label>{words::quarter(locale)}" "<select name="period">{quarters}</select></label>
            <label>{words::indicator(locale)}" "<select name="indicator">{indicators}</select></label>
            {lang}
            <button type="submit">{words::show(locale)}</button>
        </form>
    }
    .into_any()
}

/// Who files, and how each is counted.
fn units(shell: &Shell, programme: &Programme) -> AnyView {
    let locale = shell.locale;
    let listed = programme.listed();
    let more = programme.units.len() - listed.len();
    let rows = listed
        .into_iter()
        .map(|unit| {
            let link = Page::Unit(programme.code.clone(), unit.code.clone())
                .link(&shell.filters.carried());
            let counted = exhibits::how_counted(locale, programme, unit);
            let note = unit.note.as_ref().map(|note| locale.name(note).to_owned());
            view! {
                <tr>
                    <td class="no">{unit.code.clone()}</td>
                    <th scope="row"><a href=link>{locale.name(&unit.name).to_owned()}</a></th>
                    <td>{words::unit_kind(locale, unit.kind)}</td>
                    <td>{counted}{note.map(|note| view! { <small>{note}</small> })}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = words::units_caption(locale, number_words::count(programme.units.len()));
    view! {
        <section id="units">
            <h2>{words::units(locale)}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
                <table class="plain">
                    <caption>{caption.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{words::code(locale)}</th>
                        <th scope="col">{words::unit(locale)}</th>
                        <th scope="col">{words::kind(locale)}</th>
                        <th scope="col">{words::how_counted(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {(more > 0).then(|| view! {
                <p class="subtitle">{words::units_below(locale, number_words::count(more))}</p>
            })}
        </section>
    }
    .into_any()
}

fn checks(locale: Locale, programme: &Programme) -> Option<AnyView> {
    (!programme.checks.is_empty()).then(|| {
        {
            let rules = programme
                .checks
                .iter()
                .map(|check| {
                    let severity = match check.severity {
                        Severity::Blocking => words::blocking(locale),
                        Severity::Warning => words::warning(locale),
                    };
                    view! {
                        <li>
                            <code>{check.rule.to_string()}</code>" "
                            {locale.name(&check.text).to_owned()}" "
                            <small>{severity}</small>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section id="checks">
                    <h2>{words::checks(locale)}</h2>
                    <ul class="rules">{rules}</ul>
                </section>
            }
        }
        .into_any()
    })
}

fn duties(shell: &Shell, programme: &Programme) -> Option<AnyView> {
    let locale = shell.locale;
    // What units say of them is no approved figure: not for everybody.
    let reads = shell.person.as_ref().is_some_and(|person| person.may_at_all(Action::Read));
    let stand = reads.then(|| {
        let page = Page::Duties(programme.code.clone());
        view! { <p><a href=shell.link(&page)>{duty_words::to_duties(locale)}</a></p> }
    });
    (!programme.duties.is_empty()).then(|| {
        {
            let rows = programme
                .duties
                .iter()
                .map(|duty| {
                    view! {
                        <tr>
                            <td class="no">{duty.no.clone()}</td>
                            <th scope="row">{locale.name(&duty.name).to_owned()}</th>
                            <td>{locale.name(&duty.who).to_owned()}</td>
                            <td>{locale.name(&duty.records).to_owned()}</td>
                        </tr>
                    }
                })
                .collect_view();
            let caption = words::duties_caption(locale, programme.duties.len());
            view! {
                <section id="duties">
                    <h2>{words::duties(locale)}</h2>
                    {stand}
                    <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
                        <table class="plain">
                            <caption>{caption.clone()}</caption>
                            <thead><tr>
                                <th scope="col">{words::clause(locale)}</th>
                                <th scope="col">{words::duty(locale)}</th>
                                <th scope="col">{words::who(locale)}</th>
                                <th scope="col">{words::records(locale)}</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </section>
            }
        }
        .into_any()
    })
}

fn sources(locale: Locale, programme: &Programme) -> AnyView {
    let documents = programme
        .documents
        .iter()
        .map(|document| {
            let issued = [document.document_no.clone(), document.issued_on.clone()];
            let issued: Vec<String> = issued.into_iter().flatten().collect();
            view! {
                <li>
                    <cite>{locale.name(&document.title).to_owned()}</cite>
                    <small>
                        {locale.name(&document.issued_by).to_owned()}" "{issued.join(" · ")}
                        " "{words::source_no(locale, &document.no)}
                    </small>
                </li>
            }
        })
        .collect_view();
    view! {
        <section id="sources"><h2>{words::sources(locale)}</h2><ul>{documents}</ul></section>
    }
    .into_any()
}
