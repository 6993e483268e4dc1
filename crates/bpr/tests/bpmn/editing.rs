//! Edits: nothing outside the edited value changes.

use crate::{definitions, read};
use tosei_bpr::{
    Medium, Probability, TimeValue, WorkKind,
    bpmn::{BpmnDocument, ExtensionKey, ExtensionValue},
};
use tosei_document::Limits;

const FILE: &str = "<process id='P'><documentation>架空</documentation>\
    <laneSet id='ls'><lane id='L' name='窓口'><flowNodeRef>a</flowNodeRef></lane></laneSet>\
    <task id='a' name='受付'><documentation>あ</documentation><documentation/><incoming>f</incoming></task>\
    <task id='b'><extensionElements> <x:y xmlns:x='urn:x'/> </extensionElements></task>\
    <task id='c'><extensionElements><tosei:activity medium='paper'  work='5'>\
    <tosei:enters>氏名</tosei:enters></tosei:activity></extensionElements></task>\
    <sequenceFlow id='f' sourceRef='b' targetRef='a'/></process>";

fn edited(change: impl FnOnce(&mut tosei_bpr::bpmn::BpmnEdits<'_>)) -> String {
    let document = read(FILE);
    let mut edits = document.edit();
    change(&mut edits);
    let written = String::from_utf8(edits.write().unwrap()).unwrap();
    BpmnDocument::read(written.as_bytes(), &Limits::default()).unwrap();
    written
}

#[test]
fn a_value_goes_where_the_standard_wants_it() {
    let ours = |attributes: &str| {
        format!(
            "<extensionElements><tosei:activity xmlns:tosei=\"urn:tosei:bpmn:1\" {attributes}/></extensionElements>"
        )
    };
    let written = edited(|edits| {
        edits
            .set("a", ExtensionValue::WorkKind(WorkKind::Receive))
            .unwrap();
        edits
            .set("a", ExtensionValue::Medium(Medium::Paper))
            .unwrap();
    });
    let expected = FILE.replace(
        "<documentation/><incoming>",
        &format!(
            "<documentation/>{}<incoming>",
            ours("work_kind=\"receive\" medium=\"paper\"")
        ),
    );
    assert_eq!(written, definitions(&expected));

    let written = edited(|edits| {
        edits
            .set(
                "f",
                ExtensionValue::Probability("1/3".parse::<Probability>().unwrap()),
            )
            .unwrap();
    });
    assert!(written.contains("targetRef='a'><extensionElements><tosei:sequence_flow xmlns:tosei=\"urn:tosei:bpmn:1\" probability=\"1/3\"/></extensionElements></sequenceFlow>"));

    let written = edited(|edits| {
        edits
            .set(
                "b",
                ExtensionValue::Work(TimeValue::range(5.into(), 7.into()).unwrap()),
            )
            .unwrap();
    });
    assert!(written.contains("<x:y xmlns:x='urn:x'/> <tosei:activity xmlns:tosei=\"urn:tosei:bpmn:1\" work=\"5..7\"/></extensionElements>"));
}

#[test]
fn a_value_that_is_there_is_changed_in_place() {
    let written = edited(|edits| {
        edits
            .set("c", ExtensionValue::Work("1/3".parse().unwrap()))
            .unwrap();
        edits.unset("c", ExtensionKey::Medium).unwrap();
        edits.unset("c", ExtensionKey::Waiting).unwrap();
    });
    assert_eq!(
        written,
        definitions(&FILE.replace(" medium='paper'  work='5'", "  work='1/3'"))
    );
    // To remove what is not there changes nothing.
    let written = edited(|edits| edits.unset("a", ExtensionKey::Work).unwrap());
    assert_eq!(written, definitions(FILE));
}

#[test]
fn lanes_pools_and_flows_have_values_too() {
    let written = edited(|edits| {
        edits
            .set("L", ExtensionValue::Party(tosei_bpr::Party::Counter))
            .unwrap();
        edits.rename("L", "受付窓口").unwrap();
    });
    let document = BpmnDocument::read(written.as_bytes(), &Limits::default()).unwrap();
    let lane = document.flows()[0].lane("L").unwrap();
    assert_eq!(lane.party, Some(tosei_bpr::Party::Counter));
    assert_eq!(lane.name.as_deref(), Some("受付窓口"));
    // A process with lanes is pool and flow in one; the pool is meant by its id.
    let written = edited(|edits| {
        edits
            .set("P", ExtensionValue::Party(tosei_bpr::Party::Counter))
            .unwrap();
    });
    let document = BpmnDocument::read(written.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(
        document.flows()[0].pools[0].party,
        Some(tosei_bpr::Party::Counter)
    );
}

#[test]
fn what_cannot_be_edited_is_refused() {
    let document = read(FILE);
    let mut edits = document.edit();
    let code = |result: Result<(), tosei_bpr::bpmn::BpmnEditError>| result.unwrap_err().code();
    assert_eq!(
        code(edits.rename("nobody", "x")),
        "bpr.bpmn_edit.no_such_id"
    );
    assert_eq!(
        code(edits.set("f", ExtensionValue::Medium(Medium::Fax))),
        "bpr.bpmn_edit.other_kind"
    );
    assert_eq!(code(edits.rename("a", "\u{1}")), "markup.edit.character");
    assert_eq!(edits.write().unwrap(), document.write());
}
