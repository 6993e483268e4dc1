//! Writing a flow that has no file yet: BPMN 2.0 with a picture of its own.

mod diagram;
mod ids;
mod node;
mod process;

use super::{
    edit::joined,
    layout::{Layout, structure::Structure},
    names::{
        BPMN_DIAGRAM_NAMESPACE, BPMN_NAMESPACE, DIAGRAM_COMMON_NAMESPACE, DIAGRAM_NAMESPACE,
        EXTENSION_NAMESPACE,
    },
};
use crate::Flow;
use ids::Ids;
use std::collections::HashMap;
use tosei_document::Explain;
use tosei_types::{Language, OrganisationId, StaffClass};

/// Why a flow cannot be written as BPMN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BpmnWriteError {
    /// A name, condition or the like holds a character that XML has no way to write.
    #[error("XML cannot write U+{:04X}, which stands in `{text}`", u32::from(*.character))]
    #[non_exhaustive]
    Character {
        /// The character.
        character: char,
        /// The text, shortened.
        text: String,
    },
}

impl BpmnWriteError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } => "bpr.bpmn_write.character",
        }
    }
}

impl Explain for BpmnWriteError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Character { character, text }, Language::Ja) => {
                let code = u32::from(*character);
                format!("「{text}」にXMLで書けない文字（U+{code:04X}）があります。")
            }
            _ => format!("The flow was not written: {self}."),
        }
    }
}

/// A text as it stands between quotation marks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            _ => out.push(character),
        }
    }
}

/// Writes a flow as BPMN 2.0 in UTF-8, with lanes, a complete diagram, and our extension for what BPMN lacks.
///
/// [`BpmnDocument::read`](super::BpmnDocument::read) gives the same flow again, but for the order of its lists (what is
/// in one pool or sub-process stands together) and for [`TaskKind::Plain`](crate::TaskKind::Plain), which is read as absent.
/// A flow with two things of one id, or with references to nothing, is written as well; the reader says what is
/// wrong with it.
///
/// # Errors
///
/// [`BpmnWriteError::Character`] if a text holds a character that XML cannot write, such as U+0000.
///
/// # Examples
///
/// ```
/// use tosei_bpr::bpmn::{BpmnDocument, write_bpmn};
/// use tosei_bpr::Flow;
/// use tosei_document::Limits;
///
/// let flow: Flow = serde_json::from_str(r#"{"format": "tosei-flow", "format_version": 1, "id": "mihon", "fictional": true,
///   "pools": [{"id": "city", "name": "架空市", "lanes": [{"id": "l1", "name": "窓口", "party": "counter"}]}],
///   "nodes": [{"id": "a", "name": "受付", "pool": "city", "lane": "l1",
///              "is": {"kind": "activity", "medium": "paper", "work": "1/3"}}]}"#)?;
/// let file = write_bpmn(&flow)?;
/// let document = BpmnDocument::read(file.as_bytes(), &Limits::default())?;
/// assert_eq!(document.flows(), [flow]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_bpmn(flow: &Flow) -> Result<String, BpmnWriteError> {
    let layout = Layout::of(flow);
    let mut writer = Writer {
        flow,
        structure: Structure::of(flow),
        ids: Ids::of(flow),
        out: String::with_capacity(4096),
        open: Vec::new(),
        uses: HashMap::new(),
        bad: None,
    };
    writer.note_uses();
    writer.document(&layout);
    match writer.bad {
        Some(error) => Err(error),
        None => Ok(writer.out),
    }
}

struct Writer<'f> {
    flow: &'f Flow,
    structure: Structure<'f>,
    ids: Ids<'f>,
    out: String,
    /// The names of the elements that are open.
    open: Vec<&'static str>,
    /// The uses of data that are written at an activity: data object and use.
    uses: HashMap<usize, Vec<(usize, usize)>>,
    bad: Option<BpmnWriteError>,
}

/// An attribute that may be absent.
type Pair<'a> = (&'static str, Option<&'a str>);

