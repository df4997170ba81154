//! Who says, who reads, who remarks; and that somebody else's is not there.

use app::domain::access::{Actor, Role};
use app::domain::duty::{Key, Stated, Status};
use server::store::duties::With;
use support::TestBoard;

use crate::desk::{BATTERY, address, done, say, says, words};

#[tokio::test]
async fn each_role_does_what_is_its_own_and_nothing_else() {
    let board = TestBoard::own_demo().await;
    says(&board.person("lead-330000").await, ("1", "330000"), &done("0", "set up")).await;
    let place = address("1", "330000");
    // Reads the page, reads the table, says, remarks.
    for (who, expected) in [
        ("entry-330000", [200, 200, 303, 403]),
        ("lead-330000", [200, 200, 303, 403]),
        ("entry-440000", [404, 200, 404, 404]),
        ("lead-jjj", [404, 200, 404, 404]),
        ("reviewer", [200, 200, 403, 303]),
        ("observer", [200, 200, 403, 403]),
        ("auditor", [200, 200, 403, 403]),
        ("admin", [404, 403, 404, 404]),
    ] {
        let person = board.person(who).await;
        let version: (i32,) = sqlx::query_as("select max(version) from duty_statement")
            .fetch_one(&board.sql)
            .await
            .expect("a number");
        let seen = version.0.to_string();
        let table = format!("/programmes/{BATTERY}/duties");
        let remark = [("version", seen.as_str()), ("remark", "why?")];
        let found = [
            person.get(&place).await.status.as_u16(),
            person.get(&table).await.status.as_u16(),
            person.send(&place, &done(&seen, who)).await.status.as_u16(),
        ];
        let seen = if found[2] == 303 { (version.0 + 1).to_string() } else { seen.clone() };
        let remark = [("version", seen.as_str()), remark[1]];
        let remarked = person.send(&format!("{place}/remark"), &remark).await.status.as_u16();
        assert_eq!([found[0], found[1], found[2], remarked], expected, "{who}");
    }
    for path in [place.clone(), format!("/programmes/{BATTERY}/duties")] {
        assert_eq!(board.get(&path).await.status, 303, "nobody is led to signing in: {path}");
    }
}

#[tokio::test]
async fn somebody_else_s_duty_answers_like_one_that_does_not_exist() {
    let board = TestBoard::own_demo().await;
    says(&board.person("lead-330000").await, ("1", "330000"), &done("0", "secret words")).await;
    let stranger = board.person("lead-440000").await;
    let page = async |unit: &str| {
        let answer = stranger.get(&format!("{}?lang=en", address("1", unit))).await;
        assert_eq!(answer.status, 404);
        answer.text().replace(unit, "UNIT")
    };
    assert_eq!(page("330000").await, page("999999").await);
    let table = stranger.page(&format!("/programmes/{BATTERY}/duties?lang=en")).await;
    assert!(!words(&table).contains("Zhejiang"), "the table has the own unit alone");
    for query in ["?unit=330000&lang=en", "?lang=en"] {
        let csv = stranger.page(&format!("/programmes/{BATTERY}/duties.csv{query}")).await.csv();
        assert_eq!(csv.len(), 1 + 11, "{query}");
        assert!(csv.iter().skip(1).all(|row| row[0] == "440000"), "{query}");
        assert!(!csv.concat().concat().contains("secret"), "{query}");
    }
}

