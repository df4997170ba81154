//! A status in word, shape and colour, so that none of them speaks alone.

#[cfg(feature = "ssr")]
use leptos::prelude::*;

/// The tone of a status; each has a shape of its own besides its hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Filled circle.
    Good,
    /// Triangle.
    Caution,
    /// Filled square.
    Bad,
    /// Ring.
    Open,
    /// Half-filled circle.
    Going,
    /// Dash.
    Aside,
}

impl Tone {
    /// The classes of the tag.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "tag good",
            Self::Caution => "tag caution",
            Self::Bad => "tag bad",
            Self::Open => "tag open",
            Self::Going => "tag going",
            Self::Aside => "tag aside",
        }
    }

    /// The shape before the word.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Good => "●",
            Self::Caution => "▲",
            Self::Bad => "■",
            Self::Open => "○",
            Self::Going => "◐",
            Self::Aside => "–",
        }
    }
}

/// The status as a tag.
#[cfg(feature = "ssr")]
pub fn tag(tone: Tone, word: impl Into<String>) -> AnyView {
    view! {
        <span class=tone.class()><span aria-hidden="true">{tone.shape()}</span>{word.into()}</span>
    }
    .into_any()
}
