//! The words of accounts and of signing in, both languages side by side.

use crate::account::password::Weakness;
use crate::domain::access::Role;
use crate::domain::calendar::Moment;
use crate::locale::Locale;

phrases! {
    sign_in: "登录", "Sign in";
    sign_out: "退出", "Sign out";
    own_account: "我的账号", "Your account";
    accounts: "账号", "Accounts";
    returns: "季报", "Returns";
    review: "审核", "Review";
    audit: "审计", "Audit";
    signed_in_as(name): "已登录：{name}", "Signed in as {name}";

    name: "用户名", "Name";
    password: "密码", "Password";
    role_label: "角色", "Role";
    unit: "填报单位", "Unit";
    mail: "电子邮箱", "Mail address";
    code: "验证码", "Code";
    code_hint: "只有设置了两步验证的账号需要：验证器显示的 6 位数字", "Only where the account has a second factor: the 6 digits your authenticator shows";
    digits_hint: "验证器显示的 6 位数字", "The 6 digits your authenticator shows";
    have_code: "首次登录：用一次性代码激活账号", "First time here: activate your account with a one-time code";
    name_missing: "填写用户名", "Enter the name";
    password_missing: "填写密码", "Enter your password";
    no_match: "用户名、密码和验证码不符；核对后重新填写", "Name, password and code do not go together; check them and enter them again";
    not_the_password: "与目前的密码不符；重新填写目前的密码", "This is not your present password; enter it again";
    digits_missing: "填写验证码：6 位数字", "Enter the code: 6 digits";
    digits_wrong: "验证码不符；填写验证器此刻显示的 6 位数字", "The code does not match; enter the 6 digits your authenticator shows now";
    digits_wrong_or_used: "验证码不符或已用过；等验证器显示新的 6 位数字后填写", "The code does not match or was used before; enter the next 6 digits your authenticator shows";

    signed_out_title: "需要重新登录", "Sign in to go on";
    signed_out: "登录已结束，这次提交没有保存。登录后回到原页面再次提交；上传的文件需要重新选择。", "You are no longer signed in, and what you sent was not saved. Sign in, go back to the page and send it again; choose uploaded files again.";
    kept_until_signed_in: "登录已结束。所填内容都保留着，用同一账号登录后即可继续提交。", "You are no longer signed in. Everything you typed is kept: sign in with the same account and send it on.";
    kept_title: "所填内容已保留", "What you typed is kept";
    kept: "身份已确认，但内容尚未提交。", "You are recognised; what you typed has not been sent yet.";
    confirm: "再次验证身份", "Show your second factor again";
    confirm_why: "这项操作需要在 5 分钟内验证过身份。", "This takes a second factor shown within the last 5 minutes.";
    confirm_go_on: "验证并继续", "Go on";
    session_ends(time): "{time} 登录到期。在此之前保存所填内容，并重新登录。", "Your session ends at {time}. Save what you have typed before, and sign in again.";
    session_idles: "再过 5 分钟没有操作，登录将结束。", "In 5 minutes without activity you will be signed out.";
    stay_signed_in: "保持登录（在新窗口打开）", "Stay signed in (opens a new window)";

    activate: "激活账号", "Activate your account";
    activate_and_sign_in: "激活并登录", "Activate and sign in";
    one_time_code: "一次性代码", "One-time code";
    one_time_code_hint: "管理员交给你的 20 个字母和数字；大小写和连字符不限", "The 20 letters and digits your administrator handed you; capitals and hyphens do not matter";
    new_password: "新密码", "New password";
    new_password_hint: "至少 10 个字符；几个互不相关的词最容易记，也最难猜", "At least 10 characters; a few words that have nothing to do with each other are easy to remember and hard to guess";
    repeat_password: "再次填写新密码", "New password once more";
    code_missing: "填写一次性代码", "Enter the one-time code";
    code_is_none: "一次性代码由 20 个字母和数字组成；核对后重新填写", "A one-time code has 20 letters and digits; check it and enter it again";
    code_opens_nothing: "这个一次性代码已用过、已过期或不存在；核对代码，或向管理员索取新的", "This one-time code was used, has expired or does not exist; check it, or ask your administrator for another";
    new_password_missing: "填写新密码", "Enter a new password";
    not_repeated: "两次填写的新密码不同；再填写一次", "The two new passwords differ; enter the same one twice";

    second_factor: "两步验证", "Second factor";
    second_factor_why: "登录时除密码外，再填写手机验证器显示的 6 位数字。", "When signing in, the 6 digits of an authenticator on your phone are asked for besides the password.";
    second_factor_compulsory: "此角色须先设置两步验证，之后才能继续。登录时除密码外，再填写手机验证器显示的 6 位数字。", "Your role needs a second factor before anything else. When signing in, the 6 digits of an authenticator on your phone are asked for besides the password.";
    second_factor_replaced: "新的验证器确认之前，原来的继续有效。", "The present one stays valid until the new one is proved.";
    square: "供验证器扫描的二维码", "QR code for your authenticator";
    scan_or_type: "用验证器扫描二维码，或手工输入密钥：", "Scan the square with your authenticator, or type in this key:";
    second_factor_take: "确认验证器", "Use this authenticator";
    second_factor_set_up: "设置两步验证", "Set a second factor up";
    second_factor_replace: "更换验证器", "Replace the authenticator";
    set_up: "已设置", "set up";
    not_set_up: "未设置", "not set up";
    current_password: "目前的密码", "Present password";
    change_password: "修改密码", "Change the password";
    signed_in_where: "登录情况", "Where you are signed in";
    sessions(number, until): "已在 {number} 个浏览器中登录。本次登录最迟到 {until}。", "Signed in with {number} browser(s). This session lasts until {until} at the longest.";
    sign_out_elsewhere: "退出其他浏览器中的登录", "Sign out everywhere else";

    all_accounts(number): "共 {number} 个账号", "{number} accounts";
    some_accounts(shown, all, first, last): "共 {all} 个账号，本页 {shown} 个：{first} 至 {last}", "{shown} of {all} accounts, {first} to {last}";
    one_of_accounts(all, name): "共 {all} 个账号，本页 1 个：{name}", "1 of {all} accounts, {name}";
    find_accounts: "查找账号", "Find accounts";
    find_by: "用户名开头或单位代码", "Beginning of the name, or unit's code";
    find: "查找", "Find";
    show_all: "显示全部账号", "Show all accounts";
    none_begins(find): "没有用户名以“{find}”开头的账号，也没有单位代码为“{find}”的账号。", "No account's name begins with “{find}”, and none is of a unit with that code.";
    none_after(name): "“{name}”之后没有账号。", "No account comes after “{name}”.";
    pages: "翻页", "Pages";
    first_page: "从头显示", "The first accounts";
    next_page: "后面的账号", "The next accounts";
    standing: "状态", "State";
    not_activated: "未激活", "not activated";
    code_until(until): "代码有效至 {until}", "code valid until {until}";
    active: "可登录", "active";
    disabled: "已停用", "disabled";
    made: "建立时间", "Made";
    make_account: "建立账号", "Make an account";
    make_account_hint: "建立后再生成一次性代码，交给使用人激活。密码只有本人知道。", "Then make a one-time code and hand it to the person, who activates the account with it. Nobody else knows the password.";
    name_hint: "小写字母和数字，中间可用 . _ - 分隔，例如 lead-120000", "Lower-case letters and digits, with . _ - between them, like lead-120000";
    name_not_plain: "用户名只能用小写字母和数字，中间可用 . _ - 分隔，例如 lead-120000", "Write the name in lower-case letters and digits, with . _ - between them, like lead-120000";
    name_taken: "已有这个用户名；换一个", "There is an account of that name; choose another name";
    role_missing: "选择角色", "Choose the role";
    unit_hint: "只用于填报人和单位负责人", "Only for entry clerks and heads of unit";
    unit_missing: "选择填报单位：填报人和单位负责人必须属于一个单位", "Choose the unit: an entry clerk or head of unit belongs to one";
    unit_code_missing: "填写填报单位的代码：填报人和单位负责人必须属于一个单位", "Enter the unit's code: an entry clerk or head of unit belongs to one";
    unit_unknown(code): "没有代码为“{code}”的填报单位；核对单位代码", "No unit has the code “{code}”; check the unit's code";
    unit_too_much: "此角色不属于任何单位；填报单位应为空或“未选择”", "This role belongs to no unit; leave the unit out";
    mail_hint: "可不填；用于催报提醒", "May stay empty; reminders go there";
    mail_is_none: "电子邮箱写作 name@example.cn 的形式", "Write the mail address like name@example.cn";
    hand_over_code: "生成一次性代码", "Make a one-time code";
    hand_over_code_hint: "使用人凭代码设置自己的密码。此前的代码随即失效。", "With it the person chooses a password. Codes made before open nothing any more.";
    new_password_code: "生成重设密码的代码", "Make a code for a new password";
    new_password_code_hint: "使用人忘记密码时，凭代码设置新密码；目前的密码在此之前仍然有效。", "For who forgot the password: with the code a new one is chosen; the present one holds until then.";
    code_once(hours): "只显示这一次。交给本人，{hours} 小时内有效。", "Shown this once. Hand it to the person; it opens the account for {hours} hours.";
    disable: "停用账号", "Disable the account";
    disable_hint: "立即退出所有登录，不能再登录。记录保留。", "Signs it out everywhere at once, and nobody can sign in with it. Records stay.";
    enable: "重新启用账号", "Enable the account";
    enable_hint: "可以用原来的密码再次登录。", "Its person can sign in again with the password as it was.";
    reset: "撤销两步验证", "Take the second factor away";
    reset_hint: "验证器丢失时使用：立即退出所有登录，下次登录后重新设置。", "For a lost authenticator: signs it out everywhere at once; a new one is set up after the next sign-in.";
    no_account(name): "没有名为“{name}”的账号。", "There is no account “{name}”.";

    not_for_role_title: "此账号不能进行这项操作", "Your account cannot do this";
    not_for_role(role): "此操作不属于“{role}”的权限。如需办理，可联系管理员。", "This is not for the role “{role}”. An administrator can help.";
    busy_title: "正在核对的登录过多", "Too many sign-ins at this moment";
    busy: "几秒钟后再次登录；没有更改任何内容。", "Sign in again in a few seconds; nothing was changed.";
    guesses_title: "填错次数过多", "Too many wrong attempts";
    guesses(wait): "为防止猜测密码，{wait}后可再次填写。", "To slow down guessing, the next attempt is taken in {wait}.";
    seconds(number): "{number} 秒", "{number} seconds";
    minutes(number): "{number} 分钟", "{number} minutes";
}

