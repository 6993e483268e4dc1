//! What each fuzz target does with its bytes, without the machinery of a fuzzer.
//!
//! A target is a function from bytes to nothing: it reads them with a family of readers and stops if a law
//! does not hold. `fuzz/fuzz_targets/*.rs` hands these functions to libFuzzer; `tests/smoke.rs` runs them
//! over the seeds, over what was learned (`fuzz/corpora`) and over simple mutations of both.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a law that does not hold stops the run"
)]

pub mod bpmn;
pub mod cell_text;
pub mod corpus;
pub mod csv;
pub mod data_files;
pub mod deadline;
pub mod documents;
pub mod event_log;
pub mod flow_simulate;
pub mod flow_table;
pub mod flow_yaml;
pub mod governance_records;
pub mod inventory_json;
pub mod law_citation;
pub mod law_html;
pub mod law_text;
pub mod law_xml;
pub mod learn;
pub mod markup;
pub mod mutate;
pub mod office_workbooks;
pub mod offices;
pub mod plan_json;
pub mod published;
pub mod texts;
pub mod wire;
pub mod workbook;
mod xlsx;

/// A target: its name, and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// As its folder of seeds, its corpus and its program are named.
    pub name: &'static str,
    /// Holds the laws for some bytes.
    pub run: fn(&[u8]),
}

macro_rules! targets {
    ($($name:ident),+ $(,)?) => {
        /// Every target, by name.
        pub const TARGETS: &[Target] = &[$(Target { name: stringify!($name), run: $name::run }),+];
    };
}

targets!(
    bpmn,
    cell_text,
    csv,
    data_files,
    deadline,
    documents,
    event_log,
    flow_simulate,
    flow_table,
    flow_yaml,
    governance_records,
    inventory_json,
    law_citation,
    law_html,
    law_text,
    law_xml,
    learn,
    markup,
    office_workbooks,
    offices,
    plan_json,
    published,
    texts,
    wire,
    workbook,
);

/// The text that bytes begin with: all of them, or those before the first that is not UTF-8.
#[must_use]
pub fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => bytes
            .get(..error.valid_up_to())
            .and_then(|start| std::str::from_utf8(start).ok())
            .unwrap_or_default(),
    }
}

/// The first line, which says what the rest is, and the rest.
fn named(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let at = bytes.iter().take(64).position(|byte| *byte == b'\n')?;
    let name = std::str::from_utf8(bytes.get(..at)?).ok()?;
    Some((name, bytes.get(at + 1..)?))
}
