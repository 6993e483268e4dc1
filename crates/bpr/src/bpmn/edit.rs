//! 編集: names and our extension values, everything else as it was.

use super::{
    BpmnDocument,
    document::PartKind,
    names::{BPMN_NAMESPACE, EXTENSION_NAMESPACE},
};
use crate::{ActivityMark, Medium, Party, Probability, Stage, TimeValue, WorkKind};
use std::collections::BTreeMap;
use tosei_document::Explain;
use tosei_markup::{EditError, Element, InsertAt, MarkupEdits, NodeId};
use tosei_types::{
    CaseCount, CriterionId, ExactNumber, Language, OrganisationId, ProcedureId, StaffClassId,
};

/// A value that our extension holds and BPMN does not.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ExtensionValue {
    /// 作業種別 of an activity.
    WorkKind(WorkKind),
    /// 媒体 of an activity, a message flow or a data object.
    Medium(Medium),
    /// 作業時間 of an activity.
    Work(TimeValue),
    /// 待ち時間 of an activity or an event.
    Waiting(TimeValue),
    /// 頻度 of an activity.
    Frequency(ExactNumber),
    /// 職員区分ID of an activity or a lane.
    StaffClass(StaffClassId),
    /// 現金支出（円） of an activity.
    CashYen(u32),
    /// 特記 of an activity.
    Marks(Vec<ActivityMark>),
    /// 判定項目ID of an activity or a flow.
    Criteria(Vec<CriterionId>),
    /// 確率 of a sequence flow.
    Probability(Probability),
    /// 主体 of a pool or a lane.
    Party(Party),
    /// 組織ID of a pool.
    Organisation(OrganisationId),
    /// 段階 of a flow.
    Stage(Stage),
    /// 手続ID of a flow.
    Procedures(Vec<ProcedureId>),
    /// 年間件数 of a flow.
    CasesAYear(CaseCount),
}

tosei_types::coded_enum! {
    /// 拡張の項目 (key): names an attribute of our extension elements.
    ///
    /// # Source
    ///
    /// The list is ours (`project-decision:bpmn-extension`).
    pub enum ExtensionKey: "key of the extension" {
        /// 作業種別.
        WorkKind = "work_kind" ("作業種別", "kind of work"),
        /// 媒体.
        Medium = "medium" ("媒体", "medium"),
        /// 作業時間.
        Work = "work" ("作業時間", "work"),
        /// 待ち時間.
        Waiting = "waiting" ("待ち時間", "waiting"),
        /// 頻度.
        Frequency = "frequency" ("頻度", "frequency"),
        /// 職員区分ID.
        StaffClass = "staff_class" ("職員区分ID", "staff class"),
        /// 現金支出（円）.
        CashYen = "cash_yen" ("現金支出（円）", "cash in yen"),
        /// 特記.
        Marks = "marks" ("特記", "marks"),
        /// 判定項目ID.
        Criteria = "criteria" ("判定項目ID", "criteria"),
        /// 確率.
        Probability = "probability" ("確率", "probability"),
        /// 主体.
        Party = "party" ("主体", "party"),
        /// 組織ID.
        Organisation = "organisation" ("組織ID", "organisation"),
        /// 段階.
        Stage = "stage" ("段階", "stage"),
        /// 手続ID.
        Procedures = "procedures" ("手続ID", "procedures"),
        /// 年間件数.
        CasesAYear = "cases_a_year" ("年間件数", "cases a year"),
    }
}

/// Texts with blanks between them.
pub(super) fn joined<T: ToString>(all: &[T]) -> String {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    all.join(" ")
}

impl ExtensionValue {
    /// What it is a value of.
    #[must_use]
    pub fn key(&self) -> ExtensionKey {
        match self {
            Self::WorkKind(_) => ExtensionKey::WorkKind,
            Self::Medium(_) => ExtensionKey::Medium,
            Self::Work(_) => ExtensionKey::Work,
            Self::Waiting(_) => ExtensionKey::Waiting,
            Self::Frequency(_) => ExtensionKey::Frequency,
            Self::StaffClass(_) => ExtensionKey::StaffClass,
            Self::CashYen(_) => ExtensionKey::CashYen,
            Self::Marks(_) => ExtensionKey::Marks,
            Self::Criteria(_) => ExtensionKey::Criteria,
            Self::Probability(_) => ExtensionKey::Probability,
            Self::Party(_) => ExtensionKey::Party,
            Self::Organisation(_) => ExtensionKey::Organisation,
            Self::Stage(_) => ExtensionKey::Stage,
            Self::Procedures(_) => ExtensionKey::Procedures,
            Self::CasesAYear(_) => ExtensionKey::CasesAYear,
        }
    }

