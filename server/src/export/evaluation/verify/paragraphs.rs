//! Paragraphs of ours against those of a file. People go on writing: one that
//! was edited is a remark, unless a number in it is another.

use app::domain::summary::{Block, Summary};
use app::locale::{Locale, office_words, verify_words as words};

use super::{Findings, bare};
use crate::export::evaluation::plain::plain;

/// Paragraphs that are compared with each other; far more than were edited.
const MOST: usize = 400;
/// Letters of a paragraph by which it is known again.
const LETTERS: usize = 2_000;

/// A paragraph of ours, and where it stands.
struct Ours {
    place: String,
    text: String,
}

/// Compares the document's paragraphs, tables apart.
pub(super) fn compare(locale: Locale, summary: &Summary, found: &[String], to: &mut Findings) {
    let mut left: Vec<Option<String>> = found.iter().map(|text| Some(bare(&plain(text)))).collect();
    let mut changed = Vec::new();
    for ours in ours(locale, summary) {
        let same = left.iter_mut().find(|text| text.as_ref() == Some(&ours.text));
        match same {
            Some(text) => *text = None,
            None => changed.push(ours),
        }
    }
    let mut left: Vec<String> =
        left.into_iter().flatten().filter(|text| !text.is_empty()).take(MOST).collect();
    for ours in changed.into_iter().take(MOST) {
        let alike = left.iter().enumerate().map(|(at, text)| (likeness(&ours.text, text), at));
        match alike.max().filter(|(likeness, _)| *likeness >= 50) {
            Some((_, at)) => {
                let text = left.swap_remove(at);
                if keeps_numbers(&ours.text, &text) {
                    to.remark(ours.place, &ours.text, &text);
                } else {
                    to.add(ours.place, &ours.text, &text);
                }
            }
            None => to.remark(ours.place, &ours.text, words::not_there(locale)),
        }
    }
}

/// Every paragraph that we write, in the order of the document.
fn ours(locale: Locale, summary: &Summary) -> Vec<Ours> {
    let mut all = Vec::new();
    let mut put = |place: &str, text: &str| {
        let text = bare(&plain(text));
        if !text.is_empty() {
            all.push(Ours { place: place.to_owned(), text });
        }
    };
    let head = &summary.head;
    let front = words::front(locale);
    for text in [&head.issuer, &head.title, &head.subtitle] {
        put(front, text);
    }
    put(front, office_words::contents(locale));
    for section in &summary.sections {
        put(front, &section.heading);
    }
    for section in &summary.sections {
        let place = words::text_of(locale, bare(&plain(&section.heading)));
        put(&place, &section.heading);
        for block in &section.blocks {
            match block {
                Block::Text(text) => put(&place, text),
                Block::Table(table) => {
                    put(&place, &table.title);
                    table.notes.iter().for_each(|note| put(&place, note));
                }
                Block::Chart(chart) => {
                    put(&place, &chart.title);
                    put(&place, &chart.subtitle);
                }
                // To be filled in.
                Block::Signature(_) => {}
            }
        }
    }
    all
}

/// Whether the numbers of the one are all in the other, in their order.
fn keeps_numbers(ours: &str, theirs: &str) -> bool {
    let theirs = numbers(theirs);
    let mut left = theirs.iter();
    numbers(ours).iter().all(|number| left.any(|other| other == number))
}

/// The numbers in a text, in their order, without separators.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = letter.to_digit(10);
        let inside = !number.is_empty() && matches!(letter, '.' | ',');
        let before_digit = letters.peek().is_some_and(char::is_ascii_digit);
        match digit {
            Some(_) => number.push(letter),
            None if inside && before_digit && letter == '.' => number.push(letter),
            // A separator of thousands is no part of the number.
            None if inside && before_digit => {}
            None if !number.is_empty() => numbers.push(std::mem::take(&mut number)),
            None => {}
        }
    }
    if !number.is_empty() {
        numbers.push(number);
    }
    numbers
}

/// How alike two texts are, in percent: pairs of letters that both have.
fn likeness(one: &str, other: &str) -> usize {
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().take(LETTERS).collect();
        let mut pairs: Vec<(char, char)> =
            letters.iter().copied().zip(letters.iter().copied().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let (mut common, mut a, mut b) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                a += 1;
                b += 1;
            }
        }
    }
    common * 200 / all.max(1)
}

#[cfg(test)]
mod tests {
    use super::{keeps_numbers, likeness, numbers};

    #[test]
    fn numbers_are_taken_out_of_their_text() {
        assert_eq!(numbers("共125,431.5吨，增长12.3%。"), ["125431.5", "12.3"]);
        assert_eq!(numbers("Q3 2026, 7."), ["3", "2026", "7"]);
        assert!(numbers("none").is_empty());
        assert!(keeps_numbers("1.5 t of 20", "In Q3 it was 1.5 t of the 20"));
        assert!(!keeps_numbers("1.5 t of 20", "1.6 t of 20"));
        assert!(!keeps_numbers("1.5 t of 20", "20 of 1.5 t"));
    }

    #[test]
    fn an_edited_text_is_still_alike() {
        assert!(likeness("All units filed in time.", "All the units have filed in time.") > 60);
        assert!(likeness("各单位均已按期报送。", "各单位都已按期报送数据。") >= 50);
        assert!(likeness("All units filed in time.", "Nothing of it") < 30);
        assert_eq!(likeness("", ""), 0);
    }
}
