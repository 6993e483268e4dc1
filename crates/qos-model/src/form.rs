//! 証拠票 (evidence form): one row a procedure and criterion, for a section to fill in.

mod read;

pub use read::EvidenceFormReading;

use crate::{EvidenceDefinitions, MapProcedure, subject_of};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tosei_criteria::{
    Answer, Criterion, EvidenceItem, EvidenceQuality, EvidenceSet, Standard, Stated,
};
use tosei_document::Catalogue;
use tosei_table::{
    CodeList, ColumnKind, FORM_FORMAT, FORM_FORMAT_VERSION, Form, FormCode, FormColumn,
    FormDocument, FormError, FormRow, FormRows, FormSheet, FormValue, form_rules,
};
use tosei_types::{CriterionId, Date, embedded};

/// The columns, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Procedure,
    Name,
    Criterion,
    Place,
    Text,
    Evidence,
    Answer,
    Reason,
    Quality,
    Source,
    Date,
    ConfirmedBy,
    ExpiresOn,
    Note,
}

const COLUMNS: [Asked; 14] = [
    Asked::Procedure,
    Asked::Name,
    Asked::Criterion,
    Asked::Place,
    Asked::Text,
    Asked::Evidence,
    Asked::Answer,
    Asked::Reason,
    Asked::Quality,
    Asked::Source,
    Asked::Date,
    Asked::ConfirmedBy,
    Asked::ExpiresOn,
    Asked::Note,
];

/// The codes of the answers, as a dropdown shows them.
const ANSWERS: [(&str, Answer); 4] = [
    ("1", Answer::Met),
    ("2", Answer::NotMet),
    ("3", Answer::NotApplicable),
    ("9", Answer::Unknown),
];

/// The codes of the qualities.
const QUALITIES: [(&str, EvidenceQuality); 2] = [
    ("1", EvidenceQuality::Confirmed),
    ("2", EvidenceQuality::Stated),
];

impl Asked {
    /// Id, header, explanation, who fills it in, example.
    const fn texts(
        self,
    ) -> (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
    ) {
        let (issuer, section) = ("DX推進課", "所管課");
        match self {
            Self::Procedure => ("procedure", "手続ID", "変更しない。", issuer, "P-0001"),
            Self::Name => (
                "name",
                "手続名",
                "変更しない。",
                issuer,
                "住民票の写しの交付",
            ),
            Self::Criterion => ("criterion", "判定項目ID", "変更しない。", issuer, "F1a"),
            Self::Place => (
                "place",
                "原則と段階",
                "変更しない。",
                issuer,
                "より早く Lv1",
            ),
            Self::Text => (
                "text",
                "判定項目",
                "変更しない。",
                issuer,
                "標準処理期間の設定",
            ),
            Self::Evidence => (
                "evidence",
                "示すもの",
                "何があれば満たすといえるか。",
                issuer,
                "期間、根拠、公表の場所",
            ),
            Self::Answer => (
                "answer",
                "回答",
                "一覧から選ぶ。分からないときは「不明」とする。不明は未充足ではない。",
                section,
                "1 充足",
            ),
            Self::Reason => (
                "reason",
                "対象外の理由",
                "回答が「対象外」のときだけ、一覧から選ぶ。",
                section,
                "no_fee 手数料等なし",
            ),
            Self::Quality => (
                "quality",
                "確認の別",
                "所管課以外の者が確かめたときは「確認済」、そうでなければ「自己申告」。",
                section,
                "1 確認済",
            ),
            Self::Source => (
                "source",
                "出所",
                "規程、画面、記録など、根拠となるものの名前。",
                section,
                "標準処理期間一覧",
            ),
            Self::Date => (
                "date",
                "時点",
                "いつから、又はいつ確かめたか。",
                section,
                "2025-06-30",
            ),
            Self::ConfirmedBy => (
                "confirmed_by",
                "確認者",
                "「確認済」のとき、確かめた課や職。公開しない。",
                section,
                "デジタル推進課",
            ),
            Self::ExpiresOn => (
                "expires_on",
                "有効期限",
                "この日まで有効。定めがなければ空欄。",
                section,
                "2026-03-31",
            ),
            Self::Note => (
                "note",
                "備考",
                "補足があれば。公開しない。",
                section,
                "次回更新で対応",
            ),
        }
    }

