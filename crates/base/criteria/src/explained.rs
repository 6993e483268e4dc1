//! Errors in both languages.

use crate::{EditionError, StandardError};
use tosei_document::{Explain, Severity};
use tosei_types::Language;

impl Explain for StandardError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Shape(error), Language::Ja) => format!(
                "基準の文書として読めません（{}: {}）。該当箇所を直してください。",
                error.path(),
                error.inner()
            ),
            (Self::Format { format, version }, Language::Ja) => format!(
                "「tosei-standard」第1版の文書が必要ですが、これは「{format}」第{version}版です。"
            ),
            (_, Language::En) => format!("{self}."),
        }
    }
}

impl Explain for EditionError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Empty, Language::Ja) => "版が一つもありません。".to_owned(),
            (Self::Unsound { edition, report }, Language::Ja) => format!(
                "版「{edition}」に誤りが {} 件あります。先に直してください。",
                report.count(Severity::Error)
            ),
            (Self::OtherStandard { first, second }, Language::Ja) => {
                format!("「{first}」と「{second}」は別の基準なので、一つの版の列になりません。")
            }
            (Self::DuplicateEdition { edition }, Language::Ja) => {
                format!("版「{edition}」が二つあります。")
            }
            (
                Self::Overlap {
                    earlier,
                    later,
                    day,
                },
                Language::Ja,
            ) => {
                format!("版「{earlier}」と版「{later}」が {day} に重なっています。")
            }
            (_, Language::En) => format!("{self}."),
        }
    }
}
