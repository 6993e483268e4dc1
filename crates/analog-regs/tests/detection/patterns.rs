//! Files of patterns: what ships, what is wrong with others, and files put together.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tosei_analog_regs::detect::{Confidence, Context, Detector, Instrument, Patterns};
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

fn document(parts: &Value) -> Value {
    let mut document = json!({
        "format": "tosei-analog-patterns", "format_version": 1,
        "edition": {"id": "x-1", "date": "2026-11-22", "source": "definition"},
    });
    for (key, value) in parts.as_object().unwrap() {
        document[key] = value.clone();
    }
    document
}

fn read(parts: &Value) -> Patterns {
    Patterns::from_json(&document(parts).to_string()).unwrap()
}

#[test]
fn the_patterns_that_ship_have_no_defect() {
    let report = Patterns::standard().check();
    assert!(report.is_clean(), "{report:#?}");
    assert!(!Patterns::standard().families().is_empty());
}

/// Law: each rule of the catalogue finds its bad example, and nothing in its good one.
#[test]
fn the_catalogue_of_patterns_holds() {
    let json: Value = serde_json::from_str(include_str!("../../data/rules/patterns.json")).unwrap();
    for rule in json["rules"].as_array().unwrap() {
        let code = rule["code"].as_str().unwrap();
        let good = read(&rule["good"]).check();
        assert!(good.is_clean(), "{code}: {good:#?}");
        let bad = read(&rule["bad"]).check();
        assert!(bad.count_of(code) > 0, "{code}: {bad:#?}");
        assert_eq!(bad.total(), bad.count_of(code), "{code}: {bad:#?}");
    }
}

/// Case: several defects are reported at once, each with its place.
#[test]
fn all_defects_at_once() {
    let patterns = read(&json!({
        "additions": [{"group": "nobody", "phrases": ["見回り"]}],
        "groups": [{"id": "a", "phrases": [""]}, {"id": "a", "phrases": ["掲示", "掲示"]}],
        "families": [{"id": "f", "label": {"ja": "例", "en": " "}, "categories": [], "readings": []}],
    }));
    let report = patterns.check();
    let rules: BTreeSet<&str> = report
        .findings()
        .iter()
        .map(|finding| finding.rule.strip_prefix("analog_regs.patterns.").unwrap())
        .collect();
    assert_eq!(
        rules,
        BTreeSet::from([
            "blank",
            "duplicate_id",
            "empty_list",
            "repeated_phrase",
            "unknown_group"
        ])
    );
    assert!(Detector::compile(&patterns).is_err());
}

/// Case: a warning does not keep patterns from running.
#[test]
fn warnings_do_not_stop() {
    let label = json!({"ja": "例", "en": "Example"});
    let patterns = read(&json!({
        "groups": [{"id": "a", "phrases": ["掲示", "掲示"]}],
        "families": [{"id": "f", "label": label, "categories": ["other"],
            "readings": [{"id": "r", "cues": ["a"], "band": "possible", "label": label}]}],
    }));
    let detector = Detector::compile(&patterns).unwrap();
    let found = detector.sentence("掲示", &Context::new());
    assert_eq!(found.matches[0].spans.len(), 1);
}

#[test]
fn other_formats_and_shapes_are_refused() {
    let code = |json: &str| Patterns::from_json(json).unwrap_err().code();
    assert_eq!(code("{"), "document.data_file.shape");
    let mut other = document(&json!({}));
    other["format_version"] = json!(2);
    assert_eq!(code(&other.to_string()), "document.data_file.format");
    let unknown = document(&json!({"words": []}));
    assert_eq!(code(&unknown.to_string()), "document.data_file.shape");
}

/// Case: a body's own file adds phrases, rules and families; the order of files is kept.
#[test]
fn a_file_of_ones_own_is_added() {
    let label = json!({"ja": "火災報知の見回り", "en": "Fire watch"});
    let own = read(&json!({
        "additions": [{"group": "patrol", "phrases": ["夜回り"], "except": ["夜回りの歌"]}],
        "groups": [{"id": "fire_watch", "phrases": ["火の番"]}],
        "rules": [{"id": "festival", "effect": "blocks", "families": ["fire_watch"],
            "when": {"elsewhere": {"groups": ["fire_watch"], "scopes": ["title"]}}, "label": label}],
        "families": [{"id": "fire_watch", "label": label, "categories": ["visual_inspection"],
            "readings": [{"id": "watch", "cues": ["fire_watch"], "band": "likely", "label": label}]}],
    }));
    let both = Patterns::standard().with(own);
    assert!(both.check().is_clean());
    assert_eq!(both.editions().len(), 2);
    let detector = Detector::compile(&both).unwrap();
    let concepts = |text: &str, title: &str| -> Vec<(String, &'static str)> {
        let found = detector.sentence(text, &Context::new().with_title(title));
        let named = found
            .matches
            .iter()
            .map(|one| detector.finding(one).unwrap());
        named
            .map(|one| (one.concept, one.confidence.code()))
            .collect()
    };
    assert_eq!(
        concepts("班は、夜回りと火の番を行う。", ""),
        [
            ("visual_inspection".into(), "possible"),
            ("fire_watch".into(), "likely")
        ]
    );
    assert_eq!(concepts("班は、夜回りの歌を歌う。", ""), []);
    assert_eq!(
        concepts("班は、火の番を行う。", "火の番条例"),
        [("fire_watch".into(), "unlikely")]
    );
}

