use super::*;

fn texts(texts: &[(&str, &str)]) -> Texts {
    let mut fields = Texts::default();
    texts.iter().for_each(|(field, text)| fields.put(field, (*text).to_owned()));
    fields
}

fn send(version: i64, cells: &[(&str, &str)]) -> Next {
    Next::Send { version, cells: texts(cells) }
}

fn by_lead(theirs: &str) -> Contest {
    Contest { theirs: theirs.into(), by: "lead-120000".into(), at: "2026-10-02 14:02".into() }
}

#[test]
fn what_is_typed_while_a_request_runs_goes_with_the_next() {
    let mut outbox = Outbox::new(3, texts(&[("R01", "5")]));
    outbox.typed("R01", "12");
    assert_eq!(outbox.next_request(), send(3, &[("R01", "12")]));
    outbox.typed("R01", "123");
    outbox.typed("R02", "7");
    assert_eq!(outbox.next_request(), Next::Nothing, "one request at a time");
    outbox.saved(4, true);
    assert_eq!(outbox.kept("R01"), Kept::Waiting);
    assert_eq!(outbox.next_request(), send(4, &[("R01", "123"), ("R02", "7")]));
    outbox.saved(5, true);
    assert_eq!((outbox.unsaved(), outbox.next_request()), (0, Next::Nothing));
}

#[test]
fn what_is_typed_back_is_not_sent() {
    let mut outbox = Outbox::new(1, texts(&[("R01", "5")]));
    outbox.typed("R01", "6");
    outbox.typed("R01", "5");
    assert_eq!((outbox.unsaved(), outbox.next_request()), (0, Next::Nothing));
}

#[test]
fn what_is_typed_back_while_it_is_sent_is_sent_again() {
    let mut outbox = Outbox::new(1, texts(&[("R01", "5")]));
    outbox.typed("R01", "6");
    outbox.next_request();
    outbox.typed("R01", "5");
    outbox.saved(2, true);
    assert_eq!(outbox.next_request(), send(2, &[("R01", "5")]));
}

