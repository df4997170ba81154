//! The words of the board, both languages side by side.

use crate::domain::indicator::Kind;
use crate::domain::target::Comparator;
use crate::domain::unit::UnitKind;
use crate::locale::Locale;

phrases! {
    product: "试点看板", "Pilotboard";
    overview: "总览", "Overview";
    help: "帮助", "Help";
    main_navigation: "主导航", "Main";
    path: "所在位置", "Path";
    skip_to_content: "跳到正文", "Skip to content";
    demo: "演示数据", "Demo figures";
    demo_meaning: "所有数据均为生成的演示数据，不代表任何地区的实际情况。", "All figures are made up for demonstration and say nothing about any region.";
    approved_only: "只显示已审核的数据。", "Only approved figures are shown.";
    as_of(quarter): "目标判定截至{quarter}。", "Targets are judged as of {quarter}.";
    filter_left_out(name, value): "地址中的筛选 {name}=“{value}”无法识别，已略去。", "The filter {name}={value} in the address is not known and was left out.";
    period_without_figures(period, shown): "{period}没有已审核的数据，现显示{shown}。", "There are no approved figures for {period}; {shown} is shown.";
    not_known_here(name, value): "本页没有 {name}“{value}”，已略去。", "There is no {name} {value} on this page; it was left out.";

    not_found: "没有这个页面", "There is no such page";
    go_on: "可从以下页面继续：", " Go on from one of these:";
    no_page: "这个地址下没有页面。", "Nothing is at this address.";
    no_programme(code): "没有代码为“{code}”的方案。", "No programme has the code “{code}”.";
    no_unit(code): "该方案中没有代码为“{code}”的填报单位。", "The programme has no unit with the code “{code}”.";
    no_target(no): "该方案中没有编号为“{no}”的目标。", "The programme has no target with the number “{no}”.";
    no_picture: "这里没有可下载的图表。", "There is no chart to download here.";
    no_font_title: "无法生成图片", "The picture cannot be made";
    no_font: "服务器上没有中文字体。管理员可安装 fonts-noto-cjk；SVG 和 CSV 仍可下载。", "The server has no font with Chinese characters. An administrator can install fonts-noto-cjk; SVG and CSV can still be downloaded.";
    database_away_title: "暂时无法读取数据", "The figures cannot be read just now";
    database_away: "数据库没有应答。稍后再试；数据没有丢失。", "The database does not answer. Try again shortly; nothing is lost.";
    to_overview: "前往总览", "To the overview";

    with_unit(number, unit): "{number} {unit}", "{number} {unit}";
    with_period(figure, period): "{figure}（{period}）", "{figure} ({period})";
    of(part, whole): "{part}/{whole}", "{part} of {whole}";
    goal_around(value): "{value}左右", "about {value}";
    goal_always(sign, value): "始终 {sign} {value}", "always {sign} {value}";
    goal_growth(value, base): "比{base}增长 ≥ {value}%", "≥ +{value}% on {base}";
    goal_growth_no_base(value): "增长 ≥ {value}%", "≥ +{value}%";
    goal_change(value): "比上年变化 ≤ {value}%", "≤ {value}% on the year before";
    goal_milestone: "完成", "done";
    done: "已完成", "done";
    not_done: "未完成", "not yet";
    no_figure: "无数据", "no figure";
    no_deadline: "未规定", "none printed";
    far(percent): "已完成 {percent}%", "{percent}% of the way";
    percentage_points(points): "{points} 个百分点", "{points} percentage points";

    on_year: "同比", "on the year";
    on_quarter: "环比", "on the quarter";
    no_comparison: "无可比数据", "nothing to compare";
    like_for_like(change, compared, expected): "{change}（可比 {compared}/{expected}）", "{change} ({compared} of {expected} compared)";
    since_january(number, unit): "年初以来累计 {number} {unit}", "{number} {unit} since 1 January";
    incomplete(filed, expected): "未报全：{filed}/{expected} 家", "incomplete: {filed} of {expected} units";
    provisional: "未审核", "provisional";
    not_filed: "未报", "not filed";
    not_applicable: "不适用", "not applicable";
    not_available: "暂缺", "not available";
    filed: "已报", "filed";
    filed_total: "已报单位", "Units filed";
    completeness_caption(units): "各单位报送情况（{units} 家）", "Returns by unit ({units} units)";
    up_to(period): "截至{period}", "up to {period}";

    number: "编号", "No.";
    target: "目标", "Target";
    targets: "目标", "Targets";
    verdict: "判定", "Verdict";
    latest: "最新数据", "Latest figure";
    goal: "目标值", "Goal";
    due: "期限", "Due";
    unit: "单位", "Unit";
    units: "填报单位", "Units";
    indicator: "指标", "Indicator";
    quarter: "季度", "Quarter";
    programme: "方案", "Programme";

    actual: "实际", "actual";
    planned: "计划", "planned";
    forecast: "预测", "forecast";
    as_of_short: "截至", "as of";
    outside: "非试点", "not a pilot";
    no_figures_yet: "暂无已审核的数据", "no approved figures yet";
    colon: "：", ": ";
    comma: "、", ", ";
    download: "下载", "Download";
    download_as(title, name): "下载“{title}” {name}", "Download “{title}” as {name}";
    as_table: "数据表", "As a table";

    key_figures: "主要数据", "Key figures";
    all_targets: "全部目标", "All targets";
    targets_caption(count): "目标进展（{count} 项）", "Progress towards targets ({count})";
    returns: "报送情况", "Returns";
    spark_title(name, quarters): "{name}，最近 {quarters} 个季度", "{name}, last {quarters} quarters";
    show: "查看", "Show";
    number_in(no, programme): "{no} · {programme}", "{no} · {programme}";
    behind_title(behind, all): "{behind} 项目标需要关注（共 {all} 项）", "{behind} of {all} targets need attention";
    all_targets_link: "查看全部目标", "All targets";
    more_targets(rest): "查看全部目标（另有 {rest} 项需关注）", "All targets ({rest} more need attention)";
    missing_title(quarter, missing, all): "{quarter}：{missing}/{all} 家未报", "{quarter}: {missing} of {all} units have not filed";
    all_filed: "全部单位均已报送。", "All units have filed.";
    all_returns_link: "查看报送情况", "All returns";
    more_units(rest): "查看报送情况（另有 {rest} 家未报）", "All returns ({rest} more not filed)";
    no_targets: "文件没有规定该方案的全国目标；各单位可有自己的目标。", "The texts fix no national target for this programme; units may have targets of their own.";
    indicators_title: "全部指标", "All indicators";
    incomplete_note: "* 未报全的合计。括号内为两期都有数据、可比的单位数。", "* A sum to which not all units have filed. In brackets: units with a figure in both quarters, which the change compares.";
    indicators_caption(quarter): "{quarter}全部指标", "All indicators, {quarter}";
    units_caption(count): "填报单位（{count} 家）", "Filing units ({count})";
    units_below(count): "另有 {count} 家，列于其上级单位的页面。", "{count} more, on the pages of the units they belong to.";
    counted: "计入合计", "in the total";
    counted_not: "单独列示，不计入合计", "shown, not in the total";
    counted_sum: "成员之和，计入合计", "sum of its members, in the total";
    counted_member(above): "作为“{above}”的成员计入", "counted as a member of {above}";
    counted_within(within): "已含在“{within}”中，不重复计入", "contained in {within}, not counted again";
    code: "代码", "Code";
    kind: "类别", "Kind";
    how_counted: "如何计入合计", "In the total";
    checks: "审核关系", "Checks";
    blocking: "须符合", "must hold";
    warning: "不符须说明", "to be explained if not";
    duties: "工作职责", "Duties";
    duties_caption(count): "文件规定的职责（{count} 项）", "Duties laid down by the text ({count})";
    clause: "条款", "Clause";
    duty: "职责", "Duty";
    who: "承担者", "Whose";
    records: "可记录内容", "What can be recorded";
    sources: "文件来源", "Sources";
    source_no(no): "（来源 {no}）", "(source {no})";
    way_so_far: "历季走势", "all quarters";
    programme_targets: "方案目标（全部单位）", "The programme's targets (all units)";
    own_targets: "本单位的目标", "Targets of this unit";
    measure_unit: "计量单位", "Unit of measure";
    chart_subtitle(unit, covers): "{covers} · 单位：{unit}", "{unit}, {covers}";
    in_unit(caption, unit): "{caption}（{unit}）", "{caption} ({unit})";
    by_quarter_title(name): "{name}：各季度", "{name} by quarter";
    by_unit_title(name, quarter): "{name}：{quarter}各单位", "{name} by unit, {quarter}";
    tiles_title(name, quarter): "{name}方格图：{quarter}", "{name} as tiles, {quarter}";
    tiles_description(count): "{count} 个同样大小的方格，每格一家，格内为数值；不是地图。", "{count} equal tiles, one for each unit, with its figure; not a map.";
    through_time_title(whose, name): "{whose}：{name}", "{name}: {whose}";
    whole_programme: "全部单位", "all units";
    others(count): "其他 {count} 家", "{count} others";
    total: "合计", "Total";
    remark: "说明", "Remark";
    with_footnote(subtitle): "{subtitle} · † 单独列示，不计入合计", "{subtitle} · † shown, not in the total";
    from_to(name, start, from, end, to): "{name}从{from}的 {start} 到{to}的 {end}。", "{name} from {start} in {from} to {end} in {to}.";
    members: "成员单位", "Members";
    sum_of_members: "本单位的数据为以下成员之和。", "This unit's figures are the sums of these members'.";

    way_title(name, goal): "{name}：目标 {goal}", "{name}: {goal}";
    way_description(latest, goal, outcome): "最新数据 {latest}，目标 {goal}，判定：{outcome}。", "Latest figure {latest}, goal {goal}, verdict: {outcome}.";
    calendar_year: "日历年合计", "sum of the calendar year";
    running: "累计", "running sum";
    period: "时期", "Period";
    against_base: "比基期", "against the base";
    outside_path: "不在计划期", "outside the plan";
    forecast_method(method): "预测：{method} 中位斜率，色带为四分位斜率；仅供参考，不影响判定。", "Forecast: {method} median slope, the band between the quartile slopes; it does not enter the verdict.";
    suppose_title: "试算", "What if";
    gaps(periods): "缺数据的时期：{periods}", "Periods without a figure: {periods}";
    source: "依据", "Source";
    document: "文件", "Document";
    clause_of(clause): "第 {clause} 条", "clause {clause}";
    printed_as: "原文（英译文）", "Printed as";
    read_as: "判定方式", "Read as";
    baseline: "基期", "Baseline";
    no_baseline: "文件未给出", "none printed";
    baseline_filed(value, period): "{value}（{period}已审核数据；文件未给出数值）", "{value} (approved figure of {period}; the text prints none)";
    baseline_without_figure(period): "{period}，文件未给出数值，也没有已审核的数据", "{period}; the text prints no figure and none is approved";
    responsible: "责任单位", "Responsible";
    definition: "指标解释", "Definition";

    suppose_label(period, name, unit): "假设{period}的{name}为（{unit}）", "Suppose {name} for {period} were ({unit})";
    suppose_button: "判定", "Judge";

    help_verdicts_title: "如何判定目标", "How a target is judged";
    help_verdicts: "最新的已审核数据与文件规定的目标值比较。有基准值和期限的，按季度在两者之间画直线，比较实际进度与计划进度：不低于 0.95 为按期推进，不低于 0.60 为需加快，不低于 0 为滞后，低于 0 为背离目标。没有基准值的，只与目标值比较。“超过”不含本数，“达到”“不少于”含本数。", "The latest approved figure is held against the value the text fixes. Where there is a baseline and a deadline, a straight line by quarters is the plan, and the pace is what was gained over what was planned: from 0.95 on track, from 0.60 needs acceleration, from 0 off track, below 0 moving away. Without a baseline only the value counts. “More than” excludes the value itself; “reaches” and “not less than” include it.";
    help_figures_title: "数据的状态", "What a figure can be";
    help_figures: "未报、不适用、暂缺和零是四种不同的情况；没有数据的季度在图中留空，不画成零。未报全的合计用网点表示，并注明已报单位数；未审核的数据用斜线表示。", "Not filed, not applicable, not available and zero are four different things; a quarter without a figure is a gap in a chart, never zero. A sum to which not all units have filed is dotted and says how many have; what is not approved is hatched.";
    help_sums_title: "合计如何计算", "How sums are made";
    help_sums: "联合地区的数据为成员之和。包含在另一单位数据中的单位单独显示，但不再计入合计；是否计入全国合计由方案文件规定。比率由分子之和除以分母之和得出，从不取平均。同比和环比只比较两期都有数据的单位。", "A joint region's figure is the sum of its members. A unit already contained in another unit's figure is shown but not added again; whether a unit counts in the national total is said in the programme's file. Ratios are the sum of numerators over the sum of denominators and are never averaged. Changes compare only units with a figure in both quarters.";
    help_addresses_title: "分享和下载", "Sharing and downloading";
    help_addresses: "页面的筛选都写在地址中，复制地址即可分享同一视图。每张图和表在同一地址后加 .svg、.png 或 .csv 即可下载。", "All filters stand in the address: copy it to share the same view. Each chart and table can be downloaded at the same address with .svg, .png or .csv.";
    help_tiles_title: "方格图", "The tile chart";
    help_tiles: "方格图用三十四个同样大小的方格列出各地数据，不是地图，不表示位置、边界或面积。", "The tile chart lists the provinces' figures in thirty-four equal tiles. It is not a map and shows neither position nor border nor area.";
}

