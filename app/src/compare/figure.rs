//! How one approved figure came about: what was filed, what was computed of it,
//! of whose figures it is made, and who approved them.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::facts::Facts;
use crate::domain::filing::Key;
use crate::domain::indicator::{Covers, Indicator, Kind, OverUnits, Part};
use crate::domain::period::{Period, Quarter};
use crate::domain::programme::Programme;
use crate::domain::rollup::{Scope, made_of};
use crate::domain::series::{Figure, Point, Standing};
use crate::domain::unit::Unit;
use crate::exhibit::indicator_table::{cell, explained};
use crate::exhibit::path_to;
use crate::links::{Page, Part as Of};
use crate::locale::{Locale, account_words, board_words, compare_words as words, number_words};
use crate::ui::shell::{Shell, document};
use crate::ui::table::{Cell, Column, Table, table};

/// Where an approved version comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Return,
    Import,
    Demo,
}

/// The approved version that a unit's figure stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    pub version: i32,
    pub origin: Origin,
    pub filed_at: Moment,
    pub approved_at: Option<Moment>,
    /// Who approved it, or took it over from a file.
    pub approved_by: Option<String>,
    pub note: Option<String>,
}

/// What the page says of one figure.
pub struct Explained<'a> {
    programme: &'a Programme,
    indicator: &'a Indicator,
    /// `None` for all units together.
    unit: Option<&'a Unit>,
    quarter: Quarter,
    /// The figure the board shows.
    point: Option<Point>,
    /// What was filed or summed, and the quarter before it.
    filed: Option<Point>,
    before: Option<Point>,
    /// Of a sum, units with a figure and units that owe one.
    counted: Option<(u32, u32)>,
    /// Whose figures it is made of; empty where the unit files it itself.
    inputs: Vec<(&'a Unit, Option<Point>)>,
    provenance: HashMap<String, Provenance>,
    /// Whether who asks may read the unit's return.
    may_read: bool,
}

impl<'a> Explained<'a> {
    #[must_use]
    pub fn compose(
        programme: &'a Programme,
        facts: &Facts,
        indicator: &'a Indicator,
        unit: Option<&'a Unit>,
        quarter: Quarter,
        provenance: HashMap<String, Provenance>,
        may_read: bool,
    ) -> Self {
        let who = unit.map_or(Scope::Programme, |unit| Scope::Unit(&unit.code));
        let own = unit.is_some_and(|unit| programme.files(unit, indicator));
        let inputs = if own { Vec::new() } else { made_of(programme, indicator, who) };
        let inputs = inputs
            .into_iter()
            .filter_map(|code| programme.unit(code))
            .map(|unit| (unit, facts.point(programme, Scope::Unit(&unit.code), indicator, quarter)))
            .collect();
        let at = |quarter| facts.point(programme, who, indicator, quarter);
        Self {
            point: facts.in_quarter(programme, who, indicator, quarter),
            filed: at(quarter),
            counted: facts
                .total(who, indicator, quarter)
                .map(|total| (total.filed, total.expected)),
            before: quarter.plus(-1).and_then(at),
            programme,
            indicator,
            unit,
            quarter,
            inputs,
            provenance,
            may_read,
        }
    }
}

/// The page.
pub fn page(shell: &Shell, of: &Explained) -> AnyView {
    let locale = shell.locale;
    let indicator = of.indicator;
    let name = locale.name(&indicator.name);
    let whose =
        of.unit.map_or(board_words::whole_programme(locale), |unit| locale.name(&unit.name));
    let quarter = number_words::quarter(locale, of.quarter);
    let title = words::explain_title(locale, name, whose, &quarter);
    let definition = indicator.definition.as_ref().map(|text| {
        view! { <div><dt>{words::definition(locale)}</dt><dd>{locale.name(text).to_owned()}</dd></div> }
    });
    let content = view! {
        <div class="title">
            <h1>{title.clone()}</h1>
            <p class="lead">{words::explained_lead(locale)}</p>
        </div>
        <section class="explained">
            <p class="big">{shown(locale, of)}</p>
            <dl class="source">
                <div><dt>{words::how(locale)}</dt><dd>{how(locale, of)}</dd></div>
                {definition}
                {of.unit.and_then(|unit| submission(shell, of, unit))}
            </dl>
        </section>
        {parts(locale, of)}
        {inputs(shell, of)}
        <ul class="names">{ways_on(shell, of)}</ul>
    };
    document(shell, &title, &path_to(shell, Some(of.programme)), content)
}

