//! The files of the MIWG suite and the files with Japanese labels, where they are at hand.

use std::path::{Path, PathBuf};
use tosei_bpr::{
    NodeKind,
    bpmn::{BpmnDocument, write_bpmn},
};
use tosei_document::Limits;

fn files(folder: &str) -> Vec<PathBuf> {
    let Some(root) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return Vec::new();
    };
    let (mut folders, mut files) = (vec![PathBuf::from(root).join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "bpmn") {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        println!("skipped: {folder} of the real data is not here");
    }
    files
}

/// The name of the first task in another quotation, as a person would edit it in an editor.
fn renamed_by_hand(bytes: &[u8], before: &[u8], after: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], before) {
        let at = from + at;
        let mut out = bytes[..at].to_vec();
        out.extend_from_slice(after);
        out.extend_from_slice(&bytes[at + before.len()..]);
        all.push(out);
        from = at + 1;
    }
    all
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// What differs between two files: the span in the first.
fn difference(one: &[u8], other: &[u8]) -> (usize, usize) {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (start, one.len().saturating_sub(end).max(start))
}

struct Counts {
    files: usize,
    read: usize,
    refused: usize,
    flows: usize,
    nodes: usize,
    edges: usize,
    findings: u64,
    renamed: usize,
    rewritten: usize,
}

fn check(folder: &str) -> Option<Counts> {
    let files = files(folder);
    let mut counts = Counts {
        files: files.len(),
        read: 0,
        refused: 0,
        flows: 0,
        nodes: 0,
        edges: 0,
        findings: 0,
        renamed: 0,
        rewritten: 0,
    };
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        let document = match BpmnDocument::read(&bytes, &Limits::default()) {
            Ok(document) => document,
            Err(error) => {
                counts.refused += 1;
                println!("refused: {}: {} ({})", short(path), error, error.code());
                assert!(error.position().line >= 1 && error.position().column >= 1);
                continue;
            }
        };
        counts.read += 1;
        assert!(
            document.write() == bytes,
            "{} came back otherwise",
            path.display()
        );
        let report = document.findings();
        counts.findings += report.total();
        assert_eq!(report.total(), document.finding_count() as u64);
        for flow in document.flows() {
            counts.flows += 1;
            counts.nodes += flow.nodes.len();
            counts.edges += flow.sequence_flows.len();
            let written = write_bpmn(flow).unwrap();
            let again = BpmnDocument::read(written.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(
                sorted(&again.flows()[0]),
                sorted(flow),
                "{}",
                path.display()
            );
            counts.rewritten += 1;
        }
        if rename(&document, &bytes, path) {
            counts.renamed += 1;
        }
    }
    (!files.is_empty()).then_some(counts)
}

fn short(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Order of lists aside, which writing may change.
fn sorted(flow: &tosei_bpr::Flow) -> tosei_bpr::Flow {
    let mut flow = flow.clone();
    fn key<T: serde::Serialize>(item: &T) -> String {
        serde_json::to_string(item).unwrap()
    }
    for data in &mut flow.data {
        data.uses.sort_by_key(key);
    }
    flow.nodes.sort_by_key(key);
    flow.sequence_flows.sort_by_key(key);
    flow.data.sort_by_key(key);
    flow
}

/// Renames the first task; everything outside its name stays.
fn rename(document: &BpmnDocument, bytes: &[u8], path: &Path) -> bool {
    let task = document
        .flows()
        .iter()
        .flat_map(|flow| &flow.nodes)
        .find(|node| {
            let is_task = matches!(node.is, NodeKind::Activity(_));
            is_task && node.name.as_deref().is_some_and(|name| !name.is_empty())
        });
    let Some(task) = task else { return false };
    let element = document.element(task.id.as_str()).unwrap();
    let raw = element.attribute("", "name").unwrap().raw_value();
    let mut edits = document.edit();
    edits.rename(task.id.as_str(), "受付 <&> \"窓口\"").unwrap();
    let written = edits.write().unwrap();
    let (start, end) = difference(bytes, &written);
    let encoding = document.markup().encoding();
    if encoding.code() == "utf-8" || encoding.code() == "us-ascii" {
        // What changed lies within one place where the old name stands.
        let inside = &bytes[start..end];
        assert!(inside.len() <= raw.len(), "{}", path.display());
        let quoted = |quote: char, text: &str| format!("name={quote}{text}{quote}");
        let again = BpmnDocument::read(&written, &Limits::default()).unwrap();
        let element = again.element(task.id.as_str()).unwrap();
        let attribute = element.attribute("", "name").unwrap();
        let quote = again.markup().text()[..attribute.value_span().start]
            .chars()
            .next_back()
            .unwrap();
        let before = quoted(quote, raw);
        let after = quoted(quote, attribute.raw_value());
        let by_hand = renamed_by_hand(bytes, before.as_bytes(), after.as_bytes());
        assert!(by_hand.contains(&written), "{}", path.display());
    }
    let again = BpmnDocument::read(&written, &Limits::default()).unwrap();
    let renamed = again
        .flows()
        .iter()
        .find_map(|flow| flow.node(task.id.as_str()))
        .unwrap();
    assert_eq!(renamed.name.as_deref(), Some("受付 <&> \"窓口\""));
    true
}

fn print(folder: &str, counts: &Counts) {
    println!(
        "{folder}: {} files, {} read and written back identical, {} refused with line and column; {} flows, {} nodes, \
         {} sequence flows, {} findings; {} with one task renamed; {} flows written anew and read again",
        counts.files,
        counts.read,
        counts.refused,
        counts.flows,
        counts.nodes,
        counts.edges,
        counts.findings,
        counts.renamed,
        counts.rewritten,
    );
}

#[test]
fn miwg_files_come_back_identical() {
    if let Some(counts) = check("bpmn/miwg") {
        print("bpmn/miwg", &counts);
        assert_eq!((counts.files, counts.read, counts.refused), (394, 390, 4));
    }
}

#[test]
fn files_with_japanese_labels_come_back_identical() {
    if let Some(counts) = check("bpmn/japanese_labels") {
        print("bpmn/japanese_labels", &counts);
        assert_eq!((counts.files, counts.read, counts.refused), (126, 125, 1));
    }
}
