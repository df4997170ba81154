//! The ministries' people: reminding, reading, returning, approving,
//! comparing, taking a list along.

use app::domain::calendar::Moment;
use app::domain::filing::State;
use browser_tests::keyboard::SPACE;
use serde_json::json;
use server::demo::under_way;
use server::second_factor;
use support::unit_targets;

use super::desk::Mine;
use super::figures::{PROGRAMME, QUARTER};
use crate::{Outcome, holds};

/// Waits for the ministry once the demo's returns are under way.
const SUBMITTED: &str = "450000";

/// Goes to who has filed the demo's quarter.
async fn to_the_standing(desk: &Mine) -> Outcome {
    let browser = &desk.browser;
    desk.signed_in_as("reviewer").await?;
    desk.open("/").await?;
    browser.enter_on("header nav a[href^='/returns']").await?;
    browser.choose(".switch select[name=programme]", PROGRAMME).await?;
    browser.enter_on(".switch button").await?;
    browser.choose("#period", QUARTER).await?;
    browser.enter_on(".switch button").await
}

/// Task 8: see who has not filed, and remind two of them.
pub(crate) async fn see_who_has_not_filed_and_remind(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    to_the_standing(&desk).await?;
    for name in [("河北省", "Hebei"), ("甘肃省", "Gansu")] {
        desk.reads("#owing", desk.say(name.0, name.1)).await?;
    }
    desk.sound("who has not filed").await?;
    for unit in ["130000", "450000", "620000"] {
        browser.tab_to(&format!("#unit-{unit}")).await?;
        browser.key(SPACE).await?;
    }
    browser.enter_on(".reminding button").await?;
    desk.faulty().await?;
    desk.sound("who has not filed, nobody chosen").await?;
    for unit in ["130000", "620000"] {
        browser.tab_to(&format!("#unit-{unit}")).await?;
        browser.key(SPACE).await?;
    }
    browser.type_into("#reason", desk.say("请于周五前报送。", "File it by Friday.")).await?;
    browser.enter_on(".reminding button").await?;
    browser.find("#owing .notice").await?;
    desk.sound("who has not filed, reminded").await?;
    let units: Vec<(String,)> = sqlx::query_as("select unit from reminder order by unit")
        .fetch_all(&desk.board.sql)
        .await?;
    holds(units == [("130000".to_owned(),), ("620000".to_owned(),)], || format!("{units:?}"))
}

/// Goes through the queue to the return that waits.
async fn to_the_return(desk: &Mine) -> Outcome {
    under_way::begin(&desk.board.store).await?;
    desk.signed_in_as("reviewer").await?;
    desk.open("/").await?;
    desk.browser.enter_on("header nav a[href^='/review']").await?;
    desk.sound("queue").await?;
    desk.browser.enter_on(&format!("#waiting a[href*='/{SUBMITTED}/']")).await?;
    desk.sound("return to decide on").await
}

/// Task 9: read how a figure came about, and send that one cell back.
pub(crate) async fn return_one_cell(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    to_the_return(&desk).await?;
    browser.enter_on("#line-R31 a[href*='/history']").await?;
    desk.reads("main table", &format!("entry-{SUBMITTED}")).await?;
    desk.sound("history").await?;
    browser.back().await?;
    browser.tab_to("#line-R31 input[name=cells]").await?;
    browser.key(SPACE).await?;
    browser.enter_on("#back button[value=cells]").await?;
    desk.faulty().await?;
    let ticked = "return document.querySelector('#line-R31 input[name=cells]').checked";
    holds(browser.ask(ticked, vec![]).await? == json!(true), || "the tick is gone".into())?;
    desk.sound("return to decide on, without a reason").await?;
    let why = desk.say("按年初以来累计数填写。", "File the sum since 1 January.");
    browser.type_into("#return-reason", why).await?;
    browser.enter_on("#back button[value=cells]").await?;
    desk.reads("main", why).await?;
    desk.sound("return sent back").await?;
    let filing = desk.kept(SUBMITTED).await?.filing;
    holds(filing.state == Some(State::Returned), || format!("{filing:?}"))?;
    let open: Vec<String> = filing.open_lines.into_iter().flatten().collect();
    holds(open == ["R31"], || format!("open are {open:?}"))
}

