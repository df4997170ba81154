//! MIIT's year 2018 and the year before it, which its changes are judged by.

use super::dice::Dice;
use super::sheet::{Sheet, quarters};

/// Value added since 1 January 2017, in tenths of 100 million yuan.
const ABOVE_SCALE: [i64; 4] = [601_200, 1_283_400, 1_964_700, 2_671_800];
const INDUSTRY: [i64; 4] = [628_900, 1_342_600, 2_058_300, 2_799_500];
/// Value added grew by so many thousandths in 2018.
const GROWTH: i64 = 62;

/// In 2017, per 10,000 yuan: 1/10,000 tce and 1/1,000 m³; change in 2018 in
/// hundredths of a percent.
const ENERGY: (i64, i64) = (11_240, -430);
const WATER: (i64, i64) = (45_620, -418);

const SUPERVISED: [[i64; 4]; 2] = [[386, 942, 1_117, 803], [512, 1_008, 979, 757]];
const TRACKED: [[i64; 4]; 2] = [[118, 146, 181, 204], [210, 225, 225, 225]];

pub(super) fn fill(sheet: &mut Sheet) {
    for quarter in quarters((2017, 1), (2018, 4)) {
        let Some(mut page) = sheet.page("MIIT", quarter) else {
            return;
        };
        let year = usize::from(quarter.year().saturating_sub(2017)) % 2;
        let of_year = usize::from(quarter.of_year() - 1) % 4;
        let grown = |added: i64| {
            if year == 1 { added * (1000 + GROWTH) / 1000 } else { added }
        };
        // The year as a whole is as stated; its first quarters stray a little.
        let stray = if quarter.of_year() == 4 { 0 } else { 25 };
        let mut dice = Dice::of(&["energy saving", &quarter.to_string()]);
        let mut use_of = |(level, change): (i64, i64)| {
            let level = if year == 1 { level * (10_000 + change) / 10_000 } else { level };
            level * (10_000 + dice.between(-stray, stray)) / 10_000
        };

        let added = grown(ABOVE_SCALE[of_year]);
        // Parts in hundredths of a million tce and tenths of 100 million yuan,
        // so that the ratio in percent is tce per 10,000 yuan.
        page.ratio("M1", added * use_of(ENERGY) / 100_000, added);
        let added = grown(INDUSTRY[of_year]);
        page.ratio("M2", added * use_of(WATER) / 100_000, added);
        page.number("M3", SUPERVISED[year][of_year]);
        page.number("M4", TRACKED[year][of_year]);
    }
}
