//! What errors of drawn files and of logs say: code, and a sentence in each language.

use super::everything;
use tosei_bpr::{
    bpmn::{BpmnDocument, BpmnEditError, ExtensionKey, ExtensionValue, write_bpmn},
    event_log::{EventLogError, LogColumns, read_csv, read_xes},
};
use tosei_document::{Explain, Limits};
use tosei_types::{CaseCount, Language};

fn said(error: &dyn Explain) -> [String; 3] {
    [
        error.code().to_owned(),
        error.sentence(Language::Ja),
        error.sentence(Language::En),
    ]
}

#[test]
fn an_edit_that_is_not_made_says_why() {
    let written = write_bpmn(&everything()).unwrap();
    let document = BpmnDocument::read(written.as_bytes(), &Limits::default()).unwrap();
    let mut edits = document.edit();
    let error: BpmnEditError = edits.rename("nobody", "名前").unwrap_err();
    assert_eq!(
        said(&error),
        [
            "bpr.bpmn_edit.no_such_id",
            "ID「nobody」の要素がフローにありません。",
            "The edit was not made: no part of a flow has the id `nobody`."
        ]
    );
    let cases = ExtensionValue::CasesAYear(CaseCount::from(3u32));
    let label = ExtensionKey::CasesAYear.label(Language::Ja);
    for id in ["a", "s", "x", "sub", "desk", "people", "o", "f0", "m1"] {
        let error = edits.set(id, cases.clone()).unwrap_err();
        let [code, ja, en] = said(&error);
        assert_eq!(code, "bpr.bpmn_edit.other_kind");
        assert_eq!(
            ja,
            format!("「{id}」は「{label}」を持つ種類の要素ではありません。")
        );
        assert!(
            en.contains(&format!("`{id}`")) && en.ends_with("it is of another kind."),
            "{en}"
        );
    }
}

#[test]
fn a_log_that_is_not_read_says_why() {
    let columns = LogColumns::default();
    let limits = Limits::default();
    let csv = |bytes: &[u8], limits: &Limits| read_csv(bytes, &columns, limits).unwrap_err();
    let head = "case:concept:name,concept:name,time:timestamp\n";
    let mut bytes = format!("{head}1,a,2026-01-01T00:00:00Z\n1,").into_bytes();
    bytes.extend([0xff, b',', b'2', b'\n']);
    let error: EventLogError = csv(&bytes, &limits);
    assert_eq!(
        said(&error),
        [
            "bpr.event_log.not_utf8",
            "3行目がUTF-8ではありません。UTF-8で保存してください。",
            "The log was not read: row 3 is not UTF-8."
        ]
    );
    let error = read_xes(b"<nolog/>", &columns, &limits).unwrap_err();
    assert_eq!(
        said(&error),
        [
            "bpr.event_log.not_xes",
            "XESのlogではなく「nolog」で始まっています。",
            "The log was not read: a XES file begins with `log`, not with `nolog`."
        ]
    );
}
