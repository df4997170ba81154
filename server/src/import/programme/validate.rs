//! What a programme file must keep beyond its shape: codes once, references
//! to what is there, targets that can be judged.

use std::collections::{HashMap, HashSet};

use app::domain::indicator::{Kind, OverUnits};
use app::domain::period::Period;
use app::domain::programme::Bearer;
use app::domain::target::Comparator;

use toml::Spanned;

use super::file::{IndicatorEntry, Placed, ProgrammeFile, TargetEntry};

/// A fault and the byte of the file where it stands.
type Found = (usize, String);

/// All faults, in no particular order.
pub(super) fn faults(file: &ProgrammeFile) -> Vec<Found> {
    let mut found = Vec::new();
    programme(file, &mut found);
    units(file, &mut found);
    once(
        "document",
        file.documents.iter().map(|entry| (entry, entry.get_ref().no.as_str())),
        &mut found,
    );
    once(
        "section",
        file.sections.iter().map(|entry| (entry, entry.get_ref().code.as_str())),
        &mut found,
    );
    indicators(file, &mut found);
    checks(file, &mut found);
    targets(file, &mut found);
    duties(file, &mut found);
    found
}

/// Finds codes given twice or not plainly written, and returns those there are.
fn codes<'a>(
    what: &str,
    entries: impl Iterator<Item = &'a Placed>,
    found: &mut Vec<Found>,
) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    for code in entries {
        let text = code.get_ref().as_str();
        let plain =
            !text.is_empty() && text.len() <= 20 && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if !plain {
            let message = format!("{what} code `{text}`: write up to 20 ASCII letters and digits");
            found.push((code.span().start, message));
        }
        if !seen.insert(text) {
            found.push((code.span().start, format!("{what} `{text}` is given twice")));
        }
    }
    seen
}

/// Finds entries whose code was given before.
fn once<'a, T: 'a>(
    what: &str,
    entries: impl Iterator<Item = (&'a Spanned<T>, &'a str)>,
    found: &mut Vec<Found>,
) {
    let mut seen = HashSet::new();
    for (entry, code) in entries {
        if !seen.insert(code) {
            found.push((entry.span().start, format!("{what} `{code}` is given twice")));
        }
    }
}

/// Finds a reference to something that is not there.
fn known(what: &str, reference: &Placed, there: &HashSet<&str>, found: &mut Vec<Found>) {
    let text = reference.get_ref().as_str();
    if !there.contains(text) {
        found.push((reference.span().start, format!("no {what} has the code `{text}`")));
    }
}

fn programme(file: &ProgrammeFile, found: &mut Vec<Found>) {
    let code = file.code.get_ref();
    let plain = !code.is_empty()
        && code.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
    if !plain {
        let message = format!("programme code `{code}`: write lower-case words joined by `-`");
        found.push((file.code.span().start, message));
    }
    if let Some(until) = &file.until
        && *until.get_ref() < file.from
    {
        found.push((until.span().start, format!("`until` is before `from` ({})", file.from)));
    }
    let indicators: HashSet<&str> =
        file.indicators.iter().map(|entry| entry.code.get_ref().as_str()).collect();
    let named =
        file.key_indicators.iter().chain(&file.volume_indicator).chain(&file.outlet_indicator);
    for code in named {
        known("indicator", code, &indicators, found);
    }
}

fn units(file: &ProgrammeFile, found: &mut Vec<Found>) {
    let there = codes("unit", file.units.iter().map(|unit| &unit.code), found);
    let above: HashMap<&str, &str> = file
        .units
        .iter()
        .filter_map(|unit| {
            let above = unit.member_of.as_ref().or(unit.counted_in.as_ref())?;
            Some((unit.code.get_ref().as_str(), above.get_ref().as_str()))
        })
        .collect();
    for unit in &file.units {
        for reference in unit.member_of.iter().chain(&unit.counted_in) {
            known("unit", reference, &there, found);
        }
        if let (Some(_), Some(counted_in)) = (&unit.member_of, &unit.counted_in) {
            let message = "a unit is either `member_of` or `counted_in`, for only one of them \
                           says how its figures are added";
            found.push((counted_in.span().start, message.to_owned()));
        }
        // Of a code given twice nobody knows what it is part of.
        if there.len() < file.units.len() {
            continue;
        }
        let mut at = unit.code.get_ref().as_str();
        for _ in 0..file.units.len() {
            match above.get(at) {
                Some(next) => at = next,
                None => break,
            }
            if at == unit.code.get_ref() {
                let message = format!("unit `{at}` is part of itself");
                found.push((unit.code.span().start, message));
                break;
            }
        }
    }
}

fn indicators(file: &ProgrammeFile, found: &mut Vec<Found>) {
    codes("indicator", file.indicators.iter().map(|entry| &entry.code), found);
    let sections: HashSet<&str> =
        file.sections.iter().map(|section| section.get_ref().code.as_str()).collect();
    for entry in &file.indicators {
        known("section", &entry.section, &sections, found);
        let at = entry.code.span().start;
        let code = entry.code.get_ref();
        if (entry.kind == Kind::Ratio) != entry.parts.is_some() {
            let message = format!("`{code}`: a ratio has `parts`, and only a ratio");
            found.push((at, message));
        }
        if let (Some(min), Some(max)) = (&entry.min, &entry.max)
            && min > max
        {
            found.push((at, format!("`{code}`: `min` {min} is above `max` {max}")));
        }
        if let (Some(from), Some(until)) = (entry.valid_from, entry.valid_until)
            && from > until
        {
            found.push((
                at,
                format!("`{code}`: `valid_from` {from} is after `valid_until` {until}"),
            ));
        }
        if !adds_up(entry) {
            let at = entry.over_units.as_ref().map_or(at, |said| said.span().start);
            let message = format!(
                "`{code}`: over units a ratio is `recompute`, a milestone `all`, \
                 anything else `sum`; or any of them `none`"
            );
            found.push((at, message));
        }
    }
}

