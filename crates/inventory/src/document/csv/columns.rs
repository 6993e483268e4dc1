//! The columns of the CSV form.

use crate::{
    ActionStatus, AffairsClass, BarrierCause, Consent, Delivery, Discretion, ElementState,
    InstrumentKind, NotOnlineKind, NotSetReason, Obstacle, OnlineStatus, Party, PeriodBasis,
    PeriodState, ProcedureCategories, ProcessKinds, Publication, Role, Signature, VolumeMeasure,
    VolumeState, document::ItemList,
};
use tosei_types::Language;

/// A column of the CSV form.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CsvColumn {
    /// The header that is written.
    pub header: &'static str,
    /// The English code that is read, too.
    pub code: &'static str,
    /// Whether a table cannot be read without it.
    pub required: bool,
    /// Whether the cell is about the process or its procedure.
    pub list: ItemList,
    /// A JSON Pointer to the value inside that item.
    pub path: &'static str,
    pub(super) cell: CellKind,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum CellKind {
    /// An identifier: white space around it is no part of it.
    Id,
    /// Any text, exactly as it stands.
    Text,
    /// One code of a list; `open` lists keep a text that they do not have.
    Code {
        list: fn() -> Vec<CodeRow>,
        open: bool,
    },
    /// Several codes of a list.
    Codes(fn() -> Vec<CodeRow>),
    /// The first barrier's obstacle, or 「なし」 for no barrier at all.
    Obstacle,
    /// A day.
    Date,
    /// A fiscal year.
    FiscalYear,
    /// A number of cases.
    Count,
    /// A small number.
    Number,
    /// Organisations with one role.
    Role(Role),
    /// One organisation.
    Organisation,
    /// Several organisations.
    Organisations,
    /// Everything that the other columns do not say.
    Rest,
}

/// One code with the texts that mean it.
pub(super) struct CodeRow {
    pub(super) code: String,
    pub(super) ja: String,
    pub(super) en: String,
    /// Other texts that mean it.
    pub(super) also: Vec<String>,
}

macro_rules! codes {
    ($type:ty) => {{
        fn rows() -> Vec<CodeRow> {
            let row = |value: &$type| CodeRow {
                code: value.code().to_owned(),
                ja: value.label(Language::Ja).to_owned(),
                en: value.label(Language::En).to_owned(),
                also: Vec::new(),
            };
            <$type>::ALL.iter().map(row).collect()
        }
        rows
    }};
}

pub(super) fn obstacles() -> Vec<CodeRow> {
    codes!(Obstacle)()
}

fn kinds() -> Vec<CodeRow> {
    let row = |kind: &crate::ProcessKind| CodeRow {
        code: kind.code.clone(),
        ja: kind.label.ja.clone(),
        en: kind.label.en.clone(),
        also: kind.survey_code.iter().cloned().collect(),
    };
    let kinds = ProcessKinds::standard().iter();
    kinds.map(|(_, kind)| row(kind)).collect()
}

fn categories() -> Vec<CodeRow> {
    let row = |category: &crate::ProcedureCategory| CodeRow {
        code: category.code.clone(),
        ja: category.label.ja.clone(),
        en: category.label.en.clone(),
        also: Vec::new(),
    };
    ProcedureCategories::standard().iter().map(row).collect()
}

const fn column(
    list: ItemList,
    code: &'static str,
    header: &'static str,
    path: &'static str,
    cell: CellKind,
) -> CsvColumn {
    CsvColumn {
        header,
        code,
        required: false,
        list,
        path,
        cell,
    }
}

const fn process(
    code: &'static str,
    header: &'static str,
    path: &'static str,
    cell: CellKind,
) -> CsvColumn {
    column(ItemList::Processes, code, header, path, cell)
}

const fn procedure(
    code: &'static str,
    header: &'static str,
    path: &'static str,
    cell: CellKind,
) -> CsvColumn {
    column(ItemList::Procedures, code, header, path, cell)
}

