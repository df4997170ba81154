//! A quarter's figures as somebody would type them.

use app::domain::access::{Actor, Role};
use app::domain::decimal::Decimal;
use app::domain::dossier::Dossier;
use app::domain::filing::Key;
use app::domain::indicator::Kind;
use app::domain::series::Figure;
use server::shipped;
use support::TestBoard;

/// Hebei has not filed the demo's last quarter.
pub const UNIT: &str = "130000";
pub const PROGRAMME: &str = "nev-battery-pilot-2018";
pub const FORM: &str = "/returns/nev-battery-pilot-2018/130000/2026-Q3";
pub const API: &str = "/api/v1/returns/nev-battery-pilot-2018/130000/2026-Q3";

pub fn key() -> Key {
    Key {
        programme: PROGRAMME.into(),
        unit: UNIT.into(),
        quarter: "2026-Q3".parse().expect("a quarter"),
    }
}

pub async fn actor(board: &TestBoard, name: &str) -> Actor {
    board.store.account(name).await.expect("an answer").expect("an account").actor
}

pub fn auditor() -> Actor {
    Actor { account: 0, name: "auditor".into(), role: Role::Auditor, unit: None }
}

/// The return as it is kept.
pub async fn kept(board: &TestBoard) -> Dossier {
    board.store.dossier(&auditor(), &key()).await.expect("a return")
}

/// A whole quarter that fits the one before: what happened is a little more or
/// less, what stood stands.
pub async fn whole_quarter(board: &TestBoard) -> Vec<(String, String)> {
    let (_, file) = shipped::PROGRAMMES
        .iter()
        .find(|(code, _)| *code == PROGRAMME)
        .expect("the programme ships");
    let programme = server::import::programme::parse(file).expect("it is sound");
    let dossier = kept(board).await;
    let before = dossier.key.quarter.plus(-1).expect("a quarter");
    let before = &dossier.history[&before];
    let mut cells = Vec::new();
    for line in programme.form_of(programme.unit(UNIT).expect("Hebei"), dossier.key.quarter) {
        let less = ["R02", "R03", "R05", "R09"].contains(&line.code.as_str());
        let step: Decimal = if less { "-1" } else { "1" }.parse().expect("a number");
        let moved = |number: &Decimal| {
            if line.kind == Kind::Flow && !number.is_zero() {
                (number + &step).to_string()
            } else {
                number.to_string()
            }
        };
        match before.get(&line.code) {
            Some(Figure::Number(number)) => cells.push((line.code.clone(), moved(number))),
            Some(Figure::Ratio { numerator, denominator }) => {
                cells.push((format!("{}.numerator", line.code), numerator.to_string()));
                cells.push((format!("{}.denominator", line.code), denominator.to_string()));
            }
            _ => cells.push((format!("{}.absence", line.code), "not_applicable".into())),
        }
    }
    cells.push(("head".into(), "单位负责人".into()));
    cells.push(("compiler".into(), "填表人".into()));
    cells
}

/// Fields to send: the cells, and what goes along.
pub fn fields<'a>(
    cells: &'a [(String, String)],
    along: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let cells = cells.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    cells.chain(along.iter().copied()).collect()
}
