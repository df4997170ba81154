//! Read-only links: made by reviewers, opened by whoever has them, until they
//! expire or are revoked.

use std::time::Duration;

use support::{Person, TestBoard};

use crate::BATTERY;

const VIEW: &str =
    "/programmes/nev-battery-pilot-2018/compare?period=2026-Q2&indicator=R20&lang=en";

async fn make(reviewer: &Person<'_>, address: &str) -> String {
    let fields = [("address", address), ("days", "30"), ("purpose", "For the provinces")];
    let answer = reviewer.send("/links?lang=en", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    let link = answer.html().text_of("secret").trim().to_owned();
    link[link.find("/shared/").expect("a link")..].to_owned()
}

async fn recorded(board: &TestBoard, action: &str) -> Vec<(String, String)> {
    sqlx::query_as("select actor, subject from audit_entry where action = $1 order by id")
        .bind(action)
        .fetch_all(&board.sql)
        .await
        .expect("the record")
}

#[tokio::test]
async fn a_link_shows_its_view_to_who_is_not_signed_in_and_nothing_else() {
    let board = TestBoard::closed_demo_with_links().await;
    let reviewer = board.person("reviewer").await;
    let link = make(&reviewer, VIEW).await;
    assert_eq!(board.get(VIEW).await.status, 303, "the board is closed");
    let answer = board.page(&link).await;
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.html();
    assert!(page.text_of("shared").contains("opens until"), "{}", page.text_of("shared"));
    let own = reviewer.page(VIEW).await.html();
    let rows = |page: &support::Html| page.tables()[0].rows.clone();
    assert_eq!(rows(&page), rows(&own));
    assert!(page.with_class("share").next().is_none(), "nobody shares on");
    // Its files, and both languages.
    for suffix in ["csv", "svg", "png"] {
        let file = format!("{link}.{suffix}");
        assert!(page.links().iter().any(|its| its.starts_with(&file)), "{:?}", page.links());
        assert_eq!(board.page(&file).await.header("referrer-policy"), "no-referrer");
    }
    let chinese = board.page(&format!("{link}?lang=zh-CN")).await;
    assert_eq!(chinese.html().one("html").attribute("lang"), "zh-CN");
    // Filters are the link's.
    for query in ["?indicator=R01", "?period=2025-Q1", "?units=440000", "?target=T6"] {
        let other = board.page(&format!("{link}{query}")).await.html();
        assert_eq!(rows(&other), rows(&own), "{query}");
    }
    // Whoever is signed in sees what everybody sees through it.
    let seen = board.person("auditor").await.page(&link).await.html();
    assert!(seen.with_class("person").next().is_none());
    // What the page leads to asks to sign in.
    for other in page.links() {
        if !other.starts_with("/shared/") && other.starts_with('/') {
            let status = board.get(other).await.status.as_u16();
            assert!(status == 303 || other.starts_with("/published"), "{other}: {status}");
        }
    }
}

#[tokio::test]
async fn every_kind_of_view_can_be_shared() {
    let board = TestBoard::closed_demo_with_links().await;
    let reviewer = board.person("reviewer").await;
    for (address, files) in [
        ("/?period=2026-Q2&lang=en".to_owned(), false),
        (format!("/programmes/{BATTERY}?indicator=R13&lang=en"), true),
        (format!("/programmes/{BATTERY}/units/330200?lang=en"), true),
        ("/programmes/tianjin-waste-recycling-2027/targets/T10?lang=en".to_owned(), true),
    ] {
        let page = reviewer.page(&address).await.html();
        let form = page.hidden_fields();
        let offered = form.iter().find(|(name, _)| name == "address").expect("the form");
        assert_eq!(offered.1, address);
        let link = make(&reviewer, &address).await;
        let shared = board.page(&link).await;
        assert!(shared.html().faults.is_empty(), "{:?}", shared.html().faults);
        for file in
            shared.html().links().iter().filter(|its| its.contains(".csv") || its.contains(".svg"))
        {
            assert!(file.starts_with("/shared/"), "{address}: {file}");
            assert_eq!(board.get(file).await.status, 200, "{address}: {file}");
        }
        let has = shared.html().links().iter().any(|its| its.contains(".csv"));
        assert_eq!(has, files, "{address}");
    }
}

#[tokio::test]
async fn only_a_digest_is_kept_and_all_that_happens_is_in_the_record() {
    let board = TestBoard::closed_demo_with_links().await;
    let reviewer = board.person("reviewer").await;
    let link = make(&reviewer, VIEW).await;
    let secret = link.trim_start_matches("/shared/");
    assert_eq!(secret.len(), 64);
    let (found,): (bool,) =
        sqlx::query_as("select exists (select from link l where l::text like '%' || $1 || '%')")
            .bind(secret)
            .fetch_one(&board.sql)
            .await
            .expect("an answer");
    assert!(!found);
    assert!(!reviewer.page("/links?lang=en").await.text().contains(secret), "it is told once");
    for _ in 0..3 {
        board.page(&link).await;
    }
    board.page(&format!("{link}.csv")).await;
    let opened = async || {
        let (opened,): (i64,) =
            sqlx::query_as("select coalesce(sum(opened), 0)::bigint from link_use")
                .fetch_one(&board.sql)
                .await
                .expect("a count");
        opened
    };
    // Counted without anybody waiting for it.
    for _ in 0..100 {
        if opened().await == 4 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(opened().await, 4);
    assert_eq!(recorded(&board, "make_link").await, [("reviewer".to_owned(), VIEW.to_owned())]);
    assert_eq!(recorded(&board, "open_link").await, [("(link)".to_owned(), VIEW.to_owned())]);
    let auditor = board.person("auditor").await;
    let record = auditor.page("/audit?lang=en").await;
    for words in ["made a read-only link", "opened a read-only link, the first time that day"] {
        assert!(record.text().contains(words), "{words}");
    }
}

#[tokio::test]
async fn unknown_expired_and_revoked_links_answer_alike() {
    let board = TestBoard::closed_demo_with_links().await;
    let reviewer = board.person("reviewer").await;
    let (expired, revoked) = (make(&reviewer, VIEW).await, make(&reviewer, VIEW).await);
    sqlx::query("update link set made_at = now() - interval '31 days', expires_at = now() - interval '1 second' where id = (select min(id) from link)")
        .execute(&board.sql)
        .await
        .expect("it is old");
    let (id,): (i64,) =
        sqlx::query_as("select max(id) from link").fetch_one(&board.sql).await.expect("it");
    assert_eq!(board.get(&revoked).await.status, 200);
    let answer = reviewer.send(&format!("/links/{id}/revoke?lang=en"), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/links?lang=en"));
    assert_eq!(recorded(&board, "revoke_link").await.len(), 1);
    let unknown = format!("/shared/{}", "0".repeat(64));
    let wanted = board.get(&format!("{unknown}?lang=en")).await;
    assert_eq!(wanted.status, 404);
    for link in [&expired, &revoked, "/shared/x", "/shared/..%2Fx", &unknown.replace('0', "Z")] {
        for suffix in ["", ".csv", ".png"] {
            let answer = board.get(&format!("{link}{suffix}?lang=en")).await;
            assert_eq!(answer.status, 404, "{link}{suffix}");
            assert_eq!(answer.text(), wanted.text(), "{link}{suffix}");
            assert_eq!(answer.headers, wanted.headers, "{link}{suffix}");
        }
    }
    let again = reviewer.send(&format!("/links/{id}/revoke"), &[]).await;
    assert_eq!(again.status, 404, "it is revoked already");
    let page = reviewer.page("/links?lang=en").await.html();
    let states: Vec<String> = page.tables()[0].rows.iter().map(|row| row[6].clone()).collect();
    assert_eq!(states, ["■revoked", "○expired"]);
}

#[tokio::test]
async fn a_link_is_revoked_by_who_made_it_or_by_an_administrator() {
    let board = TestBoard::closed_demo_with_links().await;
    sqlx::query("insert into account (name, role) values ('reviewer.two', 'reviewer')")
        .execute(&board.sql)
        .await
        .expect("another one");
    let (one, two) = (board.person("reviewer").await, board.person("reviewer.two").await);
    let link = make(&one, VIEW).await;
    let (id,): (i64,) =
        sqlx::query_as("select id from link").fetch_one(&board.sql).await.expect("it");
    let revoke = format!("/links/{id}/revoke?lang=en");
    assert_eq!(two.send(&revoke, &[]).await.status, 404);
    assert!(two.page("/links?lang=en").await.text().contains("There is no link yet"));
    assert_eq!(board.get(&link).await.status, 200);
    let admin = board.person("admin").await;
    assert!(admin.page("/links?lang=en").await.text().contains("For the provinces"));
    assert_eq!(admin.send(&revoke, &[]).await.status, 303);
    assert_eq!(board.get(&link).await.status, 404);
    // An administrator makes none.
    let fields = [("address", VIEW), ("days", "7"), ("purpose", "x")];
    assert_eq!(admin.send("/links", &fields).await.status, 403);
}

#[tokio::test]
async fn what_cannot_be_shared_is_refused_with_all_that_was_typed() {
    let board = TestBoard::closed_demo_with_links().await;
    let reviewer = board.person("reviewer").await;
    let long = "x".repeat(201);
    for (address, days, purpose, at) in [
        ("/returns", "7", "why", "address"),
        ("/programmes/none/compare", "7", "why", "address"),
        ("https://elsewhere.example/", "7", "why", "address"),
        ("/programmes/nev-battery-pilot-2018.csv", "7", "why", "address"),
        (VIEW, "365", "why", "days"),
        (VIEW, "", "why", "days"),
        (VIEW, "7", " ", "purpose"),
        (VIEW, "7", &long, "purpose"),
        (VIEW, "7", "<script>", ""),
    ] {
        let fields = [("address", address), ("days", days), ("purpose", purpose)];
        let answer = reviewer.send("/links?lang=en", &fields).await;
        let page = answer.html();
        assert!(page.faults.is_empty(), "{:?}", page.faults);
        if at.is_empty() {
            assert_eq!(answer.status, 200);
            assert!(!answer.text().contains("<script>"));
            continue;
        }
        assert_eq!(answer.status, 422, "{address} {days} {purpose}");
        let link = format!("#{at}");
        assert!(page.links().contains(&link.as_str()), "{at}: {:?}", page.links());
        assert!(page.by_id(at).is_some(), "{at}");
        let kept = page.by_id("purpose").expect("the field").attribute("value");
        assert_eq!(kept, purpose.trim());
    }
    let (made,): (i64,) =
        sqlx::query_as("select count(*) from link").fetch_one(&board.sql).await.expect("a count");
    assert_eq!(made, 1);
}

#[tokio::test]
async fn links_are_off_unless_they_are_switched_on() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    assert!(reviewer.page(VIEW).await.html().with_class("share").next().is_none());
    let fields = [("address", VIEW), ("days", "7"), ("purpose", "why")];
    let answer = reviewer.send("/links?lang=en", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("switched off here"), "{}", answer.text());
    let (made,): (i64,) =
        sqlx::query_as("select count(*) from link").fetch_one(&board.sql).await.expect("a count");
    assert_eq!(made, 0);
    // One from before opens nothing while they are off.
    let on = TestBoard::closed_demo_with_links().await;
    let link = make(&on.person("reviewer").await, VIEW).await;
    assert_eq!(board.get(&link).await.status, 404);
    sqlx::query("insert into link (secret_sha256, address, purpose, made_by, expires_at) values (sha256($1), '/', '', 'reviewer', now() + interval '1 day')")
        .bind("a".repeat(64).into_bytes())
        .execute(&board.sql)
        .await
        .expect("a link");
    assert_eq!(board.get(&format!("/shared/{}", "a".repeat(64))).await.status, 404);
}

#[tokio::test]
async fn the_database_holds_who_makes_and_revokes_links() {
    let board = TestBoard::closed_demo_with_links().await;
    make(&board.person("reviewer").await, VIEW).await;
    let attempt = async |role: &str, sql: &str| {
        let mut tx = board.sql.begin().await.expect("a transaction");
        sqlx::query("set local role pilotboard_server").execute(&mut *tx).await.expect("the role");
        sqlx::query("select set_config('pilotboard.role', $1, true)")
            .bind(role)
            .execute(&mut *tx)
            .await
            .expect("for whom");
        sqlx::query(sql).execute(&mut *tx).await.map(|done| done.rows_affected()).ok()
    };
    let insert = "insert into link (secret_sha256, address, purpose, made_by, expires_at)
        values ('x', '/', '', 'x', now() + interval '1 day')";
    let revoke = "update link set revoked_at = now(), revoked_by = 'x'";
    for role in ["", "entry", "lead", "observer", "auditor", "admin"] {
        assert_eq!(attempt(role, insert).await, None, "{role} makes one");
    }
    for role in ["", "entry", "lead", "observer", "auditor"] {
        assert_eq!(attempt(role, revoke).await, Some(0), "{role} revokes one");
    }
    assert_eq!(attempt("reviewer", insert).await, Some(1));
    assert_eq!(attempt("admin", revoke).await, Some(1));
    for sql in [
        "update link set expires_at = now() + interval '1 day'",
        "delete from link",
        "update link set address = '/returns'",
    ] {
        assert_eq!(attempt("reviewer", sql).await, None, "{sql}");
    }
    let long = insert.replace("1 day", "91 days");
    assert_eq!(attempt("reviewer", &long).await, None, "at most ninety days");
}
