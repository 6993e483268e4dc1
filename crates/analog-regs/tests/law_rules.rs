//! The rules about law texts: every one is kept by its good fixture and broken by its bad one; bad input.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

use serde_json::Value;
use tosei_analog_regs::law::{
    LawDocument, LawNote, LawTextError, Provision, ProvisionKind, law_rules,
};
use tosei_document::{Collector, Explain, Limits, Place, Report};
use tosei_types::Language;

fn report(law: &LawDocument) -> Report {
    let mut collector = Collector::new(law_rules());
    law.report(&mut collector);
    collector.into_report()
}

fn fixture(value: &Value) -> LawDocument {
    let mut limits = Limits::default();
    if let Some(depth) = value["depth"].as_u64() {
        limits.depth = depth.try_into().unwrap();
    }
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    if let Some(mut xml) = text("xml") {
        if let Some(times) = value["reference_repeated"].as_u64() {
            xml = xml.replace("&a;", &"&a;".repeat(times.try_into().unwrap()));
        }
        return LawDocument::read_xml(xml.as_bytes(), &limits).unwrap();
    }
    if let Some(html) = text("html") {
        return LawDocument::read_html(html.as_bytes(), &limits).unwrap();
    }
    if let Some(hex) = text("hex") {
        let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
        let bytes: Vec<u8> = (0..hex.len() / 2).map(byte).collect();
        return LawDocument::read(&bytes, &limits).unwrap();
    }
    let mut text = text("text").unwrap();
    let last = text.pop().unwrap().to_string();
    let times = value["last_repeated"].as_u64().unwrap_or(1);
    text.push_str(&last.repeat(times.try_into().unwrap()));
    LawDocument::read_text(text.as_bytes(), &limits).unwrap()
}

#[test]
fn every_rule_has_a_note_and_fixtures_that_show_it() {
    assert_eq!(law_rules().rules().len(), LawNote::ALL.len());
    for note in LawNote::ALL {
        let rule = law_rules().rule(note.code()).unwrap();
        let says = |value: &Value| {
            let report = report(&fixture(value));
            let found = report
                .findings()
                .iter()
                .find(|f| *f.rule == *note.code())
                .cloned();
            if let Some(finding) = &found {
                for language in [Language::Ja, Language::En] {
                    let sentence = law_rules().sentence(finding, language);
                    assert!(!sentence.contains('{'), "{sentence}");
                }
            }
            found.is_some()
        };
        assert!(!says(&rule.good), "{note} good");
        assert!(says(&rule.bad), "{note} bad");
    }
}

fn rules(law: &LawDocument) -> Vec<(String, Option<Place>)> {
    report(law)
        .findings()
        .iter()
        .map(|f| (f.rule.to_string(), Some(f.place.clone())))
        .collect()
}

#[test]
fn a_cut_file_is_read_as_far_as_it_goes() {
    let xml = "<Law>\n<LawBody><MainProvision><Article Num=\"1\"><ArticleTitle>第一条</ArticleTitle><Paragraph Num=\"1\"><ParagraphSentence><Sentence>甲は、届け出";
    let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(
        law.sentences()
            .next()
            .unwrap()
            .citation()
            .unwrap()
            .to_string(),
        "第1条"
    );
    assert_eq!(law.sentences().next().unwrap().text(), "甲は、届け出");
    let line = xml.lines().nth(1).unwrap().chars().count() + 1;
    let place = Place::Line {
        line: 2,
        column: Some(line.try_into().unwrap()),
    };
    assert_eq!(
        rules(&law),
        [("analog_regs.law.truncated".to_owned(), Some(place))]
    );
    // Cut anywhere, also within a character or a tag: never a panic, always a finding.
    for end in 0..xml.len() {
        let law = LawDocument::read_xml(&xml.as_bytes()[..end], &Limits::default()).unwrap();
        assert!(report(&law).total() > 0, "{end}");
    }
}

#[test]
fn entities_are_never_expanded() {
    let xml = "<!DOCTYPE Law [<!ENTITY a \"甲甲\"><!ENTITY b \"&a;&a;\">]><Law><LawNum>&b;&amp;&#x7532;&#0;&lt;</LawNum></Law>";
    let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(law.text(), "&b;&甲&#0;<");
    let unknown: Vec<_> = report(&law)
        .findings()
        .iter()
        .map(|f| f.values["found"].to_string())
        .collect();
    assert_eq!(unknown, ["&b", "&#0"]);
}

#[test]
fn depth_is_bounded_and_its_text_is_kept() {
    let deep = 200_000;
    let xml = format!(
        "<Law><LawNum>{}甲{}</LawNum></Law>",
        "<a>".repeat(deep),
        "</a>".repeat(deep)
    );
    let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(law.text(), "甲");
    assert!(
        report(&law)
            .findings()
            .iter()
            .any(|f| &*f.rule == "analog_regs.law.too_deep")
    );
}

#[test]
fn a_sentence_of_many_megabytes_is_one_sentence() {
    let long = "甲".repeat(4 << 20);
    let xml = format!(
        "<Law><LawBody><MainProvision><Paragraph Num=\"1\"><ParagraphSentence><Sentence>{long}</Sentence></ParagraphSentence></Paragraph></MainProvision></LawBody></Law>"
    );
    let started = std::time::Instant::now();
    for law in [
        LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap(),
        LawDocument::read_text(format!("第1条　{long}").as_bytes(), &Limits::default()).unwrap(),
    ] {
        assert_eq!(
            (
                law.sentences().len(),
                law.sentences().next().unwrap().text().len()
            ),
            (1, long.len())
        );
        assert!(
            report(&law)
                .findings()
                .iter()
                .any(|f| &*f.rule == "analog_regs.law.sentence_too_long")
        );
    }
    assert!(started.elapsed().as_secs() < 60);
}

