//! Targets of units, as a ministry takes them over in a programme's file: the
//! texts fix none for the first programme's.

use app::domain::decimal::Decimal;
use app::domain::target::{Comparator, Source, Target};
use app::domain::unit::Names;
use server::store::StoreError;

use crate::TestBoard;

const PROGRAMME: &str = "nev-battery-pilot-2018";

fn names(text: &str) -> Names {
    Names { zh: text.to_owned(), en: text.to_owned() }
}

/// Each of the eighteen pilots gets one on R20: at least 90, 91 or 92 %, by the
/// numbers `U01` to `U18`.
///
/// # Errors
/// When the database does not answer.
pub async fn add(board: &TestBoard) -> Result<(), StoreError> {
    for mut programme in board.store.programmes().await? {
        if programme.code != PROGRAMME {
            continue;
        }
        let units = programme.beside_each_other();
        let targets = units.iter().zip(1_i64..).map(|(unit, at)| Target {
            no: format!("U{at:02}"),
            name: unit.name.clone(),
            indicator: "R20".into(),
            unit: Some(unit.code.clone()),
            comparator: Comparator::AtLeast,
            value: Some(Decimal::from(90 + (at - 1) % 3)),
            upper: None,
            tolerance: None,
            value_unit: names("%"),
            baseline: None,
            milestones: Vec::new(),
            due: "2026".parse().ok(),
            printed_as: "at least".into(),
            responsible: unit.name.clone(),
            source: Source { document: "000".into(), clause: "1".into() },
        });
        programme.targets = targets.collect();
        board.store.save_programme(&programme, "", "admin").await?;
    }
    Ok(())
}
