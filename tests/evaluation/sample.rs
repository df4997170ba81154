//! An evaluation summary made by hand, as the writers of files are handed it:
//! every kind of block, every state of a cell, both languages.

use app::chart::bars::{self, Bars, Row as Bar};
use app::chart::{Frame, Hue, Value};
use app::domain::calendar::Moment;
use app::domain::decimal::Decimal;
use app::domain::period::Quarter;
use app::domain::series::{Absence, Figure, Standing};
use app::domain::summary::{
    Block, Cell, Chart, Cited, Column, Counted, Drawing, Drawn, Head, Party, Row, Section, Summary,
    Table, Version,
};
use app::exhibit::with_words;
use app::locale::{Locale, number_words};

/// 20 October 2026, 09:30 in Beijing.
const AS_OF: Moment = Moment(1_792_459_800_000_000);
const NUMBER: &str = "PB-NEV-2026-0003";

/// The text in the language, of both.
fn of(locale: Locale, zh: &str, en: &str) -> String {
    match locale {
        Locale::Zh => zh.to_owned(),
        Locale::En => en.to_owned(),
    }
}

/// A number as documents show it, with its exact value.
fn number(exact: &str, places: u8) -> Cell {
    let exact: Decimal = exact.parse().expect("a decimal");
    Cell::number(number_words::fixed(&exact, places), exact, places)
}

fn unsettled(exact: &str, places: u8) -> Cell {
    Cell { unsettled: true, ..number(exact, places) }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, total: false }
}

fn total(cells: Vec<Cell>) -> Row {
    Row { cells, total: true }
}

fn section(code: &str, heading: String, blocks: Vec<Block>) -> Section {
    Section { code: code.into(), heading, blocks }
}

fn quarter(text: &str) -> Quarter {
    text.parse().expect("a quarter")
}

/// Name and volume of each pilot; `None` has not filed.
const UNITS: [(&str, &str, &str, Option<&str>); 18] = [
    ("JJJ", "京津冀地区", "Beijing-Tianjin-Hebei region", Some("23511.25")),
    ("140000", "山西省", "Shanxi", Some("4120.5")),
    ("310000", "上海市", "Shanghai", Some("18944.75")),
    ("320000", "江苏省", "Jiangsu", Some("21007.3")),
    ("330000", "浙江省", "Zhejiang", Some("25310.8")),
    ("330200", "宁波市", "Ningbo", Some("3912.4")),
    ("340000", "安徽省", "Anhui", Some("15288.6")),
    ("360000", "江西省", "Jiangxi", Some("9134.2")),
    ("410000", "河南省", "Henan", None),
    ("420000", "湖北省", "Hubei", Some("16001.9")),
    ("430000", "湖南省", "Hunan", Some("28764.1")),
    ("440000", "广东省", "Guangdong", Some("35118.05")),
    ("440300", "深圳市", "Shenzhen", Some("0")),
    ("350200", "厦门市", "Xiamen", Some("2207.35")),
    ("450000", "广西壮族自治区", "Guangxi Zhuang Autonomous Region", Some("7350.6")),
    ("510000", "四川省", "Sichuan", Some("17423.9")),
    ("620000", "甘肃省", "Gansu", Some("1988.25")),
    ("TOWER", "中国铁塔股份有限公司", "China Tower Corporation Limited", Some("41250")),
];

