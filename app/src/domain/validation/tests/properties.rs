//! What holds for any form.

use proptest::prelude::*;

use super::*;

/// Levels of five lines, from 100.0 t on.
fn levels() -> impl Strategy<Value = [i64; 5]> {
    prop::array::uniform5(1_000_i64..10_000_000)
}

/// At most a fiftieth up or down, in thousandths.
fn shakes() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(980_i64..=1_020, 45)
}

fn tenths(number: i64) -> String {
    format!("{}.{}", number / 10, number % 10)
}

/// A unit that goes on as it always did, with `slip` made to one figure.
fn steady(levels: [i64; 5], shakes: &[i64], slip: impl Fn(usize, i64) -> i64) -> Form {
    levels.iter().zip(shakes.chunks(9)).enumerate().fold(
        Form::at("2026-Q3"),
        |form, (place, (level, shakes))| {
            let filed: Vec<i64> = shakes.iter().map(|shake| level * shake / 1_000).collect();
            let before: Vec<String> = filed[..8].iter().map(|number| tenths(*number)).collect();
            let before: Vec<&str> = before.iter().map(String::as_str).collect();
            let now = tenths(slip(place, filed[8]));
            form.flow(&format!("R0{place}"), &before, &now)
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_typed_is_answered(
        typed in prop::collection::vec("\\PC{0,12}|-?[0-9]{0,9}(\\.[0-9])?|n/a|[0-9]{1,6}/[0-9]{1,6}", 4),
        before in prop::collection::vec("[0-9]{1,9}(\\.[0-9])?|n/a|", 0..9),
    ) {
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let kinds = [Kind::Flow, Kind::Stock, Kind::Ratio, Kind::Milestone];
        let form = typed.iter().zip(kinds).enumerate().fold(
            Form::at("2026-Q2").check("K01", Severity::Warning, "R0 >= R1"),
            |form, (place, (text, kind))| {
                let before = if kind == Kind::Ratio { &[][..] } else { &before };
                form.with(line(&format!("R{place}"), kind), before, text)
            },
        );
        let found = form.findings();
        let blocking = found.iter().take_while(|of| of.severity == Severity::Blocking).count();
        prop_assert!(found[blocking..].iter().all(|of| of.severity == Severity::Warning));
        for line in &form.lines {
            for at in findings_at(&form.filed(), &line.code) {
                prop_assert!(found.contains(&at), "{at:?} is said at the line alone");
                prop_assert!(at.lines.contains(&line.code));
            }
        }
    }

    #[test]
    fn a_unit_that_goes_on_as_before_is_not_questioned(levels in levels(), shakes in shakes()) {
        let form = steady(levels, &shakes, |_, number| number);
        prop_assert_eq!(form.found(), Vec::<String>::new());
    }

    #[test]
    fn a_power_of_ten_is_always_questioned_there(
        levels in levels(),
        shakes in shakes(),
        at in 0_usize..5,
        power in prop::sample::select(vec![10_i64, 100, 1_000, 10_000]),
    ) {
        let form = steady(levels, &shakes, |place, number| {
            if place == at { number * power } else { number }
        });
        prop_assert_eq!(form.found(), [format!("scale-slip R0{at}")]);
    }
}
