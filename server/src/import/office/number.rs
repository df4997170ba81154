//! The text of a number cell as a plain decimal, by its digits alone.
//!
//! A spreadsheet keeps numbers in binary and vouches for 15 significant
//! digits; it shows no more, yet files hold up to 17, so that `1.1` may stand
//! there as `1.1000000000000001`, and `0.1 + 0.2` as `0.30000000000000004`.
//! Therefore:
//!
//! - up to 15 significant digits, and any whole number, stand for exactly what
//!   is written; an exponent is written out (`1.2E+05` is 120000);
//! - a fraction of more digits is rounded at the fifteenth, which gives back
//!   what the spreadsheet shows.

/// What a spreadsheet keeps.
const DIGITS: usize = 15;
/// No cell holds a longer text for a number, nor a number with more zeros.
const LONGEST: usize = 64;
const ZEROS: i32 = 310;

/// The plain decimal, or `None` when the text is not a number.
pub(crate) fn plain(raw: &str) -> Option<String> {
    let raw = raw.trim_matches([' ', '\t', '\n', '\r']);
    if raw.len() > LONGEST {
        return None;
    }
    let (mantissa, exponent) = match raw.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, whole(exponent)?),
        None => (raw, 0),
    };
    let (minus, unsigned) = match mantissa.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, mantissa),
    };
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut digits: Vec<u8> = before.bytes().chain(after.bytes()).collect();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // The number is `digits` with the point before the digit at `point`.
    let mut point = i32::try_from(before.len()).ok()? + exponent;
    let leading = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.drain(..leading);
    point -= i32::try_from(leading).ok()?;
    drop_zeros(&mut digits);
    let is_whole = i32::try_from(digits.len()).ok()? <= point;
    if digits.len() > DIGITS && !is_whole {
        point += round(&mut digits);
        drop_zeros(&mut digits);
    }
    if digits.is_empty() {
        return Some("0".into());
    }
    if !(-ZEROS..=ZEROS).contains(&point) {
        return None;
    }
    Some(written(minus, &String::from_utf8(digits).ok()?, point))
}

/// The exponent's text; none of a spreadsheet has more than three digits.
fn whole(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn drop_zeros(digits: &mut Vec<u8>) {
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
}

/// Rounds half up to 15 digits; answers how far the point moves.
fn round(digits: &mut Vec<u8>) -> i32 {
    let up = digits.get(DIGITS).is_some_and(|digit| *digit >= b'5');
    digits.truncate(DIGITS);
    if !up {
        return 0;
    }
    while digits.last() == Some(&b'9') {
        digits.pop();
    }
    match digits.last_mut() {
        Some(last) => {
            *last += 1;
            0
        }
        // Nothing but nines: 1 with the point one further.
        None => {
            digits.push(b'1');
            1
        }
    }
}

fn written(minus: bool, digits: &str, point: i32) -> String {
    let sign = if minus { "-" } else { "" };
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    if point <= 0 {
        format!("{sign}0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{sign}{digits}{}", zeros(point - length))
    } else {
        let (before, after) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{sign}{before}.{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_cell_is_written_out_plainly() {
        for (raw, plainly) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.0", "0"),
            ("12", "12"),
            ("12.50", "12.5"),
            ("0.1", "0.1"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-4.25", "-4.25"),
            ("1.2E+05", "120000"),
            ("1.2e5", "120000"),
            ("1.23E-3", "0.00123"),
            ("1E-7", "0.0000001"),
            ("123456789012345", "123456789012345"),
            (" 7\n", "7"),
        ] {
            assert_eq!(plain(raw).as_deref(), Some(plainly), "{raw}");
        }
    }

    #[test]
    fn what_a_spreadsheet_adds_in_binary_is_taken_off() {
        for (raw, plainly) in [
            ("1.1000000000000001", "1.1"),
            ("0.30000000000000004", "0.3"),
            ("12.299999999999999", "12.3"),
            ("99.9999999999999", "99.9999999999999"),
            ("99.99999999999999", "100"),
            ("99.999999999999997", "100"),
            ("9.9999999999999995E-2", "0.1"),
            ("4.0999999999999996", "4.1"),
            ("-2.2000000000000002", "-2.2"),
        ] {
            assert_eq!(plain(raw).as_deref(), Some(plainly), "{raw}");
        }
    }

    #[test]
    fn whole_numbers_keep_every_digit() {
        for raw in ["1234567890123456", "9007199254740993", "12345678901234567890"] {
            assert_eq!(plain(raw).as_deref(), Some(raw));
        }
        assert_eq!(plain("1.2345678901234567E+19").as_deref(), Some("12345678901234567000"));
    }

    #[test]
    fn each_figure_of_15_digits_comes_back_from_17() {
        let mut state = 20_250_930_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let whole = state >> 30;
            let decimals = usize::try_from(state % 5).expect("small");
            let digits = format!("{:0>6}", whole % 1_000_000_000_000_000);
            let (before, after) = digits.split_at(digits.len() - decimals);
            let figure =
                if after.is_empty() { before.to_owned() } else { format!("{before}.{after}") };
            // What a spreadsheet makes of it.
            let number: f64 = figure.parse().expect("a number");
            let exact = plain(&figure).expect("a figure");
            for raw in [format!("{number:.16e}"), format!("{number}"), format!("{number:e}")] {
                assert_eq!(plain(&raw).as_ref(), Some(&exact), "{figure} as {raw}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for raw in [
            "", "-", "abc", "1,5", "1.2.3", "1e", "1e+", "e5", "0x10", "NaN", "inf", "1E+99999",
            "1E+400", "1E-400", "--1", "+1", "１",
        ] {
            assert_eq!(plain(raw), None, "{raw}");
        }
        assert_eq!(plain(&"1".repeat(65)), None);
    }
}
