//! Units beside each other: small charts on one scale, then their ranking.

use leptos::prelude::*;
use num_bigint::BigInt;
use num_rational::BigRational;

use super::ranking;
use super::subject::{Against, Subject, usual_units};
use crate::chart::path::Goal;
use crate::chart::small_multiples::{Panel, SmallMultiples};
use crate::chart::{Hue, Value};
use crate::domain::comparison::{Compared, compare};
use crate::domain::decimal::Decimal;
use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::{Period, Quarter};
use crate::domain::programme::Programme;
use crate::domain::series::Series;
use crate::domain::signal::{self, Signal};
use crate::domain::target::{Comparator, Target};
use crate::domain::unit::Unit;
use crate::exhibit::indicator_exhibits::{counted, how_counted, places, subtitle, value_of};
use crate::exhibit::judged::{Judged, goal};
use crate::exhibit::{self, Exhibit, Picture, path_to};
use crate::links::{Filters, Page};
use crate::locale::{Locale, board_words, compare_words as words, number_words, province_words};
use crate::ui::shell::{Shell, document};
use crate::ui::table::table;

/// One unit of the comparison with all that its row says.
pub(super) struct Row<'a> {
    /// Short, with the marks that are explained below the table.
    pub name: String,
    pub compared: Compared<'a>,
    /// Its own target, where targets of units are compared.
    pub judged: Option<Judged<'a>>,
    pub signals: Vec<Signal>,
}

/// What the page shows.
pub struct Comparison<'a> {
    programme: &'a Programme,
    subject: Subject<'a>,
    quarter: Quarter,
    /// Quarters that can be chosen, latest first.
    quarters: Vec<Quarter>,
    units: Vec<&'a Unit>,
    /// The small charts, and the ranking as its table.
    exhibit: Exhibit,
    median: Option<BigRational>,
    remarks: Vec<String>,
}

impl<'a> Comparison<'a> {
    /// `chosen` is empty for the usual units; `due` is the last quarter whose
    /// returns were due.
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programme: &'a Programme,
        facts: &Facts,
        subject: Subject<'a>,
        chosen: &[&'a Unit],
        (latest, quarter, due): (Quarter, Quarter, Quarter),
    ) -> Self {
        let locale = shell.locale;
        let indicator = subject.indicator;
        let units: Vec<&Unit> =
            if chosen.is_empty() { usual_units(programme, indicator) } else { chosen.to_vec() };
        let compared = compare(programme, facts, indicator, &units, quarter, due);
        let median = if indicator.is_percentage() {
            signal::median(compared.iter().filter_map(Compared::settled))
        } else {
            None
        };
        let mut rows: Vec<Row> = compared
            .into_iter()
            .map(|compared| Row {
                name: marked(locale, programme, compared.unit),
                judged: subject
                    .own(compared.unit)
                    .and_then(|target| Judged::new(programme, facts, target, shell.as_of)),
                signals: compared.signals.clone(),
                compared,
            })
            .collect();
        if !indicator.is_percentage() {
            behind_the_others(&mut rows);
        }
        ranking::order(&mut rows, shell.filters.sort, locale);
        let remarks = rows.iter().filter_map(|row| remark(locale, programme, row.compared.unit));
        Self {
            remarks: remarks.collect(),
            exhibit: exhibit(shell, programme, &subject, quarter, &rows),
            quarters: Quarter::range(programme.from, latest).rev().collect(),
            programme,
            subject,
            quarter,
            units,
            median,
        }
    }

    /// The charts with their table, as files are made of it.
    #[must_use]
    pub fn exhibit(&self) -> &Exhibit {
        &self.exhibit
    }
}

/// Where targets of units are compared and no figure is a percentage, the share
/// of each one's way is held against the others'.
fn behind_the_others(rows: &mut [Row]) {
    let hundred = BigRational::from_integer(BigInt::from(100));
    let way = |row: &Row| {
        let verdict = row.judged.as_ref()?.verdict.as_ref().ok()?;
        verdict.progress.as_ref().map(|share| share * &hundred)
    };
    let ways: Vec<Option<BigRational>> = rows.iter().map(way).collect();
    let Some(median) = signal::median(ways.iter().flatten().cloned()) else { return };
    for (row, way) in rows.iter_mut().zip(&ways) {
        row.signals.extend(way.as_ref().and_then(|way| signal::below_median(way, &median)));
    }
}

/// † is shown and not in the total, ‡ a part of another unit.
fn marked(locale: Locale, programme: &Programme, unit: &Unit) -> String {
    let name = province_words::short_name(locale, &unit.code, &unit.name);
    if !counted(unit) {
        format!("{name}†")
    } else if unit.member_of.is_some()
        && programme.beside_each_other().iter().all(|one| one.code != unit.code)
    {
        format!("{name}‡")
    } else {
        name
    }
}

