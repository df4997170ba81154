//! How a text that is not saved yet is kept on this computer: one entry for
//! each field, so that two windows of one return do not take each other's.

/// What is before the return's and the field's name in every entry's name.
const PREFIX: &str = "pilotboard:";

/// The beginning of the names of all entries of one account's return.
#[must_use]
pub fn place(account: &str, of_return: &str) -> String {
    format!("{PREFIX}{account}:{of_return}:")
}

/// An entry: what the server held when it was typed, and the text.
#[must_use]
pub fn write(before: &str, text: &str) -> String {
    format!("{}:{before}{text}", before.len())
}

/// What an entry says; `None` when it is not one of ours.
#[must_use]
pub fn read(entry: &str) -> Option<(&str, &str)> {
    let (length, texts) = entry.split_once(':')?;
    texts.split_at_checked(length.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        for (before, text) in [("", "12"), ("12", ""), ("3:4", "5:6"), ("备注\n", "二\n行")] {
            assert_eq!(read(&write(before, text)), Some((before, text)));
        }
        for entry in ["", "x", "9:ab", "-1:ab", "1:备"] {
            assert_eq!(read(entry), None, "{entry:?}");
        }
    }
}
