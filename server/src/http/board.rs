//! The board's pages: the request is read, what the page needs is fetched and
//! handed over.

use std::sync::Arc;

use app::domain::indicator::Indicator;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::exhibit::indicator_exhibits as exhibits;
use app::links::{Chart, Page, Suffix};
use app::locale::{board_words as words, number_words};
use app::progress::help as help_page;
use app::progress::overview::{self, Overview};
use app::progress::programme::{self, ProgrammePage};
use app::progress::target::{self, TargetPage};
use app::progress::unit::{self, UnitPage};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{self, Place, Refusal, refuse, render};
use super::reading::{Read, suffixed};
use super::session::Asked;
use super::{Board, Catalogue, figures_behind, files};
use crate::store::StoreError;

/// `GET /help`
pub(super) async fn help(State(board): State<Board>, Asked(read): Asked) -> Response {
    match start(&board).await {
        Ok((catalogue, as_of)) => {
            let shell = answer::shell(&board, &catalogue, read, Page::Help, as_of);
            answer::page(StatusCode::OK, render(|| help_page::page(&shell)))
        }
        Err(error) => refuse(&board, read, Refusal::Store(error)).await,
    }
}

/// `GET /`
pub(super) async fn overview(State(board): State<Board>, Asked(read): Asked) -> Response {
    match overview_page(&board, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `GET /programmes/{programme}`, and as a file
pub(super) async fn programme(
    State(board): State<Board>,
    Place(code): Place<String>,
    Asked(read): Asked,
) -> Response {
    match programme_page(&board, &code, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `GET /programmes/{programme}/units/{unit}`, and as a file
pub(super) async fn unit(
    State(board): State<Board>,
    Place((code, unit)): Place<(String, String)>,
    Asked(read): Asked,
) -> Response {
    match unit_page(&board, &code, &unit, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `GET /programmes/{programme}/targets/{no}`, and as a file
pub(super) async fn target(
    State(board): State<Board>,
    Place((code, no)): Place<(String, String)>,
    Asked(read): Asked,
) -> Response {
    match target_page(&board, &code, &no, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

pub(super) async fn start(board: &Board) -> Result<(Arc<Catalogue>, Quarter), StoreError> {
    tokio::try_join!(board.catalogue(), board.as_of())
}

/// The quarter a page shows: the one asked for where it has figures, else the
/// latest that has. Judging is as of the quarter asked for, else of `as_of`.
pub(super) struct Time {
    pub latest: Quarter,
    pub shown: Quarter,
    pub judged: Quarter,
}

pub(super) fn time(
    catalogue: &Catalogue,
    programme: &Programme,
    read: &mut Read,
    as_of: Quarter,
) -> Time {
    let latest = catalogue.latest.get(&programme.code).copied().unwrap_or(programme.from);
    let locale = read.locale;
    let shown = match read.filters.period {
        Some(asked) if asked >= programme.from && asked <= latest => asked,
        Some(asked) => {
            read.notices.push(words::period_without_figures(
                locale,
                number_words::quarter(locale, asked),
                number_words::quarter(locale, latest),
            ));
            read.filters.period = None;
            latest
        }
        None => latest,
    };
    let judged = read.filters.period.unwrap_or(as_of);
    Time { latest, shown, judged }
}

/// Leaves out filters that this page has no use for, and says so.
pub(super) fn leave_out(read: &mut Read, name: &'static str, value: Option<String>) {
    if let Some(value) = value {
        let sentence = words::not_known_here(read.locale, name, value);
        read.notices.push(sentence);
    }
}

/// Keeps the unit to single out only where the programme has it.
pub(super) fn known_unit(programme: &Programme, read: &mut Read) {
    if let Some(asked) = read.filters.unit.take() {
        if programme.unit(&asked).is_some() {
            read.filters.unit = Some(asked);
        } else {
            leave_out(read, "unit", Some(asked));
        }
    }
}

/// The indicator asked for, or the programme's own choice.
pub(super) fn chosen_indicator<'a>(
    programme: &'a Programme,
    read: &mut Read,
) -> Option<&'a Indicator> {
    if let Some(asked) = read.filters.indicator.clone() {
        if let Some(indicator) = programme.indicator(&asked) {
            return Some(indicator);
        }
        read.filters.indicator = None;
        leave_out(read, "indicator", Some(asked));
    }
    programme
        .volume_indicator
        .as_deref()
        .and_then(|code| programme.indicator(code))
        .or_else(|| programme.indicators.first())
}

/// Whose figures an overview shows, of which indicator, and of when.
fn overview_of<'a>(
    catalogue: &'a Catalogue,
    read: &mut Read,
    as_of: Quarter,
) -> Result<(&'a Programme, Option<&'a Indicator>, Time), Refusal> {
    let asked = read.filters.programme.clone();
    let first = catalogue.programmes.first().ok_or(Refusal::NoPicture)?;
    let subject = match asked.as_deref().map(|code| (code, catalogue.programme(code))) {
        Some((_, Some(programme))) => programme,
        Some((code, None)) => {
            let code = code.to_owned();
            read.filters.programme = None;
            leave_out(read, "programme", Some(code));
            first
        }
        None => first,
    };
    known_unit(subject, read);
    let shown = chosen_indicator(subject, read);
    let time = time(catalogue, subject, read, as_of);
    Ok((subject, shown, time))
}

pub(super) async fn overview_page(board: &Board, mut read: Read) -> Result<Response, Refusal> {
    let as_of = board.as_of().await?;
    let (catalogue, (facts, returns)) = board
        .catalogue_with(|catalogue| {
            let mut read = read.clone();
            async move {
                let (subject, shown, time) = overview_of(&catalogue, &mut read, as_of)?;
                let (store, programmes) = (board.store(), &catalogue.programmes);
                let fetched = tokio::try_join!(
                    figures_behind::overview(store, programmes, subject, shown, time.shown),
                    figures_behind::returns(store, subject, time.latest),
                )?;
                Ok::<_, Refusal>(fetched)
            }
        })
        .await?;
    let (subject, shown, time) = overview_of(&catalogue, &mut read, as_of)?;
    let shell = answer::shell(board, &catalogue, read, Page::Overview, time.judged);
    let html = render(|| {
        let overview = Overview::compose(
            &shell,
            &catalogue.programmes,
            subject,
            &facts,
            &returns,
            (time.latest, time.shown),
            shown,
        );
        overview::page(&shell, &overview)
    });
    Ok(answer::page(StatusCode::OK, html))
}

pub(super) async fn programme_page(
    board: &Board,
    part: &str,
    mut read: Read,
) -> Result<Response, Refusal> {
    let (code, suffix) = suffixed(part);
    let (catalogue, as_of) = start(board).await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let indicator = chosen_indicator(programme, &mut read);
    known_unit(programme, &mut read);
    let other = read.filters.programme.take();
    leave_out(&mut read, "programme", other);
    let time = time(&catalogue, programme, &mut read, as_of);
    let (facts, returns) = tokio::try_join!(
        figures_behind::programme(board.store(), programme, indicator, time.shown),
        figures_behind::returns(board.store(), programme, time.latest),
    )?;
    let chart = read.filters.chart.unwrap_or(Chart::Quarters);
    let page = Page::Programme(programme.code.clone());
    let shell = answer::shell(board, &catalogue, read, page, time.judged);
    if let Some(suffix) = suffix {
        let indicator = indicator.ok_or(Refusal::NoPicture)?;
        let exhibit = exhibits::one(&shell, programme, &facts, indicator, time.shown, chart)
            .ok_or(Refusal::NoPicture)?;
        return files::answer(
            &shell,
            board,
            &exhibit,
            suffix,
            &format!("{code}-{}", indicator.code),
        )
        .await;
    }
    let html = render(|| {
        let of = ProgrammePage::compose(
            &shell,
            programme,
            &facts,
            &returns,
            time.latest,
            time.shown,
            indicator,
        );
        programme::page(&shell, &of)
    });
    Ok(answer::page(StatusCode::OK, html))
}

pub(super) async fn unit_page(
    board: &Board,
    code: &str,
    part: &str,
    mut read: Read,
) -> Result<Response, Refusal> {
    let (unit_code, suffix) = suffixed(part);
    let (catalogue, as_of) = start(board).await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let unit =
        programme.unit(unit_code).ok_or_else(|| Refusal::NoSuchUnit(unit_code.to_owned()))?;
    let asked = read.filters.indicator.is_some();
    let indicator = chosen_indicator(programme, &mut read);
    let (other, elsewhere) = (read.filters.unit.take(), read.filters.programme.take());
    leave_out(&mut read, "unit", other);
    leave_out(&mut read, "programme", elsewhere);
    let time = time(&catalogue, programme, &mut read, as_of);
    let facts = figures_behind::unit(board.store(), programme, &unit.code, time.shown).await?;
    let page = Page::Unit(programme.code.clone(), unit.code.clone());
    let shell = answer::shell(board, &catalogue, read, page, time.judged);
    if let Some(suffix) = suffix {
        let name = format!("{code}-{unit_code}");
        let exhibit = match (suffix, asked) {
            // The whole unit as a table, unless one indicator is asked for.
            (Suffix::Csv, false) => unit::whole_table(&shell, programme, unit, &facts, time.shown),
            _ => {
                let indicator = indicator.ok_or(Refusal::NoPicture)?;
                exhibits::through_time(&shell, programme, unit, &facts, indicator, time.shown)
            }
        };
        return files::answer(&shell, board, &exhibit, suffix, &name).await;
    }
    let html = render(|| {
        let of = UnitPage::compose(
            &shell,
            programme,
            unit,
            &facts,
            time.latest,
            time.shown,
            indicator.filter(|_| asked),
        );
        unit::page(&shell, &of)
    });
    Ok(answer::page(StatusCode::OK, html))
}

pub(super) async fn target_page(
    board: &Board,
    code: &str,
    part: &str,
    mut read: Read,
) -> Result<Response, Refusal> {
    let (no, suffix) = suffixed(part);
    let (catalogue, as_of) = start(board).await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let of = programme.target(no).ok_or_else(|| Refusal::NoSuchTarget(no.to_owned()))?;
    for (name, value) in [
        ("unit", read.filters.unit.take()),
        ("indicator", read.filters.indicator.take()),
        ("programme", read.filters.programme.take()),
    ] {
        leave_out(&mut read, name, value);
    }
    let judged = match read.filters.period {
        Some(asked) if asked < programme.from => {
            let locale = read.locale;
            read.filters.period = None;
            read.notices.push(words::period_without_figures(
                locale,
                number_words::quarter(locale, asked),
                number_words::quarter(locale, as_of),
            ));
            as_of
        }
        Some(asked) => asked,
        None => as_of,
    };
    let facts = figures_behind::one_target(board.store(), programme, of).await?;
    let typed = read.filters.suppose.clone();
    let page = Page::Target(programme.code.clone(), of.no.clone());
    let shell = answer::shell(board, &catalogue, read, page, judged);
    let Some(of) = TargetPage::compose(&shell, programme, of, &facts) else {
        return Err(Refusal::NoSuchTarget(no.to_owned()));
    };
    if let Some(suffix) = suffix {
        return files::answer(&shell, board, &of.exhibit, suffix, &format!("{code}-{no}")).await;
    }
    let html = render(|| target::page(&shell, &of, typed.unwrap_or_default()));
    Ok(answer::page(StatusCode::OK, html))
}
