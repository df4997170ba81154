//! A summary composed from what is approved now.

use std::collections::{BTreeMap, HashMap};

use app::domain::access::{Action, Actor, Reach};
use app::domain::facts::Facts;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::summary::{Subject, Summary};
use app::evaluation::compose::{Material, compose};
use app::evaluation::preview::Written;
use app::locale::Locale;

use crate::http::answer::Refusal;
use crate::http::{Board, Catalogue};
use crate::store::figures::Wanted;
use crate::store::{Store, StoreError};

/// A summary with what it was composed from.
pub(super) struct Composed {
    pub summary: Summary,
    /// The version of the programme's data.
    pub seen: i64,
    pub written: BTreeMap<String, Written>,
}

/// The parts of a subject that are known: its programme, quarter and language.
pub(super) fn known<'a>(
    catalogue: &'a Catalogue,
    subject: &Subject,
) -> Result<(&'a Programme, Locale), Refusal> {
    let programme = catalogue
        .programme(&subject.programme)
        .ok_or_else(|| Refusal::NoSuchProgramme(subject.programme.clone()))?;
    if let Some(unit) = &subject.unit
        && programme.unit(unit).is_none()
    {
        return Err(Refusal::NoSuchUnit(unit.clone()));
    }
    if !programme.covers(subject.quarter) {
        return Err(Refusal::NoSuchReturn);
    }
    let locale = subject.language.parse().map_err(|()| Refusal::NoSuchPage)?;
    Ok((programme, locale))
}

/// Figures that a summary's annex explains at most: with more, nobody opens the
/// file, and composing it would take the memory of everybody else.
pub(in crate::http) const MOST: usize = 250_000;

/// How many figures a programme's returns up to `last` hold, at most.
async fn figures_of(
    store: &Store,
    programme: &Programme,
    last: Quarter,
) -> Result<usize, StoreError> {
    let whole = [String::new()];
    let counted = store.returns_in(&programme.code, &whole, (programme.from, last)).await?;
    let returns: usize = counted.values().flat_map(|of| of.filed.values()).sum();
    Ok(returns * programme.indicators.len())
}

/// Composes the summary of a subject for somebody. Where an approval comes in
/// between the reads, they are done again.
pub(super) async fn composed(
    board: &Board,
    catalogue: &Catalogue,
    actor: &Actor,
    subject: &Subject,
) -> Result<Composed, Refusal> {
    let (programme, locale) = known(catalogue, subject)?;
    let store = board.store();
    let figures = figures_of(store, programme, subject.quarter).await?;
    if figures > MOST {
        return Err(Refusal::TooManyFigures(figures));
    }
    let wanted =
        || Wanted { quarters: Some((programme.from, subject.quarter)), ..Wanted::default() };
    let mut tries = 0;
    loop {
        let (seen, revision, as_of) = store.programme_version(&subject.programme).await?;
        let (figures, totals, versions, narrative, earlier, duties) = tokio::try_join!(
            store.figures(&programme.code, wanted()),
            store.all_totals(&programme.code),
            store.approved_versions(&programme.code, subject.quarter),
            store.narrative(actor, subject),
            store.evaluation_before(actor, subject),
            store.duties(actor, &programme.code),
        )?;
        tries += 1;
        if store.programme_version(&subject.programme).await?.0 != seen && tries < 3 {
            continue;
        }
        let mut facts = Facts::default();
        facts.add_figures(figures);
        for sum in totals {
            let by_then = sum.totals.into_iter().filter(|(at, _)| *at <= subject.quarter);
            facts.add_totals(sum.scope, sum.indicator, by_then);
        }
        let written: BTreeMap<String, Written> = narrative
            .into_iter()
            .map(|(section, it)| {
                let (version, content) = (it.version, it.content);
                (section, Written { version, content, by: it.written_by, at: it.written_at })
            })
            .collect();
        let earlier = match earlier {
            Some((number, content)) => Some((number.clone(), parsed(&number, &content)?)),
            None => None,
        };
        let material = Material {
            locale,
            programme,
            revision,
            unit: subject.unit.as_deref().and_then(|code| programme.unit(code)),
            quarter: subject.quarter,
            as_of,
            demo: board.is_demo(),
            facts,
            versions,
            narrative: written
                .iter()
                .filter(|(_, written)| !written.content.trim().is_empty())
                .map(|(section, written)| (section.clone(), written.content.clone()))
                .collect(),
            duties: Some(duties).filter(|_| reads_duties(actor, subject)),
            earlier,
        };
        return Ok(Composed { summary: compose(&material), seen, written });
    }
}

/// Whether somebody reads what is said of all duties that a summary tells of.
/// Whoever reads some would take the others for untold.
fn reads_duties(actor: &Actor, subject: &Subject) -> bool {
    match &subject.unit {
        Some(unit) => actor.may(Action::Read, unit),
        None => actor.role.reach(Action::Read) == Reach::Everybody,
    }
}

/// A kept summary.
pub(super) fn parsed(number: &str, content: &str) -> Result<Summary, Refusal> {
    serde_json::from_str(content).map_err(|_| {
        Refusal::Store(StoreError::Unreadable { table: "evaluation", key: number.to_owned() })
    })
}

/// The quarters a summary can be of, latest first.
pub(super) fn quarters(latest: &HashMap<String, Quarter>, programme: &Programme) -> Vec<Quarter> {
    let last = latest.get(&programme.code).copied().unwrap_or(programme.from);
    Quarter::range(programme.from, last).rev().collect()
}
