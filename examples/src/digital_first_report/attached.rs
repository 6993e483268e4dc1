//! What is given beside the inventory, and why it does not fit.

use std::path::Path;
use tosei_types::{Date, Language};

/// What can be given beside the inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Attachment {
    /// 対応表.
    Mapping,
    /// 前の時点の棚卸.
    Previous,
    /// 組織の新旧対応.
    Crosswalk,
    /// 突合の訂正.
    Matching,
    /// 分解の方法.
    Method,
    /// 照会.
    Round,
    /// The day on which the state of a round is shown.
    RoundDay,
    /// 指標の系列.
    Series,
    /// 除外.
    Exemptions,
    /// 公表値.
    Published,
    /// The frame of an inventory in CSV.
    Frame,
}

impl Attachment {
    /// The option by which it is given.
    #[must_use]
    pub const fn option(self) -> &'static str {
        match self {
            Self::Mapping => "--mapping",
            Self::Previous => "--previous",
            Self::Crosswalk => "--crosswalk",
            Self::Matching => "--matching",
            Self::Method => "--method",
            Self::Round => "--round",
            Self::RoundDay => "--round-as-of",
            Self::Series => "--series",
            Self::Exemptions => "--exemptions",
            Self::Published => "--published",
            Self::Frame => "--frame",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Mapping, Language::Ja) => "対応表",
            (Self::Mapping, Language::En) => "a mapping file",
            (Self::Previous, Language::Ja) => "前の時点の棚卸",
            (Self::Previous, Language::En) => "an earlier inventory",
            (Self::Crosswalk, Language::Ja) => "組織の新旧対応",
            (Self::Crosswalk, Language::En) => "a crosswalk of organisations",
            (Self::Matching, Language::Ja) => "突合の訂正",
            (Self::Matching, Language::En) => "a list of matching corrections",
            (Self::Method, Language::Ja) => "分解の方法",
            (Self::Method, Language::En) => "a method of decomposition",
            (Self::Round, Language::Ja) => "照会の文書",
            (Self::Round, Language::En) => "a survey round",
            (Self::RoundDay, Language::Ja) => "照会の状況を見る日",
            (Self::RoundDay, Language::En) => "the day on which a round is looked at",
            (Self::Series, Language::Ja) => "指標の系列",
            (Self::Series, Language::En) => "an indicator series",
            (Self::Exemptions, Language::Ja) => "除外の一覧",
            (Self::Exemptions, Language::En) => "a list of exemptions",
            (Self::Published, Language::Ja) => "公表値の一覧",
            (Self::Published, Language::En) => "a list of published values",
            (Self::Frame, Language::Ja) => "枠の文書",
            (Self::Frame, Language::En) => "a frame",
        }
    }
}

/// Why something that was given beside the inventory cannot be used with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttachmentFailure {
    /// The file is not what its option says.
    Unreadable {
        /// The file as it was named.
        file: String,
        /// What it should be.
        what: Attachment,
        /// What is wrong with it.
        reason: String,
    },
    /// The files of the inventory need no such thing.
    NotNeeded {
        /// The inventory as it was named.
        file: String,
        /// What was given.
        what: Attachment,
    },
    /// One thing is of no use without another.
    Needs {
        /// What was given.
        what: Attachment,
        /// What is missing.
        other: Attachment,
    },
    /// The State's survey has no organisations, ids or dates for it.
    NotForSurvey {
        /// The survey as it was named.
        file: String,
        /// What was given.
        what: Attachment,
    },
    /// No sheet has the columns of the mapping.
    NoTable {
        /// The file as it was named.
        file: String,
        /// The mapping as it was named.
        mapping: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// Two inventories are of different bodies.
    OtherBody {
        /// The file as it was named.
        file: String,
        /// Its body.
        found: String,
        /// The body of the present inventory.
        expected: String,
    },
    /// Files of one inventory have different dates.
    OtherDate {
        /// The file as it was named.
        file: String,
        /// Its date.
        found: Date,
        /// The date of the first file.
        expected: Date,
    },
    /// The earlier snapshot is not earlier.
    NotEarlier {
        /// The file as it was named.
        file: String,
        /// Its date.
        found: Date,
        /// The date of the present inventory.
        present: Date,
    },
    /// One is the State's survey and the other is not.
    OtherKind {
        /// The file as it was named.
        file: String,
    },
    /// Several files of the State's survey.
    SeveralSurveys {
        /// The second file as it was named.
        file: String,
    },
    /// None of the round's sections is an organisation of the inventory.
    OtherSections {
        /// The round as it was named.
        file: String,
    },
    /// The round asks for the state of a day before the inventory's.
    RoundBefore {
        /// The round as it was named.
        file: String,
        /// The day that it asks about.
        found: Date,
        /// The date of the inventory.
        present: Date,
    },
    /// The day asked about lies before the round was sent out.
    RoundNotIssued {
        /// The round as it was named.
        file: String,
        /// The day asked about.
        as_of: Date,
        /// The day on which it was sent out.
        issued_on: Date,
    },
    /// Exemptions hold for a time, and the survey does not say on which day it holds.
    NoDate {
        /// The survey as it was named.
        file: String,
        /// What needs a date.
        what: Attachment,
    },
}

