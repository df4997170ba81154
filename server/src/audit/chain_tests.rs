//! Every way of tampering with a chain, tried at every place of it.

use super::{Anchors, Bad, Entry, Fault, Head, Verified, Walk};

const CHAIN: &str = "120000";
const LENGTH: i64 = 6;

/// Seals the entries one after the other, as the database does.
fn sealed(mut entries: Vec<Entry>) -> (Vec<Entry>, Head) {
    let mut head = Head { seq: 0, hash: vec![] };
    for entry in &mut entries {
        entry.seq = head.seq + 1;
        entry.previous = head.hash;
        entry.hash = entry.seal(CHAIN, entry.seq);
        head = Head { seq: entry.seq, hash: entry.hash.clone() };
    }
    (entries, head)
}

fn entry(at: i64) -> Entry {
    Entry {
        seq: 0,
        at: at * 10,
        actor: "lead-120000".into(),
        action: "submit".into(),
        subject: format!("programme/120000/{at}"),
        detail: "{}".into(),
        previous: vec![],
        hash: vec![],
    }
}

fn chain() -> (Vec<Entry>, Head) {
    sealed((1..=LENGTH).map(entry).collect())
}

fn walked(entries: &[Entry], head: Option<&Head>, anchors: &Anchors) -> Verified {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| entry.seq);
    let mut walk = Walk::new(CHAIN, head, anchors);
    for entry in sorted {
        if !walk.take(Some(entry)) {
            break;
        }
    }
    walk.end()
}

fn bad(entries: &[Entry], head: &Head) -> Option<(i64, Fault)> {
    walked(entries, Some(head), &Anchors::new()).bad.map(|Bad { seq, fault }| (seq, fault))
}

/// Places of the chain, as indices.
fn places() -> impl Iterator<Item = (usize, i64)> {
    (0..).zip(1..=LENGTH)
}

#[test]
fn a_chain_as_it_was_sealed_is_intact_up_to_its_head() {
    let (entries, head) = chain();
    let verified = walked(&entries, Some(&head), &Anchors::new());
    assert_eq!((verified.bad, verified.intact.hash), (None, head.hash));
    assert_eq!(walked(&[], None, &Anchors::new()).bad, None, "nothing was ever written");
}

#[test]
fn an_edited_entry_is_named_whatever_was_edited() {
    let edits: [fn(&mut Entry); 6] = [
        |entry| entry.actor.push('x'),
        |entry| entry.action = "approve".into(),
        |entry| entry.subject.insert(0, 'x'),
        |entry| entry.detail = r#"{"reason": ""}"#.into(),
        |entry| entry.at += 1,
        |entry| entry.hash[0] ^= 1,
    ];
    for (index, seq) in places() {
        for edit in edits {
            let (mut entries, head) = chain();
            edit(&mut entries[index]);
            assert_eq!(bad(&entries, &head), Some((seq, Fault::Edited)));
        }
    }
}

#[test]
fn a_field_that_is_missing_is_an_edited_entry() {
    let (entries, head) = chain();
    let anchors = Anchors::new();
    let mut walk = Walk::new(CHAIN, Some(&head), &anchors);
    assert!(walk.take(Some(entries[0].clone())) && !walk.take(None));
    assert_eq!(walk.end().bad, Some(Bad { seq: 2, fault: Fault::Edited }));
}

#[test]
fn a_deleted_entry_is_named_also_when_the_others_moved_up() {
    for (index, seq) in places().take(LENGTH as usize - 1) {
        let (mut entries, head) = chain();
        entries.remove(index);
        assert_eq!(bad(&entries, &head), Some((seq, Fault::Deleted)));
        for entry in &mut entries[index..] {
            entry.seq -= 1;
        }
        assert_eq!(bad(&entries, &head), Some((seq, Fault::Deleted)), "moved up from {seq}");
    }
}

