//! Sums of approved figures over units, comparisons of two quarters, and how
//! many returns are in: kept by what one return adds ([`adding`]), read here.

mod adding;

use std::collections::{BTreeMap, HashMap};

use app::domain::period::Quarter;
use app::domain::rollup::{LikeForLike, ReturnsIn, Total};
use app::domain::series::{Absence, Figure};

use super::numeric::{At, Numeric};
use super::{Store, StoreError};
pub(super) use adding::{Changed, figures_changed, rebuild};

/// One scope's sums of one indicator, through time: programme, scope,
/// indicator, then as many of each as there are quarters. One row for each
/// quarter would cost a page more than all its other queries.
type Row = (
    String,
    String,
    String,
    Vec<At>,
    Vec<Option<Numeric>>,
    Vec<Option<Numeric>>,
    Vec<Option<Numeric>>,
    Vec<i32>,
    Vec<i32>,
);

/// The sums of one indicator over one scope, through time.
#[derive(Clone, Debug)]
pub struct Summed {
    pub programme: String,
    /// Empty for the programme's.
    pub scope: String,
    pub indicator: String,
    /// In no order.
    pub totals: Vec<(Quarter, Total)>,
}

/// Which sums are wanted: by programme, scope (empty for the programme's) and
/// indicator, from which quarter on.
#[derive(Clone, Debug, Default)]
pub struct WantedSums<'a>(BTreeMap<(&'a str, &'a str, &'a str), Quarter>);

impl<'a> WantedSums<'a> {
    /// All quarters of an indicator.
    pub fn whole(&mut self, programme: &'a str, scope: &'a str, indicator: &'a str) {
        self.since(programme, scope, indicator, Quarter::FIRST);
    }

    /// An indicator's quarters from `first` on; also those before where another
    /// part of the page wants them.
    pub fn since(
        &mut self,
        programme: &'a str,
        scope: &'a str,
        indicator: &'a str,
        first: Quarter,
    ) {
        let wanted = self.0.entry((programme, scope, indicator)).or_insert(first);
        *wanted = first.min(*wanted);
    }
}

/// What every query here answers, after whose sums they are.
const THROUGH_TIME: &str = "array_agg(r.quarter::text), array_agg(r.value),
     array_agg(r.numerator), array_agg(r.denominator), array_agg(r.filed), array_agg(r.expected)";

impl Store {
    /// The sums of the programmes, scopes and indicators that are wanted, each
    /// from one quarter on.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn totals(&self, wanted: &WantedSums<'_>) -> Result<Vec<Summed>, StoreError> {
        let WantedSums(wanted) = wanted;
        let side = |pick: fn(&(&str, &str, &str)) -> String| -> Vec<String> {
            wanted.keys().map(pick).collect()
        };
        let sql = format!(
            "select w.programme, w.scope, w.indicator, r.*
             from unnest($1::text[], $2::text[], $3::text[], $4::text[])
               as w (programme, scope, indicator, first)
             cross join lateral (
               select {THROUGH_TIME} from rollup r
               where r.programme = w.programme and r.scope = w.scope
                 and r.indicator = w.indicator and r.quarter >= w.first
               having count(*) > 0
             ) r"
        );
        let programmes = side(|(programme, _, _)| (*programme).to_owned());
        let scopes = side(|(_, scope, _)| (*scope).to_owned());
        let indicators = side(|(_, _, indicator)| (*indicator).to_owned());
        let firsts: Vec<String> = wanted.values().map(Quarter::to_string).collect();
        let ask = |pool| {
            sqlx::query_as(&sql)
                .bind(&programmes)
                .bind(&scopes)
                .bind(&indicators)
                .bind(&firsts)
                .fetch_all(pool)
        };
        summed(self.read(ask).await?)
    }

    /// All sums of one scope of a programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn totals_of(&self, programme: &str, scope: &str) -> Result<Vec<Summed>, StoreError> {
        let sql = format!(
            "select r.programme, r.scope, r.indicator, {THROUGH_TIME} from rollup r
             where r.programme = $1 and r.scope = $2
             group by r.programme, r.scope, r.indicator"
        );
        let ask = |pool| sqlx::query_as(&sql).bind(programme).bind(scope).fetch_all(pool);
        summed(self.read(ask).await?)
    }

    /// All sums of a programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn all_totals(&self, programme: &str) -> Result<Vec<Summed>, StoreError> {
        let sql = format!(
            "select r.programme, r.scope, r.indicator, {THROUGH_TIME} from rollup r
             where r.programme = $1
             group by r.programme, r.scope, r.indicator"
        );
        let ask = |pool| sqlx::query_as(&sql).bind(programme).fetch_all(pool);
        summed(self.read(ask).await?)
    }
}

