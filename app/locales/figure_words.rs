//! What a form, a file or the API says about a text that is not a figure, or
//! was read although it was written unusually.

use crate::domain::decimal::Decimal;
use crate::domain::figure::{Entry, Notice, Refusal};
use crate::domain::series::Absence;
use crate::locale::Locale;

/// Why `field_name` was not taken and what to write instead. `measure_unit` is
/// the field's unit in the same language, empty where it has none.
#[must_use]
pub fn refusal(locale: Locale, field_name: &str, measure_unit: &str, refusal: &Refusal) -> String {
    match locale {
        Locale::Zh => format!("{field_name}：{}", chinese(measure_unit, refusal)),
        Locale::En => format!("{field_name}: {}", english(measure_unit, refusal)),
    }
}

fn chinese(unit: &str, refusal: &Refusal) -> String {
    let write = |suggestion: &Option<Decimal>| match suggestion {
        Some(number) => format!("写作 {number}"),
        None => "用阿拉伯数字写出完整数值，例如 12500 或 12.5".to_owned(),
    };
    let in_unit = if unit.is_empty() { String::new() } else { format!("按“{unit}”填写：") };
    match refusal {
        Refusal::TooLong { allowed } => {
            format!("数值最多 {allowed} 个字符；只写数字，说明写在备注里")
        }
        Refusal::ControlCharacter { code } => {
            format!("含有看不见的控制字符 {code}；删去后用键盘重新输入数字")
        }
        Refusal::Formula => "此处不计算公式；写计算结果，例如 12500".to_owned(),
        Refusal::SpreadsheetError { found } => {
            format!("“{found}”是表格软件的错误值；在原表中改正后写出数值")
        }
        Refusal::UseAbsenceControl { found, absence: Some(Absence::NotApplicable) } => {
            format!("数值栏不写“{found}”；在旁边的“无数据原因”中选择“不适用”")
        }
        Refusal::UseAbsenceControl { found, absence: Some(Absence::NotAvailable) } => {
            format!("数值栏不写“{found}”；在旁边的“无数据原因”中选择“暂缺”")
        }
        Refusal::UseAbsenceControl { found, .. } => format!(
            "数值栏不写“{found}”；确为零写 0，没有数据则在旁边的“无数据原因”中选择“不适用”或“暂缺”"
        ),
        Refusal::TruthValue => "真假值不是数值；写数字，例如 1 或 0".to_owned(),
        Refusal::Date { found } => format!("“{found}”是日期或时间；此处写数值，例如 12500"),
        Refusal::ScaleWord { word, suggestion: Some(number) } => {
            format!("{in_unit}不用“{word}”，写作 {number}")
        }
        Refusal::ScaleWord { word, suggestion: None } => {
            format!("{in_unit}不用“{word}”，写出完整数值，例如 12500")
        }
        Refusal::Scientific { suggestion } => format!("不用科学记数法，{}", write(suggestion)),
        Refusal::Fraction { suggestion: Some(number) } => format!("不用分数，写作 {number}"),
        Refusal::Fraction { suggestion: None } => {
            "不用分数；按要求的位数写成小数，例如 0.33".to_owned()
        }
        Refusal::ChineseNumeral { suggestion } => format!("不用中文数字，{}", write(suggestion)),
        Refusal::OtherScript { suggestion } => {
            format!("只用 0 到 9 这十个数字，{}", write(suggestion))
        }
        Refusal::Hexadecimal { suggestion } => format!("不用十六进制，{}", write(suggestion)),
        Refusal::Underscore { suggestion } => format!("数字之间不用下划线，{}", write(suggestion)),
        Refusal::BarePoint { suggestion } => format!("小数点两边都要有数字，写作 {suggestion}"),
        Refusal::AmbiguousGrouping => {
            "分隔符可作两种理解；不用分隔符，小数点用“.”，例如 12500 或 12.5".to_owned()
        }
        Refusal::OtherUnit { found, .. } if unit.is_empty() => {
            format!("此栏没有计量单位；去掉“{found}”，只写数字")
        }
        Refusal::OtherUnit { found, .. } => {
            format!("单位是“{unit}”，填的是“{found}”；换算成“{unit}”后只写数字")
        }
        Refusal::TooManyDecimals { allowed: 0, .. } => "写整数，不带小数".to_owned(),
        Refusal::TooManyDecimals { allowed, found } => {
            format!("小数最多 {allowed} 位，现有 {found} 位；系统不代为四舍五入")
        }
        Refusal::BelowMinimum { min } => format!("应不小于 {min}{}", spaced(unit)),
        Refusal::AboveMaximum { max } => format!("应不大于 {max}{}", spaced(unit)),
        Refusal::JsonNumber { found } => format!("JSON 中的数值写成字符串：\"{found}\""),
        Refusal::JsonStructure => "JSON 中写字符串（例如 \"12.5\"）或 null".to_owned(),
        Refusal::NotANumber => "必须是数字，例如 12500 或 12.5".to_owned(),
    }
}

