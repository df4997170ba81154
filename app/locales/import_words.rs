//! What is said of a file that is imported: the line, the column, what is
//! wrong and what to write instead.

phrases! {
    at_line(line, message): "第 {line} 行：{message}", "line {line}: {message}";
    at_column(line, at, name, message): "第 {line} 行第 {at} 列（{name}）：{message}", "line {line}, column {at} ({name}): {message}";
    not_csv(error): "不是可读的 CSV：{error}", "this is not CSV that can be read: {error}";
    unknown_column(names): "没有这一列；可用的列为 {names}", "there is no such column; the columns are {names}";
    column_twice: "这一列出现了两次；只保留一列", "this column is there twice; keep one";
    missing_column(name): "缺少列 {name}；在表头中加上它", "the column {name} is missing; add it to the header";
    no_rows: "表头下面没有数据行；加上要导入的数据", "there is no row below the header; add the figures to be taken over";
    field_count(expected, found): "应有 {expected} 个字段，现有 {found} 个；检查逗号和引号", "{expected} fields expected, {found} found; check commas and quotes";
    no_programme(code, known): "没有代码为“{code}”的方案；现有 {known}", "no programme has the code `{code}`; there are {known}";
    no_unit(code, programme): "“{programme}”中没有代码为“{code}”的填报单位", "no unit of “{programme}” has the code `{code}`";
    no_indicator(code, programme): "“{programme}”中没有代码为“{code}”的指标", "no indicator of “{programme}” has the code `{code}`";
    no_period(text): "“{text}”不是季度；写作 2025-Q3", "`{text}` is not a quarter; write it like 2025-Q3";
    before_validity(quarter, from): "{quarter} 早于该方案的第一个填报季度 {from}", "{quarter} is before the programme's first quarter, {from}";
    outside_validity(quarter, from, until): "{quarter} 不在该方案的填报期 {from} 至 {until} 之内", "{quarter} is outside the programme's quarters, {from} to {until}";
    not_valid_in(code, quarter): "指标 {code} 在 {quarter} 不填报", "indicator {code} is not filed for {quarter}";
    sum_of_members(unit): "“{unit}”的数据由其成员单位相加得出；填写成员单位的数据", "the figure of {unit} is the sum of its members; give the members' figures";
    filed_above(code, unit): "指标 {code} 由上级单位填报，“{unit}”不填", "indicator {code} is filed by the unit above, not by {unit}";
    beside_absence: "本行已注明没有数据；把这一格留空", "this row says that there is no figure; leave this cell empty";
    no_ratio(code): "指标 {code} 不是比率；只填 value", "indicator {code} is not a ratio; fill in value alone";
    ratio_by_parts(code): "指标 {code} 是比率；填写 numerator 和 denominator，value 留空", "indicator {code} is a ratio; fill in numerator and denominator and leave value empty";
    both_parts: "比率的分子和分母都要填写", "a ratio needs both numerator and denominator";
    zero_denominator: "分母为 0，无法计算比率；没有数据时在 value 写“暂缺”或“不适用”", "the denominator is 0 and gives no percentage; where there is none, write n/a in value";
    ratio_outside(shown, min, max): "比率为 {shown}%，应在 {min}% 与 {max}% 之间；检查分子和分母", "the percentage is {shown} %, to lie between {min} % and {max} %; check numerator and denominator";
    zero_or_one: "填 1（已完成）或 0（未完成）", "write 1 for done or 0 for not yet";
    note_with_nul: "备注中含有空字符；删去它", "the note holds a NUL character; remove it";
    note_too_long(limit, found): "备注最多 {limit} 个字，现为 {found} 个", "a note has at most {limit} characters, this one {found}";
    given_twice(first): "同一数据在第 {first} 行已经给出；只保留一行", "the same figure is given in line {first} already; keep one of them";
    under_way(unit, quarter, state): "“{unit}”{quarter} 的季报现为“{state}”，不能由文件覆盖；审核通过后再导入，或从文件中去掉该季度", "the return of {unit} for {quarter} is {state} and is not overwritten from a file; import it once it is approved, or leave that quarter out";
    check_broken(text, rule, left, right, unit, quarter): "{text}（{rule}）：{unit} {quarter} 左边为 {left}，右边为 {right}", "{text} ({rule}): for {unit} in {quarter} the left side is {left}, the right side {right}";
}

phrases! {
    imported(rows, blank, returns, figures): "已读 {rows} 行（其中 {blank} 行无数据），更新 {returns} 份报表、共 {figures} 个数据", "{rows} rows read, {blank} of them without a figure; {returns} returns updated with {figures} figures";
    would_import(rows, blank, returns, figures): "试运行，未作改动：{rows} 行（其中 {blank} 行无数据），将更新 {returns} 份报表、共 {figures} 个数据", "dry run, nothing changed: {rows} rows, {blank} of them without a figure, would update {returns} returns with {figures} figures";
    nothing_imported(all, listed): "共 {all} 处问题（列出 {listed} 处），未导入任何数据", "{all} faults, {listed} of them listed; nothing was imported";
}
