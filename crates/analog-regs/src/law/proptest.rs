//! Strategies for law texts, for laws of other modules and our own.

use proptest::{collection::vec, prelude::*, sample::select};

const SENTENCES: &[&str] = &[
    "甲は、届け出なければならない。",
    "前条の規定は、適用しない。",
    "次に掲げる者（以下「甲」という。）は、閲覧することができる。",
    "ただし、市長が認めるときは、この限りでない。",
    "住民",
    "第2条第1項及び前項の規定による。",
    "河川法（昭和39年法律第167号）第9条から第11条までの規定による。",
    "甲ハ届出ヅベシ",
    "同条第2項の「乙」は、丙とする。",
    "別表第1及び附則第2項に定める",
    "（閉じない",
    "」第３条",
];

/// One line of a law text, with or without a number.
fn lines() -> impl Strategy<Value = String> {
    let number = 1..=30u16;
    let sentence = || select(SENTENCES);
    prop_oneof![
        4 => (number.clone(), sentence()).prop_map(|(n, s)| format!("第{n}条　{s}")),
        1 => (number.clone(), 2..=4u16, sentence()).prop_map(|(n, b, s)| format!("第{n}条の{b}　{s}")),
        3 => (2..=6u16, sentence()).prop_map(|(n, s)| format!("{n}　{s}")),
        3 => (1..=6u16, sentence()).prop_map(|(n, s)| format!("({n})　{s}")),
        2 => (select(vec!["一", "二", "三", "二の二"]), sentence()).prop_map(|(n, s)| format!("{n}　{s}")),
        2 => (select(vec!["イ", "ロ", "ア", "（１）", "（イ）", "（ｉ）"]), sentence()).prop_map(|(n, s)| format!("{n}　{s}")),
        1 => number.prop_map(|n| format!("第{n}章　総則")),
        1 => select(vec![
            "（目的）", "附則", "附　則（平成10年条例第5号）抄", "別表第1（第3条関係）", "様式第1号", "目次",
            "第3条から第5条まで　削除", "備考　甲", "○架空市条例", "平成9年9月24日", "甲\t乙", "", "　", "\t",
        ]).prop_map(str::to_owned),
        2 => sentence().prop_map(str::to_owned),
        1 => "[第一二3条項号の（）「」。、　ア-ン\t]{0,12}",
    ]
}

/// Any text of lines as laws have them, in any order.
pub fn law_texts() -> impl Strategy<Value = String> {
    (vec(lines(), 0..24), select(vec!["\n", "\r\n"])).prop_map(|(lines, end)| lines.join(end))
}

/// Articles with paragraphs that are numbered as they should be, and an insertion between two of them is
/// neutral.
pub fn regular_articles() -> impl Strategy<Value = Vec<String>> {
    let article = (select(SENTENCES), vec(select(SENTENCES), 0..4));
    vec(article, 1..8).prop_map(|articles| {
        let numbered = (1u16..).zip(articles);
        let of = |(number, (first, others)): (u16, (&str, Vec<&str>))| {
            let mut lines = vec![format!("第{number}条　{first}")];
            lines.extend(
                (2u16..)
                    .zip(others)
                    .map(|(n, other)| format!("{n}　{other}")),
            );
            lines.join("\n")
        };
        numbered.map(of).collect()
    })
}

/// XML that is often not that of a law, or of anything.
pub fn nearly_law_xml() -> impl Strategy<Value = String> {
    let names = vec![
        "Law",
        "LawBody",
        "LawTitle",
        "MainProvision",
        "Article",
        "ArticleTitle",
        "ArticleCaption",
        "Paragraph",
        "ParagraphSentence",
        "Sentence",
        "Column",
        "Item",
        "ItemTitle",
        "ItemSentence",
        "Subitem1",
        "Ruby",
        "Rt",
        "QuoteStruct",
        "Table",
        "TableRow",
        "TableColumn",
        "SupplProvision",
        "SupplProvisionLabel",
        "AppdxTable",
        "Other",
        "TOC",
        "TOCChapter",
    ];
    let step = prop_oneof![
        5 => select(names.clone()).prop_map(|name| format!("<{name}>")),
        5 => select(names.clone()).prop_map(|name| format!("</{name}>")),
        1 => select(names).prop_map(|name| format!("<{name}/>")),
        1 => select(vec!["<Article Num=\"9_3\">", "<Item Num='2:4'>", "<Article Num=\"x\" Delete='true'>",
            "<SupplProvision AmendLawNum=\"平成二六年法律第一号\">", "<Sentence Function=\"proviso\">"])
            .prop_map(str::to_owned),
        4 => select(SENTENCES).prop_map(str::to_owned),
        1 => select(vec!["\n  ", "&amp;", "&x;", "<![CDATA[甲<]]>", "<!--乙-->", "<?x?>", "<", ">", "\"", "<a b='>'>"])
            .prop_map(str::to_owned),
    ];
    vec(step, 0..60).prop_map(|steps| steps.concat())
}
