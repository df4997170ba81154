//! What stands between the network and the product: slow lines, crowds, pages
//! of other sites, bodies of every size and shape, proxies, and the mail server.

mod bodies;
mod cross_site;
mod crowd;
mod forms;
mod mail;
mod patience;
mod proxies;
mod uploads;

/// What answers in the tests that ask for the head of an answer alone.
fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("")
}

/// The value of a header; empty when there is none.
fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let (head, _) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(given, _)| given.eq_ignore_ascii_case(name))
        .map_or("", |(_, value)| value.trim())
}
