//! What this crate's errors say to the person whose file it is.

use crate::{DerivedEvidenceError, MeasuredError, PortfolioError};
use tosei_document::Explain;
use tosei_types::Language;

impl Explain for PortfolioError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match language {
            Language::En => format!("No actions can be chosen: {self}."),
            Language::Ja => match self {
                Self::NoSuchAction { procedure, .. } => {
                    format!("手続「{procedure}」が、一覧にない取組を指しています。")
                }
                Self::TooManyProcedures { procedures } => {
                    format!("手続は10,000までですが、{procedures}あります。")
                }
                Self::TooLarge => {
                    "費用又は申請件数が大きすぎます（9007199254740991まで）。".to_owned()
                }
            },
        }
    }
}

impl Explain for MeasuredError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match language {
            Language::En => format!("No edition with measured values can be made: {self}."),
            Language::Ja => match self {
                Self::NoCondition { criterion } => {
                    format!("判定項目「{criterion}」には、測定値による定義がありません。")
                }
                Self::NoCriterion { criterion } => {
                    format!("判定項目「{criterion}」は品質基準にありません。")
                }
                Self::NoParameter { parameter } => {
                    format!("選んだ判定項目に、パラメータ「{parameter}」はありません。")
                }
                Self::Threshold { parameter } => {
                    format!("パラメータ「{parameter}」を定義に当てはめられません。")
                }
            },
        }
    }
}

impl Explain for DerivedEvidenceError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match language {
            Language::En => format!("{self}."),
            Language::Ja => {
                "証拠を作れません。出所と確認者が空欄でないか確かめてください。".to_owned()
            }
        }
    }
}
