//! All figures as SDMX-CSV, and the structure they follow. Both were read with
//! the Python package pysdmx 1.21 and the structure held against SDMX's own
//! schema when they were made; here they are held against each other.

use std::collections::BTreeSet;

use app::domain::series::{Absence, Figure};
use app::locale::Locale;
use serde_json::Value;
use server::export::evaluation::sdmx::structure::structure;
use server::export::evaluation::sdmx::{HEADER, write};
use server::shipped::PROGRAMMES;
use support::parse_csv;

use crate::composed::{NUMBER, programme, summary};

fn rows(locale: Locale) -> Vec<Vec<String>> {
    let file = write(&summary(locale));
    parse_csv(std::str::from_utf8(&file).expect("UTF-8"))
}

#[test]
fn every_figure_has_its_observation_with_its_status() {
    let summary = summary(Locale::Zh);
    let rows = rows(Locale::Zh);
    assert_eq!(rows[0], HEADER);
    assert_eq!(rows.len(), summary.figures.len() + 1);
    for (row, cited) in rows[1..].iter().zip(&summary.figures) {
        let (party, counted) = summary.named(cited).expect("it is named");
        assert_eq!(row[..4], ["dataflow", "PILOTBOARD:DF_NEV_BATTERY_PILOT_2018(1.0.0)", "I", "Q"]);
        let area = if party.code.is_empty() { "_T" } else { &party.code };
        assert_eq!((row[4].as_str(), &row[5]), (area, &counted.code));
        assert_eq!(row[6], cited.quarter.to_string());
        let value = cited.figure.shown(counted.decimals).map(|number| number.to_string());
        let status = match (&cited.figure, cited.summed) {
            (Figure::Absent(Absence::NotAvailable), _) => "L",
            (Figure::Absent(Absence::NotApplicable), _) => "M",
            (Figure::Absent(Absence::Blank), _) => "O",
            (_, Some((filed, due))) if filed < due => "P",
            _ => "A",
        };
        assert_eq!((row[7].clone(), row[10].as_str()), (value.unwrap_or_default(), status));
        assert_eq!((row[11].as_str(), row[12].as_str()), ("F", NUMBER));
        assert_eq!(row[14], "演示数据");
    }
    // Codes are the same in every language; only the remark is worded.
    let without_remark = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
        rows.into_iter().map(|row| row[..14].to_vec()).collect()
    };
    assert_eq!(without_remark(rows), without_remark(self::rows(Locale::En)));
}

fn ids<'a>(list: &'a Value, of: &str) -> BTreeSet<&'a str> {
    let all = list[of].as_array().expect("a list");
    all.iter().map(|one| one["id"].as_str().expect("an id")).collect()
}

#[test]
fn every_code_of_a_file_is_in_the_published_lists() {
    let message = structure(&programme(), 1, summary(Locale::Zh).head.as_of);
    let message: Value = serde_json::from_slice(&message).expect("JSON");
    let components = &message["data"]["dataStructures"][0]["dataStructureComponents"];
    let lists = message["data"]["codelists"].as_array().expect("lists");
    let coded = |component: &Value| -> Option<BTreeSet<String>> {
        let urn = component["localRepresentation"]["enumeration"].as_str()?;
        let list = lists.iter().find(|list| {
            let text = |name: &str| list[name].as_str().expect("a text");
            let (agency, id, version) = (text("agencyID"), text("id"), text("version"));
            urn.ends_with(&format!("Codelist={agency}:{id}({version})"))
        });
        let list = list.unwrap_or_else(|| panic!("{urn} is not published"));
        Some(ids(list, "codes").into_iter().map(str::to_owned).collect())
    };
    let concepts = ids(&message["data"]["conceptSchemes"][0], "concepts");
    let rows = rows(Locale::En);
    let mut columns = BTreeSet::new();
    let all = [
        &components["dimensionList"]["dimensions"],
        &components["measureList"]["measures"],
        &components["attributeList"]["attributes"],
    ];
    let time = &components["dimensionList"]["timeDimension"];
    for component in all.into_iter().flat_map(|list| list.as_array().expect("a list")).chain([time])
    {
        let id = component["id"].as_str().expect("an id");
        let concept = component["conceptIdentity"].as_str().expect("a concept");
        assert!(concept.ends_with(&format!(".{id}")) && concepts.contains(id), "{concept}");
        let at = HEADER.iter().position(|name| *name == id).expect("its column");
        columns.insert(at);
        if let Some(codes) = coded(component) {
            let unknown = rows[1..].iter().find(|row| !codes.contains(&row[at]));
            assert!(unknown.is_none(), "{id}: {unknown:?}");
        }
    }
    // All but the three that say which structure it is.
    assert_eq!(columns, (3..HEADER.len()).collect());
    assert!(message["data"]["dataflows"][0]["id"] == "DF_NEV_BATTERY_PILOT_2018");
}

#[test]
fn every_shipped_programme_has_ids_that_sdmx_takes() {
    let plain = |id: &str| id.chars().all(|c| c.is_ascii_alphanumeric() || "_@$-".contains(c));
    for (name, source) in PROGRAMMES {
        let programme = server::import::programme::parse(source).expect("a programme");
        let message = structure(&programme, 3, summary(Locale::Zh).head.as_of);
        let message: Value = serde_json::from_slice(&message).expect("JSON");
        for list in message["data"]["codelists"].as_array().expect("lists") {
            let all = list["codes"].as_array().expect("codes").len();
            let ids = ids(list, "codes");
            assert_eq!(ids.len(), all, "{name}: {}", list["id"]);
            assert!(ids.iter().all(|id| plain(id) && !id.is_empty()), "{name}: {ids:?}");
            let names = list["codes"].as_array().expect("codes").iter();
            assert!(names.clone().all(|code| code["names"]["zh"].is_string()));
        }
    }
}
