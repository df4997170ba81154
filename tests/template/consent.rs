//! From the file to the draft: first a look, then all of it or nothing.

use app::domain::draft::Part;
use app::domain::filing::Key;
use axum::http::StatusCode;
use support::{Person, TestBoard};

use crate::desk::{
    Desk, PROGRAMME, QUARTER, RETURN, UNIT, board, differences, draft, said, send, template_of,
};
use crate::parts::Parts;

/// The template of Tianjin's return, with these numbers in it.
async fn filled(person: &Person<'_>, numbers: &[(&str, &str)]) -> Parts {
    let mut parts = template_of(person, RETURN).await;
    let desk = Desk::new();
    for (line, number) in numbers {
        parts.number(&desk.cell(line, Part::Value), number);
    }
    parts
}

fn key() -> Key {
    Key {
        programme: PROGRAMME.into(),
        unit: UNIT.into(),
        quarter: QUARTER.parse().expect("a quarter"),
    }
}

/// Types into the draft as the form does.
async fn types(board: &TestBoard, name: &str, line: &str, text: &str) {
    let account = board.store.account(name).await.expect("an answer").expect("the account");
    let dossier = board.store.dossier(&account.actor, &key()).await.expect("the return");
    let cell = (line.to_owned(), Part::Value, text.to_owned());
    let saved =
        board.store.save_draft(&account.actor, &key(), dossier.draft_version, &[cell]).await;
    saved.expect("it is saved");
}

/// The fields of the page's consent.
fn consent(page: &support::Answer) -> Vec<(String, String)> {
    let html = page.html();
    html.all("input")
        .filter(|field| field.attribute("type") == "hidden")
        .map(|field| (field.attribute("name").to_owned(), field.attribute("value").to_owned()))
        .collect()
}

async fn agree(person: &Person<'_>, page: &support::Answer) -> support::Answer {
    let fields = consent(page);
    let fields: Vec<_> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.send(&format!("{RETURN}/upload?lang=en"), &fields).await
}

async fn actions(board: &TestBoard) -> Vec<String> {
    let rows: Vec<(String,)> =
        sqlx::query_as("select action from audit_entry where unit = $1 order by seq")
            .bind(UNIT)
            .fetch_all(&board.sql)
            .await
            .expect("the record");
    rows.into_iter().map(|(action,)| action).collect()
}

#[tokio::test]
async fn nothing_is_stored_before_the_differences_are_agreed_to_and_then_all_of_it() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    types(&board, "entry-tianjin", "R02", "40").await;
    types(&board, "entry-tianjin", "R03", "1,250").await;
    let before = draft(&board).await;
    let file = filled(&clerk, &[("R01", "100.5"), ("R02", "45"), ("R03", "1250")]).await.archive();

    let (address, page) = differences(&clerk, &file).await;
    let rows = page.html().table("Differences between the file and the draft").rows;
    let row = |line: &str| rows.iter().find(|row| row[0].starts_with(line)).cloned();
    let desk = Desk::new();
    let new = row("R01").expect("R01");
    assert!(new[0].contains("New") && new[1].contains("blank") && new[2] == "100.5", "{new:?}");
    assert_eq!(new[3], desk.cell("R01", Part::Value));
    let changed = row("R02").expect("R02");
    assert!(changed[0].contains("Changed") && changed[1] == "40" && changed[2] == "45");
    assert!(row("R03").is_none(), "1,250 and 1250 are one figure");
    assert!(said(&page).contains("Take over into the draft (2 lines)"));
    assert_eq!(draft(&board).await, before, "nothing is stored by looking");

    let answer = agree(&clerk, &page).await;
    assert_eq!(answer.status, 303, "{}", said(&answer));
    let after = draft(&board).await;
    assert_eq!(after.len(), before.len() + 2);
    assert!(after.contains(&("R01".into(), "100.5".into())));
    assert!(after.contains(&("R02".into(), "45".into())));
    let taken = clerk.page(answer.header("location")).await;
    assert!(said(&taken).contains("went into the draft"), "{}", said(&taken));
    assert_eq!(
        actions(&board).await[2..],
        ["upload workbook", "write draft", "take over workbook"]
    );

    // Pressing twice is as pressing once.
    assert_eq!(agree(&clerk, &page).await.status, 303);
    assert_eq!(draft(&board).await, after);
    assert!(consent(&clerk.page(&address).await).is_empty());
}

#[tokio::test]
async fn one_refused_cell_keeps_the_whole_file_out_and_is_named() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let desk = Desk::new();
    let mut parts = filled(&clerk, &[("R01", "100.5")]).await;
    parts.typed(&desk.cell("R02", Part::Value), "1.25万");
    parts.number(&desk.cell("R13", Part::Value), "12.5");
    let (_, page) = differences(&clerk, &parts.archive()).await;
    let words = said(&page);
    for cell in [desk.cell("R02", Part::Value), desk.cell("R13", Part::Value)] {
        assert!(words.contains(&format!("{cell} (R")), "{cell}: {words}");
    }
    assert!(words.contains("without “万”: 12500"), "{words}");
    assert!(consent(&page).is_empty(), "there is nothing to agree to");

    // Who sends the consent all the same gets the same page.
    let rows: Vec<(String,)> = sqlx::query_as("select id::text from upload")
        .fetch_all(&board.sql)
        .await
        .expect("the file");
    let fields = [("id", rows[0].0.as_str()), ("seen", "0")];
    let answer = clerk.send(&format!("{RETURN}/upload?lang=en"), &fields).await;
    assert_eq!(answer.status, 422);
    assert_eq!(draft(&board).await, []);
}