/// Task 10: approve; the second factor was shown long ago.
pub(crate) async fn approve(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    let key = b"12345678901234567890";
    desk.meanwhile(
        "update account set totp_secret = '12345678901234567890' where name = 'reviewer'",
    )
    .await?;
    to_the_return(&desk).await?;
    desk.meanwhile("update session set confirmed_at = now() - interval '6 minutes'").await?;
    browser.enter_on("#approve button").await?;
    desk.sound("second factor asked for").await?;
    browser.type_into("#code", "000000").await?;
    browser.enter().await?;
    desk.faulty().await?;
    desk.sound("second factor refused").await?;
    let (now,): (i64,) = sqlx::query_as("select (extract(epoch from now()) * 1000000)::bigint")
        .fetch_one(&desk.board.sql)
        .await?;
    browser.type_into("#code", &second_factor::code(key, Moment(now))).await?;
    browser.enter().await?;
    desk.sound("decision kept meanwhile").await?;
    browser.enter_on("main form button").await?;
    desk.reads(".title", desk.say("已审核", "approved")).await?;
    desk.sound("return approved").await?;
    let state = desk.kept(SUBMITTED).await?.filing.state;
    holds(state == Some(State::Approved), || format!("the return is {state:?}"))
}

/// Task 11: eighteen units beside each other, each against its own target, one
/// of their figures explained, and an address that shows the same to somebody
/// else. The texts fix no target for the pilot's units; here a ministry has
/// taken theirs over.
pub(crate) async fn compare_and_share(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    unit_targets::add(&desk.board).await?;
    desk.signed_in_as("observer").await?;
    desk.open("/").await?;
    browser.enter_on(&format!("header nav a[href^='/programmes/{PROGRAMME}?']")).await?;
    browser.enter_on(".way a[href*='/compare']").await?;
    desk.sound("units compared").await?;
    browser.choose(".switch select[name=target]", "U01").await?;
    browser.enter_on(".switch button").await?;
    desk.reads(".lead", desk.say("18 家单位有自己的目标", "18 units have a target")).await?;
    desk.sound("units against their targets").await?;
    browser.enter_on("#ranking th a[href*='sort=verdict']").await?;
    desk.reads("#ranking th[aria-sort=ascending]", desk.say("判定", "Verdict")).await?;
    let rows =
        "return [...document.querySelectorAll('#ranking tbody tr')].map(row => row.textContent)";
    let mine = browser.ask(rows, vec![]).await?;
    let count = mine.as_array().map_or(0, Vec::len);
    holds(count == 18, || format!("{count} rows: {mine}"))?;
    let lines = "return document.querySelectorAll('.exhibit svg .c-target').length";
    let lines = browser.ask(lines, vec![]).await?;
    holds(lines == json!(19), || format!("{lines} target lines for 18 charts and the key"))?;
    browser.enter_on("#ranking td a[href*='/figures/R20/440000/']").await?;
    desk.reads(".explained", "÷").await?;
    desk.sound("figure explained").await?;
    browser.back().await?;
    browser.enter_on(".this-view a").await?;
    let shared = browser.path().await?;
    for part in ["target=U01", "sort=verdict", "lang="] {
        holds(shared.contains(part), || format!("the address is {shared}"))?;
    }
    browser.signed_in(None).await?;
    browser.open(&shared).await?;
    holds(browser.ask(rows, vec![]).await? == mine, || "somebody else sees other rows".into())
}

/// Task 12: the list of returns as a file.
pub(crate) async fn export_the_list(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    to_the_standing(&desk).await?;
    let (name, file) = browser.download("#standing .downloads a[href*='.csv']").await?;
    let file = String::from_utf8(file)?;
    holds(name.ends_with(".csv") && file.starts_with('\u{FEFF}'), || {
        format!("{name}: {file:.99}")
    })?;
    let rows = support::parse_csv(file.trim_start_matches('\u{FEFF}'));
    let shown = "return document.querySelectorAll('.standings tbody td:not(.counted)').length";
    let shown = browser.ask(shown, vec![]).await?;
    holds(shown == json!(rows.len() - 1), || {
        format!("the page shows {shown} returns, the file has {}", rows.len() - 1)
    })?;
    let hebei = desk.say("河北省", "Hebei");
    let found = rows
        .iter()
        .any(|row| row.iter().any(|cell| cell == hebei) && row.iter().any(|cell| cell == QUARTER));
    holds(found, || "Hebei's return is not in the file".into())
}
