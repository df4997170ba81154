//! Finding accounts where there are many, and making one for one of many units.

use support::{Answer, Person, TestBoard};

use crate::browser::count;

/// A board with 250 accounts more than the demo has; two of them are of the
/// pilot in Chongqing.
async fn board() -> TestBoard {
    let board = TestBoard::own_demo().await;
    sqlx::query(
        "insert into account (name, role, unit)
         select 'of-area-' || to_char(n, 'FM0000'), case when n % 2 = 0 then 'entry' else 'lead' end,
           case when n > 248 then '500000' else 'A' || n end
         from generate_series(1, 250) as n",
    )
    .execute(&board.sql)
    .await
    .expect("the accounts are made");
    board
}

fn names(answer: &Answer) -> Vec<String> {
    let tables = answer.html().tables();
    tables.iter().flat_map(|table| &table.rows).map(|row| row[0].clone()).collect()
}

fn next(answer: &Answer) -> Option<String> {
    let html = answer.html();
    let link = html.all("a").find(|link| link.attribute("rel") == "next")?;
    Some(link.attribute("href").to_owned())
}

async fn found(admin: &Person<'_>, query: &str) -> Vec<String> {
    names(&admin.page(&format!("/accounts?lang=en&{query}")).await)
}

async fn in_order(board: &TestBoard, condition: &str) -> Vec<String> {
    let sql = format!("select name from account where {condition} order by name collate \"C\"");
    sqlx::query_scalar(&sql).fetch_all(&board.sql).await.expect("the names")
}

#[tokio::test]
async fn page_by_page_every_account_is_shown_once_in_the_order_of_names() {
    let board = board().await;
    let admin = board.person("admin").await;
    let all = in_order(&board, "true").await;
    let (mut address, mut pages, mut met) = ("/accounts?lang=en".to_owned(), Vec::new(), vec![]);
    loop {
        let page = admin.page(&address).await;
        let names = names(&page);
        let (first, last) = (&names[0], &names[names.len() - 1]);
        let part = format!("{} of {} accounts, {first} to {last}", names.len(), all.len());
        assert_eq!(page.html().text_of("subtitle"), part);
        let back = page.html().links().contains(&"/accounts?lang=en");
        assert!(back, "a way to the first: {}", page.text());
        pages.push(names.len());
        met.extend(names);
        let Some(next) = next(&page) else { break };
        address = next;
    }
    assert_eq!(met, all);
    assert_eq!(pages, [100, 100, 100, all.len() - 300]);
    // A page that is exactly full has none behind it.
    let before = &all[all.len() - 101];
    let page = admin.page(&format!("/accounts?lang=en&after={before}")).await;
    assert_eq!((names(&page).len(), next(&page)), (100, None));
}

#[tokio::test]
async fn an_account_is_found_by_how_its_name_begins_and_by_its_unit() {
    let board = board().await;
    let admin = board.person("admin").await;
    assert_eq!(found(&admin, "find=of-area-000").await.len(), 9);
    assert_eq!(found(&admin, "find=%20Of-Area-0250%20").await, ["of-area-0250"]);
    assert_eq!(found(&admin, "find=area-0250").await, [""; 0], "only how it begins");
    assert_eq!(found(&admin, "find=%25").await, [""; 0], "no sign stands for any letter");
    let of_unit = in_order(&board, "unit = '500000'").await;
    assert_eq!(of_unit.len(), 4, "{of_unit:?}");
    assert_eq!(found(&admin, "find=500000").await, of_unit);
    // One is found both ways.
    sqlx::query("insert into account (name, role, unit) values ('500000', 'entry', '500000')")
        .execute(&board.sql)
        .await
        .expect("it is made");
    assert_eq!(found(&admin, "find=500000").await.len(), 5);
    let page = admin.page("/accounts?lang=en&find=of-area-0250").await;
    let all = in_order(&board, "true").await.len();
    assert_eq!(page.html().text_of("subtitle"), format!("1 of {all} accounts, of-area-0250"));
}

#[tokio::test]
async fn what_is_found_goes_on_over_pages_and_keeps_what_was_asked() {
    let board = board().await;
    let admin = board.person("admin").await;
    let page = admin.page("/accounts?lang=en&find=of-area").await;
    assert_eq!(names(&page).len(), 100);
    let second = next(&page).expect("more of them");
    assert_eq!(second, "/accounts?find=of-area&after=of-area-0100&lang=en");
    let page = admin.page(&second).await;
    assert_eq!(names(&page)[0], "of-area-0101");
    let third = admin.page(&next(&page).expect("more of them")).await;
    assert_eq!((names(&third).len(), next(&third)), (50, None));
    let html = third.html();
    assert!(html.links().contains(&"/accounts?find=of-area&lang=en"), "to the first of them");
    let field = html.all("input").find(|input| input.attribute("name") == "find");
    assert_eq!(field.expect("a field to find by").attribute("value"), "of-area");
}

