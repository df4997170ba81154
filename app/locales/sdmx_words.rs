//! Names in the published structure of SDMX files (docs/sdmx.md). The codes
//! and what they mean are those of SDMX's own lists; the wording is ours.

phrases! {
    agency: "Pilotboard 考核看板", "Pilotboard";
    concepts: "概念", "Concepts";
    units(programme): "填报单位：{programme}", "Filing units: {programme}";
    indicators(programme): "指标：{programme}", "Indicators: {programme}";
    measures(programme): "计量单位：{programme}", "Units of measure: {programme}";
    structure(programme): "评估数据结构：{programme}", "Structure of evaluation figures: {programme}";
    flow(programme): "评估数据：{programme}", "Evaluation figures: {programme}";
    total: "方案合计", "Programme total";

    freq: "频率", "Frequency";
    ref_area: "填报单位", "Reference area";
    indicator: "指标", "Indicator";
    time_period: "报告期", "Time period";
    obs_value: "数值", "Observation value";
    unit_measure: "计量单位", "Unit of measure";
    decimals: "小数位数", "Decimals";
    obs_status: "数据状态", "Observation status";
    conf_status: "保密状态", "Confidentiality status";
    evaluation: "评估编号", "Number of the evaluation";
    as_of: "数据截止时刻", "Moment as of which the figures are the approved ones";
    remark: "标识", "Remark on the file";

    quarterly: "季度", "Quarterly";
    normal: "正常值", "Normal value";
    not_collected: "缺失：存在但尚未收集", "Missing value; data exist but were not collected";
    cannot_exist: "缺失：不适用", "Missing value; data cannot exist";
    missing: "缺失", "Missing value";
    provisional: "初步值：合计未报齐", "Provisional value";
    free: "可公开", "Free (free for publication)";
    internal: "不公开，仅限内部使用", "Not for publication, restricted for internal use only";
    places(number): "{number} 位", "{number}";
}
