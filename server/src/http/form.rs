//! A form as a browser sends it: fields in their order, names repeated.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use super::limits::{self, FIELDS};
use super::request_refusal::RequestRefusal;

pub(super) const FORM_TYPE: &str = "application/x-www-form-urlencoded";

/// The fields of a form, in the order in which they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// All fields.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The first field of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every field of that name.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.fields.iter().filter(move |(its, _)| its == name).map(|(_, value)| value.as_str())
    }

    /// # Errors
    /// When a field has another name than these.
    pub fn deny_unknown(&self, known: &[&str]) -> Result<(), RequestRefusal> {
        match self.fields.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(RequestRefusal::UnknownField(name.clone())),
            None => Ok(()),
        }
    }

    /// Takes a field in.
    ///
    /// # Errors
    /// When there are too many.
    pub(super) fn add(&mut self, name: &str, value: &str) -> Result<(), RequestRefusal> {
        if self.fields.len() == FIELDS {
            return Err(RequestRefusal::TooManyFields(FIELDS));
        }
        self.fields.push((storable(name), storable(value)));
        Ok(())
    }
}

/// NUL, which no database takes for text, becomes what browsers make of it in
/// a page: the sign for a character that cannot be shown.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

/// Reads a form.
///
/// # Errors
/// When it is too large, of another type, or not written as browsers do.
pub async fn read_form(request: Request) -> Result<Form, RequestRefusal> {
    let is_form = has_type(request.headers(), FORM_TYPE);
    let body = limits::whole(request, limits::FORM).await?;
    // A button without a field sends nothing, and a program then no type either.
    if !is_form && !body.is_empty() {
        return Err(RequestRefusal::WrongType(FORM_TYPE));
    }
    parse(&body)
}

/// Whether the body is said to be of that type, whatever its parameters.
pub(super) fn has_type(headers: &HeaderMap, expected: &str) -> bool {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (essence, _) = said.split_once(';').unwrap_or((said, ""));
    essence.trim().eq_ignore_ascii_case(expected)
}

/// Stricter than `form_urlencoded`, which takes what is damaged for what was
/// meant.
pub(super) fn parse(body: &[u8]) -> Result<Form, RequestRefusal> {
    let mut form = Form::default();
    for field in body.split(|byte| *byte == b'&').filter(|field| !field.is_empty()) {
        let mut parts = field.splitn(2, |byte| *byte == b'=');
        let name = decode(parts.next().unwrap_or_default())?;
        let value = decode(parts.next().unwrap_or_default())?;
        form.add(&name, &value)?;
    }
    Ok(form)
}

fn decode(part: &[u8]) -> Result<String, RequestRefusal> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                high.zip(low)
                    .map(|(high, low)| high << 4 | low)
                    .ok_or(RequestRefusal::BrokenForm)?
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| RequestRefusal::NotText)
}

fn digit(byte: Option<&u8>) -> Option<u8> {
    let digit = char::from(*byte?).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn fields(body: &str) -> Result<Vec<(String, String)>, RequestRefusal> {
        parse(body.as_bytes()).map(|form| form.fields)
    }

    fn field(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn fields_keep_their_order_and_are_decoded_once() {
        assert_eq!(
            fields("R02=1+234&R01=%E4%B8%87%2B&R02=&note=a%26b%3Dc%2526"),
            Ok(vec![
                field("R02", "1 234"),
                field("R01", "万+"),
                field("R02", ""),
                field("note", "a&b=c%26"),
            ])
        );
        assert_eq!(
            fields("a=b=c&&d&=e&"),
            Ok(vec![field("a", "b=c"), field("d", ""), field("", "e")])
        );
        assert_eq!(fields(""), Ok(Vec::new()));
        assert_eq!(fields("a=x%00y"), Ok(vec![field("a", "x\u{fffd}y")]));
    }

    #[test]
    fn a_damaged_form_is_refused_rather_than_guessed_at() {
        for body in ["a=%", "a=%4", "a=%zz", "%=a", "a=%+1", "a=100%"] {
            assert_eq!(fields(body), Err(RequestRefusal::BrokenForm), "{body}");
        }
        for body in ["a=%FF", "%C3%28=a", "a=%ED%A0%80", "a=%D6%D0"] {
            assert_eq!(fields(body), Err(RequestRefusal::NotText), "{body}");
        }
        assert_eq!(parse(b"a=\xff"), Err(RequestRefusal::NotText));
    }

    #[test]
    fn a_form_of_endlessly_many_fields_is_refused() {
        assert_eq!(fields(&"a&".repeat(FIELDS)).map(|all| all.len()), Ok(FIELDS));
        assert_eq!(fields(&"a&".repeat(FIELDS + 1)), Err(RequestRefusal::TooManyFields(FIELDS)));
    }

    #[test]
    fn fields_are_found_by_name() {
        let form = parse(b"cells=R01&reason=x&cells=R02").expect("a form");
        assert_eq!(form.get("cells"), Some("R01"));
        assert_eq!(form.all("cells").collect::<Vec<_>>(), ["R01", "R02"]);
        assert_eq!(form.get("version"), None);
        assert_eq!(form.deny_unknown(&["cells", "reason", "version"]), Ok(()));
        assert_eq!(
            form.deny_unknown(&["cells"]),
            Err(RequestRefusal::UnknownField("reason".into()))
        );
    }

    async fn sent(content_type: &str, body: Vec<u8>) -> Result<Form, RequestRefusal> {
        let mut request = Request::post("/");
        if !content_type.is_empty() {
            request = request.header(CONTENT_TYPE, content_type);
        }
        read_form(request.body(Body::from(body)).expect("a request")).await
    }

    #[tokio::test]
    async fn the_type_and_the_length_of_a_form_are_held_against_what_is_allowed() {
        let with_charset = "application/x-www-form-urlencoded; charset=UTF-8";
        assert_eq!(sent(with_charset, b"a=1".to_vec()).await, parse(b"a=1"));
        assert_eq!(sent("", Vec::new()).await, Ok(Form::default()));
        for other in ["", "text/plain", "multipart/form-data; boundary=x", "application/json"] {
            let wrong = Err(RequestRefusal::WrongType(FORM_TYPE));
            assert_eq!(sent(other, b"a=1".to_vec()).await, wrong, "{other}");
        }
        let longest = [b"a=", vec![b'x'; limits::FORM - 2].as_slice()].concat();
        assert!(sent(FORM_TYPE, longest.clone()).await.is_ok());
        let longer = [longest.as_slice(), b"x"].concat();
        assert_eq!(sent(FORM_TYPE, longer).await, Err(RequestRefusal::TooLarge(limits::FORM)));
    }
}
