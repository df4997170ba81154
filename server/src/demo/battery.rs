//! The battery pilot from 2018-Q3 on: about 100,000 t and 10,000 outlets a
//! year in 2026, each unit a simulated stock-keeper, so that volumes, stock
//! and capacity agree with each other.

use app::domain::period::Quarter;

use super::dice::Dice;
use super::sheet::{Page, Sheet, quarters, straight, through};

/// A territory's shares, in thousandths of `VOLUME_TOTAL` and `OUTLET_TOTAL`.
struct Territory<'c> {
    code: &'c str,
    volume: i64,
    outlets: i64,
}

const fn territory(code: &str, volume: i64, outlets: i64) -> Territory<'_> {
    Territory { code, volume, outlets }
}

const TERRITORIES: [Territory<'static>; 19] = [
    territory("110000", 45, 40),
    territory("120000", 40, 38),
    territory("130000", 50, 62),
    territory("140000", 22, 38),
    territory("310000", 75, 62),
    territory("320000", 100, 115),
    territory("330000", 95, 110),
    territory("340000", 55, 66),
    territory("360000", 60, 52),
    territory("410000", 55, 78),
    territory("420000", 65, 70),
    territory("430000", 90, 66),
    territory("440000", 180, 150),
    territory("450000", 30, 52),
    territory("510000", 55, 72),
    territory("620000", 12, 20),
    territory("630000", 9, 12),
    // Contained in 330000.
    territory("330200", 18, 22),
    territory("350200", 14, 18),
];
/// Sums of the shares, Ningbo's (330200) left out.
const VOLUME_TOTAL: i64 = 1052;
const OUTLET_TOTAL: i64 = 1121;

/// Tonnes recovered in the whole country at a yearly pace, at mid-year;
/// positions are eighths of a year since the beginning of 2018.
const NATIONAL_TONNES: [(i64, i64); 10] = [
    (4, 5_500),
    (12, 9_500),
    (20, 15_500),
    (28, 26_500),
    (36, 42_000),
    (44, 60_000),
    (52, 78_000),
    (60, 93_500),
    (68, 107_000),
    (76, 118_000),
];

/// Outlets in the whole country at the end of a quarter, counted from 2018-Q1.
const NATIONAL_OUTLETS: [(i64, i64); 10] = [
    (2, 1_250),
    (3, 1_900),
    (7, 4_050),
    (11, 6_300),
    (15, 7_450),
    (19, 8_350),
    (23, 8_950),
    (27, 9_450),
    (31, 9_820),
    (35, 10_150),
];

/// Share of a quarter in its year's volume, in percent of an even quarter.
const SEASON: [i64; 4] = [82, 98, 105, 115];

/// Returns that never came, by unit, year and quarter.
const NOT_FILED: [(&str, u16, u8); 7] = [
    ("630000", 2019, 2),
    ("350200", 2019, 4),
    ("450000", 2020, 1),
    ("360000", 2021, 3),
    ("130000", 2026, 3),
    ("450000", 2026, 3),
    ("620000", 2026, 3),
];

/// Units whose volume falls in 2026.
const FALLING: [&str; 2] = ["140000", "360000"];

const TOWER: &str = "TOWER";

pub(super) fn fill(sheet: &mut Sheet) {
    for place in &TERRITORIES {
        let mut books = Books::default();
        for quarter in quarters((2018, 3), (2026, 3)) {
            let page = Quarterly::of(place, quarter);
            page.write(&mut books, sheet);
        }
    }
    tower(sheet);
}

/// An area of the made-up roll-out. One in fifty is late with its last return.
pub(super) fn area(sheet: &mut Sheet, code: &str, filed: impl Iterator<Item = Quarter>) {
    let mut dice = Dice::of(&["area", code]);
    let place = Territory { code, volume: dice.between(2, 40), outlets: dice.between(2, 40) };
    let late = dice.between(1, 50) == 1;
    let mut books = Books::default();
    for quarter in filed {
        if late && quarter.to_string() == super::AS_OF {
            continue;
        }
        Quarterly::of(&place, quarter).write(&mut books, sheet);
    }
}

