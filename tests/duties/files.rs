//! The file that goes with a statement: taken by its bytes, kept through a
//! refusal, handed out as an attachment and never as a page.

use support::TestBoard;

use crate::desk::{PDF, PNG, address, done, say, say_with, words};

async fn files(board: &TestBoard) -> i64 {
    let (count,): (i64,) = sqlx::query_as("select count(*) from duty_evidence")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    count
}

#[tokio::test]
async fn a_file_goes_with_its_statement_and_comes_back_as_it_was_sent() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let fields = [("version", "0"), ("status", "done"), ("date", "2019-03-12")];
    let sent = ("C:\\文件\\领导小组 通知.PDF", PDF);
    let answer = say_with(&lead, ("1", "330000"), &fields, sent).await;
    assert_eq!(answer.status, 303, "a file alone shows what is done: {}", answer.text());
    let place = format!("{}/evidence?version=1", address("1", "330000"));
    for who in ["lead-330000", "reviewer", "observer", "auditor"] {
        let file = board.person(who).await.get(&place).await;
        assert_eq!(file.status, 200, "{who}");
        assert_eq!(file.body, PDF, "{who}");
        assert_eq!(file.header("content-type"), "application/pdf");
        let name = "%E9%A2%86%E5%AF%BC%E5%B0%8F%E7%BB%84%20%E9%80%9A%E7%9F%A5.pdf";
        let disposition = file.header("content-disposition");
        assert_eq!(disposition, format!("attachment; filename*=UTF-8''{name}"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").contains("default-src 'none'"));
    }
    let page = lead.page(&format!("{}?lang=en", address("1", "330000"))).await;
    assert!(words(&page).contains("领导小组 通知.pdf (PDF, 1 kB)"), "{}", page.text());
}

#[tokio::test]
async fn a_later_statement_goes_on_showing_the_file_or_another_or_none() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let sent = say_with(&lead, ("1", "330000"), &done("0", "one"), ("a.pdf", PDF)).await;
    assert_eq!(sent.status, 303);
    let page = lead.page(&address("1", "330000")).await.html();
    let kept = page.by_id("kept").expect("a box to keep it").attribute("value").to_owned();
    let two = [done("1", "two").as_slice(), &[("kept", &kept)]].concat();
    assert_eq!(say(&lead, ("1", "330000"), &two).await.status, 303);
    let three = [done("2", "three").as_slice(), &[("kept", &kept)]].concat();
    let answer = say_with(&lead, ("1", "330000"), &three, ("b.png", PNG)).await;
    assert_eq!(answer.status, 303, "a new one takes its place: {}", answer.text());
    assert_eq!(say(&lead, ("1", "330000"), &done("3", "four")).await.status, 303);
    let of = async |version: i32| {
        let place = format!("{}/evidence?version={version}", address("1", "330000"));
        let answer = lead.get(&place).await;
        (answer.status.as_u16(), if answer.status == 200 { answer.body } else { Vec::new() })
    };
    assert_eq!(of(1).await, (200, PDF.to_vec()));
    assert_eq!(of(2).await, (200, PDF.to_vec()));
    assert_eq!(of(3).await, (200, PNG.to_vec()));
    assert_eq!(of(4).await, (404, Vec::new()));
    assert_eq!(files(&board).await, 2);
    for nobodys in ["00000000-0000-0000-0000-000000000000", "x", "' or ''='"] {
        let fields = [done("4", "five").as_slice(), &[("kept", nobodys)]].concat();
        let answer = say(&lead, ("1", "330000"), &fields).await;
        assert_eq!(answer.status, 422, "{nobodys}");
        assert!(words(&answer).contains("not there any more"), "{nobodys}");
    }
}

#[tokio::test]
async fn a_file_is_kept_while_something_else_is_put_right() {
    let board = TestBoard::own_demo().await;
    let (lead, reviewer) = (board.person("lead-330000").await, board.person("reviewer").await);
    let fields = [("version", "0"), ("status", "done"), ("date", ""), ("text", "set up")];
    let mut kept = String::new();
    for _ in 0..3 {
        let refused = say_with(&lead, ("1", "330000"), &fields, ("a.pdf", PDF)).await;
        assert_eq!(refused.status, 422);
        let html = refused.html();
        let field = html.by_id("kept").expect("the file is there");
        assert!(field.attributes.iter().any(|(name, _)| name == "checked"));
        kept = field.attribute("value").to_owned();
        assert_eq!(files(&board).await, 1, "only the last one waits");
    }
    let unsaid = reviewer.get(&format!("{}/evidence?version=1", address("1", "330000"))).await;
    assert_eq!(unsaid.status, 404, "what nobody said is nobody else's");
    let mended = [
        ("version", "0"),
        ("status", "done"),
        ("date", "2019-03-12"),
        ("text", "set up"),
        ("kept", &*kept),
    ];
    assert_eq!(say(&lead, ("1", "330000"), &mended).await.status, 303);
    let file = reviewer.get(&format!("{}/evidence?version=1", address("1", "330000"))).await;
    assert_eq!((file.status.as_u16(), file.body.as_slice()), (200, PDF));
}

#[tokio::test]
async fn what_is_no_file_of_the_five_kinds_is_refused_and_the_text_kept() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let large = [PDF, vec![b'x'; 5 << 20].as_slice()].concat();
    let larger = [PDF, vec![b'x'; 12 << 20].as_slice()].concat();
    for (name, bytes, sentence) in [
        ("a.pdf", b"<html><script>alert(1)</script>".as_slice(), "must be a PDF, PNG, JPEG"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>", "must be a PDF, PNG, JPEG"),
        ("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "must be a PDF, PNG, JPEG"),
        ("a.docx", b"PK\x03\x04 cut off", "not whole"),
        ("empty.pdf", b"", "is empty"),
        ("large.pdf", &large, "at most 5 MB"),
        ("larger.pdf", &larger, "at most 5 MB"),
    ] {
        let answer = say_with(&lead, ("1", "330000"), &done("0", "kept text"), (name, bytes)).await;
        assert_eq!(answer.status, 422, "{name}");
        let html = answer.html();
        let fault = html.by_id("file-fault").expect("a sentence at the field");
        assert!(fault.text.contains(sentence), "{name}: {}", fault.text);
        assert_eq!(html.by_id("text").expect("the field").text, "kept text", "{name}");
    }
    assert_eq!(files(&board).await, 0);
    // A page in disguise is handed out as what it was taken for.
    let answer = say_with(&lead, ("1", "330000"), &done("0", "x"), ("page.html", PDF)).await;
    assert_eq!(answer.status, 303);
    let file = lead.get(&format!("{}/evidence", address("1", "330000"))).await;
    assert!(file.header("content-disposition").ends_with("page.html.pdf"));
    assert_eq!(file.header("content-type"), "application/pdf");
}