/// A frozen summary of some seven pages.
pub fn summary(locale: Locale) -> Summary {
    Summary {
        head: head(locale),
        sections: vec![
            key_figures(locale),
            targets(locale),
            units(locale),
            through_time(locale),
            annex(locale),
            section(
                "signature",
                of(locale, "签署", "Signature"),
                vec![Block::Signature(vec![
                    of(locale, "单位负责人", "Head of unit"),
                    of(locale, "统计负责人", "Head of statistics"),
                    of(locale, "填表人", "Compiled by"),
                    of(locale, "报出日期", "Date"),
                ])],
            ),
        ],
        parties: vec![
            Party { code: String::new(), name: of(locale, "全部试点", "All pilots") },
            Party { code: "330000".into(), name: of(locale, "浙江省", "Zhejiang") },
        ],
        indicators: vec![Counted {
            code: "R01".into(),
            name: of(locale, "回收量", "Volume recovered"),
            measure_unit: of(locale, "吨", "t"),
            measure_code: "T".into(),
            decimals: 2,
        }],
        figures: vec![
            cited(0, Figure::Number("271333.95".parse().expect("a decimal")), Some((17, 18))),
            cited(1, Figure::Number("25310.8".parse().expect("a decimal")), None),
        ],
        versions: vec![Version {
            unit: "330000".into(),
            quarter: quarter("2026-Q3"),
            version: 2,
            approved_by: "reviewer".into(),
            approved_at: AS_OF,
            receipt: Some("NEV-330000-2026Q3-2".into()),
            first_submitted: None,
            restated: None,
        }],
    }
}

fn cited(party: u16, figure: Figure, summed: Option<(u32, u32)>) -> Cited {
    let version = if summed.is_none() { Some(2) } else { None };
    Cited { party, indicator: 0, quarter: quarter("2026-Q3"), figure, summed, version }
}

fn head(locale: Locale) -> Head {
    let line =
        |zh: (&str, &str), en: (&str, &str)| (of(locale, zh.0, en.0), of(locale, zh.1, en.1));
    Head {
        number: Some(NUMBER.into()),
        programme: "nev-battery-pilot-2018".into(),
        revision: 1,
        unit: None,
        quarter: quarter("2026-Q3"),
        language: locale.tag().into(),
        as_of: AS_OF,
        demo: true,
        title: of(
            locale,
            "新能源汽车动力蓄电池回收利用试点评估总结",
            "Evaluation of the power battery recycling pilot for new energy vehicles",
        ),
        subtitle: of(locale, "全部试点单位 · 2026年第三季度", "Whole programme · Q3 2026"),
        issuer: of(locale, "工业和信息化部", "Ministry of Industry and Information Technology"),
        cover: vec![
            line(("编号", NUMBER), ("Number", NUMBER)),
            line(("范围", "全部试点单位"), ("Scope", "Whole programme")),
            line(("期间", "2026年第三季度"), ("Period", "Q3 2026")),
            line(
                ("数据截至", "2026年10月20日 09:30（北京时间）"),
                ("Figures as of", "20 October 2026, 09:30 (Beijing time)"),
            ),
            line(
                ("依据", "《关于做好新能源汽车动力蓄电池回收利用试点工作的通知》"),
                ("Basis", "Circular on the pilot work of recycling and using power batteries"),
            ),
        ],
        mark: Some(of(locale, "演示数据", "Demo figures")),
    }
}

fn key_figures(locale: Locale) -> Section {
    let table = Table {
        code: "key-figures".into(),
        title: of(locale, "主要指标", "Key figures"),
        columns: vec![
            Column::text(of(locale, "指标", "Indicator")),
            Column::text(of(locale, "计量单位", "Unit")),
            Column::number(of(locale, "本期", "This quarter"), None),
            Column::number(of(locale, "上年同期", "A year earlier"), None),
            Column::number(of(locale, "同比增减", "Change"), Some("%".into())),
        ],
        rows: vec![
            row(vec![
                Cell::text(of(locale, "回收量", "Volume recovered")),
                Cell::text(of(locale, "吨", "t")),
                unsettled("271333.95", 2),
                number("241980.4", 2),
                number("12.1", 1),
            ]),
            row(vec![
                Cell::text(of(locale, "回收服务网点", "Collection outlets")),
                Cell::text(of(locale, "个", "outlets")),
                number("10227", 0),
                number("9934", 0),
                number("2.9", 1),
            ]),
            row(vec![
                Cell::text(of(locale, "再生利用率", "Recycling rate")),
                Cell::text("%"),
                number("96.4", 1),
                Cell::text(of(locale, "未报", "not filed")),
                Cell::text(of(locale, "不适用", "not applicable")),
            ]),
        ],
        notes: vec![of(
            locale,
            "宁波市的数据已包含在浙江省内，不重复计算。",
            "The figure of Ningbo is part of Zhejiang's and is not added again.",
        )],
    };
    let text = of(
        locale,
        "本期共有17个试点单位报送数据，河南省未报。回收量为271,333.95吨，比上年同期增长12.1%。",
        "17 pilots filed for this quarter; Henan did not. 271,333.95 t were recovered, 12.1% more than a year earlier.",
    );
    let heading = of(locale, "主要指标", "Key figures");
    section("key-figures", heading, vec![Block::Text(text), Block::Table(table)])
}

