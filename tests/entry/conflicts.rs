//! Two people at one return: nobody's typing is overwritten unseen.

use app::domain::draft::Part;
use server::store::returns::Saved;
use support::TestBoard;

use crate::typing::{FORM, actor, kept, key};

#[tokio::test]
async fn the_second_writer_of_a_cell_sees_both_values_and_nothing_is_stored() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let lead = board.person("lead-130000").await;
    assert_eq!(
        clerk.send(FORM, &[("seen", "0"), ("R01", "1200"), ("R02", "300")]).await.status,
        303
    );
    // The lead's form was loaded before that.
    let typed = [("seen", "0"), ("R01", "1300"), ("R03", "800")];
    let answer = lead.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!(answer.status, 409);
    let page = answer.html();
    let summary = &page.by_id("faults").expect("a summary").text;
    assert!(summary.contains("entry-130000 typed “1200”"), "{summary}");
    assert!(summary.contains("you typed “1300”"), "{summary}");
    let value = |id: &str| page.by_id(id).map(|it| it.attribute("value").to_owned());
    assert_eq!(value("R01").as_deref(), Some("1300"), "mine stays in the field");
    assert_eq!(value("R02").as_deref(), Some("300"), "what only they changed is taken");
    assert_eq!(value("R03").as_deref(), Some("800"));
    let lines = kept(&board).await.lines;
    assert_eq!(lines["R01"].value, "1200");
    assert!(!lines.contains_key("R03"), "nothing of it was stored");

    // Having seen both, the lead takes the clerk's for this one cell.
    let seen = page
        .elements
        .iter()
        .find(|it| it.attribute("name") == "seen")
        .map(|it| it.attribute("value").to_owned())
        .expect("the draft's version");
    let decided = [
        ("seen", seen.as_str()),
        ("R01", "1300"),
        ("R02", "300"),
        ("R03", "800"),
        ("theirs", "R01"),
    ];
    assert_eq!(lead.send(FORM, &decided).await.status, 303);
    let lines = kept(&board).await.lines;
    assert_eq!((lines["R01"].value.as_str(), lines["R03"].value.as_str()), ("1200", "800"));
}

#[tokio::test]
async fn two_people_at_different_cells_do_not_disturb_each_other() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let lead = board.person("lead-130000").await;
    clerk.send(FORM, &[("seen", "0"), ("R01", "1200"), ("R02", "")]).await;
    // The whole form is sent, R01 as it was when it was loaded.
    let answer = lead.send(FORM, &[("seen", "0"), ("R01", ""), ("R02", "300")]).await;
    assert_eq!(answer.status, 303);
    let lines = kept(&board).await.lines;
    assert_eq!((lines["R01"].value.as_str(), lines["R02"].value.as_str()), ("1200", "300"));
}

#[tokio::test]
async fn of_two_thousand_races_for_a_cell_each_has_one_winner_and_a_loser_who_knows() {
    let board = TestBoard::own_demo().await;
    let clerk = actor(&board, "entry-130000").await;
    let lead = actor(&board, "lead-130000").await;
    let key = key();
    let mut version = 0;
    for race in 0..2_000 {
        let cell = |who: &str| [("R01".to_owned(), Part::Value, format!("{who}{race}"))];
        let (mine, theirs) = (cell("1"), cell("2"));
        let (one, other) = tokio::join!(
            board.store.save_draft(&clerk, &key, version, &mine),
            board.store.save_draft(&lead, &key, version, &theirs),
        );
        let (one, other) = (one.expect("an answer"), other.expect("an answer"));
        let (won, lost, winner, loser) = match (&one, &other) {
            (Saved::Done { version, .. }, Saved::Conflict { conflicts, .. }) => {
                (version, conflicts, &mine, &theirs)
            }
            (Saved::Conflict { conflicts, .. }, Saved::Done { version, .. }) => {
                (version, conflicts, &theirs, &mine)
            }
            other => panic!("race {race}: {other:?}"),
        };
        assert_eq!(*won, version + 1, "race {race}");
        let [lost] = lost.as_slice() else { panic!("race {race}: {lost:?}") };
        assert_eq!((&lost.conflict.mine, &lost.conflict.theirs), (&loser[0].2, &winner[0].2));
        version = *won;
        if race % 500 == 0 {
            assert_eq!(kept(&board).await.lines["R01"].value, winner[0].2);
        }
    }
    let (changes,): (i64,) = sqlx::query_as("select count(*) from draft_entry where line = 'R01'")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(changes, 2_000, "every winner's text is in the record, once");
}