/// Case: whatever is shown to somebody has a text in both languages.
#[test]
fn a_label_is_not_blank_in_either_language() {
    let label = json!({"ja": "例", "en": "Example"});
    let whole = json!({
        "groups": [{"id": "a", "phrases": ["掲示"]}],
        "rules": [{"id": "r", "effect": "raises", "when": {"has": ["a"]}, "label": label}],
        "families": [{"id": "f", "label": label, "categories": ["other"],
            "readings": [{"id": "x", "cues": ["a"], "band": "possible", "label": label}]}]});
    assert!(read(&whole).check().is_clean());
    for place in [
        "/rules/0/label",
        "/families/0/label",
        "/families/0/readings/0/label",
    ] {
        for language in ["ja", "en"] {
            let mut blank = whole.clone();
            *blank.pointer_mut(&format!("{place}/{language}")).unwrap() = json!(" ");
            let report = read(&blank).check();
            let found: Vec<(&str, String)> = report
                .findings()
                .iter()
                .map(|one| (&*one.rule, one.place.to_string()))
                .collect();
            let wanted = ("analog_regs.patterns.blank", place.to_owned());
            assert_eq!(found, [wanted], "{language}");
        }
    }
}

#[test]
fn rules_and_families_are_found_by_their_own_id() {
    let patterns = Patterns::standard();
    for rule in patterns.rules() {
        assert_eq!(patterns.rule(&rule.id), Some(rule));
    }
    for family in patterns.families() {
        assert_eq!(patterns.family(&family.id), Some(family));
    }
    assert_eq!(patterns.rule("no_such"), None);
    assert_eq!(patterns.family("no_such"), None);
}

/// Case: what a record of a candidate says about all of its families together.
#[test]
fn a_record_names_the_categories_that_are_at_least_possible() {
    let label = json!({"ja": "例", "en": "Example"});
    let family = |id: &str, band: &str, categories: &[&str]| {
        json!({"id": id, "label": label, "categories": categories,
            "readings": [{"id": "x", "cues": [id], "band": band, "label": label}]})
    };
    let patterns = read(&json!({
        "groups": [{"id": "f1", "phrases": ["見回り"]}, {"id": "f2", "phrases": ["掲示"]},
            {"id": "f3", "phrases": ["録音"]}, {"id": "statute", "phrases": ["法"]}],
        "rules": [{"id": "national", "effect": "notes", "families": ["f3"], "label": label,
            "when": {"has": ["statute"]}, "national_law_decides": true, "addressee": "resident"}],
        "families": [family("f1", "possible", &["visual_inspection"]),
            family("f2", "unlikely", &["written_posting"]),
            family("f3", "likely", &["recording_medium", "visual_inspection"])],
    }));
    let detector = Detector::compile(&patterns).unwrap();
    let text = "○架空市広場条例\n第1条　見回り、掲示及び録音は、法による。\n第2条　掲示する。\n第3条　見回りは、法による。\n";
    let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
    let found = detector.law(&law, Instrument::Ordinance);
    let said: Vec<_> = found
        .iter()
        .map(|one| {
            let record = one.record(&detector);
            assert_eq!(record.confidence, one.confidence());
            (
                record.place,
                record.confidence.code(),
                record.categories.join(" "),
                record.concepts.len(),
                record.national_law_decides,
                record.addressee.is_some(),
            )
        })
        .collect();
    let row = |place: &str, band, categories: &str, concepts, national| {
        (
            place.to_owned(),
            band,
            categories.to_owned(),
            concepts,
            national,
            national,
        )
    };
    assert_eq!(
        said,
        [
            row(
                "第1条",
                "likely",
                "visual_inspection recording_medium",
                3,
                true
            ),
            row("第2条", "unlikely", "", 1, false),
            row("第3条", "possible", "visual_inspection", 1, false),
        ]
    );
    let sentence = |text: &str| detector.sentence(text, &Context::new());
    assert_eq!(sentence("無い。").confidence(), None);
    let (low, high) = (sentence("掲示と見回り。"), sentence("録音と掲示。"));
    assert_eq!(low.confidence().map(Confidence::code), Some("possible"));
    assert_eq!(high.confidence().map(Confidence::code), Some("likely"));
    let span = high.matches[0].spans[0];
    assert_eq!(span.of("録音と掲示。"), Some("掲示"));
    // Of another text it says nothing: too short, or not between characters.
    assert_eq!(span.of("録音"), None);
    assert_eq!(span.of("a録音と掲示。"), None);
}

