//! The overview: how much, compared with last year; which targets are behind;
//! who has not filed. Then the details of each.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::exhibit::completeness::{self, Completeness, Returns};
use crate::exhibit::indicator_exhibits as exhibits;
use crate::exhibit::indicator_table;
use crate::exhibit::judged::{Judged, behind, tone, urgency};
use crate::exhibit::key_figure::{self, KeyFigure};
use crate::exhibit::target_table;
use crate::exhibit::{self, Exhibit};
use crate::links::{Filters, Page};
use crate::locale::{board_words as words, number_words, progress_words};
use crate::ui::shell::{Shell, document};
use crate::ui::tag::tag;

/// Behind-hand targets named on the first screen.
const NAMED: usize = 5;
/// Units that have not filed named on the first screen.
const NAMED_UNITS: usize = 8;

/// What the overview shows.
pub struct Overview<'a> {
    /// All programmes, for the switch and the targets.
    pub programmes: &'a [Programme],
    /// The one whose figures are shown.
    pub subject: &'a Programme,
    pub quarter: Quarter,
    /// Quarters that can be chosen, latest first.
    pub quarters: Vec<Quarter>,
    pub keys: Vec<KeyFigure<'a>>,
    pub volume: Option<Exhibit>,
    pub outlets: Option<Exhibit>,
    pub tiles: Option<Exhibit>,
    /// Targets of all programmes, most urgent first.
    pub targets: Vec<Judged<'a>>,
    pub completeness: Completeness<'a>,
}

impl<'a> Overview<'a> {
    /// `latest` is the last quarter with figures, `quarter` the one shown;
    /// `shown` is the indicator of the volume chart and the tiles.
    /// `facts` by programme: key figures, volume and outlets of the subject,
    /// target series of all.
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programmes: &'a [Programme],
        subject: &'a Programme,
        facts: &HashMap<String, Facts>,
        returns: &'a Returns,
        (latest, quarter): (Quarter, Quarter),
        shown: Option<&'a Indicator>,
    ) -> Self {
        let none = Facts::default();
        let of = |programme: &Programme| facts.get(&programme.code).unwrap_or(&none);
        let own = of(subject);
        let keys = subject
            .key_indicators
            .iter()
            .filter_map(|code| subject.indicator(code))
            .map(|indicator| KeyFigure::compose(subject, own, Scope::Programme, indicator, quarter))
            .collect();
        let named =
            |code: &Option<String>| code.as_deref().and_then(|code| subject.indicator(code));
        let volume = shown
            .map(|indicator| exhibits::through_quarters(shell, subject, own, indicator, quarter));
        let outlets = named(&subject.outlet_indicator)
            .map(|indicator| exhibits::by_unit(shell, subject, own, indicator, quarter));
        let tiles = shown
            .filter(|_| exhibits::has_provinces(subject))
            .map(|indicator| exhibits::tiles(shell, subject, own, indicator, quarter));
        let mut targets: Vec<Judged> = programmes
            .iter()
            .flat_map(|programme| Judged::all(programme, of(programme), shell.as_of))
            .collect();
        targets.sort_by_key(|target| urgency(target.outcome()));
        Self {
            programmes,
            subject,
            quarter,
            quarters: Quarter::range(subject.from, latest).rev().collect(),
            keys,
            volume,
            outlets,
            tiles,
            targets,
            completeness: Completeness::compose(subject, returns, latest),
        }
    }
}

/// The page.
pub fn page(shell: &Shell, overview: &Overview) -> AnyView {
    let locale = shell.locale;
    let quarter = number_words::quarter(locale, overview.quarter);
    let subject = overview.subject;
    let keys = overview.keys.iter().map(|key| key_card(shell, subject, key)).collect_view();
    let mut table_rows = overview.targets.clone();
    target_table::sort(&mut table_rows, shell.filters.sort, locale);
    let content = view! {
        <div class="title">
            <h1>{locale.name(&subject.name).to_owned()}</h1>
            <p class="period">{quarter.clone()}</p>
            {switch(shell, overview)}
        </div>
        <section aria-label=words::key_figures(locale)>
            <ul class="keys">{keys}</ul>
        </section>
        <div class="split wide-left">
            {overview.volume.as_ref().map(|volume| exhibit::view(shell, volume, "volume", None))}
            <div class="stack">
                {behind_list(shell, overview)}
                {missing_list(shell, overview)}
            </div>
        </div>
        <div class="split">
            {overview.tiles.as_ref().map(|tiles| exhibit::view(shell, tiles, "tiles", Some(680)))}
            {overview.outlets.as_ref().map(|outlets| exhibit::view(shell, outlets, "outlets", Some(680)))}
        </div>
        <section id="targets">
            <h2>{words::all_targets(locale)}</h2>
            {target_table::view(
                shell,
                words::targets_caption(locale, overview.targets.len()),
                &table_rows,
                true,
                true,
            )}
        </section>
        <section id="returns">
            <h2>{words::returns(locale)}</h2>
            {completeness::view(shell, &overview.completeness)}
        </section>
    };
    document(shell, words::overview(locale), &[], content)
}

