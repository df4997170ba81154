//! The words of the evaluation summary and its pages, both languages side by
//! side.

phrases! {
    evaluation: "评估摘要", "Evaluation summary";
    evaluations: "评估", "Evaluations";
    title(programme): "{programme}评估摘要", "{programme}: evaluation summary";
    subtitle(whose, period): "{whose} · {period}", "{whose} · {period}";
    form_by(issuer): "表式制定：{issuer}", "Form by {issuer}";
    whole_programme: "全部单位", "All units";
    preview: "预览，未定稿", "Preview, not frozen";
    preview_of_demo: "演示数据 · 预览，未定稿", "Demo figures · preview, not frozen";

    too_many_title: "数据过多", "Too many figures";
    too_many(figures, most): "这份评估摘要将包含约 {figures} 条数据，最多 {most} 条。请改用 CSV 下载所需的指标，或选较早的季度。", "This summary would hold about {figures} figures; {most} are the most. Download the indicators you need as CSV instead, or choose an earlier quarter.";

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
    ranked_title(name, quarter): "{name}：{quarter}各单位排名", "{name}: units ranked, {quarter}";
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
    duties_counted: "各项职责的落实情况（家）", "How many say a duty stands where";
    duty_owing: "应落实", "Owing it";
    duties_note: "由各单位自行填报，不是已审核数据。", "As the units themselves say; these are no approved figures.";
    duties_caption: "各单位最近填报的落实情况", "What the units said last";
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

    page_title(programme): "{programme}：评估摘要", "Evaluation summary: {programme}";
    about: "由已审核数据生成。预览随数据变化；定稿后编号、截止时间、所用版次和内容不再改变。", "Made from approved figures. The preview follows them; frozen, it has a number, and its moment, versions and content change no more.";
    show: "显示", "Show";
    unit_label: "范围", "Scope";
    period_label: "报告期", "Period";
    frozen_title: "已定稿的评估", "Frozen evaluations";
    frozen_caption(count): "已定稿 {count} 份", "{count} frozen";
    none_frozen: "尚无定稿的评估。", "None is frozen yet.";
    language: "语言", "Language";
    frozen_by: "定稿人", "Frozen by";
    frozen_at: "定稿时间", "Frozen at";
    public: "已公开", "public";
    not_public: "未公开", "not public";
    shown_to: "公开情况", "Shown to";
    freeze_title: "定稿", "Freeze";
    freeze_hint(whose, period): "将“{whose} · {period}”当前内容以本页语言定稿，编号并存档。需要两种语言的，分别定稿。", "Freezes “{whose} · {period}” as it stands now, in this page's language, under a number. Freeze each language you need.";
    freeze: "定稿并编号", "Freeze and number";
    stale: "查看之后有数据或方案变动，尚未定稿。请看过下面的内容后再定稿。", "Figures or the programme changed since you looked; nothing was frozen. Read what is here now, then freeze.";
    files_title: "文件", "Files";
    files_hint: "按钮所列文件在后台生成，并显示进度；CSV 和 SDMX-CSV 可直接下载。", "Files with a button are made in the background and show how far they are; CSV and SDMX-CSV come at once.";
    make(format): "生成 {format}", "Make {format}";
    take(format): "下载 {format}", "Download {format}";
    structure: "SDMX 结构定义", "SDMX structure";
    jobs_title: "我的文件", "My files";
    jobs_caption: "最近生成的文件，保留 30 天", "Files made lately, kept for 30 days";
    file: "文件", "File";
    state: "状态", "State";
    asked_at: "申请时间", "Asked for at";
    waiting: "排队中", "waiting";
    running(percent): "生成中，{percent}%", "being made, {percent}%";
    done: "已完成", "done";
    failed: "未能生成", "could not be made";
    cancelled: "已取消", "given up";
    cancel: "取消", "Give up";
    job_title(format): "生成 {format} 文件", "Making the {format} file";
    job_waits: "每人同时生成两个文件，其余依次排队。本页每两秒自行刷新；也可稍后回来查看。", "Two files are made at a time for each person, the others after them. This page looks again every two seconds; you can also come back later.";
    job_done: "文件已生成，保留 30 天。", "The file is made and kept for 30 days.";
    job_failed: "文件未能生成，没有留下不完整的文件。可重新生成；若再次失败，请联系管理员。", "The file could not be made, and no part of it is left. Try again; if it fails again, tell an administrator.";
    job_failed_build: "本服务器的程序不含该格式。", "This server's build does not write that format.";
    job_cancelled: "已取消，没有留下不完整的文件。", "Given up; no part of it is left.";
    back_to_preview: "返回评估摘要", "Back to the evaluation summary";
    progress_label: "进度", "How far";

    narrative(section): "撰写“{section}”的说明", "Write to “{section}”";
    narrative_text: "说明文字", "Text";
    narrative_hint(longest): "纯文字，每段一行，最多 {longest} 字。留空则删去。", "Plain text, a line for each paragraph, at most {longest} characters. Empty takes it away.";
    narrative_save: "保存", "Save";
    narrative_by(version, name, moment): "第 {version} 版，{name}，{moment}", "version {version}, {name}, {moment}";
    narrative_too_long(longest, found): "说明文字最多 {longest} 字；现为 {found} 字", "The text may have at most {longest} characters; it has {found}";
    narrative_stale(name): "{name} 已另存一版。下面是你写的文字；上方摘要显示现有版本，选择保留哪个后再保存", "{name} has saved another version meanwhile. Your text stands below and theirs in the summary; save again to keep yours";

    evaluation_title(number): "评估 {number}", "Evaluation {number}";
    sha256: "内容 SHA-256", "SHA-256 of its content";
    versions_used(count): "所用季报版次 {count} 份", "{count} versions of returns used";
    frozen_note: "已定稿，内容不再改变。其后的更正见新的评估。", "Frozen: this never changes. Later corrections are told by a new evaluation.";
    in_another_language(language): "本评估以 {language} 定稿。", "This evaluation was frozen in {language}.";
    to_current: "按当前数据查看", "As figures stand now";
    publish_title: "公开", "Publish";
    publish_hint: "公开后，任何人不登录也能看到本评估及其文件；其他内容不公开。", "Once published, anybody sees this evaluation and its files without signing in; nothing else becomes public.";
    publish: "公开本评估", "Publish it";
    withdraw: "撤回公开", "Take it back";
    is_public: "任何人可在以下地址查看：", "Anybody can see it at:";
    published_title: "公开的评估", "Published evaluations";
    none_published: "目前没有公开的评估。", "No evaluation is published now.";
    published_at: "公开时间", "Published at";
    no_evaluation(number): "没有编号为“{number}”的评估。", "There is no evaluation with the number “{number}”.";
    no_file_title: "没有这个文件", "There is no such file";
    no_file: "该文件尚未生成，或已过保留期。可在评估摘要页生成。", "The file is not made yet, or was kept long enough. It can be made on the evaluation summary's page.";
    not_in_build_title: "没有这种格式", "That format is not written here";
    period_unknown(shown): "该报告期没有数据，现显示{shown}。", "There are no figures for that period; {shown} is shown.";
    in_language(language): "{language}", "{language}";
    choose_format: "选择文件格式", "Choose a format";
    unnamed_key: "本页缺少定稿标识，请重新打开后再定稿", "This page lacks its key for freezing; open it again, then freeze";

    verify_too_large: "文件过大，不是评估文件；选择下载的评估文件", "the file is too large for an evaluation; choose one as it was downloaded";
    verify_not_ours: "这不是本产品生成的评估文件；选择下载的 DOCX、XLSX 或 CSV", "this is no evaluation that Pilotboard wrote; choose a DOCX, XLSX or CSV as it was downloaded";
    verify_unknown(number): "数据库中没有编号为“{number}”的评估；核对是否连接了正确的数据库", "the database holds no evaluation {number}; see that it is the right database";
    verify_database_changed(number): "{number}：数据库中的内容与定稿时的校验值不符", "{number}: the database is not as it was when this was frozen";
    verify_genuine(number): "{number}：文件中的数据与定稿时一致", "{number}: the file's figures are the frozen ones";
    verify_differs(number, count): "{number}：文件与定稿内容有 {count} 处不同", "{number}: {count} places are not as they were frozen";
    verify_difference(place, frozen, found): "{place}：定稿为“{frozen}”，文件为“{found}”", "{place}: frozen is “{frozen}”, the file says “{found}”";
    verify_more(rest): "另有 {rest} 处", "and {rest} more";
}
