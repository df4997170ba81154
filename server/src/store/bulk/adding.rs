//! Sums, comparisons and counts of a filling, made while the figures pass: one
//! unit at a time. A test holds them against the domain's own.

use std::fmt::{self, Write as _};

use app::domain::decimal::Decimal;
use app::domain::indicator::{Indicator, OverUnits};
use app::domain::period::{Period, Quarter};
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure, Point, Series, Standing, quarterly};
use app::domain::unit::Unit;

use super::Row;

/// With how many quarters before it a quarter is compared.
const BACK: [i32; 2] = [1, 4];

/// A number, or both parts of a ratio, of several units together.
#[derive(Clone, Debug, Default)]
struct Parts {
    value: Decimal,
    numerator: Decimal,
    denominator: Decimal,
}

impl Parts {
    fn add(&mut self, figure: &Figure) {
        match figure {
            Figure::Number(number) => self.value = &self.value + number,
            Figure::Ratio { numerator, denominator } => {
                self.numerator = &self.numerator + numerator;
                self.denominator = &self.denominator + denominator;
            }
            Figure::Absent(_) => {}
        }
    }

    fn add_all(&mut self, other: &Self) {
        self.value = &self.value + &other.value;
        self.numerator = &self.numerator + &other.numerator;
        self.denominator = &self.denominator + &other.denominator;
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\t{}\t{}", self.value, self.numerator, self.denominator)
    }
}

#[derive(Clone, Debug, Default)]
struct Sum {
    parts: Parts,
    filed: usize,
    not_applicable: usize,
    spoken: usize,
    not_done: usize,
}

#[derive(Clone, Debug, Default)]
struct Pair {
    later: Parts,
    earlier: Parts,
    compared: usize,
    not_applicable: usize,
}

/// One scope: by indicator, then by quarter.
#[derive(Clone, Debug)]
struct Scope {
    units: usize,
    sums: Vec<Vec<Sum>>,
    pairs: Vec<Vec<[Pair; 2]>>,
    returns: Vec<usize>,
}

/// What is added up so far: of each unit at the top its members. Only for a
/// programme of units and their members that all file the whole form.
pub(super) struct Adding<'p> {
    programme: &'p Programme,
    first: Quarter,
    quarters: Vec<Quarter>,
    scopes: Vec<(&'p str, Scope)>,
}

impl<'p> Adding<'p> {
    pub(super) fn new(programme: &'p Programme, (first, last): (Quarter, Quarter)) -> Self {
        // A comparison reaches a year beyond the last return.
        let quarters: Vec<Quarter> = Quarter::range(first, last.plus(5).unwrap_or(last)).collect();
        let scopes = programme.units.top().map(|unit| {
            let units = programme.members(&unit.code).count();
            (unit.code.as_str(), Scope::new(programme, quarters.len(), units))
        });
        Self { programme, first, scopes: scopes.collect(), quarters }
    }

    fn place(&self, quarter: Quarter) -> Option<usize> {
        usize::try_from(quarter.index() - self.first.index()).ok()
    }

    /// Adds what one unit filed.
    pub(super) fn add(&mut self, unit: &Unit, rows: &[Row]) {
        let count = self.quarters.len();
        let mut filed: Vec<Vec<Option<Figure>>> =
            vec![vec![None; count]; self.programme.indicators.len()];
        let mut returned = vec![false; count];
        for (quarter, code, figure, _) in rows {
            let place = self.place(*quarter).filter(|place| *place < count);
            let line = self.programme.indicators.iter().position(|line| line.code == *code);
            if let (Some(place), Some(line)) = (place, line) {
                filed[line][place] = Some(figure.clone());
                returned[place] = true;
            }
        }
        let above = unit.member_of.as_deref().unwrap_or(&unit.code);
        let Some((_, scope)) = self.scopes.iter_mut().find(|(code, _)| *code == above) else {
            return;
        };
        for (count, returned) in scope.returns.iter_mut().zip(returned) {
            *count += usize::from(returned);
        }
        for (line, figures) in filed.iter().enumerate() {
            scope.add_sums(line, figures);
            let own = own(&self.programme.indicators[line], &self.quarters, figures);
            scope.add_pairs(line, &own);
        }
    }