fn english(unit: &str, refusal: &Refusal) -> String {
    let write = |suggestion: &Option<Decimal>| match suggestion {
        Some(number) => format!("write {number}"),
        None => "write the whole number in digits, like 12500 or 12.5".to_owned(),
    };
    let in_unit = if unit.is_empty() { String::new() } else { format!(" in {unit}") };
    match refusal {
        Refusal::TooLong { allowed } => format!(
            "a number has at most {allowed} characters; write digits only and put remarks in the note"
        ),
        Refusal::ControlCharacter { code } => format!(
            "there is an invisible control character ({code}) in it; delete the text and type the digits again"
        ),
        Refusal::Formula => "formulas are not calculated here; write the result, like 12500".to_owned(),
        Refusal::SpreadsheetError { found } => format!(
            "“{found}” is an error of the spreadsheet; correct it there and write the number"
        ),
        Refusal::UseAbsenceControl { found, absence: Some(Absence::NotApplicable) } => format!(
            "“{found}” does not go into the number; choose “Not applicable” under “No figure because” beside it"
        ),
        Refusal::UseAbsenceControl { found, absence: Some(Absence::NotAvailable) } => format!(
            "“{found}” does not go into the number; choose “Not available yet” under “No figure because” beside it"
        ),
        Refusal::UseAbsenceControl { found, .. } => format!(
            "“{found}” does not go into the number; write 0 if it is zero, else choose “Not applicable” or “Not available yet” under “No figure because” beside it"
        ),
        Refusal::TruthValue => "true and false are not numbers; write digits, like 1 or 0".to_owned(),
        Refusal::Date { found } => {
            format!("“{found}” is a date or a time; write a number here, like 12500")
        }
        Refusal::ScaleWord { word, suggestion: Some(number) } => {
            format!("write the figure{in_unit} without “{word}”: {number}")
        }
        Refusal::ScaleWord { word, suggestion: None } => {
            format!("write the whole figure{in_unit} without “{word}”, like 12500")
        }
        Refusal::Scientific { suggestion } => {
            format!("{} instead of scientific notation", write(suggestion))
        }
        Refusal::Fraction { suggestion: Some(number) } => {
            format!("write {number} instead of a fraction")
        }
        Refusal::Fraction { suggestion: None } => {
            "write a decimal with the places asked for instead of a fraction, like 0.33".to_owned()
        }
        Refusal::ChineseNumeral { suggestion } => {
            format!("{} instead of Chinese numerals", write(suggestion))
        }
        Refusal::OtherScript { suggestion } => {
            format!("{}, with the digits 0 to 9 only", write(suggestion))
        }
        Refusal::Hexadecimal { suggestion } => {
            format!("{} instead of a hexadecimal number", write(suggestion))
        }
        Refusal::Underscore { suggestion } => format!("{} without underscores", write(suggestion)),
        Refusal::BarePoint { suggestion } => {
            format!("write digits on both sides of the point: {suggestion}")
        }
        Refusal::AmbiguousGrouping => "the separators can be read in two ways; write no separators and a point before decimals, like 12500 or 12.5".to_owned(),
        Refusal::OtherUnit { found, .. } if unit.is_empty() => {
            format!("this field has no unit; leave “{found}” out and write the number alone")
        }
        Refusal::OtherUnit { found, .. } => format!(
            "the unit is {unit}, but “{found}” was written; convert to {unit} and write the number alone"
        ),
        Refusal::TooManyDecimals { allowed: 0, .. } => {
            "write a whole number, without decimals".to_owned()
        }
        Refusal::TooManyDecimals { allowed, found } => format!(
            "write at most {allowed} decimal {}, there are {found}; nothing is rounded for you",
            if *allowed == 1 { "place" } else { "places" },
        ),
        Refusal::BelowMinimum { min } => format!("must be at least {min}{}", spaced(unit)),
        Refusal::AboveMaximum { max } => format!("must be at most {max}{}", spaced(unit)),
        Refusal::JsonNumber { found } => format!("write decimals as strings in JSON: \"{found}\""),
        Refusal::JsonStructure => "write a string such as \"12.5\", or null, in JSON".to_owned(),
        Refusal::NotANumber => "must be a number, like 12500 or 12.5".to_owned(),
    }
}

