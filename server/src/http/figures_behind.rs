//! The figures behind each page: which sums and which units' figures it needs,
//! fetched side by side.

use std::collections::HashMap;

use app::domain::facts::Facts;
use app::domain::indicator::Indicator;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::LikeForLike;
use app::domain::target::Target;
use app::domain::unit::Unit;
use app::exhibit::completeness::{Returns, first_shown};

use super::Board;
use crate::store::figures::{Filed, Wanted};
use crate::store::rollups::{Compared, Summed, WantedSums, With};
use crate::store::{Store, StoreError};

/// Quarters of figures by unit that the charts take, and one before
/// them to subtract from where a filing is cumulative. Those that a quarter is
/// compared with are among them.
const BY_UNIT: i32 = 13;

/// What a key figure is compared with.
const BOTH: [With; 2] = [With::QuarterBefore, With::YearBefore];

/// The first quarter that a page shows of each unit.
fn first_by_unit(shown: Quarter) -> Quarter {
    shown.plus(1 - BY_UNIT).unwrap_or(Quarter::FIRST)
}

/// The figures that units on the board file themselves.
async fn on_the_board(
    store: &Store,
    programme: &Programme,
    indicators: &[String],
    quarters: (Quarter, Quarter),
) -> Result<Vec<Filed>, StoreError> {
    let wanted =
        Wanted { indicators: Some(indicators), quarters: Some(quarters), ..Wanted::default() };
    if !programme.is_large() {
        return store.figures(&programme.code, wanted).await;
    }
    let of: Vec<&Indicator> =
        indicators.iter().filter_map(|code| programme.indicator(code)).collect();
    let files = |unit: &&Unit| of.iter().any(|indicator| programme.files(unit, indicator));
    let units: Vec<String> =
        programme.listed().into_iter().filter(files).map(|unit| unit.code.clone()).collect();
    if units.is_empty() {
        return Ok(Vec::new());
    }
    store.figures(&programme.code, Wanted { units: Some(&units), ..wanted }).await
}

/// The units on the board that are made of others.
fn sums_on_the_board(programme: &Programme) -> Vec<String> {
    let listed = programme.listed().into_iter();
    listed.filter(|unit| programme.has_members(&unit.code)).map(|unit| unit.code.clone()).collect()
}

/// Comparisons of `shown` with the quarters before it, as facts take them.
fn with_quarters(
    kept: Vec<Compared>,
    shown: Quarter,
) -> impl Iterator<Item = (String, String, (Quarter, Quarter), LikeForLike)> {
    kept.into_iter().filter_map(move |(scope, indicator, back, of)| {
        Some((scope, indicator, (shown, shown.plus(-back)?), of))
    })
}

/// Which returns of the last quarters are in.
///
/// # Errors
/// When the database does not answer or holds what it must not.
pub async fn returns(
    store: &Store,
    programme: &Programme,
    latest: Quarter,
) -> Result<Returns, StoreError> {
    let first = first_shown(programme, latest);
    if !programme.is_large() {
        let approved = store.approved(&programme.code, None, (first, latest)).await?;
        return Ok(Returns { approved, ..Returns::default() });
    }
    let (above, alone): (Vec<&Unit>, Vec<&Unit>) =
        programme.listed().into_iter().partition(|unit| programme.has_members(&unit.code));
    let codes = |units: Vec<&Unit>| -> Vec<String> {
        units.into_iter().map(|unit| unit.code.clone()).collect()
    };
    let (mut scopes, alone) = (codes(above), codes(alone));
    scopes.push(String::new());
    let (approved, counted) = tokio::try_join!(
        store.approved(&programme.code, Some(&alone), (first, latest)),
        store.returns_in(&programme.code, &scopes, (first, latest)),
    )?;
    Ok(Returns { approved, counted })
}

