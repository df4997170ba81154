//! The board's pages: what each needs is fetched here and handed over.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::domain::facts::Facts;
use app::domain::indicator::{Covers, Indicator};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::links::{Chart, Page, Suffix};
use app::locale::{board_words as words, number_words};
use app::progress::indicator_exhibits as exhibits;
use app::progress::overview::{self, Overview};
use app::progress::programme::{self, ProgrammePage};
use app::progress::target::{self, TargetPage};
use app::progress::unit::{self, UnitPage};
use app::progress::{completeness, help as help_page};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::answer::{self, Place, Refusal, refuse, render};
use super::reading::{self, Read, suffixed};
use super::{Board, Catalogue, files};
use crate::store::StoreError;
use crate::store::figures::Wanted;

/// Quarters of figures by unit that the stacked chart takes, and one before
/// them to subtract from where a filing is cumulative.
const BY_UNIT: i32 = 13;

/// `GET /help`
pub(super) async fn help(
    State(board): State<Board>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let read = reading::read(query.as_deref(), &headers);
    match start(&board).await {
        Ok((catalogue, as_of)) => {
            let shell = answer::shell(&board, &catalogue, read, Page::Help, as_of);
            answer::page(StatusCode::OK, render(|| help_page::page(&shell)))
        }
        Err(error) => refuse(&board, read, Refusal::Store(error)).await,
    }
}