/// What a mark means.
fn remark(locale: Locale, programme: &Programme, unit: &Unit) -> Option<String> {
    let name = locale.name(&unit.name);
    let usual = programme.beside_each_other().iter().any(|one| one.code == unit.code);
    match &unit.member_of {
        _ if !counted(unit) => {
            Some(words::mark(locale, name, how_counted(locale, programme, unit)))
        }
        Some(above) if !usual => {
            let above =
                programme.unit(above).map_or(above.as_str(), |unit| locale.name(&unit.name));
            Some(words::part_of(locale, name, above))
        }
        _ => None,
    }
}

fn exhibit(
    shell: &Shell,
    programme: &Programme,
    subject: &Subject,
    quarter: Quarter,
    rows: &[Row],
) -> Exhibit {
    let locale = shell.locale;
    let indicator = subject.indicator;
    let first = rows.iter().filter_map(|row| Some(row.compared.series.points.first()?.period));
    let first = first.map(Period::last_quarter).min().unwrap_or(quarter);
    let panels = rows
        .iter()
        .map(|row| Panel {
            name: row.name.clone(),
            hue: Hue::Accent,
            values: match &row.judged {
                Some(judged) => measured(&judged.series, indicator),
                None => quarterly(&row.compared.series, indicator, first, quarter),
            },
            target: subject.beside(row.compared.unit).and_then(|target| level(locale, target)),
        })
        .collect();
    let mut under = subtitle(locale, indicator);
    if rows.iter().any(|row| !counted(row.compared.unit)) {
        under = board_words::with_footnote(locale, under);
    }
    Exhibit {
        title: words::compare_exhibit(locale, locale.name(&indicator.name), rows.len()),
        subtitle: under,
        description: description(locale, indicator, rows),
        picture: Picture::SmallMultiples(SmallMultiples { panels }),
        decimals: places(indicator),
        table: ranking::table(shell, programme, subject, quarter, rows),
        page: Page::Compare(programme.code.clone()),
        filters: shell.filters.clone(),
    }
}

/// Every quarter, with a gap where nothing was filed.
fn quarterly(
    series: &Series,
    indicator: &Indicator,
    first: Quarter,
    last: Quarter,
) -> Vec<(Period, Value)> {
    Quarter::range(first, last)
        .map(|quarter| {
            let period = Period::Quarter(quarter);
            (period, value_of(series.at(period), indicator.decimals))
        })
        .collect()
}

/// What a target is held against: it may be years.
fn measured(series: &Series, indicator: &Indicator) -> Vec<(Period, Value)> {
    let value = |point| Value::of(point, indicator.decimals);
    series.points.iter().map(|point| (point.period, value(point))).collect()
}

/// The value as a line; growth and milestones have none.
fn level(locale: Locale, target: &Target) -> Option<Goal> {
    let drawn = !matches!(
        target.comparator,
        Comparator::Growth | Comparator::ChangeAtMost | Comparator::Milestone
    );
    let value = target.value.clone().filter(|_| drawn)?;
    Some(Goal { value, upper: target.upper.clone(), label: goal(locale, target) })
}

fn description(locale: Locale, indicator: &Indicator, rows: &[Row]) -> String {
    let unit = locale.name(&indicator.measure_unit);
    let with: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let number = row.compared.point.as_ref()?.figure.shown(indicator.decimals)?;
            let figure = board_words::with_unit(locale, number_words::exact(&number), unit);
            let name = locale.name(&row.compared.unit.name);
            Some(format!("{name}{}{figure}", board_words::colon(locale)))
        })
        .collect();
    if with.is_empty() {
        board_words::no_figures_yet(locale).to_owned()
    } else {
        with.join(board_words::comma(locale))
    }
}

/// The page.
pub fn page(shell: &Shell, of: &Comparison) -> AnyView {
    let locale = shell.locale;
    let title = words::compare_title(locale, locale.name(&of.subject.indicator.name));
    let remarks =
        of.remarks.iter().map(|remark| view! { <li>{remark.clone()}</li> }).collect_view();
    let rule = match &of.median {
        Some(median) => {
            let decimals = of.subject.indicator.decimals;
            let shown = Decimal::round_half_even(median, u32::from(decimals));
            words::signal_rule_percent(locale, number_words::fixed(&shown, decimals))
        }
        None => words::signal_rule(locale).to_owned(),
    };
    let view_here = shell.page.link(&Filters { lang: Some(locale), ..shell.filters.clone() });
    let content = view! {
        <div class="title">
            <h1>{title.clone()}</h1>
            <p class="period">{number_words::quarter(locale, of.quarter)}</p>
        </div>
        <p class="lead">{held_against(shell, of)}</p>
        {chooser(shell, of)}
        {exhibit::drawing(shell, &of.exhibit, "compared", Some(1180))}
        <section id="ranking">
            <h2>{words::ranking(locale)}</h2>
            {table(&of.exhibit.table)}
            <ul class="remarks">{remarks}</ul>
            <p class="subtitle">{words::rank_rule(locale)}</p>
            <p class="subtitle">{rule}</p>
            <p class="subtitle">{board_words::incomplete_note(locale)}</p>
        </section>
        <p class="this-view">
            {words::this_view(locale)}<a href=view_here.clone()>{view_here.clone()}</a>
        </p>
    };
    document(shell, &title, &path_to(shell, Some(of.programme)), content)
}