/// The language's name in itself.
#[must_use]
pub fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Zh => "中文",
        Locale::En => "English",
    }
}

/// What a figure of this kind covers.
#[must_use]
pub fn covers(locale: Locale, kind: Kind) -> &'static str {
    match (locale, kind) {
        (Locale::Zh, Kind::Flow) => "本季度",
        (Locale::En, Kind::Flow) => "in the quarter",
        (Locale::Zh, Kind::Stock) => "季末",
        (Locale::En, Kind::Stock) => "at the quarter's end",
        (Locale::Zh, Kind::Ratio) => "本季度比率",
        (Locale::En, Kind::Ratio) => "ratio of the quarter",
        (Locale::Zh, Kind::Milestone) => "里程碑",
        (Locale::En, Kind::Milestone) => "milestone",
    }
}

/// What kind of unit it is.
#[must_use]
pub fn unit_kind(locale: Locale, kind: UnitKind) -> &'static str {
    match (locale, kind) {
        (Locale::Zh, UnitKind::Province) => "省级",
        (Locale::En, UnitKind::Province) => "province-level",
        (Locale::Zh, UnitKind::City) => "市",
        (Locale::En, UnitKind::City) => "city",
        (Locale::Zh, UnitKind::Joint) => "联合地区",
        (Locale::En, UnitKind::Joint) => "joint region",
        (Locale::Zh, UnitKind::Enterprise) => "企业",
        (Locale::En, UnitKind::Enterprise) => "enterprise",
        (Locale::Zh, UnitKind::District) => "区",
        (Locale::En, UnitKind::District) => "district",
        (Locale::Zh, UnitKind::Department) => "部门",
        (Locale::En, UnitKind::Department) => "department",
    }
}

