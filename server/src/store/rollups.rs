//! Sums of approved figures over units. SQL adds what `contribution` says; the
//! domain decided that when the programme was imported.

use std::collections::BTreeSet;

use app::domain::decimal::Decimal;
use app::domain::period::Quarter;
use app::domain::rollup::Total;
use app::domain::series::{Absence, Figure};
use bigdecimal::BigDecimal;
use sqlx::PgConnection;

use super::{Store, StoreError};

/// Adds up the approved figures of the quarters in `$2` (all when null) for
/// every scope of a programme. Only quarters in which a contributor has filed
/// anything get a row; a unit to which the indicator does not apply owes none.
const ADD_UP: &str = "
with expected as (
  select scope, indicator, min(over_units) as over_units, count(*) as units
  from contribution where programme = $1
  group by scope, indicator
), added as (
  select c.scope, c.indicator, f.quarter,
    sum(f.value) as value, sum(f.numerator) as numerator, sum(f.denominator) as denominator,
    bool_and(f.value <> 0) filter (where f.value is not null) as all_done,
    count(*) filter (where f.absence is null) as filed,
    count(*) filter (where f.absence = 'not_applicable') as not_applicable
  from contribution c
  join approved_figure f on f.unit = c.unit and f.programme = c.programme
    and f.indicator = c.indicator
  where c.programme = $1 and ($2::text[] is null or f.quarter = any($2))
  group by c.scope, c.indicator, f.quarter
)
insert into rollup
  (programme, scope, indicator, quarter, value, numerator, denominator, filed, expected)
select $1, a.scope, a.indicator, a.quarter,
  case e.over_units
    when 'sum' then a.value
    -- 'All done' is only known once everybody it applies to has spoken, somebody that
    -- is; one 'not yet' is enough for no.
    when 'all' then case
      when not a.all_done then 0
      when a.filed > 0 and a.filed = e.units - a.not_applicable then 1
    end
  end,
  a.numerator, a.denominator, a.filed, e.units - a.not_applicable
from added a join expected e on e.scope = a.scope and e.indicator = a.indicator";

/// Adds up a programme from its approved figures anew.
pub(super) async fn rebuild(tx: &mut PgConnection, programme: &str) -> Result<(), StoreError> {
    add_up(tx, programme, None).await
}

/// Marks the programme as changed and adds up the given quarters anew. The
/// programme's row is taken first: whoever changes figures of the same
/// programme waits, and then adds up what is there by then.
pub(super) async fn figures_changed(
    tx: &mut PgConnection,
    programme: &str,
    quarters: Option<&[String]>,
) -> Result<(), StoreError> {
    sqlx::query("update programme set data_version = data_version + 1 where code = $1")
        .bind(programme)
        .execute(&mut *tx)
        .await?;
    add_up(tx, programme, quarters).await
}

async fn add_up(
    tx: &mut PgConnection,
    programme: &str,
    quarters: Option<&[String]>,
) -> Result<(), StoreError> {
    sqlx::query(
        "delete from rollup where programme = $1 and ($2::text[] is null or quarter = any($2))",
    )
    .bind(programme)
    .bind(quarters)
    .execute(&mut *tx)
    .await?;
    sqlx::query(ADD_UP).bind(programme).bind(quarters).execute(&mut *tx).await?;
    Ok(())
}

type Row = (
    String,
    String,
    String,
    String,
    Option<BigDecimal>,
    Option<BigDecimal>,
    Option<BigDecimal>,
    i32,
    i32,
);

/// One sum: programme, scope (empty for the programme), indicator, quarter, total.
pub type Summed = (String, String, String, Quarter, Total);

/// What every query here answers.
const COLUMNS: &str =
    "r.programme, r.scope, r.indicator, r.quarter, r.value, r.numerator, r.denominator,
     r.filed, r.expected";

impl Store {
    /// The sums of the programmes, scopes and indicators that are wanted, all
    /// quarters.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn totals(
        &self,
        wanted: &BTreeSet<(&str, &str, &str)>,
    ) -> Result<Vec<Summed>, StoreError> {
        let side = |pick: fn(&(&str, &str, &str)) -> String| -> Vec<String> {
            wanted.iter().map(pick).collect()
        };
        let sql = format!(
            "select {COLUMNS}
             from unnest($1::text[], $2::text[], $3::text[]) as w (programme, scope, indicator)
             join rollup r on r.programme = w.programme and r.scope = w.scope
               and r.indicator = w.indicator"
        );
        let rows: Vec<Row> = sqlx::query_as(&sql)
            .bind(side(|(programme, _, _)| (*programme).to_owned()))
            .bind(side(|(_, scope, _)| (*scope).to_owned()))
            .bind(side(|(_, _, indicator)| (*indicator).to_owned()))
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(summed).collect()
    }

    /// All sums of one scope of a programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn totals_of(&self, programme: &str, scope: &str) -> Result<Vec<Summed>, StoreError> {
        let sql = format!("select {COLUMNS} from rollup r where r.programme = $1 and r.scope = $2");
        let rows: Vec<Row> =
            sqlx::query_as(&sql).bind(programme).bind(scope).fetch_all(&self.pool).await?;
        rows.into_iter().map(summed).collect()
    }

    /// All sums of a programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn all_totals(&self, programme: &str) -> Result<Vec<Summed>, StoreError> {
        let sql = format!("select {COLUMNS} from rollup r where r.programme = $1");
        let rows: Vec<Row> = sqlx::query_as(&sql).bind(programme).fetch_all(&self.pool).await?;
        rows.into_iter().map(summed).collect()
    }
}

fn summed(row: Row) -> Result<Summed, StoreError> {
    let (programme, scope, indicator, quarter, value, numerator, denominator, filed, expected) =
        row;
    let unreadable = || StoreError::Unreadable {
        table: "rollup",
        key: format!("{programme}/{scope}/{indicator}/{quarter}"),
    };
    let figure = match (value, numerator, denominator) {
        (Some(value), None, None) => Figure::Number(Decimal::new(value)),
        (None, Some(numerator), Some(denominator)) => Figure::Ratio {
            numerator: Decimal::new(numerator),
            denominator: Decimal::new(denominator),
        },
        (None, None, None) => Figure::Absent(Absence::Blank),
        _ => return Err(unreadable()),
    };
    let total = Total {
        figure,
        filed: u32::try_from(filed).map_err(|_| unreadable())?,
        expected: u32::try_from(expected).map_err(|_| unreadable())?,
    };
    let quarter = quarter.parse().map_err(|_| unreadable())?;
    Ok((programme, scope, indicator, quarter, total))
}
