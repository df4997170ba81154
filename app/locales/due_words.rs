//! The words of what is due: who files what until when, and who is reminded.

use crate::domain::due::{Mark, Timing};
use crate::domain::filing::State;
use crate::locale::{Locale, board_words, return_words};

phrases! {
    tasks_title: "季报任务", "Returns to file";
    tasks_of(unit): "填报单位：{unit}", "Filed by {unit}";
    as_the_clock(moment): "截至北京时间{moment}", "As of {moment}, Beijing time";
    to_do: "待办", "To do";
    nothing_to_do: "目前没有需要填报的季报。", "There is nothing to file at the moment.";
    waiting_title: "待审核", "Waiting for review";
    upcoming_title: "即将开始", "Coming up";
    done_title: "已审核", "Approved";
    older_missing(count): "更早季度未报的季报（{count}）", "Earlier quarters that were not filed ({count})";
    older_done(count): "更早季度已审核的季报（{count}）", "Earlier quarters that are approved ({count})";
    owes_nothing: "本单位不属于任何方案的填报单位。属于哪个方案由管理员设定。", "This unit files returns in no programme. An administrator sets which one it belongs to.";
    form_no(no): "表号 {no}", "Form {no}";
    opens_on(day): "{day}开放填报", "opens on {day}";
    due_on(day): "截止 {day}", "due {day}";
    days_left(days): "还有 {days}", "{days} left";
    due_today: "今天截止", "due today";
    overdue_by(days): "逾期 {days}", "{days} overdue";
    submitted_at(moment): "{moment}提交", "submitted {moment}";
    sent_back(reason): "退回原因：{reason}", "Sent back: {reason}";
    sent_back_lines(count, reason): "退回 {count} 行，原因：{reason}", "{count} lines sent back: {reason}";
    was_reopened(reason): "重新开放原因：{reason}", "Reopened: {reason}";
    reminded_of(moment): "{moment}收到催报", "Reminder of {moment}";
    reminded_of_why(moment, reason): "{moment}收到催报：{reason}", "Reminder of {moment}: {reason}";

    not_open: "未开放", "not open yet";
    in_time: "按时报送", "filed in time";
    late(days): "迟报 {days}", "filed {days} late";

    standing_title: "报送情况", "Who has filed";
    standing_caption(programme, count): "{programme}：各单位报送情况（{count} 家）", "{programme}: returns by unit ({count} units)";
    standing_caption_of(programme, unit, count): "{programme}：{unit}所属单位报送情况（{count} 家）", "{programme}: returns of the units of {unit} ({count})";
    all_units: "全部单位", "all units";
    no_returns_for(period, shown): "该方案没有{period}的季报，现显示{shown}。", "The programme has no returns for {period}; {shown} is shown.";
    first_opens(day): "该方案的第一份季报从{day}起填报，目前没有应报的季报。", "The programme's first returns can be filled in from {day}. None is due yet.";
    no_programmes: "还没有方案。管理员导入方案后，这里显示各单位的报送情况。", "There is no programme yet. Once an administrator has imported one, its returns are shown here.";
    other_programmes: "各方案最近一期", "Latest quarter of each programme";
    filed_of(filed, all): "已报 {filed}/{all}", "{filed} of {all} filed";
    filed_count: "已报单位", "Filed";
    in_time_count: "其中按时", "of these in time";
    approved_count: "其中已审核", "of these approved";
    of_these_late(count): "迟报 {count}", "{count} late";
    of_these_waiting(count): "待审核 {count}", "{count} wait for review";
    not_recorded: "无记录", "not recorded";
    per_unit: "合计", "In all";

    owing_title(quarter, count): "{quarter}：等待 {count} 家报送", "{quarter}: waiting for {count} units";
    owing_one(quarter): "{quarter}：等待 1 家报送", "{quarter}: waiting for 1 unit";
    owing_nobody(quarter): "{quarter}：全部单位都已报送", "{quarter}: every unit has filed";
    owed_of(owed, all): "{all} 家中有 {owed} 家未报", "waiting for {owed} of {all}";
    whom_to_remind: "催报哪些单位", "Which units to remind";
    mails_go_to(count): "发邮件至 {count} 个地址", "by mail to {count} addresses";
    mail_goes_to_one: "发邮件至 1 个地址", "by mail to 1 address";
    no_mail_address: "没有邮件地址，只在系统内显示", "no mail address: shown in the app only";
    no_mail_server: "没有设置邮件服务器，催报只在系统内显示。", "No mail server is set up; reminders are shown in the app only.";
    add_reason: "附言（可不填）", "Add a line (not compulsory)";
    add_reason_hint(most): "各单位会在邮件和系统内看到，最多 {most} 字。", "The units see it in the mail and in the app; at most {most} characters.";
    remind: "催报所选单位", "Remind the chosen units";
    none_can_be_reminded: "这些单位今天都已催报；同一份季报每天最多催报一次。", "All of these were reminded today; a return is reminded of once a day at most.";

    last_reminded(moment, by): "上次催报：{moment}，{by}", "last reminded {moment} by {by}";
    mails_sent(count): "已发邮件 {count} 封", "{count} mails sent";
    one_mail_sent: "已发邮件 1 封", "1 mail sent";
    mails_failed(count): "{count} 封没有发出", "{count} mails could not be sent";
    one_mail_failed: "1 封没有发出", "1 mail could not be sent";
    mails_under_way: "邮件正在发送", "mails are on their way";
    app_only: "只在系统内显示", "shown in the app only";
    reminded_today(units, mails): "今天已催报 {units} 家，发出邮件 {mails} 封。", "Units reminded today: {units}. Mails sent: {mails}.";
    today_app_only(names): "只在系统内看到催报的：{names}。", "These see it in the app only: {names}.";
    today_failed(names): "邮件没有全部发出的：{names}。各单位仍可在系统内看到催报。", "Not every mail could be sent to: {names}. They still see it in the app.";
    today_under_way(names): "邮件正在发送：{names}。稍后刷新本页。", "Mails are on their way to: {names}. Load this page again shortly.";
    between_names: "、", ", ";

    choose_a_unit: "选择要催报的单位", "Choose the units to remind";
    choose_a_period: "从列表中选择季度", "Choose a quarter from the list";
    unit_unknown(code): "该方案没有代码为“{code}”的填报单位；从列表中选择", "No unit of this programme has the code “{code}”; choose from the list";
    unit_has_filed(unit, quarter): "{unit}的{quarter}季报已报送，不需要催报", "{unit} has filed its return for {quarter} and needs no reminder";
    unit_reminded_today(unit, moment): "{unit}今天已催报（{moment}）；明天起可再次催报", "{unit} was reminded today ({moment}); the next reminder can go tomorrow";
    reason_too_long(most, length): "附言最多 {most} 字，现为 {length} 字", "The line can have {most} characters; this one has {length}";

    column_programme: "方案", "Programme";
    column_code: "单位代码", "Unit code";
    column_unit: "填报单位", "Unit";
    column_quarter: "季度", "Quarter";
    column_status: "状态", "Status";
    column_units: "应报单位数", "Units that file";
    column_timing: "及时性", "Timeliness";
    column_due: "截止日", "Due";
    column_submitted: "首次提交", "First submitted";
    column_reason: "退回或重新开放的原因", "Why sent back or reopened";
    column_reminded: "上次催报", "Last reminded";

    mail_subject(quarter, unit, programme): "催报：{unit} {quarter}季报（{programme}）", "Reminder: return of {unit} for {quarter} ({programme})";
    mail_not_filed(unit, programme, quarter, day): "{unit}的“{programme}”{quarter}季报还没有报送，截止日为{day}。", "The return of {unit} for {quarter} ({programme}) has not been filed. It is due on {day}.";
    mail_sent_back(unit, programme, quarter): "{unit}的“{programme}”{quarter}季报已退回或重新开放，等待重新提交。", "The return of {unit} for {quarter} ({programme}) was sent back or reopened and is waiting to be submitted again.";
    mail_added(reason): "附言：{reason}", "The ministry adds: {reason}";
    mail_address(address): "在此填报：{address}", "Fill it in here: {address}";
    mail_why: "本邮件由系统根据主管部门的催报自动发送，无须回复。", "This mail was sent by the system on behalf of the lead ministry. It needs no answer.";
}