#[tokio::test]
async fn where_nothing_is_found_there_is_a_way_to_all() {
    let board = TestBoard::demo().await;
    let admin = board.person("admin").await;
    for (query, sentence) in [
        ("find=nobody", "No account's name begins with “nobody”"),
        ("find=%3Cb%3E", "No account's name begins with “&lt;b&gt;”"),
        ("after=zz", "No account comes after “zz”."),
        ("find=admin&after=admin", "No account comes after “admin”."),
    ] {
        let page = admin.page(&format!("/accounts?lang=en&{query}")).await;
        assert!(page.text().contains(sentence), "{query}: {}", page.text());
        let empty = page.text().split("class=\"empty\"").nth(1).unwrap_or_default().to_owned();
        let empty = empty.split("</p>").next().unwrap_or_default();
        assert!(empty.contains("href=\"/accounts?lang=en\""), "{query}: {empty}");
    }
    let page = admin.page("/accounts?lang=en&find=a%00b").await;
    assert!(page.text().contains("was left out"), "{}", page.text());
    assert!(!found(&admin, "find=%20").await.is_empty(), "nothing is asked for");
}

#[tokio::test]
async fn a_refused_form_keeps_its_part_of_the_list() {
    let board = board().await;
    let admin = board.person("admin").await;
    let address = "/accounts?find=of-area&after=of-area-0100&lang=en";
    let page = admin.page(address).await;
    let html = page.html();
    let form = html.all("form").find(|form| {
        form.attribute("method") == "post" && form.attribute("action").starts_with("/accounts")
    });
    assert_eq!(form.expect("the form").attribute("action"), address);
    let fields = [("name", "No Spaces"), ("role", "auditor"), ("mail", "a@example.cn")];
    let refused = admin.send(address, &fields).await;
    assert_eq!(refused.status, 422);
    assert_eq!(names(&refused), names(&page));
    assert!(refused.text().contains("value=\"No Spaces\""), "{}", refused.text());
    let made = admin.send(address, &[("name", "no-spaces"), ("role", "auditor")]).await;
    assert_eq!(made.status, 303);
    assert_eq!(made.header("location"), "/accounts/no-spaces?lang=en");
}

#[tokio::test]
async fn a_unit_is_chosen_from_a_list_or_typed_where_there_are_too_many() {
    let few = TestBoard::demo().await;
    let listed = few.person("admin").await.page("/accounts?lang=en").await.html();
    assert_eq!(listed.by_id("unit").expect("the field").name, "select");
    let (board, _) = TestBoard::rolled_out(401, 1).await;
    let admin = board.person("admin").await;
    let html = admin.page("/accounts?lang=en").await.html();
    let unit = html.by_id("unit").expect("the field");
    assert_eq!((unit.name.as_str(), unit.attribute("name")), ("input", "unit"));
    let hint = html.by_id(unit.attribute("aria-describedby")).expect("its hint");
    assert!(hint.text.contains("such as JJJ"), "{}", hint.text);
    assert!(html.all("label").any(|label| label.attribute("for") == "unit"));
    assert!(html.all("option").count() < 20, "no list of units is on the page");

    let with = |unit| [("name", "clerk-of-area"), ("role", "entry"), ("unit", unit)];
    for (unit, sentence) in
        [("", "Enter the unit's code"), ("999999", "No unit has the code “999999”")]
    {
        let refused = admin.send("/accounts?lang=en", &with(unit)).await;
        assert_eq!(refused.status, 422, "{unit}");
        let html = refused.html();
        let fault = html.by_id("unit-fault").expect("it is named at the field");
        assert!(fault.text.contains(sentence), "{unit}: {}", fault.text);
        let field = html.by_id("unit").expect("the field");
        assert_eq!((field.attribute("value"), field.attribute("aria-invalid")), (unit, "true"));
        assert_eq!(field.attribute("aria-describedby"), "unit-hint unit-fault");
    }
    assert_eq!(admin.send("/accounts?lang=en", &with("11A0001")).await.status, 303);
    let made = "select count(*) from account where name = 'clerk-of-area' and unit = '11A0001'";
    assert_eq!(count(&board, made).await, 1);
    let page = admin.page("/accounts?lang=en&find=11A0001").await;
    assert_eq!(page.html().table("Accounts").cell("clerk-of-area", "Unit"), "Beijing area 1");
}
