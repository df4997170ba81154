//! What the demo's units say of their duties, and a few remarks: made up, and
//! the same on every machine. No person and no document of the texts is real.

use app::domain::access::{Actor, Role};
use app::domain::calendar::Day;
use app::domain::duty::{Key, Kind, Owing, Stated, Status, owed};
use app::domain::programme::{Bearer, Duty};

use super::dice::Dice;
use super::evidence::pdf;
use crate::store::duties::{NewFile, With};
use crate::store::{Store, StoreError};

const PROGRAMME: &str = "nev-battery-pilot-2018";

/// What is done, by duty, and what is being done.
const TEXTS: [(&str, &str, &str); 13] = [
    ("1", "领导小组已成立，任务分工和责任单位已印发。", "领导小组组成方案正在征求意见。"),
    ("2", "与周边省市签订回收协作协议，集中回收点已启用。", "正在与周边省市商谈集中回收办法。"),
    (
        "3",
        "回收服务网点信息已全部公开，生产企业回收渠道建成。",
        "部分县区网点尚在建设，信息分批公开。",
    ),
    ("4", "第三方交易平台上线，残值评估办法已试用。", "残值评估办法正在两家企业试用。"),
    (
        "5",
        "已按保有量和退役量编制布局方案，控制新建湿法冶炼项目。",
        "布局方案初稿完成，正在核对产能数据。",
    ),
    ("6", "牵头起草的拆解和余能检测标准已发布。", "余能检测标准已立项，正在起草。"),
    ("7", "方案所列示范项目全部投产。", "示范项目过半投产，其余在建。"),
    ("8", "出台资金支持和绿色信贷措施。", "支持措施已送审。"),
    (
        "9",
        "备电站址梯次电池替换任务完成，信息平台已与各试点地区对接。",
        "备电站址替换按计划推进，信息平台正在对接。",
    ),
    ("10", "问题清单逐项销号，方案按年度修订。", "问题清单已建立，正在逐项处理。"),
    ("11", "开展集中宣传，公布典型案例。", "宣传材料已编印，正在组织活动。"),
    ("12", "总结报告已报送。", "总结报告正在汇总各成员单位材料。"),
    ("13", "实施方案已报七部门备案。", "实施方案已报本级政府审议，审议后备案。"),
];
/// Units and duties of which one does not apply to the other, and why.
const ELSEWHERE: [(&str, &str); 3] = [("630000", "7"), ("620000", "5"), ("350200", "6")];
const NOT_HERE: &str = "辖区内没有此类企业，由协作省份承担。";
const REMARKS: [&str; 4] = [
    "请补充相关文件的印发日期。",
    "已阅。请在下次填报时说明尚未覆盖的县区。",
    "请附上佐证材料。",
    "与季报数据不一致，请核对后更新。",
];

/// Fills in what is said of duties; what somebody said already stays.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(store: &Store) -> Result<(), StoreError> {
    let programmes = store.programmes().await?;
    let Some(programme) = programmes.iter().find(|programme| programme.code == PROGRAMME) else {
        return Ok(());
    };
    let reviewer = actor("reviewer".into(), Role::Reviewer, None);
    let there = store.duties(&reviewer, PROGRAMME).await?;
    for (who, duty) in owed(programme) {
        if there.get(who.code, &duty.no).is_none() {
            fill(store, &reviewer, &who, duty).await?;
        }
    }
    Ok(())
}

fn actor(name: String, role: Role, unit: Option<&str>) -> Actor {
    Actor { account: 0, name, role, unit: unit.map(str::to_owned) }
}

/// Whoever of that role signs in for the unit.
fn somebody(role: Role, unit: &str) -> Actor {
    actor(format!("{role}-{}", unit.to_lowercase()), role, Some(unit))
}