/// Where a return is, for those who look on.
#[must_use]
pub fn mark(locale: Locale, mark: Mark) -> &'static str {
    match mark {
        Mark::Upcoming => not_open(locale),
        Mark::Open { .. } | Mark::Missing { .. } => board_words::not_filed(locale),
        Mark::Waiting => return_words::state(locale, Some(State::Submitted)),
        Mark::Returned => return_words::state(locale, Some(State::Returned)),
        Mark::Approved => return_words::state(locale, Some(State::Approved)),
        Mark::Reopened => return_words::state(locale, Some(State::Reopened)),
    }
}

/// The same for the unit's own people, who know of their draft.
#[must_use]
pub fn own_mark(locale: Locale, its: Mark, state: Option<State>) -> &'static str {
    match its {
        Mark::Open { .. } | Mark::Missing { .. } => return_words::state(locale, state),
        _ => mark(locale, its),
    }
}

/// `3 天`, `3 days`.
#[must_use]
pub fn days(locale: Locale, days: i64) -> String {
    match (locale, days) {
        (Locale::Zh, _) => format!("{days} 天"),
        (Locale::En, 1) => "1 day".to_owned(),
        (Locale::En, _) => format!("{days} days"),
    }
}

/// How it stands to its last day; nothing where that is not known or no matter.
#[must_use]
pub fn timeliness(locale: Locale, mark: Mark, timing: Option<Timing>) -> Option<String> {
    match (mark, timing) {
        (Mark::Open { left: 0 }, _) => Some(due_today(locale).to_owned()),
        (Mark::Open { left }, _) => Some(days_left(locale, days(locale, left))),
        (Mark::Missing { days }, _) => Some(overdue_by(locale, self::days(locale, days))),
        (_, Some(Timing::InTime)) => Some(in_time(locale).to_owned()),
        (_, Some(Timing::Late { days })) => Some(late(locale, self::days(locale, days))),
        (_, None) => None,
    }
}