/// Scope, indicator, how many quarters back, whether it is a ratio, the parts of
/// both sides, units compared, units that owe.
type ComparisonRow = (String, String, i32, bool, Vec<Numeric>, i32, i32);

/// One comparison: scope, indicator, how many quarters back, what it comes to.
pub type Compared = (String, String, i32, LikeForLike);

/// With which quarter a quarter is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    QuarterBefore,
    YearBefore,
}

impl With {
    /// How many quarters back that is.
    fn back(self) -> i16 {
        match self {
            Self::QuarterBefore => 1,
            Self::YearBefore => 4,
        }
    }
}

/// What a comparison's columns are.
const COMPARED: &str = "r.scope, r.indicator, r.back::integer, r.ratio,
     array[r.value, r.numerator, r.denominator,
       r.earlier_value, r.earlier_numerator, r.earlier_denominator],
     r.compared, r.units - r.not_applicable";

impl Store {
    /// A quarter against earlier ones: of which scope, which indicator, with
    /// which quarter.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn comparisons(
        &self,
        programme: &str,
        wanted: &[(&str, &str, With)],
        quarter: Quarter,
    ) -> Result<Vec<Compared>, StoreError> {
        // Each is looked up by its whole key; `offset 0` keeps the planner from
        // going through all of the programme's.
        let sql = format!(
            "select {COMPARED}
             from unnest($3::text[], $4::text[], $5::smallint[]) as w (scope, indicator, back)
             cross join lateral (
               select * from rollup_comparison r
               where r.programme = $1 and r.scope = w.scope and r.quarter = $2
                 and r.back = w.back and r.indicator = w.indicator and r.compared > 0
               offset 0
             ) r"
        );
        let scopes: Vec<&str> = wanted.iter().map(|(scope, _, _)| *scope).collect();
        let indicators: Vec<&str> = wanted.iter().map(|(_, indicator, _)| *indicator).collect();
        let backs: Vec<i16> = wanted.iter().map(|(_, _, with)| with.back()).collect();
        let ask = |pool| {
            sqlx::query_as(&sql)
                .bind(programme)
                .bind(quarter.to_string())
                .bind(&scopes)
                .bind(&indicators)
                .bind(&backs)
                .fetch_all(pool)
        };
        compared(programme, quarter, self.read(ask).await?)
    }

    /// A quarter of one scope against the one before and the year before, all
    /// indicators.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn comparisons_of(
        &self,
        programme: &str,
        scope: &str,
        quarter: Quarter,
    ) -> Result<Vec<Compared>, StoreError> {
        let sql = format!(
            "select {COMPARED} from rollup_comparison r
             where r.programme = $1 and r.scope = $2 and r.quarter = $3 and r.compared > 0"
        );
        let ask = |pool| {
            let query = sqlx::query_as(&sql).bind(programme).bind(scope);
            query.bind(quarter.to_string()).fetch_all(pool)
        };
        compared(programme, quarter, self.read(ask).await?)
    }

    /// How many units each scope of a programme has that file, and how many of
    /// them have an approved return for each quarter from `first` to `last`; the
    /// scope is empty for all of them.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn returns_in(
        &self,
        programme: &str,
        scopes: &[String],
        (first, last): (Quarter, Quarter),
    ) -> Result<HashMap<String, ReturnsIn>, StoreError> {
        let ask = |pool| {
            sqlx::query_as(
                "select s.scope, s.units,
                   coalesce(array_agg(r.quarter::text) filter (where r.filed > 0), '{}'),
                   coalesce(array_agg(r.filed) filter (where r.filed > 0), '{}')
                 from filing_scope s
                 left join rollup_filing r on r.programme = s.programme and r.scope = s.scope
                   and r.quarter between $3 and $4
                 where s.programme = $1 and s.scope = any($2)
                 group by s.scope, s.units",
            )
            .bind(programme)
            .bind(scopes)
            .bind(first.to_string())
            .bind(last.to_string())
            .fetch_all(pool)
        };
        let count = |number: i32| usize::try_from(number).unwrap_or_default();
        let rows: Vec<(String, i32, Vec<At>, Vec<i32>)> = self.read(ask).await?;
        Ok(rows
            .into_iter()
            .map(|(scope, units, quarters, filed)| {
                let quarters = quarters.into_iter().map(|At(quarter)| quarter);
                let filed = quarters.zip(filed.into_iter().map(count));
                (scope, ReturnsIn { units: count(units), filed: filed.collect() })
            })
            .collect())
    }
}

