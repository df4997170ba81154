//! A one-time code becomes a password.

use support::TestBoard;

use crate::browser::{Browser, PASSWORD, count};

/// Has the administrator make a code for an account; the page that shows it.
async fn code_for(board: &TestBoard, name: &str) -> String {
    let admin = board.person("admin").await;
    let page = admin.send(&format!("/accounts/{name}/code?lang=en"), &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-store");
    let page = page.html();
    let code =
        page.all("p").find(|p| p.attribute("class") == "secret").expect("a code").text.clone();
    assert_eq!(code.len(), 23, "{code}");
    code
}

#[tokio::test]
async fn a_new_account_is_activated_with_the_code_that_was_handed_over() {
    for (lang, title) in [("zh-CN", "激活账号"), ("en", "Activate your account")] {
        let board = TestBoard::own_demo().await;
        let admin = board.person("admin").await;
        let fields =
            [("name", "second.clerk"), ("role", "entry"), ("unit", "120000"), ("mail", "")];
        let made = admin.send("/accounts?lang=en", &fields).await;
        assert_eq!(made.status, 303, "{}", made.text());
        assert_eq!(made.header("location"), "/accounts/second.clerk?lang=en");
        let code = code_for(&board, "second.clerk").await;

        let mut browser = Browser::new(&board);
        let page = browser.get(&format!("/activate?code={code}&lang={lang}")).await;
        assert!(page.text().contains(title), "{}", page.text());
        assert!(page.text().contains(&format!("value=\"{code}\"")), "{}", page.text());
        let typed = code.to_lowercase().replace('-', " ");
        let fields = [("code", typed.as_str()), ("new", PASSWORD), ("repeat", PASSWORD)];
        let done = browser.send(&format!("/activate?lang={lang}"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert_eq!(done.header("location"), format!("/returns?lang={lang}"));
        assert!(browser.get("/account").await.text().contains("second.clerk"));

        let again = Browser::new(&board).send("/activate?lang=en", &fields).await;
        assert_eq!(again.status, 422, "a code opens once");
        assert!(again.text().contains("was used, has expired"), "{}", again.text());
        let other = Browser::new(&board).sign_in("second.clerk", PASSWORD, "").await;
        assert_eq!(other.status, 303, "{}", other.text());
    }
}

#[tokio::test]
async fn an_account_without_a_password_lets_nobody_in() {
    let board = TestBoard::own_demo().await;
    sqlx::query("update account set password = null where name = 'observer'")
        .execute(&board.sql)
        .await
        .expect("it is not activated");
    for password in ["", " ", "null", PASSWORD] {
        let answer = Browser::new(&board).sign_in("observer", password, "").await;
        assert_eq!(answer.status, 422, "{password:?}");
    }
}

#[tokio::test]
async fn a_weak_password_is_refused_with_the_reason_and_the_code_stays() {
    let board = TestBoard::own_demo().await;
    let code = code_for(&board, "lead-120000").await;
    let mut browser = Browser::new(&board);
    for (new, repeat, sentence) in [
        ("", "", "Enter a new password"),
        ("kettle", "kettle", "at least 10 characters"),
        ("lead-120000", "lead-120000", "easy to guess"),
        (PASSWORD, "another one altogether", "The two new passwords differ"),
    ] {
        let fields = [("code", code.as_str()), ("new", new), ("repeat", repeat)];
        let answer = browser.send("/activate?lang=en", &fields).await;
        assert_eq!(answer.status, 422, "{new}");
        assert!(answer.text().contains(sentence), "{new}: {}", answer.text());
        assert!(answer.text().contains(&format!("value=\"{code}\"")), "{new}");
        assert!(new.is_empty() || !answer.text().contains(&format!("\"{new}\"")), "{new}");
    }
    let fields = [("code", code.as_str()), ("new", PASSWORD), ("repeat", PASSWORD)];
    assert_eq!(browser.send("/activate", &fields).await.status, 303);
}

#[tokio::test]
async fn a_code_ends_with_its_time_with_the_next_one_and_with_the_account() {
    let board = TestBoard::own_demo().await;
    let refused = async |code: &str| {
        let fields = [("code", code), ("new", PASSWORD), ("repeat", PASSWORD)];
        Browser::new(&board).send("/activate?lang=en", &fields).await.status == 422
    };
    let first = code_for(&board, "lead-120000").await;
    let second = code_for(&board, "lead-120000").await;
    assert!(refused(&first).await, "a later code replaces it");
    let late = "update activation set expires_at = now() - interval '1 second'";
    sqlx::query(late).execute(&board.sql).await.expect("time passes");
    assert!(refused(&second).await, "it has expired");
    let third = code_for(&board, "lead-120000").await;
    let admin = board.person("admin").await;
    assert_eq!(admin.send("/accounts/lead-120000/disable", &[]).await.status, 303);
    assert!(refused(&third).await, "the account is disabled");
    assert!(refused("00000-00000-00000-00000").await && refused("nonsense").await);
    let kept = "select count(*) from activation where secret_sha256::text like '%-%'";
    assert_eq!(count(&board, kept).await, 0, "codes are not kept as they are handed out");
}
