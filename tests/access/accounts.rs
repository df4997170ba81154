//! Accounts, as administrators keep them.

use support::TestBoard;

use crate::browser::{Browser, PASSWORD, count, give_password};

#[tokio::test]
async fn every_fault_of_a_new_account_is_named_at_its_field() {
    let board = TestBoard::own_demo().await;
    let admin = board.person("admin").await;
    for (fields, sentence) in [
        ([("name", ""), ("role", "entry"), ("unit", "120000")], "Enter the name"),
        ([("name", "No Spaces"), ("role", "entry"), ("unit", "120000")], "lower-case letters"),
        ([("name", "reviewer"), ("role", "observer"), ("unit", "")], "There is an account"),
        ([("name", "new-one"), ("role", "king"), ("unit", "")], "Choose the role"),
        ([("name", "new-one"), ("role", "lead"), ("unit", "")], "Choose the unit"),
        ([("name", "new-one"), ("role", "lead"), ("unit", "999999")], "Choose the unit"),
        ([("name", "new-one"), ("role", "auditor"), ("unit", "120000")], "belongs to no unit"),
        ([("name", "new-one"), ("role", "auditor"), ("mail", "nobody")], "Write the mail address"),
    ] {
        let answer = admin.send("/accounts?lang=en", &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.text().contains(sentence), "{fields:?}: {}", answer.text());
        assert!(answer.text().contains("aria-invalid"), "{fields:?}");
    }
    assert_eq!(count(&board, "select count(*) from account where name = 'new-one'").await, 0);
}

#[tokio::test]
async fn a_disabled_account_is_out_with_its_next_request_and_stays_out() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    let admin = board.person("admin").await;
    let lead = board.person("lead-120000").await;
    lead.page("/account?lang=en").await;
    assert_eq!(admin.send("/accounts/lead-120000/disable", &[]).await.status, 303);
    assert_eq!(lead.get("/account?lang=en").await.status, 303, "led to the sign-in page");
    assert_eq!(Browser::new(&board).sign_in("lead-120000", PASSWORD, "").await.status, 422);
    let page = admin.page("/accounts/lead-120000?lang=en").await;
    assert!(page.text().contains("disabled"), "{}", page.text());
    assert_eq!(admin.send("/accounts/lead-120000/enable", &[]).await.status, 303);
    assert_eq!(Browser::new(&board).sign_in("lead-120000", PASSWORD, "").await.status, 303);
    let entries = "select count(*) from audit_entry where actor = 'admin'
        and action in ('disable_account', 'enable_account') and subject = 'lead-120000'";
    assert_eq!(count(&board, entries).await, 2);
}

#[tokio::test]
async fn an_administrator_cannot_lock_himself_out() {
    let board = TestBoard::own_demo().await;
    let admin = board.person("admin").await;
    let page = admin.page("/accounts/admin?lang=en").await;
    assert!(!page.text().contains("Disable the account"), "{}", page.text());
    admin.send("/accounts/admin/disable", &[]).await;
    admin.page("/accounts").await;
}

#[tokio::test]
async fn who_knows_the_password_changes_it_and_other_browsers_are_out() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    let (mut here, mut there) = (Browser::new(&board), Browser::new(&board));
    here.sign_in("lead-120000", PASSWORD, "").await;
    there.sign_in("lead-120000", PASSWORD, "").await;
    let new = "seven quiet harbours glow";
    let fields = [("current", "wrong one"), ("new", new), ("repeat", new)];
    let answer = here.send("/account/password?lang=en", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("not your present password"), "{}", answer.text());
    let fields = [("current", PASSWORD), ("new", new), ("repeat", new)];
    assert_eq!(here.send("/account/password?lang=en", &fields).await.status, 303);
    assert_eq!(here.get("/account").await.status, 200);
    assert_eq!(there.get("/account").await.status, 303, "signed out there");
    assert_eq!(there.sign_in("lead-120000", PASSWORD, "").await.status, 422);
    assert_eq!(there.sign_in("lead-120000", new, "").await.status, 303);
    assert_eq!(here.send("/account/sign-out-elsewhere", &[]).await.status, 303);
    assert_eq!(there.get("/account").await.status, 303);
}

#[tokio::test]
async fn only_administrators_see_accounts() {
    let board = TestBoard::demo().await;
    for name in ["entry-120000", "lead-120000", "reviewer", "observer", "auditor"] {
        let person = board.person(name).await;
        for address in ["/accounts?lang=en", "/accounts/admin?lang=en", "/accounts/nobody"] {
            let answer = person.get(address).await;
            assert_eq!(answer.status, 403, "{name} {address}");
        }
        let answer = person.send("/accounts/admin/code", &[]).await;
        assert_eq!(answer.status, 403, "{name}");
    }
    let admin = board.person("admin").await;
    assert!(admin.page("/accounts").await.text().contains("lead-tower"));
    assert_eq!(admin.get("/accounts/nobody").await.status, 404);
    assert_eq!(admin.send("/accounts/admin/promote", &[]).await.status, 404);
}
