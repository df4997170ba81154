//! Numbers as spreadsheets keep them: as doubles, of which they vouch for 15
//! significant digits.

use app::domain::decimal::Decimal;

/// What a spreadsheet keeps.
const DIGITS: usize = 15;

/// The number as a double, to be written out at once; `None` where it would
/// not read the same again.
#[must_use]
pub fn as_double(number: &Decimal) -> Option<f64> {
    let text = number.to_string();
    let significant = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit);
    if significant.count() > DIGITS {
        return None;
    }
    let double: f64 = text.parse().ok()?;
    (double.to_string().parse().as_ref() == Ok(number)).then_some(double)
}

#[cfg(test)]
mod tests {
    use super::as_double;

    #[test]
    fn only_what_reads_the_same_again_is_a_double() {
        for (number, kept) in [
            ("0", true),
            ("-0.1", true),
            ("125431.55", true),
            ("999999999999999", true),
            ("0.000000000000001", true),
            ("9007199254740993", false),
            ("0.1234567890123456", false),
            ("123456789012345678.5", false),
        ] {
            let number = number.parse().expect("a number");
            assert_eq!(as_double(&number).is_some(), kept, "{number}");
        }
    }
}
