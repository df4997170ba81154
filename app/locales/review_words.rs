//! The words of the review, both languages side by side.

use crate::domain::dossier::Said;
use crate::locale::Locale;

phrases! {
    queue_title: "待审核的季报", "Returns to review";
    waiting_count(count): "{count} 份待审核，提交早的在前。", "{count} waiting for a decision, the oldest first.";
    waiting_count_page(shown, matching, count): "待审核 {count} 份，符合条件 {matching} 份，本页 {shown} 份，提交早的在前。", "{shown} of {matching} shown, {count} waiting for a decision in all, the oldest first.";
    oldest: "最早提交的", "The oldest";
    newer: "后面的季报", "Those after these";
    pages: "翻页", "Pages of the queue";
    waiting_count_some(shown, count): "待审核 {count} 份，现显示 {shown} 份，提交早的在前。", "{shown} of {count} waiting for a decision, the oldest first.";
    nothing_waits: "没有待审核的季报。", "No return waits for a decision.";
    nothing_waits_here: "按当前条件没有待审核的季报。", "No return waits for a decision with this choice.";
    show_all: "显示全部", "Show all";
    queue_caption: "待审核的季报", "Returns to review";
    all_of(what): "全部{what}", "All {what}";
    programmes: "方案", "programmes";
    units: "单位", "units";
    quarters: "季度", "quarters";
    unit: "填报单位", "Unit";
    quarter: "季度", "Quarter";
    version: "版本", "Version";
    version_no(no): "第 {no} 版", "Version {no}";
    submitted: "提交", "Submitted";
    deadline: "期限", "Deadline";
    explained: "已说明的疑问", "Warnings explained";
    changed: "比上一版改动", "Changed since the last version";
    countersigned: "会签", "Countersigned";
    lines_count(count): "{count} 行", "{count} lines";
    one_line: "1 行", "1 line";
    no_lines: "无", "none";
    first_version: "首次提交", "first version";
    in_time: "按期", "in time";
    late_by(days): "逾期 {days} 天", "{days} days late";
    late_by_one: "逾期 1 天", "1 day late";
    restatement: "更正已审核的季报", "restatement";
    by_at(name, moment): "{name}，{moment}", "{name}, {moment}";
    nobody: "暂无", "nobody yet";
    choose(unit, quarter, no): "选中{unit}{quarter}第 {no} 版", "Choose {unit}, {quarter}, version {no}";
    approve_chosen: "通过选中的季报", "Approve the ticked returns";
    tick_some: "勾选要通过的季报", "Tick the returns to approve";
    some_not_approved: "并非所有选中的季报都已通过", "Not all of the ticked returns were approved";
    wishes_caption: "申请重新开放", "Asked to be reopened";
    wished: "申请", "Asked";
    wish_reason: "原因", "Reason";
    lately_caption: "最近一天的决定", "Decided in the last day";
    decision: "决定", "Decision";
    by_whom: "决定人", "By";
    at_time: "时间", "Time";
    became_caption: "每份选中的季报的结果", "What became of each ticked return";
    result: "结果", "Result";
    now_approved: "已通过", "approved";

    return_title(unit, quarter): "{unit} · {quarter}", "{unit}, {quarter}";
    form_no: "表号", "Form";
    issued_by: "制定机关", "Issued by";
    head: "单位负责人", "Head of unit";
    compiler: "填表人", "Compiler";
    submitted_by: "提交人", "Submitted by";
    receipt: "回执号", "Receipt";
    no_receipt: "由文件导入，无回执", "taken over from a file, without receipt";
    not_named: "未填写", "not given";
    restated_because(reason): "更正原因：{reason}", "Restated because: {reason}";
    never_submitted: "这份季报尚未提交，没有可审核的版本。", "This return has not been submitted yet; there is no version to review.";
    older_version(no, newest): "这是第 {no} 版；最新的是第 {newest} 版。只能对最新一版作决定。", "This is version {no}; the newest is version {newest}. Only the newest can be decided on.";
    to_newest: "查看最新一版", "Show the newest version";
    no_such_version(no): "这份季报没有第 {no} 版，现显示最新一版。", "This return has no version {no}; the newest is shown.";
    on_the_board(no): "看板现用第 {no} 版", "the board shows version {no}";
    versions: "版本", "Versions";

    changes_title(count, no): "比第 {no} 版改动 {count} 行", "{count} lines changed since version {no}";
    one_change_title(no): "比第 {no} 版改动 1 行", "1 line changed since version {no}";
    no_changes(no): "与第 {no} 版逐行相同", "No line differs from version {no}";
    lines_caption(no): "第 {no} 版逐行对照", "Version {no}, line by line";
    line: "指标", "Line";
    change: "改动", "Change";
    line_history: "修改记录", "Changes";
    line_history_of(line): "{line} 的修改记录", "Changes of {line}";
    mark_changed: "有改动", "changed";
    mark_note: "备注有改动", "note changed";
    mark_added: "新填", "new";
    mark_removed: "已删去", "removed";
    mark_same: "无改动", "same";
    remarks_of(code): "{code} 的疑问与说明", "Findings and remarks on {code}";
    in_quarter(difference): "本季度 {difference}", "{difference} in the quarter";
    explanation: "说明", "Explanation";
    note: "备注", "Note";
    blank: "未填", "blank";
    of_parts(numerator, denominator): "{numerator} / {denominator}", "{numerator} / {denominator}";
    since_january: "年初以来累计", "since 1 January";
    tick_line(code, name): "选中 {code} {name}", "Tick {code} {name}";

    decide_title(no): "对第 {no} 版作决定", "Decide on version {no}";
    view_title(no): "对第 {no} 版的意见", "Your ministry on version {no}";
    approve_title: "通过", "Approve";
    approve_hint: "通过后看板立即更新，这一版不能再改。", "The board changes at once, and this version is not changed any more.";
    approve: "通过", "Approve";
    return_title_of: "退回", "Send back";
    return_hint: "在上表勾选要退回的行，其余各行保持锁定；也可以整份退回。", "Tick the lines to send back in the table above; all others stay locked. Or send back the whole return.";
    return_reason: "退回原因", "Reason for sending it back";
    return_cells: "退回勾选的行", "Send back the ticked lines";
    return_whole: "整份退回", "Send back the whole return";
    reopen_title: "重新开放", "Reopen";
    reopen_hint: "在上表勾选要开放的行，其余各行保持锁定；也可以整份重新开放。更正通过之前，看板仍显示现在这一版。", "Tick the lines to reopen in the table above; all others stay locked. Or reopen the whole return. The board keeps this version until the restatement is approved.";
    reopen_reason: "重新开放原因", "Reason for reopening it";
    reopen_cells: "重新开放勾选的行", "Reopen the ticked lines";
    reopen_whole: "整份重新开放", "Reopen the whole return";
    comment_title: "意见", "Comment";
    comment_hint: "填报单位和各部门都能看到。", "The unit and all ministries can read it.";
    comment_reason: "意见", "Comment";
    comment: "发表意见", "Comment";
    countersign_title: "会签", "Countersign";
    countersign_hint: "会签表示贵部门对这一版没有异议。", "Countersigning says that your ministry has no objection to this version.";
    countersign: "会签", "Countersign";
    countersigned_already(moment): "您已于{moment}会签这一版。", "You countersigned this version on {moment}.";
    unit_writes: "现由填报单位修改，提交后再审核。", "The unit is changing it; it comes back once it is submitted.";
    enter_return_reason: "填写退回原因，填报单位会看到", "Enter the reason for sending it back; the unit reads it";
    enter_reopen_reason: "填写重新开放原因，填报单位会看到", "Enter the reason for reopening it; the unit reads it";
    enter_comment: "填写意见", "Enter the comment";
    too_long(most): "最多 {most} 个字符", "Write at most {most} characters";
    tick_lines: "在表中勾选至少一行，或整份退回（重新开放）", "Tick at least one line in the table, or choose the whole return";
    no_such_line(code): "这份季报没有“{code}”这一行", "This return has no line “{code}”";
    version_unread(given): "“{given}”不是版本号；重新打开本页后再作决定", "“{given}” is not a version; open this page again and decide then";
    stale(no, newest): "您看的是第 {no} 版，现在最新的是第 {newest} 版。看过改动后再作决定", "You looked at version {no}, and the newest is now version {newest}. Look at what changed, then decide";
    stale_same(no): "第 {no} 版已不是待决定的那一版。看过现状后再作决定", "Version {no} is no longer the one to decide on. Look at how it stands now, then decide";

    history_title: "往来记录", "What was said";
    submitted_version(no): "提交第 {no} 版", "submitted version {no}";
    of_version(no): "对第 {no} 版", "on version {no}";
    only_lines(codes): "仅限 {codes}", "only {codes}";
}

/// What somebody did, after their name.
#[must_use]
pub fn said(locale: Locale, said: Said) -> &'static str {
    match (locale, said) {
        (Locale::Zh, Said::Return) => "退回",
        (Locale::En, Said::Return) => "sent back",
        (Locale::Zh, Said::Approve) => "通过",
        (Locale::En, Said::Approve) => "approved",
        (Locale::Zh, Said::Reopen) => "重新开放",
        (Locale::En, Said::Reopen) => "reopened",
        (Locale::Zh, Said::Comment) => "发表意见",
        (Locale::En, Said::Comment) => "commented",
        (Locale::Zh, Said::Countersign) => "会签",
        (Locale::En, Said::Countersign) => "countersigned",
        (Locale::Zh, Said::AskReopening) => "申请重新开放",
        (Locale::En, Said::AskReopening) => "asked for reopening",
    }
}
