//! One target: its verdict with the explanation, its way, its clause, and
//! what a supposed next figure would change.

use leptos::prelude::*;
use num_bigint::BigInt;
use num_rational::BigRational;

use crate::chart::{Value, path as way};
use crate::domain::decimal::Decimal;
use crate::domain::facts::Facts;
use crate::domain::forecast::{METHOD, forecast};
use crate::domain::indicator::{Indicator, Kind, Measure};
use crate::domain::period::{Period, Quarter};
use crate::domain::programme::Programme;
use crate::domain::progress::{Verdict, planned_path};
use crate::domain::series::{Absence, Figure, Point};
use crate::domain::target::{Comparator, Target};
use crate::exhibit::indicator_table::cell;
use crate::exhibit::judged::{Judged, goal, tone};
use crate::exhibit::target_table::{far, latest};
use crate::exhibit::{self, Exhibit, Picture, path_to};
use crate::links::{Filters, Page};
use crate::locale::{Locale, board_words as words, compare_words, number_words, progress_words};
use crate::progress::suppose;
use crate::ui::shell::{Shell, document};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::tag::tag;

/// What a target's page shows.
pub struct TargetPage<'a> {
    pub judged: Judged<'a>,
    pub exhibit: Exhibit,
    /// Whether the chart looks ahead, and so names its method.
    pub forecast: bool,
}

impl<'a> TargetPage<'a> {
    /// `None` when the target's indicator is not in the programme.
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programme: &'a Programme,
        target: &'a Target,
        facts: &Facts,
    ) -> Option<Self> {
        let judged = Judged::new(programme, facts, target, shell.as_of)?;
        let data = draw_way(shell, &judged);
        let forecast = !data.forecast.is_empty();
        let exhibit = exhibit_of(shell, &judged, data);
        Some(Self { judged, exhibit, forecast })
    }
}

fn rounded(indicator: &Indicator, number: &BigRational) -> Decimal {
    Decimal::round_half_even(number, u32::from(indicator.decimals.max(2)))
}

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// The path in the series' own unit; growth is planned in percent of its base.
fn path_in_unit(judged: &Judged) -> Vec<(Quarter, BigRational)> {
    let path = planned_path(&judged.case.terms);
    if judged.target.comparator != Comparator::Growth {
        return path;
    }
    let base = judged.case.terms.baseline.as_ref().and_then(|base| base.value.clone());
    let Some(base) = base else { return Vec::new() };
    path.into_iter()
        .map(|(quarter, percent)| (quarter, &base * (whole(100) + percent) / whole(100)))
        .collect()
}

/// The value to reach in the series' own unit, where it is a level.
fn goal_level(judged: &Judged) -> Option<Decimal> {
    match judged.target.comparator {
        Comparator::Milestone | Comparator::ChangeAtMost => None,
        Comparator::Growth => path_in_unit(judged)
            .last()
            .map(|(_, level)| rounded(judged.indicator, level))
            .or_else(|| {
                let base = judged.case.terms.baseline.as_ref()?.value.as_ref()?;
                let value = judged.case.terms.value.as_ref()?;
                let level = base * (whole(100) + value) / whole(100);
                Some(rounded(judged.indicator, &level))
            }),
        _ => judged.target.value.clone(),
    }
}

fn draw_way(shell: &Shell, judged: &Judged) -> way::Way {
    let indicator = judged.indicator;
    let as_of = shell.as_of;
    let actual = judged
        .series
        .points
        .iter()
        .filter(|point| point.period.last_quarter() <= as_of)
        .map(|point| (point.period, Value::of(point, indicator.decimals)))
        .collect();
    let path = path_in_unit(judged);
    let corners = path.iter().filter(|(quarter, _)| {
        let waypoint =
            judged.case.terms.milestones.iter().any(|(at, _)| at.last_quarter() == *quarter);
        let ends = [path.first(), path.last()].into_iter().flatten();
        waypoint || ends.into_iter().any(|(end, _)| end == quarter)
    });
    let planned = corners
        .map(|(quarter, level)| (Period::Quarter(*quarter), rounded(indicator, level)))
        .collect();
    way::Way {
        actual,
        planned,
        target: goal_level(judged).map(|value| way::Goal {
            value,
            upper: judged.target.upper.clone(),
            label: goal(shell.locale, judged.target),
        }),
        due: judged.target.due,
        as_of: Some(Period::Quarter(as_of)),
        forecast: outlook(judged, as_of),
    }
}

