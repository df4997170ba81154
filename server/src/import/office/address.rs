//! A cell's address, `D7`, and its row and column from 0.

/// No spreadsheet has more.
const LONGEST: usize = 10;

/// Row and column, or `None` for what is no address.
pub(crate) fn read(address: &str) -> Option<(u32, u32)> {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = address.split_at(letters);
    let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    if address.len() > LONGEST || letters.is_empty() || !plain {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

/// The address as people know it.
pub(crate) fn written(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for (address, place) in
            [("A1", (0, 0)), ("D7", (6, 3)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))]
        {
            assert_eq!(read(address), Some(place));
            assert_eq!(written(place.0, place.1), address);
        }
        for none in ["", "A", "7", "A0", "a1", "A1B", "A-1", "ZZZZZZZZZZZ1", "A99999999999"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