/// Sums behind key figures and targets, their comparisons, and the units'
/// figures behind the charts.
///
/// # Errors
/// When the database does not answer or holds what it must not.
pub async fn overview(
    store: &Store,
    programmes: &[Programme],
    subject: &Programme,
    volume: Option<&Indicator>,
    shown: Quarter,
) -> Result<HashMap<String, Facts>, StoreError> {
    let mut wanted = WantedSums::default();
    for programme in programmes {
        for target in &programme.targets {
            let scope = target.unit.as_deref().unwrap_or("");
            wanted.whole(&programme.code, scope, &target.indicator);
        }
    }
    let first = first_by_unit(shown);
    let sums = sums_on_the_board(subject);
    let mut by_unit: Vec<String> = subject.outlet_indicator.iter().cloned().collect();
    by_unit.extend(volume.map(|indicator| indicator.code.clone()));
    by_unit.dedup();
    let mut compared: Vec<(&str, &str, With)> = Vec::new();
    for code in &by_unit {
        // The bars show one quarter, from which the one before is taken.
        let through_time = volume.is_some_and(|volume| volume.code == *code);
        let first = if through_time { Some(first) } else { shown.plus(-1) };
        for scope in &sums {
            wanted.since(&subject.code, scope, code, first.unwrap_or(shown));
            compared.push((scope, code, With::YearBefore));
        }
    }
    let mut leading: Vec<String> = subject.key_indicators.clone();
    leading.extend(by_unit.iter().cloned());
    leading.sort_unstable();
    leading.dedup();
    for code in &leading {
        wanted.whole(&subject.code, "", code);
        compared.extend(BOTH.map(|with| ("", code.as_str(), with)));
    }
    let (totals, by_unit, compared, own) = tokio::try_join!(
        store.totals(&wanted),
        on_the_board(store, subject, &by_unit, (first, shown)),
        store.comparisons(&subject.code, &compared, shown),
        target_figures(store, programmes),
    )?;
    let mut facts: HashMap<String, Facts> = own;
    for sum in totals {
        let of_programme = facts.entry(sum.programme).or_default();
        of_programme.add_totals(sum.scope, sum.indicator, sum.totals);
    }
    let own = facts.entry(subject.code.clone()).or_default();
    own.add_figures(by_unit);
    own.add_comparisons(with_quarters(compared, shown));
    Ok(facts)
}

fn add_totals(facts: &mut Facts, sums: impl IntoIterator<Item = Summed>) {
    for sum in sums {
        facts.add_totals(sum.scope, sum.indicator, sum.totals);
    }
}

/// Figures of units that have targets of their own.
async fn target_figures(
    store: &Store,
    programmes: &[Programme],
) -> Result<HashMap<String, Facts>, StoreError> {
    let mut facts: HashMap<String, Facts> = HashMap::new();
    for programme in programmes {
        let figures = own_target_figures(store, programme).await?;
        if !figures.is_empty() {
            facts.entry(programme.code.clone()).or_default().add_figures(figures);
        }
    }
    Ok(facts)
}

/// The programme's sums, those and the figures of units for the chosen
/// indicator, and all comparisons.
///
/// # Errors
/// When the database does not answer or holds what it must not.
pub async fn programme(
    store: &Store,
    programme: &Programme,
    indicator: Option<&Indicator>,
    shown: Quarter,
) -> Result<Facts, StoreError> {
    let chosen: Vec<String> =
        indicator.map(|indicator| indicator.code.clone()).into_iter().collect();
    let first = first_by_unit(shown);
    let sums = sums_on_the_board(programme);
    let code = programme.code.as_str();
    let mut of_units = WantedSums::default();
    let mut of_chosen: Vec<(&str, &str, With)> = Vec::new();
    for indicator in &chosen {
        for scope in &sums {
            of_units.since(code, scope, indicator, first);
            of_chosen.push((scope, indicator, With::YearBefore));
        }
    }
    for target in &programme.targets {
        if let Some(unit) = &target.unit {
            of_units.whole(code, unit, &target.indicator);
        }
    }
    let (totals, totals_of_units, by_quarter, own, compared, compared_units) = tokio::try_join!(
        store.totals_of(code, ""),
        store.totals(&of_units),
        on_the_board(store, programme, &chosen, (first, shown)),
        own_target_figures(store, programme),
        store.comparisons_of(code, "", shown),
        store.comparisons(code, &of_chosen, shown),
    )?;
    let mut facts = Facts::default();
    add_totals(&mut facts, totals.into_iter().chain(totals_of_units));
    facts.add_figures(by_quarter);
    facts.add_figures(own);
    facts.add_comparisons(with_quarters(compared, shown));
    facts.add_comparisons(with_quarters(compared_units, shown));
    Ok(facts)
}

async fn own_target_figures(
    store: &Store,
    programme: &Programme,
) -> Result<Vec<Filed>, StoreError> {
    let units: Vec<String> =
        programme.targets.iter().filter_map(|target| target.unit.clone()).collect();
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let indicators: Vec<String> =
        programme.targets.iter().map(|target| target.indicator.clone()).collect();
    let wanted = Wanted { units: Some(&units), indicators: Some(&indicators), ..Wanted::default() };
    store.figures(&programme.code, wanted).await
}

