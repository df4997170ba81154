//! Tianjin's districts from 2023-Q1 on, with a bit of everything: targets
//! reached and not yet, a maintained rate that was broken once, growth behind
//! its path, a milestone in time.

use app::domain::period::Quarter;

use super::dice::Dice;
use super::sheet::{Page, Sheet, quarters, straight, through};

/// A district's shares, each in thousandths of the city.
struct District {
    code: &'static str,
    /// Of recycling points.
    points: i64,
    /// Of second-hand cars.
    cars: i64,
    /// Of industry: waste, water, output, capacity, audits.
    industry: i64,
    /// Of crops; a district without any files "not applicable".
    crops: i64,
}

const fn district(
    code: &'static str,
    points: i64,
    cars: i64,
    industry: i64,
    crops: i64,
) -> District {
    District { code, points, cars, industry, crops }
}

const DISTRICTS: [District; 16] = [
    district("120101", 33, 24, 0, 0),
    district("120102", 47, 46, 6, 0),
    district("120103", 50, 52, 5, 0),
    district("120104", 51, 49, 7, 0),
    district("120105", 44, 38, 5, 0),
    district("120106", 36, 29, 4, 0),
    district("120110", 62, 94, 118, 12),
    district("120111", 70, 112, 72, 48),
    district("120112", 66, 88, 60, 36),
    district("120113", 68, 83, 88, 44),
    district("120114", 94, 87, 74, 215),
    district("120115", 76, 48, 32, 232),
    district("120116", 136, 142, 294, 66),
    district("120117", 52, 30, 46, 108),
    district("120118", 68, 45, 155, 134),
    district("120119", 47, 33, 34, 105),
];

/// Where the sorting centres stand, in the order of their opening.
const SORTING_CENTRES: [&str; 27] = [
    "120118", "120116", "120110", "120114", "120111", "120113", "120116", "120112", "120115",
    "120104", "120118", "120102", "120117", "120116", "120119", "120103", "120110", "120113",
    "120105", "120114", "120111", "120116", "120106", "120112", "120101", "120115", "120118",
];

/// Where the rice-fishery zones stand, in the order of their completion.
const FISHERY_ZONES: [&str; 8] =
    ["120115", "120117", "120114", "120115", "120118", "120117", "120119", "120115"];

/// Vehicles traded in the whole city in 2023, and by how many thousandths more
/// in the years after it.
const CARS_2023: i64 = 318_000;
const CAR_GROWTH: [(u16, i64); 4] = [(2023, 0), (2024, 82), (2025, 180), (2026, 262)];
const CAR_SEASON: [i64; 4] = [218, 247, 252, 283];

pub(super) fn fill(sheet: &mut Sheet) {
    for quarter in quarters((2023, 1), (2026, 3)) {
        city(sheet, quarter);
        for district in &DISTRICTS {
            if let Some(mut page) = sheet.page(district.code, quarter) {
                let now = Now { district, at: since_2023(quarter), quarter };
                now.network(&mut page);
                now.resources(&mut page);
                now.production(&mut page);
            }
        }
    }
}

/// Quarters since 2023-Q1.
fn since_2023(quarter: Quarter) -> i64 {
    i64::from(quarter.index()) - 2023 * 4
}

/// What the municipal departments file themselves; water in tenths of 10,000 m³.
fn city(sheet: &mut Sheet, quarter: Quarter) {
    let at = since_2023(quarter);
    let Some(mut page) = sheet.page("120000", quarter) else {
        return;
    };
    let mut dice = Dice::of(&["tianjin", "120000", &quarter.to_string()]);
    let sewage = dice.shake(straight(at, (0, 282_000), (14, 301_000)), 30);
    let treated = straight(at, (0, 9_715), (14, 9_832)) + dice.between(-6, 6);
    let treated = sewage * treated / 10_000;
    page.ratio("T15", treated, sewage);
    let reclaimed = straight(at, (0, 4_090), (14, 4_630)) + dice.between(-25, 25);
    page.ratio("T16", treated * reclaimed / 10_000, treated);
    page.number("T17", i64::from(at >= 11));
    page.number("T18", 0);
}

/// One district in one quarter.
struct Now<'d> {
    district: &'d District,
    /// Quarters since 2023-Q1.
    at: i64,
    quarter: Quarter,
}

const NO_CROPS: &str = "辖区内没有种植业";

