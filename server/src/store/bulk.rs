//! Filling a demo with tens of millions of figures: copied straight into the
//! tables, in one transaction, and added up on the way. Indexes and references
//! are taken off before and made again after, so that they are
//! not kept up row by row.

mod adding;

use std::fmt::Write as _;

use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::Figure;
use app::domain::unit::Unit;
use serde_json::json;
use sqlx::{Postgres, Transaction};

use self::adding::Adding;
use super::importing::{escape, figure_columns, one_at_a_time};
use super::{Store, StoreError, audit};

/// Text sent at a time.
const CHUNK: usize = 1 << 20;

/// The tables that are filled.
const TABLES: [&str; 3] = ["figure", "submission", "filing"];

/// One figure of an area: quarter, indicator, figure, note.
pub type Row = (Quarter, String, Figure, Option<String>);

/// A filling under way; dropped without [`Filling::finish`] it leaves nothing.
pub struct Filling<'p> {
    tx: Transaction<'static, Postgres>,
    programme: &'p Programme,
    adding: Adding<'p>,
    /// Statements that put indexes and references on again.
    again: Vec<String>,
    text: String,
    /// Lines of `filing` and `submission`.
    filings: String,
    submissions: String,
    figures: u64,
}

impl Store {
    /// Begins to fill a programme that has no returns yet, with returns of
    /// `quarters`.
    ///
    /// # Errors
    /// When the database does not answer, or the login may not change tables.
    pub async fn begin_filling<'p>(
        &self,
        programme: &'p Programme,
        quarters: (Quarter, Quarter),
    ) -> Result<Filling<'p>, StoreError> {
        let mut tx = self.pool.begin().await?;
        one_at_a_time(&mut tx).await?;
        // For making the indexes again.
        sqlx::raw_sql("set local maintenance_work_mem = '512MB'").execute(&mut *tx).await?;
        let again = strip(&mut tx).await?;
        Ok(Filling {
            tx,
            programme,
            adding: Adding::new(programme, quarters),
            again,
            text: String::with_capacity(CHUNK + 4_096),
            filings: String::new(),
            submissions: String::new(),
            figures: 0,
        })
    }
}

impl Filling<'_> {
    /// Takes everything one unit filed, in order of quarters.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add(&mut self, unit: &Unit, rows: Vec<Row>) -> Result<(), StoreError> {
        let (code, programme) = (&unit.code, &self.programme.code);
        for (quarter, indicator, figure, note) in &rows {
            // Writing to a String cannot fail.
            let _ = write!(self.text, "{code}\t{programme}\t{quarter}\t1\t{indicator}\t");
            figure_columns(figure, &mut self.text);
            match note {
                Some(note) => escape(note, &mut self.text),
                None => self.text.push_str("\\N"),
            }
            self.text.push('\n');
        }
        self.figures += rows.len() as u64;
        for of_quarter in rows.chunk_by(|one, next| one.0 == next.0) {
            let Some((quarter, ..)) = of_quarter.first() else { continue };
            let _ = writeln!(self.filings, "{code}\t{programme}\t{quarter}\tapproved\t1\tnow");
            let _ = writeln!(self.submissions, "{code}\t{programme}\t{quarter}\t1\tdemo\tdemo");
        }
        self.adding.add(unit, &rows);
        if self.text.len() >= CHUNK {
            self.send_figures().await?;
        }
        Ok(())
    }

    async fn send_figures(&mut self) -> Result<(), StoreError> {
        let columns = "figure (unit, programme, quarter, version, indicator, value, numerator, denominator, absence, note)";
        send(&mut self.tx, columns, &self.text).await?;
        self.text.clear();
        Ok(())
    }

    /// Puts indexes, references, sums and the record in; answers how many
    /// figures there are.
    ///
    /// # Errors
    /// When the database refuses; then nothing is changed.
    pub async fn finish(mut self, actor: &str) -> Result<u64, StoreError> {
        self.send_figures().await?;
        let submission = "submission (unit, programme, quarter, version, origin, submitted_by)";
        send(&mut self.tx, submission, &self.submissions).await?;
        let filing = "filing (unit, programme, quarter, state, approved_version, approved_at)";
        send(&mut self.tx, filing, &self.filings).await?;
        let tx = &mut self.tx;
        for statement in &self.again {
            sqlx::raw_sql(statement).execute(&mut **tx).await?;
        }
        for (columns, text) in self.adding.lines() {
            send(tx, columns, &text).await?;
        }
        sqlx::query("update programme set data_version = data_version + 1 where code = $1")
            .bind(&self.programme.code)
            .execute(&mut **tx)
            .await?;
        let detail = json!({ "file": "demo", "figures": self.figures });
        audit::write(tx, "", actor, "import figures", &self.programme.code, detail).await?;
        sqlx::raw_sql("analyze").execute(&mut **tx).await?;
        self.tx.commit().await?;
        Ok(self.figures)
    }
}

/// Takes references off the tables, indexes off the figures, and row-level
/// security off the owner, whom COPY refuses under it. Answers what makes all
/// of it again as it was.
async fn strip(tx: &mut Transaction<'static, Postgres>) -> Result<Vec<String>, StoreError> {
    let named: Vec<String> = TABLES.iter().map(|table| (*table).to_owned()).collect();
    // The key before the references to it, and these last.
    let constraints: Vec<(String, String, String)> = sqlx::query_as(
        "select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
         from pg_constraint
         where conrelid::regclass::text = any($1)
           and (contype = 'f' or contype = 'p' and conrelid = 'figure'::regclass)
         order by contype <> 'p', conname",
    )
    .bind(&named)
    .fetch_all(&mut **tx)
    .await?;
    let indexes: Vec<(String, String)> = sqlx::query_as(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
         from pg_index where indrelid = 'figure'::regclass and not indisprimary",
    )
    .fetch_all(&mut **tx)
    .await?;
    let (mut off, mut again) = (Vec::new(), Vec::new());
    for (table, name, definition) in constraints {
        off.insert(0, format!("alter table {table} drop constraint {name}"));
        again.push(format!("alter table {table} add constraint {name} {definition}"));
    }
    for (name, definition) in indexes {
        off.push(format!("drop index {name}"));
        again.push(definition);
    }
    for table in TABLES {
        off.push(format!("alter table {table} no force row level security"));
        again.push(format!("alter table {table} force row level security"));
    }
    for statement in off {
        sqlx::raw_sql(&statement).execute(&mut **tx).await?;
    }
    Ok(again)
}

async fn send(
    tx: &mut Transaction<'static, Postgres>,
    columns: &str,
    text: &str,
) -> Result<(), StoreError> {
    let mut copy = tx.copy_in_raw(&format!("copy {columns} from stdin")).await?;
    for part in text.as_bytes().chunks(CHUNK) {
        copy.send(part).await?;
    }
    copy.finish().await?;
    Ok(())
}
