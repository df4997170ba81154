//! One key figure: how much, against the quarter before and the same quarter
//! last year, and its way here.

use leptos::prelude::*;

use crate::domain::decimal::Decimal;
use crate::domain::facts::{Change, ChangeSize, Facts};
use crate::domain::indicator::{Indicator, Kind};
use crate::domain::period::{Period, Quarter};
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::{Figure, Point, Series, Standing};
use crate::locale::{Locale, board_words as words, number_words};

/// What a key figure shows.
#[derive(Clone, Debug)]
pub struct KeyFigure<'a> {
    pub indicator: &'a Indicator,
    pub quarter: Quarter,
    pub point: Option<Point>,
    /// Sum since 1 January, for flows after the first quarter.
    pub since_january: Option<Point>,
    pub on_quarter: Option<Change>,
    pub on_year: Option<Change>,
    pub recent: Series,
}

/// Quarters drawn in the small line.
const RECENT: i32 = 12;

impl<'a> KeyFigure<'a> {
    #[must_use]
    pub fn compose(
        programme: &'a Programme,
        facts: &Facts,
        who: Scope,
        indicator: &'a Indicator,
        quarter: Quarter,
    ) -> Self {
        let series = facts.series(programme, who, indicator);
        let change =
            |before: Option<Quarter>| facts.change(programme, who, indicator, quarter, before?);
        let first_recent = quarter.index() - RECENT;
        let recent = Series {
            points: series
                .points
                .iter()
                .filter(|point| {
                    let at = point.period.last_quarter();
                    at.index() > first_recent && at <= quarter
                })
                .cloned()
                .collect(),
        };
        Self {
            indicator,
            quarter,
            point: series.at(quarter.into()).cloned(),
            since_january: since_january(indicator, &series, quarter),
            on_quarter: change(quarter.plus(-1)),
            on_year: change(quarter.year_before()),
            recent,
        }
    }
}

/// The running sum of the year, where it differs from the quarter's figure.
fn since_january(indicator: &Indicator, series: &Series, quarter: Quarter) -> Option<Point> {
    if indicator.kind != Kind::Flow || quarter.of_year() == 1 {
        return None;
    }
    let first = Quarter::new(quarter.year(), 1)?;
    let mut standing = Standing::Approved;
    let mut sum = Decimal::zero();
    for at in Quarter::range(first, quarter) {
        let point = series.at(at.into())?;
        let Figure::Number(number) = &point.figure else { return None };
        sum = &sum + number;
        if point.standing != Standing::Approved {
            standing = point.standing;
        }
    }
    Some(Point { period: Period::Quarter(quarter), figure: Figure::Number(sum), standing })
}

/// What a change says, with its sign: `+12.3%`, `−0.4 个百分点`.
#[must_use]
pub fn change_words(locale: Locale, change: &Change) -> String {
    match &change.size {
        ChangeSize::Percent(percent) => {
            let shown = Decimal::round_half_even(percent, 1);
            format!("{}%", number_words::signed(&shown, 1))
        }
        ChangeSize::PercentagePoints(points) => {
            let shown = Decimal::round_half_even(points, 2);
            words::percentage_points(locale, number_words::signed(&shown, 2))
        }
    }
}

/// The key figure as a card. `spark` is its small line, drawn.
pub fn card(locale: Locale, key: &KeyFigure, link: String, spark: String) -> AnyView {
    let indicator = key.indicator;
    let unit = locale.name(&indicator.measure_unit).to_owned();
    let shown = key.point.as_ref().and_then(|point| point.figure.shown(indicator.decimals));
    let big = match &shown {
        Some(number) => {
            let exact = words::with_unit(locale, number_words::exact(number), &unit);
            let (headline, scale) = if indicator.kind == Kind::Ratio {
                (number_words::fixed(number, indicator.decimals), "")
            } else {
                number_words::headline(locale, number)
            };
            view! {
                <p class="big" title=exact>
                    <b>{headline}</b>" "<span>{format!("{scale}{unit}")}</span>
                </p>
            }
            .into_any()
        }
        None => view! { <p class="big absent">{words::not_filed(locale)}</p> }.into_any(),
    };
    let standing = key.point.as_ref().map(|point| point.standing);
    let incomplete = match standing {
        Some(Standing::Incomplete { filed, expected }) => Some(words::incomplete(
            locale,
            number_words::count(filed),
            number_words::count(expected),
        )),
        Some(Standing::Provisional) => Some(words::provisional(locale).to_owned()),
        Some(Standing::Approved) | None => None,
    };
    let since_january = key.since_january.as_ref().and_then(|point| {
        let number = point.figure.shown(indicator.decimals)?;
        let (headline, scale) = number_words::headline(locale, &number);
        Some(words::since_january(locale, headline, format!("{scale}{unit}")))
    });
    let comparisons =
        [(words::on_year(locale), &key.on_year), (words::on_quarter(locale), &key.on_quarter)];
    view! {
        <li class="key">
            <h2><a href=link>{locale.name(&indicator.name).to_owned()}</a></h2>
            <p class="covers">{words::covers(locale, indicator.kind)}</p>
            {big}
            {incomplete.map(|text| view! { <p class="unsettled-note">{text}</p> })}
            <p class="since">{since_january.unwrap_or_default()}</p>
            <dl>
                {comparisons.into_iter().map(|(name, change)| view! {
                    <div><dt>{name}</dt><dd>{comparison(locale, change.as_ref())}</dd></div>
                }).collect_view()}
            </dl>
            <div class="spark" inner_html=spark></div>
        </li>
    }
    .into_any()
}

/// A change with the units it is over, where those are not all.
#[must_use]
pub fn comparison(locale: Locale, change: Option<&Change>) -> String {
    match change {
        None => words::no_comparison(locale).to_owned(),
        Some(change) if change.compared < change.expected => words::like_for_like(
            locale,
            change_words(locale, change),
            number_words::count(change.compared),
            number_words::count(change.expected),
        ),
        Some(change) => change_words(locale, change),
    }
}
