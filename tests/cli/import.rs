//! `pilotboard import`.

use std::path::Path;

use support::{TestDatabase, repository_file};

use crate::command::{Run, pilotboard, run};

const HEAD: &str = "programme,unit,period,indicator,value";

fn import(database: &TestDatabase, what: &str, file: &Path, more: &[&str]) -> Run {
    let mut command = pilotboard(&["import", what]);
    command.arg(file).args(more).env("DATABASE_URL", database.url());
    run(command, b"")
}

#[tokio::test]
async fn a_sample_is_tried_and_then_taken_over() {
    let database = TestDatabase::empty().await;
    let sample = repository_file("docs/samples/nev-battery-pilot-2018.csv");
    let tried = import(&database, "figures", &sample, &["--dry-run"]);
    assert_eq!(tried.code, Some(0), "{}", tried.talk);
    assert!(tried.talk.contains("dry run, nothing changed: 132 rows"), "{}", tried.talk);
    let done = import(&database, "figures", &sample, &[]);
    assert_eq!((done.code, done.out.as_str()), (Some(0), ""), "{}", done.talk);
    assert!(done.talk.contains("132 rows read"), "{}", done.talk);
    let again = import(&database, "figures", &sample, &["--lang", "zh-CN"]);
    assert!(again.talk.contains("更新 0 份报表"), "{}", again.talk);
    let sql = sqlx::PgPool::connect_with(database.options()).await.expect("it answers");
    let (actor,): (String,) =
        sqlx::query_as("select actor from audit_entry where action = 'import figures'")
            .fetch_one(&sql)
            .await
            .expect("one entry");
    assert_eq!(actor, "zhang.san");
    sql.close().await;
}

#[tokio::test]
async fn a_file_with_faults_is_refused_with_1_and_each_is_named() {
    let database = TestDatabase::real().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("季报.csv");
    let bad = "nev-battery-pilot-2018,440000,2026-Q2,R01,1.25万\nnev-battery-pilot-2018,JJJ,2026-Q2,R01,5\n";
    std::fs::write(&file, format!("{HEAD}\n{bad}")).expect("a file");
    let refused = import(&database, "figures", &file, &["--lang", "en"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    let name = file.display().to_string();
    assert!(
        refused.talk.contains(&format!("{name}: line 2, column 5 (value): ")),
        "{}",
        refused.talk
    );
    assert!(
        refused.talk.contains(&format!("{name}: line 3, column 2 (unit): ")),
        "{}",
        refused.talk
    );
    assert!(
        refused.talk.contains("2 faults, 2 of them listed; nothing was imported"),
        "{}",
        refused.talk
    );
    let refused = import(&database, "figures", &file, &["--lang", "zh-CN"]);
    assert!(
        refused.talk.contains("第 2 行第 5 列（value）：") && refused.talk.contains("12500"),
        "{}",
        refused.talk
    );
}

#[tokio::test]
async fn a_file_that_is_not_there_or_is_a_folder_is_refused_by_name() {
    let database = TestDatabase::real().await;
    let folder = tempfile::tempdir().expect("a folder");
    for what in ["figures", "programme"] {
        for file in [folder.path().join("none.csv"), folder.path().to_owned()] {
            let ended = import(&database, what, &file, &[]);
            assert_eq!(ended.code, Some(1), "{}", ended.talk);
            assert!(ended.talk.contains(&file.display().to_string()), "{}", ended.talk);
        }
    }
}

#[tokio::test]
async fn a_programme_file_is_taken_over_once() {
    let database = TestDatabase::empty().await;
    let file = repository_file("server/programmes/yellow-river-green-industry-2025.toml");
    for said in ["taken over", "unchanged"] {
        let ended = import(&database, "programme", &file, &[]);
        assert_eq!(ended.code, Some(0), "{}", ended.talk);
        assert!(
            ended.talk.contains(&format!("yellow-river-green-industry-2025: {said}")),
            "{}",
            ended.talk
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    let changed = folder.path().join("changed.toml");
    let source = std::fs::read_to_string(&file).expect("the file");
    std::fs::write(&changed, format!("# revised\n{source}")).expect("a file");
    let ended = import(&database, "programme", &changed, &[]);
    assert!(ended.talk.contains("taken over as revision 2"), "{}", ended.talk);
    std::fs::write(&changed, source.replacen("kind = ", "knid = ", 1)).expect("a file");
    let ended = import(&database, "programme", &changed, &[]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.talk.contains("changed.toml: line ") && ended.talk.contains("knid"),
        "{}",
        ended.talk
    );
    assert!(ended.talk.contains("nothing was taken over"), "{}", ended.talk);
}