#[tokio::test]
async fn what_somebody_else_typed_meanwhile_is_neither_lost_nor_overwritten() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    types(&board, "lead-tianjin", "R02", "40").await;
    let file = filled(&clerk, &[("R01", "100.5"), ("R02", "45")]).await.archive();
    let (_, page) = differences(&clerk, &file).await;
    // Another cell is no matter, the same cell is.
    types(&board, "lead-tianjin", "R03", "7").await;
    types(&board, "lead-tianjin", "R02", "41").await;
    let before = draft(&board).await;
    let answer = agree(&clerk, &page).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let words = said(&answer);
    assert!(words.contains("“45” in the file; lead-tianjin changed it to “41”"), "{words}");
    assert_eq!(draft(&board).await, before);

    // The page shows the draft as it is now; agreeing to that counts.
    assert_eq!(agree(&clerk, &answer).await.status, 303);
    let lines = draft(&board).await;
    assert!(
        lines.contains(&("R02".into(), "45".into())) && lines.contains(&("R03".into(), "7".into()))
    );
}

#[tokio::test]
async fn a_return_that_is_locked_meanwhile_says_so_and_takes_nothing() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let file = filled(&clerk, &[("R01", "100.5")]).await.archive();
    types(&board, "entry-tianjin", "R02", "40").await;
    let (_, page) = differences(&clerk, &file).await;
    sqlx::query("update filing set state = 'submitted'").execute(&board.sql).await.expect("locked");
    let before = draft(&board).await;
    let answer = agree(&clerk, &page).await;
    assert_eq!(answer.status, 422, "{}", said(&answer));
    assert!(said(&answer).contains("locked"), "{}", said(&answer));
    let answer = send(&clerk, RETURN, "en", &file).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(said(&answer).contains("waits for review"), "{}", said(&answer));
    assert_eq!(draft(&board).await, before);

    // Sent back for one line, only that one is open.
    sqlx::query("update filing set state = 'returned', open_lines = '{R02}'")
        .execute(&board.sql)
        .await
        .expect("sent back");
    let (_, page) = differences(&clerk, &file).await;
    assert!(said(&page).contains("this line is locked"), "{}", said(&page));
    let open = filled(&clerk, &[("R02", "41")]).await.archive();
    let (_, page) = differences(&clerk, &open).await;
    assert_eq!(agree(&clerk, &page).await.status, 303);
    assert!(draft(&board).await.contains(&("R02".into(), "41".into())));
}

#[tokio::test]
async fn the_original_is_kept_for_those_who_may_read_it() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let file = filled(&clerk, &[("R01", "100.5")]).await.archive();
    let (_, page) = differences(&clerk, &file).await;
    assert_eq!(agree(&clerk, &page).await.status, 303);
    // What was not taken over gives way to what comes after it.
    for _ in 0..2 {
        differences(&clerk, &filled(&clerk, &[("R05", "5")]).await.archive()).await;
    }
    let kept: (i64, i64) = sqlx::query_as("select count(*), count(taken_at) from upload")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(kept, (2, 1));

    for name in ["entry-tianjin", "lead-tianjin", "reviewer"] {
        let person = board.person(name).await;
        let page = person.page(&format!("{RETURN}/upload?lang=en")).await.html();
        let link =
            page.links().into_iter().find(|link| link.contains("upload.xlsx")).map(str::to_owned);
        let original = person.get(&link.expect("a link")).await;
        assert_eq!(original.status, 200, "{name}");
        assert!(original.body == file, "{name}: byte for byte");
        assert!(original.header("content-disposition").contains("%E5%A4%A9%E6%B4%A5%20"));
    }
    let id = page.html().all("input").next().expect("a field").attribute("value").to_owned();
    let address = format!("{RETURN}/upload.xlsx?id={id}");
    assert_eq!(board.person("entry-shanghai").await.get(&address).await.status, 404);
    assert_eq!(board.person("observer").await.get(&address).await.status, 404);
    for id in ["", "0", "00000000-0000-0000-0000-000000000000", "%00", "'"] {
        for page in ["upload.xlsx", "upload"] {
            let answer = clerk.get(&format!("{RETURN}/{page}?id={id}")).await;
            assert!(matches!(answer.status.as_u16(), 200 | 404), "{page} {id}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn a_consent_that_no_page_wrote_is_refused() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let address = format!("{RETURN}/upload");
    for (fields, status) in [
        (vec![("id", "x"), ("seen", "0")], 404),
        (vec![("id", "x"), ("seen", "one")], 400),
        (vec![("id", "x")], 400),
        (vec![("id", "x"), ("seen", "0"), ("R01", "12")], 422),
    ] {
        assert_eq!(clerk.send(&address, &fields).await.status, status, "{fields:?}");
    }
    let answer = clerk.post(&address, "multipart/form-data; boundary=x", "nonsense").await;
    assert_eq!(answer.status, 400);
    let answer = clerk.post(&address, "application/json", "{}").await;
    assert_eq!(answer.status, 415);
}