/// Quarters since 2018-Q1.
fn since_2018(quarter: Quarter) -> i64 {
    i64::from(quarter.index()) - 2018 * 4
}

/// Tonnes of the whole country in one quarter, in tenths.
fn national_volume(quarter: Quarter) -> i64 {
    // The middle of quarter k stands at eighth 2k - 1 of its year.
    let yearly = through(since_2018(quarter) * 2 + 1, &NATIONAL_TONNES);
    yearly * 10 * SEASON[usize::from(quarter.of_year() - 1) % 4] / 400
}

fn filed(unit: &str, quarter: Quarter) -> bool {
    !NOT_FILED.contains(&(unit, quarter.year(), quarter.of_year()))
}

/// What a unit carries from quarter to quarter, whether it files or not.
#[derive(Default)]
struct Books {
    /// Tenths of a tonne.
    untested: i64,
    for_cascade: i64,
    for_recycling: i64,
    /// Tenths of a MWh.
    in_use: i64,
    storage: i64,
    cascade_capacity: i64,
    recycling_capacity: i64,
    /// Since 1 January, in 10,000 yuan.
    invested: i64,
    under_construction: i64,
}

/// One territory in one quarter.
struct Quarterly<'p> {
    place: &'p Territory<'p>,
    quarter: Quarter,
    /// Quarters since 2018-Q1, and the quarter as it is written.
    at: i64,
    written: String,
}

impl<'p> Quarterly<'p> {
    fn of(place: &'p Territory<'p>, quarter: Quarter) -> Self {
        Self { place, quarter, at: since_2018(quarter), written: quarter.to_string() }
    }

    /// Thrown anew each quarter.
    fn dice(&self, line: &str) -> Dice {
        Dice::of(&["battery", self.place.code, line, &self.written])
    }

    /// The same through all quarters: what kind of unit this is.
    fn habit(&self, line: &str, low: i64, high: i64) -> i64 {
        Dice::of(&["battery", self.place.code, line]).between(low, high)
    }

    fn write(&self, books: &mut Books, sheet: &mut Sheet) {
        let recovered = self.recovered();
        let (cascade, recycling) = self.sorted(recovered);
        books.untested += recovered - cascade - recycling;
        let cascade_input = (books.for_cascade + cascade) * self.dice("R05").between(70, 82) / 100;
        books.for_cascade += cascade - cascade_input;
        let recycled = (books.for_recycling + recycling) * self.dice("R08").between(74, 86) / 100;
        books.for_recycling += recycling - recycled;
        let products = cascade_input * self.habit("R06", 78, 88) / 1000;
        books.in_use += products * 95 / 100 - books.in_use * 15 / 1000;
        let stock = books.untested + books.for_cascade + books.for_recycling;
        books.storage = books.storage.max(up_to(stock * 15 / 100, 50));
        books.cascade_capacity =
            books.cascade_capacity.max(up_to(cascade_input * 4 * 17 / 100, 100));
        books.recycling_capacity =
            books.recycling_capacity.max(up_to(recycled * 4 * 24 / 100, 100));
        if self.quarter.of_year() == 1 {
            books.invested = 0;
        }
        books.invested += self.invested();
        let (begun, completed) = self.projects(books.under_construction);
        books.under_construction += begun - completed;

        if !filed(self.place.code, self.quarter) {
            return;
        }
        let Some(mut page) = sheet.page(self.place.code, self.quarter) else {
            return;
        };
        page.number("R01", recovered);
        page.number("R02", cascade);
        page.number("R03", recycling);
        page.number("R04", recovered * self.dice("R04").between(108, 134) / 100);
        page.number("R05", cascade_input);
        page.number("R06", products);
        page.number("R07", books.in_use);
        page.number("R08", recycled);
        let plants = self.plants();
        let leached = if plants.leaching == 0 { 0 } else { self.habit("R09", 66, 80) };
        page.number("R09", recycled * leached / 100);
        page.number("R10", stock);
        page.number("R11", books.for_cascade);
        page.number("R12", books.for_recycling);
        self.outlets(&mut page);
        page.number("R19", books.storage);
        self.rates(recovered, recycled, &mut page);
        page.number("R23", plants.cascade);
        page.number("R24", plants.recycling);
        page.number("R25", plants.leaching);
        page.number("R26", books.cascade_capacity);
        page.number("R27", books.recycling_capacity);
        let leaching = if plants.leaching == 0 { 0 } else { self.habit("R28", 55, 75) };
        page.number("R28", books.recycling_capacity * leaching / 10_000 * 100);
        page.number("R29", books.under_construction);
        page.number("R30", completed);
        page.number("R31", books.invested);
        page.number("R32", self.dice("R32").between(-3, 2).max(0));
        page.number("R33", self.dice("R33").between(-4, 2).max(0));
        if FALLING.contains(&self.place.code) && self.written == super::AS_OF {
            page.remark("R01", "两家回收企业停产检修，回收量下降");
        }
    }