impl AttachmentFailure {
    /// Stable identifier of the variant.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "report.attachment.unreadable",
            Self::NotNeeded { .. } => "report.attachment.not_needed",
            Self::Needs { .. } => "report.attachment.needs",
            Self::NotForSurvey { .. } => "report.attachment.not_for_survey",
            Self::NoTable { .. } => "report.attachment.no_table",
            Self::OtherBody { .. } => "report.attachment.other_body",
            Self::OtherDate { .. } => "report.attachment.other_date",
            Self::NotEarlier { .. } => "report.attachment.not_earlier",
            Self::OtherKind { .. } => "report.attachment.other_kind",
            Self::SeveralSurveys { .. } => "report.attachment.several_surveys",
            Self::OtherSections { .. } => "report.attachment.other_sections",
            Self::RoundBefore { .. } => "report.attachment.round_before",
            Self::RoundNotIssued { .. } => "report.attachment.round_not_issued",
            Self::NoDate { .. } => "report.attachment.no_date",
        }
    }

    /// A failure to read a file as what its option says.
    pub(super) fn unreadable(path: &Path, what: Attachment, reason: impl ToString) -> Self {
        Self::Unreadable {
            file: path.display().to_string(),
            what,
            reason: brief(&reason.to_string()),
        }
    }

    /// One sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::Ja => self.in_japanese(),
            Language::En => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        let ja = Language::Ja;
        match self {
            Self::Unreadable { file, what, reason } => {
                format!(
                    "「{file}」を{}として読めません（{reason}）。",
                    what.label(ja)
                )
            }
            Self::NotNeeded { file, what } => format!(
                "「{file}」には{}が要らないので、{} を外してください。",
                what.label(ja),
                what.option()
            ),
            Self::Needs { what, other } => format!(
                "{} は {}（{}）と一緒に指定してください。",
                what.option(),
                other.option(),
                other.label(ja)
            ),
            Self::NotForSurvey { file, what } => format!(
                "「{file}」は国の棚卸調査で、{} に要る組織や手続IDの情報を持たないので、{} は使えません。",
                what.option(),
                what.option()
            ),
            Self::NoTable {
                file,
                mapping,
                sheets,
            } => format!(
                "「{file}」には対応表「{mapping}」の見出しを持つシートがないので（シート：{}）、このファイルの対応表を指定してください。",
                named(sheets, "名前なし", "、")
            ),
            Self::OtherBody {
                file,
                found,
                expected,
            } => format!(
                "「{file}」は別の団体（{found}）の棚卸で、「{expected}」とは比べられません。"
            ),
            Self::OtherDate {
                file,
                found,
                expected,
            } => format!(
                "「{file}」の基準日は {found} で、初めのファイルの {expected} と違うので、一つの棚卸にはできません。"
            ),
            Self::NotEarlier {
                file,
                found,
                present,
            } => format!(
                "「{file}」の基準日 {found} は、棚卸の基準日 {present} より前ではないので、前の時点として使えません。"
            ),
            Self::OtherKind { file } => format!(
                "「{file}」は棚卸と種類が違うので（一方が国の棚卸調査です）、前の時点として使えません。"
            ),
            Self::SeveralSurveys { file } => format!(
                "国の棚卸調査は一つだけ読めるので、「{file}」は外すか、--previous に指定してください。"
            ),
            Self::OtherSections { file } => format!(
                "照会「{file}」の照会先が一つも棚卸の組織一覧にないので、この棚卸の照会ではないようです。"
            ),
            Self::RoundBefore {
                file,
                found,
                present,
            } => format!(
                "照会「{file}」の基準日 {found} は、棚卸の基準日 {present} より前なので、この棚卸の照会ではありません。"
            ),
            Self::RoundNotIssued {
                file,
                as_of,
                issued_on,
            } => format!(
                "照会「{file}」は {issued_on} に発出されたので、それより前の --round-as-of {as_of} の状況は示せません。"
            ),
            Self::NoDate { file, what } => format!(
                "「{file}」には基準日の記載がないので、{} を使うには --as-of で基準日を指定してください。",
                what.option()
            ),
        }
    }

    fn in_english(&self) -> String {
        let en = Language::En;
        match self {
            Self::Unreadable { file, what, reason } => {
                format!("\"{file}\" cannot be read as {}: {reason}.", what.label(en))
            }
            Self::NotNeeded { file, what } => format!(
                "\"{file}\" needs no such file as {} names; leave the option out.",
                what.option()
            ),
            Self::Needs { what, other } => format!(
                "{} is of use only together with {} ({}).",
                what.option(),
                other.option(),
                other.label(en)
            ),
            Self::NotForSurvey { file, what } => format!(
                "\"{file}\" is the State's survey, which has not the organisations and ids that {} needs.",
                what.option()
            ),
            Self::NoTable {
                file,
                mapping,
                sheets,
            } => format!(
                "No sheet of \"{file}\" has the headers of the mapping \"{mapping}\" (sheets: {}); give the mapping that belongs to this file.",
                named(sheets, "without a name", ", ")
            ),
            Self::OtherBody {
                file,
                found,
                expected,
            } => format!(
                "\"{file}\" is the inventory of another body ({found}) and cannot be compared with that of \"{expected}\"."
            ),
            Self::OtherDate {
                file,
                found,
                expected,
            } => format!(
                "The status date of \"{file}\" is {found} and that of the first file {expected}, so they are not one inventory."
            ),
            Self::NotEarlier {
                file,
                found,
                present,
            } => format!(
                "The status date {found} of \"{file}\" is not earlier than that of the inventory, {present}, so it is no earlier snapshot."
            ),
            Self::OtherKind { file } => format!(
                "\"{file}\" and the inventory are of different kinds (one is the State's survey), so they cannot be compared."
            ),
            Self::SeveralSurveys { file } => format!(
                "Only one file of the State's survey can be read; leave \"{file}\" out or name it by --previous."
            ),
            Self::OtherSections { file } => format!(
                "No section of the round \"{file}\" is an organisation of the inventory, so it is not the round of this inventory."
            ),
            Self::RoundBefore {
                file,
                found,
                present,
            } => format!(
                "The round \"{file}\" asks for the state of {found}, before the inventory's status date {present}, so it is not the round of this inventory."
            ),
            Self::RoundNotIssued {
                file,
                as_of,
                issued_on,
            } => format!(
                "The round \"{file}\" was sent out on {issued_on}, so it has no state on the earlier day {as_of} that --round-as-of asks for."
            ),
            Self::NoDate { file, what } => format!(
                "\"{file}\" states no date, so {} needs the status date by --as-of.",
                what.option()
            ),
        }
    }
}

fn named(sheets: &[String], nameless: &str, separator: &str) -> String {
    let names: Vec<&str> = sheets
        .iter()
        .map(|name| if name.is_empty() { nameless } else { name })
        .collect();
    names.join(separator)
}

/// A reason on one line and not too long: lists of what else could have stood there are left out.
pub(super) fn brief(reason: &str) -> String {
    let one_line: String = reason
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let place = one_line
        .rfind(" at line ")
        .and_then(|at| one_line.get(at..));
    let start = match one_line.split_once(", expected one of") {
        Some((start, _)) => format!("{start}{}", place.unwrap_or_default()),
        None => one_line.clone(),
    };
    let start = start
        .trim()
        .trim_end_matches(['.', '。'])
        .replace(". ", "; ");
    let mut chars = start.chars();
    let mut short: String = chars.by_ref().take(240).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
