//! XML that is well formed whatever stands in it: elements close themselves,
//! texts and attributes are escaped, characters XML cannot hold never come in.

use std::fmt::{Display, Write as _};

use crate::export::evaluation::plain::plain;

/// An attribute and its value.
pub(super) type Attribute<'a> = (&'a str, &'a dyn Display);

pub(super) struct Markup(String);

impl Markup {
    /// A part of its own, with the declaration.
    pub(super) fn part() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".into())
    }

    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[Attribute],
        inside: impl FnOnce(&mut Self),
    ) {
        self.begin(name, attributes);
        self.0.push('>');
        inside(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// An empty element whose only attribute is `w:val`, as most properties are.
    pub(super) fn val(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("w:val", &value)]);
    }

    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn begin(&mut self, name: &str, attributes: &[Attribute]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            // Writing to a string cannot fail.
            let _ = write!(self.0, " {name}=\"");
            escape(&mut self.0, &value.to_string().replace('\n', " "));
            self.0.push('"');
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for character in plain(text).chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn nothing_that_stands_in_it_becomes_markup() {
        let mut xml = Markup(String::new());
        xml.element("a", &[("b", &"\"<1\n2>"), ("c", &3)], |xml| {
            xml.text("</a>&\u{0}\u{202E}");
            xml.val("w:d", "e");
        });
        assert_eq!(
            xml.0,
            "<a b=\"&quot;&lt;1 2&gt;\" c=\"3\">&lt;/a&gt;&amp;<w:d w:val=\"e\"/></a>"
        );
    }
}