const fn required(column: CsvColumn) -> CsvColumn {
    CsvColumn {
        required: true,
        ..column
    }
}

const fn code(list: fn() -> Vec<CodeRow>) -> CellKind {
    CellKind::Code { list, open: false }
}

const fn open(list: fn() -> Vec<CodeRow>) -> CellKind {
    CellKind::Code { list, open: true }
}

/// Position of 手続プロセスID in [`COLUMNS`].
pub(super) const PROCESS_ID: usize = 0;
/// Position of 手続ID in [`COLUMNS`].
pub(super) const PROCEDURE_ID: usize = 1;

use CellKind::{
    Codes, Count, Date, FiscalYear, Id, Number, Obstacle as ObstacleCell, Organisation,
    Organisations, Rest, Role as RoleCell, Text,
};

#[rustfmt::skip]
static COLUMNS: &[CsvColumn] = &[
    required(process("process_id", "手続プロセスID", "/id", Id)),
    required(process("procedure_id", "手続ID", "/procedure", Id)),
    required(procedure("procedure_name", "手続名", "/name", Text)),
    process("process_name", "手続プロセス名", "/name", Text),
    required(process("kind", "手続プロセスの種類", "/kind", open(kinds))),
    procedure("category", "手続の分類", "/category", open(categories)),
    procedure("affairs_class", "事務区分", "/affairs_class", code(codes!(AffairsClass))),
    procedure("organisation", "所管", "/organisation", Organisation),
    procedure("basis_kind", "根拠規程の種類", "/legal_basis/0/kind", code(codes!(InstrumentKind))),
    procedure("basis_title", "根拠規程", "/legal_basis/0/title", Text),
    procedure("basis_number", "法令番号", "/legal_basis/0/number", Text),
    procedure("basis_provision", "根拠条項号", "/legal_basis/0/provision", Text),
    process("actor", "手続主体", "/actor", code(codes!(Party))),
    process("receiver", "手続の受け手", "/receiver", code(codes!(Party))),
    required(process("status", "オンライン化の実施状況", "/status", code(codes!(OnlineStatus)))),
    process("online_since", "オンライン実施日", "/online_since", Date),
    process("element_application", "申請の状況", "/elements/application", code(codes!(ElementState))),
    process("element_attachment", "添付の状況", "/elements/attachment", code(codes!(ElementState))),
    process("element_identification", "本人確認の状況", "/elements/identification", code(codes!(ElementState))),
    process("element_payment", "納付の状況", "/elements/payment", code(codes!(ElementState))),
    process("element_correction", "補正連絡の状況", "/elements/correction", code(codes!(ElementState))),
    process("element_result", "結果受領の状況", "/elements/result", code(codes!(ElementState))),
    process("not_online_kind", "オンライン化していない理由", "/not_online/kind", code(codes!(NotOnlineKind))),
    process("not_online_planned_for", "オンライン化予定日", "/not_online/planned_for", Date),
    process("not_online_text", "理由の説明", "/not_online/text", Text),
    process("rule_owner", "制度所管", "/roles", RoleCell(Role::RuleOwner)),
    process("executor", "処理機関", "/roles", RoleCell(Role::Executor)),
    process("acceptor", "受付・経由機関", "/roles", RoleCell(Role::Acceptor)),
    process("operator", "運営（指定管理者・委託先）", "/roles", RoleCell(Role::Operator)),
    process("notice_delivery", "通知方法", "/notice/delivery", Codes(codes!(Delivery))),
    process("notice_signature", "公印・電子署名", "/notice/signature", code(codes!(Signature))),
    process("notice_consent", "電子通知への同意", "/notice/consent", code(codes!(Consent))),
    process("notice_retention_years", "通知の保存年数", "/notice/retention/years", Number),
    process("notice_retention_text", "通知の保存期間", "/notice/retention/text", Text),
    process("period_state", "標準処理期間の設定状況", "/standard_period/state", code(codes!(PeriodState))),
    process("period_basis", "標準処理期間の根拠", "/standard_period/basis", code(codes!(PeriodBasis))),
    process("period", "標準処理期間", "/standard_period/processing", Text),
    process("period_online", "標準処理期間（オンライン）", "/standard_period/online_processing", Text),
    process("period_forwarding", "経由日数", "/standard_period/forwarding", Text),
    process("period_not_set_reason", "標準処理期間を設定しない理由", "/standard_period/not_set_reason", code(codes!(NotSetReason))),
    process("period_publication", "標準処理期間の公表", "/standard_period/publication", code(codes!(Publication))),
    process("statutory_deadline", "法定期限", "/standard_period/statutory_deadline", Text),
    process("volume_fiscal_year", "件数の年度", "/volumes/0/fiscal_year", FiscalYear),
    process("volume_measure", "件数の種類", "/volumes/0/measure", code(codes!(VolumeMeasure))),
    process("volume_state", "件数の状態", "/volumes/0/state", code(codes!(VolumeState))),
    process("volume_cases", "年間件数", "/volumes/0/cases", Count),
    process("volume_online_cases", "うちオンライン件数", "/volumes/0/online_cases", Count),
    process("barrier_obstacle", "障害となる事項", "/barriers/0/obstacle", ObstacleCell),
    process("barrier_cause", "障壁の要因", "/barriers/0/cause", code(codes!(BarrierCause))),
    process("barrier_discretion", "裁量", "/barriers/0/discretion", code(codes!(Discretion))),
    process("barrier_rule_kind", "障壁となる規程の種類", "/barriers/0/rule/kind", code(codes!(InstrumentKind))),
    process("barrier_rule_title", "障壁となる規程", "/barriers/0/rule/title", Text),
    process("barrier_changeable_by", "変更できる機関", "/barriers/0/changeable_by", Organisations),
    process("barrier_action", "障壁への対応", "/barriers/0/action/text", Text),
    process("barrier_action_status", "対応の状況", "/barriers/0/action/status", code(codes!(ActionStatus))),
    process("barrier_action_due", "対応の期限", "/barriers/0/action/due", Date),
    procedure("important_because", "件数以外の重要な理由", "/important_because", Text),
    procedure("procedure_note", "手続の備考", "/note", Text),
    process("note", "備考", "/note", Text),
    process("process_rest", "手続プロセスのその他の項目（JSON）", "", Rest),
    procedure("procedure_rest", "手続のその他の項目（JSON）", "", Rest),
];

