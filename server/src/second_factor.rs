//! The second factor: six digits that an authenticator shows anew every thirty
//! seconds (RFC 6238), each taken once.

use app::domain::calendar::Moment;
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Algorithm, TOTP};

const DIGITS: usize = 6;
const SECONDS: u64 = 30;
/// What authenticators show above the digits.
const ISSUER: &str = "Pilotboard";

fn totp(secret: &[u8]) -> TOTP {
    TOTP::new_unchecked(Algorithm::SHA1, DIGITS, 1, SECONDS, secret.to_vec())
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.0 / 1_000_000).unwrap_or_default()
}

/// The code of that moment.
#[must_use]
pub fn code(secret: &[u8], now: Moment) -> String {
    totp(secret).generate(seconds(now))
}

/// The time step a code belongs to: the present one, the one before, or the
/// next, since clocks differ. `None` where it belongs to none of them.
#[must_use]
pub fn step(secret: &[u8], typed: &str, now: Moment) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let present = seconds(now) / SECONDS;
    let totp = totp(secret);
    (present.saturating_sub(1)..=present + 1)
        .rev()
        .find(|step| same(&totp.generate(step * SECONDS), &typed))
        .and_then(|step| i64::try_from(step).ok())
}

/// Compares without telling by the time how far they agree.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// The secret as it is typed into an authenticator, in groups of four.
#[must_use]
pub fn spelled(secret: &[u8]) -> String {
    let base32: Vec<char> = totp(secret).get_secret_base32().chars().collect();
    let groups: Vec<String> = base32.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// The address that sets an authenticator up for an account.
#[must_use]
pub fn address(secret: &[u8], account: &str) -> String {
    // Names of accounts have no letter that would have to be encoded.
    let secret = totp(secret).get_secret_base32();
    format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}")
}

/// The address as a square to be photographed: modules on a side, and the dark
/// ones as a path of SVG. `None` where it is too long for one.
#[must_use]
pub fn drawn(address: &str) -> Option<(u32, String)> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        for x in 0..side {
            if code.get_module(x, y) {
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
    }
    Some((u32::try_from(side).ok()?, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits of each.
        for (second, expected) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(code(SECRET, Moment(second * 1_000_000)), expected);
        }
    }

    #[test]
    fn a_code_is_taken_from_half_a_minute_before_to_half_a_minute_after() {
        let shown = code(SECRET, Moment(1_000 * 30_000_000));
        let at = |step: i64| step_at(&shown, step);
        assert_eq!(
            [at(998), at(999), at(1_000), at(1_001), at(1_002)],
            [None, Some(1_000), Some(1_000), Some(1_000), None]
        );
        let spaced = format!("{} {}", &shown[..3], &shown[3..]);
        assert_eq!(step_at(&spaced, 1_000), Some(1_000));
        for typed in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(step_at(typed, 1_000), None, "{typed}");
        }
    }

    fn step_at(typed: &str, step: i64) -> Option<i64> {
        super::step(SECRET, typed, Moment(step * 30_000_000))
    }

    #[test]
    fn an_authenticator_is_set_up_by_a_square_or_by_hand() {
        assert!(spelled(SECRET).starts_with("GEZD GNBV "), "{}", spelled(SECRET));
        let address = address(SECRET, "reviewer");
        assert!(address.starts_with("otpauth://totp/Pilotboard:reviewer?secret=GEZDGNBV"));
        let (side, path) = drawn(&address).expect("it fits");
        assert!(side > 20 && path.starts_with("M0 0h1v1h-1z"), "{side} {path}");
    }
}
