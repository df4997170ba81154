use super::*;

pub(crate) fn line(code: &str, decimals: u8) -> Indicator {
    let text = format!("{code}\nflow\n0\n\nVolume {code}\n吨\nt\n{decimals}");
    read_line(&text).expect("a line")
}

pub(crate) fn ratio(code: &str) -> Indicator {
    let part = "有代码的电池\n只\nbatteries\n0\n全部电池\n只\nbatteries\n0";
    let text = format!("{code}\nratio\n0\n100\nShare {code}\n%\n%\n1\n{part}");
    read_line(&text).expect("a line")
}

#[test]
fn a_line_is_read_as_it_was_written() {
    for line in [line("R01", 2), ratio("R20")] {
        for locale in Locale::ALL {
            assert_eq!(read_line(&write_line(locale, &line)), Some(line.clone()));
        }
    }
    for text in ["", "R01", "R01\nheap\n\n\nname\n吨\nt\n2", "R01\nflow\n\n\nname\n吨\nt\nx"] {
        assert_eq!(read_line(text), None, "{text:?}");
    }
}

#[test]
fn checks_are_read_as_they_were_written() {
    let check = |code: &str, severity, rule: &str| Check {
        code: code.into(),
        severity,
        rule: rule.parse().expect("a rule"),
        text: in_both("01 ≥ 02 + 03"),
    };
    let checks = [
        check("K01", Severity::Blocking, "R01 >= R02 + R03"),
        check("K02", Severity::Warning, "R04 = R05"),
    ];
    assert_eq!(read_checks(&write_checks(Locale::Zh, &checks)), checks);
    assert_eq!(read_checks(""), []);
}

#[test]
fn figures_are_read_as_they_were_written() {
    for text in ["12.5", "45/50", "0"] {
        assert_eq!(write_figure(read_figure(text).as_ref()), text);
    }
    assert_eq!(read_figure(""), None);
    assert_eq!(write_figure(None), "");
}