fn targets(locale: Locale) -> Section {
    let columns = [
        ("目标", "Target"),
        ("要求", "Required"),
        ("实际", "Actual"),
        ("结论", "Verdict"),
        ("说明", "Explanation"),
        ("条款", "Clause"),
    ];
    let table = Table {
        code: "targets".into(),
        title: of(locale, "目标完成情况", "How far each target is"),
        columns: columns
            .into_iter()
            .map(|(zh, en)| Column::text(of(locale, zh, en)))
            .enumerate()
            .map(|(at, column)| Column { numeric: at == 2, ..column })
            .collect(),
        rows: vec![
            row(vec![
                Cell::text(of(locale, "年回收能力", "Yearly capacity")),
                Cell::text(of(locale, "≥ 300,000 吨", "≥ 300,000 t")),
                number("271333.95", 2),
                Cell::text(of(locale, "按计划推进", "on track")),
                Cell::text(of(
                    locale,
                    "271,333.95 ÷ 计划值 268,000.00 = 1.01，不低于 0.95。",
                    "271,333.95 ÷ planned 268,000.00 = 1.01, at least 0.95.",
                )),
                Cell::text("II(3)11"),
            ]),
            row(vec![
                Cell::text(of(locale, "再生利用率", "Recycling rate")),
                Cell::text("> 98%"),
                number("96.4", 1),
                Cell::text(of(locale, "需加快", "needs acceleration")),
                Cell::text(of(
                    locale,
                    "自2025年第二季度起低于 98%，此后的回升不改变结论。",
                    "Below 98% since Q2 2025; a later recovery does not heal it.",
                )),
                Cell::text("III(2)"),
            ]),
        ],
        notes: Vec::new(),
    };
    let heading = of(locale, "目标", "Targets");
    section("targets", heading, vec![Block::Table(table)])
}

fn units(locale: Locale) -> Section {
    let rows = UNITS.iter().enumerate().map(|(at, (_, zh, en, volume))| {
        let rank = Cell::number((at + 1).to_string(), Decimal::from(at as i64 + 1), 0);
        row(vec![
            Cell::text(of(locale, zh, en)),
            match volume {
                Some(volume) => number(volume, 2),
                None => Cell::text(of(locale, "未报", "not filed")),
            },
            rank,
        ])
    });
    let sum = total(vec![
        Cell::text(of(locale, "合计", "Total")),
        unsettled("271333.95", 2),
        Cell::text(""),
    ]);
    let table = Table {
        code: "units-R01".into(),
        title: of(locale, "各单位回收量", "Volume recovered by unit"),
        columns: vec![
            Column::text(of(locale, "单位", "Unit")),
            Column::number(of(locale, "回收量", "Volume recovered"), Some(of(locale, "吨", "t"))),
            Column::number(of(locale, "位次", "Rank"), None),
        ],
        rows: rows.chain([sum]).collect(),
        notes: Vec::new(),
    };
    let chart = Chart {
        code: "units-R01-chart".into(),
        title: of(locale, "中国铁塔回收最多", "China Tower recovers most"),
        subtitle: of(locale, "吨，2026年第三季度", "t, Q3 2026"),
        description: of(
            locale,
            "各单位回收量条形图，中国铁塔最高，河南省未报。",
            "Bars of the volume recovered by unit; China Tower has the most, Henan has not filed.",
        ),
        svg: bars(locale),
        drawn: Some(Drawn {
            table: "units-R01".into(),
            kind: Drawing::Bars,
            categories: 0,
            values: vec![1],
        }),
    };
    let heading = of(locale, "单位比较", "Units compared");
    section("units", heading, vec![Block::Table(table), Block::Chart(chart)])
}