    fn recovered(&self) -> i64 {
        let even = national_volume(self.quarter) * self.place.volume / VOLUME_TOTAL;
        let even = if FALLING.contains(&self.place.code) {
            even * straight(self.at, (31, 100), (34, 74)) / 100
        } else {
            even
        };
        self.dice("R01").shake(even, 60)
    }

    /// Tested in the quarter: for cascade use, for recycling; the rest waits.
    fn sorted(&self, recovered: i64) -> (i64, i64) {
        let share = straight(self.at, (2, 340), (34, 235)) + self.habit("R02", -50, 50);
        let cascade = recovered * share / 1000;
        let waits = recovered * self.dice("R03").between(-6, 14).max(0) / 1000;
        (cascade, recovered - cascade - waits)
    }

    fn outlets(&self, page: &mut Page) {
        let even = through(self.at, &NATIONAL_OUTLETS) * self.place.outlets / OUTLET_TOTAL;
        let total = self.dice("R13").shake(even, 8);
        let of_total = |line, low, high| total * self.habit(line, low, high) / 100;
        let makers = of_total("R14", 58, 72);
        let battery_makers = of_total("R15", 3, 9);
        let dismantlers = of_total("R16", 9, 16);
        page.number("R13", total);
        page.number("R14", makers);
        page.number("R15", battery_makers);
        page.number("R16", dismantlers);
        page.number("R17", total - makers - battery_makers - dismantlers);
        page.number("R18", of_total("R18", 6, 12));
    }

    fn rates(&self, recovered: i64, recycled: i64, page: &mut Page) {
        // A pack weighs about 280 kg.
        let due = recovered * 100 / 280 * self.dice("R20").between(100, 112) / 100;
        let uploaded = straight(self.at, (2, 620), (34, 955)) + self.habit("R20", -45, 30);
        page.ratio("R20", due * uploaded.min(996) / 1000, due);
        // In hundredths of a tonne of metal.
        let contained = recycled * 10 * self.habit("R21", 46, 62) / 1000;
        let rate = straight(self.at, (2, 9_640), (34, 9_850)) + self.dice("R21").between(-25, 25);
        page.ratio("R21", contained * rate / 10_000, contained);
        if self.at < 24 && self.dice("R22 known").between(1, 40) == 1 {
            page.not_available("R22", "化验结果下季度报出");
            return;
        }
        let lithium = recycled * 10 * self.habit("R22", 9, 13) / 1000;
        let rate = straight(self.at, (2, 720), (34, 905)) + self.dice("R22").between(-8, 8);
        page.ratio("R22", lithium * rate / 1000, lithium);
    }

