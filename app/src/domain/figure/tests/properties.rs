//! What must hold for any text at all.

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// Texts from the characters people type, paste and get wrong.
fn typed() -> impl Strategy<Value = String> {
    let alphabet: Vec<char> = "0123456789０１９.,，。 '_-+−—eExX%％/½²万亿千百十一二零点年月吨tkgMQ#=@(:٣Ⅻ①无\u{200B}\u{A0}\u{2009}\u{FEFF}\u{202E}"
        .chars()
        .collect();
    prop::collection::vec(prop::sample::select(alphabet), 0..44).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn no_text_whatever_makes_it_panic(text in any::<String>(), other in typed()) {
        for field in [&TONNES, &PERCENT, &TEN_THOUSAND_YUAN] {
            let _ = parse(&text, field);
            let _ = parse(&other, field);
            let _ = parse_json(&json!(other), field);
        }
    }

    #[test]
    fn a_printed_number_reads_as_itself(text in typed(), digits in "-?[0-9]{1,20}(\\.[0-9]{1,3})?") {
        for text in [&text, &digits] {
            if let Ok(Parsed { entry: Entry::Number(number), .. }) = parse(text, &TONNES) {
                let printed = number.to_string();
                let again = parse(&printed, &TONNES);
                prop_assert_eq!(again, Ok(Parsed { entry: Entry::Number(number), notices: vec![] }));
            }
        }
        prop_assert!(parse(&digits, &TONNES).is_ok());
    }

    #[test]
    fn a_suggestion_is_a_number_that_can_be_typed(text in typed()) {
        let unbounded = Field { decimals: 255, ..TONNES };
        if let Err(refusal) = parse(&text, &unbounded) {
            let json = serde_json::to_value(&refusal).expect("JSON");
            let suggestion = json.as_object().and_then(|of| of.values().next())
                .and_then(|data| data.get("suggestion")).and_then(|s| s.as_str());
            if let Some(suggestion) = suggestion {
                prop_assert!(parse(suggestion, &unbounded).is_ok(), "{text:?} suggests {suggestion}");
            }
        }
    }
}
