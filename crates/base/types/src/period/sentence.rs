//! Sentences about a period that name no length.
//!
//! The last predicate of a Japanese sentence decides what it says, so the rules look at the end
//! of the text, and at the clause before it only where it changes the class: a period that is not
//! set *because it is a 届出* is one that no response is due of.

use super::{
    ProcessingPeriodStatement,
    text::{contains_any, ends_with_any, is_dash, skip, take},
};

/// The classes that a sentence without a length can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    NoneSet,
    NoResponseDue,
    Unknown,
    CaseByCase,
}

impl From<Class> for ProcessingPeriodStatement {
    fn from(class: Class) -> Self {
        match class {
            Class::NoneSet => Self::NoneSet,
            Class::NoResponseDue => Self::NoResponseDue,
            Class::Unknown => Self::Unknown,
            Class::CaseByCase => Self::CaseByCase,
        }
    }
}

/// Words that make a sentence speak of only a part of the cases.
const PARTIAL: [&str; 6] = ["一部", "場合は", "以外は", "ものは", "除き", "除いて"];

const NEGATION: [&str; 4] = ["なし", "無し", "ない", "無い"];

const RULE: [&str; 4] = ["規定", "規程", "定め", "設定"];

const NOT_SET: [&str; 13] = [
    "定められていない",
    "定めていない",
    "定めることができない",
    "定められない",
    "定めない",
    "設定されていない",
    "設定していない",
    "設定することができない",
    "設定できない",
    "設定しない",
    "設けていない",
    "規定されていない",
    "規定していない",
];

const UNKNOWN: [&str; 15] = [
    "不明",
    "把握していない",
    "把握しておらず",
    "把握しない",
    "把握できない",
    "把握できていない",
    "把握困難",
    "把握が困難",
    "把握は困難",
    "把握が難しい",
    "推計も困難",
    "推計困難",
    "調査中",
    "集計中",
    "確認中",
];

const CANNOT_ANSWER: [&str; 13] = [
    "回答不可",
    "回答困難",
    "回答は困難",
    "回答が困難",
    "回答することは困難",
    "回答することが困難",
    "回答できない",
    "未回答",
    "記入不可",
    "記入できない",
    "記載不可",
    "記載できない",
    "空欄としている",
];

const CANNOT_SHOW: [&str; 4] = [
    "示すことは不可能",
    "示すことは困難",
    "示すことが困難",
    "示すことができない",
];

const DEPENDS_ON: [&str; 5] = ["により", "によって", "ごとに", "毎に", "ごとの"];

const DIFFERS: [&str; 5] = ["異なり", "異なる", "様々", "まちまち", "変動"];

const DIFFERS_AT_END: [&str; 7] = [
    "異なる",
    "異なります",
    "様々",
    "まちまち",
    "変動する",
    "変動",
    "変わる",
];

/// What a period can depend on in 「…による」.
const GROUNDS: [&str; 12] = [
    "事例",
    "案件",
    "事案",
    "ケース",
    "内容",
    "程度",
    "状況",
    "申請者",
    "手続",
    "手続き",
    "規模",
    "難易度",
];

/// What a text says, by its sentences and its parts between semicolons and lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    One(Class),
    Mixed,
    Nothing,
}

/// The class of a whole cell in squeezed text; lines are separated by `;`.
pub(super) fn said(text: &str) -> Said {
    let listed = text.contains(';');
    let mut classes = text
        .split(['。', ';'])
        .filter(|part| !part.is_empty())
        .map(class_of)
        .collect::<Vec<_>>();
    let last = classes.last().copied().flatten();
    let unclear = classes.iter().any(Option::is_none);
    classes.retain(Option::is_some);
    classes.dedup();
    match (last, classes.len()) {
        (_, 2..) => Said::Mixed,
        (Some(class), _) if !(listed && unclear) => Said::One(class),
        _ => Said::Nothing,
    }
}

/// The class of one sentence, if it is surely one.
pub(super) fn class_of(sentence: &str) -> Option<Class> {
    if !sentence.is_empty() && sentence.chars().all(is_dash) {
        return Some(Class::Unknown);
    }
    let sentence = predicate(sentence);
    if contains_any(sentence, &PARTIAL) {
        return None;
    }
    if says_no_response(sentence) {
        Some(Class::NoResponseDue)
    } else if says_none_set(sentence) {
        Some(Class::NoneSet)
    } else if ends_with_any(sentence, &UNKNOWN) || says_not_reported(sentence) {
        Some(Class::Unknown)
    } else if says_it_depends(sentence) {
        Some(Class::CaseByCase)
    } else if ends_with_any(sentence, &CANNOT_ANSWER) {
        // Something differs, but nothing says from what to what: perhaps case by case.
        let unclear = sentence.contains("一概に") || contains_any(sentence, &DIFFERS);
        (!unclear).then_some(Class::Unknown)
    } else {
        None
    }
}

