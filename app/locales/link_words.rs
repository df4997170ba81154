//! Read-only links to approved figures: making, listing, revoking, opening.

phrases! {
    links: "只读链接", "Read-only links";
    lead: "只读链接让没有账号的人看到一个视图的已审核数据，到期或撤销后即失效。链接的密钥只显示一次，系统只保存其摘要。", "A read-only link shows one view of approved figures to who has no account, until it expires or is revoked. Its secret is told once; only a digest of it is kept.";
    off: "本系统没有启用只读链接。运维人员以 PILOTBOARD_LINKS=on 启动服务即可启用；停用期间所有链接都打不开。", "Read-only links are switched off here. The operator switches them on by starting the server with PILOTBOARD_LINKS=on; while they are off, none opens.";
    share: "制作本视图的只读链接", "Make a read-only link to this view";
    share_hint: "任何拿到链接的人都能看到本视图的已审核数据；制作、打开和撤销都记入审计记录。", "Whoever has the link sees this view's approved figures. Making, opening and revoking it go into the audit record.";
    days_label: "有效期", "Valid for";
    days(days): "{days} 天", "{days} days";
    purpose: "用途", "What it is for";
    purpose_hint: "给谁、为什么，供日后核对", "For whom and why, for later reference";
    make: "制作链接", "Make the link";
    made_title: "链接已制作", "The link is made";
    made(until): "现在复制：密钥不会再次显示。有效至 {until}。", "Copy it now: the secret is not shown again. It opens until {until}.";
    list_caption(count): "链接（{count} 条）", "Links ({count})";
    none_yet: "还没有链接。在总览、方案、单位、目标或对比页面的末尾制作。", "There is no link yet. They are made at the end of the overview, and of a programme's, a unit's, a target's or a comparison's page.";
    view_of: "视图", "View";
    by: "制作人", "Made by";
    made_at: "制作时间", "Made";
    until_label: "有效至", "Opens until";
    opened: "打开次数", "Opened";
    standing: "状态", "State";
    open: "有效", "opens";
    expired: "已到期", "expired";
    revoked: "已撤销", "revoked";
    revoke: "撤销", "Revoke";
    revoke_which(view): "撤销“{view}”的链接", "Revoke the link to {view}";

    purpose_missing: "填写链接的用途", "Enter what the link is for";
    purpose_long(most): "用途最多 {most} 个字", "What it is for must have {most} characters or fewer";
    days_missing: "选择有效期", "Choose how long the link is valid";
    no_view: "这个地址没有可分享的视图；从总览、方案、单位、目标或对比页面制作链接", "Nothing at this address can be shared; make the link on the overview, or on a programme's, a unit's, a target's or a comparison's page";
    too_many(most): "你已有 {most} 条有效链接；先撤销不再需要的", "You have {most} links that open; revoke those no longer needed first";

    shared: "只读链接", "Read-only link";
    shared_until(until): "这是通过只读链接看到的已审核数据，有效至 {until}（北京时间）。其他页面须登录。", "You see approved figures through a read-only link, which opens until {until} (Beijing time). Other pages ask you to sign in.";
}
