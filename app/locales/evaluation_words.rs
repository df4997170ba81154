//! The words of the evaluation summary and its pages, both languages side by
//! side.

phrases! {
    evaluation: "评估摘要", "Evaluation summary";
    evaluations: "评估", "Evaluations";
    title(programme): "{programme}评估摘要", "{programme}: evaluation summary";
    subtitle(whose, period): "{whose} · {period}", "{whose} · {period}";
    whole_programme: "全部单位", "All units";
    preview: "预览，未定稿", "Preview, not frozen";
    preview_of_demo: "演示数据 · 预览，未定稿", "Demo figures · preview, not frozen";

    number: "编号", "Number";
    scope: "范围", "Scope";
    period: "报告期", "Period";
    as_of: "数据截止", "As of";
    figures_are: "数据口径", "Figures";
    approved_alone: "只含截止时已审核的数据", "only those approved at that moment";
    definitions: "指标口径", "Definitions";
    revision(revision): "方案第 {revision} 版", "revision {revision} of the programme";
    between: "；", "; ";

    like_for_like: "同比、环比只比较两期都有数据的单位，括号内为可比单位数。", "Changes compare only units with a figure in both quarters; in brackets, how many.";
    volumes(name): "{name}", "{name}";
    no_own_targets: "文件没有为该单位单独规定目标。", "The texts fix no target for this unit alone.";
    way: "进度", "Way";
    no_way: "—", "—";
    explanations: "判定说明与依据", "How each verdict came about, and where the target is printed";
    explanation: "判定说明", "Explanation";
    legend: "判定词义", "What the verdicts mean";
    meaning: "含义", "Meaning";
    clause_in(document, clause): "{document}，第 {clause} 条", "{document}, clause {clause}";

    units: "单位对比与排名", "Units compared and ranked";
    rank_of(count): "名次（共 {count} 家）", "Rank of {count}";
    no_rank: "不排名", "not ranked";

    returns: "报送完整性与及时性", "Completeness and timeliness";
    returns_caption(quarter): "{quarter}报送情况", "Returns, {quarter}";
    approved_of(quarters): "近 {quarters} 季已审核", "Approved of {quarters}";
    this_quarter: "本季度", "This quarter";
    approved_version(version): "已审核，第 {version} 版", "approved, version {version}";
    first_submitted: "首次提交", "First submitted";
    timing: "及时性", "Timing";
    in_time: "按时", "in time";
    late(days): "迟报 {days} 天", "{days} days late";
    taken_over: "历史数据导入", "imported history";
    no_timing: "不评定", "not rated";
    returns_note(due): "本季度报送截止日为 {due}（北京时间）。", "The quarter's returns were due on {due}, Beijing time.";

    duties: "职责落实情况", "Duties";
    duties_caption: "各单位职责落实情况", "How far the units say their duties are";
    no_duties_said: "尚无单位填报职责落实情况。", "No unit has said how far its duties are.";
    status: "落实情况", "Status";
    date: "日期", "Date";
    evidence: "佐证材料", "Evidence";
    said_by: "填报人", "Said by";
    remark: "部门意见", "The ministry's remark";

    restatements: "更正记录", "Restatements";
    restatements_caption: "审核后更正的季报", "Returns filed again after they had been approved";
    no_restatements: "没有审核后更正的季报。", "No return was filed again after it had been approved.";
    version: "版次", "Version";
    reason: "原因", "Reason";
    approved_at: "审核时间", "Approved at";
    approved_by: "审核人", "Approved by";
    changes(number): "与 {number} 相比的变化", "Changes since {number}";
    changes_caption(count, number): "{number} 以来改变的数据（{count} 项）", "Figures changed since {number} ({count})";
    no_changes(number): "与 {number} 相比，没有数据改变。", "No figure has changed since {number}.";
    before: "原数据", "Was";
    now: "现数据", "Is";
    fraction(numerator, denominator): "{numerator} ÷ {denominator}", "{numerator} ÷ {denominator}";
    with_code(code, name, unit): "{code} {name}（{unit}）", "{code} {name} ({unit})";

    annex: "附录：数据说明", "Annex: how each figure is made";
    annex_caption(quarter): "{quarter}数据的来源与计算", "Where the figures of {quarter} come from";
    annex_note: "数据按填报口径列示；累计数由本年一月一日起算。", "Figures stand as they were filed; cumulative ones count from 1 January.";
    figure: "数据", "Figure";
    how: "计算方法", "How it is made";
    filed_in: "填报版次", "Filed in";
    as_filed: "按填报", "as filed";
    sum_of(filed, expected): "{filed}/{expected} 家合计", "sum over {filed} of {expected} units";
    ratio_of(numerator, denominator): "；{numerator} ÷ {denominator} × 100", "; {numerator} ÷ {denominator} × 100";
    cumulative: "；年初以来累计", "; cumulative since 1 January";
    version_no(version): "第 {version} 版", "version {version}";
    version_with_receipt(version, receipt): "第 {version} 版，回执 {receipt}", "version {version}, receipt {receipt}";
    by_on(name, moment): "{name}，{moment}", "{name}, {moment}";
    of_its_units: "见各单位", "see its units";

    signatures: "签署", "Signatures";
    head_of_body: "单位负责人", "Head of the body";
    statistics_head: "统计负责人", "Head of statistics";
    compiled_by: "填表人", "Compiled by";
    signed_on: "报出日期", "Date";
}