fn bars(locale: Locale) -> String {
    let rows = UNITS.iter().map(|(_, zh, en, volume)| Bar {
        name: of(locale, zh, en),
        value: match volume {
            Some(volume) => Value::Number(volume.parse().expect("a decimal"), Standing::Approved),
            None => Value::Absent(Absence::Blank),
        },
        target: None,
        hue: Hue::Accent,
    });
    let frame = Frame {
        title: of(locale, "各单位回收量", "Volume recovered by unit"),
        subtitle: of(locale, "吨", "t"),
        description: of(locale, "条形图", "Bars"),
        lang: locale.tag(),
        mark: None,
        width: 680,
        id: "units".into(),
        standalone: false,
    };
    let data = Bars { rows: rows.collect(), highlight: None };
    with_words(locale, Some(2), |words| bars::draw(&frame, words, &data))
}

/// A table too wide for a page held upright: twelve quarters side by side.
fn through_time(locale: Locale) -> Section {
    let quarters: Vec<Quarter> = Quarter::range(quarter("2023-Q4"), quarter("2026-Q3")).collect();
    let columns = quarters
        .iter()
        .map(|quarter| Column::number(number_words::period(locale, (*quarter).into()), None));
    let rows = UNITS.iter().enumerate().map(|(unit, (_, zh, en, _))| {
        let cells = (0..quarters.len()).map(|at| match (unit * 7 + at) % 23 {
            11 => Cell::text(of(locale, "未报", "not filed")),
            _ => number(&format!("{}.{:02}", 1_000 + unit * 1_711 + at * 97, (at * 37) % 100), 2),
        });
        row([Cell::text(of(locale, zh, en))].into_iter().chain(cells).collect())
    });
    let table = Table {
        code: "quarters-R01".into(),
        title: of(locale, "分季度回收量（吨）", "Volume recovered by quarter (t)"),
        columns: [Column::text(of(locale, "单位", "Unit"))].into_iter().chain(columns).collect(),
        rows: rows.collect(),
        notes: Vec::new(),
    };
    let heading = of(locale, "分季度数据", "By quarter");
    section("volumes", heading, vec![Block::Table(table)])
}

/// Long enough for several pages.
fn annex(locale: Locale) -> Section {
    let columns = [
        ("数据", "Figure"),
        ("值", "Value"),
        ("算式", "Formula"),
        ("版本", "Version"),
        ("审核人", "Approved by"),
    ];
    let rows = UNITS.iter().cycle().take(72).enumerate().map(|(at, (code, zh, en, _))| {
        row(vec![
            Cell::text(of(locale, &format!("{zh} 回收量"), &format!("{en}, volume recovered"))),
            number(&format!("{}.5", 1_200 + at * 317), 2),
            Cell::text(of(locale, "报表数据", "as filed")),
            Cell::text(format!("{code} · 2026-Q3 · v{}", at % 3 + 1)),
            Cell::text("reviewer"),
        ])
    });
    let table = Table {
        code: "annex".into(),
        title: of(locale, "数据来源", "Where the figures come from"),
        columns: columns
            .into_iter()
            .enumerate()
            .map(|(at, (zh, en))| Column { numeric: at == 1, ..Column::text(of(locale, zh, en)) })
            .collect(),
        rows: rows.collect(),
        notes: Vec::new(),
    };
    let heading = of(locale, "附录", "Annex");
    section("annex", heading, vec![Block::Table(table)])
}

#[test]
fn its_canonical_spelling_reads_back() {
    for locale in Locale::ALL {
        let summary = summary(locale);
        let canonical = summary.canonical().expect("text");
        let back: Summary = serde_json::from_str(&canonical).expect("a summary");
        assert!(back == summary, "{locale:?}");
    }
}