impl Now<'_> {
    fn dice(&self, line: &str) -> Dice {
        Dice::of(&["tianjin", self.district.code, line, &self.quarter.to_string()])
    }

    /// Thousandths that belong to this district through all quarters.
    fn habit(&self, line: &str, low: i64, high: i64) -> i64 {
        Dice::of(&["tianjin", self.district.code, line]).between(low, high)
    }

    /// How many of `places`, opened one after the other, this district has.
    fn opened(&self, places: &[&str], so_far: i64) -> i64 {
        let so_far = usize::try_from(so_far).unwrap_or(0);
        let here = places.iter().take(so_far).filter(|code| **code == self.district.code);
        i64::try_from(here.count()).unwrap_or(0)
    }

    fn network(&self, page: &mut Page) {
        let points = straight(self.at, (0, 2_310), (14, 2_872));
        page.number("T1", points * self.district.points / 1000);
        page.number("T2", self.opened(&SORTING_CENTRES, straight(self.at, (0, 14), (13, 27))));
        let clusters = [("120118", 6), ("120116", 9)];
        let here =
            clusters.iter().any(|(code, from)| *code == self.district.code && self.at >= *from);
        page.number("T3", i64::from(here));
    }

    fn resources(&self, page: &mut Page) {
        let industry = self.district.industry;
        // In 1,000 t a year.
        page.number("T4", straight(self.at, (0, 5_920), (14, 7_480)) * industry / 1000);
        self.industrial_waste(page);
        self.building_waste(page);
        let crops = self.district.crops;
        if crops == 0 {
            page.not_applicable(&["T7"], NO_CROPS);
        } else {
            let straw = 1_960_000 * crops / 1000;
            page.ratio("T7", straw * self.straw_rate() / 10_000, straw);
        }
        // In million yuan.
        let output = through(self.at, &[(0, 2_310), (6, 2_690), (10, 2_930), (14, 3_120)]);
        page.number("T8", self.dice("T8").shake(output * industry / 1000, 25));
        if crops == 0 {
            page.not_applicable(&["T9"], NO_CROPS);
        } else {
            // In tenths of a tonne.
            let film = 74_000 * crops / 1000;
            let rate = straight(self.at, (0, 846), (14, 883)) + self.habit("T9", -8, 8);
            page.ratio("T9", film * rate / 1000, film);
        }
        page.number("T10", self.cars());
    }

    fn industrial_waste(&self, page: &mut Page) {
        if self.district.industry == 0 {
            page.not_applicable(&["T5"], "辖区内没有工业固体废物产生单位");
            return;
        }
        let generated = self.dice("T5").shake(4_650_000 * self.district.industry / 1000, 40);
        let rate = 9_870 + self.habit("T5", -20, 40) + self.dice("T5 rate").between(-12, 12);
        page.ratio("T5", generated * rate / 10_000, generated);
    }

    fn building_waste(&self, page: &mut Page) {
        if self.district.code == "120117" && self.at == 4 {
            page.not_available("T6", "称重系统更换，数据下季度补报");
            return;
        }
        let arisen = self.dice("T6").shake(3_100_000 * self.district.points / 1000, 80);
        let rate = straight(self.at, (0, 2_580), (14, 3_360)) + self.habit("T6", -160, 160);
        page.ratio("T6", arisen * rate / 10_000, arisen);
    }

    /// In hundredths of a percent: below the line once, in 2024-Q3.
    fn straw_rate(&self) -> i64 {
        let city = through(
            self.at,
            &[(0, 9_846), (4, 9_838), (5, 9_822), (6, 9_782), (7, 9_818), (8, 9_835), (14, 9_868)],
        );
        city + self.habit("T7", -8, 8)
    }

    fn cars(&self) -> i64 {
        let growth = CAR_GROWTH.iter().find(|(year, _)| *year == self.quarter.year());
        let growth = growth.map_or(0, |(_, growth)| *growth);
        let season = CAR_SEASON[usize::from(self.quarter.of_year() - 1) % 4];
        let even = CARS_2023 * self.district.cars / 1000 * season / 1000 * (1000 + growth) / 1000;
        self.dice("T10").shake(even, 12)
    }

    fn production(&self, page: &mut Page) {
        let (industry, crops) = (self.district.industry, self.district.crops);
        // About eleven a quarter in the city; large shares come out sooner.
        let audits = (self.dice("T11").between(0, 999) + industry * 11) / 1000;
        page.number("T11", if industry == 0 { 0 } else { audits });
        if crops == 0 {
            page.not_applicable(&["T12", "T13"], NO_CROPS);
        } else {
            page.number("T12", self.opened(&FISHERY_ZONES, straight(self.at, (0, 3), (13, 8))));
            let straw = 1_960_000 * crops / 1000;
            let rate = straight(self.at, (0, 5_240), (14, 5_830)) + self.habit("T13", -90, 90);
            page.ratio("T13", straw * rate / 10_000, straw);
        }
        if industry == 0 {
            page.not_applicable(&["T14"], "辖区内没有规模以上工业企业");
        } else {
            // In tenths of 10,000 m³.
            let used = self.dice("T14").shake(9_800_000 * industry / 1000, 30);
            let rate = straight(self.at, (0, 9_412), (14, 9_548)) + self.habit("T14", -15, 15);
            page.ratio("T14", used * rate / 10_000, used);
        }
    }
}