#[test]
fn limits_are_errors_that_say_so() {
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    let error = LawDocument::read(b"12345678901", &limits).unwrap_err();
    assert_eq!(
        error,
        LawDocument::read_text(b"12345678901", &limits).unwrap_err()
    );
    assert_eq!(error.code(), "analog_regs.law_text.too_large");
    let limits = Limits {
        items: 10,
        ..Limits::default()
    };
    let text = "第1条　甲\n".repeat(10);
    let error = LawDocument::read_text(text.as_bytes(), &limits).unwrap_err();
    assert!(matches!(error, LawTextError::TooManyItems { .. }));
    for language in [Language::Ja, Language::En] {
        assert!(Explain::sentence(&error, language).ends_with(['。', '.']));
    }
}

#[test]
fn cp932_is_read_and_a_wrong_declaration_is_told() {
    // 第1条　甲 in CP932.
    let bytes = [0x91, 0xE6, 0x31, 0x8F, 0xF0, 0x81, 0x40, 0x8D, 0x62];
    let law = LawDocument::read_text(&bytes, &Limits::default()).unwrap();
    assert_eq!(law.text(), "第1条　甲");
    assert_eq!(report(&law).total(), 0);
    let mut page = b"<meta charset=utf-8><p>".to_vec();
    page.extend_from_slice(&bytes);
    let law = LawDocument::read_html(&page, &Limits::default()).unwrap();
    assert_eq!(
        law.sentences()
            .next()
            .unwrap()
            .citation()
            .unwrap()
            .to_string(),
        "第1条"
    );
    assert_eq!(
        rules(&law),
        [(
            "analog_regs.law.encoding_contradiction".to_owned(),
            Some(Place::Document)
        )]
    );
}

#[test]
fn elements_that_are_not_known_keep_their_text() {
    let xml = "<Law><LawBody><MainProvision><Article Num=\"1\"><ArticleTitle>第一条</ArticleTitle><Paragraph Num=\"1\"><ParagraphSentence><Sentence>甲は<Emphasis>必ず</Emphasis>届け出る。</Sentence></ParagraphSentence><Picture>図</Picture></Paragraph></Article></MainProvision></LawBody></Law>";
    let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(law.text(), "第一条　甲は必ず届け出る。図");
    let found: Vec<_> = report(&law)
        .findings()
        .iter()
        .map(|f| f.values["found"].to_string())
        .collect();
    assert_eq!(found, ["Emphasis", "Picture"]);
}

#[test]
fn quoted_provisions_are_inside_their_sentence() {
    let xml = "<Law><LawBody><MainProvision><Article Num=\"1\"><ArticleTitle>第一条</ArticleTitle><Paragraph Num=\"1\"><ParagraphSentence><Sentence>次の一条を加える。<QuoteStruct><Article Num=\"9\"><ArticleTitle>第九条</ArticleTitle><Paragraph Num=\"1\"><ParagraphSentence><Sentence>乙は、見る。</Sentence></ParagraphSentence></Paragraph></Article></QuoteStruct>ものとする。</Sentence></ParagraphSentence></Paragraph></Article></MainProvision></LawBody></Law>";
    let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
    let all: Vec<_> = law.sentences().collect();
    assert_eq!(all.len(), 2);
    assert!(all[0].span().start < all[1].span().start && all[1].span().end < all[0].span().end);
    assert_eq!(all[1].citation().unwrap().to_string(), "第1条");
    assert!(!all[1].provision().is_cited_exactly());
    assert_eq!(law.find(&"第9条".parse().unwrap()), None);
    let at = law.text().find("乙は").unwrap();
    assert_eq!(law.sentence_at(at).unwrap().id(), all[1].id());
    assert_eq!(
        law.sentence_at(law.text().find("ものと").unwrap())
            .unwrap()
            .id(),
        all[0].id()
    );
}

/// Case: the items of remarks stand together in them, in a provision, in a schedule and alone; a number of the
/// next article or schedule ends them.
#[test]
fn items_of_remarks_stand_together() {
    let places = |text: &str| {
        let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
        let items = law
            .provisions()
            .filter(|p| matches!(p.kind(), ProvisionKind::Item | ProvisionKind::Subitem));
        items.map(Provision::place_ja).collect::<Vec<_>>()
    };
    let remarks = "備考\n一　住民\nイ　世帯主\n二　事業者\n三　その他\n";
    let of = |place: &str| {
        ["第1号", "第1号イ", "第2号", "第3号"].map(|item| format!("{place}備考{item}"))
    };
    let inside = |place: &str| of("").map(|item| format!("{place}（{item}）"));
    assert_eq!(
        places(&format!("第1条　甲は、届け出る。\n{remarks}")),
        inside("第1条")
    );
    assert_eq!(
        places(&format!("第1条　甲は、届け出る。\n別表第1\n{remarks}")),
        inside("別表第1")
    );
    assert_eq!(
        places(&format!("第1条　甲は、届け出る。\n目次\n{remarks}")),
        of("")
    );
    // The items of the paragraph itself come before, those of the next article behind.
    let text = format!(
        "第1条　次の者は、届け出る。\n一　甲\n二　乙\n{remarks}第2条　次の者は、届け出ない。\n一　丙\n"
    );
    let mut all = vec!["第1条第1号".to_owned(), "第1条第2号".to_owned()];
    all.extend(inside("第1条"));
    all.push("第2条第1号".to_owned());
    assert_eq!(places(&text), all);
}
