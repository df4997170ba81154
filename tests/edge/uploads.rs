//! Uploads: read whole within their limit, refused with their reason, and never
//! so many at a time that memory runs out.

use std::sync::Arc;
use std::time::Duration;

use app::locale::Locale;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::post;
use server::http::Accepting;
use server::http::limits::{FILE, Gate, UPLOADS};
use server::http::upload::read_upload;
use support::Listening;
use tokio::time::sleep;

use crate::status;

/// A route that looks at an upload for a while and says what it was.
async fn uploading(looking: Duration) -> Listening {
    let upload = async move |State(gate): State<Gate>, request: Request| match read_upload(
        request, "file", &gate,
    )
    .await
    {
        Ok(upload) => {
            sleep(looking).await;
            let fields = upload.fields.fields();
            let told = format!("{} {} {fields:?}", upload.file_name, upload.bytes.len());
            (StatusCode::OK, told)
        }
        Err(refusal) => (refusal.status(), refusal.sentence(Locale::En)),
    };
    let router = Router::new().route("/", post(upload)).with_state(Gate::default());
    Listening::start(router, Accepting::default()).await
}

/// The body of an upload, part by part: its head's end and its bytes.
fn multipart(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (disposition, bytes) in parts {
        let head = format!("--limit\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--limit--\r\n");
    body
}

const KIND: &str = "multipart/form-data; boundary=limit";
const PLACE: &str = "name=\"file\"; filename=\"季报.xlsx\"";

async fn send(served: &Listening, kind: &str, body: &[u8]) -> String {
    let mut line = served.line().await;
    let head = format!(
        "POST / HTTP/1.1\r\nhost: board\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    line.say(head.as_bytes()).await;
    line.say(body).await;
    line.answer().await
}

#[tokio::test]
async fn a_file_arrives_whole_with_the_fields_beside_it() {
    let served = uploading(Duration::ZERO).await;
    let version: (&str, &[u8]) = ("name=\"version\"", b"7");
    let answer = send(&served, KIND, &multipart(&[version, (PLACE, b"PK\x03\x04\xff\0")])).await;
    assert!(answer.ends_with("季报.xlsx 6 [(\"version\", \"7\")]"), "{answer}");
    let with_folder = "name=\"file\"; filename=\"C:\\\\报表\\\\季报.xlsx\"";
    let answer = send(&served, KIND, &multipart(&[(with_folder, b"PK")])).await;
    assert!(answer.ends_with("季报.xlsx 2 []"), "{answer}");
    let largest = vec![0; FILE];
    let answer = send(&served, KIND, &multipart(&[(PLACE, &largest)])).await;
    assert!(answer.ends_with(&format!("季报.xlsx {FILE} []")), "{answer}");
}

#[tokio::test]
async fn what_is_no_upload_of_one_file_is_refused_with_its_reason() {
    let served = uploading(Duration::ZERO).await;
    let good = multipart(&[(PLACE, b"PK")]);
    let other: (&str, &[u8]) = ("name=\"picture\"; filename=\"a.png\"", b"x");
    let none: (&str, &[u8]) = ("name=\"file\"; filename=\"\"", b"");
    let text: (&str, &[u8]) = ("name=\"note\"", b"\xff");
    let larger = vec![0; FILE + 1];
    let long = vec![b'x'; (256 << 10) + 1];
    for (kind, body, code, said) in [
        (KIND, good[..good.len() - 12].to_vec(), "400", "damaged"),
        (KIND, b"--limit\r\nno head at all".to_vec(), "400", "damaged"),
        (KIND, b"nonsense".to_vec(), "400", "damaged"),
        (KIND, Vec::new(), "400", "damaged"),
        ("multipart/form-data", good.clone(), "400", "damaged"),
        ("multipart/form-data; boundary=other", good.clone(), "400", "damaged"),
        (KIND, multipart(&[text, (PLACE, b"PK")]), "400", "UTF-8"),
        ("application/x-www-form-urlencoded", good.clone(), "415", "multipart/form-data"),
        (KIND, multipart(&[]), "422", "No file was chosen"),
        (KIND, multipart(&[none]), "422", "No file was chosen"),
        (KIND, multipart(&[other]), "422", "no field “picture”"),
        (KIND, multipart(&[(PLACE, b"PK"), (PLACE, b"PK")]), "422", "One file"),
        (KIND, multipart(&[(PLACE, &larger)]), "413", "At most 10 MB"),
        (KIND, multipart(&[("name=\"note\"", &long), (PLACE, b"PK")]), "413", "At most 256 kB"),
        (KIND, vec![b'x'; FILE * 2], "413", "At most 10 MB"),
    ] {
        let answer = send(&served, kind, &body).await;
        let shown = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
        assert_eq!(status(&answer), code, "{kind}: {shown}\n{answer}");
        assert!(answer.contains(said), "{kind}: {shown}\n{answer}");
    }
    assert_eq!(status(&send(&served, KIND, &good).await), "200");
}

#[tokio::test]
async fn of_a_hundred_uploads_at_once_the_excess_is_told_to_come_back() {
    let served = Arc::new(uploading(Duration::from_millis(500)).await);
    let body = Arc::new(multipart(&[(PLACE, &vec![0; FILE])]));
    let sending: Vec<_> = (0..100)
        .map(|_| {
            let (served, body) = (served.clone(), body.clone());
            tokio::spawn(async move { send(&served, KIND, &body).await })
        })
        .collect();
    let (mut taken, mut put_off) = (0, 0);
    for sent in sending {
        let answer = sent.await.expect("sent");
        match status(&answer) {
            "200" => taken += 1,
            "429" => put_off += 1,
            other => panic!("{other}: {answer}"),
        }
    }
    assert!(taken >= UPLOADS, "{taken} taken");
    assert!(put_off > 0, "nobody was put off");
    // All places are free again.
    assert_eq!(status(&send(&served, KIND, &body).await), "200");
}

#[tokio::test]
async fn an_upload_that_breaks_off_frees_its_place() {
    let served = uploading(Duration::ZERO).await;
    let body = multipart(&[(PLACE, &[0; 100_000])]);
    for _ in 0..UPLOADS * 2 {
        let mut line = served.line().await;
        let head = format!(
            "POST / HTTP/1.1\r\nhost: board\r\ncontent-type: {KIND}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        line.say(head.as_bytes()).await;
        line.say(&body[..50_000]).await;
    }
    sleep(Duration::from_millis(100)).await;
    let answer = send(&served, KIND, &body).await;
    assert_eq!(status(&answer), "200", "{answer}");
}
