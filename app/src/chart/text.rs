//! How much room words take, and how they share it. plotters measures Chinese
//! three times too wide, so nothing here asks it.

use std::borrow::Cow;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::Words;
use crate::domain::decimal::Decimal;

/// Takes no room and is never written: control characters, and those that turn
/// the direction of what follows, so that a name cannot rearrange the figures
/// beside it.
pub(super) fn is_dropped(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FFF9}'..='\u{FFFF}')
}

/// Width in hundredths of the font size, a little on the safe side.
fn advance(letter: char) -> i32 {
    match letter {
        '\t' | '\n' | '\r' => 36,
        _ if is_dropped(letter) => 0,
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' | 'f' | 't'
        | 'r' | '(' | ')' | '[' | ']' | '-' | '·' => 36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '&' | '—' | '…' => 92,
        'A'..='Z' | '<' | '>' | '=' | '+' | '±' | '≥' | '≤' | '≈' => 66,
        '\0'..='\u{02FF}' | '\u{2010}'..='\u{201F}' => 57,
        '\u{0300}'..='\u{036F}' => 0,
        _ => 100,
    }
}

pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, '\u{4E00}'..='\u{9FFF}'))
}

/// Estimated width in pixels, rounded up.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let hundredths = text.chars().map(advance).fold(0_i32, i32::saturating_add);
    hundredths.saturating_mul(size).saturating_add(99) / 100
}

/// The text, or as much of its beginning as fits with an ellipsis. At least
/// one letter stays.
pub(super) fn shorten(text: &str, size: i32, room: i32) -> Cow<'_, str> {
    if width(text, size) <= room {
        return Cow::Borrowed(text);
    }
    let mut left = room.saturating_mul(100) / size.max(1) - advance('…');
    let mut short = String::new();
    for letter in text.chars() {
        left -= advance(letter);
        if left < 0 && !short.is_empty() {
            break;
        }
        short.push(letter);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    Cow::Owned(short)
}

/// Something as it is shown, and what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) full: String,
}

impl Shown {
    pub(super) fn whole(text: String) -> Self {
        Self { full: text.clone(), text }
    }

    /// A number as exact as the room allows: in full, short, or by its
    /// magnitude. A number cut short would be another number.
    pub(super) fn number(words: &Words, number: &Decimal, size: i32, room: i32) -> Self {
        let full = (words.number)(number);
        if width(&full, size) <= room {
            return Self::whole(full);
        }
        let short = (words.axis)(number);
        let text = if width(&short, size) <= room { short } else { magnitude(number) };
        let text = if width(&text, size) <= room { text } else { "…".to_owned() };
        Self { text, full }
    }

    pub(super) fn width(&self, size: i32) -> i32 {
        width(&self.text, size)
    }
}

/// `1.5×10^40`, or `≈9.9×10^12` where digits were dropped.
pub(super) fn magnitude(number: &Decimal) -> String {
    if number.is_zero() {
        return "0".to_owned();
    }
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut exponent = if whole == "0" {
        -i32::try_from(fraction.bytes().take_while(|digit| *digit == b'0').count()).unwrap_or(0) - 1
    } else {
        i32::try_from(whole.len()).unwrap_or(1) - 1
    };
    let scaled = number.to_ratio() / BigRational::from_integer(BigInt::from(10)).pow(exponent);
    let mut mantissa = Decimal::round_half_even(&scaled, 1);
    let about = if mantissa.to_ratio() == scaled { "" } else { "≈" };
    if mantissa.abs() == Decimal::from(10) {
        mantissa = Decimal::from(if mantissa.is_negative() { -1 } else { 1 });
        exponent += 1;
    }
    format!("{about}{mantissa}×10^{exponent}")
}

/// Breaks text into at most `lines` lines that fit `room`: at spaces, after
/// hyphens, and between any two Chinese characters. What does not fit the last
/// line is shortened.
pub(super) fn wrap(text: &str, size: i32, room: i32, lines: usize) -> Vec<String> {
    let text = text.trim();
    let mut done = Vec::new();
    let mut rest = text;
    while done.len() + 1 < lines && width(rest, size) > room {
        let Some(at) = last_break(rest, size, room) else { break };
        let (line, after) = rest.split_at(at);
        done.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    done.push(shorten(rest, size, room).into_owned());
    done
}

/// The byte after which the longest fitting line ends.
fn last_break(text: &str, size: i32, room: i32) -> Option<usize> {
    let room = room.saturating_mul(100) / size.max(1);
    let mut used = 0_i32;
    let mut best = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        used = used.saturating_add(advance(letter));
        if used > room && letter != ' ' {
            break;
        }
        let Some(&(next_at, next)) = letters.peek() else { break };
        let never_first = matches!(
            next,
            '，' | '。' | '、' | '；' | '：' | '）' | '”' | '》' | '%' | '…' | ',' | '.' | ')'
        );
        let never_last = matches!(letter, '（' | '“' | '《' | '(');
        let wide = |c: char| advance(c) == 100;
        let breaks = letter == ' ' || letter == '-' || letter == '/' || wide(letter) || wide(next);
        if breaks && !never_first && !never_last && at > 0 {
            best = Some(next_at);
        }
    }
    best
}

