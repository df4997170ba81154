//! Dialogs: a block before it is put in, the list of keys.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlDialogElement, HtmlElement};

use super::sheet::{add, first};
use super::{Grid, target};
use crate::locale::grid_words as words;

impl Grid {
    /// Asks in a dialog of its own; the focus goes back to where it was.
    pub(super) fn ask(
        self: &Rc<Self>,
        title: &str,
        content: &[HtmlElement],
        confirm: Option<String>,
        close: &str,
    ) -> Option<()> {
        let dialog: HtmlDialogElement = self.sheet.make("dialog", "asking", "")?.unchecked_into();
        dialog.set_attribute("aria-labelledby", "asking-title").ok()?;
        let heading = self.sheet.make("h2", "", title)?;
        heading.set_id("asking-title");
        add(&dialog, &heading)?;
        for element in content {
            add(&dialog, element)?;
        }
        let actions = self.sheet.make("div", "actions", "")?;
        let mut first_button = None;
        for (text, puts_in) in [(confirm, true), (Some(close.to_owned()), false)] {
            let Some(text) = text else { continue };
            let class = if puts_in { "" } else { "quiet" };
            let button = self.sheet.button(class, &text)?;
            button.set_attribute("data-answer", if puts_in { "yes" } else { "no" }).ok()?;
            add(&actions, &button)?;
            first_button.get_or_insert(button);
        }
        add(&dialog, &actions)?;
        let back = self.sheet.document.active_element();
        let back = back.map(JsCast::unchecked_into::<HtmlElement>);
        let (grid, asking) = (self.clone(), dialog.clone());
        let answered = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            match target(&event).and_then(|it| it.get_attribute("data-answer")).as_deref() {
                Some("yes") => grid.put_block_in(),
                Some(_) => {}
                None if event.type_() == "close" => {}
                None => return,
            }
            asking.close();
            asking.remove();
            if let Some(back) = &back {
                let _ = back.focus();
            }
        });
        let answered = answered.into_js_value();
        dialog.add_event_listener_with_callback("click", answered.unchecked_ref()).ok()?;
        dialog.add_event_listener_with_callback("close", answered.unchecked_ref()).ok()?;
        self.sheet.document.body()?.append_child(&dialog).ok()?;
        dialog.show_modal().ok()?;
        let _ = first_button?.focus();
        Some(())
    }

    /// The list of keys, for who looks for it: a button, and `?` in a cell.
    pub(super) fn add_keys_button(&self) -> Option<()> {
        let button = self.sheet.button("quiet", words::keys(self.sheet.locale))?;
        button.set_attribute("data-keys", "").ok()?;
        add(&first(&self.sheet.form, ".actions")?, &button)
    }

    pub(super) fn show_keys(self: &Rc<Self>) {
        let locale = self.sheet.locale;
        let list = [
            ("↓ ↑ · Enter, Shift+Enter · Tab, Shift+Tab", words::key_move(locale)),
            ("PageDown, PageUp", words::key_page(locale)),
            ("Ctrl+Home, Ctrl+End", words::key_ends(locale)),
            ("F2", words::key_within(locale)),
            ("Esc", words::key_back(locale)),
            ("→", words::key_beside(locale)),
            ("Ctrl+Z, Ctrl+Y", words::key_undo(locale)),
            ("Ctrl+V", words::key_paste(locale)),
            ("Ctrl+S", words::key_save(locale)),
            ("?", words::key_list(locale)),
        ];
        let list = || {
            let names = self.sheet.make("dl", "key-list", "")?;
            for (keys, meaning) in list {
                add(&names, &self.sheet.make("dt", "", keys)?)?;
                add(&names, &self.sheet.make("dd", "", meaning)?)?;
            }
            Some(names)
        };
        if let Some(list) = list() {
            self.ask(words::keys_title(locale), &[list], None, words::close(locale));
        }
    }
}