/// The figure with its unit of measure, or why there is none.
fn shown(locale: Locale, of: &Explained) -> AnyView {
    let unit = locale.name(&of.indicator.measure_unit);
    let cell = cell(locale, of.indicator, of.point.as_ref());
    if cell.absent {
        return view! { <b>{cell.shown}</b> }.into_any();
    }
    let lacking = of.point.as_ref().and_then(|point| match point.standing {
        Standing::Incomplete { filed, expected } => Some(board_words::incomplete(
            locale,
            number_words::count(filed),
            number_words::count(expected),
        )),
        Standing::Approved | Standing::Provisional => None,
    });
    view! {
        <b>{cell.shown}</b>" "{unit.to_owned()}
        {lacking.map(|text| view! { " "<span class="unsettled-note">{text}</span> })}
    }
    .into_any()
}

/// Each step from what was filed to the figure, as a sentence.
fn how(locale: Locale, of: &Explained) -> AnyView {
    let indicator = of.indicator;
    let mut steps = Vec::new();
    if of.point.is_none() {
        steps.push(words::nothing_approved(locale).to_owned());
    }
    if let Some(filed) = &of.filed {
        if of.inputs.is_empty() {
            steps.push(words::as_filed(locale).to_owned());
        } else {
            steps.push(added(locale, of));
        }
        if let Figure::Ratio { numerator, denominator } = &filed.figure {
            let (above, below) = (number_words::exact(numerator), number_words::exact(denominator));
            steps.push(match filed.figure.exact() {
                None => words::no_denominator(locale).to_owned(),
                Some(_) if indicator.is_percentage() => words::as_filed_ratio(locale, above, below),
                Some(_) => words::as_filed_quotient(locale, above, below),
            });
            if filed.figure.exact().is_some() {
                steps.push(words::rounded(locale, indicator.decimals));
            }
        }
        if indicator.kind == Kind::Flow && indicator.covers == Covers::YearToDate {
            steps.push(undone(locale, of, filed));
        }
    }
    steps.into_iter().map(|step| view! { <p>{step}</p> }).collect_view().into_any()
}

/// Over how many of the units was added, and how.
fn added(locale: Locale, of: &Explained) -> String {
    let (filed, expected) = of.counted.unwrap_or_default();
    let (filed, expected) = (number_words::count(filed), number_words::count(expected));
    match of.indicator.over_units {
        OverUnits::Recompute => words::recomputed_of(locale, filed, expected),
        OverUnits::All => words::all_of(locale, filed, expected),
        OverUnits::Sum | OverUnits::None => words::sum_of(locale, filed, expected),
    }
}

/// How the sum since January becomes the quarter's own figure.
fn undone(locale: Locale, of: &Explained, filed: &Point) -> String {
    if of.quarter.of_year() == 1 {
        return words::undone_first(locale).to_owned();
    }
    let made = of.point.as_ref().is_some_and(|point| point.figure.exact().is_some());
    let number = |point: &Point| match &point.figure {
        Figure::Number(number) => Some(number_words::exact(number)),
        Figure::Ratio { .. } | Figure::Absent(_) => None,
    };
    match number(filed).zip(of.before.as_ref().and_then(number)) {
        Some((now, before)) if made => words::undone(locale, now, before),
        _ => words::undone_not(locale).to_owned(),
    }
}

/// Version, times and who approved, of what the unit filed itself.
fn submission(shell: &Shell, of: &Explained, unit: &Unit) -> Option<AnyView> {
    let locale = shell.locale;
    let known = of.provenance.get(&unit.code)?;
    let origin = match known.origin {
        Origin::Return => words::origin_return(locale),
        Origin::Import => words::origin_import(locale),
        Origin::Demo => words::origin_demo(locale),
    };
    let moment = |at: Option<Moment>| at.map(account_words::moment);
    // Names of accounts are for who has one.
    let by = match (&shell.person, &known.approved_by) {
        (Some(_), Some(name)) => Some(name.clone()),
        (None, Some(_)) => Some(words::by_ministry(locale).to_owned()),
        (_, None) => None,
    };
    let lines = [
        (words::origin(locale), Some(origin.to_owned())),
        (words::version(locale), Some(words::version_no(locale, known.version))),
        (words::filed_at(locale), moment(Some(known.filed_at))),
        (words::approved_at(locale), moment(known.approved_at)),
        (words::approved_by(locale), by),
        (words::note(locale), known.note.clone().filter(|note| !note.is_empty())),
    ];
    Some(
        lines
            .into_iter()
            .filter_map(|(name, value)| Some(view! { <div><dt>{name}</dt><dd>{value?}</dd></div> }))
            .collect_view()
            .into_any(),
    )
}

