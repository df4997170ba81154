//! Whatever the data, every chart is drawn, well-formed and within its sheet.

use proptest::prelude::*;

use super::testing::{Picture, decimal, with_words};
use super::*;

fn value() -> impl Strategy<Value = Value> {
    let standing = prop_oneof![
        3 => Just(Standing::Approved),
        1 => Just(Standing::Provisional),
        1 => (0..20_u32, 0..20_u32).prop_map(|(filed, expected)| Standing::Incomplete { filed, expected }),
    ];
    let absence = prop_oneof![
        Just(Absence::Blank),
        Just(Absence::NotApplicable),
        Just(Absence::NotAvailable)
    ];
    prop_oneof![
        4 => (number(), standing).prop_map(|(number, standing)| Value::Number(number, standing)),
        1 => absence.prop_map(Value::Absent),
    ]
}

fn number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        1 => Just("0".to_owned()),
        4 => "-?[0-9]{1,5}",
        2 => "[0-9]{1,5}\\.[0-9]{1,3}",
        1 => "-?[0-9]{1,40}",
        1 => "-?0\\.[0-9]{1,38}",
    ]
    .prop_map(|text| decimal(&text))
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,8}",
        "[一-龥]{0,60}",
        "[a-z ]{0,200}",
        "(?s).{0,6}",
        Just("<script>\u{202E}]]>".to_owned())
    ]
}

fn hue() -> impl Strategy<Value = Hue> {
    prop_oneof![any::<u8>().prop_map(Hue::Series), Just(Hue::Accent), Just(Hue::Rest)]
}

fn quarters(most: usize) -> impl Strategy<Value = Vec<Quarter>> {
    (4000..40000_i32, prop::collection::btree_set(0..60_i32, 0..most)).prop_map(
        |(first, offsets)| {
            offsets.into_iter().filter_map(|offset| Quarter::from_index(first + offset)).collect()
        },
    )
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        (2015..2035_u16).prop_map(Period::Year),
        (8060..8140_i32)
            .prop_filter_map("a quarter", |index| Quarter::from_index(index).map(Period::Quarter)),
    ]
}

fn frames() -> impl Strategy<Value = Frame> {
    (name(), name(), 0..3000_u32, any::<bool>()).prop_map(|(title, subtitle, width, standalone)| {
        Frame {
            description: format!("图 {title}"),
            lang: "zh-CN",
            mark: standalone.then(|| subtitle.clone()),
            width,
            id: subtitle.clone(),
            standalone,
            title: format!("图 {title}"),
            subtitle,
        }
    })
}

fn stacks() -> impl Strategy<Value = stack::Stack> {
    let layer = (name(), hue()).prop_map(|(name, hue)| stack::Layer { name, hue });
    let columns = quarters(20).prop_flat_map(|quarters| {
        let parts = prop::collection::vec(prop::option::of(number()), 0..6);
        let column = (value(), parts);
        (Just(quarters.clone()), prop::collection::vec(column, quarters.len()))
    });
    (prop::collection::vec(layer, 0..6), columns).prop_map(|(layers, (quarters, columns))| {
        stack::Stack {
            layers,
            columns: quarters
                .into_iter()
                .zip(columns)
                .map(|(quarter, (total, parts))| stack::Column { quarter, total, parts })
                .collect(),
        }
    })
}

fn all_bars() -> impl Strategy<Value = bars::Bars> {
    let row = (name(), value(), prop::option::of(number()), hue())
        .prop_map(|(name, value, target, hue)| bars::Row { name, value, target, hue });
    (prop::collection::vec(row, 0..8), prop::option::of(0..9_usize))
        .prop_map(|(rows, highlight)| bars::Bars { rows, highlight })
}

fn all_tiles() -> impl Strategy<Value = tiles::Tiles> {
    let code = prop_oneof![(0..34_usize).prop_map(|at| tiles::GRID[at].0.to_owned()), name()];
    let tile =
        (code, name(), name(), prop::option::of(value())).prop_map(|(code, name, short, value)| {
            tiles::Tile { code, name, short, value, class: None }
        });
    prop::collection::vec(tile, 0..40).prop_map(|mut tiles| {
        let numbers: Vec<Option<Decimal>> =
            tiles.iter().map(|tile| tile.value.as_ref()?.number().cloned()).collect();
        let classes = tiles::classes(&numbers);
        for (tile, class) in tiles.iter_mut().zip(&classes.of) {
            tile.class = *class;
        }
        tiles::Tiles { tiles, bounds: classes.bounds }
    })
}

