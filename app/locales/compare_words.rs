//! Units beside each other, what asks for a look, and how a figure came about.

phrases! {
    compare: "单位对比", "Compare units";
    compare_title(name): "{name}：单位对比", "{name}: units compared";
    compare_exhibit(name, count): "{name}：{count} 家单位，同一刻度", "{name}: {count} units on one scale";
    to_compare(name): "各单位对比：{name}", "Compare units: {name}";
    what_target: "目标", "Target";
    no_target_chosen: "不比目标", "none";
    target_hint: "选了目标，就按目标的指标比较。", "With a target chosen, its indicator is compared.";
    own_target_of(name): "{name}（各单位自己的目标）", "{name} (each unit's own target)";
    units_chosen(chosen, all): "比较的单位（{chosen}/{all}）", "Units compared ({chosen} of {all})";
    units_hint: "全部不选，就比较默认的全部单位。", "With none ticked, the usual units are compared.";
    all_units_again: "恢复默认单位", "The usual units again";
    unit_has_none(unit, name): "{unit}不填报“{name}”，也没有成员填报，已略去。", "{unit} does not file {name}, nor does any member of it; it was left out.";

    against_nothing: "没有与目标比较。", "Nothing is held against a target.";
    against_each(no, goal): "目标 {no}（{goal}）是整个方案的目标，文件没有为各单位规定目标值。这里只把各单位的比率与该目标值放在一起，不作判定。", "Target {no} ({goal}) is the programme's; the texts fix none for a unit. Each unit's ratio is only set beside that value here; no verdict is given.";
    against_together(no, goal): "目标 {no}（{goal}）是全部单位合计的目标，一家单位只是其中一部分，所以图中不画目标线，也不作判定。", "Target {no} ({goal}) is for all units together, of which one is only a part; so no target line is drawn and no verdict given.";
    against_own(count): "{count} 家单位有自己的目标，各自判定。", "{count} units have a target of their own, each judged by itself.";
    to_target(no): "目标 {no} 的进展", "Progress of target {no}";

    ranking: "位次", "Ranking";
    ranking_caption(name, quarter, unit): "{name}，{quarter}（{unit}）", "{name}, {quarter} ({unit})";
    rank: "位次", "Rank";
    not_ranked: "不排位", "not ranked";
    beside_value: "与目标值相比", "Beside the value";
    value_reached: "达到目标值", "at the value";
    value_not_reached: "未达到目标值", "not at the value";
    no_own_target: "没有自己的目标", "no target of its own";
    signals: "提示", "Signals";
    no_signal: "无", "none";
    missing: "没有数据", "nothing filed";
    stale(quarter): "数据陈旧，最新为{quarter}", "stale, the latest is of {quarter}";
    below_median(points): "低于中位数 {points} 个百分点", "{points} points below the median";
    falling: "连续两个季度下降", "falling two quarters in a row";
    rank_rule: "位次按数值从大到小，相同数值并列；不表示好坏。未报全的合计不排位。同比、环比只比较两期都有数据的单位，比率由分子、分母重新计算。", "Ranks are by size, the largest first, equal figures sharing one; they do not say what is good. A sum that lacks units has none. Changes are over units with a figure in both quarters; ratios are computed from their parts.";
    signal_rule_percent(median): "提示规则：比本次比较单位的中位数（{median}%）低 10 个百分点以上；连续两个季度下降；最新数据早于最近一个到期季度；没有数据。", "Signals: more than 10 percentage points below the median of the units compared ({median}%); lower than the quarter before, twice in a row; the latest figure older than the last due quarter; nothing filed.";
    signal_rule: "提示规则：连续两个季度下降；最新数据早于最近一个到期季度；没有数据。与中位数的比较只用于百分比。", "Signals: lower than the quarter before, twice in a row; the latest figure older than the last due quarter; nothing filed. Only percentages are held against a median.";
    part_of(unit, above): "‡ {unit}是“{above}”的成员", "‡ {unit} is a member of {above}";
    mark(unit, meaning): "† {unit}：{meaning}", "† {unit}: {meaning}";
    this_view: "本视图的地址：", "Address of this view: ";
    one_scale: "同一刻度", "all on one scale";
}

phrases! {
    explained: "数据说明", "How this figure came about";
    explain_title(name, unit, quarter): "{unit}：{name}，{quarter}", "{name}: {unit}, {quarter}";
    explained_lead: "只说明已审核的数据。", "Approved figures only.";
    value: "数值", "Figure";
    how: "怎样得出", "How it is made";
    as_filed: "按填报数。", "As filed.";
    as_filed_ratio(numerator, denominator): "{numerator} ÷ {denominator} × 100%", "{numerator} ÷ {denominator} × 100 %";
    as_filed_quotient(numerator, denominator): "{numerator} ÷ {denominator}", "{numerator} ÷ {denominator}";
    no_denominator: "分母为零，没有比率。", "The denominator is zero; there is no ratio.";
    rounded(decimals): "结果四舍六入五取偶，保留 {decimals} 位小数；计算用精确值。", "Shown with {decimals} places, halves to even; what is computed further is exact.";
    undone(now, before): "填报的是年初以来的累计数：{now} − {before}。", "What is filed adds up since 1 January: {now} − {before}.";
    undone_first: "填报的是年初以来的累计数，第一季度即为本季数。", "What is filed adds up since 1 January; in the first quarter it is the quarter's own.";
    undone_not: "填报的是年初以来的累计数，缺上季度完整数据，不能得出本季数。", "What is filed adds up since 1 January; without a whole quarter before there is no figure of the quarter's own.";
    sum_of(filed, expected): "以下单位之和（已报 {filed}/{expected}）。", "The sum of these units ({filed} of {expected} filed).";
    recomputed_of(filed, expected): "以下单位分子之和除以分母之和，不取平均（已报 {filed}/{expected}）。", "The sum of these units' numerators over the sum of their denominators, never an average ({filed} of {expected} filed).";
    all_of(filed, expected): "以下单位全部完成才算完成（已报 {filed}/{expected}）。", "Done once all of these units are ({filed} of {expected} filed).";
    numerator: "分子", "Numerator";
    denominator: "分母", "Denominator";
    inputs: "由哪些数据得出", "Made of";
    inputs_caption(count): "{count} 家单位的数据", "Figures of {count} units";
    submission: "报送与审核", "Filed and approved";
    version: "版本", "Version";
    version_no(version): "第 {version} 版", "version {version}";
    filed_at: "报送时间", "Filed";
    approved_at: "审核时间", "Approved";
    approved_by: "审核人", "Approved by";
    by_ministry: "主管部委（登录后显示账号）", "the lead ministry (the account is shown to who is signed in)";
    origin: "来源", "Origin";
    origin_return: "季报", "quarterly return";
    origin_import: "文件导入的历史数据", "history taken over from a file";
    origin_demo: "演示数据", "made up for the demo";
    note: "备注", "Note";
    note_of(unit): "备注（{unit}）", "Note ({unit})";
    nothing_approved: "没有已审核的数据。", "Nothing is approved.";
    to_return_history: "这份季报的修改记录", "Changes to this return";
    to_unit(unit): "{unit}的全部指标", "All indicators of {unit}";
    to_comparison: "与其他单位对比", "Beside the other units";
    definition: "指标解释", "Definition";
}