fn compared(
    programme: &str,
    quarter: Quarter,
    rows: Vec<ComparisonRow>,
) -> Result<Vec<Compared>, StoreError> {
    rows.into_iter()
        .map(|(scope, indicator, back, ratio, numbers, compared, expected)| {
            let read = like_for_like(ratio, numbers, (compared, expected));
            let read = read.ok_or_else(|| StoreError::Unreadable {
                table: "rollup_comparison",
                key: format!("{programme}/{scope}/{indicator}/{quarter}"),
            })?;
            Ok((scope, indicator, back, read))
        })
        .collect()
}

fn like_for_like(
    ratio: bool,
    numbers: Vec<Numeric>,
    (compared, expected): (i32, i32),
) -> Option<LikeForLike> {
    let [value, numerator, denominator, earlier_value, earlier_numerator, earlier_denominator]: [Numeric; 6] =
        numbers.try_into().ok()?;
    let figure = |value: Numeric, numerator: Numeric, denominator: Numeric| {
        if ratio {
            Figure::Ratio { numerator: numerator.0, denominator: denominator.0 }
        } else {
            Figure::Number(value.0)
        }
    };
    Some(LikeForLike {
        later: figure(value, numerator, denominator),
        earlier: figure(earlier_value, earlier_numerator, earlier_denominator),
        compared: u32::try_from(compared).ok()?,
        expected: u32::try_from(expected).ok()?,
    })
}

fn summed(rows: Vec<Row>) -> Result<Vec<Summed>, StoreError> {
    rows.into_iter().map(through_time).collect()
}

fn through_time(row: Row) -> Result<Summed, StoreError> {
    let (programme, scope, indicator, quarters, values, numerators, denominators, filed, expected) =
        row;
    let parts = values.into_iter().zip(numerators).zip(denominators);
    let counts = filed.into_iter().zip(expected);
    let mut totals = Vec::with_capacity(quarters.len());
    for ((At(quarter), ((value, numerator), denominator)), counts) in
        quarters.into_iter().zip(parts).zip(counts)
    {
        let total = total((value, numerator, denominator), counts).ok_or_else(|| {
            StoreError::Unreadable {
                table: "rollup",
                key: format!("{programme}/{scope}/{indicator}/{quarter}"),
            }
        })?;
        totals.push((quarter, total));
    }
    Ok(Summed { programme, scope, indicator, totals })
}

fn total(
    parts: (Option<Numeric>, Option<Numeric>, Option<Numeric>),
    (filed, expected): (i32, i32),
) -> Option<Total> {
    let figure = match parts {
        (Some(value), None, None) => Figure::Number(value.0),
        (None, Some(numerator), Some(denominator)) => {
            Figure::Ratio { numerator: numerator.0, denominator: denominator.0 }
        }
        (None, None, None) => Figure::Absent(Absence::Blank),
        _ => return None,
    };
    let (filed, expected) = (u32::try_from(filed).ok()?, u32::try_from(expected).ok()?);
    Some(Total { figure, filed, expected })
}
