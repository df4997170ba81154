//! Passwords: kept as Argon2id, and only a few tried at a time, since each
//! trial takes 19 MiB and a good part of a core.

use std::fmt;
use std::time::Duration;

use app::account::password::Weakness;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

/// Fewest and most characters.
const SHORTEST: usize = 10;
const LONGEST: usize = 128;
/// Words that everybody here tries first, as they are spelled and as they are
/// typed.
const OURS: [&str; 12] = [
    "pilotboard",
    "pilot",
    "battery",
    "ministry",
    "quarter",
    "mima",
    "shidian",
    "jibao",
    "dianchi",
    "huishou",
    "woaini",
    "zhongguo",
];

/// Trials at a time.
const AT_A_TIME: usize = 4;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// Memory in KiB and passes, as OWASP advises for one lane.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

static TURNS: Semaphore = Semaphore::const_new(AT_A_TIME);

/// Why a password was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordError {
    /// Too many at a time.
    Busy,
    /// What is kept cannot be read, or there is no randomness.
    Broken,
}

impl fmt::Display for PasswordError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Busy => "too many passwords are being checked at this moment",
            Self::Broken => "a password could not be worked with",
        })
    }
}

impl std::error::Error for PasswordError {}

/// Why a password is too easy to guess for an account with these `own` words;
/// `None` where it is not.
#[must_use]
pub fn weakness(password: &str, own: &[&str]) -> Option<Weakness> {
    let characters = password.chars().count();
    if characters < SHORTEST {
        return Some(Weakness::Short);
    }
    if characters > LONGEST {
        return Some(Weakness::Long);
    }
    let known: Vec<&str> = OURS.iter().copied().chain(own.iter().copied()).collect();
    let judged = zxcvbn(password, &known);
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    if judged.score() >= Score::Three && different.len() >= SHORTEST / 2 {
        return None;
    }
    let warning = judged.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    Some(match warning {
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess,
        ) => Weakness::Row,
        Some(
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        ) => Weakness::Repeated,
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => {
            Weakness::Date
        }
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword
            | Warning::AWordByItselfIsEasyToGuess
            | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => Weakness::Common,
        None => Weakness::Guessable,
    })
}

fn argon() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY, PASSES, 1, None).map_err(|_| PasswordError::Broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Runs heavy work off the runtime's threads, in its turn.
async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
) -> Result<T, PasswordError> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(PasswordError::Busy) };
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(PasswordError::Broken))
}

/// What is kept of a password, in PHC format.
///
/// # Errors
/// When too many are worked on.
pub async fn hash(password: String) -> Result<String, PasswordError> {
    in_turn(move || {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| PasswordError::Broken)?;
        let salt = SaltString::encode_b64(&salt).map_err(|_| PasswordError::Broken)?;
        let kept = argon()?.hash_password(password.as_bytes(), &salt);
        kept.map(|kept| kept.to_string()).map_err(|_| PasswordError::Broken)
    })
    .await
}

/// Whether the password is the kept one. Where nothing is kept it takes as
/// long, so that nobody learns from the time which names there are.
///
/// # Errors
/// As [`hash`].
pub async fn matches(password: String, kept: Option<String>) -> Result<bool, PasswordError> {
    in_turn(move || {
        let argon = argon()?;
        let Some(kept) = kept else {
            let mut nowhere = [0; 32];
            let done = argon.hash_password_into(password.as_bytes(), &[0; 16], &mut nowhere);
            return done.map(|()| false).map_err(|_| PasswordError::Broken);
        };
        let kept = PasswordHash::new(&kept).map_err(|_| PasswordError::Broken)?;
        Ok(argon.verify_password(password.as_bytes(), &kept).is_ok())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_is_easy_to_guess_is_named_as_what_it_is() {
        let own = ["lead-120000", "120000", "Tianjin"];
        let mut surprises = Vec::new();
        for (password, expected) in [
            ("a1b2", Some(Weakness::Short)),
            ("abcdefghijklm", Some(Weakness::Row)),
            ("qwertyuiop", Some(Weakness::Common)),
            ("aaaaaaaaaaaaaa", Some(Weakness::Repeated)),
            ("电电电电电电电电电电电电", Some(Weakness::Repeated)),
            ("2024-10-01", Some(Weakness::Date)),
            ("password1234", Some(Weakness::Common)),
            ("lead-120000", Some(Weakness::Guessable)),
            ("Pilotboard2026", Some(Weakness::Guessable)),
            ("violet kettle ninety drum", None),
            ("湖边的灯塔看见了七只鹤", None),
        ] {
            let found = weakness(password, &own);
            if found != expected {
                surprises.push((password, found, expected));
            }
        }
        assert_eq!(surprises, []);
        assert_eq!(weakness(&"xk3".repeat(50), &own), Some(Weakness::Long));
    }

    #[tokio::test]
    async fn only_the_password_itself_matches_what_is_kept_of_it() {
        let kept = hash("correct horse 电池".into()).await.expect("it is hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(matches("correct horse 电池".into(), Some(kept.clone())).await, Ok(true));
        assert_eq!(matches("correct horse".into(), Some(kept)).await, Ok(false));
        assert_eq!(matches("correct horse".into(), None).await, Ok(false));
    }
}
