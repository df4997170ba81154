//! The words of a return's workbook, as they stand on the form.

use crate::domain::series::Absence;
use crate::locale::Locale;

phrases! {
    sheet: "季报表", "Return";
    code: "代码", "Code";
    name: "指标名称", "Indicator";
    measure_unit: "计量单位", "Unit";
    value: "本季数", "This quarter";
    absence: "无数据原因", "No figure because";
    note: "备注", "Note";
    explanation: "异常说明", "Explanation";
    previous(quarter): "上季数\n{quarter}", "Quarter before\n{quarter}";
    year_before(quarter): "上年同季数\n{quarter}", "Year before\n{quarter}";

    form_no(no): "表号：{no}", "Form: {no}";
    issued_by(body): "制定机关：{body}", "Issued by: {body}";
    document_no(no): "文号：{no}", "Document no.: {no}";
    valid_until(day): "有效期至：{day}", "Valid until: {day}";
    unit(name, code): "填报单位：{name}（{code}）", "Filing unit: {name} ({code})";
    due(day): "报送期限：{day}", "To be filed by: {day}";
    ratio_of(name): "{name}（自动计算）", "{name} (computed)";
    numerator(name): "分子：{name}", "Numerator: {name}";
    denominator(name): "分母：{name}", "Denominator: {name}";
    done_or_not: "填 1（已完成）或 0（未完成）", "1 for done, 0 for not yet";

    checks: "审核关系", "Checks";
    guide_title: "填表说明", "How to fill it in";
    guide: "白色格可填写，灰色格锁定。数值只写数字，按所列计量单位填写；确为零写 0。没有数据时数值留空，在“无数据原因”中选择。指向指标名称可见其定义。填好后在系统中上传本文件，核对差异后才会保存。", "White cells are filled in, grey ones are locked. Write numbers alone, in the unit given; write 0 for zero. Where there is no figure, leave the number empty and choose why under “No figure because”. Point at an indicator's name to see its definition. Then upload this file; nothing is saved before you have seen the differences.";
    head_of_unit: "单位负责人：", "Head of unit:";
    compiler: "填表人：", "Compiled by:";
    filed_on: "填表日期：", "Date:";
    on_submission: "提交时由系统记录", "recorded on submission";
    page(unit, quarter): "{unit}　{quarter}　第 &P 页，共 &N 页", "{unit}, {quarter}, page &P of &N";

    unit_and_decimals(unit, decimals): "计量单位：{unit}；最多 {decimals} 位小数", "Unit: {unit}; decimal places: at most {decimals}";
    unit_whole(unit): "计量单位：{unit}；整数", "Unit: {unit}; whole numbers";
    at_least(min): "不小于 {min}", "At least {min}";
    at_most(max): "不大于 {max}", "At most {max}";
    between(min, max): "{min} 至 {max}", "{min} to {max}";
    since_january: "填 1 月 1 日起的累计数", "Cumulative since 1 January";
    locked: "本行已锁定", "This line is locked";
}

/// An absence as the drop-down offers it; nothing for blank.
#[must_use]
pub fn absence_choice(locale: Locale, absence: Absence) -> &'static str {
    match (absence, locale) {
        (Absence::Blank, _) => "",
        (Absence::NotApplicable, Locale::Zh) => "不适用",
        (Absence::NotApplicable, Locale::En) => "Not applicable",
        (Absence::NotAvailable, Locale::Zh) => "暂缺",
        (Absence::NotAvailable, Locale::En) => "Not available yet",
    }
}