fn ways() -> impl Strategy<Value = path::Way> {
    let goal = (number(), prop::option::of(number()), name())
        .prop_map(|(value, upper, label)| path::Goal { value, upper, label });
    let outlook = (period(), number(), number(), number())
        .prop_map(|(period, low, middle, high)| path::Outlook { period, low, middle, high });
    (
        prop::collection::vec((period(), value()), 0..20),
        prop::collection::vec((period(), number()), 0..4),
        prop::option::of(goal),
        prop::option::of(period()),
        prop::option::of(period()),
        prop::collection::vec(outlook, 0..5),
    )
        .prop_map(|(actual, planned, target, due, as_of, forecast)| path::Way {
            actual,
            planned,
            target,
            due,
            as_of,
            forecast,
        })
}

fn all_lines() -> impl Strategy<Value = lines::Lines> {
    let line = (name(), hue(), prop::collection::vec(value(), 0..20))
        .prop_map(|(name, hue, values)| lines::Line { name, hue, values });
    (quarters(20), prop::collection::vec(line, 0..8))
        .prop_map(|(quarters, lines)| lines::Lines { quarters, lines })
}

fn all_small_multiples() -> impl Strategy<Value = small_multiples::SmallMultiples> {
    let goal = (number(), prop::option::of(number()), name())
        .prop_map(|(value, upper, label)| path::Goal { value, upper, label });
    let values = prop::collection::vec((period(), value()), 0..20);
    let panel =
        (name(), hue(), values, prop::option::of(goal)).prop_map(|(name, hue, values, target)| {
            small_multiples::Panel { name, hue, values, target }
        });
    prop::collection::vec(panel, 0..8).prop_map(|panels| small_multiples::SmallMultiples { panels })
}

/// Everything lies on the sheet, and no text on another.
fn check(svg: &str) {
    let picture = Picture::read(svg);
    let (width, height) = picture.size();
    let lettering = picture.lettering();
    for corners in picture.rectangles().iter().chain(&lettering) {
        let (left, top, right, bottom) = *corners;
        let inside = left >= 0 && top >= 0 && right <= width && bottom <= height;
        assert!(inside, "{corners:?} of {width} × {height}");
    }
    if width < 340 {
        return;
    }
    for (at, one) in lettering.iter().enumerate() {
        for other in &lettering[..at] {
            let apart = one.2 <= other.0 + 1
                || other.2 <= one.0 + 1
                || one.3 <= other.1 + 1
                || other.3 <= one.1 + 1;
            assert!(apart, "{one:?} on {other:?} of {width} × {height}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_stack(frame in frames(), data in stacks()) {
        check(&with_words(|words| stack::draw(&frame, words, &data)));
    }

    #[test]
    fn any_bars(frame in frames(), data in all_bars()) {
        check(&with_words(|words| bars::draw(&frame, words, &data)));
    }

    #[test]
    fn any_tiles(frame in frames(), data in all_tiles()) {
        check(&with_words(|words| tiles::draw(&frame, words, &data)));
    }

    #[test]
    fn any_way(frame in frames(), data in ways()) {
        check(&with_words(|words| path::draw(&frame, words, &data)));
    }

    #[test]
    fn any_lines(frame in frames(), data in all_lines()) {
        check(&with_words(|words| lines::draw(&frame, words, &data)));
    }

    #[test]
    fn any_small_multiples(frame in frames(), data in all_small_multiples()) {
        check(&with_words(|words| small_multiples::draw(&frame, words, &data)));
    }

    #[test]
    fn any_spark(frame in frames(), values in prop::collection::vec(value(), 0..40), hue in hue()) {
        check(&with_words(|words| spark::draw(&frame, words, &spark::Spark { values, hue })));
    }
}
