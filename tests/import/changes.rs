//! What an import leaves behind: versions, sums, the audit trail.

use app::locale::Locale;
use server::store::StoreError;
use server::store::installation::Purpose;
use support::TestDatabase;

use crate::desk::{Desk, HEAD, row};

const FIRST: [(&str, &str); 3] = [("R01", "100"), ("R02", "30"), ("R13", "0")];

fn first() -> String {
    FIRST.map(|(code, value)| row("440000", "2026-Q2", code, value)).concat()
}

async fn total(desk: &Desk, code: &str) -> Vec<String> {
    desk.column(&format!(
        "select trim_scale(value)::text || ' ' || filed || '/' || expected from rollup
         where programme = 'nev-battery-pilot-2018' and scope = '' and indicator = '{code}'"
    ))
    .await
}

#[tokio::test]
async fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let desk = Desk::real().await;
    let before = desk.content().await;
    let text = format!("{HEAD}\n{}", first());
    let report =
        desk.import_as(text.as_bytes(), true, Locale::En, &mut |_, _| {}).await.expect("a report");
    assert_eq!((report.rows, report.imported.returns, report.imported.figures), (3, 1, 3));
    assert_eq!(desk.content().await, before);
    assert_eq!(desk.take_over(&text).await, report, "and then it happens");
}

#[tokio::test]
async fn the_same_file_again_makes_no_new_version() {
    let desk = Desk::real().await;
    desk.take_rows(&first()).await;
    let before = desk.content().await;
    let again = desk.take_rows(&first()).await;
    assert_eq!((again.rows, again.imported.returns, again.imported.figures), (3, 0, 0));
    assert_eq!(desk.content().await, before);
    // Written differently, the same numbers.
    let same = desk.take_rows(&row("440000", "2026-Q2", "R01", "０100.0")).await;
    assert_eq!(same.imported.returns, 0);
}

#[tokio::test]
async fn a_changed_figure_makes_a_version_and_keeps_the_old_one_and_all_others() {
    let desk = Desk::real().await;
    desk.take_rows(&(first() + &row("320000", "2026-Q2", "R01", "50"))).await;
    assert_eq!(total(&desk, "R01").await, ["150 2/18"]);
    let before = desk.content().await;
    let report = desk.take_rows(&row("440000", "2026-Q2", "R01", "120")).await;
    assert_eq!((report.imported.returns, report.imported.figures), (1, 3));
    let kept = desk
        .column(
            "select version || ' ' || indicator || ' ' || trim_scale(value) from figure
             where unit = '440000' order by 1",
        )
        .await;
    assert_eq!(kept, ["1 R01 100", "1 R02 30", "1 R13 0", "2 R01 120", "2 R02 30", "2 R13 0"]);
    let current =
        desk.column("select unit || ' ' || approved_version from filing order by 1").await;
    assert_eq!(current, ["320000 1", "440000 2"]);
    assert_eq!(total(&desk, "R01").await, ["170 2/18"]);
    let after = desk.content().await;
    assert_eq!(after.audit, before.audit + 1);
    assert_eq!(after.data_version, before.data_version + 1);
    assert_eq!(after.submissions, before.submissions + 1);
}

#[tokio::test]
async fn a_corrected_note_alone_is_a_change() {
    let desk = Desk::real().await;
    desk.take_rows(&first()).await;
    let report = desk.take_rows("nev-battery-pilot-2018,440000,2026-Q2,R01,100,,,checked\n").await;
    assert_eq!(report.imported.returns, 1);
    let notes = desk.column("select version || note from figure where note is not null").await;
    assert_eq!(notes, ["2checked"]);
}

#[tokio::test]
async fn ratios_are_kept_as_parts_and_added_by_them() {
    let desk = Desk::real().await;
    desk.take_rows(
        "nev-battery-pilot-2018,440000,2026-Q2,R20,,90,100,\nnev-battery-pilot-2018,320000,2026-Q2,R20,,10,300,\n",
    )
    .await;
    let sum = desk
        .column("select numerator || '/' || denominator from rollup where indicator = 'R20' and scope = ''")
        .await;
    assert_eq!(sum, ["100/400"]);
    let value = desk.count("select count(value) from rollup where indicator = 'R20'").await;
    assert_eq!(value, 0, "a percentage is never stored");
}

#[tokio::test]
async fn who_did_what_is_written_down() {
    let desk = Desk::real().await;
    desk.take_rows(&first()).await;
    let entry = desk
        .column(
            "select concat_ws('|', actor, action, subject, detail ->> 'file', detail ->> 'returns',
                    detail ->> 'quarters') from audit_entry order by id desc limit 1",
        )
        .await;
    assert_eq!(entry, ["li.si|import figures|nev-battery-pilot-2018|figures.csv|1|[\"2026-Q2\"]"]);
    let submission = desk.column("select submitted_by || '|' || origin from submission").await;
    assert_eq!(submission, ["li.si|import"]);
}

