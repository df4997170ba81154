//! The board over HTTP, from the routes down to a real PostgreSQL: one file for
//! each slice, and some for what holds for all of them.

mod api;
mod bad_input;
mod every_page;
mod files;
mod kept_pages;
mod numbers;
mod outage;
mod overview;
mod programme;
mod rollups;
mod target;
mod unit;

/// The demo programmes' codes.
const BATTERY: &str = "nev-battery-pilot-2018";
const TIANJIN: &str = "tianjin-waste-recycling-2027";
const YELLOW: &str = "yellow-river-green-industry-2025";
const ENERGY: &str = "industrial-energy-saving-2018";
