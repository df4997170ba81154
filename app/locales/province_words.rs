//! The province-level units by their GB/T 2260 codes: those that take part in no
//! programme still have a tile.

use crate::domain::unit::Names;
use crate::locale::Locale;

/// Code, short Chinese name, English name, letters of ISO 3166-2.
const PROVINCES: [(&str, &str, &str, &str); 34] = [
    ("110000", "北京", "Beijing", "BJ"),
    ("120000", "天津", "Tianjin", "TJ"),
    ("130000", "河北", "Hebei", "HE"),
    ("140000", "山西", "Shanxi", "SX"),
    ("150000", "内蒙古", "Inner Mongolia", "NM"),
    ("210000", "辽宁", "Liaoning", "LN"),
    ("220000", "吉林", "Jilin", "JL"),
    ("230000", "黑龙江", "Heilongjiang", "HL"),
    ("310000", "上海", "Shanghai", "SH"),
    ("320000", "江苏", "Jiangsu", "JS"),
    ("330000", "浙江", "Zhejiang", "ZJ"),
    ("340000", "安徽", "Anhui", "AH"),
    ("350000", "福建", "Fujian", "FJ"),
    ("360000", "江西", "Jiangxi", "JX"),
    ("370000", "山东", "Shandong", "SD"),
    ("410000", "河南", "Henan", "HA"),
    ("420000", "湖北", "Hubei", "HB"),
    ("430000", "湖南", "Hunan", "HN"),
    ("440000", "广东", "Guangdong", "GD"),
    ("450000", "广西", "Guangxi", "GX"),
    ("460000", "海南", "Hainan", "HI"),
    ("500000", "重庆", "Chongqing", "CQ"),
    ("510000", "四川", "Sichuan", "SC"),
    ("520000", "贵州", "Guizhou", "GZ"),
    ("530000", "云南", "Yunnan", "YN"),
    ("540000", "西藏", "Xizang", "XZ"),
    ("610000", "陕西", "Shaanxi", "SN"),
    ("620000", "甘肃", "Gansu", "GS"),
    ("630000", "青海", "Qinghai", "QH"),
    ("640000", "宁夏", "Ningxia", "NX"),
    ("650000", "新疆", "Xinjiang", "XJ"),
    ("710000", "台湾", "Taiwan", "TW"),
    ("810000", "香港", "Hong Kong", "HK"),
    ("820000", "澳门", "Macao", "MO"),
];

/// Code and short name of each.
pub fn provinces() -> impl Iterator<Item = (&'static str, Names)> {
    PROVINCES
        .iter()
        .map(|(code, zh, en, _)| (*code, Names { zh: (*zh).to_owned(), en: (*en).to_owned() }))
}

/// Short name and, where space is scarce, its abbreviation.
#[must_use]
pub fn tile_name(locale: Locale, code: &str) -> Option<(&'static str, &'static str)> {
    let (_, zh, en, letters) = PROVINCES.iter().find(|province| province.0 == code)?;
    Some(match locale {
        Locale::Zh => (zh, zh),
        Locale::En => (en, letters),
    })
}

/// A unit's name on a tile: without what only says its rank.
#[must_use]
pub fn short_name(locale: Locale, code: &str, names: &Names) -> String {
    match tile_name(locale, code) {
        Some((name, _)) => name.to_owned(),
        None => locale.name(names).to_owned(),
    }
}