/// The sentence without what may follow its predicate (である, ため).
fn predicate(mut sentence: &str) -> &str {
    const AFTER: [&str; 6] = ["である", "です", "ため", "ので", "、", "の"];
    while let Some(shorter) = AFTER.iter().find_map(|word| sentence.strip_suffix(word)) {
        sentence = shorter;
    }
    sentence
}

/// 届出のため…なし, 応答なし, 応答を要しない.
fn says_no_response(sentence: &str) -> bool {
    const ACTS: [&str; 6] = ["届出等", "報告等", "通知等", "届出", "報告", "通知"];
    const BECAUSE: [&str; 5] = ["であるため", "のため", "なので", "のみで", "につき"];
    let because = take(sentence, &ACTS).and_then(|rest| take(rest, &BECAUSE));
    let rest = skip(because.unwrap_or(sentence), &["、", ","]);
    let nothing_due = ["対象外", "不要"].contains(&rest) || NEGATION.contains(&rest);
    let done_on_filing = contains_any(sentence, &["届出を以て", "届出をもって"])
        && sentence.ends_with("処理期間を要しない");
    says_no_answer(rest)
        || done_on_filing
        || (because.is_some() && (nothing_due || says_none_set(rest)))
}

fn says_no_answer(text: &str) -> bool {
    let Some(rest) = take(text, &["諾否の応答", "応答"]) else {
        return false;
    };
    let rest = skip(rest, &["は", "が", "を"]);
    let rest = ["手続き", "手続"]
        .iter()
        .find_map(|word| rest.strip_suffix(word))
        .unwrap_or(rest);
    NEGATION.contains(&rest) || ["要しない", "必要としない", "不要"].contains(&rest)
}

/// 規定なし, 標準処理期間の定めなし, …の理由により設定しない.
fn says_none_set(sentence: &str) -> bool {
    if not_set_phrase(sentence) {
        return true;
    }
    // Whatever stands before it is the reason.
    [
        sentence.rfind("標準的な処理期間"),
        sentence.rfind("標準処理期間"),
        sentence
            .rfind("理由により")
            .and_then(|at| at.checked_add("理由により".len())),
    ]
    .into_iter()
    .flatten()
    .filter_map(|at| sentence.get(at..))
    .any(|rest| NOT_SET.contains(&after_subject(rest).1))
}

/// The rest after 標準処理期間を and the like, and whether such a subject stood there.
fn after_subject(text: &str) -> (bool, &str) {
    const SUBJECT: [&str; 4] = [
        "標準的な処理期間",
        "標準的処理期間",
        "標準処理期間",
        "処理期間",
    ];
    const PARTICLE: [&str; 6] = ["については", "についての", "は", "を", "の", "が"];
    let subject = take(text, &SUBJECT).map(|rest| skip(rest, &["(期限)"]));
    (subject.is_some(), skip(subject.unwrap_or(text), &PARTICLE))
}

/// A phrase of nothing but modifiers, subject and negation.
fn not_set_phrase(phrase: &str) -> bool {
    let rest = without_modifiers(phrase);
    let (named, rest) = match after_subject(rest) {
        (false, _) => match take(rest, &["期間の", "期間は"]) {
            Some(rest) => (true, rest),
            None => (rest.starts_with("期間"), rest),
        },
        subject => subject,
    };
    let rest = without_modifiers(rest);
    if NOT_SET.contains(&rest) {
        return true;
    }
    let negated = |text: &str| NEGATION.contains(&skip(text, &["は", "が", "の"]));
    match take(rest, &RULE) {
        Some(after_rule) => negated(after_rule),
        None => named && negated(skip(rest, &["期間"])),
    }
}

fn without_modifiers(mut text: &str) -> &str {
    const MODIFIERS: [&str; 10] = [
        "法令上、",
        "法令上の",
        "法令上",
        "特段の",
        "特段",
        "特に",
        "明確な",
        "具体的な",
        "現時点で",
        "、",
    ];
    while let Some(shorter) = take(text, &MODIFIERS) {
        text = shorter;
    }
    text
}

/// 地方における手続であり、国への報告義務がないため.
fn says_not_reported(sentence: &str) -> bool {
    ends_with_any(sentence, &["報告義務がない", "報告義務が無い"])
        && contains_any(sentence, &["地方", "自治体", "都道府県", "市町村"])
}

/// 案件による, 自治体により異なる, 案件ごとに異なり…回答することは困難.
fn says_it_depends(sentence: &str) -> bool {
    if let Some(grounds) = sentence.strip_suffix("による") {
        return ends_with_any(grounds, &GROUNDS) && !grounds.contains('、');
    }
    if let Some(grounds) = sentence.strip_suffix("によって変更") {
        return ends_with_any(grounds, &GROUNDS);
    }
    if !contains_any(sentence, &DEPENDS_ON) {
        return false;
    }
    let refused = ends_with_any(sentence, &CANNOT_ANSWER) || ends_with_any(sentence, &CANNOT_SHOW);
    ends_with_any(sentence, &DIFFERS_AT_END) || (refused && contains_any(sentence, &DIFFERS))
}
