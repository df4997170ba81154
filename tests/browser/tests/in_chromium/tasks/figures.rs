//! A quarter's figures, as somebody has them on paper.

use app::domain::decimal::Decimal;
use app::domain::indicator::Kind;
use app::domain::series::Figure;
use browser_tests::Fault;
use support::Person;

use super::Desk;
use crate::{Outcome, holds};

pub(crate) const PROGRAMME: &str = "nev-battery-pilot-2018";
/// The quarter in which the demo stands.
pub(crate) const QUARTER: &str = "2026-Q3";
/// Hebei has not filed it.
pub(crate) const UNIT: &str = "130000";
pub(crate) const FORM: &str = "/returns/nev-battery-pilot-2018/130000/2026-Q3";

/// Fields of the form with what is typed into them: a whole quarter that fits
/// the one before. What happened is a little more or less, what stood stands.
pub(crate) async fn whole_quarter(desk: &Desk) -> Result<Vec<(String, String)>, Fault> {
    let programmes = desk.board.store.programmes().await?;
    let programme = programmes.iter().find(|its| its.code == PROGRAMME).ok_or("no programme")?;
    let unit = programme.unit(UNIT).ok_or("no such unit")?;
    let dossier = desk.kept(UNIT).await?;
    let one = Decimal::from(1);
    let mut fields = Vec::new();
    for line in programme.form_of(unit, dossier.key.quarter) {
        let code = &line.code;
        match dossier.filed(dossier.key.quarter.plus(-1), code) {
            // What was invested since 1 January, and stocks that move.
            Some(Figure::Number(number)) if moved_by(code) > 0 => {
                fields.push((code.clone(), (number + &Decimal::from(moved_by(code))).to_string()));
            }
            Some(Figure::Number(number)) if line.kind == Kind::Flow && !number.is_zero() => {
                let less = ["R02", "R03", "R05", "R09"].contains(&code.as_str());
                let moved = if less { number - &one } else { number + &one };
                fields.push((code.clone(), moved.to_string()));
            }
            Some(Figure::Number(number)) => fields.push((code.clone(), number.to_string())),
            Some(Figure::Ratio { numerator, denominator }) => {
                fields.push((format!("{code}.numerator"), (numerator + &one).to_string()));
                fields.push((format!("{code}.denominator"), (denominator + &one).to_string()));
            }
            other => return Err(format!("the quarter before has no {code}: {other:?}").into()),
        }
    }
    holds(fields.len() == 36, || format!("the form has {} values", fields.len()))?;
    Ok(fields)
}

/// By how much a line is more than the quarter before, where that is not one.
fn moved_by(code: &str) -> i64 {
    match code {
        "R31" => 6_000,
        "R10" => 2,
        "R07" | "R11" | "R12" | "R13" | "R14" => 1,
        _ => 0,
    }
}

/// Somebody else sends a form from another machine.
pub(crate) async fn sent(person: &Person<'_>, path: &str, fields: &[(&str, &str)]) -> Outcome {
    let answer = person.send(path, fields).await;
    holds(answer.status == 303, || format!("{path} was answered {}", answer.status))
}

/// The clerk has typed the whole quarter before.
pub(crate) async fn typed_by_the_clerk(desk: &Desk) -> Outcome {
    let clerk = desk.board.person("entry-130000").await;
    let values = whole_quarter(desk).await?;
    let mut fields: Vec<(&str, &str)> =
        values.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
    fields.extend([("head", "单位负责人"), ("compiler", "填表人"), ("seen", "0")]);
    sent(&clerk, FORM, &fields).await
}

/// The lead submits what was typed, from another machine.
pub(crate) async fn submitted_by_the_lead(desk: &Desk) -> Outcome {
    let lead = desk.board.person("lead-130000").await;
    let page = lead.page(&format!("{FORM}/check")).await.html();
    let mut fields = vec![("then".to_owned(), "submit".to_owned())];
    for element in &page.elements {
        let name = element.attribute("name");
        if name.ends_with(".explanation") {
            fields.push((name.to_owned(), "核实无误。".to_owned()));
        } else if ["seen", "key"].contains(&name) {
            fields.push((name.to_owned(), element.attribute("value").to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    sent(&lead, &format!("{FORM}/check"), &fields).await
}
