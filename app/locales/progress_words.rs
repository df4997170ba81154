//! Verdicts in words: the short word, what it means, why a target cannot be
//! judged, and the explanation that goes with every verdict.

use crate::domain::progress::{Outcome, Reason};
use crate::locale::Locale;

mod pace_explanation;
mod progress_explanation;
pub use progress_explanation::explanation;

fn choose(locale: Locale, (zh, en): (&'static str, &'static str)) -> &'static str {
    match locale {
        Locale::Zh => zh,
        Locale::En => en,
    }
}

/// The verdict's short word.
#[must_use]
pub fn outcome(locale: Locale, outcome: &Outcome) -> &'static str {
    choose(
        locale,
        match outcome {
            Outcome::Met => ("已达标", "Met"),
            Outcome::MetLate => ("逾期达标", "Met late"),
            Outcome::OnTrack => ("按期推进", "On track"),
            Outcome::NeedsAcceleration => ("需加快", "Needs acceleration"),
            Outcome::OffTrack => ("进度滞后", "Off track"),
            Outcome::MovingAway => ("偏离目标", "Moving away"),
            Outcome::NotYet => ("尚未达标", "Not yet met"),
            Outcome::Pending => ("待完成", "Pending"),
            Outcome::Missed => ("未达标", "Missed"),
            Outcome::Kept => ("持续保持", "Kept"),
            Outcome::Breached => ("未能保持", "Breached"),
            Outcome::Below => ("低于区间", "Below range"),
            Outcome::Within => ("在区间内", "Within range"),
            Outcome::Above => ("高于区间", "Above range"),
            Outcome::NotAssessable => ("无法判定", "Not assessable"),
        },
    )
}

/// What the short word means, for a legend.
#[must_use]
pub fn outcome_meaning(locale: Locale, outcome: &Outcome) -> &'static str {
    choose(
        locale,
        match outcome {
            Outcome::Met => ("最新数据满足目标", "The latest figure satisfies the target"),
            Outcome::MetLate => ("在期限之后完成", "Done after the due date"),
            Outcome::OnTrack => ("进度比不低于 0.95", "Pace at least 0.95 of the planned one"),
            Outcome::NeedsAcceleration => {
                ("进度比不低于 0.60、低于 0.95", "Pace from 0.60 to under 0.95 of the planned one")
            }
            Outcome::OffTrack => {
                ("进度比不低于 0、低于 0.60", "Pace from 0 to under 0.60 of the planned one")
            }
            Outcome::MovingAway => {
                ("与基期相比背离目标", "Further from the target than at the baseline")
            }
            Outcome::NotYet => {
                ("尚未满足目标，且无法计算进度比", "Not satisfied so far, and no pace can be told")
            }
            Outcome::Pending => ("尚未完成，未到期限", "Not done yet and not due"),
            Outcome::Missed => ("到期未满足目标", "Not satisfied when it was due"),
            Outcome::Kept => ("各期均满足要求", "Satisfied in every period so far"),
            Outcome::Breached => (
                "至少一期不满足要求，之后恢复也不改变",
                "Not satisfied in at least one period; later recovery does not change that",
            ),
            Outcome::Below => ("最新数据低于区间下限", "The latest figure is under the range"),
            Outcome::Within => (
                "最新数据在区间内，含两端",
                "The latest figure is in the range, both ends included",
            ),
            Outcome::Above => ("最新数据高于区间上限", "The latest figure is over the range"),
            Outcome::NotAssessable => {
                ("缺少判定所需的数据", "A figure needed for the verdict is missing")
            }
        },
    )
}

/// Why a target cannot be judged.
#[must_use]
pub fn reason(locale: Locale, reason: &Reason) -> &'static str {
    choose(
        locale,
        match reason {
            Reason::NoFigure => ("尚无数据", "No figure yet"),
            Reason::NoBaseline => ("缺少基期数据", "The baseline figure is missing"),
            Reason::BaseZero => ("对比数据为零", "The figure compared with is zero"),
            Reason::NoPreviousYear => {
                ("缺少上年同期数据", "The figure of one year before is missing")
            }
            Reason::FinalFigureMissing => {
                ("已到期，缺少期末数据", "Due, and the final figure is missing")
            }
        },
    )
}
