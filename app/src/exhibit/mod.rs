//! One thing shown: a chart with its table beside it, both from one value, at
//! one address with many suffixes. Beside it what more than one slice shows of
//! figures: judged targets, key figures, who has filed.

pub mod completeness;
pub mod duties;
pub mod indicator_exhibits;
pub mod indicator_table;
pub mod judged;
pub mod key_figure;
pub mod target_table;

use leptos::prelude::*;

use crate::chart::{Frame, Words, bars, lines, path, small_multiples, stack, tiles};
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::programme::Programme;
use crate::domain::series::Absence;
use crate::links::{Filters, Page, Suffix};
use crate::locale::{Locale, board_words as words, number_words};
use crate::ui::shell::{Shell, Step};
use crate::ui::table::{Table, table};

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Picture {
    Stack(stack::Stack),
    Bars(bars::Bars),
    Tiles(tiles::Tiles),
    Lines(lines::Lines),
    Path(path::Way),
    SmallMultiples(small_multiples::SmallMultiples),
}

/// A chart and its table, with the address of both.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// Says what the chart shows.
    pub title: String,
    /// Unit of measure and period covered.
    pub subtitle: String,
    /// The chart in words, for those who do not see it.
    pub description: String,
    pub picture: Picture,
    /// Places behind the point of every number in the chart; `None` for as
    /// many as it has.
    pub decimals: Option<u8>,
    pub table: Table,
    pub page: Page,
    pub filters: Filters,
}

/// Width of a chart in a page, in pixels; it shrinks with the screen.
const IN_PAGE: u32 = 920;
/// Width of a chart as a file.
const AS_FILE: u32 = 960;

impl Exhibit {
    /// The chart to stand in a page.
    #[must_use]
    pub fn drawn_in_page(&self, locale: Locale, id: &str, width: u32) -> String {
        self.draw(locale, id, width, None, false)
    }

    /// The chart as a file of its own, with title and mark in the picture.
    #[must_use]
    pub fn drawn_as_file(&self, locale: Locale, demo: bool) -> String {
        let mark = demo.then(|| words::demo(locale).to_owned());
        self.draw(locale, "chart", AS_FILE, mark, true)
    }

    fn draw(
        &self,
        locale: Locale,
        id: &str,
        width: u32,
        mark: Option<String>,
        standalone: bool,
    ) -> String {
        let frame = Frame {
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            description: self.description.clone(),
            lang: locale.tag(),
            mark,
            width,
            id: id.to_owned(),
            standalone,
        };
        with_words(locale, self.decimals, |words| match &self.picture {
            Picture::Stack(data) => stack::draw(&frame, words, data),
            Picture::Bars(data) => bars::draw(&frame, words, data),
            Picture::Tiles(data) => tiles::draw(&frame, words, data),
            Picture::Lines(data) => lines::draw(&frame, words, data),
            Picture::Path(data) => path::draw(&frame, words, data),
            Picture::SmallMultiples(data) => small_multiples::draw(&frame, words, data),
        })
    }
}

/// Lends the words of a language to a chart.
pub fn with_words<T>(locale: Locale, decimals: Option<u8>, draw: impl FnOnce(&Words) -> T) -> T {
    let number = |number: &Decimal| match decimals {
        Some(decimals) => number_words::fixed(number, decimals),
        None => number_words::exact(number),
    };
    let axis = |number: &Decimal| number_words::axis(locale, number);
    let period = |period: Period| number_words::period(locale, period);
    let year = |year: u16| number_words::period(locale, Period::Year(year));
    let absence = |absence: Absence| absence_word(locale, absence).to_owned();
    let incomplete = |filed: u32, expected: u32| {
        words::incomplete(locale, number_words::count(filed), number_words::count(expected))
    };
    draw(&Words {
        number: &number,
        axis: &axis,
        period: &period,
        year: &year,
        quarters: number_words::quarters_of_year(locale),
        absence: &absence,
        provisional: words::provisional(locale),
        incomplete: &incomplete,
        total: words::total(locale),
        actual: words::actual(locale),
        target: words::target(locale),
        planned: words::planned(locale),
        forecast: words::forecast(locale),
        due: words::due(locale),
        as_of: words::as_of_short(locale),
        outside: words::outside(locale),
        empty: words::no_figures_yet(locale),
        colon: words::colon(locale),
        comma: words::comma(locale),
    })
}

/// Why there is no number.
#[must_use]
pub fn absence_word(locale: Locale, absence: Absence) -> &'static str {
    match absence {
        Absence::Blank => words::not_filed(locale),
        Absence::NotApplicable => words::not_applicable(locale),
        Absence::NotAvailable => words::not_available(locale),
    }
}

/// The exhibit in a page: heading, chart, downloads, and the table to unfold.
pub fn view(shell: &Shell, exhibit: &Exhibit, id: &str, width: Option<u32>) -> AnyView {
    let unfolded = view! {
        <details>
            <summary>{words::as_table(shell.locale)}</summary>
            {table(&exhibit.table)}
        </details>
    };
    with_table(shell, exhibit, id, width, unfolded)
}

/// The same where the table stands elsewhere on the page.
pub fn drawing(shell: &Shell, exhibit: &Exhibit, id: &str, width: Option<u32>) -> AnyView {
    with_table(shell, exhibit, id, width, ())
}

fn with_table(
    shell: &Shell,
    exhibit: &Exhibit,
    id: &str,
    width: Option<u32>,
    table: impl IntoView,
) -> AnyView {
    let locale = shell.locale;
    let svg = exhibit.drawn_in_page(locale, id, width.unwrap_or(IN_PAGE));
    let heading = format!("{id}-heading");
    let downloads = Suffix::ALL
        .into_iter()
        .filter_map(|suffix| {
            let link = shell.file(&exhibit.page, suffix, &exhibit.filters)?;
            let name = suffix.extension().to_uppercase();
            let label = words::download_as(locale, &exhibit.title, &name);
            Some(view! { <a href=link aria-label=label>{name}</a> })
        })
        .collect::<Vec<_>>();
    let downloads = (!downloads.is_empty())
        .then(|| view! { <span>{words::download(locale)}" "{downloads}</span> });
    view! {
        <section class="exhibit" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{exhibit.title.clone()}</h2>
            <p class="subtitle">{exhibit.subtitle.clone()}</p>
            <div class="drawing" tabindex="0" role="group" aria-labelledby=heading.clone() inner_html=svg></div>
            <div class="downloads">
                {table.into_any()}
                {downloads}
            </div>
        </section>
    }
    .into_any()
}

/// The path from the overview to a programme's page.
#[must_use]
pub fn path_to(shell: &Shell, programme: Option<&Programme>) -> Vec<Step> {
    let overview = Step { name: words::overview(shell.locale).into(), page: Page::Overview };
    let programme = programme.map(|programme| Step {
        name: shell.locale.name(&programme.short).to_owned(),
        page: Page::Programme(programme.code.clone()),
    });
    std::iter::once(overview).chain(programme).collect()
}
