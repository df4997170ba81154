//! Units beside each other, how a figure came about, and read-only links.

mod comparing;
mod explaining;
mod links;
mod signals;
mod targets;

/// The demo programmes' codes.
const BATTERY: &str = "nev-battery-pilot-2018";
const TIANJIN: &str = "tianjin-waste-recycling-2027";
