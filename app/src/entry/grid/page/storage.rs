//! Keeping on this computer what is not saved, letter by letter.

use web_sys::Storage;

use super::Grid;
use crate::entry::grid::keeping;
use crate::entry::grid::undo::Change;
use crate::locale::grid_words as words;

impl Grid {
    /// The browser's storage; a person may have switched it off.
    fn storage(&self) -> Option<Storage> {
        self.window.local_storage().ok()?
    }

    fn place(&self) -> String {
        keeping::place(&self.sheet.data("data-account"), &self.sheet.data("data-return"))
    }

    /// Keeps a field's text while it is not saved, and lets go of it after.
    pub(super) fn keep(&self, field: &str) {
        let Some(storage) = self.storage() else { return };
        let name = self.place() + field;
        let mut state = self.state.borrow_mut();
        if !state.outbox.is_unsaved(field) {
            // What another window keeps is not ours to let go of.
            if state.kept.take(field).is_some() {
                let _ = storage.remove_item(&name);
            }
            return;
        }
        // What the server held when the typing began stays, until it is
        // decided what becomes of another value.
        let entry = storage.get_item(&name).ok().flatten().filter(|_| state.kept.has(field));
        let before = entry.as_deref().and_then(keeping::read).map(|(before, _)| before);
        let before = before.unwrap_or_else(|| state.outbox.base(field));
        let entry = keeping::write(before, &self.sheet.text(field));
        if storage.set_item(&name, &entry).is_ok() {
            state.kept.put(field, ());
        }
    }

    /// Forgets what was kept of a field, so that it is kept anew.
    pub(super) fn let_go(&self, field: &str) {
        if let Some(storage) = self.storage() {
            let _ = storage.remove_item(&(self.place() + field));
        }
        self.state.borrow_mut().kept.take(field);
    }

    /// Keeps and lets go of every field as it stands.
    pub(super) fn keep_all(&self) {
        for field in self.sheet.controls.names() {
            self.keep(field);
        }
    }

    /// Puts back what was kept when the page was left: one step that can be
    /// taken back.
    pub(super) fn restore(&self) -> Option<()> {
        let storage = self.storage()?;
        let place = self.place();
        let mut changes = Vec::new();
        for (field, control) in self.sheet.controls.all() {
            let Some(entry) = storage.get_item(&(place.clone() + field)).ok().flatten() else {
                continue;
            };
            let read = keeping::read(&entry).filter(|_| !control.read_only());
            let restored = read.is_some_and(|(before, text)| {
                let restored = self.state.borrow_mut().outbox.restore(field, before, text);
                if restored {
                    let before = control.value();
                    changes.push(Change {
                        field: field.to_owned(),
                        before,
                        after: text.to_owned(),
                    });
                    control.set_value(text);
                }
                restored
            });
            if restored {
                self.state.borrow_mut().kept.put(field, ());
            } else if read.is_some() {
                let _ = storage.remove_item(&(place.clone() + field));
            }
        }
        if changes.is_empty() {
            return None;
        }
        let words = words::restored(self.sheet.locale, changes.len());
        self.state.borrow_mut().past.did(changes);
        let notice = self.sheet.make("p", "notice", &words)?;
        self.sheet.form.insert_before(&notice, self.sheet.form.first_child().as_ref()).ok()?;
        self.say(&words);
        Some(())
    }
}