/// How `field_name` was read, for a cell that now shows another text than was
/// typed.
#[must_use]
pub fn notice(locale: Locale, field_name: &str, notice: Notice, read_as: &Entry) -> String {
    let (chinese, english) = match notice {
        Notice::FullWidth => ("全角字符已转为半角", "full-width characters were made narrow"),
        Notice::MinusSign => ("负号已转为“-”", "the minus sign was written as “-”"),
        Notice::ZeroWidth => ("已去掉看不见的零宽字符", "invisible characters were taken out"),
        Notice::LeadingPlus => ("已去掉前面的加号", "the plus sign in front was dropped"),
        Notice::LeadingZeros => ("已去掉前面的零", "zeros in front were dropped"),
        Notice::NegativeZero => ("负零按 0 记", "minus zero is 0"),
    };
    match (locale, read_as) {
        (Locale::Zh, Entry::Number(number)) => format!("{field_name}：{chinese}，读作 {number}"),
        (Locale::En, Entry::Number(number)) => format!("{field_name}: {english}; read as {number}"),
        (Locale::Zh, Entry::Blank) => format!("{field_name}：{chinese}，此栏为空"),
        (Locale::En, Entry::Blank) => format!("{field_name}: {english}; the field is blank"),
    }
}

/// The unit behind a number, `%` directly, all else after a space.
fn spaced(unit: &str) -> String {
    if unit.is_empty() || unit.starts_with('%') { unit.to_owned() } else { format!(" {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::{Field, parse};

    fn refused(locale: Locale, typed: &str) -> String {
        let field = Field {
            measure_unit_zh: "吨",
            measure_unit_en: "t",
            other_spellings: &[],
            decimals: 2,
            min: None,
            max: None,
        };
        let (name, unit) = match locale {
            Locale::Zh => ("回收量", "吨"),
            Locale::En => ("Volume recovered", "t"),
        };
        refusal(locale, name, unit, &parse(typed, &field).expect_err("a refusal"))
    }

    #[test]
    fn says_which_field_and_what_to_write_instead() {
        for (typed, zh, en) in [
            (
                "1.25万",
                "回收量：按“吨”填写：不用“万”，写作 12500",
                "Volume recovered: write the figure in t without “万”: 12500",
            ),
            (
                "12.345",
                "回收量：小数最多 2 位，现有 3 位；系统不代为四舍五入",
                "Volume recovered: write at most 2 decimal places, there are 3; nothing is rounded for you",
            ),
            (
                "N/A",
                "回收量：数值栏不写“N/A”；在旁边的“无数据原因”中选择“不适用”",
                "Volume recovered: “N/A” does not go into the number; choose “Not applicable” under “No figure because” beside it",
            ),
            (
                "12 kg",
                "回收量：单位是“吨”，填的是“kg”；换算成“吨”后只写数字",
                "Volume recovered: the unit is t, but “kg” was written; convert to t and write the number alone",
            ),
        ] {
            assert_eq!(refused(Locale::Zh, typed), zh);
            assert_eq!(refused(Locale::En, typed), en);
        }
    }
}
