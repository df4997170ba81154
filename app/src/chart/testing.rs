//! Builders for the tests of this room.

use roxmltree::{Document, Node};

use super::{Frame, Value, Words, text};
use crate::domain::decimal::Decimal;
use crate::domain::period::{Period, Quarter};
use crate::domain::series::{Absence, Standing};

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

pub(super) fn number(text: &str) -> Value {
    Value::Number(decimal(text), Standing::Approved)
}

pub(super) fn missing() -> Value {
    Value::Absent(Absence::Blank)
}

pub(super) fn quarters(first: &str, count: i32) -> Vec<Quarter> {
    let first: Quarter = first.parse().expect("a quarter");
    (0..count).filter_map(|at| first.plus(at)).collect()
}

pub(super) fn frame() -> Frame {
    Frame {
        title: "回收量".into(),
        subtitle: "吨，当季值".into(),
        description: "各季度回收量".into(),
        lang: "zh-CN",
        mark: Some("演示数据 DEMO".into()),
        width: 720,
        id: "volume".into(),
        standalone: false,
    }
}

pub(super) fn with_words<T>(draw: impl FnOnce(&Words) -> T) -> T {
    draw(&Words {
        number: &ToString::to_string,
        axis: &ToString::to_string,
        period: &|period: Period| period.to_string(),
        year: &|year| format!("{year}年"),
        quarters: &[["一季", "二季", "三季", "四季"], ["一", "二", "三", "四"]],
        absence: &|absence| {
            match absence {
                Absence::Blank => "未报",
                Absence::NotApplicable => "不适用",
                Absence::NotAvailable => "暂缺",
            }
            .to_owned()
        },
        provisional: "未审核",
        incomplete: &|filed, expected| format!("已报 {filed}/{expected}"),
        total: "合计",
        actual: "实际",
        target: "目标",
        planned: "计划路径",
        forecast: "预测",
        due: "期限",
        as_of: "截至",
        outside: "非试点",
        empty: "暂无数据",
        colon: "：",
        comma: "、",
    })
}

/// Left, top, right and bottom, in pixels.
pub(super) type Corners = (i32, i32, i32, i32);

/// A drawn picture, read back.
pub(super) struct Picture<'s>(Document<'s>);

impl<'s> Picture<'s> {
    /// Fails where the picture is not well-formed, lacks what a reader who
    /// does not see it needs, or carries what the security policy refuses.
    pub(super) fn read(svg: &'s str) -> Self {
        let picture = Self(Document::parse(svg).expect("well-formed"));
        let root = picture.0.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        for (attribute, tag) in [("aria-labelledby", "title"), ("aria-describedby", "desc")] {
            let id = root.attribute(attribute).expect("a reference");
            let named =
                root.children().find(|node| node.attribute("id") == Some(id)).expect("its target");
            assert!(named.has_tag_name(tag) && named.text().is_some());
        }
        for node in picture.0.descendants().filter(Node::is_element) {
            assert_eq!(node.attribute("style"), None);
            assert!(!node.attributes().any(|attribute| attribute.name().starts_with("on")));
            assert!(!matches!(node.tag_name().name(), "script" | "style" | "image" | "a"));
        }
        picture
    }

    pub(super) fn all(&self, tag: &'s str, class: &'s str) -> Vec<Node<'_, 's>> {
        self.0
            .descendants()
            .filter(|node| {
                node.has_tag_name(tag) && !node.ancestors().any(|above| above.has_tag_name("defs"))
            })
            .filter(|node| {
                let classes = node.attribute("class").unwrap_or_default();
                class.split_whitespace().all(|wanted| classes.split(' ').any(|has| has == wanted))
            })
            .collect()
    }

    pub(super) fn size(&self) -> (i32, i32) {
        let view = self.0.root_element().attribute("viewBox").expect("a view box");
        let mut parts = view.split(' ').skip(2).map(|part| part.parse().expect("whole pixels"));
        (parts.next().expect("a width"), parts.next().expect("a height"))
    }

    /// Left, top, right and bottom of all rectangles.
    pub(super) fn rectangles(&self) -> Vec<Corners> {
        let corners = |node: Node| {
            let (left, top) = (pixels(node, "x"), pixels(node, "y"));
            (left, top, left + pixels(node, "width"), top + pixels(node, "height"))
        };
        self.all("rect", "").into_iter().map(corners).collect()
    }

    /// The same of all lying texts, as estimated.
    pub(super) fn lettering(&self) -> Vec<Corners> {
        let corners = |node: Node| {
            let (x, y) = (pixels(node, "x"), pixels(node, "y"));
            let size = node.attribute("font-size").map_or(12, |_| pixels(node, "font-size"));
            let shown = node.children().rfind(Node::is_text);
            let width = text::width(shown.and_then(|text| text.text()).unwrap_or_default(), size);
            let left = match node.attribute("text-anchor") {
                Some("middle") => x - width / 2,
                Some(_) => x - width,
                None => x,
            };
            (left, y - size * 4 / 5, left + width, y + size / 8)
        };
        let lying = |node: &Node| node.attribute("transform").is_none();
        self.all("text", "").into_iter().filter(lying).map(corners).collect()
    }

    /// What the texts show, without the titles of shortened ones.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.0
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.children().rfind(Node::is_text)?.text())
            .collect()
    }
}

pub(super) fn pixels(node: Node<'_, '_>, attribute: &str) -> i32 {
    let text = node.attribute(attribute).expect("the attribute");
    text.split('.').next().and_then(|whole| whole.parse().ok()).expect("a number")
}