#[tokio::test]
async fn only_who_owes_a_duty_says_how_it_stands() {
    let board = TestBoard::own_demo().await;
    for (who, no, unit, status) in [
        ("lead-jjj", "1", "JJJ", 303),
        ("lead-tower", "9", "TOWER", 303),
        ("lead-370000", "13", "370000", 303),
        ("lead-tower", "1", "TOWER", 404),
        ("lead-jjj", "9", "JJJ", 404),
        // Beijing only files for the joint pilot.
        ("lead-110000", "1", "110000", 404),
        ("lead-330000", "13", "330000", 404),
        ("lead-330000", "99", "330000", 404),
    ] {
        let answer = say(&board.person(who).await, (no, unit), &done("0", "x")).await;
        assert_eq!(answer.status, status, "{who} {no} {unit}: {}", answer.text());
    }
    let member = board.person("lead-110000").await;
    let page = member.page(&format!("/programmes/{BATTERY}/duties?lang=en")).await;
    let said = words(&page);
    assert!(said.contains("member of the joint pilot Beijing-Tianjin-Hebei region"), "{said}");
    // A programme without duties, and none at all.
    let reviewer = board.person("reviewer").await;
    let none = reviewer.page("/programmes/tianjin-waste-recycling-2027/duties?lang=en").await;
    assert!(words(&none).contains("lays down no duties"), "{}", none.text());
    assert_eq!(reviewer.get("/programmes/nothing/duties").await.status, 404);
}

#[tokio::test]
async fn the_store_refuses_those_whom_the_pages_would_not_have_let_through() {
    let board = TestBoard::own_demo().await;
    let serving = server::store::Store::serve(board.database.options(), 2).await.expect("serves");
    let key = Key { programme: BATTERY.into(), unit: "330000".into(), no: "1".into() };
    let actor = |role: Role, unit: Option<&str>| Actor {
        account: 0,
        name: format!("{role}"),
        role,
        unit: unit.map(str::to_owned),
    };
    let stated =
        Stated { status: Status::UnderWay, on: None, text: "x".into(), link: String::new() };
    for (role, unit) in [
        (Role::Lead, Some("440000")),
        (Role::Reviewer, None),
        (Role::Observer, None),
        (Role::Auditor, None),
        (Role::Admin, None),
    ] {
        let said = serving.state_duty(&actor(role, unit), &key, 0, &stated, With::NoFile).await;
        assert!(said.is_err(), "{role}: {said:?}");
    }
    for (role, unit) in [
        (Role::Lead, Some("330000")),
        (Role::Entry, Some("330000")),
        (Role::Observer, None),
        (Role::Auditor, None),
        (Role::Admin, None),
    ] {
        let remarked = serving.remark_on_duty(&actor(role, unit), &key, 0, "why?").await;
        assert!(remarked.is_err(), "{role}: {remarked:?}");
    }
    let lead = actor(Role::Lead, Some("330000"));
    serving.state_duty(&lead, &key, 0, &stated, With::NoFile).await.expect("the own unit");
    // What the evaluation reads: all of it for the reviewer, nothing for others.
    for (who, seen) in [
        (actor(Role::Reviewer, None), true),
        (actor(Role::Observer, None), true),
        (lead, true),
        (actor(Role::Lead, Some("440000")), false),
        (actor(Role::Admin, None), false),
    ] {
        let standings = serving.duties(&who, BATTERY).await.expect("an answer");
        assert_eq!(standings.get("330000", "1").is_some(), seen, "{}", who.role);
    }
}

#[tokio::test]
async fn the_ways_there_are_shown_to_those_who_may_go_them() {
    let board = TestBoard::own_demo().await;
    let table = format!("/programmes/{BATTERY}/duties");
    let leads = async |who: Option<&str>, page: &str| {
        let answer = match who {
            Some(who) => board.person(who).await.page(page).await,
            None => board.page(page).await,
        };
        answer.html().links().iter().filter(|link| link.starts_with(&table)).count()
    };
    let (programme, unit) =
        (format!("/programmes/{BATTERY}"), format!("/programmes/{BATTERY}/units/330000"));
    // The bar, and a link on the page itself.
    for (who, on_programme, on_unit) in [
        (None, 0, 0),
        (Some("admin"), 0, 0),
        (Some("reviewer"), 2, 2),
        (Some("entry-330000"), 2, 2),
        (Some("entry-440000"), 2, 1),
    ] {
        assert_eq!(leads(who, &programme).await, on_programme, "{who:?}");
        assert_eq!(leads(who, &unit).await, on_unit, "{who:?}");
    }
}
