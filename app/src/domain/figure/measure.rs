//! What stands behind the number: the field's own unit, a scale word, or
//! another unit.

use bigdecimal::BigDecimal;
use num_bigint::BigInt;

use super::chinese::scale;
use super::grouping::{head, ungrouped};
use super::other_notation::shown_in_full;
use super::{Decimal, Field, Refusal, is_space, signed};

/// Spellings of one unit each. A field whose own unit is in a row takes all of
/// the row. Only exact synonyms: `ton` is missing because it is not one tonne
/// everywhere.
const SYNONYMS: [&[&str]; 11] = [
    &["吨", "公吨", "t", "tonne", "tonnes"],
    &["%", "percent", "per cent"],
    &["个百分点", "百分点", "percentage point", "percentage points", "pp"],
    &["元", "人民币元", "yuan", "CNY", "RMB"],
    &["千克", "公斤", "kg"],
    &["千瓦时", "度", "kWh"],
    &["兆瓦时", "MWh"],
    &["兆瓦", "MW"],
    &["公里", "千米", "km"],
    &["立方米", "m3", "m³", "cubic metres"],
    &["平方米", "m2", "m²", "square metres"],
];

/// Approximations typed behind a number are no units.
const ROUGHLY: [&str; 8] = ["多", "余", "左右", "以上", "以下", "上下", "约", "许"];

/// Takes the field's own unit off the end of `text`; whether there was one.
pub(super) fn without_own_unit<'t>(text: &'t str, field: &Field) -> (&'t str, bool) {
    let own: Vec<&str> = [field.measure_unit_zh, field.measure_unit_en]
        .into_iter()
        .chain(field.other_spellings.iter().copied())
        // A unit such as `10,000 t` must never eat digits of the number.
        .filter(|unit| unit.starts_with(|c: char| !c.is_numeric() && !is_space(c)))
        .collect();
    let synonyms = SYNONYMS
        .iter()
        .filter(|row| row.iter().any(|unit| own.contains(unit)))
        .flat_map(|row| row.iter().copied());
    let longest = own
        .iter()
        .copied()
        .chain(synonyms)
        .filter(|unit| ends_with_unit(text, unit))
        .max_by_key(|unit| unit.len());
    match longest.and_then(|unit| text.get(..text.len() - unit.len())) {
        Some(rest) => (rest.trim_end_matches(is_space), true),
        None => (text, false),
    }
}

/// Letters count as typed where a unit is short, for `MW` is not `mW`; words
/// may be capitalised.
fn ends_with_unit(text: &str, unit: &str) -> bool {
    let Some(end) = text.len().checked_sub(unit.len()).and_then(|start| text.get(start..)) else {
        return false;
    };
    end == unit || (unit.len() > 3 && unit.is_ascii() && end.eq_ignore_ascii_case(unit))
}

/// Says why `tail` cannot stand behind `number`. `typed` is the text with the
/// unit still on it, for the message.
pub(super) fn refuse_tail(
    minus: bool,
    typed: &str,
    number: &str,
    tail: &str,
    has_unit: bool,
    field: &Field,
) -> Refusal {
    if number.is_empty() {
        return if tail.starts_with(['¥', '￥', '$', '€', '£']) {
            let found = tail.chars().take(1).collect();
            Refusal::OtherUnit { found, expected: field.measure_unit() }
        } else {
            Refusal::NotANumber
        };
    }
    if let Some(refusal) = scaled(minus, number, tail, has_unit, field) {
        return refusal;
    }
    if tail.starts_with(['+', '*', '^']) && tail.bytes().any(|b| b.is_ascii_digit()) {
        return Refusal::Formula;
    }
    let (_, found) = head(typed);
    let name = found.trim_end_matches(|c: char| c.is_numeric());
    // The field's own unit twice, `45%%`, names no other unit.
    let own_twice = has_unit && without_own_unit(tail, field).0.is_empty();
    let named = name.starts_with(|c: char| c.is_alphabetic() || "%‰‱°℃¥￥$€£µ".contains(c))
        && !name.contains(|c: char| c.is_ascii_digit());
    if named && !own_twice && !ROUGHLY.contains(&found) {
        Refusal::OtherUnit { found: found.to_owned(), expected: field.measure_unit() }
    } else {
        Refusal::NotANumber
    }
}

