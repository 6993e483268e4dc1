//! Laws of derived evidence: the fast way says what a slow and obvious one says.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
#![cfg(all(feature = "inventory", feature = "qos-model"))]

use proptest::prelude::*;
use std::collections::BTreeMap;
use tosei::criteria::{
    Answer, CompiledStandard, EvidenceItem, EvidenceOrigin, EvidenceQuality, EvidenceSet, Stated,
    evaluate,
};
use tosei::document::Limits;
use tosei::evidence::{
    CandidatePolicy, DerivedAnswer, EvidenceDeriver, EvidenceMapping, EvidenceOptions,
    PeriodChannel, PeriodClass, PeriodComparison, RowCondition, RowEvidence, StatedPolicy,
};
use tosei::inventory::survey::{SurveyColumn, SurveyEdition, SurveyItem, SurveyReader};
use tosei::qos_model::tokyo_2024;
use tosei::types::DayConversion;
use tosei::types::period::{ProcessingPeriodStatement as Statement, read_processing_period};

type Cells = BTreeMap<SurveyColumn, String>;

/// Texts that the cells of a column may hold: listed values, several of them, others, nothing.
fn texts(column: SurveyColumn) -> BoxedStrategy<String> {
    let listed: Vec<String> = match column {
        SurveyColumn::PeriodOnline | SurveyColumn::PeriodOffline => [
            "10日",
            "5日",
            "0日",
            "即日",
            "1月",
            "30日",
            "1日～1月",
            "2週程度",
            "7営業日",
            "不明",
            "定めなし",
            "届出のため、応答なし",
            "15",
            "一か月",
            "7日又は35日",
            "30日以内",
        ]
        .map(str::to_owned)
        .to_vec(),
        _ => {
            let codes = &SurveyEdition::r6().column(column).unwrap().codes;
            codes
                .iter()
                .map(|code| code.text.clone())
                .chain(["見たことのない値".to_owned()])
                .collect()
        }
    };
    let single = matches!(
        column,
        SurveyColumn::PeriodOnline | SurveyColumn::PeriodOffline
    );
    let most = if single { 1 } else { 3 };
    prop::collection::vec(prop::sample::select(listed), 0..=most)
        .prop_map(|values| values.join("; "))
        .boxed()
}

fn rows() -> impl Strategy<Value = Cells> {
    let columns = [
        SurveyColumn::Kind,
        SurveyColumn::OnlineStatus,
        SurveyColumn::PeriodOnline,
        SurveyColumn::PeriodOffline,
        SurveyColumn::Attachments,
        SurveyColumn::AttachmentSubmission,
        SurveyColumn::AttachmentReduction,
        SurveyColumn::Fee,
        SurveyColumn::FeePayment,
        SurveyColumn::EventsCitizens,
        SurveyColumn::FormFields,
    ];
    columns
        .map(|column| texts(column).prop_map(move |text| (column, text)))
        .to_vec()
        .prop_map(|cells| cells.into_iter().collect())
}

fn options() -> impl Strategy<Value = EvidenceOptions> {
    let ratios = prop::sample::select(vec!["0", "0.5", "0.7", "1"]);
    (ratios, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(ratio, met, all, short)| {
        let mut options = EvidenceOptions::default();
        options
            .parameters
            .insert("shorten_ratio".into(), ratio.parse().unwrap());
        if short {
            options
                .parameters
                .insert("short_period_days".into(), "5".parse().unwrap());
        }
        if met {
            options.candidates = CandidatePolicy::Met;
        }
        if all {
            options.stated = StatedPolicy::All;
        }
        options
    })
}

/// One row through the library.
fn fast(
    cells: &Cells,
    standard: &CompiledStandard,
    options: &EvidenceOptions,
) -> (RowEvidence, Vec<DerivedAnswer>) {
    let edition = SurveyEdition::r6();
    let quoted = |text: &str| format!("\"{text}\"");
    let headers: Vec<String> = edition
        .columns()
        .iter()
        .map(|one| quoted(&one.header))
        .collect();
    let row = edition.columns().iter().map(|one| match one.key {
        SurveyColumn::ProcedureId => quoted("1"),
        key => cells
            .get(&key)
            .map_or_else(String::new, |text| quoted(text)),
    });
    let row: Vec<String> = row.collect();
    let csv = format!("{}\n{}\n", headers.join(","), row.join(","));
    let mapping = EvidenceMapping::from_survey();
    let mut deriver = EvidenceDeriver::new(mapping, edition, standard, options).unwrap();
    let mut reader = SurveyReader::open(csv.as_bytes(), edition, &Limits::default()).unwrap();
    let Some(SurveyItem::Row(row)) = reader.next_item().unwrap() else {
        panic!("no row");
    };
    let answers = deriver.explain(&row);
    (deriver.derive(&row), answers)
}