    fn kind(self) -> ColumnKind {
        match self {
            Self::Answer => ColumnKind::Code {
                list: "answer".into(),
            },
            Self::Reason => ColumnKind::Code {
                list: "reason".into(),
            },
            Self::Quality => ColumnKind::Code {
                list: "quality".into(),
            },
            Self::Date | Self::ExpiresOn => ColumnKind::Date {},
            _ => ColumnKind::Text {},
        }
    }

    fn column(self) -> FormColumn {
        let (id, header, explanation, filled_by, example) = self.texts();
        let given = matches!(
            self,
            Self::Procedure
                | Self::Name
                | Self::Criterion
                | Self::Place
                | Self::Text
                | Self::Evidence
        );
        FormColumn {
            id: id.into(),
            group: None,
            header: header.into(),
            explanation: explanation.into(),
            filled_by: filled_by.into(),
            answer: self.kind(),
            required: matches!(self, Self::Procedure | Self::Criterion),
            key: matches!(self, Self::Procedure | Self::Criterion),
            locked: given,
            width: Some(match self {
                Self::Evidence | Self::Text | Self::Note | Self::Name => 36,
                Self::Reason | Self::Source => 28,
                _ => 14,
            }),
            example: Some(example.into()),
        }
    }
}

/// 証拠票 (evidence form) of one edition of a standard.
///
/// Every section gets one row for each of its procedures and each criterion, with what is known
/// already filled in, dropdowns for answers, reasons and quality, and a note at every heading. What
/// comes back becomes evidence; what does not fit is a finding at its cell.
///
/// # Source
///
/// `project-decision:qos-form`.
///
/// # Examples
///
/// ```
/// use tosei_criteria::EvidenceSet;
/// use tosei_qos_model::{EvidenceForm, MapProcedure, tokyo_2024};
/// use tosei_table::{ReadOptions, Workbook};
///
/// let form = EvidenceForm::try_new(tokyo_2024(), "見本市デジタル推進課（架空）", None)?;
/// let procedure = MapProcedure {
///     procedure: "P-0001".parse()?,
///     name: "住民票の写しの交付".into(),
///     organisation: None,
///     applications: None,
/// };
/// let rows = form.rows(Some("市民課"), &[procedure], &EvidenceSet::default());
/// let csv = form.form().write_csv(&rows, 0)?;
///
/// // A section answers one row and sends the file back.
/// let answered = String::from_utf8(csv)?.replacen(
///     "公表の場所,,,,,,,,",
///     "公表の場所,1 充足,,2 自己申告,標準処理期間一覧,2025-06-01,,,",
///     1,
/// );
/// let book = Workbook::read(answered.as_bytes(), &ReadOptions::default())?;
/// let (reading, report) = form.read(&book, Some(&rows));
/// assert!(report.is_clean());
/// assert_eq!(reading.items.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "証拠票")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceForm {
    form: Form,
    standard: Standard,
}

impl EvidenceForm {
    /// The form for a standard: who sends it out, and until when it is due.
    ///
    /// # Errors
    ///
    /// [`FormError::Definition`] if a text of the standard or the issuer cannot stand in a form.
    pub fn try_new(
        standard: &Standard,
        issuer: impl Into<String>,
        due_date: Option<Date>,
    ) -> Result<Self, FormError> {
        let document = standard.document();
        let list = |id: &str, label: &str, codes: Vec<FormCode>| CodeList {
            id: id.into(),
            label: label.into(),
            codes,
        };
        let code = |code: &str, label: &str, explanation: Option<String>| FormCode {
            code: code.into(),
            label: label.into(),
            explanation,
        };
        let ja = tosei_types::Language::Ja;
        let answers = ANSWERS
            .iter()
            .map(|(number, one)| code(number, one.label(ja), None));
        let qualities = QUALITIES
            .iter()
            .map(|(number, one)| code(number, one.label(ja), None));
        let reasons = document.not_applicable_reasons.iter().map(|reason| {
            let only = reason.criteria.as_deref().unwrap_or_default();
            let only: Vec<&str> = only.iter().map(CriterionId::as_str).collect();
            let only = (!only.is_empty()).then(|| format!("{}に使う。", only.join("、")));
            code(reason.id.as_str(), &reason.label.ja, only)
        });
        let form = Form::try_from(FormDocument {
            schema: None,
            format: FORM_FORMAT.into(),
            format_version: FORM_FORMAT_VERSION,
            id: format!("qos-evidence-{}", document.id),
            form_version: document.edition.to_string(),
            title: format!("証拠票（{}）", document.label.ja),
            issuer: issuer.into(),
            due_date,
            purpose: Some("手続の段階を、証拠に基づいて評価し、公表するため。".into()),
            instructions: vec![
                "回答が空欄の行は、不明として扱う。".into(),
                "確認者と備考は公開しない。".into(),
            ],
            code_lists: vec![
                list("answer", "回答", answers.collect()),
                list("reason", "対象外の理由", reasons.collect()),
                list("quality", "確認の別", qualities.collect()),
            ],
            sheets: vec![FormSheet {
                id: "evidence".into(),
                name: "証拠票".into(),
                columns: COLUMNS.iter().map(|asked| asked.column()).collect(),
                rows_may_be_added: false,
            }],
        })?;
        Ok(Self {
            form,
            standard: standard.clone(),
        })
    }