/// `1.25万`, `12k`, `1亿2000万`, `12.5亿元` in a field of `万元`: the number in
/// the field's unit. `None` when `tail` does not begin with a scale word.
fn scaled(minus: bool, number: &str, tail: &str, has_unit: bool, field: &Field) -> Option<Refusal> {
    let (factor, rest) = scale_word(tail)?;
    let word = tail.get(..tail.len() - rest.len()).unwrap_or(tail).to_owned();
    let rest = rest.trim_start_matches(is_space);
    let plain = ungrouped(false, number).ok().and_then(|digits| signed(minus, &digits));
    let (own_factor, own_base) = scale_word(field.measure_unit_zh).unwrap_or((1, ""));
    let suggestion = if rest.is_empty() {
        // `12.5万` in a field of `万元` may mean 12.5 or 125000.
        plain.filter(|_| has_unit || own_factor == 1).and_then(|number| times(&number, factor, 1))
    } else if !own_base.is_empty() && rest == own_base {
        plain.and_then(|number| times(&number, factor, own_factor))
    } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let chain = if has_unit || own_factor == 1 { chained(number, tail) } else { None };
        chain.map(|sum| if minus { -&sum } else { sum })
    } else {
        return None;
    };
    Some(Refusal::ScaleWord { word, suggestion })
}

/// 1亿2000万: numbers with ever smaller scales. 3万5 may be 35,000 or 30,005
/// and yields none.
fn chained(number: &str, tail: &str) -> Option<Decimal> {
    let (mut number, mut tail) = (number, tail);
    let (mut sum, mut smallest) = (Decimal::zero(), u128::MAX);
    loop {
        let (factor, rest) = scale_word(tail)?;
        if factor >= smallest {
            return None;
        }
        let part = signed(false, &ungrouped(false, number).ok()?)?;
        sum = &sum + &times(&part, factor, 1)?;
        smallest = factor;
        let rest = rest.trim_start_matches(is_space);
        if rest.is_empty() {
            return Some(sum);
        }
        (number, tail) = head(rest);
    }
}

fn times(number: &Decimal, factor: u128, divisor: u128) -> Option<Decimal> {
    let (digits, places) = number.clone().into_inner().into_bigint_and_exponent();
    // Both are powers of ten, so the division only moves the point.
    let moved = i64::from(divisor.checked_ilog10()?);
    shown_in_full(BigDecimal::new(digits * BigInt::from(factor), places + moved))
}

/// The scale word at the start of `tail` and what follows it.
fn scale_word(tail: &str) -> Option<(u128, &str)> {
    let mut factor = 1_u128;
    let mut rest = tail;
    while let Some((c, power)) = rest.chars().next().and_then(|c| Some((c, scale(c)?))) {
        factor = factor.checked_mul(power)?;
        rest = rest.get(c.len_utf8()..)?;
    }
    if factor > 1 {
        return Some((factor, rest));
    }
    const WORDS: [(&str, u128); 9] = [
        ("hundred", 100),
        ("thousand", 1_000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("trillion", 1_000_000_000_000),
        ("mn", 1_000_000),
        ("mio", 1_000_000),
        ("bn", 1_000_000_000),
        ("tn", 1_000_000_000_000),
    ];
    let end = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
    let (word, rest) = tail.split_at(end);
    // One letter only as it is written for thousands and millions; `m` may be metres.
    let factor = match word {
        "k" | "K" => 1_000,
        "M" => 1_000_000,
        _ => WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?.1,
    };
    Some((factor, rest))
}
