//! Receipts: handed out once, verified for ever.

use app::domain::access::{Actor, Role};
use app::domain::decimal::Decimal;
use app::domain::draft::Part;
use app::domain::filing::Key;
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure};
use server::export::receipt;
use server::import::programme;
use server::store::Store;
use server::store::returns::{Saved, Submission, Submitted};
use support::{TestDatabase, repository_file};
use tempfile::NamedTempFile;

use crate::command::{Run, owner, pilotboard, tamper};

const PROGRAMME: &str = "nev-battery-pilot-2018";

fn key() -> Key {
    Key {
        programme: PROGRAMME.into(),
        unit: "120000".into(),
        quarter: "2026-Q2".parse().expect("a quarter"),
    }
}

fn actor(role: Role) -> Actor {
    Actor { account: 1, name: format!("{role}-120000"), role, unit: Some("120000".into()) }
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// Tianjin's return, written by its clerk.
struct Desk {
    database: TestDatabase,
    store: Store,
    form: Programme,
    submission: Submission,
}

impl Desk {
    async fn new() -> Self {
        let database = TestDatabase::real().await;
        let store = Store::serve(database.options(), 4).await.expect("it serves");
        let programmes = store.programmes().await.expect("the programmes");
        let form = programmes.into_iter().find(|one| one.code == PROGRAMME).expect("the pilot");
        let typed = [("R01".to_owned(), Part::Value, "1 234.5".to_owned())];
        let saved = store.save_draft(&actor(Role::Entry), &key(), 0, &typed).await.expect("kept");
        let Saved::Done { version, .. } = saved else { panic!("{saved:?}") };
        let line = |code: &str, figure, note: &str, explanation: &str| {
            (code.to_owned(), figure, note.to_owned(), explanation.to_owned())
        };
        let submission = Submission {
            draft_version: version,
            idempotency_key: "once".into(),
            lines: vec![
                line("R02", Figure::Absent(Absence::NotApplicable), "", "尚未检测\n见附件"),
                line("R01", Figure::Number(decimal("1234.50")), "含外壳", ""),
            ],
            head: "单位负责人".into(),
            compiler: "填表人".into(),
            reason: None,
        };
        Self { database, store, form, submission }
    }

    async fn submit(&self) -> Submitted {
        self.store
            .submit(&actor(Role::Lead), &key(), &self.form, &self.submission)
            .await
            .expect("an answer")
    }

    /// The receipt as it is downloaded.
    async fn receipt(&self) -> String {
        assert_eq!(self.submit().await, Submitted::Done { version: 1 });
        let held = self.store.receipt(&actor(Role::Lead), &key(), 1).await.expect("an answer");
        let held = held.expect("the receipt");
        receipt::file(&held.facts, &held.sha256, false)
    }

    fn verify(&self, text: &str) -> Run {
        let file = NamedTempFile::new().expect("a file");
        std::fs::write(&file, text).expect("it is written");
        let path = file.path().display().to_string();
        pilotboard(&self.database, &["receipt", "verify", &path])
    }
}

#[tokio::test]
async fn a_receipt_is_the_one_the_database_holds() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    for fact in [
        "number: DC-1/120000/2026-Q2/1\n",
        "unit.name: 天津市 | Tianjin\n",
        "R01.name: 废旧动力电池回收量, 吨 | Retired batteries recovered, t\nR01: 1234.5\nR01.note: 含外壳\n",
        "R02.absence: not_applicable\nR02.explanation: 尚未检测\\n见附件\n",
        "submitted_by: lead-120000\n",
    ] {
        assert!(text.contains(fact), "{fact}\n{text}");
    }
    assert!(text.contains("季报回执") && text.contains("Receipt of a quarterly return"), "{text}");
    let run = desk.verify(&text);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.starts_with("DC-1/120000/2026-Q2/1: "), "{run:?}");
    // As an editor saves it that writes line ends and a mark of its own.
    let run = desk.verify(&format!("\u{FEFF}{}", text.replace('\n', "\r\n")));
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[tokio::test]
async fn the_hash_can_be_taken_with_a_shell_alone() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    let file = NamedTempFile::new().expect("a file");
    std::fs::write(&file, &text).expect("it is written");
    let command = text.lines().find(|line| line.starts_with("sed ")).expect("the command");
    let command = command.replace("FILE", &file.path().display().to_string());
    let ended = std::process::Command::new("sh").args(["-c", &command]).output().expect("it runs");
    let taken = String::from_utf8(ended.stdout).expect("text");
    let said = text.lines().last().and_then(|line| line.strip_prefix("SHA-256: "));
    assert_eq!(said, taken.split_whitespace().next());
}

