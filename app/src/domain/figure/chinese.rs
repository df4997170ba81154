//! Numbers written in Chinese characters: refused, with the digits to write
//! where the characters can be read in one way only.

use super::{Refusal, signed};

/// Refuses `body` when it is written in Chinese numerals, whatever follows
/// them; a text with ASCII digits in it is not (`3万` is a scale word).
pub(super) fn numeral(minus: bool, body: &str) -> Option<Refusal> {
    let (minus, body) = match body.strip_prefix(['负', '負']) {
        Some(rest) => (!minus, rest),
        None => (minus, body),
    };
    let starts = body.starts_with(|c| digit(c).is_some() || scale(c).is_some() || c == '半');
    if !starts || body.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let suggestion = value(body).and_then(|digits| signed(minus, &digits));
    Some(Refusal::ChineseNumeral { suggestion })
}

fn digit(c: char) -> Option<u128> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten a character multiplies by. 兆 is left out: it means a
/// million or a million millions.
pub(super) fn scale(c: char) -> Option<u128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// The number in ASCII digits; `None` for anything that is not one numeral, or
/// that people read in two ways (一万二 is 12,000 in speech and 10,002 by rule).
fn value(text: &str) -> Option<String> {
    let (whole, fraction) = match text.split_once(['点', '點']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole = if whole.chars().any(|c| scale(c).is_some()) {
        by_scales(whole)?.to_string()
    } else {
        one_by_one(whole)?
    };
    match fraction {
        Some(fraction) => Some(format!("{whole}.{}", one_by_one(fraction)?)),
        None => Some(whole),
    }
}

/// 二〇二五: digit by digit.
fn one_by_one(text: &str) -> Option<String> {
    let digits: Option<String> = text.chars().map(|c| digit(c).map(|d| d.to_string())).collect();
    digits.filter(|digits| !digits.is_empty())
}

/// 一万二千五百: digits with scales, each smaller than the one before.
fn by_scales(text: &str) -> Option<u128> {
    let (mut total, mut section) = (0_u128, 0_u128);
    let mut pending = None;
    let (mut smallest_in_section, mut smallest_section) = (10_000, u128::MAX);
    let (mut after_zero, mut last_scale) = (false, 1);
    for c in text.chars() {
        match (digit(c), scale(c)) {
            (Some(0), _) if pending.is_none() => after_zero = true,
            (Some(digit), _) if pending.is_none() => pending = Some(digit),
            (None, Some(scale @ 10..=1_000)) => {
                let starts_section = section == 0 && scale == 10;
                let count = pending.take().or(starts_section.then_some(1))?;
                if scale >= smallest_in_section {
                    return None;
                }
                section += count * scale;
                (smallest_in_section, last_scale, after_zero) = (scale, scale, false);
            }
            (None, Some(scale)) => {
                section += pending.take().unwrap_or(0);
                if section == 0 || scale >= smallest_section {
                    return None;
                }
                total = section.checked_mul(scale)?.checked_add(total)?;
                section = 0;
                (smallest_in_section, smallest_section) = (10_000, scale);
                (last_scale, after_zero) = (scale, false);
            }
            _ => return None,
        }
    }
    // A digit right after 百 or more without 零 is the ambiguous spoken form.
    if pending.is_some() && last_scale > 10 && !after_zero {
        return None;
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}