    /// The form itself: [`Form::write_csv`] writes it, with the feature `xlsx` also `write_xlsx`.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The rules about evidence forms: those of this crate and those about forms.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static RULES: OnceLock<Catalogue> = OnceLock::new();
        embedded(&RULES, || {
            let rules = crate::rules().clone();
            rules.with(form_rules())
        })
    }

    /// The rows for a section's procedures, with what is known already.
    ///
    /// Of several items about one criterion, that of the latest date is shown. The texts about
    /// evidence are those of our definitions, where the standard has their criteria.
    #[must_use]
    pub fn rows(
        &self,
        section: Option<&str>,
        procedures: &[MapProcedure],
        evidence: &EvidenceSet,
    ) -> FormRows {
        let mut rows: Vec<FormRow> = Vec::new();
        for procedure in procedures {
            let mut known: BTreeMap<&CriterionId, &EvidenceItem> = BTreeMap::new();
            for (_, item) in evidence.items_about(&subject_of(&procedure.procedure)) {
                if let Stated::Answer { criterion, .. } = item.stated() {
                    let entry = known.entry(criterion).or_insert(item);
                    if entry.origin().date <= item.origin().date {
                        *entry = item;
                    }
                }
            }
            for criterion in &self.standard.document().criteria {
                rows.push(self.row(procedure, criterion, known.get(&criterion.id).copied()));
            }
        }
        FormRows::single(section, rows)
    }

    fn row(
        &self,
        procedure: &MapProcedure,
        criterion: &Criterion,
        known: Option<&EvidenceItem>,
    ) -> FormRow {
        let text = |text: &str| {
            let visible = !text.trim().is_empty();
            visible.then(|| FormValue::Text(text.to_owned()))
        };
        let axis = self.standard.axis(&criterion.axis);
        let place = axis.map_or(criterion.axis.as_str(), |axis| axis.label.ja.as_str());
        let definition = EvidenceDefinitions::tokyo_2024().definition(&criterion.id);
        let asked = definition.map_or("", |definition| definition.evidence.ja.as_str());
        let (answer, reason) = match known.map(EvidenceItem::stated) {
            Some(Stated::Answer { answer, reason, .. }) => (Some(*answer), reason.as_ref()),
            _ => (None, None),
        };
        let origin = known.map(EvidenceItem::origin);
        COLUMNS
            .iter()
            .map(|column| match column {
                Asked::Procedure => text(procedure.procedure.as_str()),
                Asked::Name => text(&procedure.name),
                Asked::Criterion => text(criterion.id.as_str()),
                Asked::Place => text(&format!("{place} Lv{}", criterion.level)),
                Asked::Text => text(&criterion.text.ja),
                Asked::Evidence => text(asked),
                Asked::Answer => code_of(&ANSWERS, answer),
                Asked::Reason => reason.map(|reason| FormValue::Code(reason.to_string())),
                Asked::Quality => code_of(&QUALITIES, origin.map(|origin| origin.quality)),
                Asked::Source => origin.and_then(|origin| text(&origin.source)),
                Asked::Date => origin.map(|origin| FormValue::Date(origin.date)),
                Asked::ConfirmedBy => {
                    origin.and_then(|origin| text(origin.confirmed_by.as_deref()?))
                }
                Asked::ExpiresOn => origin
                    .and_then(|origin| origin.expires_on)
                    .map(FormValue::Date),
                Asked::Note => origin.and_then(|origin| text(origin.note.as_deref()?)),
            })
            .collect()
    }
}

fn code_of<T: Copy + PartialEq>(codes: &[(&str, T)], value: Option<T>) -> Option<FormValue> {
    let (code, _) = codes.iter().find(|(_, one)| Some(*one) == value)?;
    Some(FormValue::Code((*code).to_owned()))
}
