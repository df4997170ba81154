//! The figures behind each page: which sums and which units' figures it needs,
//! fetched side by side.

use std::collections::{BTreeSet, HashMap};

use app::domain::facts::Facts;
use app::domain::indicator::{Covers, Indicator};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::{Scope, contributors};
use app::domain::target::Target;
use app::domain::unit::Unit;

use super::board::Time;
use super::{Board, Catalogue};
use crate::store::StoreError;
use crate::store::figures::{Filed, Wanted};
use crate::store::rollups::Summed;

/// Quarters of figures by unit that the stacked chart takes, and one before
/// them to subtract from where a filing is cumulative.
const BY_UNIT: i32 = 13;

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

/// Sums behind key figures and targets, and the units' figures behind the
/// charts and the like-for-like changes.
pub(super) async fn overview(
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
    // The chart's quarters hold those it is compared with.
    let others: Vec<String> =
        leading.iter().filter(|code| !volume.contains(code)).cloned().collect();
    let store = board.store();
    let (totals, by_quarter, near, own) = tokio::try_join!(
        store.totals(&wanted),
        store.figures(
            &subject.code,
            Wanted { indicators: Some(&volume), quarters: Some(&by_unit), ..Wanted::default() },
        ),
        store.figures(
            &subject.code,
            Wanted { indicators: Some(&others), quarters: Some(&compared), ..Wanted::default() },
        ),
        target_figures(board, catalogue),
    )?;
    let mut facts: HashMap<String, Facts> = own;
    for sum in totals {
        let of_programme = facts.entry(sum.programme).or_default();
        of_programme.add_totals(sum.scope, sum.indicator, sum.totals);
    }
    let own = facts.entry(subject.code.clone()).or_default();
    own.add_figures(by_quarter);
    own.add_figures(near);
    Ok(facts)
}

fn add_totals(facts: &mut Facts, sums: impl IntoIterator<Item = Summed>) {
    for sum in sums {
        facts.add_totals(sum.scope, sum.indicator, sum.totals);
    }
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

/// All sums of the programme, the units' figures of the chosen indicator and
/// those of the compared quarters.
pub(super) async fn programme(
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
    add_totals(&mut facts, totals);
    facts.add_figures(by_quarter);
    facts.add_figures(near);
    facts.add_figures(own);
    Ok(facts)
}

async fn own_target_figures(
    board: &Board,
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
    board.store().figures(&programme.code, wanted).await
}

/// Everything of one unit: its own figures, or the sums of its members and
/// what they filed in the compared quarters.
pub(super) async fn unit(
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
    add_totals(&mut facts, totals.into_iter().chain(of_programme));
    Ok(facts)
}

/// The series of one target.
pub(super) async fn one_target(
    board: &Board,
    programme: &Programme,
    target: &Target,
) -> Result<Facts, StoreError> {
    let scope = target.unit.as_deref().unwrap_or("");
    let wanted = BTreeSet::from([(programme.code.as_str(), scope, target.indicator.as_str())]);
    let (totals, own) =
        tokio::try_join!(board.store().totals(&wanted), own_target_figures(board, programme),)?;
    let mut facts = Facts::default();
    add_totals(&mut facts, totals);
    facts.add_figures(own);
    Ok(facts)
}

/// One indicator of all units that are compared: their figures, those of their
/// members, and the sums of these; all quarters, as the charts show them.
pub(super) async fn side_by_side(
    board: &Board,
    programme: &Programme,
    indicator: &Indicator,
    units: &[&Unit],
) -> Result<Facts, StoreError> {
    let mut codes: BTreeSet<&str> = BTreeSet::new();
    let mut sums = BTreeSet::new();
    for unit in units {
        let members = contributors(programme, indicator, Scope::Unit(&unit.code));
        if !members.is_empty() {
            sums.insert((programme.code.as_str(), unit.code.as_str(), indicator.code.as_str()));
        }
        codes.extend(members.into_iter().map(String::as_str));
        codes.insert(&unit.code);
    }
    let codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
    let indicators = [indicator.code.clone()];
    let wanted = Wanted { units: Some(&codes), indicators: Some(&indicators), ..Wanted::default() };
    let store = board.store();
    let (figures, totals) =
        tokio::try_join!(store.figures(&programme.code, wanted), store.totals(&sums))?;
    let mut facts = Facts::default();
    facts.add_figures(figures);
    add_totals(&mut facts, totals);
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
    let quarters = texts([Some(quarter), quarter.plus(-1)].into_iter().flatten());
    let wanted =
        Wanted { units: Some(units), indicators: Some(&indicators), quarters: Some(&quarters) };
    let sums = BTreeSet::from([(programme.code.as_str(), scope, indicator.code.as_str())]);
    let store = board.store();
    let (figures, totals) =
        tokio::try_join!(store.figures(&programme.code, wanted), store.totals(&sums))?;
    let mut facts = Facts::default();
    facts.add_figures(figures);
    add_totals(&mut facts, totals);
    Ok(facts)
}
