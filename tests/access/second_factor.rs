//! The second factor, on a board with real accounts.

use app::domain::access::Role;
use app::domain::calendar::Moment;
use server::second_factor;
use server::store::accounts::NewAccount;
use support::TestBoard;

use crate::browser::{Browser, PASSWORD, count, give_password};

async fn board_with(name: &str, role: Role) -> TestBoard {
    let board = TestBoard::real().await;
    let new = NewAccount { name: name.into(), role, unit: None, mail: None };
    board.store.make_account("operator", &new).await.expect("an account");
    give_password(&board, name).await;
    board
}

/// The key on the page, as an authenticator takes it over.
fn key(page: &support::Answer) -> Vec<u8> {
    let html = page.html();
    let shown =
        html.all("p").find(|p| p.attribute("class") == "secret").expect("a key").text.clone();
    let mut bits = 0_u64;
    let (mut held, mut bytes) = (0, Vec::new());
    for letter in shown.chars().filter(|c| !c.is_whitespace()) {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).expect("base32");
        bits = bits << 5 | value as u64;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
        }
    }
    bytes
}

/// The code `later` half minutes from now.
async fn code(board: &TestBoard, key: &[u8], later: i64) -> String {
    let now = count(board, "select (extract(epoch from now()) * 1000000)::bigint").await;
    second_factor::code(key, Moment(now + later * 30_000_000))
}

#[tokio::test]
async fn a_reviewer_sets_the_second_factor_up_before_anything_else() {
    let board = board_with("reviewer", Role::Reviewer).await;
    let mut browser = Browser::new(&board);
    assert_eq!(browser.sign_in("reviewer", PASSWORD, "").await.status, 303);
    let answer = browser.get("/account?lang=en").await;
    assert_eq!(answer.header("location"), "/account/second-factor?lang=en");
    let page = browser.get("/account/second-factor?lang=en").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("<svg"), "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-store");
    let key = key(&page);
    let wrong = browser.send("/account/second-factor?lang=en", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    let shown = code(&board, &key, 0).await;
    let set = browser.send("/account/second-factor?lang=en", &[("code", &shown)]).await;
    assert_eq!(set.status, 303, "{}", set.text());
    assert_eq!(browser.get("/account?lang=en").await.status, 200);

    // From now on it is asked for, and each code is taken once.
    let mut other = Browser::new(&board);
    assert_eq!(other.sign_in("reviewer", PASSWORD, "").await.status, 422);
    assert_eq!(other.sign_in("reviewer", PASSWORD, &shown).await.status, 422, "used already");
    let next = code(&board, &key, 1).await;
    assert_eq!(other.sign_in("reviewer", "wrong", &next).await.status, 422);
    assert_eq!(other.sign_in("reviewer", PASSWORD, &next).await.status, 303);
}

#[tokio::test]
async fn what_weighs_most_asks_for_the_second_factor_again_and_then_goes_on() {
    let board = board_with("admin", Role::Admin).await;
    let key = b"12345678901234567890";
    sqlx::query("update account set totp_secret = $1")
        .bind(&key[..])
        .execute(&board.sql)
        .await
        .expect("a key");
    let new = NewAccount { name: "auditor".into(), role: Role::Auditor, unit: None, mail: None };
    board.store.make_account("operator", &new).await.expect("an account");
    let mut browser = Browser::new(&board);
    let shown = code(&board, key, 0).await;
    assert_eq!(browser.sign_in("admin", PASSWORD, &shown).await.status, 303);
    let fresh = browser.send("/accounts/auditor/disable?lang=en", &[]).await;
    assert_eq!(fresh.status, 303, "shown a moment ago: {}", fresh.text());

    let later = "update session set confirmed_at = now() - interval '6 minutes'";
    sqlx::query(later).execute(&board.sql).await.expect("time passes");
    let fields = [("reason", "line 1\r\nline 2 & <b>")];
    let asked = browser.send("/accounts/auditor/enable?lang=en", &fields).await;
    assert_eq!(asked.status, 403, "{}", asked.text());
    assert_eq!(count(&board, "select count(disabled_at) from account").await, 1, "nothing is done");
    let hidden = asked.html().hidden_fields();
    let next = code(&board, key, 1).await;
    let mut fields: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("code", &next));
    let on = browser.send("/login/confirm?lang=en", &fields).await;
    assert_eq!(on.status, 200, "{}", on.text());
    assert!(on.text().contains("action=\"/accounts/auditor/enable?lang=en\""), "{}", on.text());
    let kept = on.html().hidden_fields();
    assert_eq!(kept, [("reason".to_owned(), "line 1\r\nline 2 & <b>".to_owned())]);
    assert_eq!(browser.send("/accounts/auditor/enable?lang=en", &[]).await.status, 303);
    assert_eq!(count(&board, "select count(disabled_at) from account").await, 0);
}

#[tokio::test]
async fn a_lost_authenticator_is_taken_away_and_set_up_anew() {
    let board = board_with("reviewer", Role::Reviewer).await;
    let sql = "update account set totp_secret = 'old key'";
    sqlx::query(sql).execute(&board.sql).await.expect("a key");
    let account = board.store.account("reviewer").await.expect("an answer").expect("an account");
    board.store.reset_second_factor("admin", &account.actor).await.expect("it is taken away");
    let mut browser = Browser::new(&board);
    assert_eq!(browser.sign_in("reviewer", PASSWORD, "").await.status, 303);
    assert_eq!(browser.get("/account").await.header("location"), "/account/second-factor");
}