fn adds_up(entry: &IndicatorEntry) -> bool {
    matches!(
        (entry.kind, entry.over_units()),
        (_, OverUnits::None)
            | (Kind::Ratio, OverUnits::Recompute)
            | (Kind::Milestone, OverUnits::All)
            | (Kind::Flow | Kind::Stock, OverUnits::Sum)
    )
}

fn checks(file: &ProgrammeFile, found: &mut Vec<Found>) {
    codes("check", file.checks.iter().map(|entry| &entry.code), found);
    let plain: HashMap<&str, Kind> = file
        .indicators
        .iter()
        .rev()
        .map(|entry| (entry.code.get_ref().as_str(), entry.kind))
        .collect();
    for entry in &file.checks {
        for line in entry.rule.get_ref().lines() {
            match plain.get(line.as_str()) {
                None => found
                    .push((entry.rule.span().start, format!("no indicator has the code `{line}`"))),
                Some(Kind::Ratio) => found.push((
                    entry.rule.span().start,
                    format!("`{line}` is a ratio; percentages are not added in a rule"),
                )),
                Some(_) => {}
            }
        }
    }
}

fn targets(file: &ProgrammeFile, found: &mut Vec<Found>) {
    codes("target", file.targets.iter().map(|entry| &entry.no), found);
    let documents: HashSet<&str> =
        file.documents.iter().map(|document| document.get_ref().no.as_str()).collect();
    let units: HashSet<&str> = file.units.iter().map(|unit| unit.code.get_ref().as_str()).collect();
    let indicators: HashMap<&str, Kind> = file
        .indicators
        .iter()
        .rev()
        .map(|entry| (entry.code.get_ref().as_str(), entry.kind))
        .collect();
    let indicator_codes: HashSet<&str> = indicators.keys().copied().collect();
    for entry in &file.targets {
        known("document", &entry.source.document, &documents, found);
        known("indicator", &entry.indicator, &indicator_codes, found);
        if let Some(unit) = &entry.unit {
            known("unit", unit, &units, found);
        }
        let kind = indicators.get(entry.indicator.get_ref().as_str()).copied();
        if let Some(message) = target_fault(entry, kind) {
            let no = entry.no.get_ref();
            found.push((entry.no.span().start, format!("target `{no}`: {message}")));
        }
    }
}

fn duties(file: &ProgrammeFile, found: &mut Vec<Found>) {
    let documents: HashSet<&str> =
        file.documents.iter().map(|document| document.get_ref().no.as_str()).collect();
    codes("duty", file.duties.iter().map(|entry| &entry.no), found);
    for entry in &file.duties {
        known("document", &entry.document, &documents, found);
        let others = entry.owed_by.iter().find(|by| *by.get_ref() == Bearer::OtherRegions);
        if let (Some(others), true) = (others, file.regions.is_empty()) {
            let message = "`other_regions` are the entries `[[region]]`, and there is none";
            found.push((others.span().start, message.to_owned()));
        }
    }
    let units: HashSet<&str> = file.units.iter().map(|unit| unit.code.get_ref().as_str()).collect();
    codes("region", file.regions.iter().map(|entry| &entry.code), found);
    for entry in &file.regions {
        let code = entry.code.get_ref().as_str();
        if units.contains(code) {
            let message = format!("`{code}` is a unit; a region is what files no returns");
            found.push((entry.code.span().start, message));
        }
    }
}

/// Why the target cannot be judged, if so; the first reason only.
fn target_fault(entry: &TargetEntry, kind: Option<Kind>) -> Option<String> {
    let milestone = entry.comparator == Comparator::Milestone;
    if milestone != (kind? == Kind::Milestone) {
        return Some(
            "a milestone target goes with a milestone indicator, and only with one".into(),
        );
    }
    if milestone != entry.value.is_none() {
        return Some("every target has a `value`, but for a milestone, which has none".into());
    }
    if (entry.comparator == Comparator::Range) != entry.upper.is_some() {
        return Some("a range has `upper`, and only a range".into());
    }
    if let (Some(value), Some(upper)) = (&entry.value, &entry.upper)
        && upper < value
    {
        return Some(format!("`upper` {upper} is below `value` {value}"));
    }
    if entry.tolerance.is_some() && entry.comparator != Comparator::Around {
        return Some("`tolerance` belongs to the comparator `around`".into());
    }
    let end = |period: Period| period.last_quarter();
    let baseline = entry.baseline.as_ref().map(|baseline| end(baseline.period));
    let due = entry.due.map(end);
    if let (Some(baseline), Some(due)) = (baseline, due)
        && due <= baseline
    {
        return Some("`due` is not after the baseline's period".into());
    }
    let mut last = baseline;
    for waypoint in &entry.milestones {
        let at = end(waypoint.period);
        if last.is_some_and(|last| at <= last) || due.is_some_and(|due| at >= due) {
            return Some(format!(
                "`milestones` {}: must lie between baseline and due date, in order",
                waypoint.period
            ));
        }
        last = Some(at);
    }
    None
}