/// Case: exactly as many groups, rules, readings and parts of a condition as there is room for, and one more.
#[test]
fn there_is_room_for_so_many_and_no_more() {
    let label = json!({"ja": "例", "en": "Example"});
    let many = |count: usize, one: &dyn Fn(usize) -> Value| -> Vec<Value> {
        (0..count).map(one).collect()
    };
    let found = |groups: usize, rules: usize, readings: usize, parts: usize| -> Vec<String> {
        let phrase = |at: usize| json!({"id": format!("g{at}"), "phrases": [format!("語{at}。")]});
        let rule = |at: usize| json!({"id": format!("r{at}"), "effect": "raises", "when": {"has": ["g0"]}, "label": label});
        let reading = |at: usize| {
            let all = many(parts, &|_| json!({"has": ["g0"]}));
            json!({"id": format!("x{at}"), "cues": ["g0"], "when": {"all": all}, "band": "possible", "label": label})
        };
        let patterns = read(
            &json!({"groups": many(groups, &phrase), "rules": many(rules, &rule),
            "families": [{"id": "f", "label": label, "categories": ["other"], "readings": many(readings, &reading)}]}),
        );
        let report = patterns.check();
        let found = report.findings().iter();
        found
            .map(|one| format!("{} {}", one.rule, one.place))
            .collect()
    };
    assert_eq!(found(256, 128, 32, 63), Vec::<String>::new());
    for (groups, rules, readings, parts, place) in [
        (257, 1, 1, 1, "/groups"),
        (1, 129, 1, 1, "/rules"),
        (1, 1, 33, 1, "/families/0/readings"),
        (1, 1, 1, 64, "/families/0/readings/0/when"),
    ] {
        let wanted = format!("analog_regs.patterns.too_many {place}");
        assert_eq!(found(groups, rules, readings, parts), [wanted]);
    }
}

/// Case: the last reading that there is room for is named, and so is each of several.
#[test]
fn every_reading_that_holds_is_named() {
    let label = json!({"ja": "例", "en": "Example"});
    let readings: Vec<Value> = (0..32)
        .map(|at| {
            json!({"id": format!("x{at}"), "cues": [if at % 31 == 0 { "a" } else { "b" }],
            "band": "possible", "label": label})
        })
        .collect();
    let patterns = read(
        &json!({"groups": [{"id": "a", "phrases": ["甲"]}, {"id": "b", "phrases": ["乙"]}],
        "families": [{"id": "f", "label": label, "categories": ["other"], "readings": readings}]}),
    );
    let detector = Detector::compile(&patterns).unwrap();
    let found = detector.sentence("甲", &Context::new());
    let finding = detector.finding(&found.matches[0]).unwrap();
    assert_eq!(finding.readings, ["x0", "x31"]);
}

/// Case: a phrase of three groups passes the limit of hits without meeting it.
#[test]
fn hits_that_pass_the_limit_are_cut() {
    let label = json!({"ja": "例", "en": "Example"});
    let patterns = read(&json!({
        "groups": [{"id": "a", "phrases": ["掲示"]}, {"id": "b", "phrases": ["掲示"]}, {"id": "c", "phrases": ["掲示"]}],
        "families": [{"id": "f", "label": label, "categories": ["other"],
            "readings": [{"id": "r", "cues": ["a", "b", "c"], "band": "possible", "label": label}]}],
    }));
    let detector = Detector::compile(&patterns).unwrap();
    // The 683rd passes it and is still looked at whole; what comes behind it is not.
    for (times, cut) in [(682, false), (683, false), (684, true), (1_000, true)] {
        let found = detector.sentence(&"掲示".repeat(times), &Context::new());
        assert_eq!(found.cut, cut, "{times}");
        assert_eq!(found.matches[0].spans.len(), times.min(683));
    }
}
