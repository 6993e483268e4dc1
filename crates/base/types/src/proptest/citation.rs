//! Strategies for citations.

use crate::citation::{
    AmendingAct, Citation, CitationEntry, CitationList, CitationParts, Division, LawName,
    MAX_NUMBER, MAX_NUMBER_PARTS, ProvisionNumber, SentencePart, Subitem, SupplementaryKind,
    TableRow,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Any number of a provision; mostly small ones without branches.
pub fn provision_numbers() -> impl Strategy<Value = ProvisionNumber> {
    let part = prop_oneof![4 => 1..=40u16, 1 => 1..=MAX_NUMBER];
    prop_oneof![
        3 => vec(part.clone(), 1..=2),
        1 => vec(part, 1..=MAX_NUMBER_PARTS),
    ]
    .prop_filter_map("parts are in range", |parts| {
        ProvisionNumber::try_new(&parts)
    })
}

/// Names of laws: usual ones, some with a citation or a sign of enumeration inside, and any text.
pub fn law_names() -> impl Strategy<Value = LawName> {
    let usual = select(vec![
        "法",
        "旧法",
        "河川法施行令",
        "見本市税条例",
        "平成21年総務省令第98号",
        "医薬品、医療機器等の品質、有効性及び安全性の確保等に関する法律",
        "地方自治法第二百五十二条の二十二第一項の中核市の指定に関する政令",
        "第98号",
        "第3条の特例に関する規則",
        "人事院規則一〇―四",
        "保険業法附則",
        "イ、ロ法",
        "及び法",
    ]);
    prop_oneof![
        4 => usual.prop_map(str::to_owned),
        1 => "[第条項号の附則別表一2３法令（）、；等イ及びA ]{1,12}",
        1 => "\\PC{1,20}",
    ]
    .prop_filter_map("a law name", |name| LawName::try_new(&name).ok())
}

fn subitems() -> impl Strategy<Value = Subitem> {
    let kana = select("イロハニホヘトチリヌルケコエス".chars().collect::<Vec<_>>());
    prop_oneof![
        kana.clone().prop_filter_map("kana", Subitem::kana),
        (1..=40u16).prop_filter_map("number", Subitem::number),
        kana.prop_filter_map("kana", Subitem::parenthesized_kana),
        (1..=39u16).prop_filter_map("roman", Subitem::roman),
    ]
}

fn divisions() -> impl Strategy<Value = Division> {
    let kind = select(vec![
        SupplementaryKind::Unstated,
        SupplementaryKind::Original,
        SupplementaryKind::Amending,
    ]);
    let act = prop_oneof![
        "(昭和|平成|令和)[1-9]{1,2}年[1-9]月[1-9]{1,2}日(法律|運輸省令|政令)第[1-9]{1,3}号",
        "[平成元年二八百号第月日1３〇A]{1,10}",
    ]
    .prop_filter_map("an act", |act| AmendingAct::try_new(&act).ok());
    prop_oneof![
        4 => Just(Division::Main),
        1 => (kind, option::of(act))
            .prop_map(|(kind, act)| Division::Supplementary { kind, act }),
        1 => (option::of(provision_numbers()), option::of(provision_numbers()))
            .prop_map(|(number, row)| Division::Schedule { number, row }),
    ]
}

fn table_rows() -> impl Strategy<Value = Option<TableRow>> {
    option::of(prop_oneof![
        provision_numbers().prop_map(TableRow::Row),
        provision_numbers().prop_map(TableRow::Item),
    ])
}

fn sentence_parts() -> impl Strategy<Value = SentencePart> {
    select(vec![
        SentencePart::Chapeau,
        SentencePart::Main,
        SentencePart::First,
        SentencePart::Middle,
        SentencePart::Last,
        SentencePart::Proviso,
    ])
}

/// Any citation.
pub fn citations() -> BoxedStrategy<Citation> {
    (
        option::weighted(0.3, law_names()),
        divisions(),
        option::weighted(0.8, provision_numbers()),
        option::of(provision_numbers()),
        option::weighted(0.3, provision_numbers()),
        option::weighted(0.1, table_rows()),
        vec(subitems(), 0..=2),
        option::weighted(0.2, sentence_parts()),
    )
        .prop_filter_map(
            "the parts fit together",
            |(law, division, article, paragraph, item, table, subitems, sentence)| {
                Citation::try_new(CitationParts {
                    law,
                    division,
                    article,
                    paragraph,
                    item,
                    table,
                    subitems,
                    sentence,
                })
                .ok()
            },
        )
        .boxed() // its tree of values is too large for the stack of a test thread
}

/// Any entry: a place, a range, an applied place, with or without 等.
pub fn citation_entries() -> BoxedStrategy<CitationEntry> {
    let range = (citations(), provision_numbers(), 0..3u8).prop_map(|(from, number, level)| {
        let mut to = from.clone().into_parts();
        match level {
            0 => to.article = Some(number),
            1 => to.paragraph = Some(number),
            _ => to.item = Some(number),
        }
        let one = CitationEntry::one(from.clone());
        Citation::try_new(to)
            .ok()
            .and_then(|to| CitationEntry::range(from, to).ok())
            .unwrap_or(one)
    });
    let any_range = (citations(), citations()).prop_map(|(a, b)| {
        let (from, to) = if a <= b { (a, b) } else { (b, a) };
        let one = CitationEntry::one(from.clone());
        CitationEntry::range(from, to).unwrap_or(one)
    });
    let entry = prop_oneof![
        3 => citations().prop_map(CitationEntry::one),
        1 => range,
        1 => any_range,
    ];
    (entry, option::weighted(0.2, citations()), any::<bool>())
        .prop_map(|(entry, by, others)| {
            let entry = match by {
                Some(by) => entry.clone().with_applied_by(by).unwrap_or(entry),
                None => entry,
            };
            if others { entry.with_others() } else { entry }
        })
        .boxed()
}

/// Any list of up to five entries.
pub fn citation_lists() -> impl Strategy<Value = CitationList> {
    vec(citation_entries(), 1..=5)
        .prop_filter_map("a list", |entries| CitationList::try_new(entries).ok())
}