/// A time to wait, rounded up to what people say.
#[must_use]
pub fn wait(locale: Locale, waiting: i64) -> String {
    if waiting <= 90 { seconds(locale, waiting) } else { minutes(locale, (waiting + 59) / 60) }
}

/// Day and minute in Beijing.
#[must_use]
pub fn moment(moment: Moment) -> String {
    let (hour, minute) = moment.time();
    format!("{} {hour:02}:{minute:02}", moment.day())
}

/// What is wrong with a chosen password, and how it gets better.
#[must_use]
pub fn weakness(locale: Locale, weakness: Weakness) -> &'static str {
    let (zh, en) = match weakness {
        Weakness::Short => (
            "新密码至少 10 个字符；再加几个字",
            "A password has at least 10 characters; make it longer",
        ),
        Weakness::Long => (
            "新密码最多 128 个字符；缩短一些",
            "A password has at most 128 characters; make it shorter",
        ),
        Weakness::Row => (
            "键盘上相邻的键或连续的字母数字很容易猜到；改用几个互不相关的词",
            "Keys in a row, or letters and digits in their order, are easy to guess; use a few unrelated words",
        ),
        Weakness::Repeated => (
            "重复的字符或片段很容易猜到；改用几个互不相关的词",
            "Repeated characters are easy to guess; use a few unrelated words",
        ),
        Weakness::Date => (
            "日期和年份很容易猜到；改用几个互不相关的词",
            "Dates and years are easy to guess; use a few unrelated words",
        ),
        Weakness::Common => (
            "常用密码、单个的词和名称很容易猜到；改用几个互不相关的词",
            "Common passwords, single words and names are easy to guess; use a few unrelated words",
        ),
        Weakness::Guessable => (
            "这个密码很容易猜到；再加一两个互不相关的词",
            "This password is easy to guess; add a word or two that have nothing to do with it",
        ),
    };
    match locale {
        Locale::Zh => zh,
        Locale::En => en,
    }
}

/// What an account is for.
#[must_use]
pub fn role(locale: Locale, role: Role) -> &'static str {
    let (zh, en) = match role {
        Role::Entry => ("填报人", "Entry clerk"),
        Role::Lead => ("单位负责人", "Head of unit"),
        Role::Reviewer => ("审核人", "Reviewer"),
        Role::Observer => ("联合部委", "Joint ministry"),
        Role::Auditor => ("审计人", "Auditor"),
        Role::Admin => ("管理员", "Administrator"),
    };
    match locale {
        Locale::Zh => zh,
        Locale::En => en,
    }
}
