//! A unit's people at their desk: what they file, the ministries find.

use app::domain::access::{Actor, Role};
use app::domain::draft::{Lines, Part, Typed};
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use server::store::Store;
use server::store::figures::Wanted;
use server::store::returns::{Saved, Submission, Submitted};
use support::{Html, TestBoard};

pub(crate) const BATTERY: &str = "nev-battery-pilot-2018";
/// Three units have not filed it: 130000, a member of JJJ; 450000; 620000.
pub(crate) const LAST: &str = "2026-Q3";

pub(crate) struct Desk {
    pub board: TestBoard,
    /// Bound by row-level security, as the server's own.
    pub store: Store,
    pub programme: Programme,
}

/// The address of a return's page of the review.
pub(crate) fn address(unit: &str, quarter: &str) -> String {
    format!("/review/{BATTERY}/{unit}/{quarter}")
}

pub(crate) fn key(unit: &str, quarter: &str) -> Key {
    let quarter = quarter.parse().expect("a quarter");
    Key { programme: BATTERY.into(), unit: unit.into(), quarter }
}

pub(crate) fn of_unit(role: Role, unit: &str) -> Actor {
    let name = format!("{role}-{}", unit.to_lowercase());
    Actor { account: 0, name, role, unit: Some(unit.into()) }
}

pub(crate) fn of_ministry(role: Role) -> Actor {
    Actor { account: 0, name: role.word().into(), role, unit: None }
}

/// Whether one of the page's notices says that.
pub(crate) fn notices(page: &Html, said: &str) -> bool {
    page.with_class("notice").any(|notice| notice.text.contains(said))
}

impl Desk {
    /// The demo, of the test's own.
    pub(crate) async fn open() -> Self {
        let board = TestBoard::own_demo().await;
        let store =
            Store::serve(board.database.options(), 2).await.expect("the test's database serves");
        let programmes = store.programmes().await.expect("programmes");
        let programme = programmes.into_iter().find(|programme| programme.code == BATTERY);
        Self { board, store, programme: programme.expect("the battery pilot") }
    }

    /// What the unit filed for the quarter before, as it would be typed.
    async fn carried_over(&self, unit: &str, quarter: Quarter) -> Lines {
        let before = quarter.plus(-1).expect("a quarter before");
        let (units, quarters) = ([unit.to_owned()], Some((before, before)));
        let wanted = Wanted { units: Some(&units), quarters, ..Wanted::default() };
        let filed = self.store.figures(BATTERY, wanted).await.expect("figures");
        filed.into_iter().map(|(_, line, _, figure)| (line, Typed::of(&figure))).collect()
    }

    /// Types into the draft, which begins with the figures of the quarter
    /// before; fields are named as in the form.
    pub(crate) async fn try_to_type(
        &self,
        unit: &str,
        quarter: &str,
        fields: &[(&str, &str)],
    ) -> Saved {
        let (clerk, key) = (of_unit(Role::Entry, unit), key(unit, quarter));
        let dossier = self.store.dossier(&clerk, &key).await.expect("the return");
        let mut lines = Lines::new();
        if dossier.lines.is_empty() {
            lines = self.carried_over(unit, key.quarter).await;
        }
        for (field, text) in fields {
            let (line, part) = Part::of_field(field).expect("a field");
            let known = dossier.lines.get(line).cloned().unwrap_or_default();
            lines.entry(line.to_owned()).or_insert(known).set(part, text);
        }
        let cells: Vec<_> = lines
            .iter()
            .flat_map(|(line, typed)| {
                Part::ALL.map(|part| (line.clone(), part, typed.part(part).to_owned()))
            })
            .collect();
        self.store.save_draft(&clerk, &key, dossier.draft_version, &cells).await.expect("an answer")
    }

    pub(crate) async fn types(&self, unit: &str, quarter: &str, fields: &[(&str, &str)]) {
        let saved = self.try_to_type(unit, quarter, fields).await;
        assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
    }

    /// Types, and submits as the unit's lead. Answers the version.
    pub(crate) async fn files(&self, unit: &str, quarter: &str, fields: &[(&str, &str)]) -> i32 {
        self.types(unit, quarter, fields).await;
        let (lead, key) = (of_unit(Role::Lead, unit), key(unit, quarter));
        let dossier = self.store.dossier(&lead, &key).await.expect("the return");
        let its = self.programme.unit(unit).expect("the unit");
        let lines = self
            .programme
            .form_of(its, key.quarter)
            .filter_map(|indicator| {
                let typed = dossier.lines.get(&indicator.code)?;
                let figure = typed.read(indicator).expect("figures").figure?;
                let (note, why) = (typed.note.clone(), typed.explanation.clone());
                Some((indicator.code.clone(), figure, note, why))
            })
            .collect();
        let restates = dossier.filing.approved.is_some();
        let submission = Submission {
            draft_version: dossier.draft_version,
            idempotency_key: format!("{key}/{}", dossier.versions.len()),
            lines,
            head: "unit head".into(),
            compiler: "unit compiler".into(),
            reason: restates.then(|| "a supplier corrected its records".to_owned()),
        };
        let submitted = self.store.submit(&lead, &key, &self.programme, &submission).await;
        match submitted.expect("an answer") {
            Submitted::Done { version } => version,
            other => panic!("{key} was not submitted: {other:?}"),
        }
    }

    /// Makes another account of a ministry.
    pub(crate) async fn has_account(&self, name: &str, role: Role) {
        sqlx::query("insert into account (name, role) values ($1, $2)")
            .bind(name)
            .bind(role.word())
            .execute(&self.board.sql)
            .await
            .expect("an account");
    }
}