/// A look ahead to the due date, where figures and target allow one.
fn outlook(judged: &Judged, as_of: Quarter) -> Vec<way::Outlook> {
    let unlikely = [Comparator::Milestone, Comparator::ChangeAtMost, Comparator::Range];
    let allowed = !unlikely.contains(&judged.target.comparator);
    let Some(due) = judged.target.due.filter(|due| allowed && due.last_quarter() > as_of) else {
        return Vec::new();
    };
    let known: Vec<(Period, Option<BigRational>)> =
        judged.series.settled().filter(|(period, _)| period.last_quarter() <= as_of).collect();
    forecast(&known, due)
        .unwrap_or_default()
        .into_iter()
        .map(|ahead| way::Outlook {
            period: ahead.period,
            low: rounded(judged.indicator, &ahead.low),
            middle: rounded(judged.indicator, &ahead.mid),
            high: rounded(judged.indicator, &ahead.high),
        })
        .collect()
}

fn exhibit_of(shell: &Shell, judged: &Judged, data: way::Way) -> Exhibit {
    let locale = shell.locale;
    let target = judged.target;
    let unit = locale.name(&judged.indicator.measure_unit);
    let title = words::way_title(locale, locale.name(&target.name), goal(locale, target));
    let outcome = progress_words::outcome(locale, &judged.outcome());
    Exhibit {
        subtitle: words::chart_subtitle(locale, unit, measure_words(locale, judged.indicator)),
        description: words::way_description(
            locale,
            latest(locale, judged),
            goal(locale, target),
            outcome,
        ),
        decimals: (judged.indicator.kind == Kind::Ratio).then_some(judged.indicator.decimals),
        picture: Picture::Path(data),
        table: way_table(shell, judged, &title),
        title,
        page: Page::Target(judged.programme.code.clone(), target.no.clone()),
        filters: shell.filters.carried(),
    }
}

/// What the points of the series are.
fn measure_words(locale: Locale, indicator: &Indicator) -> &'static str {
    match indicator.measure {
        Measure::CalendarYear => words::calendar_year(locale),
        Measure::Running => words::running(locale),
        Measure::Level => words::covers(locale, indicator.kind),
    }
}

/// Every point the verdict rests on, latest first, with the plan beside it.
fn way_table(shell: &Shell, judged: &Judged, caption: &str) -> Table {
    let locale = shell.locale;
    let indicator = judged.indicator;
    let path = path_in_unit(judged);
    let ratio = indicator.parts.as_ref();
    let growth = judged.target.comparator == Comparator::Growth;
    let base = judged.case.terms.baseline.as_ref().and_then(|base| base.value.clone());
    let rows = judged
        .series
        .points
        .iter()
        .filter(|point| point.period.last_quarter() <= shell.as_of)
        .rev()
        .map(|point| {
            let period = number_words::period(locale, point.period);
            let mut row = vec![
                Cell::number(period, point.period.to_string()),
                way_cell(locale, indicator, point),
            ];
            if ratio.is_some() {
                row.extend(part_cells(locale, indicator, point));
            }
            if growth {
                row.push(growth_cell(locale, point, base.as_ref()));
            }
            if !path.is_empty() {
                row.push(planned_cell(locale, indicator, point, &path));
            }
            row
        })
        .collect();
    let unit = locale.name(&indicator.measure_unit);
    let mut columns = vec![
        Column::text(words::period(locale)),
        Column::numeric(words::in_unit(locale, words::actual(locale), unit)),
    ];
    if let Some(parts) = ratio {
        for part in [&parts.numerator, &parts.denominator] {
            let name = locale.name(&part.name);
            let unit = locale.name(&part.measure_unit);
            columns.push(Column::numeric(words::in_unit(locale, name, unit)));
        }
    }
    if growth {
        columns.push(Column::numeric(words::against_base(locale)));
    }
    if !path.is_empty() {
        columns.push(Column::numeric(words::in_unit(locale, words::planned(locale), unit)));
    }
    Table { caption: words::in_unit(locale, caption, unit), columns, rows, totals: 0 }
}

