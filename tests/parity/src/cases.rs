//! Five hundred questions that leave no rule and no refusal out: written ones
//! first, then seeded ones until each half is full.

use serde_json::{Value, json};

use crate::seeded::Seeded;

const EACH: usize = 250;

/// The same 500 lines on every call, none twice: 250 texts to parse, 250
/// cases to judge.
#[must_use]
pub fn cases() -> Vec<String> {
    let mut random = Seeded::new(2025);
    let mut lines: Vec<String> = Vec::with_capacity(2 * EACH);
    for (typed, field) in
        TYPED.iter().flat_map(|(field, texts)| texts.iter().map(move |t| (t, *field)))
    {
        push(&mut lines, EACH, &parse(json!(typed), field));
    }
    for value in
        [json!(12.5), json!(7), json!(null), json!(true), json!(["1"]), json!("9".repeat(41))]
    {
        push(&mut lines, EACH, &parse(value, TONNES));
    }
    while lines.len() < EACH {
        let text = random_text(&mut random);
        let field = random.one_of(&[TONNES, RATE, COUNT, MONEY]);
        push(&mut lines, EACH, &parse(json!(text), field));
    }
    for case in written_cases() {
        push(&mut lines, 2 * EACH, &json!({ "judge": case }));
    }
    while lines.len() < 2 * EACH {
        let case = random_case(&mut random);
        push(&mut lines, 2 * EACH, &json!({ "judge": case }));
    }
    lines
}

fn push(lines: &mut Vec<String>, most: usize, line: &Value) {
    let line = line.to_string();
    if lines.len() < most && !lines.contains(&line) {
        lines.push(line);
    }
}

/// Unit of measure in both languages, decimals, least and greatest figure.
type Field = (&'static str, &'static str, u8, Option<&'static str>, Option<&'static str>);

const TONNES: Field = ("吨", "t", 3, None, None);
const RATE: Field = ("%", "%", 2, Some("0"), Some("100"));
const COUNT: Field = ("个", "", 0, Some("0"), None);
const MONEY: Field = ("万元", "10,000 yuan", 2, None, None);

fn parse(text: Value, (zh, en, decimals, min, max): Field) -> Value {
    json!({ "parse": {
        "text": text, "measure_unit_zh": zh, "measure_unit_en": en,
        "decimals": decimals, "min": min, "max": max,
    } })
}

const TYPED: &[(Field, &[&str])] = &[
    (
        TONNES,
        &[
            "12.5",
            " 12.5 ",
            "\u{FEFF}12.5\u{3000}",
            "",
            "\u{3000}",
            "１２．５",
            "－５",
            "−5",
            "1\u{200B}2",
            "+5",
            "＋5",
            "007",
            "-0",
            "-0.00",
            "0",
            "12,500.25",
            "12，500.25",
            "12\u{A0}500.25",
            "12\u{2009}500",
            "１２，５００",
            "1,23",
            "1.234,56",
            "1'234",
            "1 234",
            "0,123",
            "1.234.567",
            "12.5吨",
            "12.5 t",
            "12.5 Tonnes",
            "12.5 kg",
            "12 T",
            "45%",
            "3 m²",
            "12个月",
            "¥12",
            "1.25万",
            "1.25万吨",
            "-3百万",
            "1亿2000万",
            "3万5",
            "12k",
            "12kt",
            "12 million",
            "1.2E+05",
            "1e-3",
            "-1.2×10^5",
            "1.2 x 10⁵",
            "1e999999999",
            "1/2",
            "1 1/2",
            "2½",
            "1/3",
            "1/0",
            "一万二千五百",
            "负三点五吨",
            "一万二",
            "百分之五",
            "١٢٫٥",
            "१२",
            "Ⅻ",
            "1②",
            "0x1F",
            "0xZZ",
            "12_500",
            ".5",
            "-5.",
            "=SUM(A1:A3)",
            "@A1",
            "12+3",
            "#DIV/0!",
            "#N/A",
            "2025-03-01",
            "2025/3",
            "3月5日",
            "2025-Q3",
            "12:30",
            "5-Mar",
            "TRUE",
            "无",
            "-",
            "—",
            "N/A",
            "不适用",
            "暂缺",
            "1\u{202E}2",
            "1\u{0}2",
            "1\t2",
            "abc",
            "约12",
            "12余",
            "--5",
            "(5)",
            "NaN",
            "12。5",
            "0.1234",
            "吨",
            "9999999999999999999999999999999999999999",
        ],
    ),
    (
        RATE,
        &["0", "100%", "45％", "-0.01", "100.01", "45 个百分点", "45‰", "45%%", "99.999", "五十"],
    ),
    (COUNT, &["12.0", "12.5", "-1", "1万个", "12个", "十二个", "1,000", "12家"]),
    (MONEY, &["12.5万元", "12.5亿元", "12.5万", "1250元", "510,000 yuan", "1.234", "12.5亿"]),
];

