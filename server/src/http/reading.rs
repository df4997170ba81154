//! Reading a request: language, filters, and what was wrong with them.

use app::domain::period::Quarter;
use app::domain::record::Place;
use app::links::{Chart, Filters, Sort, Suffix};
use app::locale::{Locale, board_words as words};
use app::ui::share::Shared;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri};

use super::session::Session;

/// Filters longer than this are nobody's typing, in bytes.
const LONGEST: usize = 200;
/// The same for a list of units, or an address with one in it; and how many
/// units are taken.
const LONGEST_LIST: usize = 2_000;
const MOST: usize = 200;

/// The filters of an address, and a sentence for each that was left out.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub locale: Locale,
    pub filters: Filters,
    pub notices: Vec<String>,
    /// Who asks; `None` for nobody known.
    pub session: Option<Session>,
    /// The link by which a page is seen.
    pub shared: Option<Shared>,
    /// Whether a program asks, under `/api/`: then every answer is JSON.
    pub by_program: bool,
}

/// Reads the address. Whatever is not understood of its query is left out and
/// said.
pub(super) fn read(uri: &Uri, headers: &HeaderMap) -> Read {
    let by_program = uri.path().starts_with("/api/");
    Read { by_program, ..read_query(uri.query().unwrap_or_default(), headers) }
}

/// The same of a query alone.
pub(super) fn read_query(query: &str, headers: &HeaderMap) -> Read {
    let given: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let lang = given
        .iter()
        .find(|(name, _)| name == "lang")
        .and_then(|(_, value)| value.parse::<Locale>().ok());
    let locale = lang.unwrap_or_else(|| preferred(headers));
    let mut filters = Filters { lang, ..Filters::default() };
    let mut notices = Vec::new();
    for (name, value) in &given {
        let longest =
            if matches!(name.as_str(), "units" | "next") { LONGEST_LIST } else { LONGEST };
        let understood = value.len() <= longest && take(&mut filters, name, value);
        if !understood && !value.is_empty() {
            let (name, value) = (showable(name), showable(value));
            notices.push(words::filter_left_out(locale, name, value));
        }
    }
    Read { locale, filters, notices, session: None, shared: None, by_program: false }
}

/// Takes one filter over; false when name or value is unknown.
fn take(filters: &mut Filters, name: &str, value: &str) -> bool {
    match name {
        "lang" => value.parse::<Locale>().is_ok(),
        "period" => {
            filters.period = value.parse::<Quarter>().ok();
            filters.period.is_some()
        }
        "chart" => {
            filters.chart = value.parse::<Chart>().ok();
            filters.chart.is_some()
        }
        "sort" => {
            filters.sort = value.parse::<Sort>().ok();
            filters.sort.is_some()
        }
        "programme" => !value.contains(is_hidden) && set(&mut filters.programme, value),
        "unit" => !value.contains(is_hidden) && set(&mut filters.unit, value),
        "indicator" => !value.contains(is_hidden) && set(&mut filters.indicator, value),
        "target" => !value.contains(is_hidden) && set(&mut filters.target, value),
        // A list, or the same again for each unit that is ticked.
        "units" if value.contains(is_hidden) => false,
        "units" => {
            let codes = value.split(',').filter(|code| !code.is_empty());
            filters
                .units
                .extend(codes.take(MOST - filters.units.len().min(MOST)).map(str::to_owned));
            true
        }
        "version" => {
            filters.version = value.parse().ok().filter(|version| *version > 0);
            filters.version.is_some()
        }
        "next" => own_address(value).is_some_and(|next| set(&mut filters.next, next)),
        "code" => set(&mut filters.code, value),
        "actor" => !value.contains(is_hidden) && set(&mut filters.actor, value),
        "action" => !value.contains(is_hidden) && set(&mut filters.action, value),
        "from" => {
            filters.from = value.parse().ok();
            filters.from.is_some()
        }
        "to" => {
            filters.to = value.parse().ok();
            filters.to.is_some()
        }
        "before" => {
            filters.before =
                value.parse().ok().filter(|place: &Place| !place.unit.contains(is_hidden));
            filters.before.is_some()
        }
        "since" => {
            filters.since = value.parse().ok().filter(|_| !value.contains(is_hidden));
            filters.since.is_some()
        }
        "find" => !value.contains(is_hidden) && set(&mut filters.find, value),
        "after" => !value.contains(is_hidden) && set(&mut filters.after, value),
        "id" => !value.contains(is_hidden) && set(&mut filters.id, value),
        "suppose" => set(&mut filters.suppose, value),
        _ => false,
    }
}

