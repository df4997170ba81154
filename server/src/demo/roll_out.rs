//! The battery pilot as if it were rolled out to areas of all provinces: for
//! trying the board with as many figures as a country has. Areas and figures
//! are made up, and the same on every machine.

use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::{Names, Unit, UnitKind};
use app::locale::province_words;

use super::DemoRow;
use super::battery;
use super::sheet::Sheet;

/// How much a demo holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Scale {
    /// The programmes as they are.
    S,
    /// Besides, 340 areas over 40 quarters: 449,000 figures.
    M,
    /// 3,000 areas: 4 million.
    L,
    /// 37,880 areas: 50 million.
    Xl,
}

impl Scale {
    #[must_use]
    pub fn areas(self) -> usize {
        match self {
            Self::S => 0,
            Self::M => 340,
            Self::L => 3_000,
            Self::Xl => 37_880,
        }
    }
}

/// The code of the programme that is made up.
pub const CODE: &str = "battery-roll-out";
/// Quarters for which every area files.
pub const QUARTERS: i32 = 40;

/// The pilot's form, filed by areas of all provinces; what the pilot's text
/// lays on its regions is left out.
#[must_use]
pub fn programme(pilot: &Programme, areas: usize, last: Quarter) -> Programme {
    let provinces: Vec<(&str, Names)> = province_words::provinces().collect();
    let above = provinces.iter().map(|(code, names)| unit((*code).into(), names.clone(), None));
    let below = (0..areas).zip(provinces.iter().cycle()).map(|(no, (province, names))| {
        let no = no / provinces.len() + 1;
        let names =
            Names { zh: format!("{}{no}区", names.zh), en: format!("{} area {no}", names.en) };
        unit(area_code(province, no), names, Some((*province).to_owned()))
    });
    let both = |zh: &str, en: &str| Names { zh: zh.into(), en: en.into() };
    let mut of = pilot.clone();
    of.code = CODE.into();
    of.name = both(
        "动力蓄电池回收利用全国推行（虚构）",
        "Battery recycling rolled out nationally (made up)",
    );
    of.short = both("全国推行（虚构）", "Roll-out (made up)");
    of.summary = both(
        "试点报表由各省的虚构区域报送，用于试验大数据量下的看板。",
        "The pilot's form filed by made-up areas of all provinces, to try the board with many figures.",
    );
    of.from = last.plus(1 - QUARTERS).unwrap_or(last);
    of.until = None;
    of.units = above.chain(below).collect();
    of.targets.clear();
    of.duties.clear();
    of.regions.clear();
    for indicator in &mut of.indicators {
        (indicator.valid_from, indicator.valid_until) = (None, None);
    }
    of
}

fn area_code(province: &str, no: usize) -> String {
    format!("{}A{no:04}", province.get(..2).unwrap_or(province))
}

fn unit(code: String, name: Names, member_of: Option<String>) -> Unit {
    let kind = if member_of.is_some() { UnitKind::District } else { UnitKind::Province };
    Unit { code, name, kind, member_of, counted_in: None, in_total: true, pilot: true, note: None }
}

/// Everything one area filed, by quarter and line of the form.
#[must_use]
pub fn filed(programme: &Programme, area: &str, last: Quarter) -> Vec<DemoRow> {
    let mut sheet = Sheet::new(programme);
    battery::area(&mut sheet, area, Quarter::range(programme.from, last));
    sheet.into_rows()
}