/// Both parts of a ratio, each with its unit of measure.
fn parts(locale: Locale, of: &Explained) -> Option<AnyView> {
    let parts = of.indicator.parts.as_ref()?;
    let Figure::Ratio { numerator, denominator } = &of.filed.as_ref()?.figure else { return None };
    let row = |word: &str, part: &Part, number| {
        let name = format!("{word}{}{}", board_words::colon(locale), locale.name(&part.name));
        vec![
            Cell::text(name),
            Cell::number(number_words::exact(number), number.to_string()),
            Cell::text(locale.name(&part.measure_unit)),
        ]
    };
    let shown = Table {
        caption: words::inputs(locale).to_owned(),
        columns: vec![
            Column::text(words::inputs(locale)),
            Column::numeric(words::value(locale)),
            Column::text(board_words::measure_unit(locale)),
        ],
        rows: vec![
            row(words::numerator(locale), &parts.numerator, numerator),
            row(words::denominator(locale), &parts.denominator, denominator),
        ],
        totals: 0,
    };
    Some(view! { <section id="parts">{table(&shown)}</section> }.into_any())
}

/// Whose figures it is made of, each with the way to its own explanation.
fn inputs(shell: &Shell, of: &Explained) -> Option<AnyView> {
    if of.inputs.is_empty() {
        return None;
    }
    let locale = shell.locale;
    let ratio = of.indicator.parts.is_some();
    let rows = of
        .inputs
        .iter()
        .map(|(unit, point)| {
            let figure = explained(
                shell,
                of.programme,
                of.indicator,
                Some(unit),
                of.quarter,
                point.as_ref(),
            );
            let mut cells = vec![Cell::text(locale.name(&unit.name)), figure];
            if ratio {
                cells.extend(both(locale, point.as_ref()));
            }
            let known = of.provenance.get(&unit.code);
            let version = known.map(|known| words::version_no(locale, known.version));
            let approved = known.and_then(|known| known.approved_at).map(account_words::moment);
            cells.extend([version, approved].map(|text| Cell::text(text.unwrap_or_default())));
            cells
        })
        .collect();
    let mut columns = vec![
        Column::text(board_words::unit(locale)),
        Column::numeric(locale.name(&of.indicator.measure_unit)),
    ];
    if ratio {
        columns.push(Column::numeric(words::numerator(locale)));
        columns.push(Column::numeric(words::denominator(locale)));
    }
    columns.push(Column::text(words::version(locale)));
    columns.push(Column::text(words::approved_at(locale)));
    let caption = words::inputs_caption(locale, of.inputs.len());
    let shown = Table { caption, columns, rows, totals: 0 };
    Some(
        view! { <section id="inputs"><h2>{words::inputs(locale)}</h2>{table(&shown)}</section> }
            .into_any(),
    )
}

fn both(locale: Locale, point: Option<&Point>) -> [Cell; 2] {
    match point.map(|point| &point.figure) {
        Some(Figure::Ratio { numerator, denominator }) => [numerator, denominator]
            .map(|number| Cell::number(number_words::exact(number), number.to_string())),
        _ => [(); 2].map(|()| Cell::absent(board_words::no_figure(locale))),
    }
}

fn explanation(of: &Explained, unit: Option<&Unit>, quarter: Quarter) -> Page {
    let (programme, indicator) = (of.programme.code.clone(), of.indicator.code.clone());
    Page::Figure(programme, indicator, unit.map(|unit| unit.code.clone()), quarter)
}

/// The quarters it is compared with, the unit, the comparison, the return.
fn ways_on(shell: &Shell, of: &Explained) -> AnyView {
    let locale = shell.locale;
    let programme = &of.programme.code;
    let mut ways: Vec<(String, String)> = Vec::new();
    for at in [of.quarter.plus(-1), of.quarter.year_before()].into_iter().flatten() {
        if at >= of.programme.from {
            let words = number_words::period(locale, Period::Quarter(at));
            ways.push((shell.link(&explanation(of, of.unit, at)), words));
        }
    }
    let compared = shell.link_with(&Page::Compare(programme.clone()), |filters| {
        filters.period = Some(of.quarter);
        filters.indicator = Some(of.indicator.code.clone());
    });
    ways.push((compared, words::to_comparison(locale).to_owned()));
    if let Some(unit) = of.unit {
        let page = Page::Unit(programme.clone(), unit.code.clone());
        let link = shell.link_with(&page, |filters| filters.period = Some(of.quarter));
        ways.push((link, words::to_unit(locale, locale.name(&unit.name))));
        if of.may_read && of.provenance.contains_key(&unit.code) {
            let key =
                Key { programme: programme.clone(), unit: unit.code.clone(), quarter: of.quarter };
            let link = shell.link(&Page::Return(key, Of::History));
            ways.push((link, words::to_return_history(locale).to_owned()));
        }
    }
    ways.into_iter()
        .map(|(link, words)| view! { <li><a href=link>{words}</a></li> })
        .collect_view()
        .into_any()
}