/// Whose target it is, in a sentence, with the way to it.
fn held_against(shell: &Shell, of: &Comparison) -> AnyView {
    let locale = shell.locale;
    let sentence = match &of.subject.against {
        Against::Nothing => words::against_nothing(locale).to_owned(),
        Against::Each(target) => words::against_each(locale, &target.no, goal(locale, target)),
        Against::Together(target) => {
            words::against_together(locale, &target.no, goal(locale, target))
        }
        Against::Own(targets) => words::against_own(locale, targets.len()),
    };
    let to = match &of.subject.against {
        Against::Each(target) | Against::Together(target) => Some(target),
        Against::Nothing | Against::Own(_) => None,
    };
    let link = to.map(|target| {
        let page = Page::Target(of.programme.code.clone(), target.no.clone());
        view! { " "<a href=shell.link(&page)>{words::to_target(locale, &target.no)}</a> }
    });
    view! { {sentence}{link} }.into_any()
}

/// Chooses quarter, indicator or target, and units; a plain form.
fn chooser(shell: &Shell, of: &Comparison) -> AnyView {
    let locale = shell.locale;
    let programme = of.programme;
    let option = |value: String, words: String, chosen: bool| {
        view! { <option value=value selected=chosen>{words}</option> }
    };
    let quarters = of
        .quarters
        .iter()
        .map(|quarter| {
            let words = number_words::quarter(locale, *quarter);
            option(quarter.to_string(), words, *quarter == of.quarter)
        })
        .collect_view();
    let indicators = programme
        .indicators
        .iter()
        .map(|indicator| {
            let name = format!("{} {}", indicator.code, locale.name(&indicator.name));
            option(indicator.code.clone(), name, indicator.code == of.subject.indicator.code)
        })
        .collect_view();
    let now = of.subject.target();
    let targets: Vec<_> = Subject::targets(programme)
        .into_iter()
        .map(|target| {
            let name = match (&target.unit, programme.indicator(&target.indicator)) {
                (Some(_), Some(indicator)) => {
                    words::own_target_of(locale, locale.name(&indicator.name))
                }
                _ => format!("{} {}", target.no, locale.name(&target.name)),
            };
            option(target.no.clone(), name, now.is_some_and(|now| now.no == target.no))
        })
        .collect();
    let targets = (!targets.is_empty()).then(|| {
        view! {
            <label>
                {words::what_target(locale)}" "
                <select name="target" aria-describedby="target-hint">
                    <option value="" selected=now.is_none()>{words::no_target_chosen(locale)}</option>
                    {targets}
                </select>
            </label>
        }
    });
    let hint = targets.is_some().then(|| {
        view! { <p class="subtitle" id="target-hint">{words::target_hint(locale)}</p> }
    });
    let lang = shell.filters.lang.map(|lang| {
        view! { <input type="hidden" name="lang" value=lang.tag()/> }
    });
    view! {
        <form class="chooser" method="get" action=shell.page.path()>
            <div class="switch">
                <label>{board_words::quarter(locale)}" "<select name="period">{quarters}</select></label>
                <label>{board_words::indicator(locale)}" "<select name="indicator">{indicators}</select></label>
                {targets}
                {lang}
                <button type="submit">{board_words::show(locale)}</button>
            </div>
            {hint}
            {units(shell, of)}
        </form>
    }
    .into_any()
}

/// The units that have figures of the indicator, to be ticked: all of them, or
/// of a large programme those listed and those compared.
fn units(shell: &Shell, of: &Comparison) -> AnyView {
    let locale = shell.locale;
    let mut can = of.programme.listed();
    let others = of.units.iter().filter(|unit| can.iter().all(|one| one.code != unit.code));
    let others: Vec<&Unit> = others.copied().collect();
    can.extend(others);
    can.retain(|unit| of.programme.has_figures(unit, of.subject.indicator));
    let boxes = can
        .iter()
        .map(|unit| {
            let chosen = shell.filters.units.contains(&unit.code);
            view! {
                <label>
                    <input type="checkbox" name="units" value=unit.code.clone() checked=chosen/>
                    {locale.name(&unit.name).to_owned()}
                </label>
            }
        })
        .collect_view();
    let narrowed = !shell.filters.units.is_empty();
    let again = narrowed.then(|| {
        let link = shell.here(|filters| filters.units.clear());
        view! { <p><a href=link>{words::all_units_again(locale)}</a></p> }
    });
    view! {
        <details open=narrowed>
            <summary>{words::units_chosen(locale, of.units.len(), can.len())}</summary>
            <fieldset>
                <legend class="subtitle">{words::units_hint(locale)}</legend>
                <div class="ticks">{boxes}</div>
                {again}
            </fieldset>
        </details>
    }
    .into_any()
}