/// The columns of the CSV form, in the order in which they are written.
///
/// # Examples
///
/// ```
/// use tosei_inventory::document::columns;
///
/// let required: Vec<_> = columns().iter().filter(|c| c.required).map(|c| c.header).collect();
/// assert_eq!(
///     required,
///     ["手続プロセスID", "手続ID", "手続名", "手続プロセスの種類", "オンライン化の実施状況"]
/// );
/// ```
#[must_use]
pub fn columns() -> &'static [CsvColumn] {
    COLUMNS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use tosei_table::header_key;

    #[test]
    fn headers_and_codes_are_all_different() {
        let mut seen = BTreeSet::new();
        for column in columns() {
            assert!(seen.insert(header_key(column.header)), "{}", column.header);
            assert!(seen.insert(header_key(column.code)), "{}", column.code);
        }
        assert_eq!(columns()[PROCESS_ID].code, "process_id");
        assert_eq!(columns()[PROCEDURE_ID].code, "procedure_id");
    }

    #[test]
    fn a_text_means_one_code_of_its_list() {
        for column in columns() {
            let rows = match column.cell {
                CellKind::Code { list, .. } | Codes(list) => list(),
                ObstacleCell => obstacles(),
                _ => continue,
            };
            let mut texts = BTreeMap::new();
            for row in &rows {
                for text in [&row.code, &row.ja, &row.en].into_iter().chain(&row.also) {
                    let earlier = texts.insert(header_key(text), row.code.clone());
                    let same = earlier.is_none_or(|earlier| earlier == row.code);
                    assert!(same, "{}: {text}", column.header);
                }
            }
        }
    }
}
