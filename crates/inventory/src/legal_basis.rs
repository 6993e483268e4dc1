//! 根拠 (legal basis): which rule a procedure rests on, and who may change such a rule.

use crate::{Discretion, OrganisationKind};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{coded_enum, embedded};

coded_enum! {
    /// 規程の種類 (kind of instrument) as the body that makes the inventory sees it.
    ///
    /// 条例, 規則 and 要綱 are its own; those of its prefecture have kinds of their own, because it
    /// cannot change them.
    ///
    /// # Source
    ///
    /// `local-autonomy-law` (14条, 15条, 138条の4, 120条), `local-public-enterprise-law` (10条),
    /// `national-government-organization-law` (12条, 14条).
    pub enum InstrumentKind: "kind of instrument" {
        /// 法律.
        Act = "act" ("法律", "Act"),
        /// 政令.
        CabinetOrder = "cabinet_order" ("政令", "Cabinet Order"),
        /// 府省令.
        MinisterialOrdinance = "ministerial_ordinance" ("府省令", "Ministerial Ordinance"),
        /// 国の告示・通知.
        StateNotice = "state_notice" ("国の告示・通知", "public notice or circular of the State"),
        /// 都道府県条例.
        PrefecturalOrdinance = "prefectural_ordinance" ("都道府県条例", "prefectural ordinance"),
        /// 都道府県規則.
        PrefecturalRule = "prefectural_rule" ("都道府県規則", "prefectural rule"),
        /// 都道府県の要綱・通知.
        PrefecturalGuideline = "prefectural_guideline" ("都道府県の要綱・通知", "prefectural guideline"),
        /// 条例.
        Ordinance = "ordinance" ("条例", "ordinance"),
        /// 規則（長）.
        Rule = "rule" ("規則", "rule of the head"),
        /// 委員会規則・規程.
        CommissionRule = "commission_rule" ("委員会規則・規程", "rule of a board or commission"),
        /// 企業管理規程.
        EnterpriseRule = "enterprise_rule" ("企業管理規程", "rule of a public enterprise"),
        /// 議会の規則・規程.
        AssemblyRule = "assembly_rule" ("議会の規則・規程", "rule of the assembly"),
        /// 訓令・規程.
        Directive = "directive" ("訓令・規程", "directive"),
        /// 要綱・要領.
        Guideline = "guideline" ("要綱・要領", "guideline"),
        /// 様式: a form that is prescribed by an office, not by one of the others.
        Form = "form" ("様式", "form"),
        /// 組合の条例・規則.
        AssociationRule = "association_rule" ("組合の条例・規則", "rule of an association of bodies"),
        /// 団体の規程: a rule of a partner body or designated manager.
        BodyRule = "body_rule" ("団体の規程", "rule of a partner body"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

coded_enum! {
    /// 規程の主体 (level): whose an instrument is, seen from the body that makes the inventory.
    pub enum RuleLevel: "level of an instrument" {
        /// 国.
        State = "state" ("国", "the State's"),
        /// 都道府県.
        Prefecture = "prefecture" ("都道府県", "the prefecture's"),
        /// 自団体.
        Own = "own" ("自団体", "its own"),
        /// 他団体: an association's or partner body's.
        OtherBody = "other_body" ("他団体", "another body's"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 根拠規程 (legal basis) of a procedure, a process or an obstacle.
///
/// # Wire form
///
/// `{"kind": "act", "title": "住民基本台帳法", "provision": "第12条第1項"}`.
#[doc(alias = "根拠条項号")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// 種類.
    pub kind: InstrumentKind,
    /// 法令・規程の名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 法令番号: 「昭和42年法律第81号」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 条項号 as it was written; [`read_citation_cell`](tosei_types::read_citation_cell) reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
}

impl LegalBasis {
    /// A basis of which only the kind is known.
    #[must_use]
    pub const fn new(kind: InstrumentKind) -> Self {
        Self {
            kind,
            title: None,
            number: None,
            provision: None,
        }
    }

    /// The same with its title.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self {
            title: Some(title.into()),
            ..self
        }
    }
}

/// What an organ may do about an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Authority {
    /// It decides the amendment.
    Decides,
    /// It brings the bill, another organ decides.
    Proposes,
    /// Neither: it can only ask.
    Asks,
    /// The list says nothing about the instrument.
    Unknown,
}

/// 規程の改正権限の一行 (row of one instrument) in [`RuleAuthorities`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InstrumentAuthority {
    /// The instrument.
    pub kind: InstrumentKind,
    /// Whose it is.
    pub level: RuleLevel,
    /// The organs that decide its amendment.
    pub decided_by: Vec<OrganisationKind>,
    /// The organs that bring the bill, where others decide.
    pub proposed_by: Vec<OrganisationKind>,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// 機関の権限の一行 (row of one kind of organisation) in [`RuleAuthorities`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganAuthority {
    /// The kind.
    pub kind: OrganisationKind,
    /// Whether it acts in its own name; a division or branch acts in the name of what it belongs to.
    pub is_organ: bool,
    /// Whether it sets standard processing periods (as 行政庁); `None` for kinds that are not organs.
    pub sets_standard_period: Option<bool>,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// The wire form of a list of who may amend which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "RuleAuthorities"))]
#[serde(deny_unknown_fields)]
pub struct RuleAuthoritiesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-rule-authorities`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-rule-authorities")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// One row for each kind of instrument.
    pub instruments: Vec<InstrumentAuthority>,
    /// One row for each kind of organisation.
    pub organs: Vec<OrganAuthority>,
}

/// 規程の改正権限 (who may amend which rule): a list that is data.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Authority, InstrumentKind, OrganisationKind, RuleAuthorities};
///
/// let authorities = RuleAuthorities::standard();
/// let of = |organ, instrument| authorities.authority(organ, instrument);
/// // A board of education amends its own rules, but cannot even bring a bill for an ordinance.
/// let board = OrganisationKind::BoardOfEducation;
/// assert_eq!(of(board, InstrumentKind::CommissionRule), Authority::Decides);
/// assert_eq!(of(board, InstrumentKind::Ordinance), Authority::Asks);
/// assert_eq!(of(OrganisationKind::Municipality, InstrumentKind::Ordinance), Authority::Proposes);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleAuthorities {
    instruments: Vec<InstrumentAuthority>,
    organs: Vec<OrganAuthority>,
}

impl RuleAuthorities {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<RuleAuthorities> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/codes/rule_authorities.json"))
        })
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an instrument or a kind of organisation has two rows.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: RuleAuthoritiesDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-rule-authorities", 1),
            (&document.format, document.format_version),
        )?;
        expect_distinct(document.instruments.iter().map(|row| row.kind.code()))?;
        expect_distinct(document.organs.iter().map(|row| row.kind.code()))?;
        Ok(Self {
            instruments: document.instruments,
            organs: document.organs,
        })
    }

    /// The row of an instrument.
    #[must_use]
    pub fn instrument(&self, kind: InstrumentKind) -> Option<&InstrumentAuthority> {
        self.instruments.iter().find(|row| row.kind == kind)
    }

    /// The row of a kind of organisation.
    #[must_use]
    pub fn organ(&self, kind: OrganisationKind) -> Option<&OrganAuthority> {
        self.organs.iter().find(|row| row.kind == kind)
    }

    /// What an organ of one kind may do about an instrument of another.
    #[must_use]
    pub fn authority(&self, organ: OrganisationKind, instrument: InstrumentKind) -> Authority {
        match self.instrument(instrument) {
            None => Authority::Unknown,
            Some(row) if row.decided_by.contains(&organ) => Authority::Decides,
            Some(row) if row.proposed_by.contains(&organ) => Authority::Proposes,
            Some(row) if row.decided_by.is_empty() => Authority::Unknown,
            Some(_) => Authority::Asks,
        }
    }

    /// Whether a rule of this kind can be changed within the body's own discretion.
    ///
    /// Its own rules can, ordinances included, whichever of its organs decides; those of the State,
    /// the prefecture and other bodies cannot.
    #[must_use]
    pub fn discretion(&self, instrument: InstrumentKind) -> Discretion {
        match self.instrument(instrument).map(|row| row.level) {
            Some(RuleLevel::Own) => Discretion::Within,
            Some(RuleLevel::State | RuleLevel::Prefecture | RuleLevel::OtherBody) => {
                Discretion::Beyond
            }
            Some(RuleLevel::Unknown) | None => Discretion::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_names_every_instrument_and_every_kind_once() {
        let list = RuleAuthorities::standard();
        for kind in InstrumentKind::ALL {
            let rows = list.instruments.iter().filter(|row| row.kind == *kind);
            assert_eq!(rows.count(), 1, "{kind}");
        }
        for kind in OrganisationKind::ALL {
            let rows = list.organs.iter().filter(|row| row.kind == *kind);
            assert_eq!(rows.count(), 1, "{kind}");
        }
        for row in &list.organs {
            assert_eq!(
                row.is_organ,
                row.sets_standard_period.is_some(),
                "{}",
                row.kind
            );
        }
    }

    #[test]
    fn only_organs_amend_rules() {
        let list = RuleAuthorities::standard();
        for row in &list.instruments {
            for kind in row.decided_by.iter().chain(&row.proposed_by) {
                assert!(list.organ(*kind).unwrap().is_organ, "{} {kind}", row.kind);
            }
        }
    }
}
