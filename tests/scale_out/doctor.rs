//! What may stand in for the primary, what rights hold there, and what the
//! doctor says of it.

use std::process::Command;

use server::store::Store;
use sqlx::{ConnectOptions, Executor};
use support::TestDatabase;

use crate::standby::Standby;

fn doctor(primary: &str, standby: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"));
    command.args(["doctor", "--listen", "127.0.0.1:0"]);
    command.env("DATABASE_URL", primary).env("PILOTBOARD_READ_URL", standby);
    let said = command.output().expect("the doctor comes");
    String::from_utf8(said.stdout).expect("text")
}

#[tokio::test]
async fn only_a_copy_that_follows_is_read_from_and_rights_hold_there() {
    let (database, other) = (TestDatabase::real().await, TestDatabase::empty().await);
    let standby = Standby::start().await;
    let name = database.options().get_database().expect("a database").to_owned();
    let said = doctor(&database.url(), &standby.url(&name));
    assert!(said.contains("ok       standby"), "{said}");
    assert!(said.contains("follows DATABASE_URL"), "{said}");
    let said = doctor(&database.url(), &other.url());
    assert!(said.contains("missing  standby           it is no copy"), "{said}");
    let said = doctor(&database.url(), &database.url());
    assert!(said.contains("the very server"), "{said}");
    let said = doctor(&database.url(), "postgres://who:sesame@127.0.0.1:1/board");
    assert!(said.contains("missing  standby           it does not answer"), "{said}");
    assert!(!said.contains("sesame"), "{said}");

    let serving = Store::serve(database.options(), 2).await.expect("it serves");
    let (serving, first) = serving.reading_from(other.options(), 2).await;
    assert!(first.is_err(), "a database that is no copy");
    assert!(serving.data_version().await.expect("the primary answers") > 0);

    // As the role that serves, nothing is seen there that is not approved.
    let sql = "insert into filing (unit, programme, quarter, state)
        select code, programme, '2027-Q1', 'draft' from unit limit 1";
    let mut owner = database.options().connect().await.expect("the owner");
    owner.execute(sql).await.expect("a draft");
    standby.caught_up().await;
    let mut reader = standby.options(&name).connect().await.expect("the standby answers");
    let count = "select count(*) from filing where state = 'draft'";
    let (all,): (i64,) = sqlx::query_as(count).fetch_one(&mut reader).await.expect("a number");
    reader.execute("set role pilotboard_server").await.expect("the role");
    let (seen,): (i64,) = sqlx::query_as(count).fetch_one(&mut reader).await.expect("a number");
    assert_eq!((all, seen), (1, 0));
}
