//! The two languages. All words for people stand in `app/locales/`, each
//! phrase with both languages side by side, so that one without the other
//! does not compile.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::unit::Names;

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    Zh,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The language tag, as in `lang="zh-CN"` and `?lang=zh-CN`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The name in this language.
    #[must_use]
    pub fn name(self, names: &Names) -> &str {
        match self {
            Self::Zh => &names.zh,
            Self::En => &names.en,
        }
    }
}

impl FromStr for Locale {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag).ok_or(())
    }
}

/// Declares phrases in both languages: `name: "中文", "English";`, or with
/// parts `name(filed, expected): "{filed} / {expected}", "{filed} of {expected}";`.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident $(($($part:ident),+))? : $zh:literal, $en:literal;)+) => {
        $($crate::locale::phrase!($(#[$doc])* $name $(($($part),+))? : $zh, $en);)+
    };
}

macro_rules! phrase {
    ($(#[$doc:meta])* $name:ident : $zh:literal, $en:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(locale: $crate::locale::Locale) -> &'static str {
            match locale {
                $crate::locale::Locale::Zh => $zh,
                $crate::locale::Locale::En => $en,
            }
        }
    };
    ($(#[$doc:meta])* $name:ident ($($part:ident),+) : $zh:literal, $en:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(locale: $crate::locale::Locale, $($part: impl std::fmt::Display),+) -> String {
            match locale {
                $crate::locale::Locale::Zh => format!($zh),
                $crate::locale::Locale::En => format!($en),
            }
        }
    };
}

pub(crate) use phrase;

#[cfg(feature = "ssr")]
#[path = "../locales/account_words.rs"]
pub mod account_words;
#[path = "../locales/audit_words.rs"]
pub mod audit_words;
#[path = "../locales/board_words.rs"]
pub mod board_words;
#[path = "../locales/check_words.rs"]
pub mod check_words;
#[path = "../locales/compare_words.rs"]
pub mod compare_words;
#[cfg(feature = "ssr")]
#[path = "../locales/document_words.rs"]
pub mod document_words;
#[path = "../locales/due_words.rs"]
pub mod due_words;
#[path = "../locales/duty_words.rs"]
pub mod duty_words;
#[cfg(feature = "ssr")]
#[path = "../locales/evaluation_words.rs"]
pub mod evaluation_words;
#[path = "../locales/figure_words.rs"]
pub mod figure_words;
#[path = "../locales/form_words.rs"]
pub mod form_words;
#[path = "../locales/grid_words.rs"]
pub mod grid_words;
#[path = "../locales/import_words.rs"]
pub mod import_words;
#[cfg(feature = "ssr")]
#[path = "../locales/link_words.rs"]
pub mod link_words;
#[path = "../locales/number_words.rs"]
pub mod number_words;
#[cfg(feature = "ssr")]
#[path = "../locales/office_words.rs"]
pub mod office_words;
#[path = "../locales/progress_words.rs"]
pub mod progress_words;
#[path = "../locales/province_words.rs"]
pub mod province_words;
#[path = "../locales/receipt_words.rs"]
pub mod receipt_words;
#[path = "../locales/request_words.rs"]
pub mod request_words;
#[path = "../locales/return_words.rs"]
pub mod return_words;
#[path = "../locales/review_words.rs"]
pub mod review_words;
#[cfg(feature = "ssr")]
#[path = "../locales/sdmx_words.rs"]
pub mod sdmx_words;
#[path = "../locales/template_words.rs"]
pub mod template_words;
#[path = "../locales/upload_words.rs"]
pub mod upload_words;
#[cfg(feature = "ssr")]
#[path = "../locales/verify_words.rs"]
pub mod verify_words;