fn set(field: &mut Option<String>, value: &str) -> bool {
    if !value.is_empty() {
        *field = Some(value.to_owned());
    }
    true
}

/// An address of this site, and nothing that leads elsewhere.
pub(super) fn own_address(address: &str) -> Option<&str> {
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let ours = address.starts_with('/') && !address.starts_with("//");
    (plain && ours && address.len() <= LONGEST_LIST).then_some(address)
}

/// Control characters, and those that turn the direction of the text around
/// them: nothing of ours has any.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The beginning of what was given, fit to be shown.
pub(super) fn showable(given: &str) -> String {
    given.chars().take(40).map(|c| if is_hidden(c) { '\u{FFFD}' } else { c }).collect()
}

/// The first of the browser's languages that the product has, else Chinese.
fn preferred(headers: &HeaderMap) -> Locale {
    headers
        .get_all(ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find_map(|range| {
            let tag = range.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
            if tag == "zh" || tag.starts_with("zh-") {
                Some(Locale::Zh)
            } else if tag == "en" || tag.starts_with("en-") {
                Some(Locale::En)
            } else {
                None
            }
        })
        .unwrap_or_default()
}

/// Splits `T10.csv` into the thing and how it is wanted; a part without a
/// known suffix is the thing itself.
pub(super) fn suffixed(part: &str) -> (&str, Option<Suffix>) {
    if let Some((stem, extension)) = part.rsplit_once('.')
        && let Some(suffix) = Suffix::ALL.into_iter().find(|suffix| suffix.extension() == extension)
    {
        return (stem, Some(suffix));
    }
    (part, None)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(address: &str, headers: &HeaderMap) -> Read {
        read(&address.parse().expect("an address"), headers)
    }

    #[test]
    fn a_filter_that_is_not_understood_is_left_out_and_said() {
        let read = asked("/?period=2025Q3&lang=en&sort=size&colour=red&unit=", &HeaderMap::new());
        assert_eq!(read.filters, Filters { lang: Some(Locale::En), ..Filters::default() });
        assert_eq!(read.notices.len(), 3);
    }

    #[test]
    fn what_cannot_be_seen_is_neither_taken_nor_repeated() {
        let read = asked("/?unit=a%00b&indicator=%E2%80%AEx&c%0Ad=1", &HeaderMap::new());
        assert_eq!(read.filters, Filters::default());
        assert_eq!(read.notices.len(), 3);
        assert!(!read.notices.concat().contains(is_hidden), "{:?}", read.notices);
    }

    #[test]
    fn units_are_ticked_one_by_one_or_listed() {
        let units = |query| read_query(query, &HeaderMap::new()).filters.units;
        assert_eq!(units("units=110000,,120000&units=JJJ"), ["110000", "120000", "JJJ"]);
        assert_eq!(units("units=&lang=en"), [""; 0]);
    }

    #[test]
    fn the_browser_s_language_is_taken_where_the_address_has_none() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("fr, en-GB;q=0.8, zh;q=0.5"));
        assert_eq!(asked("/", &headers).locale, Locale::En);
        assert_eq!(asked("/?lang=zh-CN", &headers).locale, Locale::Zh);
        assert_eq!(asked("/?lang=fr", &headers).locale, Locale::En);
        assert_eq!(asked("/", &HeaderMap::new()).locale, Locale::Zh);
    }

    #[test]
    fn only_an_address_of_this_site_is_gone_to_after_signing_in() {
        assert_eq!(own_address("/returns?lang=en"), Some("/returns?lang=en"));
        for elsewhere in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/\n"]
        {
            assert_eq!(own_address(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn a_suffix_is_split_off_only_when_it_is_one() {
        assert_eq!(suffixed("T10.csv"), ("T10", Some(Suffix::Csv)));
        assert_eq!(suffixed("T10"), ("T10", None));
        assert_eq!(suffixed("T10.exe"), ("T10.exe", None));
    }
}