fn way_cell(locale: Locale, indicator: &Indicator, point: &Point) -> Cell {
    if indicator.kind != Kind::Milestone {
        return cell(locale, indicator, Some(point));
    }
    match &point.figure {
        Figure::Number(number) => {
            let word = if number.is_zero() { words::not_done(locale) } else { words::done(locale) };
            Cell::number(word.to_owned(), number.to_string())
        }
        _ => cell(locale, indicator, Some(point)),
    }
}

fn part_cells(locale: Locale, indicator: &Indicator, point: &Point) -> [Cell; 2] {
    let (Some(parts), Figure::Ratio { numerator, denominator }) = (&indicator.parts, &point.figure)
    else {
        let why = exhibit::absence_word(locale, Absence::Blank);
        return [Cell::absent(why), Cell::absent(why)];
    };
    [(numerator, &parts.numerator), (denominator, &parts.denominator)].map(|(number, part)| {
        Cell::number(number_words::fixed(number, part.decimals), number.to_string())
    })
}

fn growth_cell(locale: Locale, point: &Point, base: Option<&BigRational>) -> Cell {
    let change = point.figure.exact().zip(base).filter(|(_, base)| **base != whole(0));
    match change {
        Some((now, base)) => {
            let percent = (now / base - whole(1)) * whole(100);
            let shown = Decimal::round_half_even(&percent, 2);
            let exact = Decimal::round_half_even(&percent, 6);
            Cell::number(format!("{}%", number_words::signed(&shown, 2)), exact.to_string())
        }
        None => Cell::absent(words::no_comparison(locale)),
    }
}

fn planned_cell(
    locale: Locale,
    indicator: &Indicator,
    point: &Point,
    path: &[(Quarter, BigRational)],
) -> Cell {
    let at = point.period.last_quarter();
    match path.iter().find(|(quarter, _)| *quarter == at) {
        Some((_, level)) => {
            let level = rounded(indicator, level);
            Cell::number(number_words::exact(&level), level.to_string())
        }
        None => Cell::absent(words::outside_path(locale)),
    }
}

/// The page; `typed` is the supposed figure as it was typed.
pub fn page(shell: &Shell, of: &TargetPage, typed: String) -> AnyView {
    let locale = shell.locale;
    let judged = &of.judged;
    let target = judged.target;
    let title = locale.name(&target.name).to_owned();
    let outcome = judged.outcome();
    let explanation = match &judged.verdict {
        Ok(verdict) => {
            let unit = locale.name(&judged.indicator.measure_unit);
            progress_words::explanation(locale, &judged.case, verdict, unit)
        }
        Err(fault) => format!("{}{}{}", fault.field, words::colon(locale), fault.message),
    };
    let gaps = judged.verdict.as_ref().ok().and_then(|verdict| gaps(locale, verdict));
    let far = far(judged).map(|far| {
        let label = words::far(locale, &far);
        view! {
            <p class="far">
                <progress max="100" value=far aria-label=label.clone()></progress>" "{label}
            </p>
        }
    });
    let method = of.forecast.then(|| words::forecast_method(locale, METHOD));
    let no = words::number_in(locale, &target.no, locale.name(&judged.programme.short));
    let content = view! {
        <div class="title">
            <p class="no">{no}</p>
            <h1>{title.clone()}</h1>
        </div>
        <section class="verdict-panel" aria-label=words::verdict(locale)>
            <p class="outcome">{tag(tone(outcome), progress_words::outcome(locale, &outcome))}</p>
            <dl class="numbers">
                <div><dt>{words::latest(locale)}</dt><dd>{latest(locale, judged)}</dd></div>
                <div><dt>{words::goal(locale)}</dt><dd>{goal(locale, target)}</dd></div>
                <div><dt>{words::due(locale)}</dt><dd>{due(locale, target)}</dd></div>
            </dl>
            {far}
            <p class="explanation">{explanation}</p>
            {gaps.map(|gaps| view! { <p class="gaps">{gaps}</p> })}
            {to_comparison(shell, judged)}
        </section>
        <div class="split wide-left">
            <div>
                {exhibit::view(shell, &of.exhibit, "way", None)}
                {method.map(|method| view! { <p class="method">{method}</p> })}
            </div>
            <div class="stack">
                {suppose::panel(shell, judged, typed)}
                {source(shell, judged)}
            </div>
        </div>
    };
    document(shell, &title, &path_to(shell, Some(judged.programme)), content)
}