/// The values of a cell, as their codes; `None` for one that is not listed.
fn codes(cells: &Cells, column: SurveyColumn) -> Vec<Option<String>> {
    let known = &SurveyEdition::r6().column(column).unwrap().codes;
    let text = cells.get(&column).map_or("", String::as_str);
    let values = text.split("; ").filter(|value| !value.is_empty());
    let code = |value: &str| {
        known
            .iter()
            .find(|one| one.text == value)
            .map(|one| one.code.clone())
    };
    values.map(code).collect()
}

fn class(text: &str) -> (PeriodClass, Option<u64>, Option<u64>) {
    let Some(reading) = read_processing_period(text) else {
        return (PeriodClass::Blank, None, None);
    };
    let conversion = DayConversion::default();
    let days =
        |length: tosei::types::period::PeriodLength| length.approximate_days(&conversion).parts();
    match reading.statement() {
        Statement::Several(_) => (PeriodClass::Set, None, None),
        Statement::NoneSet => (PeriodClass::NoneSet, None, None),
        Statement::NoResponseDue => (PeriodClass::NoResponseDue, None, None),
        Statement::Stated(period) => {
            let longest = period.upper().map(days);
            let single = period.single_length();
            if single.is_some_and(|length| length.is_same_day()) {
                return (PeriodClass::SameDay, None, longest);
            }
            // Of the texts tried here, these are one number with a unit.
            let plain = ["10日", "5日", "0日", "1月", "30日", "一か月"].contains(&text);
            (
                PeriodClass::Set,
                single.filter(|_| plain).map(days),
                longest,
            )
        }
        _ => (PeriodClass::Open, None, None),
    }
}

