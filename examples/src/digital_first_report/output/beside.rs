//! The files that stand beside the report: answer sheets, causes, changes, the round.

use super::{
    super::{
        Failure,
        report::{Change, Report, Round, StructureShown},
    },
    csv::{file, number},
};
use serde_json::Value;
use std::io;
use tosei_inventory::answer_sheet::AnswerSheets;
use tosei_types::Language;

const BOTH: [Language; 2] = [Language::Ja, Language::En];

/// The files by name.
pub(super) fn files(report: &Report) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files = vec![("answer_sheets.json".to_owned(), answers(report)?)];
    let broken = |what| move |_: io::Error| Failure::Embedded { what };
    let mut put = |name: &str, content: Vec<u8>| files.push((name.to_owned(), content));
    if let Some(change) = &report.change {
        put("causes.csv", causes(change).map_err(broken("causes.csv"))?);
        put(
            "changes.csv",
            changes(change).map_err(broken("changes.csv"))?,
        );
    }
    if let Some(round) = &report.round {
        put("round.csv", sections(round).map_err(broken("round.csv"))?);
        let corrections = corrections(round).map_err(broken("corrections.csv"))?;
        put("corrections.csv", corrections);
    }
    Ok(files)
}

fn answers(report: &Report) -> Result<Vec<u8>, Failure> {
    let body = Some(report.source.body.ja.clone());
    let sheets = AnswerSheets::new(report.source.fictional, body, report.answer_sheets.clone());
    let mut json = serde_json::to_vec_pretty(&sheets).map_err(|_| Failure::Embedded {
        what: "answer_sheets.json",
    })?;
    json.push(b'\n');
    Ok(json)
}

/// Every effect of every cause: on the whole, and by department in each structure.
fn causes(change: &Change) -> io::Result<Vec<u8>> {
    let header = [
        "率ID rate",
        "体系 structure",
        "組織ID organisation",
        "組織名 name",
        "前回の分子 earlier numerator",
        "前回の分母 earlier denominator",
        "今回の分子 later numerator",
        "今回の分母 later denominator",
        "差 points",
        "要因",
        "cause",
        "影響 points",
        "影響（分数） effect",
        "対象の数 things",
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let of = |fraction: Option<super::super::report::Fraction>| {
        [
            number(fraction.map(|fraction| fraction.numerator)),
            number(fraction.map(|fraction| fraction.denominator)),
        ]
    };
    let mut put = |start: Vec<String>, effects: &[super::super::report::Effect]| {
        if effects.is_empty() {
            let mut row = start.clone();
            row.resize(header.len(), String::new());
            rows.push(row);
        }
        for effect in effects {
            let mut row = start.clone();
            row.extend(BOTH.map(|language| effect.cause.label(language).to_owned()));
            row.extend([
                effect.points.clone(),
                effect.effect.to_string(),
                number(effect.things),
            ]);
            rows.push(row);
        }
    };
    for rate in &change.rates {
        let mut start = vec![
            rate.id.to_string(),
            "全体 whole".to_owned(),
            String::new(),
            String::new(),
        ];
        start.extend(of(rate.earlier));
        start.extend(of(rate.later));
        start.push(rate.points.clone().unwrap_or_default());
        put(start, &rate.effects);
    }
    for table in &change.organisations {
        let structure = match table.structure {
            StructureShown::AsRecorded => "各時点のまま as recorded",
            StructureShown::Old => "旧体系 old",
            StructureShown::New => "新体系 new",
        };
        for row in &table.rows {
            let mut start = vec![
                table.rate.to_string(),
                structure.to_owned(),
                row.organisation
                    .as_ref()
                    .map_or_else(String::new, ToString::to_string),
                row.label.ja.clone(),
            ];
            if row.suppressed {
                start.extend(vec!["＊".to_owned(); 5]);
            } else {
                start.extend(of(row.earlier));
                start.extend(of(row.later));
                start.push(row.points.clone().unwrap_or_default());
            }
            put(start, &row.effects);
        }
    }
    file(&header, rows.into_iter())
}

/// Everything that differs: one row for each field that changed, one for each other change.
fn changes(change: &Change) -> io::Result<Vec<u8>> {
    let header = [
        "一覧 list",
        "異動",
        "change",
        "前のID earlier",
        "後のID later",
        "名称 name",
        "同じとした根拠",
        "why it is the same",
        "移管元 from",
        "移管先 to",
        "項目 field",
        "前 before",
        "後 after",
    ];
    let rows = change.changes.iter().flat_map(|item| {
        let kinds = |language: Language| {
            let kinds: Vec<&str> = item.kinds.iter().map(|kind| kind.label(language)).collect();
            kinds.join(if language == Language::Ja {
                "、"
            } else {
                "; "
            })
        };
        let reason = |language| {
            let reason = item.reason.as_ref();
            reason.map_or_else(String::new, |reason| reason.in_words(language))
        };
        let transfer = item.transfer.as_ref();
        let start = vec![
            item.list.code().to_owned(),
            kinds(Language::Ja),
            kinds(Language::En),
            item.earlier.join("; "),
            item.later.join("; "),
            item.name.clone(),
            reason(Language::Ja),
            reason(Language::En),
            transfer.map_or_else(String::new, |transfer| transfer.from.to_string()),
            transfer.map_or_else(String::new, |transfer| transfer.to.to_string()),
        ];
        let mut ends: Vec<[String; 3]> = item
            .fields
            .iter()
            .map(|field| [field.field.clone(), cell(&field.before), cell(&field.after)])
            .collect();
        if ends.is_empty() {
            ends.push(Default::default());
        }
        ends.into_iter().map(move |end| {
            let mut row = start.clone();
            row.extend(end);
            row
        })
    });
    file(&header, rows)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn sections(round: &Round) -> io::Result<Vec<u8>> {
    let header = [
        "組織ID organisation",
        "照会先 section",
        "状況",
        "state",
        "理由",
        "reason",
        "回答日 returned",
        "遅れ（日） days late",
        "督促 reminders",
        "未了の訂正 open corrections",
    ];
    let rows = round.sections.iter().map(|one| {
        let mut row = vec![one.organisation.to_string(), one.name.clone()];
        row.extend(BOTH.map(|language| one.state.label(language).to_owned()));
        row.extend(BOTH.map(|language| one.reason.label(language).to_owned()));
        row.extend([
            one.returned_on
                .map_or_else(String::new, |day| day.to_string()),
            number(one.days_late),
            number(one.reminders),
            number(one.open_corrections),
        ]);
        row
    });
    file(&header, rows)
}

fn corrections(round: &Round) -> io::Result<Vec<u8>> {
    let header = [
        "組織ID organisation",
        "照会先 section",
        "箇所 cell",
        "内容 what",
        "依頼日 asked on",
        "依頼者 asked by",
        "訂正日 corrected on",
        "訂正者 corrected by",
        "未了 open",
    ];
    let rows = round.corrections.iter().map(|one| {
        vec![
            one.organisation.to_string(),
            one.name.clone(),
            one.cell.clone().unwrap_or_default(),
            one.what.clone(),
            one.requested_on.to_string(),
            one.requested_by.clone().unwrap_or_default(),
            one.corrected_on
                .map_or_else(String::new, |day| day.to_string()),
            one.corrected_by.clone().unwrap_or_default(),
            if one.open { "○" } else { "" }.to_owned(),
        ]
    });
    file(&header, rows)
}
