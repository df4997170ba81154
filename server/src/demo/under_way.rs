//! Two returns of the demo's last quarter on their way, so that there is
//! something to decide on and something to put right.

use app::domain::access::{Actor, Role};
use app::domain::decimal::Decimal;
use app::domain::dossier::{Dossier, Said};
use app::domain::draft::{COMPILER, HEAD, Part};
use app::domain::filing::Key;
use app::domain::indicator::{Indicator, Kind};
use app::domain::programme::Programme;
use app::domain::series::Figure;
use app::domain::validation;

use super::AS_OF;
use crate::store::returns::{Cell, FiledLine, Submission};
use crate::store::review::Word;
use crate::store::{Store, StoreError};

const PROGRAMME: &str = "nev-battery-pilot-2018";
/// Waits for the ministry.
const SUBMITTED: &str = "450000";
/// Was sent back for two lines.
const RETURNED: &str = "620000";
const EXPLANATION: &str = "季末数经核对没有变化。";
const REASON: &str = "R20 的分母应为应上传的全部电池包；R31 请按自1月1日起的累计数填写。";

/// Files the two returns, unless somebody began them already.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(store: &Store) -> Result<(), StoreError> {
    let programmes = store.programmes().await?;
    let Some(programme) = programmes.iter().find(|programme| programme.code == PROGRAMME) else {
        return Ok(());
    };
    for unit in [SUBMITTED, RETURNED] {
        let Ok(quarter) = AS_OF.parse() else { continue };
        let key = Key { programme: PROGRAMME.into(), unit: unit.into(), quarter };
        let clerk = somebody(Role::Entry, unit);
        let dossier = store.dossier(&clerk, &key).await?;
        if dossier.filing.state.is_some() {
            continue;
        }
        submit(store, programme, &key, &clerk, &dossier).await?;
        if unit == RETURNED {
            let word = Word {
                said: Said::Return,
                version: Some(1),
                reason: REASON.into(),
                lines: Some(vec!["R20".into(), "R31".into()]),
            };
            let reviewer =
                Actor { account: 0, name: "reviewer".into(), role: Role::Reviewer, unit: None };
            store.say(&reviewer, &key, &word).await?;
        }
    }
    Ok(())
}

/// Whoever of that role signs in for the unit.
fn somebody(role: Role, unit: &str) -> Actor {
    Actor { account: 0, name: format!("{role}-{unit}"), role, unit: Some(unit.into()) }
}

async fn submit(
    store: &Store,
    programme: &Programme,
    key: &Key,
    clerk: &Actor,
    dossier: &Dossier,
) -> Result<(), StoreError> {
    let Some(unit) = programme.unit(&key.unit) else { return Ok(()) };
    let form: Vec<&Indicator> = programme.form_of(unit, key.quarter).collect();
    let mut cells: Vec<Cell> = form.iter().flat_map(|line| like_before(line, dossier)).collect();
    cells.push((HEAD.into(), Part::Value, "单位负责人".into()));
    cells.push((COMPILER.into(), Part::Value, "填表人".into()));
    store.save_draft(clerk, key, 0, &cells).await?;
    let lead = somebody(Role::Lead, &key.unit);
    let dossier = store.dossier(&lead, key).await?;
    let explained: Vec<Cell> = validation::of_return(programme, &dossier)
        .iter()
        .filter(|finding| finding.explanation_field().is_some())
        .filter_map(|finding| finding.lines.first())
        .map(|line| (line.clone(), Part::Explanation, EXPLANATION.to_owned()))
        .collect();
    store.save_draft(&lead, key, dossier.draft_version, &explained).await?;
    let dossier = store.dossier(&lead, key).await?;
    let lines: Vec<FiledLine> = form
        .iter()
        .filter_map(|line| {
            let typed = dossier.lines.get(&line.code)?;
            let figure = typed.read(line).ok()?.figure?;
            Some((line.code.clone(), figure, String::new(), typed.explanation.clone()))
        })
        .collect();
    let submission = Submission {
        draft_version: dossier.draft_version,
        idempotency_key: "demo".into(),
        lines,
        head: "单位负责人".into(),
        compiler: "填表人".into(),
        reason: None,
    };
    store.submit(&lead, key, programme, &submission).await?;
    Ok(())
}

/// What the unit would file after the quarter before: what stood stands, what
/// happened is a little more, its parts a little less.
fn like_before(line: &Indicator, dossier: &Dossier) -> Vec<Cell> {
    let cell = |part: Part, text: String| (line.code.clone(), part, text);
    match dossier.filed(dossier.key.quarter.plus(-1), &line.code) {
        Some(Figure::Number(number)) if line.kind == Kind::Flow && !number.is_zero() => {
            let one = Decimal::from(1);
            let is_part = ["R02", "R03", "R05", "R09"].contains(&line.code.as_str());
            let moved = if is_part && *number > one { number - &one } else { number + &one };
            vec![cell(Part::Value, moved.to_string())]
        }
        Some(Figure::Number(number)) => vec![cell(Part::Value, number.to_string())],
        Some(Figure::Ratio { numerator, denominator }) => vec![
            cell(Part::Numerator, numerator.to_string()),
            cell(Part::Denominator, denominator.to_string()),
        ],
        _ => vec![cell(Part::Absence, "not_applicable".into())],
    }
}