impl Writer<'_> {
    fn check(&mut self, text: &str) {
        let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{1_0000}'..);
        if self.bad.is_none()
            && let Some(character) = text.chars().find(|character| !allowed(character))
        {
            let text = text.chars().take(40).collect();
            self.bad = Some(BpmnWriteError::Character { character, text });
        }
    }

    fn indent(&mut self) {
        self.out.push('\n');
        // Deeper than this nobody reads it, and blanks would be all there is.
        for _ in 0..self.open.len().min(40) {
            self.out.push_str("  ");
        }
    }

    fn tag(&mut self, name: &str, attributes: &[Pair<'_>], end: &str) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            if let Some(value) = value {
                self.check(value);
                self.out.extend([" ", key, "=\""]);
                escape(value, &mut self.out);
                self.out.push('"');
            }
        }
        self.out.push_str(end);
    }

    fn start(&mut self, name: &'static str, attributes: &[Pair<'_>]) {
        self.tag(name, attributes, ">");
        self.open.push(name);
    }

    fn empty(&mut self, name: &'static str, attributes: &[Pair<'_>]) {
        self.tag(name, attributes, "/>");
    }

    fn text(&mut self, name: &'static str, attributes: &[Pair<'_>], text: &str) {
        self.check(text);
        self.tag(name, attributes, ">");
        escape(text, &mut self.out);
        self.out.extend(["</", name, ">"]);
    }

    fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.extend(["</", name, ">"]);
        }
    }

    /// An element of ours, inside `extensionElements`, if it says anything.
    fn extension(&mut self, name: &'static str, attributes: &[Pair<'_>]) {
        if attributes.iter().any(|(_, value)| value.is_some()) {
            self.start("bpmn:extensionElements", &[]);
            self.empty(name, attributes);
            self.end();
        }
    }

    fn document(&mut self, layout: &Layout) {
        self.out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        self.start(
            "bpmn:definitions",
            &[
                ("xmlns:bpmn", Some(BPMN_NAMESPACE)),
                ("xmlns:bpmndi", Some(BPMN_DIAGRAM_NAMESPACE)),
                ("xmlns:dc", Some(DIAGRAM_COMMON_NAMESPACE)),
                ("xmlns:di", Some(DIAGRAM_NAMESPACE)),
                ("xmlns:tosei", Some(EXTENSION_NAMESPACE)),
                ("id", Some("tosei-definitions")),
                ("targetNamespace", Some(EXTENSION_NAMESPACE)),
            ],
        );
        let flow = self.flow;
        let has_collaboration = !flow.pools.is_empty() || !flow.message_flows.is_empty();
        if has_collaboration {
            self.collaboration();
        }
        self.processes(has_collaboration);
        self.diagram(layout);
        self.end();
        self.out.push('\n');
    }

    fn collaboration(&mut self) {
        let flow = self.flow;
        let id = self.ids.flow.clone();
        self.start(
            "bpmn:collaboration",
            &[("id", Some(&id)), ("name", flow.name.as_deref())],
        );
        self.flow_extension();
        for (number, pool) in flow.pools.iter().enumerate() {
            let (id, model) = self.ids.pool(number, &pool.id);
            let process = self.ids.process(number);
            let name = pool.name.as_deref();
            let organisation = pool.organisation.as_ref().map(OrganisationId::as_str);
            let party = pool.party.map(crate::Party::code);
            let says = organisation.is_some() || party.is_some();
            let attributes = [
                ("id", Some(id.as_str())),
                ("tosei:id", model.as_deref()),
                ("name", name),
                ("processRef", process.as_deref()),
            ];
            if says {
                self.start("bpmn:participant", &attributes);
                self.extension(
                    "tosei:pool",
                    &[("party", party), ("organisation", organisation)],
                );
                self.end();
            } else {
                self.empty("bpmn:participant", &attributes);
            }
        }
        for (number, message) in flow.message_flows.iter().enumerate() {
            let (id, model) = self.ids.message(number, &message.id);
            let (from, to) = (self.ids.end(&message.from), self.ids.end(&message.to));
            let attributes = [
                ("id", Some(id.as_str())),
                ("tosei:id", model.as_deref()),
                ("name", message.name.as_deref()),
                ("sourceRef", Some(from.as_str())),
                ("targetRef", Some(to.as_str())),
            ];
            match message.medium {
                Some(medium) => {
                    self.start("bpmn:messageFlow", &attributes);
                    self.extension("tosei:message_flow", &[("medium", Some(medium.code()))]);
                    self.end();
                }
                None => self.empty("bpmn:messageFlow", &attributes),
            }
        }
        self.end();
    }

    fn flow_extension(&mut self) {
        let flow = self.flow;
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let (procedures, criteria) = (
            filled(joined(&flow.procedures)),
            filled(joined(&flow.criteria)),
        );
        let cases = flow.cases_a_year.map(|cases| cases.get().to_string());
        let attributes = [
            ("id", Some(flow.id.as_str())),
            ("stage", flow.stage.map(crate::Stage::code)),
            ("fictional", flow.fictional.then_some("true")),
            ("procedures", procedures.as_deref()),
            ("criteria", criteria.as_deref()),
            ("cases_a_year", cases.as_deref()),
        ];
        self.start("bpmn:extensionElements", &[]);
        if flow.staff_classes.is_empty() {
            self.empty("tosei:flow", &attributes);
        } else {
            self.start("tosei:flow", &attributes);
            for class in &flow.staff_classes {
                self.staff_class(class);
            }
            self.end();
        }
        self.end();
    }

    fn staff_class(&mut self, class: &StaffClass) {
        let minutes = class.weekly_minutes.map(|minutes| minutes.to_string());
        let yen = class.yen_per_hour.map(|yen| yen.to_string());
        let year = class.contract_year.map(|year| year.to_string());
        let attributes = [
            ("id", Some(class.id.as_str())),
            ("ja", Some(class.label.ja.as_str())),
            ("en", Some(class.label.en.as_str())),
            ("weekly_minutes", minutes.as_deref()),
            ("yen_per_hour", yen.as_deref()),
            ("contract_year", year.as_deref()),
        ];
        if class.tasks.is_empty() {
            self.empty("tosei:staff_class", &attributes);
        } else {
            self.start("tosei:staff_class", &attributes);
            for task in &class.tasks {
                self.text("tosei:task", &[], task);
            }
            self.end();
        }
    }
}