/// The way to the units beside each other on this target, where there are some.
fn to_comparison(shell: &Shell, judged: &Judged) -> Option<AnyView> {
    let Judged { programme, indicator, target, .. } = judged;
    let units = programme.units.iter().filter(|unit| programme.has_figures(unit, indicator));
    (units.take(2).count() > 1).then(|| {
        let page = Page::Compare(programme.code.clone());
        let link = shell.link_with(&page, |filters| filters.target = Some(target.no.clone()));
        let words = compare_words::to_compare(shell.locale, shell.locale.name(&target.name));
        view! { <p class="way"><a href=link>{words}</a></p> }.into_any()
    })
}

/// Periods without a figure, named.
fn gaps(locale: Locale, verdict: &Verdict) -> Option<String> {
    (!verdict.gaps.is_empty()).then(|| {
        let periods: Vec<String> =
            verdict.gaps.iter().map(|period| number_words::period(locale, *period)).collect();
        words::gaps(locale, periods.join(words::comma(locale)))
    })
}

fn due(locale: Locale, target: &Target) -> String {
    target.due.map_or_else(
        || words::no_deadline(locale).to_owned(),
        |due| number_words::period(locale, due),
    )
}

/// Where the target is printed, in which words, and how it is read.
fn source(shell: &Shell, judged: &Judged) -> AnyView {
    let locale = shell.locale;
    let target = judged.target;
    let document = judged.programme.document(&target.source.document);
    let title = document.map(|document| locale.name(&document.title).to_owned());
    let clause = words::clause_of(locale, &target.source.clause);
    let baseline = match &target.baseline {
        None => words::no_baseline(locale).to_owned(),
        Some(base) => {
            let period = number_words::period(locale, base.period);
            let printed = base.value.as_ref().map(number_words::exact);
            let filed = judged.case.terms.baseline.as_ref().and_then(|base| base.value.as_ref());
            match (printed, filed) {
                (Some(printed), _) => words::with_period(locale, printed, period),
                (None, Some(filed)) => words::baseline_filed(
                    locale,
                    number_words::exact(&rounded(judged.indicator, filed)),
                    period,
                ),
                (None, None) => words::baseline_without_figure(locale, period),
            }
        }
    };
    let definition = judged.indicator.definition.as_ref().map(|text| locale.name(text).to_owned());
    let indicator = format!("{} {}", judged.indicator.code, locale.name(&judged.indicator.name));
    let filters =
        Filters { indicator: Some(judged.indicator.code.clone()), ..shell.filters.carried() };
    let indicator_link = Page::Programme(judged.programme.code.clone()).link(&filters);
    view! {
        <section class="panel source">
            <h2>{words::source(locale)}</h2>
            <dl>
                <div><dt>{words::document(locale)}</dt><dd>{title}" "{clause}</dd></div>
                <div>
                    <dt>{words::printed_as(locale)}</dt>
                    <dd><q lang="en">{target.printed_as.clone()}</q></dd>
                </div>
                <div>
                    <dt>{words::read_as(locale)}</dt>
                    <dd>{words::comparator(locale, target.comparator)}</dd>
                </div>
                <div><dt>{words::baseline(locale)}</dt><dd>{baseline}</dd></div>
                <div>
                    <dt>{words::responsible(locale)}</dt>
                    <dd>{locale.name(&target.responsible).to_owned()}</dd>
                </div>
                <div>
                    <dt>{words::indicator(locale)}</dt>
                    <dd><a href=indicator_link>{indicator}</a></dd>
                </div>
                {definition.map(|definition| view! {
                    <div><dt>{words::definition(locale)}</dt><dd>{definition}</dd></div>
                })}
            </dl>
        </section>
    }
    .into_any()
}