    fn plants(&self) -> Plants {
        let share = |from, to| {
            let country = straight(self.at, (2, from), (34, to));
            (country * self.place.volume + VOLUME_TOTAL / 2) / VOLUME_TOTAL
        };
        let recycling = share(16, 76).max(1);
        Plants { cascade: share(24, 98).max(1), recycling, leaching: recycling * 55 / 100 }
    }

    /// In 10,000 yuan.
    fn invested(&self) -> i64 {
        let country = through(self.at, &[(2, 40_000), (18, 150_000), (34, 105_000)]);
        country * self.place.volume / VOLUME_TOTAL * self.dice("R31").between(60, 140) / 100
    }

    /// Projects begun and completed in the quarter.
    fn projects(&self, running: i64) -> (i64, i64) {
        let mut dice = self.dice("R29");
        let most = 2 + self.place.volume / 30;
        let begun = dice.between(0, 2).min((most - running).max(0));
        (begun, dice.between(-1, 1).max(0).min(running))
    }
}

struct Plants {
    cascade: i64,
    recycling: i64,
    leaching: i64,
}

/// The next multiple of `step`.
fn up_to(number: i64, step: i64) -> i64 {
    (number + step - 1) / step * step
}

/// China Tower takes batteries over for back-up power; nothing is recycled for
/// materials and no vehicle maker runs its outlets.
fn tower(sheet: &mut Sheet) {
    let place = Territory { code: TOWER, volume: 62, outlets: 24 };
    let (mut waiting, mut in_use, mut capacity, mut storage, mut invested) = (0, 0, 0, 0, 0);
    for quarter in quarters((2018, 3), (2026, 3)) {
        let now = Quarterly::of(&place, quarter);
        let recovered = now.recovered();
        let input = (waiting + recovered) * now.dice("R05").between(76, 88) / 100;
        waiting += recovered - input;
        let products = input * 9 / 100;
        in_use += products - in_use / 100;
        capacity = up_to(input * 4 * 14 / 100, 100).max(capacity);
        storage = up_to(waiting * 16 / 100, 50).max(storage);
        if quarter.of_year() == 1 {
            invested = 0;
        }
        invested += now.invested();
        let Some(mut page) = sheet.page(TOWER, quarter) else {
            return;
        };
        page.number("R01", recovered);
        page.number("R02", recovered);
        page.number("R03", 0);
        page.number("R04", recovered);
        page.number("R05", input);
        page.number("R06", products);
        page.number("R07", in_use);
        let recycles_nothing = "不从事再生利用";
        page.not_applicable(&["R08", "R09"], recycles_nothing);
        page.number("R10", waiting);
        page.number("R11", waiting);
        page.number("R12", 0);
        let outlets = through(now.at, &NATIONAL_OUTLETS) * place.outlets / OUTLET_TOTAL;
        page.number("R13", outlets);
        page.not_applicable(&["R14"], "全部为自有站点，没有汽车生产企业网点");
        page.number("R15", 0);
        page.number("R16", 0);
        page.number("R17", outlets);
        page.number("R18", outlets * 14 / 100);
        page.number("R19", storage);
        let due = recovered * 100 / 280;
        page.ratio("R20", due * straight(now.at, (2, 880), (34, 992)) / 1000, due);
        page.not_applicable(&["R21", "R22"], recycles_nothing);
        page.number("R23", 1);
        page.not_applicable(&["R24", "R25"], recycles_nothing);
        page.number("R26", capacity);
        page.not_applicable(&["R27", "R28"], recycles_nothing);
        page.number("R29", now.dice("R29").between(1, 5));
        page.number("R30", now.dice("R30").between(-2, 2).max(0));
        page.number("R31", invested);
        page.number("R32", now.dice("R32").between(-3, 1).max(0));
        page.number("R33", now.dice("R33").between(-3, 1).max(0));
    }
}
