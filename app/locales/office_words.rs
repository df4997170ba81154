//! What the files of an evaluation say besides the document's own texts:
//! names of columns and sheets, page numbers, the marks of a table. A frozen
//! document is read again by these words; where one changes, files written
//! before are found by the place of their columns.

phrases! {
    with_unit(name, unit): "{name}（{unit}）", "{name} ({unit})";

    evaluation: "评估编号", "Evaluation";
    as_of: "数据截止", "As of";
    programme: "方案代码", "Programme";
    unit_code: "单位代码", "Unit code";
    unit: "单位", "Unit";
    indicator_code: "指标代码", "Indicator code";
    indicator: "指标", "Indicator";
    measure_unit: "计量单位", "Unit of measure";
    quarter: "季度", "Quarter";
    value: "数值", "Value";
    numerator: "分子", "Numerator";
    denominator: "分母", "Denominator";
    absence: "无数据原因", "No figure because";
    filed: "已报单位数", "Units filed";
    due: "应报单位数", "Units due";
    version: "数据版本", "Version";
    mark: "标识", "Mark";

    contents: "目录", "Contents";
    to_sign(line): "{line}：", "{line}: ";

    cover: "封面", "Cover";
    notes: "说明", "Notes";
    all_figures: "全部数据", "All figures";
    back_to_contents: "返回目录", "Back to contents";
    sheet: "工作表", "Sheet";
    table: "表", "Table";
    section: "部分", "Section";
    note: "说明", "Note";
}
