//! Bad input: a finding or an error with its place; bounded memory and time.

use crate::{definitions, read};
use tosei_bpr::bpmn::BpmnDocument;
use tosei_document::Limits;

fn error(text: &str) -> (String, String) {
    let error = BpmnDocument::read(text.as_bytes(), &Limits::default()).unwrap_err();
    (error.code().to_owned(), error.position().to_string())
}

#[test]
fn what_is_no_bpmn_is_refused_with_its_place() {
    for (text, code, place) in [
        ("", "markup.xml.no_root", "1:1"),
        ("<a/>", "bpr.bpmn.not_bpmn", "1:1"),
        ("\n <definitions/>", "bpr.bpmn.not_bpmn", "2:2"),
        (
            "<process xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>",
            "bpr.bpmn.not_bpmn",
            "1:1",
        ),
        (
            "<html xmlns='http://www.w3.org/1999/xhtml'/>",
            "bpr.bpmn.not_bpmn",
            "1:1",
        ),
    ] {
        assert_eq!(error(text), (code.to_owned(), place.to_owned()), "{text}");
    }
}

#[test]
fn everything_that_xml_forbids_is_refused_inside_bpmn_too() {
    let wrap = |inside: &str| definitions(&format!("<process id='P'>{inside}</process>"));
    for (inside, code) in [
        ("<task id='a<b'/>", "markup.xml.less_than_in_value"),
        ("<task id='a&b'/>", "markup.xml.bare_ampersand"),
        ("<task id='&nbsp;'/>", "markup.xml.entity_undefined"),
        ("<task id='&#0;'/>", "markup.xml.character_reference"),
        ("<task id='\u{1}'/>", "markup.xml.forbidden_character"),
        (
            "<documentation>]]></documentation>",
            "markup.xml.cdata_end_in_text",
        ),
        ("<x:task id='a'/>", "markup.namespace.prefix_undeclared"),
        ("<task id='a' id='b'/>", "markup.xml.duplicate_attribute"),
        (
            "<task xmlns:a='urn:u' xmlns:b='urn:u' a:x='' b:x=''/>",
            "markup.namespace.duplicate_attribute",
        ),
        ("<1a/>", "markup.xml.name_malformed"),
        ("<task id='a'name='b'/>", "markup.xml.blank_missing"),
        ("<?xml version='1.0'?>", "markup.xml.declaration_misplaced"),
        ("<!DOCTYPE x>", "markup.xml.doctype_misplaced"),
        ("<task></process>", "markup.xml.end_tag_mismatch"),
        ("<!-- a -- b -->", "markup.xml.hyphens_in_comment"),
        ("<task id=a/>", "markup.xml.quote_missing"),
    ] {
        assert_eq!(error(&wrap(inside)).0, code, "{inside}");
    }
    let again = definitions("") + "<a/>";
    assert_eq!(error(&again).0, "markup.xml.second_root");
    let bomb = "<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'>]>".to_owned()
        + &definitions("<process id='&b;'/>");
    assert_eq!(error(&bomb).0, "markup.xml.entity_refused");
}

#[test]
fn ten_megabytes_of_nesting_are_refused_and_a_higher_limit_reads_them() {
    let levels = 10 * 1024 * 1024 / 26;
    let deep = "<subProcess>".repeat(levels) + &"</subProcess>".repeat(levels);
    let deep = definitions(&format!("<process id='P'>{deep}</process>"));
    assert_eq!(error(&deep).0, "markup.limit.depth");
    let levels = 20_000;
    let deep = "<subProcess>".repeat(levels) + &"</subProcess>".repeat(levels);
    let deep = definitions(&format!("<process id='P'>{deep}</process>"));
    let limits = Limits {
        depth: u32::MAX,
        ..Limits::default()
    };
    let document = BpmnDocument::read(deep.as_bytes(), &limits).unwrap();
    assert_eq!(document.flows()[0].nodes.len(), levels);
    let written = tosei_bpr::bpmn::write_bpmn(&document.flows()[0]).unwrap();
    let again = BpmnDocument::read(written.as_bytes(), &limits).unwrap();
    assert_eq!(again.flows()[0].nodes.len(), levels);
}

#[test]
fn circles_and_doubles_are_findings() {
    let document = read(
        "<process id='P'><subProcess id='a' tosei:parent='b'/><subProcess id='b' tosei:parent='a'/>\
         <task id='a'/><callActivity id='c' calledElement='P'/></process>",
    );
    let report = document.findings();
    assert_eq!(report.count_of("bpr.bpmn.parent_cycle"), 1);
    assert_eq!(report.count_of("bpr.bpmn.id_duplicate"), 1);
    assert_eq!(report.count_of("bpr.bpmn.call_cycle"), 1);
    let finding = report
        .findings()
        .iter()
        .find(|f| &*f.rule == "bpr.bpmn.id_duplicate")
        .unwrap();
    assert_eq!(finding.place.to_string(), "1:225");
}

#[test]
fn every_prefix_and_every_cut_of_a_file_is_read_or_refused() {
    let text = definitions(
        "<collaboration id='C'><participant id='A' processRef='P'/></collaboration>\
         <process id='P'><laneSet><lane id='l'><flowNodeRef>t</flowNodeRef></lane></laneSet>\
         <task id='t' name='受付'/><sequenceFlow id='f' sourceRef='t' targetRef='t'/></process>",
    );
    for at in 0..text.len() {
        let _ = BpmnDocument::read(&text.as_bytes()[..at], &Limits::default());
        let mut bytes = text.clone().into_bytes();
        bytes.remove(at);
        if let Ok(document) = BpmnDocument::read(&bytes, &Limits::default()) {
            assert_eq!(document.write(), bytes);
            let _ = document.findings();
        }
    }
}
