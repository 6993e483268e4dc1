//! An inventory of one's own as JSON or NDJSON.

use super::{Reader, shortened};
use crate::digital_first_report::{Failure, report::SourceKind};
use serde::Deserialize;
use tosei_document::{Catalogue, Collector, Report as FindingReport};
use tosei_inventory::{
    FORMAT,
    document::{self, Reading},
};
use tosei_types::Language;

/// An inventory that could be read; the rules about its content are not applied yet.
pub(super) struct Typed {
    pub(super) kind: SourceKind,
    pub(super) reading: Reading,
    pub(super) findings: Collector<'static>,
}

impl Reader<'_> {
    pub(super) fn json(&self, bytes: &[u8]) -> Result<Typed, Failure> {
        let catalogue = document::rules();
        let mut findings = self.collector(catalogue);
        let is_ndjson = is_ndjson(bytes);
        let (kind, reading) = if is_ndjson {
            let read = document::read_ndjson(bytes, &self.limits, catalogue, &mut findings);
            (SourceKind::InventoryNdjson, read)
        } else {
            let read = document::read_json(bytes, &self.limits, catalogue, &mut findings);
            (SourceKind::InventoryJson, read)
        };
        let Some(reading) = reading else {
            return Err(self.why_not(bytes, &findings.into_report(), catalogue));
        };
        self.without_frame(())?;
        self.same_date(&reading.inventory, &self.named)?;
        Ok(Typed {
            kind,
            reading,
            findings,
        })
    }

    /// Why a JSON text is no inventory at all.
    fn why_not(&self, bytes: &[u8], findings: &FindingReport, catalogue: &Catalogue) -> Failure {
        let file = self.file();
        let is = |code: &str| findings.count_of(code) > 0;
        if is("document.encoding.not_utf8") {
            return Failure::NotUtf8 { file };
        }
        let text = without_mark(bytes);
        let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
        let found = serde_json::from_slice::<Probe>(text).ok();
        let format = found.and_then(|probe| probe.format);
        if is_json && format.as_deref() != Some(FORMAT) {
            return Failure::OtherJson {
                file,
                format: format.map(|format| shortened(&format)),
            };
        }
        let sentence = |language| {
            findings.first().map_or_else(String::new, |finding| {
                one_sentence(&catalogue.sentence(finding, language))
            })
        };
        Failure::Document {
            file,
            ja: sentence(Language::Ja),
            en: sentence(Language::En),
        }
    }
}

/// What a document says it is.
#[derive(Deserialize)]
struct Probe {
    format: Option<String>,
}

/// The type of a line of NDJSON.
#[derive(Deserialize)]
struct LineProbe {
    #[serde(rename = "type")]
    _type: String,
}

/// Whether the first line is a whole object with a `type`: the header of NDJSON.
fn is_ndjson(bytes: &[u8]) -> bool {
    let mut lines = without_mark(bytes).split(|byte| *byte == b'\n');
    lines
        .find(|line| !line.trim_ascii().is_empty())
        .is_some_and(|line| serde_json::from_slice::<LineProbe>(line).is_ok())
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The first sentence of a finding, without what stands for an empty path.
fn one_sentence(text: &str) -> String {
    let text = text.trim_start_matches([':', '：', ' ', '/']);
    match text.split_once('。') {
        Some((first, _)) => format!("{first}。"),
        None => text.to_owned(),
    }
}
