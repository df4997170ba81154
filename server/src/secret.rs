//! Secrets that open something once or for a while: made at random, handed out
//! as text, kept as SHA-256 alone.

use sha2::{Digest, Sha256};

/// Digits of a code that is read from paper: none looks like another.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Digits of a code, five bits each.
const LONG: usize = 20;

/// A secret, as it is handed out.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// For a browser to keep: 256 bits.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn of_session() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// For a person to type, in groups of five: 100 bits.
    ///
    /// # Errors
    /// As [`Secret::of_session`].
    pub fn code() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LONG];
        getrandom::fill(&mut bytes)?;
        let mut code = String::with_capacity(LONG + LONG / 5);
        for (at, byte) in bytes.iter().enumerate() {
            if at > 0 && at % 5 == 0 {
                code.push('-');
            }
            code.push(char::from(DIGITS[usize::from(byte % 32)]));
        }
        Ok(Self(code))
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        digest(&self.0)
    }
}

/// What is kept of a secret that was handed in.
#[must_use]
pub fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A code as it was typed, in the spelling in which it was handed out; `None`
/// where it is none.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let digits: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–'))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let known = |c: &char| u8::try_from(*c).is_ok_and(|byte| DIGITS.contains(&byte));
    if digits.len() != LONG || !digits.iter().all(known) {
        return None;
    }
    let groups: Vec<String> = digits.chunks(5).map(|group| group.iter().collect()).collect();
    Some(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_understood_as_people_type_it() {
        let code = Secret::code().expect("randomness");
        let text = code.text();
        assert_eq!(read_code(text).as_deref(), Some(text));
        let sloppy = format!(" {} ", text.replace('-', " ").to_lowercase());
        assert_eq!(read_code(&sloppy).as_deref(), Some(text));
        assert_eq!(
            read_code("OIL00-00000-00000-00000").as_deref(),
            Some("01100-00000-00000-00000")
        );
        for typed in ["", "00000", "UUUUU-00000-00000-00000", &format!("{text}0")] {
            assert_eq!(read_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn no_two_secrets_are_the_same() {
        let one = Secret::of_session().expect("randomness");
        let other = Secret::of_session().expect("randomness");
        assert_ne!(one.text(), other.text());
        assert_eq!(one.text().len(), 64);
        assert_eq!(one.digest(), digest(one.text()));
    }
}
