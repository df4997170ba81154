//! What the binary carries: the four programmes and the browser's assets.

/// The programme files, in the order in which people should meet them.
pub const PROGRAMMES: [(&str, &str); 4] = [
    ("nev-battery-pilot-2018", include_str!("../programmes/nev-battery-pilot-2018.toml")),
    (
        "tianjin-waste-recycling-2027",
        include_str!("../programmes/tianjin-waste-recycling-2027.toml"),
    ),
    (
        "yellow-river-green-industry-2025",
        include_str!("../programmes/yellow-river-green-industry-2025.toml"),
    ),
    (
        "industrial-energy-saving-2018",
        include_str!("../programmes/industrial-energy-saving-2018.toml"),
    ),
];

/// One asset under the name that carries its content's hash.
#[derive(Debug)]
pub struct Asset {
    pub name: &'static str,
    pub media_type: &'static str,
    pub plain: &'static [u8],
    /// Compressed at build time with brotli at its best.
    pub brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The asset of that name.
#[must_use]
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}
