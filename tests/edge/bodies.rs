//! Bodies of every size and shape: taken, or refused with the status that says
//! why, in the person's language; never a 500.

use server::http::{Accepting, limits};
use support::{Listening, TestBoard};

use crate::{header, status};

/// One POST, said on a line of its own.
async fn posted(served: &Listening, address: &str, lines: &str, body: &[u8]) -> String {
    let mut line = served.line().await;
    let head = format!("POST {address} HTTP/1.1\r\nhost: board\r\n{lines}\r\n");
    line.say(head.as_bytes()).await;
    // The answer may come before the end.
    line.say(body).await;
    line.answer().await
}

fn length(body: &[u8]) -> String {
    format!("content-length: {}\r\n", body.len())
}

fn must_say(answer: &str, code: &str, sentence: &str) {
    assert_eq!(status(answer), code, "{answer}");
    assert_eq!(header(answer, "content-type"), "application/json", "{answer}");
    assert!(answer.contains(sentence), "{answer}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_however_it_comes() {
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), Accepting::default()).await;
    let large = vec![b' '; limits::JSON + 1];
    let address = "/api/v1/progress?lang=en";
    // Announced: refused before it is read; the answer arrives all the same.
    let answer = posted(&served, address, &length(&large), &large).await;
    must_say(&answer, "413", "At most 256 kB can be sent");
    // Whoever asks first need not send it.
    let asking = format!("{}expect: 100-continue\r\n", length(&large));
    must_say(&posted(&served, address, &asking, b"").await, "413", "At most 256 kB");
    // Not announced: refused once it is too large.
    let mut chunks = Vec::new();
    for chunk in large.chunks(100_000) {
        chunks.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    let answer = posted(&served, address, "transfer-encoding: chunked\r\n", &chunks).await;
    must_say(&answer, "413", "At most 256 kB");
    let in_chinese = "/api/v1/progress?lang=zh-CN";
    let answer = posted(&served, in_chinese, &length(&large), &large).await;
    must_say(&answer, "413", "提交的内容最多 256 kB");
}

#[tokio::test]
async fn a_body_of_nonsense_lengths_does_no_harm() {
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), Accepting::default()).await;
    for lines in [
        "content-length: 18446744073709551615\r\n",
        "content-length: 99999999999999999999999\r\n",
        "content-length: -1\r\n",
        "content-length: 1\r\ncontent-length: 2\r\n",
        "content-length: x\r\n",
        "transfer-encoding: nonsense\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 2\r\n",
    ] {
        let answer = posted(&served, "/api/v1/progress", lines, b"zz\r\n").await;
        assert!(answer.is_empty() || status(&answer).starts_with('4'), "{lines}: {answer}");
    }
    let cut_off = async {
        let mut line = served.line().await;
        line.say(b"POST /api/v1/progress HTTP/1.1\r\nhost: board\r\ncontent-length: 100\r\n\r\n{")
            .await;
        drop(line);
    };
    cut_off.await;
    let answer = posted(&served, "/api/v1/progress", &length(b"{"), b"{").await;
    assert_eq!(status(&answer), "422", "{answer}");
}

#[tokio::test]
async fn a_wrong_method_gets_a_page_that_says_so_with_the_methods_there_are() {
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), Accepting::default()).await;
    for (locale, title) in
        [("en", "This address is for something else"), ("zh-CN", "这个地址不能这样使用")]
    {
        let address = format!("/help?lang={locale}");
        let answer = posted(&served, &address, &length(b"R01=1"), b"R01=1").await;
        assert_eq!(status(&answer), "405", "{answer}");
        assert_eq!(header(&answer, "allow"), "GET,HEAD");
        assert!(answer.contains(title), "{answer}");
    }
    let answer = served.ask(b"GET /api/v1/progress HTTP/1.1\r\nhost: board\r\n\r\n").await;
    must_say(&answer, "405", "error");
    assert_eq!(header(&answer, "allow"), "POST");
}
