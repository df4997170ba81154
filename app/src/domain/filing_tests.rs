//! The way of a return, by hand and against a model that knows nothing of it.

use proptest::prelude::*;

use super::*;

fn lines(codes: &[&str]) -> Vec<IndicatorCode> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn walk(steps: &[Step]) -> Result<Filing, Refusal> {
    steps.iter().try_fold(Filing::default(), |filing, step| filing.after(step))
}

#[test]
fn a_return_goes_from_the_first_keystroke_to_approval() {
    let write = Step::Write { lines: lines(&["R01"]) };
    let filing = walk(&[write, Step::Submit, Step::Approve]).expect("the usual way");
    assert_eq!(filing.state, Some(State::Approved));
    assert_eq!((filing.submitted, filing.approved), (Some(1), Some(1)));
}

#[test]
fn only_the_lines_that_were_sent_back_can_be_changed() {
    let back = Step::Return { lines: Some(lines(&["R03"])) };
    let filing = walk(&[Step::Write { lines: lines(&["R01"]) }, Step::Submit, back])
        .expect("a returned return");
    assert!(filing.is_line_open("R03") && !filing.is_line_open("R01"));
    assert_eq!(
        filing.after(&Step::Write { lines: lines(&["R03", "R01"]) }),
        Err(Refusal::LineLocked("R01".into()))
    );
    let again = filing.after(&Step::Submit).expect("submitted again");
    assert_eq!((again.submitted, again.open_lines), (Some(2), None));
}

#[test]
fn what_was_approved_counts_until_its_restatement_is_approved() {
    let steps = [
        Step::Write { lines: vec![] },
        Step::Submit,
        Step::Approve,
        Step::Reopen { lines: None },
        Step::Write { lines: lines(&["R01"]) },
        Step::Submit,
    ];
    let restated = walk(&steps).expect("a restatement");
    assert_eq!((restated.submitted, restated.approved), (Some(2), Some(1)));
    let approved = restated.after(&Step::Approve).expect("approved");
    assert_eq!(approved.approved, Some(2));
}

#[test]
fn a_version_taken_over_from_a_file_is_never_written_over() {
    let imported = Filing { state: Some(State::Approved), approved: Some(4), ..Filing::default() };
    let restated = imported
        .after(&Step::Reopen { lines: None })
        .and_then(|filing| filing.after(&Step::Submit))
        .expect("a restatement");
    assert_eq!(restated.submitted, Some(5));
}

/// The reference: the table of the issue, written as one.
fn allowed(state: Option<State>, step: &Step) -> Option<State> {
    use State::{Approved, Draft, Reopened, Returned, Submitted};
    let table: [(Option<State>, [Option<State>; 5]); 6] = [
        //               write           submit           approve         return          reopen
        (None, [Some(Draft), None, None, None, None]),
        (Some(Draft), [Some(Draft), Some(Submitted), None, None, None]),
        (Some(Submitted), [None, None, Some(Approved), Some(Returned), None]),
        (Some(Returned), [Some(Returned), Some(Submitted), None, None, None]),
        (Some(Approved), [None, None, None, None, Some(Reopened)]),
        (Some(Reopened), [Some(Reopened), Some(Submitted), None, None, None]),
    ];
    let column = match step {
        Step::Write { .. } => 0,
        Step::Submit => 1,
        Step::Approve => 2,
        Step::Return { .. } => 3,
        Step::Reopen { .. } => 4,
    };
    table.iter().find(|(from, _)| *from == state).and_then(|(_, row)| row[column])
}

const CODES: [&str; 4] = ["R01", "R02", "R03", "R04"];

fn some_lines() -> impl Strategy<Value = Vec<IndicatorCode>> {
    proptest::sample::subsequence(CODES.to_vec(), 0..=4).prop_map(|codes| lines(&codes))
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        some_lines().prop_map(|lines| Step::Write { lines }),
        Just(Step::Submit),
        Just(Step::Approve),
        proptest::option::of(some_lines()).prop_map(|lines| Step::Return { lines }),
        proptest::option::of(some_lines()).prop_map(|lines| Step::Reopen { lines }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Walks beside a model of plain fields: state by the table, versions
    /// counted, open lines remembered.
    #[test]
    fn any_sequence_of_steps_goes_as_the_model_says(
        steps in proptest::collection::vec(any_step(), 1..12)
    ) {
        let mut filing = Filing::default();
        let (mut state, mut count, mut counts, mut open): (_, i32, Option<i32>, Option<Vec<String>>)
            = (None, 0, None, None);
        for step in &steps {
            let mut expected = allowed(state, step);
            if let (Step::Write { lines }, Some(open)) = (step, &open)
                && lines.iter().any(|line| !open.contains(line))
            {
                expected = None;
            }
            let after = filing.after(step);
            prop_assert_eq!(after.as_ref().ok().and_then(|next| next.state), expected);
            let Some(expected) = expected else { continue };
            state = Some(expected);
            match step {
                Step::Submit => { count += 1; open = None; }
                Step::Approve => counts = Some(count),
                Step::Return { lines } | Step::Reopen { lines } => open.clone_from(lines),
                Step::Write { .. } => {}
            }
            filing = after.expect("allowed");
            prop_assert_eq!(filing.submitted, (count > 0).then_some(count));
            prop_assert_eq!(filing.approved, counts);
            prop_assert_eq!(&filing.open_lines, &open);
        }
    }
}