/// Pieces from which texts are put together as hurried hands do.
const PIECES: &[&str] = &[
    "0", "1", "12", "005", "999", "1234", "500", "000", "25", "０", "１２", "５", ".", ".", ",",
    ",", "，", " ", "\u{A0}", "\u{2009}", "\u{200B}", "-", "+", "−", "－", "e", "E+", "万", "亿",
    "千", "吨", "t", "kg", "%", "％", "个", "元", "万元", "/", "½", "_", "=", "#", "@", "(", "0x",
    "一", "二", "十", "百", "点", "年", "月", "-Q", ":", "٣", "②", "无", "N/A", "'", "\u{202E}",
];

fn random_text(random: &mut Seeded) -> String {
    let mut text = random.between(0, 9_999).to_string();
    for _ in 0..random.between(0, 4) {
        let piece = random.one_of(PIECES);
        if random.chance(80) { text.push_str(piece) } else { text.insert_str(0, piece) }
    }
    text
}

/// The worked cases of the progress rules, one for every outcome and reason,
/// and cases that contradict themselves.
fn written_cases() -> Vec<Value> {
    let case = |target: Value, points: &[(&str, &str)], as_of: &str| {
        let series: Vec<Value> = points
            .iter()
            .map(|(period, value)| json!({ "period": period, "value": (!value.is_empty()).then_some(value) }))
            .collect();
        json!({ "target": target, "series": series, "as_of": as_of })
    };
    let plain = |comparator: &str, value: &str| json!({ "comparator": comparator, "value": value, "due": "2027" });
    let from = |comparator: &str, value: &str, base: &str| {
        json!({ "comparator": comparator, "value": value, "due": "2027",
                "baseline": { "period": "2023", "value": base } })
    };
    let range = json!({ "comparator": "range", "value": "1", "upper": "3", "due": "2027" });
    let milestone = json!({ "comparator": "milestone", "due": "2025" });
    let yearly = json!({ "comparator": "change_at_most", "value": "-4", "due": "2018" });
    let through = json!({ "comparator": "at_least", "value": "32", "upper": null, "tolerance": null,
        "baseline": { "period": "2023", "value": "20" },
        "milestones": [{ "period": "2025", "value": "25" }], "due": "2027" });
    let kept = [("2025-Q1", "98.5"), ("2025-Q2", "97.9"), ("2025-Q3", "99.0")];
    vec![
        case(plain("above", "3000"), &[("2025", "3000")], "2025"),
        case(plain("above", "25"), &[("2025", "26")], "2025"),
        case(range.clone(), &[("2025", "4")], "2025"),
        case(range.clone(), &[("2025", "0.5")], "2025"),
        case(range.clone(), &[("2025", "3")], "2025"),
        case(range.clone(), &[("2027", "3")], "2027"),
        case(range, &[("2027", "4")], "2027"),
        case(plain("maintain_above", "98"), &kept, "2025-Q3"),
        case(plain("maintain_at_least", "97.9"), &kept, "2025-Q3"),
        case(from("growth", "45", "100"), &[("2025", "118")], "2025"),
        case(from("growth", "45", "100"), &[("2025", "90")], "2025"),
        case(from("growth", "45", "0"), &[("2025", "118")], "2025"),
        case(plain("growth", "45"), &[("2025", "118")], "2025"),
        case(from("at_least", "32", "20"), &[("2025-Q4", "26")], "2026-Q1"),
        case(from("at_least", "32", "20"), &[("2025-Q4", "24")], "2026-Q1"),
        case(from("at_least", "32", "20"), &[("2025-Q4", "22")], "2026-Q1"),
        case(from("at_least", "32", "20"), &[("2027", "31")], "2027"),
        case(from("at_least", "32", "20"), &[("2026", "31")], "2027"),
        case(from("at_least", "32", "20"), &[("2023", "21")], "2024"),
        case(from("at_least", "32", "20"), &[], "2024"),
        case(json!({ "comparator": "at_least", "value": "60" }), &[("2025", "58")], "2025"),
        case(through.clone(), &[("2024-Q4", "23"), ("2025-Q2", "")], "2025-Q3"),
        case(through, &[("2026-Q1", "25"), ("2024-Q1", "20")], "2026-Q2"),
        case(milestone.clone(), &[("2025-Q4", "0"), ("2026-Q2", "1")], "2026-Q3"),
        case(milestone.clone(), &[("2025-Q4", "1")], "2026-Q3"),
        case(milestone.clone(), &[("2025-Q1", "0")], "2025-Q3"),
        case(milestone.clone(), &[("2025-Q4", "0")], "2025"),
        case(yearly.clone(), &[("2017", "100"), ("2018", "96")], "2018"),
        case(yearly.clone(), &[("2017", "100"), ("2018", "97")], "2018"),
        case(yearly.clone(), &[("2017-Q3", "7"), ("2018-Q3", "6.9")], "2018-Q3"),
        case(yearly.clone(), &[("2016", "100"), ("2018", "97")], "2018"),
        case(yearly, &[("2017", "0"), ("2018", "97")], "2018"),
        case(from("around", "30", "20"), &[("2025", "25.1")], "2025"),
        case(from("around", "30", "20"), &[("2025", "31.5")], "2025"),
        case(from("at_most", "3", "7"), &[("2025", "4.333333333")], "2025"),
        // Contradictions and faults of form.
        case(plain("range", "3"), &[], "2025"),
        case(plain("more_than", "3"), &[], "2025"),
        case(plain("above", "3,000"), &[], "2025"),
        case(json!({ "comparator": "above" }), &[], "2025"),
        case(json!({ "comparator": "above", "value": 3 }), &[], "2025"),
        case(json!({ "comparator": "range", "value": "3", "upper": "1" }), &[], "2025"),
        case(json!({ "comparator": "around", "value": "3", "tolerance": "-1" }), &[], "2025"),
        case(plain("above", "3"), &[("2024", "1"), ("2024-Q4", "2")], "2025"),
        case(plain("above", "3"), &[("2024Q4", "2")], "2025"),
        case(plain("above", "3"), &[], "25"),
        case(milestone, &[("2025", "0.5")], "2025"),
        case(
            json!({ "comparator": "above", "value": "3", "due": "2023",
                     "baseline": { "period": "2023", "value": "1" } }),
            &[],
            "2025",
        ),
        case(
            json!({ "comparator": "above", "value": "3", "due": "2025",
                     "milestones": [{ "period": "2026", "value": "1" }] }),
            &[],
            "2025",
        ),
        json!({ "target": plain("above", "3"), "series": [], "as_of": "2025", "unit": "t" }),
        json!({ "target": plain("above", "3"), "as_of": "2025" }),
        json!([]),
    ]
}

