//! Demo figures for the programmes that ship with the product: made up,
//! plausible, and the same on every machine. Integers only; no clock, no
//! randomness from outside, no floating point.
//!
//! Whoever shows or exports them marks them as demo.

mod battery;
mod dice;
pub mod duties;
mod energy_saving;
mod evidence;
pub mod roll_out;
mod sheet;
mod tianjin;
pub mod under_way;
mod yellow_river;

#[cfg(test)]
mod slips;
#[cfg(test)]
mod tests;

use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::Figure;

use self::sheet::Sheet;

/// The quarter in which the demo stands: the last one that was due.
pub const AS_OF: &str = "2026-Q3";

/// One figure as its unit filed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoRow {
    pub unit: String,
    pub quarter: Quarter,
    pub indicator: String,
    pub figure: Figure,
    pub note: Option<String>,
}

/// All demo figures of one programme, by unit, quarter and line of the form.
/// Empty for a programme that does not ship with the product; lines and units
/// taken out of a programme's file are left out here too.
#[must_use]
pub fn rows(programme: &Programme) -> Vec<DemoRow> {
    let mut sheet = Sheet::new(programme);
    match programme.code.as_str() {
        "nev-battery-pilot-2018" => battery::fill(&mut sheet),
        "tianjin-waste-recycling-2027" => tianjin::fill(&mut sheet),
        "yellow-river-green-industry-2025" => yellow_river::fill(&mut sheet),
        "industrial-energy-saving-2018" => energy_saving::fill(&mut sheet),
        _ => {}
    }
    sheet.into_rows()
}