    /// What is copied into which columns: sums, comparisons, counts.
    pub(super) fn lines(&self) -> [(&'static str, String); 3] {
        let mut whole = Scope::new(self.programme, self.quarters.len(), 0);
        for (_, scope) in &self.scopes {
            whole.add_all(scope);
        }
        let (mut sums, mut pairs, mut returns) = (String::new(), String::new(), String::new());
        let all = std::iter::once(("", &whole));
        for (code, scope) in all.chain(self.scopes.iter().map(|(code, scope)| (*code, scope))) {
            let begin = format!("{}\t{code}", self.programme.code);
            for (line, indicator) in self.programme.indicators.iter().enumerate() {
                for (place, quarter) in self.quarters.iter().enumerate() {
                    let begin = format!("{begin}\t{}\t{quarter}", indicator.code);
                    scope.sums[line][place].write(&begin, indicator, scope.units, &mut sums);
                }
            }
            for (place, quarter) in self.quarters.iter().enumerate() {
                for (line, indicator) in self.programme.indicators.iter().enumerate() {
                    for (back, pair) in BACK.iter().zip(&scope.pairs[line][place]) {
                        let begin = format!("{begin}\t{quarter}\t{back}\t{}", indicator.code);
                        pair.write(&begin, indicator, scope.units, &mut pairs);
                    }
                }
                if scope.returns[place] > 0 {
                    // Writing to a String cannot fail.
                    let _ = writeln!(returns, "{begin}\t{quarter}\t{}", scope.returns[place]);
                }
            }
        }
        [
            (
                "rollup (programme, scope, indicator, quarter, value, numerator, denominator, filed, expected, spoken, not_done)",
                sums,
            ),
            (
                "rollup_comparison (programme, scope, quarter, back, indicator, units, ratio, compared, not_applicable, value, numerator, denominator, earlier_value, earlier_numerator, earlier_denominator)",
                pairs,
            ),
            ("rollup_filing (programme, scope, quarter, filed)", returns),
        ]
    }
}

/// What happened in each quarter, where a line is filed cumulative.
fn own(
    indicator: &Indicator,
    quarters: &[Quarter],
    figures: &[Option<Figure>],
) -> Vec<Option<Figure>> {
    if !indicator.is_cumulative() {
        return figures.to_vec();
    }
    let points = quarters.iter().zip(figures).filter_map(|(quarter, figure)| {
        let figure = figure.clone()?;
        Some(Point { period: Period::Quarter(*quarter), figure, standing: Standing::Approved })
    });
    let series = quarterly(indicator, &Series { points: points.collect() });
    let at = |quarter: &Quarter| series.at((*quarter).into()).map(|point| point.figure.clone());
    quarters.iter().map(at).collect()
}

impl Scope {
    fn new(programme: &Programme, quarters: usize, units: usize) -> Self {
        let lines = programme.indicators.len();
        Self {
            units,
            sums: vec![vec![Sum::default(); quarters]; lines],
            pairs: vec![vec![<[Pair; 2]>::default(); quarters]; lines],
            returns: vec![0; quarters],
        }
    }

    fn add_sums(&mut self, line: usize, figures: &[Option<Figure>]) {
        for (sum, figure) in self.sums[line].iter_mut().zip(figures) {
            let Some(figure) = figure else { continue };
            sum.spoken += 1;
            sum.filed += usize::from(!matches!(figure, Figure::Absent(_)));
            sum.not_applicable +=
                usize::from(matches!(figure, Figure::Absent(Absence::NotApplicable)));
            sum.not_done +=
                usize::from(matches!(figure, Figure::Number(number) if number.is_zero()));
            sum.parts.add(figure);
        }
    }

    fn add_pairs(&mut self, line: usize, own: &[Option<Figure>]) {
        let none = Some(Figure::Absent(Absence::NotApplicable));
        for (place, pairs) in self.pairs[line].iter_mut().enumerate() {
            for (back, pair) in BACK.iter().zip(pairs) {
                let before = usize::try_from(*back).ok().and_then(|back| place.checked_sub(back));
                let (later, earlier) = (&own[place], before.and_then(|place| own[place].as_ref()));
                if *later == none || earlier == none.as_ref() {
                    pair.not_applicable += 1;
                } else if let (Some(later), Some(earlier)) = (later, earlier)
                    && !matches!((later, earlier), (Figure::Absent(_), _) | (_, Figure::Absent(_)))
                {
                    pair.compared += 1;
                    pair.later.add(later);
                    pair.earlier.add(earlier);
                }
            }
        }
    }

    fn add_all(&mut self, other: &Self) {
        self.units += other.units;
        for (count, more) in self.returns.iter_mut().zip(&other.returns) {
            *count += more;
        }
        for (sum, more) in self.sums.iter_mut().flatten().zip(other.sums.iter().flatten()) {
            sum.parts.add_all(&more.parts);
            sum.filed += more.filed;
            sum.not_applicable += more.not_applicable;
            sum.spoken += more.spoken;
            sum.not_done += more.not_done;
        }
        let pairs = self.pairs.iter_mut().flatten().flatten();
        for (pair, more) in pairs.zip(other.pairs.iter().flatten().flatten()) {
            pair.later.add_all(&more.later);
            pair.earlier.add_all(&more.earlier);
            pair.compared += more.compared;
            pair.not_applicable += more.not_applicable;
        }
    }
}

impl Sum {
    fn write(&self, begin: &str, indicator: &Indicator, units: usize, text: &mut String) {
        if self.spoken == 0 {
            return;
        }
        let (null, expected) = ("\\N", units - self.not_applicable);
        let Parts { value, numerator, denominator } = &self.parts;
        let parts = match indicator.over_units {
            OverUnits::None => return,
            OverUnits::All if self.not_done > 0 => format!("0\t{null}\t{null}"),
            OverUnits::All if self.filed > 0 && self.filed == expected => {
                format!("1\t{null}\t{null}")
            }
            OverUnits::Sum if self.filed > 0 => format!("{value}\t{null}\t{null}"),
            OverUnits::Recompute if self.filed > 0 => format!("{null}\t{numerator}\t{denominator}"),
            _ => format!("{null}\t{null}\t{null}"),
        };
        let Self { filed, spoken, not_done, .. } = self;
        let _ = writeln!(text, "{begin}\t{parts}\t{filed}\t{expected}\t{spoken}\t{not_done}");
    }
}

impl Pair {
    fn write(&self, begin: &str, indicator: &Indicator, units: usize, text: &mut String) {
        let Self { later, earlier, compared, not_applicable } = self;
        let ratio = indicator.over_units == OverUnits::Recompute;
        let adds = ratio || indicator.over_units == OverUnits::Sum;
        if adds && (*compared > 0 || *not_applicable > 0) {
            let _ = writeln!(
                text,
                "{begin}\t{units}\t{ratio}\t{compared}\t{not_applicable}\t{later}\t{earlier}"
            );
        }
    }
}