/// Everything of one unit: its own figures, or the sums of its members and
/// their comparisons.
///
/// # Errors
/// When the database does not answer or holds what it must not.
pub async fn unit(
    store: &Store,
    programme: &Programme,
    unit: &str,
    shown: Quarter,
) -> Result<Facts, StoreError> {
    let own = [unit.to_owned()];
    let has_members = programme.has_members(unit);
    let mut wanted = WantedSums::default();
    for target in programme.targets.iter().filter(|target| target.unit.is_none()) {
        wanted.whole(&programme.code, "", &target.indicator);
    }
    let (figures, of_programme, totals, compared) = tokio::try_join!(
        store.figures(&programme.code, Wanted { units: Some(&own), ..Wanted::default() }),
        store.totals(&wanted),
        async {
            if !has_members {
                return Ok(Vec::new());
            }
            store.totals_of(&programme.code, unit).await
        },
        async {
            if !has_members {
                return Ok(Vec::new());
            }
            store.comparisons_of(&programme.code, unit, shown).await
        },
    )?;
    let mut facts = Facts::default();
    facts.add_figures(figures);
    add_totals(&mut facts, totals.into_iter().chain(of_programme));
    facts.add_comparisons(with_quarters(compared, shown));
    Ok(facts)
}

/// The series of one target.
///
/// # Errors
/// When the database does not answer or holds what it must not.
pub async fn one_target(
    store: &Store,
    programme: &Programme,
    target: &Target,
) -> Result<Facts, StoreError> {
    let scope = target.unit.as_deref().unwrap_or("");
    let mut wanted = WantedSums::default();
    wanted.whole(&programme.code, scope, &target.indicator);
    let (totals, own) =
        tokio::try_join!(store.totals(&wanted), own_target_figures(store, programme))?;
    let mut facts = Facts::default();
    add_totals(&mut facts, totals);
    facts.add_figures(own);
    Ok(facts)
}

/// One indicator of all units that are compared: their own figures or sums, all
/// quarters, as the charts show them, and how `shown` compares.
pub(super) async fn side_by_side(
    store: &Store,
    programme: &Programme,
    indicator: &Indicator,
    units: &[&Unit],
    shown: Quarter,
) -> Result<Facts, StoreError> {
    let (own, summed): (Vec<&Unit>, Vec<&Unit>) =
        units.iter().copied().partition(|unit| programme.files(unit, indicator));
    let codes = |units: Vec<&Unit>| -> Vec<String> {
        units.into_iter().map(|unit| unit.code.clone()).collect()
    };
    let (own, summed) = (codes(own), codes(summed));
    let mut sums = WantedSums::default();
    let mut wanted_comparisons = Vec::new();
    for unit in &summed {
        sums.whole(&programme.code, unit, &indicator.code);
        let of_unit = BOTH.map(|with| (unit.as_str(), indicator.code.as_str(), with));
        wanted_comparisons.extend(of_unit);
    }
    let indicators = [indicator.code.clone()];
    let wanted = Wanted { units: Some(&own), indicators: Some(&indicators), ..Wanted::default() };
    let (figures, totals, compared) = tokio::try_join!(
        store.figures(&programme.code, wanted),
        store.totals(&sums),
        store.comparisons(&programme.code, &wanted_comparisons, shown),
    )?;
    let mut facts = Facts::default();
    facts.add_figures(figures);
    add_totals(&mut facts, totals);
    facts.add_comparisons(with_quarters(compared, shown));
    Ok(facts)
}

/// What one figure is made of: the figures of whoever enters it in its quarter
/// and the one before, and their sum.
pub(super) async fn one_figure(
    board: &Board,
    programme: &Programme,
    indicator: &Indicator,
    units: &[String],
    (scope, quarter): (&str, Quarter),
) -> Result<Facts, StoreError> {
    let indicators = [indicator.code.clone()];
    let before = quarter.plus(-1).unwrap_or(quarter);
    let wanted = Wanted {
        units: Some(units),
        indicators: Some(&indicators),
        quarters: Some((before, quarter)),
    };
    let code = programme.code.as_str();
    let above = units.iter().map(String::as_str).filter(|unit| programme.has_members(unit));
    let mut sums = WantedSums::default();
    for scope in above.chain([scope]) {
        sums.since(code, scope, &indicator.code, before);
    }
    let store = board.store();
    let (figures, totals) =
        tokio::try_join!(store.figures(&programme.code, wanted), store.totals(&sums))?;
    let mut facts = Facts::default();
    facts.add_figures(figures);
    add_totals(&mut facts, totals);
    Ok(facts)
}