fn key_card(shell: &Shell, subject: &Programme, key: &KeyFigure) -> AnyView {
    let locale = shell.locale;
    let filters =
        Filters { indicator: Some(key.indicator.code.clone()), ..shell.filters.carried() };
    let link = Page::Programme(subject.code.clone()).link(&filters);
    let name = locale.name(&key.indicator.name);
    let title = words::spark_title(locale, name, key.recent.points.len());
    let spark = indicator_table::spark(locale, key.indicator, &key.recent, key.quarter, title);
    key_figure::card(locale, key, link, spark)
}

/// Chooses programme and quarter; a plain form.
fn switch(shell: &Shell, overview: &Overview) -> AnyView {
    let locale = shell.locale;
    let programmes = overview
        .programmes
        .iter()
        .map(|programme| {
            let chosen = programme.code == overview.subject.code;
            let name = locale.name(&programme.short).to_owned();
            view! { <option value=programme.code.clone() selected=chosen>{name}</option> }
        })
        .collect_view();
    let quarters = overview
        .quarters
        .iter()
        .map(|quarter| {
            let chosen = *quarter == overview.quarter;
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
        <form class="switch" method="get" action=Page::Overview.path()>
            <label>{words::programme(locale)}" "<select name="programme">{programmes}</select></label>
            <label>{words::quarter(locale)}" "<select name="period">{quarters}</select></label>
            {lang}
            <button type="submit">{words::show(locale)}</button>
        </form>
    }
    .into_any()
}

/// Targets that ask for attention.
fn behind_list(shell: &Shell, overview: &Overview) -> AnyView {
    let locale = shell.locale;
    let all: Vec<&Judged> =
        overview.targets.iter().filter(|target| behind(target.outcome())).collect();
    let rest = all.len().saturating_sub(NAMED);
    let named = all
        .iter()
        .take(NAMED)
        .map(|row| {
            let page = Page::Target(row.programme.code.clone(), row.target.no.clone());
            let outcome = row.outcome();
            view! {
                <li>
                    <a href=shell.link(&page)>{locale.name(&row.target.name).to_owned()}</a>
                    <small>
                        {words::number_in(locale, &row.target.no, locale.name(&row.programme.short))}
                    </small>
                    {tag(tone(outcome), progress_words::outcome(locale, &outcome))}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel">
            <h2>{words::behind_title(locale, all.len(), overview.targets.len())}</h2>
            <ul class="behind">{named}</ul>
            <p><a href="#targets">{more(rest, words::all_targets_link(locale), words::more_targets(locale, rest))}</a></p>
        </section>
    }
    .into_any()
}

/// Units whose last return is not in.
fn missing_list(shell: &Shell, overview: &Overview) -> Option<AnyView> {
    let locale = shell.locale;
    let last = *overview.completeness.quarters.last()?;
    let missing = overview.completeness.missing(last);
    let (filed, all) = overview.completeness.of_all(last);
    let names = missing
        .iter()
        .take(NAMED_UNITS)
        .map(|unit| {
            let page = Page::Unit(overview.subject.code.clone(), unit.code.clone());
            view! { <li><a href=shell.link(&page)>{locale.name(&unit.name).to_owned()}</a></li> }
        })
        .collect_view();
    let rest =
        if overview.subject.is_large() { 0 } else { missing.len().saturating_sub(NAMED_UNITS) };
    Some(view! {
        <section class="panel">
            <h2>
                {words::missing_title(
                    locale,
                    number_words::quarter(locale, last),
                    number_words::count(all - filed),
                    number_words::count(all),
                )}
            </h2>
            {if missing.is_empty() {
                view! { <p>{words::all_filed(locale)}</p> }.into_any()
            } else {
                view! { <ul class="names">{names}</ul> }.into_any()
            }}
            <p><a href="#returns">{more(rest, words::all_returns_link(locale), words::more_units(locale, number_words::count(rest)))}</a></p>
        </section>
    }.into_any())
}

/// The link to all, saying how many are not named above it.
fn more(rest: usize, all: &'static str, with_rest: String) -> String {
    if rest == 0 { all.to_owned() } else { with_rest }
}