/// A condition, asked of the texts themselves.
fn holds(condition: &RowCondition, cells: &Cells, options: &EvidenceOptions) -> bool {
    let text = |column| cells.get(&column).map_or("", String::as_str);
    let (online, counter) = (
        class(text(SurveyColumn::PeriodOnline)),
        class(text(SurveyColumn::PeriodOffline)),
    );
    let set = |id: &str| {
        let mapping = EvidenceMapping::from_survey();
        mapping
            .code_sets
            .iter()
            .find(|one| one.id == id)
            .unwrap()
            .codes
            .clone()
    };
    let share = |name: &str| {
        let own = options.parameters.get(name).copied();
        let known = EvidenceMapping::from_survey()
            .parameters
            .iter()
            .find(|one| one.id == name);
        own.or(known.unwrap().default)
    };
    match condition {
        RowCondition::HasAny(one) => codes(cells, one.column)
            .iter()
            .flatten()
            .any(|code| one.codes.contains(code)),
        RowCondition::Only(one) => {
            let found = codes(cells, one.column);
            let inside =
                |code: &Option<String>| code.as_ref().is_some_and(|code| one.codes.contains(code));
            !found.is_empty() && found.iter().all(inside)
        }
        RowCondition::HasSet(one) => codes(cells, one.column)
            .iter()
            .flatten()
            .any(|code| set(&one.set).contains(code)),
        RowCondition::OnlyOutside(one) => {
            let found = codes(cells, one.column);
            let outside = |code: &Option<String>| {
                code.as_ref()
                    .is_some_and(|code| !set(&one.set).contains(code))
            };
            !found.is_empty() && found.iter().all(outside)
        }
        RowCondition::Blank(column) => text(*column).is_empty(),
        RowCondition::Filled(column) => !text(*column).is_empty(),
        RowCondition::Period(one) => {
            let (on, off) = (one.is.contains(&online.0), one.is.contains(&counter.0));
            match one.channel {
                PeriodChannel::Online => on,
                PeriodChannel::Counter => off,
                PeriodChannel::Either => on || off,
                PeriodChannel::Both => on && off,
                PeriodChannel::Neither => !on && !off,
                _ => false,
            }
        }
        RowCondition::Comparison(list) => {
            let found = match (online.1, counter.1) {
                (Some(on), Some(off)) if on < off => PeriodComparison::Shorter,
                (Some(on), Some(off)) if on > off => PeriodComparison::Longer,
                (Some(_), Some(_)) => PeriodComparison::Equal,
                _ => PeriodComparison::NotComparable,
            };
            list.contains(&found)
        }
        RowCondition::RatioAtMost(name) => match (online.1, counter.1, share(name)) {
            (Some(on), Some(off), Some(ratio)) if off > 0 => {
                i128::from(on) * i128::from(ratio.denominator())
                    <= i128::from(off) * i128::from(ratio.numerator())
            }
            _ => false,
        },
        RowCondition::OnlineDaysAtMost(name) => match (online.2, share(name)) {
            (Some(on), Some(days)) => {
                i128::from(on) * i128::from(days.denominator())
                    <= i128::from(days.numerator()) * 1_440_000
            }
            _ => false,
        },
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Law: of every row and every option, asking the mapping's conditions of the cell texts one by one
    /// gives the answers and reasons of the compiled masks; judging the answers as stated evidence gives
    /// their levels.
    #[test]
    fn fast_is_slow((cells, options) in (rows(), options())) {
        let standard = tokyo_2024().compile().unwrap();
        let (evidence, answers) = fast(&cells, &standard, &options);
        let mut items = Vec::new();
        for (criterion, found) in EvidenceMapping::from_survey().criteria.iter().zip(&answers) {
            let rule = criterion.rules.iter().find(|rule| {
                rule.when.iter().all(|condition| holds(condition, &cells, &options))
            });
            let (mut answer, reason) = match rule {
                Some(rule) => (rule.answer, rule.reason.clone()),
                None => (Answer::Unknown, criterion.otherwise.clone()),
            };
            let candidate = rule.is_some_and(|rule| rule.candidate);
            if candidate && options.candidates == CandidatePolicy::Met {
                answer = Answer::Met;
            }
            prop_assert_eq!((&found.criterion, found.answer, &found.reason, found.candidate),
                (&criterion.criterion, answer, &reason, candidate));
            let bit = standard.bit(&criterion.criterion).unwrap();
            prop_assert_eq!(evidence.said.answer(bit), answer);
            let quality = match options.stated {
                StatedPolicy::All => EvidenceQuality::Confirmed,
                _ => EvidenceQuality::Stated,
            };
            let stated = Stated::Answer {
                criterion: criterion.criterion.clone(),
                answer,
                reason: found.not_applicable_reason.clone(),
            };
            let origin = EvidenceOrigin {
                quality,
                source: "棚卸調査".into(),
                date: "2025-01-31".parse().unwrap(),
                confirmed_by: (quality == EvidenceQuality::Confirmed).then(|| "架空".into()),
                expires_on: None,
                reconfirm_after_days: None,
                note: None,
            };
            items.push(EvidenceItem::try_new("1".parse().unwrap(), stated, origin).unwrap());
        }
        let set = EvidenceSet::new(items, Vec::new());
        let judged = evaluate(&standard, &set, &"1".parse().unwrap(), "2025-06-30".parse().unwrap());
        prop_assert_eq!(judged.packed(&standard), evidence.counted);
        let mapping = EvidenceMapping::from_survey();
        let edition = SurveyEdition::r6();
        let deriver = EvidenceDeriver::new(mapping, edition, &standard, &options).unwrap();
        let levels: Vec<_> = deriver.levels(&evidence).flatten().map(|one| standard.level_of(one)).collect();
        let slow: Vec<_> = judged.axes.iter().map(|axis| axis.level).collect();
        prop_assert_eq!(levels, slow);
    }

    /// Law: no row of a survey says anything about より使いやすく: the level is 0 to 3 wherever there is one.
    #[test]
    fn easier_is_never_known((cells, options) in (rows(), options())) {
        let standard = tokyo_2024().compile().unwrap();
        let (evidence, _) = fast(&cells, &standard, &options);
        let axis = standard.axis_position(&"easier".parse().unwrap()).unwrap();
        let level = standard.level_of(standard.levels(axis, evidence.counted).unwrap());
        prop_assert_eq!((level.floor.get(), level.ceiling.get()), (0, 3));
    }

    /// Law: a stricter ratio never finds more candidates.
    #[test]
    fn a_stricter_ratio_finds_no_more(cells in rows()) {
        let standard = tokyo_2024().compile().unwrap();
        let bit = standard.bit(&"F3a".parse().unwrap()).unwrap();
        let found = |ratio: &str| {
            let mut options = EvidenceOptions::default();
            options.parameters.insert("shorten_ratio".into(), ratio.parse().unwrap());
            fast(&cells, &standard, &options).0.candidates.contains(bit)
        };
        prop_assert!(!found("0.5") || found("0.7"));
        prop_assert!(!found("0.7") || found("1"));
    }
}
