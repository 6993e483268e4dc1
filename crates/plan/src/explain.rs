//! Errors of this crate for people.

use crate::{MomentError, RecordRefError};
use tosei_document::Explain;
use tosei_types::Language;

impl Explain for MomentError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("This is no moment: {self}."),
            (Language::Ja, Self::Form { text }) => format!(
                "「{text}」は時点として読めません。日（2024-03-31）、月（2024-03）、年度（FY2023）、年（2030）のいずれかで書いてください。"
            ),
            (Language::Ja, Self::Date(_)) => "その日や月は暦にありません。".to_owned(),
        }
    }
}

impl Explain for RecordRefError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("This is no reference: {self}."),
            (Language::Ja, Self::Form { text }) => {
                format!("「{text}」は参照ではありません。「計画ID#項目ID」と書いてください。")
            }
            (Language::Ja, Self::Id(_)) => "参照のIDが空か、空白などの文字を含みます。".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Moment, RecordRef};

    fn both(error: &dyn Explain, code: &str) {
        assert_eq!(error.code(), code);
        let ja = error.sentence(Language::Ja);
        assert!(ja.ends_with('。') && !ja.is_ascii(), "{ja}");
        assert!(error.sentence(Language::En).ends_with('.'));
    }

    #[test]
    fn every_error_speaks_both_languages() {
        let moment = |text: &str| text.parse::<Moment>().unwrap_err();
        both(&moment("R5.3"), "plan.moment.form");
        both(&moment("2023-02-29"), "types.date.no_such_day");
        let record = |text: &str| text.parse::<RecordRef>().unwrap_err();
        both(&record("plan"), "plan.record_ref.form");
        both(&record("plan#"), "types.id.empty");
        both(&record("a b#c"), "types.id.bad_character");
    }

    #[test]
    fn a_reference_has_one_text() {
        for text in ["a#b", "a#b#c"] {
            assert_eq!(text.parse::<RecordRef>().unwrap().to_string(), text);
        }
        let holds = RecordRef::try_new("a".parse().unwrap(), "b#c").unwrap();
        assert_eq!(holds.record(), "b#c");
        let id = "a#b".parse().unwrap();
        let error = RecordRef::try_new(id, "c").unwrap_err();
        assert_eq!(error.code(), "plan.record_ref.form");
    }
}