#[tokio::test]
async fn a_changed_digit_is_named_with_its_line() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    let run = desk.verify(&text.replace("R01: 1234.5", "R01: 1243.5"));
    assert_eq!(run.code, Some(1), "{run:?}");
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].contains("the file is not as it was when submitted"), "{run:?}");
    assert_eq!(
        lines[1..],
        ["R01: the file says “1243.5”, the database “1234.5”; different from character 3 on"]
    );
    // The hash of the changed text in the last line does not help.
    let run = desk.verify(&text.replace("\nhead: 单位", "\nhead: 某单位"));
    assert!(run.out.contains("\nhead: "), "{run:?}");
}

#[tokio::test]
async fn a_changed_number_does_not_hide_the_rest() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    let run = desk.verify(&text.replace("\nquarter: 2026-Q2", "\nquarter: 2026-Q1"));
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("quarter: the file says “2026-Q1”"), "{run:?}");
    let hash = text.lines().last().expect("the hash");
    let run = desk.verify(&text.replace(hash, "SHA-256: 00"));
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("the last line says SHA-256 00"), "{run:?}");
}

#[tokio::test]
async fn a_figure_changed_in_the_database_is_told_from_one_changed_in_the_file() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    let sql = owner(&desk.database).await;
    tamper(&sql, "figure", "update figure set value = 9 where indicator = 'R01'").await;
    let run = desk.verify(&text);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("the database was changed since"), "{run:?}");
    assert!(run.out.contains("\nR01: the file says “1234.5”, the database “9”"), "{run:?}");
}

#[tokio::test]
async fn a_receipt_outlives_the_next_revision_of_its_form() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    revise(&desk.database).await;
    let run = desk.verify(&text);
    assert_eq!(run.code, Some(0), "{run:?}");
}

/// Takes over the programme with another name for its first line.
async fn revise(database: &TestDatabase) {
    let path = repository_file(&format!("server/programmes/{PROGRAMME}.toml"));
    let source = std::fs::read_to_string(path).expect("the programme's file");
    let source = source.replace("废旧动力电池回收量", "废旧蓄电池回收量");
    let parsed = programme::parse(&source).expect("a programme");
    database.store().await.save_programme(&parsed, &source, "test").await.expect("taken over");
}

#[tokio::test]
async fn what_was_checked_against_an_older_form_is_not_filed() {
    let desk = Desk::new().await;
    revise(&desk.database).await;
    assert_eq!(desk.submit().await, Submitted::Stale);
}

#[tokio::test]
async fn submitting_again_with_the_same_key_is_the_same_receipt() {
    let desk = Desk::new().await;
    assert_eq!(desk.submit().await, Submitted::Done { version: 1 });
    assert_eq!(desk.submit().await, Submitted::Done { version: 1 });
    let (entries,): (i64,) =
        sqlx::query_as("select count(*) from audit_entry where action = 'submit'")
            .fetch_one(&owner(&desk.database).await)
            .await
            .expect("the entries");
    assert_eq!(entries, 1);
}

#[tokio::test]
async fn another_unit_has_no_receipt_of_this_one() {
    let desk = Desk::new().await;
    desk.submit().await;
    let stranger = Actor { unit: Some("JJJ".into()), ..actor(Role::Lead) };
    let held = desk.store.receipt(&stranger, &key(), 1).await.expect("an answer");
    assert!(held.is_none());
}

#[tokio::test]
async fn what_is_no_receipt_or_of_elsewhere_is_refused_with_a_sentence() {
    let desk = Desk::new().await;
    let text = desk.receipt().await;
    for (given, said) in [
        (String::new(), "no whole receipt"),
        (text.replace("SHA-256: ", "SHA: "), "no whole receipt"),
        (text.replace("\nunit: ", "\nunit "), "is not `name: value`"),
        (text.replace("R02.absence", "R01"), "`R01` is there twice"),
        (text.replace("receipt-1", "receipt-9"), "pilotboard-receipt-9"),
    ] {
        let run = desk.verify(&given);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.talk.contains(said), "{said}: {run:?}");
    }
    let elsewhere = Desk::new().await.verify(&text);
    assert_eq!(elsewhere.code, Some(1), "{elsewhere:?}");
    assert!(elsewhere.out.contains("holds no receipt DC-1/120000/2026-Q2/1"), "{elsewhere:?}");
}