/// How a comparator is read, and whether the value itself suffices.
#[must_use]
pub fn comparator(locale: Locale, comparator: Comparator) -> &'static str {
    match (locale, comparator) {
        (Locale::Zh, Comparator::Above) => "超过目标值，不含本数",
        (Locale::En, Comparator::Above) => "more than the value; the value itself is not enough",
        (Locale::Zh, Comparator::AtLeast) => "不低于目标值，含本数",
        (Locale::En, Comparator::AtLeast) => "the value or more",
        (Locale::Zh, Comparator::Below) => "低于目标值，不含本数",
        (Locale::En, Comparator::Below) => "less than the value; the value itself is too much",
        (Locale::Zh, Comparator::AtMost) => "不高于目标值，含本数",
        (Locale::En, Comparator::AtMost) => "the value or less",
        (Locale::Zh, Comparator::Range) => "在两个目标值之间，含两端",
        (Locale::En, Comparator::Range) => "between the two values, both included",
        (Locale::Zh, Comparator::Around) => "在目标值左右，未规定幅度的按目标值的 5%",
        (Locale::En, Comparator::Around) => {
            "near the value; within 5 % of it where no tolerance is printed"
        }
        (Locale::Zh, Comparator::MaintainAbove) => "每一期都超过目标值，不含本数",
        (Locale::En, Comparator::MaintainAbove) => "more than the value in every period",
        (Locale::Zh, Comparator::MaintainAtLeast) => "每一期都不低于目标值，含本数",
        (Locale::En, Comparator::MaintainAtLeast) => "the value or more in every period",
        (Locale::Zh, Comparator::Growth) => "比基年的变化百分比不低于目标值",
        (Locale::En, Comparator::Growth) => {
            "change on the base year, in percent, of the value or more"
        }
        (Locale::Zh, Comparator::ChangeAtMost) => "比上年同期的变化百分比不高于目标值",
        (Locale::En, Comparator::ChangeAtMost) => {
            "change on the year before, in percent, of the value or less"
        }
        (Locale::Zh, Comparator::Milestone) => "按期完成",
        (Locale::En, Comparator::Milestone) => "done by its date",
    }
}