const COMPARATORS: &[&str] = &[
    "above",
    "at_least",
    "below",
    "at_most",
    "range",
    "around",
    "maintain_above",
    "maintain_at_least",
    "growth",
    "change_at_most",
    "milestone",
];

/// Mostly sound cases; a few contradict themselves, as people's do.
fn random_case(random: &mut Seeded) -> Value {
    let comparator = random.one_of(COMPARATORS);
    let mut target = json!({ "comparator": comparator, "value": decimal(random, 60) });
    if comparator == "range" || random.chance(5) {
        target["upper"] = json!((60 + random.between(0, 40)).to_string());
    }
    if comparator == "around" && random.chance(50) {
        target["tolerance"] = json!(random.between(0, 10).to_string());
    }
    if random.chance(75) {
        let value = if random.chance(90) { json!(decimal(random, 50)) } else { Value::Null };
        target["baseline"] = json!({ "period": period(random, 2020, 2022), "value": value });
    }
    if random.chance(80) {
        target["due"] = json!(period(random, 2025, 2028));
    }
    if random.chance(30) {
        let value = decimal(random, 60);
        target["milestones"] = json!([{ "period": period(random, 2023, 2024), "value": value }]);
    }
    let yearly = random.chance(30);
    let mut series = Vec::new();
    for year in 2021..=2026 {
        for of_year in 1..=4 {
            if (yearly && of_year != 4) || random.chance(35) {
                continue;
            }
            let at = if yearly { year.to_string() } else { format!("{year}-Q{of_year}") };
            let value = match comparator {
                _ if random.chance(12) => Value::Null,
                "milestone" => json!(random.between(0, 1).to_string()),
                _ => json!(decimal(random, 70)),
            };
            series.push(json!({ "period": at, "value": value }));
        }
    }
    json!({ "target": target, "series": series, "as_of": period(random, 2022, 2029) })
}

fn period(random: &mut Seeded, from: i64, to: i64) -> String {
    let year = random.between(from, to);
    if random.chance(50) { year.to_string() } else { format!("{year}-Q{}", random.between(1, 4)) }
}

fn decimal(random: &mut Seeded, most: i64) -> String {
    let whole = random.between(0, most);
    let sign = if random.chance(5) && whole > 0 { "-" } else { "" };
    match random.between(0, 2) {
        0 => format!("{sign}{whole}"),
        1 => format!("{sign}{whole}.{}", random.between(0, 9)),
        _ => format!("{sign}{whole}.{:03}", random.between(0, 999)),
    }
}
