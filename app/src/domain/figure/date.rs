//! Dates, quarters and times typed where a number belongs: mostly a wrong
//! column pasted, or what a spreadsheet made of `3-5`.

/// `2025-03-01`, `2025/3`, `3/4/2025`, `2025.3.1`, `2025年`, `3月5日`,
/// `2025-Q3`, `12:30`, `5-Mar`.
pub(super) fn is_date(body: &str) -> bool {
    let lower = body.to_ascii_lowercase();
    let day = lower.split([' ', 't']).next().unwrap_or(&lower);
    let runs: Vec<&str> = day.split(|c: char| !c.is_ascii_digit()).collect();
    let is_year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    let small = |run: &str, most: u8| {
        (1..=2).contains(&run.len()) && run.parse().is_ok_and(|n: u8| (1..=most).contains(&n))
    };
    let one_mark = |marks: &[char]| {
        marks.iter().any(|mark| {
            day.matches(|c: char| !c.is_ascii_digit()).all(|found| found.starts_with(*mark))
        })
    };
    match runs.as_slice() {
        [year, month, day] if one_mark(&['-', '/', '.']) => {
            let ends = is_year(year) && small(month, 12) && small(day, 31);
            let starts = is_year(day) && small(year, 31) && small(month, 31);
            let short = !one_mark(&['.']) && [year, month, day].iter().all(|run| small(run, 99));
            return ends || starts || short;
        }
        [first, second] if one_mark(&['-', '/']) => {
            return (is_year(first) && small(second, 12)) || (small(first, 12) && is_year(second));
        }
        [hour, minute, ..] if one_mark(&[':']) => {
            return hour.len() <= 2 && minute.len() == 2;
        }
        _ => {}
    }
    let with_sign = |sign: char, fits: &dyn Fn(&str) -> bool| {
        lower.split_once(sign).is_some_and(|(before, _)| {
            let run = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or(before);
            fits(run)
        })
    };
    let quarter = lower
        .split_once('q')
        .is_some_and(|(year, q)| is_year(year.trim_end_matches(['-', ' '])) && small(q, 4));
    with_sign('年', &is_year)
        || with_sign('月', &|run| small(run, 12))
        || quarter
        || names_month(&lower)
}

/// A month's English name beside digits and nothing else, as spreadsheets
/// rewrite `3-5`.
fn names_month(lower: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut words = lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (Some(word), None) = (words.next(), words.next()) else {
        return false;
    };
    lower.bytes().any(|b| b.is_ascii_digit())
        && lower.bytes().all(|b| b.is_ascii_alphanumeric() || b" -/.,".contains(&b))
        && MONTHS.iter().any(|month| *month == word || month.get(..3) == Some(word))
}
