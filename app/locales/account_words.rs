//! The words of accounts and of signing in, both languages side by side.

use crate::domain::access::Role;
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

    sign_out_elsewhere: "退出其他浏览器中的登录", "Sign out everywhere else";
    role_label: "角色", "Role";
    unit: "单位", "Unit";

    name: "用户名", "Name";
    password: "密码", "Password";
    code: "验证码", "Code";
    code_hint: "账号设有第二验证时填写：验证器显示的 6 位数字。", "Where the account has a second factor: the 6 digits your authenticator shows.";
    have_code: "首次登录：用一次性代码激活账号", "First time: activate your account with a one-time code";
    name_missing: "填写用户名", "Enter your name";
    password_missing: "填写密码", "Enter your password";
    no_match: "用户名、密码或验证码不符；核对后重新填写", "Name, password and code do not go together; check them and enter them again";

    signed_out_title: "登录已结束", "You are no longer signed in";
    signed_out: "没有保存任何更改。返回上一页可以看到所填内容；登录后再次提交。", "Nothing was changed. Go back to see what you typed; sign in and send it again.";
    not_for_role_title: "此账号不能进行这项操作", "Your account cannot do this";
    not_for_role(role): "此操作不属于“{role}”的权限。如需办理，可联系管理员。可从以下页面继续：", "This is not for the role “{role}”. An administrator can help. Go on from one of these:";
    busy_title: "正在核对的登录过多", "Too many sign-ins at this moment";
    busy: "几秒钟后再次登录；没有更改任何内容。", "Sign in again in a few seconds; nothing was changed.";
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