async fn fill(
    store: &Store,
    reviewer: &Actor,
    who: &Owing<'_>,
    duty: &Duty,
) -> Result<(), StoreError> {
    let key = Key { programme: PROGRAMME.into(), unit: who.code.into(), no: duty.no.clone() };
    let mut dice = Dice::of(&["duties", who.code, &duty.no]);
    let mut seen = 0;
    for stated in said(&mut dice, who, duty) {
        let role = if seen == 0 { Role::Entry } else { Role::Lead };
        let content = pdf(&format!("Demo evidence, duty {}, unit {}", duty.no, who.code));
        let file =
            NewFile { name: "佐证材料（演示）.pdf", kind: Kind::Pdf, content: &content };
        let with_file = stated.status == Status::Done && dice.between(0, 3) == 0;
        let with = if with_file { With::New(file) } else { With::NoFile };
        store.state_duty(&somebody(role, who.code), &key, seen, &stated, with).await?;
        seen += 1;
    }
    if dice.between(0, 11) == 0 {
        let text = REMARKS.get(usize::try_from(dice.between(0, 3)).unwrap_or_default());
        store.remark_on_duty(reviewer, &key, seen, text.unwrap_or(&REMARKS[0])).await?;
    }
    Ok(())
}

/// One unit's statements on one duty, oldest first; often one, sometimes none.
fn said(dice: &mut Dice, who: &Owing, duty: &Duty) -> Vec<Stated> {
    let (done, going) = match (who.bearer, duty.no.as_str()) {
        // The final summary comes last.
        (_, "12") => (35, 85),
        (Bearer::OtherRegions, _) => (60, 80),
        _ => (58, 86),
    };
    let known = TEXTS.iter().find(|(no, _, _)| *no == duty.no);
    let (_, finished, begun) = *known.unwrap_or(&TEXTS[0]);
    let stated =
        |status, on, text: &str| Stated { status, on, text: text.to_owned(), link: String::new() };
    if ELSEWHERE.contains(&(who.code, duty.no.as_str())) {
        return vec![stated(Status::NotApplicable, None, NOT_HERE)];
    }
    // Between October 2018 and September 2026.
    let first = Day::new(2018, 10, 8).plus(dice.between(0, 1_400));
    let later = first.plus(dice.between(90, 1_400));
    let way = dice.between(0, 99);
    if way < done {
        let mut all = vec![stated(Status::Done, Some(later), finished)];
        if dice.between(0, 3) == 0 {
            all.insert(0, stated(Status::UnderWay, Some(first), begun));
        }
        if dice.between(0, 5) == 0
            && let Some(last) = all.last_mut()
        {
            last.link = format!("https://example.org/demo/duty-{}.html", duty.no);
        }
        all
    } else if way < going {
        vec![stated(Status::UnderWay, Some(later), begun)]
    } else if way < going + 5 {
        vec![stated(Status::NotBegun, None, "")]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use app::domain::duty::{Typed, kind_of, read};

    use super::*;
    use crate::import::programme;
    use crate::shipped::PROGRAMMES;

    #[test]
    fn what_the_demo_says_is_what_anybody_could_have_said() {
        let programme = programme::parse(PROGRAMMES[0].1).expect("the battery programme");
        let today = Day::new(2026, 9, 30);
        let (mut done, mut silent, mut all) = (0, 0, 0);
        for (who, duty) in owed(&programme) {
            let mut dice = Dice::of(&["duties", who.code, &duty.no]);
            let statements = said(&mut dice, &who, duty);
            all += 1;
            silent += usize::from(statements.is_empty());
            for stated in &statements {
                let typed = Typed {
                    status: stated.status.word().into(),
                    on: stated.on.map(|day| day.to_string()).unwrap_or_default(),
                    text: stated.text.clone(),
                    link: stated.link.clone(),
                };
                assert_eq!(read(&typed, false, today).as_ref(), Ok(stated), "{}", who.code);
            }
            let last = statements.last().map(|stated| stated.status);
            done += usize::from(last == Some(Status::Done));
        }
        assert_eq!(all, 17 * 11 + 2 + 14);
        assert!(done * 3 > all && done * 3 < all * 2, "{done} of {all} done");
        assert!(silent > 5 && silent * 5 < all, "{silent} of {all} silent");
        assert_eq!(kind_of(&pdf("x")), Ok(Kind::Pdf));
    }
}
