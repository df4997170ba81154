//! The second half of an explanation: what was planned by then, the pace, and
//! what the due date adds.

use num_rational::BigRational;
use num_traits::Zero;

use super::progress_explanation::{Words, equals, number, operand};
use crate::domain::progress::{
    Outcome, Reason, Segment, Verdict, needs_acceleration_from, on_track_from,
};
use crate::domain::target::Comparator;

impl Words<'_> {
    /// Planned value, pace and threshold, or why there are none. `actual` is
    /// what is held against the path.
    pub(super) fn on_the_way(&self, verdict: &Verdict, actual: &BigRational) -> Option<String> {
        if let (Some(segment), Some(planned)) = (&verdict.segment, &verdict.planned) {
            let plan = self.plan(segment, planned);
            let pace = match &verdict.pace {
                Some(pace) => self.pace(verdict.outcome, actual, planned, pace),
                None => self.say(
                    "计划值等于基期值，无法计算进度比。".to_owned(),
                    "That is the baseline itself, so there is no pace.".to_owned(),
                ),
            };
            return Some(self.say(format!("{plan}{pace}"), format!("{plan} {pace}")));
        }
        if verdict.outcome != Outcome::NotYet {
            return self.due(verdict);
        }
        let terms = &self.case.terms;
        let known = terms.baseline.as_ref().is_some_and(|baseline| baseline.value.is_some());
        Some(if !known {
            self.say(
                "没有基期数据，只与目标值比较，不计算进度比。".to_owned(),
                "Without a baseline it is compared with the target alone; there is no pace."
                    .to_owned(),
            )
        } else if terms.due.is_none() {
            self.say(
                "文件未写明期限，只与目标值比较，不计算进度比。".to_owned(),
                "Without a due date it is compared with the target alone; there is no pace."
                    .to_owned(),
            )
        } else {
            self.say(
                "最新数据不晚于基期，无法计算进度比。".to_owned(),
                "The latest figure is not after the baseline's period, so there is no pace."
                    .to_owned(),
            )
        })
    }

    /// Planned by then: 26 = 20 + (32 − 20) × 8/16.
    fn plan(&self, segment: &Segment, planned: &BigRational) -> String {
        let (from, to) = (&segment.from.1, &segment.to.1);
        let formula = format!(
            "{} {} {} + ({} − {}) × {}/{}",
            number(planned),
            equals(planned),
            number(from),
            number(to),
            operand(from),
            segment.elapsed,
            segment.quarters,
        );
        self.say(format!("届时计划值 {formula}。"), format!("Planned by then: {formula}."))
    }

    fn pace(
        &self,
        outcome: Outcome,
        actual: &BigRational,
        planned: &BigRational,
        pace: &BigRational,
    ) -> String {
        let start = match (&self.case.terms.baseline, self.case.terms.comparator) {
            (_, Comparator::Growth) | (None, _) => BigRational::zero(),
            (Some(baseline), _) => baseline.value.clone().unwrap_or_default(),
        };
        let formula = format!(
            "({} − {start}) ÷ ({} − {start}) {} {}",
            number(actual),
            number(planned),
            equals(pace),
            number(pace),
            start = operand(&start),
        );
        let (high, low) = (number(&on_track_from()), number(&needs_acceleration_from()));
        let word = super::outcome(self.locale, &outcome);
        let limits = match outcome {
            Outcome::OnTrack => self
                .say(format!("不低于 {high} 为“{word}”"), format!("at least {high} is on track")),
            Outcome::NeedsAcceleration => self.say(
                format!("不低于 {low}、低于 {high} 为“{word}”"),
                format!("from {low} to under {high} needs acceleration"),
            ),
            Outcome::OffTrack => self.say(
                format!("不低于 0、低于 {low} 为“{word}”"),
                format!("from 0 to under {low} is off track"),
            ),
            _ => self.say(format!("低于 0 为“{word}”"), "under 0 is moving away".to_owned()),
        };
        self.say(format!("进度比 {formula}，{limits}。"), format!("Pace {formula}; {limits}."))
    }

    /// What the due date adds to a verdict without a path.
    pub(super) fn due(&self, verdict: &Verdict) -> Option<String> {
        let due = self.period(self.case.terms.due?);
        match (verdict.outcome, verdict.reason) {
            (Outcome::Missed, _) => Some(self.say(
                format!("期限 {due}，该期或之后的数据未满足目标。"),
                format!("It was due {due}, and the figure for then or later does not satisfy it."),
            )),
            (_, Some(Reason::FinalFigureMissing)) => Some(self.say(
                format!("期限 {due}，尚无该期或之后的数据。"),
                format!("It was due {due}, and there is no figure for then or later."),
            )),
            _ => None,
        }
    }
}