    /// The text of the attribute.
    fn text(&self) -> String {
        match self {
            Self::WorkKind(kind) => kind.to_string(),
            Self::Medium(medium) => medium.to_string(),
            Self::Work(time) | Self::Waiting(time) => time.to_string(),
            Self::Frequency(number) => number.to_string(),
            Self::StaffClass(id) => id.to_string(),
            Self::CashYen(yen) => yen.to_string(),
            Self::Marks(marks) => joined(marks),
            Self::Criteria(criteria) => joined(criteria),
            Self::Probability(probability) => probability.to_string(),
            Self::Party(party) => party.to_string(),
            Self::Organisation(id) => id.to_string(),
            Self::Stage(stage) => stage.to_string(),
            Self::Procedures(procedures) => joined(procedures),
            Self::CasesAYear(cases) => cases.get().to_string(),
        }
    }
}

impl ExtensionKey {
    const fn fits(self, kind: PartKind) -> bool {
        use PartKind::{Activity, DataObject, Event, Flow, Lane, MessageFlow, Pool, SequenceFlow};
        match self {
            Self::WorkKind | Self::Work | Self::Frequency | Self::CashYen | Self::Marks => {
                matches!(kind, Activity)
            }
            Self::Medium => matches!(kind, Activity | MessageFlow | DataObject),
            Self::Waiting => matches!(kind, Activity | Event),
            Self::StaffClass => matches!(kind, Activity | Lane),
            Self::Criteria => matches!(kind, Activity | Flow),
            Self::Probability => matches!(kind, SequenceFlow),
            Self::Party => matches!(kind, Pool | Lane),
            Self::Organisation => matches!(kind, Pool),
            Self::Stage | Self::Procedures | Self::CasesAYear => matches!(kind, Flow),
        }
    }
}

/// Why an edit of a BPMN file is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BpmnEditError {
    /// No part of a flow has the id.
    #[error("no part of a flow has the id `{id}`")]
    #[non_exhaustive]
    NoSuchId {
        /// The id as given.
        id: String,
    },
    /// A part of that kind has no such value.
    #[error("`{id}` has no `{key}`: it is of another kind")]
    #[non_exhaustive]
    OtherKind {
        /// The id as given.
        id: String,
        /// The key.
        key: ExtensionKey,
    },
    /// The markup refused it.
    #[error(transparent)]
    Markup(#[from] EditError),
}

impl BpmnEditError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchId { .. } => "bpr.bpmn_edit.no_such_id",
            Self::OtherKind { .. } => "bpr.bpmn_edit.other_kind",
            Self::Markup(error) => error.code(),
        }
    }
}

impl Explain for BpmnEditError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::NoSuchId { id }, Language::Ja) => {
                format!("ID「{id}」の要素がフローにありません。")
            }
            (Self::OtherKind { id, key }, Language::Ja) => {
                let key = key.label(language);
                format!("「{id}」は「{key}」を持つ種類の要素ではありません。")
            }
            (Self::Markup(error), _) => error.sentence(language),
            _ => format!("The edit was not made: {self}."),
        }
    }
}

/// 編集 (edits) of one BPMN file: names, and the values of our extension.
///
/// A value goes into our extension element of the part, which is added with its `extensionElements` where there is
/// none. Everything outside the edited values stays byte for byte as it was, in the same encoding.
#[derive(Debug, Clone)]
pub struct BpmnEdits<'d> {
    document: &'d BpmnDocument,
    markup: MarkupEdits<'d>,
    /// Attributes of our extension elements by the markup of the part; `None` removes one.
    values: BTreeMap<NodeId, (&'static str, BTreeMap<ExtensionKey, Option<String>>)>,
}

impl<'d> BpmnEdits<'d> {
    pub(super) fn new(document: &'d BpmnDocument) -> Self {
        Self {
            document,
            markup: document.markup().edit(),
            values: BTreeMap::new(),
        }
    }