#[test]
fn without_an_answer_it_is_sent_again_with_growing_pauses() {
    let mut outbox = Outbox::new(1, Texts::default());
    outbox.typed("R01", "6");
    let mut pauses = Vec::new();
    for _ in 0..8 {
        assert_eq!(outbox.next_request(), send(1, &[("R01", "6")]));
        outbox.failed();
        assert_eq!(outbox.kept("R01"), Kept::Failed);
        pauses.push(outbox.pause());
    }
    assert_eq!(pauses, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    outbox.next_request();
    outbox.saved(2, true);
    assert_eq!((outbox.pause(), outbox.unsaved()), (0, 0));
}

#[test]
fn a_conflict_waits_for_a_decision_and_the_others_go_on() {
    let mut outbox = Outbox::new(1, texts(&[("R01", "5"), ("R02", ""), ("R03", "")]));
    outbox.typed("R01", "321");
    outbox.typed("R02", "7");
    outbox.next_request();
    outbox.conflict(2, vec![("R01".into(), by_lead("312"))]);
    assert_eq!(outbox.kept("R01"), Kept::Contested);
    assert_eq!(outbox.next_request(), Next::Look, "what else changed must be seen first");
    let anew = outbox.looked(2, texts(&[("R01", "312"), ("R02", ""), ("R03", "9")]));
    assert_eq!(anew, [("R03".to_owned(), "9".to_owned())]);
    assert_eq!(outbox.next_request(), send(2, &[("R02", "7")]));
    outbox.saved(3, true);
    assert_eq!(outbox.next_request(), Next::Nothing);
    assert_eq!(outbox.contested("R01"), Some(&by_lead("312")));

    let mut theirs = outbox.clone();
    assert_eq!(theirs.decide("R01", false).as_deref(), Some("312"));
    assert_eq!((theirs.unsaved(), theirs.next_request()), (0, Next::Nothing));
    assert_eq!(outbox.decide("R01", true).as_deref(), Some("321"));
    assert_eq!(outbox.next_request(), send(3, &[("R01", "321")]));
}

#[test]
fn what_arrived_without_our_hearing_of_it_is_no_conflict() {
    let mut outbox = Outbox::new(1, texts(&[("R01", "5")]));
    outbox.typed("R01", "6");
    outbox.next_request();
    outbox.failed();
    outbox.typed("R01", "67");
    assert_eq!(outbox.next_request(), send(1, &[("R01", "67")]));
    outbox.conflict(2, vec![("R01".into(), by_lead("6"))]);
    assert_eq!(outbox.kept("R01"), Kept::Waiting);
    outbox.looked(2, texts(&[("R01", "6")]));
    assert_eq!(outbox.next_request(), send(2, &[("R01", "67")]));
}

#[test]
fn somebody_elses_save_is_seen_before_anything_is_typed_over_it() {
    let mut outbox = Outbox::new(1, texts(&[("R01", ""), ("R02", "")]));
    outbox.typed("R01", "6");
    outbox.next_request();
    // Ours was the third version, so the second was not ours.
    outbox.saved(3, true);
    outbox.typed("R02", "8");
    assert_eq!(outbox.next_request(), Next::Look);
    outbox.looked(3, texts(&[("R01", "6"), ("R02", "7")]));
    assert_eq!(outbox.kept("R02"), Kept::Contested);
    assert_eq!(outbox.contested("R02").map(|it| it.theirs.as_str()), Some("7"));
}

#[test]
fn a_refused_text_waits_until_it_is_changed() {
    let mut outbox = Outbox::new(1, Texts::default());
    outbox.typed("R01", "6");
    outbox.typed("R01.note", "too long");
    outbox.next_request();
    outbox.refuse(vec![("R01.note".into(), "at most 2000 characters".into())]);
    assert_eq!(outbox.kept("R01.note"), Kept::Failed);
    assert_eq!(outbox.next_request(), send(1, &[("R01", "6")]));
    outbox.saved(2, true);
    assert_eq!(outbox.next_request(), Next::Nothing);
    outbox.typed("R01.note", "short");
    assert_eq!(outbox.next_request(), send(2, &[("R01.note", "short")]));
}

#[test]
fn a_refusal_that_names_nothing_is_not_repeated_for_ever() {
    let mut outbox = Outbox::new(1, Texts::default());
    outbox.typed("R01", "6");
    outbox.next_request();
    outbox.refuse(Vec::new());
    assert_eq!((outbox.next_request(), outbox.kept("R01")), (Next::Nothing, Kept::Failed));
}

#[test]
fn what_was_kept_comes_back_and_never_over_a_newer_value_unseen() {
    let mut outbox = Outbox::new(9, texts(&[("R01", "5"), ("R02", "7"), ("R03", "8")]));
    assert!(outbox.restore("R01", "5", "6"), "nobody changed it since");
    assert!(!outbox.restore("R02", "", "7"), "it had arrived");
    assert!(outbox.restore("R03", "", "1"), "somebody else typed 8");
    assert_eq!(outbox.contested("R03").map(|it| it.theirs.as_str()), Some("8"));
    assert_eq!(outbox.next_request(), send(9, &[("R01", "6")]));
}

#[test]
fn a_page_that_came_back_unsaved_is_sent_unless_somebody_saved_meanwhile() {
    let shown = texts(&[("R01", "6"), ("R02", "7"), ("R03", "")]);
    let server = texts(&[("R01", "5"), ("R02", "8"), ("R03", "")]);
    let mut outbox = Outbox::of_refused_page(4, shown.clone());
    outbox.contest("R02");
    assert_eq!(outbox.next_request(), Next::Look);
    assert_eq!(outbox.looked(4, server.clone()), []);
    assert_eq!(outbox.contested("R02").map(|it| it.theirs.as_str()), Some("8"));
    assert_eq!(outbox.next_request(), send(4, &[("R01", "6")]));

    let mut outbox = Outbox::of_refused_page(4, shown);
    outbox.looked(5, server);
    assert_eq!(outbox.next_request(), Next::Nothing);
    assert_eq!((outbox.kept("R01"), outbox.kept("R03")), (Kept::Contested, Kept::Saved));
}
