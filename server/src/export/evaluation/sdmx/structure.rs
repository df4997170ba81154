//! The structure that SDMX files of a programme follow: its concepts, lists of
//! codes made from its units and indicators, and the definition itself, as an
//! SDMX-JSON 2.0 structure message (SDMX 3.0).

use std::collections::BTreeMap;

use app::domain::calendar::Moment;
use app::domain::programme::Programme;
use app::domain::unit::Names;
use app::locale::{Locale, sdmx_words as words};
use serde::Serialize;
use serde_json::{Value, json};

use super::{AGENCY, TOTAL, flow, id, of_programme};

const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json";
const CONCEPTS: &str = "CS_EVALUATION";
/// Places behind the point that an indicator may have.
const PLACES: u8 = 6;

/// Readers know a message by what it begins with.
#[derive(Serialize)]
struct Message {
    meta: Meta,
    data: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    schema: &'static str,
    id: String,
    test: bool,
    prepared: String,
    content_languages: [&'static str; 2],
    sender: Value,
}

/// The message, for the programme's revision; `prepared` is said in its head.
#[must_use]
pub fn structure(programme: &Programme, revision: i32, prepared: Moment) -> Vec<u8> {
    let version = format!("{revision}.0.0");
    let message = Message {
        meta: Meta {
            schema: SCHEMA,
            id: format!("{}-{revision}", of_programme(&programme.code)),
            test: false,
            prepared: prepared.to_string(),
            content_languages: ["en", "zh"],
            sender: json!({ "id": AGENCY }),
        },
        data: json!({
            "conceptSchemes": [concepts()],
            "codelists": codelists(programme, &version),
            "dataStructures": [definition(programme, &version)],
            "dataflows": [{
                "id": flow(&programme.code),
                "agencyID": AGENCY,
                "version": version,
                "name": words::flow(Locale::En, &programme.name.en),
                "names": named(|locale| words::flow(locale, locale.name(&programme.name))),
                "structure": structure_urn(programme, &version),
            }],
        }),
    };
    // A value made of texts and numbers always has a spelling.
    serde_json::to_vec_pretty(&message).unwrap_or_default()
}

/// A name in both languages.
fn named(name: impl Fn(Locale) -> String) -> Value {
    json!({ "en": name(Locale::En), "zh": name(Locale::Zh) })
}

fn both(names: &Names) -> Value {
    json!({ "en": names.en, "zh": names.zh })
}

type Word = fn(Locale) -> &'static str;

/// Each concept by its id.
const CONCEPT: [(&str, Word); 12] = [
    ("FREQ", words::freq),
    ("REF_AREA", words::ref_area),
    ("INDICATOR", words::indicator),
    ("TIME_PERIOD", words::time_period),
    ("OBS_VALUE", words::obs_value),
    ("UNIT_MEASURE", words::unit_measure),
    ("DECIMALS", words::decimals),
    ("OBS_STATUS", words::obs_status),
    ("CONF_STATUS", words::conf_status),
    ("EVALUATION", words::evaluation),
    ("AS_OF", words::as_of),
    ("REMARK", words::remark),
];

fn concepts() -> Value {
    let concepts: Vec<Value> = CONCEPT.iter().map(|(id, word)| code(id, *word)).collect();
    json!({
        "id": CONCEPTS,
        "agencyID": AGENCY,
        "version": "1.0.0",
        "name": words::concepts(Locale::En),
        "names": named(|locale| words::concepts(locale).to_owned()),
        "concepts": concepts,
    })
}

fn code(id: &str, word: Word) -> Value {
    json!({
        "id": id,
        "name": word(Locale::En),
        "names": named(|locale| word(locale).to_owned()),
    })
}

/// Ours, and of SDMX's own lists the codes that occur.
fn codelists(programme: &Programme, version: &str) -> Vec<Value> {
    let own = |kind: &str, name: fn(Locale, &str) -> String, codes: Vec<Value>| {
        let name_in = |locale: Locale| name(locale, locale.name(&programme.name));
        json!({
            "id": own_list(kind, programme),
            "agencyID": AGENCY,
            "version": version,
            "name": name_in(Locale::En),
            "names": named(name_in),
            "codes": codes,
        })
    };
    let shared = |list: (&str, &str), word: Word, codes: Vec<Value>| {
        json!({
            "id": list.0,
            "agencyID": "SDMX",
            "version": list.1,
            "isPartial": true,
            "name": word(Locale::En),
            "names": named(|locale| word(locale).to_owned()),
            "codes": codes,
        })
    };
    let places = (0..=PLACES).map(|number| {
        json!({
            "id": number.to_string(),
            "name": words::places(Locale::En, number),
            "names": named(|locale| words::places(locale, number)),
        })
    });
    vec![
        own("REF_AREA", |locale, name| words::units(locale, name), areas(programme)),
        own("INDICATOR", |locale, name| words::indicators(locale, name), indicators(programme)),
        own("UNIT_MEASURE", |locale, name| words::measures(locale, name), measures(programme)),
        shared(FREQ, words::freq, vec![code("Q", words::quarterly)]),
        shared(DECIMALS, words::decimals, places.collect()),
        shared(
            OBS_STATUS,
            words::obs_status,
            vec![
                code("A", words::normal),
                code("L", words::not_collected),
                code("M", words::cannot_exist),
                code("O", words::missing),
                code("P", words::provisional),
            ],
        ),
        shared(
            CONF_STATUS,
            words::conf_status,
            vec![code("F", words::free), code("N", words::internal)],
        ),
    ]
}

/// SDMX's own lists, each with its version.
const FREQ: (&str, &str) = ("CL_FREQ", "2.1");
const DECIMALS: (&str, &str) = ("CL_DECIMALS", "1.0");
const OBS_STATUS: (&str, &str) = ("CL_OBS_STATUS", "2.2");
const CONF_STATUS: (&str, &str) = ("CL_CONF_STATUS", "1.3");

fn own_list(kind: &str, programme: &Programme) -> String {
    format!("CL_{kind}_{}", of_programme(&programme.code))
}

fn areas(programme: &Programme) -> Vec<Value> {
    let units = programme.units.iter().map(|unit| {
        let mut area =
            json!({ "id": id(&unit.code), "name": unit.name.en, "names": both(&unit.name) });
        if let (Some(above), Some(area)) = (&unit.member_of, area.as_object_mut()) {
            area.insert("parent".to_owned(), json!(id(above)));
        }
        area
    });
    std::iter::once(code(TOTAL, words::total)).chain(units).collect()
}

fn indicators(programme: &Programme) -> Vec<Value> {
    let indicators = programme.indicators.iter().map(|indicator| {
        let mut code = json!({
            "id": id(&indicator.code),
            "name": indicator.name.en,
            "names": both(&indicator.name),
        });
        if let (Some(definition), Some(code)) = (&indicator.definition, code.as_object_mut()) {
            code.insert("description".to_owned(), json!(definition.en));
            code.insert("descriptions".to_owned(), both(definition));
        }
        code
    });
    indicators.collect()
}

/// Each unit of measure once, by its code.
fn measures(programme: &Programme) -> Vec<Value> {
    let all: BTreeMap<String, &Names> = programme
        .indicators
        .iter()
        .map(|indicator| (indicator.measure_code(), &indicator.measure_unit))
        .collect();
    all.iter()
        .map(|(id, names)| json!({ "id": id, "name": names.en, "names": both(names) }))
        .collect()
}

fn structure_id(programme: &Programme) -> String {
    format!("DSD_{}", of_programme(&programme.code))
}

fn structure_urn(programme: &Programme, version: &str) -> String {
    let id = structure_id(programme);
    format!("urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{id}({version})")
}

fn concept_urn(id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:{CONCEPTS}(1.0.0).{id}")
}

fn list_urn(agency: &str, id: &str, version: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.codelist.Codelist={agency}:{id}({version})")
}

fn definition(programme: &Programme, version: &str) -> Value {
    let own = |kind: &str| json!({ "enumeration": list_urn(AGENCY, &own_list(kind, programme), version) });
    let shared = |list: (&str, &str)| json!({ "enumeration": list_urn("SDMX", list.0, list.1) });
    let format = |kind: &str| json!({ "format": { "dataType": kind } });
    let component = |id: &str, local: Value| json!({ "id": id, "conceptIdentity": concept_urn(id), "localRepresentation": local });
    let attribute = |id: &str, usage: &str, local: Value| {
        json!({
            "id": id,
            "conceptIdentity": concept_urn(id),
            "localRepresentation": local,
            "usage": usage,
            "attributeRelationship": { "observation": {} },
        })
    };
    let name = |locale: Locale| words::structure(locale, locale.name(&programme.name));
    json!({
        "id": structure_id(programme),
        "agencyID": AGENCY,
        "version": version,
        "name": name(Locale::En),
        "names": named(name),
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": [
                    component("FREQ", shared(FREQ)),
                    component("REF_AREA", own("REF_AREA")),
                    component("INDICATOR", own("INDICATOR")),
                ],
                "timeDimension": component("TIME_PERIOD", format("ObservationalTimePeriod")),
            },
            "measureList": {
                "id": "MeasureDescriptor",
                "measures": [component("OBS_VALUE", format("Decimal"))],
            },
            "attributeList": {
                "id": "AttributeDescriptor",
                "attributes": [
                    attribute("UNIT_MEASURE", "mandatory", own("UNIT_MEASURE")),
                    attribute("DECIMALS", "mandatory", shared(DECIMALS)),
                    attribute("OBS_STATUS", "mandatory", shared(OBS_STATUS)),
                    attribute("CONF_STATUS", "mandatory", shared(CONF_STATUS)),
                    attribute("EVALUATION", "optional", format("String")),
                    // With its zone, which readers of dates stumble over.
                    attribute("AS_OF", "mandatory", format("String")),
                    attribute("REMARK", "optional", format("String")),
                ],
            },
        },
    })
}
