//! Which return a workbook belongs to, signed so that a file cannot be turned
//! into another return's by editing a cell. It stands on a hidden sheet: of
//! all hiding places, the one that Excel, WPS and LibreOffice keep on saving.

use app::domain::period::Quarter;
use app::domain::programme::ProgrammeCode;
use app::domain::unit::UnitCode;
use hmac::digest::InvalidLength;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The hidden sheet's name.
pub const SHEET: &str = "pilotboard";

/// What is signed besides the identity, so that a signature made for anything
/// else never fits.
const PURPOSE: &str = "pilotboard return workbook 1";

/// The return a workbook was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub programme: ProgrammeCode,
    pub unit: UnitCode,
    pub quarter: Quarter,
    /// The programme's revision: the form's lines are those of its definition.
    pub form_version: i32,
}

/// The rows of the hidden sheet: label in column A, text in column B.
pub mod label {
    pub const PROGRAMME: &str = "programme";
    pub const UNIT: &str = "unit";
    pub const PERIOD: &str = "period";
    pub const FORM: &str = "form";
    pub const SIGNATURE: &str = "signature";
}

impl Identity {
    /// The rows of the hidden sheet.
    ///
    /// # Errors
    /// When the key has a length HMAC cannot take; there is none.
    pub fn rows(&self, key: &[u8]) -> Result<[(&'static str, String); 5], InvalidLength> {
        let signature = self.mac(key)?.finalize().into_bytes();
        Ok([
            (label::PROGRAMME, self.programme.clone()),
            (label::UNIT, self.unit.clone()),
            (label::PERIOD, self.quarter.to_string()),
            (label::FORM, self.form_version.to_string()),
            (label::SIGNATURE, signature.iter().map(|byte| format!("{byte:02x}")).collect()),
        ])
    }

    /// Whether `signature`, in hexadecimal, was made with `key` over this
    /// identity. Takes the same time wherever it differs.
    #[must_use]
    pub fn is_signed(&self, signature: &str, key: &[u8]) -> bool {
        let Some(bytes) = bytes(signature) else { return false };
        self.mac(key).is_ok_and(|mac| mac.verify_slice(&bytes).is_ok())
    }

    fn mac(&self, key: &[u8]) -> Result<Hmac<Sha256>, InvalidLength> {
        let mut mac = Hmac::<Sha256>::new_from_slice(key)?;
        let (quarter, version) = (self.quarter.to_string(), self.form_version.to_string());
        for part in [PURPOSE, &self.programme, &self.unit, &quarter, &version] {
            // The length first, so that no two identities run into one text.
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Ok(mac)
    }
}

/// 32 bytes from 64 hexadecimal digits.
fn bytes(hexadecimal: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> = hexadecimal
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let pairs: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    (digits.len() == 64).then_some(pairs)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        Identity {
            programme: "nev".into(),
            unit: "120000".into(),
            quarter: "2025-Q3".parse().expect("a quarter"),
            form_version: 4,
        }
    }

    fn signature(identity: &Identity, key: &[u8]) -> String {
        identity.rows(key).expect("a key")[4].1.clone()
    }

    #[test]
    fn a_signature_fits_one_identity_and_one_key() {
        let signed = signature(&identity(), b"key");
        assert!(identity().is_signed(&signed, b"key"));
        assert!(!identity().is_signed(&signed, b"another key"));
        let others = [
            Identity { programme: "nev1".into(), unit: "20000".into(), ..identity() },
            Identity { quarter: "2025-Q4".parse().expect("a quarter"), ..identity() },
            Identity { form_version: 5, ..identity() },
        ];
        for other in others {
            assert!(!other.is_signed(&signed, b"key"), "{other:?}");
        }
        for text in ["", "00", &signed[..63], &format!("{signed}00"), &"zz".repeat(32)] {
            assert!(!identity().is_signed(text, b"key"), "{text}");
        }
    }
}