/// `GET /`
pub(super) async fn overview(
    State(board): State<Board>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let read = reading::read(query.as_deref(), &headers);
    match overview_page(&board, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `GET /programmes/{programme}`, and as a file
pub(super) async fn programme(
    State(board): State<Board>,
    Place(code): Place<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let read = reading::read(query.as_deref(), &headers);
    match programme_page(&board, &code, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `GET /programmes/{programme}/units/{unit}`, and as a file
pub(super) async fn unit(
    State(board): State<Board>,
    Place((code, unit)): Place<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let read = reading::read(query.as_deref(), &headers);
    match unit_page(&board, &code, &unit, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `GET /programmes/{programme}/targets/{no}`, and as a file
pub(super) async fn target(
    State(board): State<Board>,
    Place((code, no)): Place<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let read = reading::read(query.as_deref(), &headers);
    match target_page(&board, &code, &no, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

async fn start(board: &Board) -> Result<(Arc<Catalogue>, Quarter), StoreError> {
    tokio::try_join!(board.catalogue(), board.as_of())
}

/// The quarter a page shows: the one asked for where it has figures, else the
/// latest that has. Judging is as of the quarter asked for, else of `as_of`.
struct Time {
    latest: Quarter,
    shown: Quarter,
    judged: Quarter,
}

fn time(catalogue: &Catalogue, programme: &Programme, read: &mut Read, as_of: Quarter) -> Time {
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
fn leave_out(read: &mut Read, name: &'static str, value: Option<String>) {
    if let Some(value) = value {
        let sentence = words::not_known_here(read.locale, name, value);
        read.notices.push(sentence);
    }
}

/// Keeps the unit to single out only where the programme has it.
fn known_unit(programme: &Programme, read: &mut Read) {
    if let Some(asked) = read.filters.unit.take() {
        if programme.unit(&asked).is_some() {
            read.filters.unit = Some(asked);
        } else {
            leave_out(read, "unit", Some(asked));
        }
    }
}

/// The indicator asked for, or the programme's own choice.
fn chosen_indicator<'a>(programme: &'a Programme, read: &mut Read) -> Option<&'a Indicator> {
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

fn texts(quarters: impl IntoIterator<Item = Quarter>) -> Vec<String> {
    quarters.into_iter().map(|quarter| quarter.to_string()).collect()
}

/// The quarters a figure is compared with, and, where any of the indicators is
/// filed cumulative since January, those before them that undo it.
fn compared<'a>(
    quarter: Quarter,
    mut indicators: impl Iterator<Item = &'a Indicator>,
) -> Vec<String> {
    let cumulative = indicators.any(|indicator| indicator.covers == Covers::YearToDate);
    let back: &[i32] = if cumulative { &[0, -1, -2, -4, -5] } else { &[0, -1, -4] };
    texts(back.iter().filter_map(|back| quarter.plus(*back)))
}

async fn overview_page(board: &Board, mut read: Read) -> Result<Response, Refusal> {
    let (catalogue, as_of) = start(board).await?;
    let asked = read.filters.programme.clone();
    let first = catalogue.programmes.first().ok_or(Refusal::NoPicture)?;
    let subject = match asked.as_deref().map(|code| (code, catalogue.programme(code))) {
        Some((_, Some(programme))) => programme,
        Some((code, None)) => {
            let code = code.to_owned();
            read.filters.programme = None;
            leave_out(&mut read, "programme", Some(code));
            first
        }
        None => first,
    };
    known_unit(subject, &mut read);
    let shown = chosen_indicator(subject, &mut read);
    let time = time(&catalogue, subject, &mut read, as_of);
    let (facts, approved) =
        tokio::try_join!(overview_facts(board, &catalogue, subject, shown, &time), async {
            let first = completeness::first_shown(subject, time.latest);
            board.store().approved(&subject.code, first, time.latest).await
        })?;
    let shell = answer::shell(board, &catalogue, read, Page::Overview, time.judged);
    let html = render(|| {
        let overview = Overview::compose(
            &shell,
            &catalogue.programmes,
            subject,
            &facts,
            &approved,
            (time.latest, time.shown),
            shown,
        );
        overview::page(&shell, &overview)
    });
    Ok(answer::page(StatusCode::OK, html))
}

/// Sums behind key figures and targets, and the units' figures behind the
/// charts and the like-for-like changes.
async fn overview_facts(
    board: &Board,
    catalogue: &Catalogue,
    subject: &Programme,
    shown: Option<&Indicator>,
    time: &Time,
) -> Result<HashMap<String, Facts>, StoreError> {
    let mut wanted: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for programme in &catalogue.programmes {
        for target in &programme.targets {
            let scope = target.unit.as_deref().unwrap_or("");
            wanted.insert((&programme.code, scope, &target.indicator));
        }
    }
    let mut leading: Vec<String> = subject.key_indicators.clone();
    let volume: Vec<String> = shown.map(|indicator| indicator.code.clone()).into_iter().collect();
    leading.extend(volume.clone());
    leading.extend(subject.outlet_indicator.clone());
    leading.sort_unstable();
    leading.dedup();
    for code in &leading {
        wanted.insert((&subject.code, "", code));
        for unit in subject.units.iter().filter(|unit| subject.has_members(&unit.code)) {
            wanted.insert((&subject.code, &unit.code, code));
        }
    }
    let first = time.shown.plus(1 - BY_UNIT).unwrap_or(time.shown);
    let by_unit = texts(Quarter::range(first, time.shown));
    let leading_ones = leading.iter().filter_map(|code| subject.indicator(code));
    let compared = compared(time.shown, leading_ones);
    let store = board.store();
    let (totals, by_quarter, near, own) = tokio::try_join!(
        store.totals(&wanted),
        store.figures(
            &subject.code,
            Wanted { indicators: Some(&volume), quarters: Some(&by_unit), ..Wanted::default() },
        ),
        store.figures(
            &subject.code,
            Wanted { indicators: Some(&leading), quarters: Some(&compared), ..Wanted::default() },
        ),
        target_figures(board, catalogue),
    )?;
    let mut facts: HashMap<String, Facts> = own;
    for (programme, scope, indicator, quarter, total) in totals {
        facts.entry(programme).or_default().add_totals([(scope, indicator, quarter, total)]);
    }
    let own = facts.entry(subject.code.clone()).or_default();
    own.add_figures(by_quarter);
    own.add_figures(near);
    Ok(facts)
}

/// Figures of units that have targets of their own.
async fn target_figures(
    board: &Board,
    catalogue: &Catalogue,
) -> Result<HashMap<String, Facts>, StoreError> {
    let mut facts: HashMap<String, Facts> = HashMap::new();
    for programme in &catalogue.programmes {
        let own: Vec<_> = programme.targets.iter().filter(|target| target.unit.is_some()).collect();
        if own.is_empty() {
            continue;
        }
        let units: Vec<String> = own.iter().filter_map(|target| target.unit.clone()).collect();
        let indicators: Vec<String> = own.iter().map(|target| target.indicator.clone()).collect();
        let wanted =
            Wanted { units: Some(&units), indicators: Some(&indicators), ..Wanted::default() };
        let figures = board.store().figures(&programme.code, wanted).await?;
        facts.entry(programme.code.clone()).or_default().add_figures(figures);
    }
    Ok(facts)
}

async fn programme_page(board: &Board, part: &str, mut read: Read) -> Result<Response, Refusal> {
    let (code, suffix) = suffixed(part);
    let (catalogue, as_of) = start(board).await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let indicator = chosen_indicator(programme, &mut read);
    known_unit(programme, &mut read);
    let other = read.filters.programme.take();
    leave_out(&mut read, "programme", other);
    let time = time(&catalogue, programme, &mut read, as_of);
    let (facts, approved) =
        tokio::try_join!(programme_facts(board, programme, indicator, &time), async {
            let first = completeness::first_shown(programme, time.latest);
            board.store().approved(&programme.code, first, time.latest).await
        })?;
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
            &approved,
            time.latest,
            time.shown,
            indicator,
        );
        programme::page(&shell, &of)
    });
    Ok(answer::page(StatusCode::OK, html))
}

/// All sums of the programme, the units' figures of the chosen indicator and
/// those of the compared quarters.
async fn programme_facts(
    board: &Board,
    programme: &Programme,
    indicator: Option<&Indicator>,
    time: &Time,
) -> Result<Facts, StoreError> {
    let chosen: Vec<String> =
        indicator.map(|indicator| indicator.code.clone()).into_iter().collect();
    let first = time.shown.plus(1 - BY_UNIT).unwrap_or(time.shown);
    let by_unit = texts(Quarter::range(first, time.shown));
    let compared = compared(time.shown, programme.indicators.iter());
    let store = board.store();
    let (totals, by_quarter, near, own) = tokio::try_join!(
        store.all_totals(&programme.code),
        store.figures(
            &programme.code,
            Wanted { indicators: Some(&chosen), quarters: Some(&by_unit), ..Wanted::default() },
        ),
        store.figures(&programme.code, Wanted { quarters: Some(&compared), ..Wanted::default() },),
        own_target_figures(board, programme),
    )?;
    let mut facts = Facts::default();
    facts.add_totals(
        totals.into_iter().map(|(_, scope, code, quarter, total)| (scope, code, quarter, total)),
    );
    facts.add_figures(by_quarter);
    facts.add_figures(near);
    facts.add_figures(own);
    Ok(facts)
}

async fn own_target_figures(
    board: &Board,
    programme: &Programme,
) -> Result<Vec<crate::store::figures::Filed>, StoreError> {
    let units: Vec<String> =
        programme.targets.iter().filter_map(|target| target.unit.clone()).collect();
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let indicators: Vec<String> =
        programme.targets.iter().map(|target| target.indicator.clone()).collect();
    let wanted = Wanted { units: Some(&units), indicators: Some(&indicators), ..Wanted::default() };
    board.store().figures(&programme.code, wanted).await
}

async fn unit_page(
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
    let facts = unit_facts(board, programme, &unit.code, &time).await?;
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

/// Everything of one unit: its own figures, or the sums of its members and
/// what they filed in the compared quarters.
async fn unit_facts(
    board: &Board,
    programme: &Programme,
    unit: &str,
    time: &Time,
) -> Result<Facts, StoreError> {
    let own = [unit.to_owned()];
    let members: Vec<String> = programme.members(unit).map(|unit| unit.code.clone()).collect();
    let compared = compared(time.shown, programme.indicators.iter());
    let store = board.store();
    let wanted: BTreeSet<(&str, &str, &str)> = programme
        .targets
        .iter()
        .filter(|target| target.unit.is_none())
        .map(|target| (programme.code.as_str(), "", target.indicator.as_str()))
        .collect();
    let (figures, of_programme, totals, of_members) = tokio::try_join!(
        store.figures(&programme.code, Wanted { units: Some(&own), ..Wanted::default() }),
        store.totals(&wanted),
        async {
            if members.is_empty() {
                return Ok(Vec::new());
            }
            store.totals_of(&programme.code, unit).await
        },
        async {
            if members.is_empty() {
                return Ok(Vec::new());
            }
            let wanted =
                Wanted { units: Some(&members), quarters: Some(&compared), ..Wanted::default() };
            store.figures(&programme.code, wanted).await
        },
    )?;
    let mut facts = Facts::default();
    facts.add_figures(figures);
    facts.add_figures(of_members);
    let sums = totals.into_iter().chain(of_programme);
    facts.add_totals(sums.map(|(_, scope, code, quarter, total)| (scope, code, quarter, total)));
    Ok(facts)
}

async fn target_page(
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
    let mut facts = Facts::default();
    let wanted_scope = of.unit.as_deref().unwrap_or("");
    let wanted = BTreeSet::from([(code, wanted_scope, of.indicator.as_str())]);
    let totals = board.store().totals(&wanted).await?;
    facts.add_totals(
        totals.into_iter().map(|(_, scope, code, quarter, total)| (scope, code, quarter, total)),
    );
    facts.add_figures(own_target_figures(board, programme).await?);
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
