//! What is found in a return, with everything its sentence needs.

use crate::domain::check::{Broken, Rule, Severity};
use crate::domain::decimal::Decimal;
use crate::domain::draft::{Fault, Part};
use crate::domain::indicator::IndicatorCode;
use crate::domain::period::Quarter;
use crate::domain::series::Figure;
use crate::domain::unit::Names;

/// One thing that must be put right, or explained, before the return is
/// submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// The lines it speaks of, first the one to show it at.
    pub lines: Vec<IndicatorCode>,
    /// Which cell of the first line.
    pub part: Part,
    pub question: Question,
    /// The explanation given at one of the lines; of what blocks always empty.
    pub explanation: String,
}

/// What is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Neither a figure nor a reason why there is none.
    LeftBlank,
    /// What was typed is no figure.
    NotAFigure(Fault),
    /// A ratio's denominator that is not above zero.
    DenominatorNotPositive,
    /// A ratio whose percentage is outside the indicator's bounds; `swapped`
    /// when the two parts would fit the other way round.
    OutOfBounds { filed: Figure, swapped: bool },
    /// A check of the programme, with the figures it adds up and both sums.
    Check { code: String, text: Names, rule: Rule, figures: [Vec<Decimal>; 2], sums: Broken },
    /// Far above or below the median of the last year.
    FarFromUsual { filed: Decimal, usual: Decimal },
    /// As far from the usual as a power of ten.
    Scale {
        filed: Decimal,
        /// 10, 100, 1,000 or 10,000.
        times: i64,
        too_large: bool,
        would_be: Decimal,
        usual: Decimal,
    },
    /// A ratio's numerator that looks like the percentage itself.
    PercentAsPart { filed: Decimal, usual: Decimal },
    /// A ratio far from those of the last year.
    RatioMoved { filed: Figure, before: Figure, at: Quarter },
    /// Cumulative since 1 January, and less than earlier in the year.
    CumulativeFell { filed: Decimal, before: Decimal, at: Quarter },
    /// Filed for the quarter, and about the sum since 1 January.
    CumulativeForQuarter { filed: Decimal, would_be: Decimal },
    /// A stock at most half of what it was.
    StockFell { filed: Decimal, before: Decimal, at: Quarter },
    /// So many moving lines equal those of `at` that they look pasted.
    SameAsBefore { at: Quarter },
    /// Two figures that fit each other's history better than their own.
    Swapped { first: Decimal, second: Decimal, other: Part },
}

impl Finding {
    pub(super) fn blocking(line: &str, part: Part, question: Question) -> Self {
        Self::new(Severity::Blocking, vec![line.to_owned()], part, question)
    }

    pub(super) fn warning(line: &str, part: Part, question: Question) -> Self {
        Self::new(Severity::Warning, vec![line.to_owned()], part, question)
    }

    pub(super) fn new(
        severity: Severity,
        lines: Vec<IndicatorCode>,
        part: Part,
        question: Question,
    ) -> Self {
        Self { severity, lines, part, question, explanation: String::new() }
    }

    /// The programme check's code (`K01`), or one of ours. Ours have a hyphen
    /// and a check's code never has.
    #[must_use]
    pub fn code(&self) -> &str {
        match &self.question {
            Question::Check { code, .. } => code,
            Question::LeftBlank => "left-blank",
            Question::NotAFigure(_) => "not-a-figure",
            Question::DenominatorNotPositive => "denominator-not-positive",
            Question::OutOfBounds { .. } => "out-of-bounds",
            Question::FarFromUsual { .. } => "far-from-usual",
            Question::Scale { .. } => "scale-slip",
            Question::PercentAsPart { .. } => "percent-as-part",
            Question::RatioMoved { .. } => "ratio-moved",
            Question::CumulativeFell { .. } => "cumulative-fell",
            Question::CumulativeForQuarter { .. } => "cumulative-for-quarter",
            Question::StockFell { .. } => "stock-fell",
            Question::SameAsBefore { .. } => "same-as-before",
            Question::Swapped { .. } => "swapped-cells",
        }
    }

    /// The name of the cell's field, to lead there.
    #[must_use]
    pub fn field(&self) -> String {
        self.lines.first().map(|line| self.part.field(line)).unwrap_or_default()
    }

    /// The name of the field for its explanation; `None` for what blocks.
    #[must_use]
    pub fn explanation_field(&self) -> Option<String> {
        let line = self.lines.first().filter(|_| self.severity == Severity::Warning)?;
        Some(Part::Explanation.field(line))
    }

    /// Whether it stands between the return and its submission.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.severity == Severity::Blocking || self.explanation.is_empty()
    }
}