    /// The edits of the markup, for what this type has no word for.
    #[must_use]
    pub fn markup(&mut self) -> &mut MarkupEdits<'d> {
        &mut self.markup
    }

    /// Gives a pool, lane, node, flow line, data object or flow another name.
    ///
    /// # Errors
    ///
    /// - [`BpmnEditError::NoSuchId`] if nothing has the id.
    /// - [`BpmnEditError::Markup`] if a character cannot be written.
    pub fn rename(&mut self, id: &str, name: &str) -> Result<(), BpmnEditError> {
        let part = self.document.part(id);
        let part = part.ok_or_else(|| BpmnEditError::NoSuchId { id: id.to_owned() })?;
        Ok(self.markup.set_attribute(part.markup, "name", name)?)
    }

    /// Sets a value of our extension.
    ///
    /// # Errors
    ///
    /// - [`BpmnEditError::NoSuchId`] if nothing has the id.
    /// - [`BpmnEditError::OtherKind`] if what has it is of a kind without such a value.
    pub fn set(&mut self, id: &str, value: ExtensionValue) -> Result<(), BpmnEditError> {
        self.note(id, value.key(), Some(value.text()))
    }

    /// Removes a value of our extension; it is unknown then.
    ///
    /// # Errors
    ///
    /// As [`set`](Self::set).
    pub fn unset(&mut self, id: &str, key: ExtensionKey) -> Result<(), BpmnEditError> {
        self.note(id, key, None)
    }

    fn note(
        &mut self,
        id: &str,
        key: ExtensionKey,
        text: Option<String>,
    ) -> Result<(), BpmnEditError> {
        let part = self.document.part(id);
        let part = part.ok_or_else(|| BpmnEditError::NoSuchId { id: id.to_owned() })?;
        let extension = part.kind.extension().filter(|_| key.fits(part.kind));
        let extension = extension.ok_or_else(|| BpmnEditError::OtherKind {
            id: id.to_owned(),
            key,
        })?;
        let entry = self.values.entry(part.markup);
        let (_, values) = entry.or_insert_with(|| (extension, BTreeMap::new()));
        values.insert(key, text);
        Ok(())
    }

    /// The edited file, in the encoding that it was read in.
    ///
    /// # Errors
    ///
    /// [`BpmnEditError::Markup`] if a value cannot be written.
    pub fn write(&self) -> Result<Vec<u8>, BpmnEditError> {
        let mut markup = self.markup.clone();
        for (id, (extension, values)) in &self.values {
            let Some(element) = self.document.markup().element(*id) else {
                continue;
            };
            let all = element
                .child_elements()
                .find(|child| child.is(BPMN_NAMESPACE, "extensionElements"));
            let ours = all.and_then(|all| {
                let mut ours = all.child_elements();
                ours.find(|child| child.is(EXTENSION_NAMESPACE, extension))
            });
            match ours {
                Some(ours) => change(&mut markup, ours, values)?,
                None => add(&mut markup, element, all, extension, values)?,
            }
        }
        Ok(markup.write())
    }
}

fn change(
    markup: &mut MarkupEdits<'_>,
    ours: Element<'_>,
    values: &BTreeMap<ExtensionKey, Option<String>>,
) -> Result<(), EditError> {
    for (key, text) in values {
        let is_there = ours.attribute("", key.code()).is_some();
        match text {
            Some(text) => markup.set_attribute(ours.id(), key.code(), text)?,
            None if is_there => markup.remove_attribute(ours.id(), key.code())?,
            None => {}
        }
    }
    Ok(())
}

/// Adds our element, with the element that holds extensions if there is none.
fn add(
    markup: &mut MarkupEdits<'_>,
    element: Element<'_>,
    all: Option<Element<'_>>,
    extension: &str,
    values: &BTreeMap<ExtensionKey, Option<String>>,
) -> Result<(), EditError> {
    let mut fragment = format!("<tosei:{extension} xmlns:tosei=\"{EXTENSION_NAMESPACE}\"");
    let mut any = false;
    for (key, text) in values {
        if let Some(text) = text {
            any = true;
            fragment.extend([" ", key.code(), "=\"", &super::write::escaped(text), "\""]);
        }
    }
    fragment.push_str("/>");
    if !any {
        return Ok(());
    }
    if let Some(all) = all {
        return markup.insert(InsertAt::End(all.id()), &fragment);
    }
    let prefix = element.qualified_name().split_once(':');
    let prefix = prefix.map(|(prefix, _)| format!("{prefix}:"));
    let name = format!("{}extensionElements", prefix.unwrap_or_default());
    let fragment = format!("<{name}>{fragment}</{name}>");
    // Extensions stand behind the documentation and before everything else.
    let documentation = element
        .child_elements()
        .take_while(|child| child.is(BPMN_NAMESPACE, "documentation"))
        .last();
    let place = match documentation {
        Some(last) => InsertAt::After(last.id()),
        None => InsertAt::Start(element.id()),
    };
    markup.insert(place, &fragment)
}
