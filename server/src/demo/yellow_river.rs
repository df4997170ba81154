//! The nine Yellow River provinces from 2022-Q4 to the due date 2025-Q4.

use app::domain::period::Quarter;

use super::dice::Dice;
use super::sheet::{Sheet, quarters, straight};

/// Named in the three yearly rounds, 2023 to 2025.
type Rounds = [i64; 3];

struct Province {
    code: &'static str,
    enterprises: Rounds,
    parks: Rounds,
    leading_enterprises: Rounds,
    leading_parks: Rounds,
    /// Industry's final energy in a quarter, in 10,000 tce, and how far its
    /// share of electricity lies from the basin's, in hundredths of a percent.
    energy: i64,
    share: i64,
    /// Year and quarter from which the relocation is done.
    relocated: Option<(u16, u8)>,
}

#[rustfmt::skip]
const PROVINCES: [Province; 9] = [
    Province { code: "140000", enterprises: [2, 3, 3], parks: [1, 1, 1], leading_enterprises: [1, 1, 0], leading_parks: [0, 1, 0], energy: 3_050, share: -190, relocated: Some((2024, 4)) },
    Province { code: "150000", enterprises: [1, 2, 3], parks: [1, 1, 1], leading_enterprises: [0, 1, 0], leading_parks: [0, 0, 1], energy: 3_600, share: 240, relocated: None },
    Province { code: "370000", enterprises: [4, 5, 5], parks: [2, 2, 2], leading_enterprises: [1, 2, 1], leading_parks: [1, 1, 1], energy: 5_400, share: 60, relocated: Some((2023, 2)) },
    Province { code: "410000", enterprises: [3, 3, 4], parks: [1, 2, 2], leading_enterprises: [1, 1, 1], leading_parks: [0, 1, 1], energy: 3_300, share: 30, relocated: Some((2024, 2)) },
    Province { code: "510000", enterprises: [2, 2, 3], parks: [1, 1, 1], leading_enterprises: [1, 0, 1], leading_parks: [1, 0, 0], energy: 2_450, share: 180, relocated: Some((2023, 4)) },
    Province { code: "610000", enterprises: [2, 2, 2], parks: [1, 1, 1], leading_enterprises: [0, 1, 1], leading_parks: [0, 1, 0], energy: 2_300, share: -260, relocated: Some((2025, 3)) },
    Province { code: "620000", enterprises: [1, 2, 2], parks: [1, 1, 1], leading_enterprises: [0, 1, 0], leading_parks: [0, 0, 0], energy: 1_150, share: 110, relocated: None },
    Province { code: "630000", enterprises: [0, 1, 1], parks: [0, 0, 1], leading_enterprises: [0, 0, 0], leading_parks: [0, 0, 0], energy: 620, share: 720, relocated: Some((2023, 1)) },
    Province { code: "640000", enterprises: [1, 2, 2], parks: [1, 1, 1], leading_enterprises: [0, 1, 0], leading_parks: [0, 0, 1], energy: 1_280, share: 150, relocated: Some((2025, 2)) },
];

pub(super) fn fill(sheet: &mut Sheet) {
    for province in &PROVINCES {
        // Since 1 January, in tenths of 10,000 tce.
        let (mut electricity, mut energy) = (0, 0);
        for quarter in quarters((2022, 4), (2025, 4)) {
            if quarter.of_year() == 1 {
                (electricity, energy) = (0, 0);
            }
            let mut dice = Dice::of(&["yellow river", province.code, &quarter.to_string()]);
            let used = dice.shake(province.energy * 10, 30);
            let at = i64::from(quarter.index()) - (2022 * 4 + 3);
            let share = straight(at, (0, 2_640), (12, 2_930)) + province.share;
            electricity += used * share / 10_000;
            energy += used;

            let Some(mut page) = sheet.page(province.code, quarter) else {
                continue;
            };
            page.number("Y1", named(&province.enterprises, quarter));
            page.number("Y2", named(&province.parks, quarter));
            page.number("Y3", named(&province.leading_enterprises, quarter));
            page.number("Y4", named(&province.leading_parks, quarter));
            if province.code == "640000" && at == 1 {
                page.not_available("Y5", "能源平衡表尚未定稿");
            } else {
                page.ratio("Y5", electricity, energy);
            }
            let done =
                province.relocated.is_some_and(|from| (quarter.year(), quarter.of_year()) >= from);
            page.number("Y6", i64::from(done));
        }
    }
}

/// Rounds are decided in the third quarter.
fn named(rounds: &Rounds, quarter: Quarter) -> i64 {
    let round = usize::from(quarter.year().saturating_sub(2023));
    let decided = quarter.of_year() == 3;
    rounds.get(round).copied().filter(|_| decided).unwrap_or(0)
}
