//! An answer, read to its end.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::Html;

/// Status, headers and body of an answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub(crate) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body");
        Self { status: parts.status, headers: parts.headers, body: body.to_vec() }
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    /// The value of a header, empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("plain text"))
    }

    /// The body as a page; it must be one.
    #[must_use]
    pub fn html(&self) -> Html {
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8", "{}", self.text());
        Html::parse(self.text())
    }

    /// The rows of a CSV file that Excel opens as it is.
    #[must_use]
    pub fn csv(&self) -> Vec<Vec<String>> {
        assert_eq!(self.header("content-type"), "text/csv; charset=utf-8", "{}", self.text());
        let text = self.text().strip_prefix('\u{feff}').expect("a byte-order mark");
        parse_csv(text)
    }

    /// Width and height of a PNG.
    #[must_use]
    pub fn png_size(&self) -> (u32, u32) {
        assert_eq!(&self.body[..8], b"\x89PNG\r\n\x1a\n");
        let number =
            |at: usize| u32::from_be_bytes(self.body[at..at + 4].try_into().expect("four bytes"));
        (number(16), number(20))
    }
}

/// The fields of a CSV text, row by row.
#[must_use]
pub fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| record.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}