/// Moves labels apart. Each wants its middle at `.0` and takes `.1`; the
/// answer gives the middles, in the order given, as near to the wishes as the
/// room from `top` to `bottom` allows.
pub(super) fn spread(wishes: &[(i32, i32)], top: i32, bottom: i32) -> Vec<i32> {
    struct Block {
        /// Summed wish of the block's top edge, over its members.
        wish: i64,
        size: i32,
        members: Vec<usize>,
    }
    impl Block {
        fn start(&self, top: i32, bottom: i32) -> i32 {
            let count = i64::try_from(self.members.len()).unwrap_or(1).max(1);
            let wish = i32::try_from(self.wish.div_euclid(count)).unwrap_or(top);
            wish.min(bottom.saturating_sub(self.size)).max(top)
        }
    }
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|&at| wishes[at].0);
    let mut blocks: Vec<Block> = Vec::new();
    for at in order {
        let (middle, size) = wishes[at];
        let mut block =
            Block { wish: i64::from(middle) - i64::from(size / 2), size, members: vec![at] };
        while let Some(above) = blocks.pop() {
            if above.start(top, bottom).saturating_add(above.size) <= block.start(top, bottom) {
                blocks.push(above);
                break;
            }
            let count = i64::try_from(block.members.len()).unwrap_or(1);
            block = Block {
                wish: above.wish + block.wish - i64::from(above.size) * count,
                size: above.size.saturating_add(block.size),
                members: above.members.into_iter().chain(block.members).collect(),
            };
        }
        blocks.push(block);
    }
    let mut middles = vec![0; wishes.len()];
    for block in blocks {
        let mut edge = block.start(top, bottom);
        for at in block.members {
            middles[at] = edge + wishes[at].1 / 2;
            edge += wishes[at].1;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::decimal;
    use proptest::prelude::*;

    #[test]
    fn chinese_takes_one_em_and_direction_marks_nothing() {
        assert_eq!(width("回收量", 12), 36);
        assert_eq!(width("\u{202E}回\u{200B}收\u{7}", 10), 20);
        assert!(width("12,345", 12) < 40);
    }

    #[test]
    fn long_names_keep_their_beginning() {
        assert_eq!(shorten("京津冀地区", 10, 50), "京津冀地区");
        assert_eq!(shorten("京津冀地区", 10, 45), "京津冀…");
        assert_eq!(shorten("京津冀", 10, 1), "京…");
    }

    #[test]
    fn lines_break_between_words_or_characters_not_before_a_comma() {
        assert_eq!(
            wrap("Beijing-Tianjin-Hebei region", 12, 100, 2),
            ["Beijing-Tianjin-", "Hebei region"]
        );
        assert_eq!(wrap("再生资源，回收", 10, 40, 3), ["再生资", "源，回收"]);
        assert_eq!(wrap("", 10, 40, 2), [""]);
    }

    #[test]
    fn a_number_without_room_is_told_by_its_magnitude() {
        for (number, told) in [
            ("9999999999999999999999999999999999999999", "≈1×10^40"),
            ("-1500000", "-1.5×10^6"),
            ("0.00123", "≈1.2×10^-3"),
            ("0", "0"),
        ] {
            assert_eq!(magnitude(&decimal(number)), told);
        }
    }

    proptest! {
        #[test]
        fn spread_labels_keep_order_and_distance(
            wishes in prop::collection::vec((-50..400_i32, 10..40_i32), 0..8),
        ) {
            let middles = spread(&wishes, 0, 400);
            let mut placed: Vec<(i32, i32)> =
                wishes.iter().zip(&middles).map(|(wish, middle)| (middle - wish.1 / 2, wish.1)).collect();
            placed.sort_unstable();
            for pair in placed.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 <= pair[1].0);
            }
            prop_assert!(placed.iter().all(|(top, size)| *top >= 0 && top + size <= 400));
        }

        #[test]
        fn wrapped_lines_keep_to_the_room(text in "\\PC{0,60}", room in 40..200_i32) {
            let lines = wrap(&text, 12, room, 3);
            prop_assert!(lines.len() <= 3);
            prop_assert!(lines.iter().all(|line| width(line, 12) <= room));
        }
    }
}
