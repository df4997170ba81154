//! Files made beside the requests: two at a time for each person, given up or
//! whole, and taken up again when their worker is gone.

use std::time::Duration;

use server::http::make_files;
use support::{Person, TestBoard};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::office::{BATTERY, address, freeze};

/// Nothing that is waited for takes longer.
const AT_MOST: Duration = Duration::from_secs(60);

/// A worker beside the board, gone with the test.
pub(crate) struct Worker(JoinHandle<()>);

impl Worker {
    pub(crate) fn of(board: &TestBoard) -> Self {
        Self(tokio::spawn(make_files(board.board.clone())))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks for a file of the preview; the address of its page.
pub(crate) async fn ask(person: &Person<'_>, fields: &[(&str, &str)]) -> String {
    let answer = person.send(&address("/files", "en"), fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Its id, from its page's address.
fn id(page: &str) -> &str {
    page.split("/files/").nth(1).and_then(|rest| rest.split('?').next()).expect("an id")
}

pub(crate) fn content_of(page: &str) -> String {
    format!("/evaluations/{BATTERY}/files/{}/content", id(page))
}

pub(crate) fn cancel_of(page: &str) -> String {
    format!("/evaluations/{BATTERY}/files/{}/cancel", id(page))
}

/// Waits until the page says that.
pub(crate) async fn until(person: &Person<'_>, page: &str, says: &str) {
    let begun = Instant::now();
    loop {
        let answer = person.page(page).await;
        if answer.text().contains(says) {
            return;
        }
        assert!(begun.elapsed() < AT_MOST, "it does not say `{says}`: {}", answer.text());
        sleep(Duration::from_millis(50)).await;
    }
}

async fn set(board: &TestBoard, page: &str, change: &str) {
    let sql = format!("update export_job set {change} where id::text = $1");
    sqlx::query(&sql).bind(id(page)).execute(&board.sql).await.expect("it is set");
}

#[tokio::test]
async fn a_file_is_made_beside_the_requests_and_is_whole() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-440000").await;
    let page = ask(&lead, &[("format", "csv")]).await;
    let waiting = lead.page(&page).await;
    assert_eq!(waiting.header("refresh"), "2", "the page looks again by itself");
    assert!(waiting.text().contains("waiting"));
    assert_eq!(lead.get(&content_of(&page)).await.status, 404, "no half file");
    assert_eq!(ask(&lead, &[("format", "csv")]).await, page, "pressing twice asks once");

    let _worker = Worker::of(&board);
    until(&lead, &page, "Download CSV").await;
    assert_eq!(lead.page(&page).await.header("refresh"), "");
    let file = lead.page(&content_of(&page)).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let direct = lead.page(&address(".csv", "en")).await;
    let rows = |answer: &support::Answer| answer.csv().len();
    assert_eq!(rows(&file), rows(&direct));
    let reviewer = board.person("reviewer").await;
    assert_eq!(reviewer.get(&page).await.status, 404, "a file is for who asked for it");
}

#[tokio::test]
async fn a_frozen_one_s_file_is_kept_and_stays_the_same() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    let number = freeze(&reviewer, "zh-CN").await;
    let file = format!("/evaluations/{BATTERY}/{number}.csv");
    let first = reviewer.page(&file).await.text().to_owned();
    let (kept,): (i64,) = sqlx::query_as("select count(*) from evaluation_file")
        .fetch_one(&board.sql)
        .await
        .expect("the files");
    assert_eq!(kept, 1);
    let _worker = Worker::of(&board);
    let page = ask(&reviewer, &[("format", "csv"), ("number", &number)]).await;
    until(&reviewer, &page, "Download CSV").await;
    assert_eq!(reviewer.page(&content_of(&page)).await.text(), first);
}

#[tokio::test]
async fn what_is_given_up_leaves_no_file() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-440000").await;
    let page = ask(&lead, &[("format", "xlsx")]).await;
    assert_eq!(lead.send(&cancel_of(&page), &[]).await.status, 303);
    let _worker = Worker::of(&board);
    until(&lead, &page, "Given up").await;
    assert_eq!(lead.get(&content_of(&page)).await.status, 404);
    // A worker that comes back with it finds nobody waiting.
    board.store.end_job(id(&page), Some(b"late")).await.expect("an answer");
    assert_eq!(lead.get(&content_of(&page)).await.status, 404);
}

#[tokio::test]
async fn two_are_made_at_a_time_for_each_person_and_others_do_not_wait_for_them() {
    let board = TestBoard::own_demo().await;
    let (lead, reviewer) = (board.person("lead-440000").await, board.person("reviewer").await);
    let mut pages = Vec::new();
    for format in ["pdf", "docx", "xlsx"] {
        pages.push(ask(&lead, &[("format", format)]).await);
    }
    let other = ask(&reviewer, &[("format", "pdf")]).await;
    let mut taken = Vec::new();
    while let Some(job) = board.store.take_job().await.expect("an answer") {
        taken.push(job.id);
    }
    assert_eq!(taken, [id(&pages[0]), id(&pages[1]), id(&other)]);
    board.store.end_job(id(&pages[0]), None).await.expect("an answer");
    let next = board.store.take_job().await.expect("an answer").expect("the third");
    assert_eq!(next.id, id(&pages[2]));
    assert!(lead.page(&pages[0]).await.text().contains("could not be made"));
}

#[tokio::test]
async fn a_job_whose_worker_fell_silent_is_taken_up_again_and_not_for_ever() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-440000").await;
    let page = ask(&lead, &[("format", "csv")]).await;
    for _ in 0..3 {
        let job = board.store.take_job().await.expect("an answer").expect("the job");
        assert_eq!(job.id, id(&page));
        assert_eq!(board.store.take_job().await.expect("an answer"), None, "its worker is there");
        set(&board, &page, "seen_at = now() - interval '1 minute'").await;
    }
    assert_eq!(board.store.take_job().await.expect("an answer"), None);
    assert!(lead.page(&page).await.text().contains("could not be made"));
}

#[tokio::test]
async fn files_are_kept_for_thirty_days() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-440000").await;
    let (old, new) =
        (ask(&lead, &[("format", "csv")]).await, ask(&lead, &[("format", "xlsx")]).await);
    let done = "state = 'done', content = 'x', ended_at = now() - interval";
    set(&board, &old, &format!("{done} '31 days'")).await;
    set(&board, &new, &format!("{done} '29 days'")).await;
    board.store.sweep_jobs().await.expect("an answer");
    assert_eq!(lead.get(&old).await.status, 404);
    assert_eq!(lead.page(&content_of(&new)).await.text(), "x");
}
