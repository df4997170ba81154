//! Where a file of an evaluation is not as it was frozen.

phrases! {
    word_after(before): "“{before}”之后", "after “{before}”";
    cell(table, row, column): "表“{table}”，行“{row}”，列“{column}”", "table “{table}”, row “{row}”, column “{column}”";
    row(table, row): "表“{table}”，行“{row}”", "table “{table}”, row “{row}”";
    heading(table): "表“{table}”的列名", "a heading of table “{table}”";
    table(table): "表“{table}”", "table “{table}”";
    figure(unit, indicator, quarter, column): "{unit}，{indicator}，{quarter}，列“{column}”", "{unit}, {indicator}, {quarter}, column “{column}”";
    one_figure(unit, indicator, quarter): "{unit}，{indicator}，{quarter}", "{unit}, {indicator}, {quarter}";
    column(column): "列“{column}”", "column “{column}”";
    cover(name): "封面，“{name}”", "cover, “{name}”";
    mark: "标识", "the file's mark";
    text_of(section): "“{section}”部分的文字", "text of “{section}”";
    front: "封面和目录", "cover and contents";
    there: "（有）", "(there)";
    not_there: "（没有）", "(not there)";
    all_figures: "全部数据", "all figures";
}
