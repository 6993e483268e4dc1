//! What is wrong with a document about snapshots, for the person whose file it is.

use crate::{CrosswalkError, LedgerError, MatchingError};
use tosei_document::Explain;
use tosei_types::{Date, Language};

fn shape(language: Language, name: (&str, &str), error: &dyn std::fmt::Display) -> String {
    match language {
        Language::Ja => format!("{}として読めません（{error}）。", name.0),
        Language::En => format!("The file cannot be read as {} ({error}).", name.1),
    }
}

fn format(language: Language, name: (&str, &str), (format, version): (&str, u32)) -> String {
    match language {
        Language::Ja => {
            format!(
                "{}（第1版）ではなく「{format}」第{version}版のファイルです。",
                name.0
            )
        }
        Language::En => {
            format!(
                "The file is `{format}` version {version}, not {} version 1.",
                name.1
            )
        }
    }
}

fn day(date: Date, language: Language) -> String {
    match language {
        Language::Ja => date.label_ja(),
        Language::En => date.label_en(),
    }
}

const MATCHING: (&str, &str) = ("突合の訂正一覧", "matching corrections");
const CROSSWALK: (&str, &str) = ("組織の新旧対応", "an organisation crosswalk");
const LEDGER: (&str, &str) = ("台帳", "a ledger");

impl Explain for MatchingError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Shape(error), _) => shape(language, MATCHING, error),
            (
                Self::Format {
                    format: of,
                    version,
                },
                _,
            ) => format(language, MATCHING, (of, *version)),
            (Self::TooFew { at }, Language::Ja) => {
                let number = at.saturating_add(1);
                format!("{number}番目の訂正は、分割・統合の相手が二つ以上ありません。")
            }
            (Self::TooFew { at }, Language::En) => {
                let number = at.saturating_add(1);
                format!("Correction number {number} splits into or merges fewer than two.")
            }
        }
    }
}

impl Explain for CrosswalkError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::Shape(error) => shape(language, CROSSWALK, error),
            Self::Format {
                format: of,
                version,
            } => format(language, CROSSWALK, (of, *version)),
            Self::Order { first, second } => {
                let (first, second) = (day(*first, language), day(*second, language));
                match language {
                    Language::Ja => {
                        format!("{second}施行の対応は、{first}施行の対応の後に続けられません。")
                    }
                    Language::En => format!(
                        "A crosswalk effective on {second} cannot follow one effective on {first}."
                    ),
                }
            }
        }
    }
}

impl Explain for LedgerError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::Shape(error) => shape(language, LEDGER, error),
            Self::Format {
                format: of,
                version,
            } => format(language, LEDGER, (of, *version)),
            Self::NotLater { date, last } => {
                let (date, last) = (day(*date, language), day(*last, language));
                match language {
                    Language::Ja => {
                        format!("{date}の時点は、前の時点（{last}）より後でありません。")
                    }
                    Language::En => {
                        format!("The snapshot of {date} does not lie after that of {last}.")
                    }
                }
            }
            Self::NoStep { from, until } => {
                let (from, until) = (day(*from, language), day(*until, language));
                match language {
                    Language::Ja => {
                        format!("{from}から{until}は、台帳の二つの時点の間ではありません。")
                    }
                    Language::En => {
                        format!(
                            "{from} to {until} is not a step between two snapshots of the ledger."
                        )
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ledger, MatchingCorrections, OrganisationCrosswalk};

    #[test]
    fn errors_speak_both_languages() {
        let error = MatchingCorrections::from_json("[]").unwrap_err();
        assert!(
            error
                .sentence(Language::Ja)
                .starts_with("突合の訂正一覧として読めません")
        );
        let other =
            r#"{"format": "x", "format_version": 3, "effective": "2025-04-01", "rows": []}"#;
        let error = OrganisationCrosswalk::from_json(other).unwrap_err();
        assert_eq!(
            error.sentence(Language::En),
            "The file is `x` version 3, not an organisation crosswalk version 1."
        );
        assert_eq!(Explain::code(&error), "inventory.crosswalk.format");
        let error = Ledger::from_json("{}").unwrap_err();
        assert!(
            error
                .sentence(Language::En)
                .starts_with("The file cannot be read as a ledger")
        );
        let day = |text: &str| text.parse().unwrap();
        let (date, last) = (day("2025-03-31"), day("2025-06-30"));
        let error = LedgerError::NotLater { date, last };
        assert_eq!(
            error.sentence(Language::Ja),
            "令和7年3月31日の時点は、前の時点（令和7年6月30日）より後でありません。"
        );
    }
}
