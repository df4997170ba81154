//! Units beside each other, and how one figure came about.

use app::compare::figure::{self, Explained};
use app::compare::page::{self as comparison, Comparison};
use app::compare::subject::{LeftOut, Subject, chosen_units, usual_units};
use app::domain::access::Action;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::{Scope, made_of};
use app::links::{Page, Suffix};
use app::locale::{board_words, compare_words as words};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{self, Place, Refusal, render};
use super::board::{chosen_indicator, leave_out, start, time};
use super::reading::Read;
use super::sent::answered;
use super::session::Asked;
use super::{Board, figures_behind, files};

/// `GET /programmes/{programme}/compare`
pub(super) async fn page(
    State(board): State<Board>,
    Place(code): Place<String>,
    Asked(read): Asked,
) -> Response {
    let done = compared(&board, &code, read.clone(), None).await;
    answered(&board, &read, done).await
}

/// `GET /programmes/{programme}/compare.svg`
pub(super) async fn svg(board: State<Board>, code: Place<String>, asked: Asked) -> Response {
    file(board, code, asked, Suffix::Svg).await
}

/// `GET /programmes/{programme}/compare.png`
pub(super) async fn png(board: State<Board>, code: Place<String>, asked: Asked) -> Response {
    file(board, code, asked, Suffix::Png).await
}

/// `GET /programmes/{programme}/compare.csv`
pub(super) async fn csv(board: State<Board>, code: Place<String>, asked: Asked) -> Response {
    file(board, code, asked, Suffix::Csv).await
}

async fn file(
    State(board): State<Board>,
    Place(code): Place<String>,
    Asked(read): Asked,
    suffix: Suffix,
) -> Response {
    let done = compared(&board, &code, read.clone(), Some(suffix)).await;
    answered(&board, &read, done).await
}

/// The target asked for with its indicator, else the indicator asked for, else
/// the programme's own choice.
fn subject<'a>(programme: &'a Programme, read: &mut Read) -> Option<Subject<'a>> {
    if let Some(asked) = read.filters.target.take() {
        let target = programme.target(&asked);
        if let Some(subject) = target.and_then(|target| Subject::of_target(programme, target)) {
            // One target has one address, with its number alone.
            read.filters.indicator = None;
            read.filters.target = subject.target().map(|target| target.no.clone());
            return Some(subject);
        }
        leave_out(read, "target", Some(asked));
    }
    chosen_indicator(programme, read).map(Subject::of_indicator)
}

pub(super) async fn compared(
    board: &Board,
    code: &str,
    mut read: Read,
    suffix: Option<Suffix>,
) -> Result<Response, Refusal> {
    let (catalogue, as_of) = start(board).await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    for (name, value) in
        [("unit", read.filters.unit.take()), ("programme", read.filters.programme.take())]
    {
        leave_out(&mut read, name, value);
    }
    // It has one chart, so none is chosen.
    read.filters.chart = None;
    let subject = subject(programme, &mut read).ok_or(Refusal::NoPicture)?;
    let asked = std::mem::take(&mut read.filters.units);
    let (chosen, left_out) = chosen_units(programme, subject.indicator, &asked);
    for one in left_out {
        let notice = match one {
            LeftOut::Unknown(code) => board_words::not_known_here(read.locale, "unit", code),
            LeftOut::WithoutFigures(unit) => {
                let name = read.locale.name(&subject.indicator.name);
                words::unit_has_none(read.locale, read.locale.name(&unit.name), name)
            }
        };
        read.notices.push(notice);
    }
    read.filters.units = chosen.iter().map(|unit| unit.code.clone()).collect();
    let time = time(&catalogue, programme, &mut read, as_of);
    // A quarter that was asked for is looked at as it was then.
    let due = match read.filters.period {
        Some(asked) => asked,
        None => board.last_due(programme).await?.max(time.shown),
    };
    let units =
        if chosen.is_empty() { usual_units(programme, subject.indicator) } else { chosen.clone() };
    let store = board.store();
    let facts =
        figures_behind::side_by_side(store, programme, subject.indicator, &units, time.shown)
            .await?;
    let name = format!("{code}-compare-{}", subject.indicator.code);
    let page = Page::Compare(programme.code.clone());
    let shell = answer::shell(board, &catalogue, read, page, time.judged);
    let when = (time.latest, time.shown, due);
    let compose = || Comparison::compose(&shell, programme, &facts, subject, &chosen, when);
    if let Some(suffix) = suffix {
        return files::answer(&shell, board, compose().exhibit(), suffix, &name).await;
    }
    let html = render(|| comparison::page(&shell, &compose()));
    Ok(answer::page(StatusCode::OK, html))
}

/// `GET /programmes/{programme}/figures/{indicator}/{quarter}`
pub(super) async fn sum(
    State(board): State<Board>,
    Place((code, indicator, quarter)): Place<(String, String, String)>,
    Asked(read): Asked,
) -> Response {
    let done = explained(&board, (&code, &indicator, None, &quarter), read.clone()).await;
    answered(&board, &read, done).await
}

/// `GET /programmes/{programme}/figures/{indicator}/{unit}/{quarter}`
pub(super) async fn figure(
    State(board): State<Board>,
    Place((code, indicator, unit, quarter)): Place<(String, String, String, String)>,
    Asked(read): Asked,
) -> Response {
    let done = explained(&board, (&code, &indicator, Some(&unit), &quarter), read.clone()).await;
    answered(&board, &read, done).await
}

async fn explained(
    board: &Board,
    (code, indicator, unit, quarter): (&str, &str, Option<&str>, &str),
    mut read: Read,
) -> Result<Response, Refusal> {
    let (catalogue, as_of) = start(board).await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let indicator = programme.indicator(indicator).ok_or(Refusal::NoSuchPage)?;
    let unit = match unit {
        Some(unit) => {
            Some(programme.unit(unit).ok_or_else(|| Refusal::NoSuchUnit(unit.to_owned()))?)
        }
        None => None,
    };
    let quarter: Quarter = quarter.parse().map_err(|_| Refusal::NoSuchPage)?;
    let latest = catalogue.latest.get(&programme.code).copied().unwrap_or(programme.from);
    if quarter < programme.from || quarter > latest {
        return Err(Refusal::NoSuchPage);
    }
    for (name, value) in [
        ("unit", read.filters.unit.take()),
        ("indicator", read.filters.indicator.take()),
        ("programme", read.filters.programme.take()),
    ] {
        leave_out(&mut read, name, value);
    }
    let who = unit.map_or(Scope::Programme, |unit| Scope::Unit(&unit.code));
    let mut units: Vec<String> = made_of(programme, indicator, who).into_iter().cloned().collect();
    units.extend(unit.map(|unit| unit.code.clone()));
    let scope = unit.map_or("", |unit| unit.code.as_str());
    let (facts, provenance) = tokio::try_join!(
        figures_behind::one_figure(board, programme, indicator, &units, (scope, quarter)),
        board.store().provenance(&programme.code, &units, &indicator.code, quarter),
    )?;
    let actor = read.session.as_ref().map(|session| &session.actor);
    let may_read = actor.zip(unit).is_some_and(|(actor, unit)| actor.may(Action::Read, &unit.code));
    let page = Page::Figure(
        programme.code.clone(),
        indicator.code.clone(),
        unit.map(|unit| unit.code.clone()),
        quarter,
    );
    let shell = answer::shell(board, &catalogue, read, page, as_of);
    let html = render(|| {
        let of =
            Explained::compose(programme, &facts, indicator, unit, quarter, provenance, may_read);
        figure::page(&shell, &of)
    });
    Ok(answer::page(StatusCode::OK, html))
}
