//! Whether all is saved, for the eye all the time and for the ear sparingly.

use super::Grid;
use super::sheet::{add, first};
use crate::entry::grid::outbox::Kept;
use crate::locale::{grid_words as words, return_words};
use crate::ui::tag::Tone;

/// How saving stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Saving {
    #[default]
    Untouched,
    Saved(String),
    Waiting,
    Running,
    Refused(String),
    Contested(usize),
    Offline(usize),
    SignedOut(usize),
    Closed(String, usize),
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// What was last said aloud of saving: whether it went well.
    well: Option<bool>,
    /// Whether somebody asked to hear that it is saved.
    asked: bool,
}

impl Told {
    /// The next time that all is saved it is said.
    pub(super) fn say_saved(&mut self) {
        self.asked = true;
    }
}

impl Grid {
    fn saving(&self) -> Saving {
        let state = self.state.borrow();
        let outbox = &state.outbox;
        let unsaved = outbox.unsaved();
        if let Some(why) = &state.closed {
            return Saving::Closed(why.clone(), unsaved);
        }
        if state.signed_out {
            return Saving::SignedOut(unsaved);
        }
        let fields = self.sheet.controls.names();
        let contested = fields.clone().filter(|it| outbox.kept(it) == Kept::Contested).count();
        if contested > 0 {
            return Saving::Contested(contested);
        }
        if outbox.is_failing() {
            return Saving::Offline(unsaved);
        }
        if let Some(why) = fields.clone().find_map(|it| outbox.refusal(it)) {
            return Saving::Refused(why.to_owned());
        }
        if outbox.is_sending() {
            Saving::Running
        } else if unsaved > 0 {
            Saving::Waiting
        } else if state.saved_at.is_empty() {
            Saving::Untouched
        } else {
            Saving::Saved(state.saved_at.clone())
        }
    }

    /// Shows how saving stands, and says what is news.
    pub(super) fn tell(&self) {
        let saving = self.saving();
        let locale = self.sheet.locale;
        let (tone, words) = match &saving {
            Saving::Untouched => (Tone::Open, String::new()),
            Saving::Saved(when) => (Tone::Good, words::all_saved(locale, when)),
            Saving::Waiting => (Tone::Open, words::to_be_saved(locale).to_owned()),
            Saving::Running => (Tone::Open, words::saving(locale).to_owned()),
            Saving::Refused(why) => (Tone::Bad, why.clone()),
            Saving::Contested(count) => (Tone::Caution, words::to_decide(locale, count)),
            Saving::Offline(count) => (Tone::Bad, words::offline(locale, count)),
            Saving::SignedOut(count) => (Tone::Bad, words::signed_out(locale, count)),
            Saving::Closed(why, count) => (Tone::Bad, words::not_taken(locale, why, count)),
        };
        let away = matches!(saving, Saving::SignedOut(_));
        self.show_saving(tone, &words, away);
        let well = match saving {
            Saving::Saved(_) => true,
            Saving::Untouched | Saving::Waiting | Saving::Running => return,
            _ => false,
        };
        let is_news = {
            let told = &mut self.state.borrow_mut().told;
            let asked = well && std::mem::take(&mut told.asked);
            let news = told.well != Some(well) || asked;
            told.well = Some(well);
            news
        };
        if is_news {
            self.say(&words);
        }
    }

    fn show_saving(&self, tone: Tone, words: &str, away: bool) -> Option<()> {
        let locale = self.sheet.locale;
        let place = first(&self.sheet.form, "#standing")?;
        let typed = self.sheet.typed();
        let filled = typed.iter().filter(|line| !line.is_blank()).count();
        let filled = return_words::filled(locale, filled, typed.len());
        let shown = format!("{}{words}", tone.shape());
        let before = first(&place, ".tag").and_then(|it| it.text_content()).unwrap_or_default();
        if place.last_child()?.text_content()? == filled && before == shown {
            return None;
        }
        place.set_text_content(None);
        if !words.is_empty() {
            add(&place, &self.sheet.shaped("span", tone.class(), tone.shape(), words)?)?;
        }
        if away {
            let link = self.sheet.make("a", "", words::sign_in(locale))?;
            link.set_attribute("href", &self.sheet.data("data-sign-in")).ok()?;
            link.set_attribute("target", "_blank").ok()?;
            add(&place, &link)?;
        }
        add(&place, &self.sheet.make("span", "", &filled)?)?;
        Some(())
    }

    /// Says it politely; the focus stays where it is.
    pub(super) fn say(&self, words: &str) {
        if let Some(said) = first(&self.sheet.form, "#said") {
            said.set_text_content(Some(words));
        }
    }
}
