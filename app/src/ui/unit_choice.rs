//! Asking for a unit, however many there are: chosen from a list, or typed as
//! its code where no page could hold the list.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::locale::{Locale, form_words as words};
use crate::ui::form::{Choice, Fault, Field, Kind, choice, described_by, field};

/// The longest list: some 30 kB of a page, which people still find their unit in.
const LISTED: usize = 400;
/// The control's name, and its id where a hint belongs to it.
const NAME: &str = "unit";

/// The units there are to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitChoice {
    /// Code and words of each.
    Listed(Vec<(String, String)>),
    /// Too many for a list: a code is typed, such as this one.
    ByCode(String),
}

impl Default for UnitChoice {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

impl UnitChoice {
    /// Of these codes and words; a code that comes again is left out. Goes no
    /// further than it takes to see that a list would be too long.
    #[must_use]
    pub fn of<'a>(units: impl Iterator<Item = (&'a str, String)>) -> Self {
        let mut met = HashSet::new();
        let mut listed: Vec<(String, String)> = units
            .filter(|(code, _)| met.insert(*code))
            .take(LISTED + 1)
            .map(|(code, words)| (code.to_owned(), words))
            .collect();
        if listed.len() <= LISTED {
            return Self::Listed(listed);
        }
        Self::ByCode(listed.swap_remove(0).0)
    }

    /// With the list in the order of the codes.
    #[must_use]
    pub fn by_code(mut self) -> Self {
        if let Self::Listed(units) = &mut self {
            units.sort();
        }
        self
    }

    #[must_use]
    pub fn is_listed(&self) -> bool {
        matches!(self, Self::Listed(_))
    }
}

/// The field of a form that asks for one unit; its name is its id.
pub fn unit_field(
    locale: Locale,
    units: &UnitChoice,
    (label, hint): (&str, &str),
    value: &str,
    faults: &[Fault],
) -> AnyView {
    match units {
        UnitChoice::Listed(units) => {
            let of = Choice {
                name: NAME,
                label: label.to_owned(),
                hint: Some(hint.to_owned()),
                options: units.clone(),
                value: value.to_owned(),
            };
            choice(locale, &of, faults)
        }
        UnitChoice::ByCode(such) => {
            let hint = words::hint_and_code(locale, hint, such);
            field(&Field::new(NAME, label, Kind::Text).hint(hint).value(value), faults)
        }
    }
}

/// A page's filter by unit.
#[derive(Clone, Debug)]
pub struct UnitFilter<'a> {
    pub units: &'a UnitChoice,
    pub label: String,
    /// The words for all units.
    pub all: String,
    /// What can be asked for and is no unit: value and words.
    pub besides: Option<(&'static str, &'static str)>,
    /// As it is asked for; stands in the control even where it is unknown.
    pub asked: Option<&'a str>,
}

/// The filter as it stands among others in a row.
pub fn unit_filter(locale: Locale, filter: &UnitFilter) -> AnyView {
    let control = match filter.units {
        UnitChoice::Listed(units) => list(filter, units),
        UnitChoice::ByCode(_) => code(filter),
    };
    let control = view! { <label>{filter.label.clone()}{control}</label> }.into_any();
    let UnitChoice::ByCode(such) = filter.units else { return control };
    let hint = match filter.besides {
        Some((value, what)) => words::unit_code_or(locale, such, value, what),
        None => words::unit_code(locale, such),
    };
    view! {
        <span class="hinted">
            {control}
            <small class="hint" id=format!("{NAME}-hint")>{hint}</small>
        </span>
    }
    .into_any()
}

fn list(filter: &UnitFilter, units: &[(String, String)]) -> AnyView {
    let asked = filter.asked.filter(|asked| !asked.is_empty());
    let known = |asked: &str| units.iter().any(|(code, _)| code == asked);
    let besides = filter.besides.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let unknown = asked
        .filter(|asked| !known(asked) && filter.besides.is_none_or(|(value, _)| value != *asked))
        .map(|asked| (asked.to_owned(), asked.to_owned()));
    let options = besides
        .into_iter()
        .chain(units.iter().cloned())
        .chain(unknown)
        .map(|(value, words)| {
            let chosen = asked == Some(value.as_str());
            view! { <option value=value selected=chosen>{words}</option> }
        })
        .collect_view();
    view! {
        <select name=NAME>
            <option value="" selected=asked.is_none()>{filter.all.clone()}</option>
            {options}
        </select>
    }
    .into_any()
}

fn code(filter: &UnitFilter) -> AnyView {
    view! {
        <input
            name=NAME
            value=filter.asked.map(str::to_owned)
            placeholder=filter.all.clone()
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby=described_by(NAME, true, false)
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(count: usize) -> UnitChoice {
        let codes: Vec<String> = (1..=count).map(|no| format!("U{no:04}")).collect();
        // Several programmes have the same units.
        UnitChoice::of(codes.iter().chain(&codes).map(|code| (code.as_str(), format!("of {code}"))))
    }

    fn filter(units: &UnitChoice, asked: Option<&str>) -> String {
        let filter = UnitFilter {
            units,
            label: "Unit".into(),
            all: "All".into(),
            besides: Some(("-", "Of none")),
            asked,
        };
        unit_filter(Locale::En, &filter).to_html()
    }

    #[test]
    fn four_hundred_units_are_listed_and_one_more_is_typed() {
        let UnitChoice::Listed(listed) = units(LISTED) else { panic!("they are listed") };
        assert_eq!(listed.len(), LISTED);
        assert_eq!(units(LISTED + 1), UnitChoice::ByCode("U0001".into()));
    }

    #[test]
    fn a_filter_keeps_what_is_asked_for_whether_or_not_it_is_known() {
        let few = units(2);
        for asked in ["U0002", "-", "NOWHERE"] {
            let html = filter(&few, Some(asked));
            assert!(html.contains(&format!("value=\"{asked}\" selected")), "{html}");
            assert_eq!(html.matches(" selected").count(), 1, "{html}");
            assert_eq!(html.matches(&format!("value=\"{asked}\"")).count(), 1, "{html}");
            let html = filter(&units(LISTED + 1), Some(asked));
            assert!(html.contains(&format!("value=\"{asked}\"")), "{html}");
            assert!(html.contains("such as U0001") && html.contains("Of none"), "{html}");
            assert!(!html.contains("<option"), "{html}");
        }
        assert!(filter(&few, None).contains("value=\"\" selected"), "all of them");
    }

    #[test]
    fn a_typed_code_has_its_name_its_hint_and_its_fault() {
        let faults = [Fault::new("unit", "No unit has that code")];
        let many = units(LISTED + 1);
        let html = unit_field(Locale::En, &many, ("Unit", "For some"), "X", &faults).to_html();
        assert!(html.contains(r#"<label for="unit">"#) && html.contains("For some"), "{html}");
        assert!(html.contains(r#"aria-describedby="unit-hint unit-fault""#), "{html}");
        assert!(html.contains(r#"value="X""#) && html.contains("such as U0001"), "{html}");
    }
}
