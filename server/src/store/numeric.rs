//! Figures and quarters as PostgreSQL's wire carries them: a page reads
//! thousands.

use app::domain::decimal::Decimal;
use app::domain::period::Quarter;
use bigdecimal::BigDecimal;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgHasArrayType, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::{Decode, Postgres, Type};

/// A `numeric` as the domain's number. Nearly every figure fits a word and is
/// read straight into it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Numeric(pub Decimal);

impl Type<Postgres> for Numeric {
    fn type_info() -> PgTypeInfo {
        <BigDecimal as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for Numeric {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        if value.format() == PgValueFormat::Binary
            && let Some(number) = in_word(value.as_bytes()?)
        {
            return Ok(Self(number));
        }
        BigDecimal::decode(value).map(|number| Self(Decimal::new(number)))
    }
}

impl PgHasArrayType for Numeric {
    fn array_type_info() -> PgTypeInfo {
        <BigDecimal as PgHasArrayType>::array_type_info()
    }
}

/// A quarter's text, `2025-Q3`.
#[derive(Debug)]
pub(super) struct At(pub Quarter);

impl Type<Postgres> for At {
    fn type_info() -> PgTypeInfo {
        <str as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for At {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Postgres>>::decode(value)?;
        text.parse().map(Self).map_err(|_| format!("`{text}` is no quarter").into())
    }
}

impl PgHasArrayType for At {
    fn array_type_info() -> PgTypeInfo {
        <&str as PgHasArrayType>::array_type_info()
    }
}

/// What `numeric_send` writes: how many digits of base 10,000, the weight of
/// the first, sign, places behind the point; then the digits. `None` when the
/// number does not fit a word, or is none.
fn in_word(bytes: &[u8]) -> Option<Decimal> {
    let mut words =
        bytes.chunks_exact(2).filter_map(|pair| Some(i16::from_be_bytes(pair.try_into().ok()?)));
    let (count, weight, sign, _) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let mut digits = 0_i64;
    for digit in words.by_ref().take(usize::try_from(count).ok()?) {
        digits = digits.checked_mul(10_000)?.checked_add(digit.into())?;
    }
    if sign == 0x4000 {
        digits = -digits;
    } else if sign != 0 {
        return None;
    }
    // The last digit stands for 10,000 to the power of `weight - count + 1`.
    let behind = i32::from(count) - 1 - i32::from(weight);
    match u32::try_from(behind) {
        Ok(behind) => Some(Decimal::scaled(digits, behind.checked_mul(4)?)),
        Err(_) => {
            let unit = 10_000_i64.checked_pow(behind.unsigned_abs())?;
            Some(Decimal::from(digits.checked_mul(unit)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Encode as _;
    use sqlx::postgres::PgArgumentBuffer;

    use super::*;

    fn on_the_wire(number: &BigDecimal) -> Vec<u8> {
        let mut buffer = PgArgumentBuffer::default();
        let _ = number.encode_by_ref(&mut buffer).expect("a numeric");
        buffer.to_vec()
    }

    #[test]
    fn what_fits_a_word_is_read_as_one() {
        for text in ["0", "1", "-1", "10000", "-0.0001", "12345.678", "1200000000", "0.000000012"] {
            let number: BigDecimal = text.parse().expect("a number");
            assert_eq!(in_word(&on_the_wire(&number)), text.parse().ok(), "{text}");
        }
        // NaN; more digits than a word holds; fewer bytes than a number has.
        assert_eq!(in_word(&[0, 0, 0, 0, 0xC0, 0, 0, 0]), None);
        let long: BigDecimal = "123456789012345678901".parse().expect("a number");
        assert_eq!(in_word(&on_the_wire(&long)), None);
        assert_eq!(in_word(&[0, 1, 0]), None);
    }

    #[test]
    fn a_word_is_the_number_that_was_sent() {
        let mut digits = 1_i64;
        let mut words = 0;
        for step in 0..4_000_i64 {
            // Any length, either sign, with and without zeros at the end.
            digits = digits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(step);
            let digits = (digits >> (step % 63)) / 1_000 * 1_000_i64.min(step % 2_000 + 1);
            let number = BigDecimal::new(digits.into(), step % 31 - 6);
            if let Some(read) = in_word(&on_the_wire(&number)) {
                words += 1;
                assert_eq!(read, Decimal::new(number));
            }
        }
        assert!(words > 2_000, "{words} of 4,000 fit a word");
    }
}