#[tokio::test]
async fn what_was_recorded_cannot_be_rewritten() {
    let desk = Desk::real().await;
    desk.take_rows(&first()).await;
    let before = desk.content().await;
    for table in ["audit_entry", "figure", "submission", "programme_revision"] {
        let column = match table {
            "audit_entry" => "actor",
            "figure" => "note",
            "submission" => "submitted_by",
            _ => "imported_by",
        };
        for sql in [
            format!("update {table} set {column} = 'x'"),
            format!("delete from {table}"),
            format!("truncate {table} cascade"),
        ] {
            let error = sqlx::query(&sql).execute(&desk.sql).await.expect_err(&sql).to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
    }
    assert_eq!(desk.content().await, before);
}

#[tokio::test]
async fn demo_and_real_figures_never_share_a_database() {
    let demo = TestDatabase::shared_demo().await.store().await;
    let refused = demo.claim(Purpose::Real).await.expect_err("a demo's database");
    assert!(matches!(&refused, StoreError::OtherPurpose { .. }), "{refused}");
    assert!(refused.to_string().contains("use another database"), "{refused}");
    let desk = Desk::real().await;
    let refused = server::cli::demo::fill(&desk.store).await.expect_err("a real database");
    assert!(refused.to_string().contains("takes no demo ones"), "{refused}");
    assert_eq!(desk.count("select count(*) from figure").await, 0);
}

#[tokio::test]
async fn progress_is_told_as_the_file_is_read() {
    let desk = Desk::real().await;
    let mut text = format!("{HEAD}\n");
    for at in 0..20_000_u32 {
        let quarter = format!("{}-Q{}", 2019 + at / 400, at / 100 % 4 + 1);
        let unit = ["440000", "320000", "310000", "330000"][(at / 25 % 4) as usize];
        let indicator = [
            "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12",
            "R13", "R14", "R15", "R16", "R17", "R18", "R19", "R23", "R24", "R25", "R26", "R27",
            "R28",
        ][(at % 25) as usize];
        text.push_str(&row(unit, &quarter, indicator, "0"));
    }
    let mut told = Vec::new();
    let report = desk
        .import_as(text.as_bytes(), false, Locale::En, &mut |done, all| told.push((done, all)))
        .await
        .expect("taken over");
    assert_eq!(report.imported.figures, 20_000);
    assert!(told.len() >= 4, "{told:?}");
    assert!(told.is_sorted(), "{told:?}");
    let size = u64::try_from(text.len()).expect("small");
    assert!(told.iter().all(|(_, all)| *all == size), "{told:?}");
    assert_eq!(told.last(), Some(&(size, size)));
}

#[tokio::test]
async fn two_imports_at_once_come_one_after_the_other() {
    let desk = Desk::real().await;
    let one = desk.file(format!("{HEAD}\n{}", row("440000", "2026-Q2", "R01", "1")).as_bytes());
    let two = one.with_file_name("two.csv");
    std::fs::write(&two, format!("{HEAD}\n{}", row("440000", "2026-Q2", "R02", "1")))
        .expect("a file");
    let import = |path: std::path::PathBuf| {
        let store = desk.store.clone();
        async move {
            let order = server::import::figures::Order {
                actor: "x",
                origin: server::store::importing::Origin::Import,
                dry_run: false,
                locale: Locale::En,
                progress: &mut |_, _| {},
            };
            server::import::figures::import(&store, &path, order).await.expect("taken over")
        }
    };
    tokio::join!(import(one), import(two));
    let current = desk
        .column(
            "select f.indicator from filing l join figure f on f.unit = l.unit
             and f.version = l.approved_version order by 1",
        )
        .await;
    assert_eq!(current, ["R01", "R02"], "neither undid the other's figure");
}

#[tokio::test]
async fn a_return_that_somebody_is_typing_is_not_overwritten_from_a_file() {
    let desk = Desk::real().await;
    let key = app::domain::filing::Key {
        programme: "nev-battery-pilot-2018".into(),
        unit: "440000".into(),
        quarter: "2026-Q2".parse().expect("a quarter"),
    };
    let clerk = app::domain::access::Actor {
        account: 1,
        name: "entry-440000".into(),
        role: app::domain::access::Role::Entry,
        unit: Some("440000".into()),
    };
    let cell = ("R01".to_owned(), app::domain::draft::Part::Value, "7".to_owned());
    desk.store.save_draft(&clerk, &key, 0, &[cell]).await.expect("a draft");
    let before = desk.content().await;
    let text = format!("{HEAD}\n{}{}", row("320000", "2026-Q2", "R01", "5"), first());
    let faults = desk.faults_of(text.as_bytes(), Locale::En).await;
    let said: Vec<(u64, &str)> =
        faults.iter().map(|fault| (fault.line, fault.message.as_str())).collect();
    let sentence = "the return of 440000 for 2026-Q2 is being written and is not overwritten from \
                    a file; import it once it is approved, or leave that quarter out";
    assert_eq!(said, [(3, sentence)]);
    assert_eq!(desk.content().await, before, "all or nothing");
}
