//! A programme that asks for two people.

use server::shipped;
use support::TestBoard;

use crate::typing::{FORM, PROGRAMME, fields, kept, whole_quarter};

#[tokio::test]
async fn who_typed_all_of_it_alone_does_not_submit_it_where_two_are_asked_for() {
    let board = TestBoard::own_demo().await;
    let (_, file) = shipped::PROGRAMMES.iter().find(|(code, _)| *code == PROGRAMME).expect("it");
    let file = file.replacen("due_days = 15", "due_days = 15\nfour_eyes = true", 1);
    let programme = server::import::programme::parse(&file).expect("it is sound");
    board.store.save_programme(&programme, &file, "test").await.expect("a revision");

    let lead = board.person("lead-130000").await;
    let cells = whole_quarter(&board).await;
    lead.send(FORM, &fields(&cells, &[("seen", "0")])).await;
    let explain = |page: &support::Answer| -> Vec<(String, String)> {
        let page = page.html();
        let asked = page.elements.iter().map(|it| it.attribute("name").to_owned());
        asked
            .filter(|name| name.ends_with(".explanation"))
            .map(|name| (name, "核实无误".to_owned()))
            .collect()
    };
    let address = format!("{FORM}/check?lang=en");
    let page = lead.page(&address).await;
    assert!(page.text().contains("asks for a second pair of eyes"), "{}", page.text());
    assert!(!page.text().contains("value=\"submit\""), "there is no button");
    let explained = explain(&page);
    let version = kept(&board).await.draft_version.to_string();
    let along = [("seen", version.as_str()), ("key", "k1"), ("then", "submit")];
    let answer = lead.send(&address, &fields(&explained, &along)).await;
    assert_eq!(answer.status, 422, "nor without the button");
    assert!(kept(&board).await.versions.is_empty());

    // The clerk goes through it and corrects one line.
    let clerk = board.person("entry-130000").await;
    let dossier = kept(&board).await;
    let version = dossier.draft_version.to_string();
    let answer = clerk.send(FORM, &[("seen", &version), ("R01.note", "checked")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let version = kept(&board).await.draft_version.to_string();
    let along = [("seen", version.as_str()), ("key", "k2"), ("then", "submit")];
    let answer = lead.send(&address, &fields(&explained, &along)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(kept(&board).await.versions.len(), 1);
}
