//! 処分通知等 (notices): how a result reaches the person.

use serde::{Deserialize, Serialize};
use tosei_types::coded_enum;

coded_enum! {
    /// 通知方法 (delivery) of a notice.
    pub enum Delivery: "delivery" {
        /// 書面（郵送）.
        PaperByPost = "paper_by_post" ("書面（郵送）", "paper by post"),
        /// 書面（窓口交付）.
        PaperAtCounter = "paper_at_counter" ("書面（窓口交付）", "paper at a counter"),
        /// ダウンロード.
        Download = "download" ("ダウンロード", "download"),
        /// 電子メール.
        Email = "email" ("電子メール", "e-mail"),
        /// マイナポータル.
        MynaPortal = "myna_portal" ("マイナポータル", "Mynaportal"),
        /// 電子申請システム: shown in the system in which it was filed.
        ApplicationSystem = "application_system" ("電子申請システム", "application system"),
        /// その他の電子的方法.
        OtherElectronic = "other_electronic" ("その他の電子的方法", "another electronic way"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

impl Delivery {
    /// Whether it is paper; `None` if unknown.
    #[must_use]
    pub const fn is_paper(self) -> Option<bool> {
        match self {
            Self::PaperByPost | Self::PaperAtCounter => Some(true),
            Self::Unknown => None,
            _ => Some(false),
        }
    }
}

coded_enum! {
    /// 公印・電子署名 (signature) of a notice.
    pub enum Signature: "signature" {
        /// 公印: an official seal.
        OfficialSeal = "official_seal" ("公印", "official seal"),
        /// 公印省略: the seal is left out.
        SealOmitted = "seal_omitted" ("公印省略", "seal omitted"),
        /// 電子署名（職責証明書等）: an electronic signature with a certificate of office.
        Electronic = "electronic" ("電子署名（職責証明書等）", "electronic signature"),
        /// なし.
        None = "none" ("なし", "none"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 電子通知への同意 (consent): whether the person must agree to an electronic notice.
    pub enum Consent: "consent" {
        /// 必要.
        Needed = "needed" ("必要", "needed"),
        /// 不要.
        NotNeeded = "not_needed" ("不要", "not needed"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 通知 (notice): how the result of a process is delivered, signed and kept.
///
/// # Wire form
///
/// `{"delivery": ["paper_by_post", "download"], "signature": "electronic", "consent": "needed",
/// "retention": {"years": 5}}`. An empty `delivery` says that nobody wrote how; a check reports it.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Delivery, Notice};
///
/// let notice = Notice::new(vec![Delivery::PaperByPost, Delivery::MynaPortal]);
/// assert_eq!(notice.only_on_paper(), Some(false));
/// assert_eq!(Notice::new(vec![]).only_on_paper(), None);
/// ```
#[doc(alias = "処分通知等")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// 通知方法: every way the person can choose.
    pub delivery: Vec<Delivery>,
    /// 公印・電子署名.
    pub signature: Signature,
    /// 電子通知への同意.
    pub consent: Consent,
    /// 保存: how long the notice is kept or can be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
}

/// 保存期間 (retention) of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Years, where it is whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u16>,
    /// The rule in words: 「常用」, 「完結の翌年度から5年」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Notice {
    /// A notice of which only the delivery is known.
    #[must_use]
    pub const fn new(delivery: Vec<Delivery>) -> Self {
        Self {
            delivery,
            signature: Signature::Unknown,
            consent: Consent::Unknown,
            retention: None,
        }
    }

    /// Whether it comes on paper whatever the person chooses; `None` if nobody knows.
    ///
    /// One electronic way decides for `Some(false)`, also beside an unknown one.
    #[must_use]
    pub fn only_on_paper(&self) -> Option<bool> {
        let mut answer = (!self.delivery.is_empty()).then_some(true);
        for way in &self.delivery {
            match way.is_paper() {
                Some(false) => return Some(false),
                None => answer = None,
                Some(true) => {}
            }
        }
        answer
    }
}