#[test]
fn swapped_entries_are_named_with_where_they_stood() {
    for (first, one) in places() {
        for (second, other) in places().skip(first + 1) {
            let (mut entries, head) = chain();
            (entries[first].seq, entries[second].seq) = (other, one);
            assert_eq!(bad(&entries, &head), Some((one, Fault::Swapped { sealed_as: other })));
        }
    }
}

#[test]
fn an_inserted_entry_is_named_sealed_or_not() {
    for (index, seq) in places() {
        let (mut entries, head) = chain();
        for entry in &mut entries[index..] {
            entry.seq += 1;
        }
        let previous = index.checked_sub(1).map_or(vec![], |before| entries[before].hash.clone());
        let at = entries[index].at;
        let mut false_one = Entry { seq, at, previous, hash: vec![7; 32], ..entry(9) };
        entries.insert(index, false_one.clone());
        assert_eq!(bad(&entries, &head), Some((seq, Fault::Inserted)), "unsealed");
        false_one.hash = false_one.seal(CHAIN, seq);
        entries[index] = false_one;
        assert_eq!(bad(&entries, &head), Some((seq, Fault::Inserted)), "sealed");
    }
    // Behind the end, and a second one at a place that is taken.
    for (seq, named) in [(LENGTH + 1, LENGTH + 1), (3, 3)] {
        let (mut entries, head) = chain();
        entries.push(Entry { seq, at: 1_000, hash: vec![7; 32], ..entry(9) });
        assert_eq!(bad(&entries, &head), Some((named, Fault::Inserted)));
    }
}

#[test]
fn a_back_dated_entry_is_named_even_when_all_was_sealed_again() {
    for (index, seq) in places().skip(1) {
        let (mut entries, head) = chain();
        entries[index].at = 1;
        assert_eq!(bad(&entries, &head), Some((seq, Fault::BackDated)));
        let (entries, head) = sealed(entries);
        assert_eq!(bad(&entries, &head), Some((seq, Fault::BackDated)));
    }
}

#[test]
fn a_cut_chain_is_named_from_where_it_is_missing() {
    for (index, seq) in places() {
        let (mut entries, head) = chain();
        entries.truncate(index);
        assert_eq!(bad(&entries, &head), Some((seq, Fault::Cut)));
    }
}

#[test]
fn an_entry_sealed_again_betrays_itself_by_the_next() {
    let (mut entries, head) = chain();
    entries[2].actor = "somebody".into();
    entries[2].hash = entries[2].seal(CHAIN, 3);
    assert_eq!(bad(&entries, &head), Some((3, Fault::Resealed)));
}

#[test]
fn a_changed_head_is_not_taken_for_the_end() {
    let (entries, head) = chain();
    let other = Head { hash: vec![1; 32], ..head.clone() };
    assert_eq!(bad(&entries, &other), Some((LENGTH, Fault::HeadEdited)));
    let none = walked(&entries, None, &Anchors::new());
    assert_eq!(none.bad, Some(Bad { seq: LENGTH, fault: Fault::HeadMissing }));
}

#[test]
fn what_holds_together_is_still_held_against_what_was_anchored() {
    let (entries, head) = chain();
    let anchors = Anchors::from([(head.seq, head.hash.clone())]);
    assert_eq!(walked(&entries, Some(&head), &anchors).bad, None);

    let (rewritten, its_head) =
        sealed(entries.iter().map(|entry| Entry { actor: "x".into(), ..entry.clone() }).collect());
    let named = walked(&rewritten, Some(&its_head), &anchors).bad;
    assert_eq!(named, Some(Bad { seq: LENGTH, fault: Fault::Rebuilt }));

    let (cut, its_head) = sealed(entries[..4].to_vec());
    let named = walked(&cut, Some(&its_head), &anchors).bad;
    assert_eq!(named, Some(Bad { seq: 5, fault: Fault::Cut }));
    let gone = walked(&[], None, &anchors).bad;
    assert_eq!(gone, Some(Bad { seq: 1, fault: Fault::Cut }));
}
