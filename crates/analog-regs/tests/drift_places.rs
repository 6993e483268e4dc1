//! Which provision is which outside of the articles: forms, supplementary provisions of amending acts, remarks,
//! and what stands in a provision that was deleted.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_analog_regs::drift::{DriftEntry, LawDrift};
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

fn read(text: &str) -> LawDocument {
    LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
}

fn read_xml(main: &str) -> LawDocument {
    let xml = format!("<Law><LawBody>{main}</LawBody></Law>");
    LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap()
}

/// What became of the provisions whose place holds a word: the place in the old version, and in the new one.
fn became(old: &LawDocument, new: &LawDocument, word: &str) -> Vec<String> {
    let told = |one: DriftEntry| {
        let place = |place: Option<String>| place.unwrap_or_else(|| "-".to_owned());
        let kind = one.kind.code();
        format!("{} {} {kind}", place(one.old_place), place(one.new_place))
    };
    let drift = LawDrift::between(old, new);
    let entries: Vec<String> = drift.entries().map(told).collect();
    let of = entries.into_iter().filter(|entry| entry.contains(word));
    of.collect()
}

const FIRST: &str = "管理者は、毎月一回、職員に設備を点検させなければならない。";
const SECOND: &str = "使用料は、許可の際に納付書により納めるものとする。";
const LONG: &str = "住民は、市役所の窓口で台帳の写しの交付を受けることができる。";
const NEARLY: &str = "住民は、市役所の窓口で台帳の写しの交付を請求することができる。";

/// Case: a form is the one of its number, wherever it stands; its items are those of that form.
#[test]
fn a_form_is_known_by_its_number() {
    let first = "様式第1号（第2条関係）\n(1)　氏名\n(2)　住所\n";
    let second = "様式第2号（第3条関係）\n(1)　電話番号\n(2)　生年月日\n";
    let law = |forms: [&str; 2]| {
        read(&format!(
            "○架空市施設条例\n第1条　{FIRST}\n{}",
            forms.concat()
        ))
    };
    let (old, new) = (law([first, second]), law([second, first]));
    assert_eq!(
        became(&old, &new, "様式"),
        [
            "様式第1号第1号 様式第1号第1号 unchanged",
            "様式第1号第2号 様式第1号第2号 unchanged",
            "様式第2号第1号 様式第2号第1号 unchanged",
            "様式第2号第2号 様式第2号第2号 unchanged",
        ]
    );
}

/// Case: a schedule is the one of its number, too; the one that is gone is not the next one.
#[test]
fn a_schedule_is_known_by_its_number() {
    let first = "別表第1（第2条関係）\n1　会議室\n2　体育室\n";
    let second = "別表第2（第3条関係）\n1　午前の部\n2　午後の部\n";
    let law = |schedules: &[&str]| {
        read(&format!(
            "○架空市施設条例\n第1条　{FIRST}\n{}",
            schedules.concat()
        ))
    };
    let both = law(&[first, second]);
    let unchanged = |place: &str| format!("{place} {place} unchanged");
    assert_eq!(
        became(&both, &law(&[second, first]), "別表"),
        [
            "別表第1第1号",
            "別表第1第2号",
            "別表第2第1号",
            "別表第2第2号"
        ]
        .map(unchanged)
    );
    // Printed with other figures it is the same one.
    let kanji = first.replace("別表第1", "別表第一");
    let kanji = law(&[kanji.as_str(), second]);
    assert_eq!(became(&both, &kanji, "別表").len(), 4);
    assert!(
        became(&both, &kanji, "別表")
            .iter()
            .all(|line| line.ends_with("unchanged"))
    );
    assert_eq!(
        became(&both, &law(&[second]), "別表"),
        [
            "別表第1第1号 - vanished".to_owned(),
            "別表第1第2号 - vanished".to_owned(),
            unchanged("別表第2第1号"),
            unchanged("別表第2第2号"),
        ]
    );
}

/// Case: of two forms without a number the first is the first and the second the second.
#[test]
fn forms_of_one_name_go_in_order() {
    let law = |forms: [&str; 2]| {
        let forms = forms.map(|item| format!("様式（第2条関係）\n(1)　{item}\n"));
        read(&format!(
            "○架空市施設条例\n第1条　{FIRST}\n{}",
            forms.concat()
        ))
    };
    let (old, new) = (law(["氏名", "電話番号"]), law(["氏名", "生年月日"]));
    assert_eq!(
        became(&old, &old, "様式"),
        [
            "様式第1号 様式第1号 unchanged",
            "様式第1号 様式第1号 unchanged"
        ]
    );
    assert_eq!(
        became(&old, &new, "様式"),
        [
            "様式第1号 様式第1号 unchanged",
            "様式第1号 - vanished",
            "- 様式第1号 appeared"
        ]
    );
}

/// Case: of two supplementary provisions of amending acts each is that of its own act. The one that is gone is
/// not the next one.
#[test]
fn a_supplement_is_known_by_its_act() {
    let law = |supplements: &[(&str, &str)]| {
        let mut text = format!("○架空市施設条例\n第1条　{FIRST}\n");
        for (act, paragraph) in supplements {
            text.push_str(&format!("附　則{act}\n{paragraph}\n"));
        }
        read(&text)
    };
    let own = ("", "この条例は、公布の日から施行する。");
    let one = ("（平成26年3月28日条例第9号）", "平成26年4月1日から施行。");
    let other = ("（令和2年3月27日条例第4号）", "公布の日から施行する。");
    let last = ("（令和8年3月26日条例第2号）", "令和8年7月1日から施行。");
    let found = became(&law(&[own, one, other]), &law(&[own, other, last]), "附則");
    assert_eq!(
        found,
        [
            "附則 附則 unchanged",
            "改正附則（平成26年3月28日条例第9号） - vanished",
            "改正附則（令和2年3月27日条例第4号） 改正附則（令和2年3月27日条例第4号） unchanged",
            "- 改正附則（令和8年3月26日条例第2号） appeared",
        ]
    );
}

/// Case: items of remarks that were rewritten nearly whole are still looked for among the items of the schedule.
#[test]
fn an_item_of_remarks_is_found_though_they_were_rewritten() {
    let law = |remarks: &str| {
        read(&format!(
            "○架空市施設条例\n第1条　{FIRST}\n別表第1（第1条関係）\n備考\n{remarks}"
        ))
    };
    let old = law(&format!("1　利用時間及び休業日\n2　{SECOND}\n3　{FIRST}\n"));
    let rewritten = "電磁的記録の閲覧に係る額は、規則で別に定めるところにより減免する。";
    let new = law(&format!("1　利用時間及び休業日\n2　{rewritten}\n"));
    assert_eq!(
        became(&old, &new, "備考"),
        [
            "別表第1（備考第1号） 別表第1（備考第1号） unchanged",
            "別表第1（備考第2号） - vanished",
            "別表第1（備考第3号） - vanished",
            "- 別表第1（備考第2号） appeared",
        ]
    );
}

/// Case: an item is never a paragraph of another article, nor a paragraph an item, however alike they are.
#[test]
fn another_kind_of_provision_is_no_counterpart_elsewhere() {
    let law = |in_first: &str, in_second: &str| {
        read(&format!(
            "○架空市施設条例\n第1条　{FIRST}\n{in_first}第2条　{SECOND}\n{in_second}"
        ))
    };
    let item = |text: &str| format!("(1)　{text}\n");
    let paragraph = |text: &str| format!("2　{text}\n");
    let became = |old: &str, new: &str| became(&law(old, ""), &law("", new), "第2");
    assert_eq!(
        became(&item(LONG), &paragraph(NEARLY)),
        [
            "第2条 第2条 changed",
            "第2条 第2条第1項 moved",
            "- 第2条第2項 appeared"
        ]
    );
    assert_eq!(
        became(&paragraph(LONG), &item(NEARLY)),
        [
            "第1条第2項 - vanished",
            "第2条 第2条 changed",
            "第2条 第2条 changed",
            "- 第2条第1号 appeared"
        ]
    );
    // Of one kind they are.
    assert_eq!(
        became(&paragraph(LONG), &paragraph(NEARLY)).first(),
        Some(&"第1条第2項 第2条第2項 moved_and_changed".to_owned())
    );
}

/// Case: what stands in a deleted article is gone with it, its paragraphs, too.
#[test]
fn what_stands_in_a_deleted_article_is_gone() {
    let article = |mark: &str| {
        let paragraph = |number: u32, text: &str| {
            format!(
                "<Paragraph Num=\"{number}\"><ParagraphNum>{number}</ParagraphNum><ParagraphSentence>\
                 <Sentence>{text}</Sentence></ParagraphSentence></Paragraph>"
            )
        };
        format!(
            "<MainProvision><Article Num=\"2\"{mark}><ArticleTitle>第二条</ArticleTitle>{}{}</Article>\
             </MainProvision>",
            paragraph(1, FIRST),
            paragraph(2, SECOND)
        )
    };
    let (kept, deleted, nothing) = (
        read_xml(&article("")),
        read_xml(&article(" Delete=\"true\"")),
        read_xml("<MainProvision></MainProvision>"),
    );
    let all = ["第2条", "第2条第1項", "第2条第2項"];
    let told = |said: &dyn Fn(&str) -> String| all.map(said).to_vec();
    assert_eq!(
        became(&kept, &nothing, ""),
        told(&|place| format!("{place} - vanished"))
    );
    assert_eq!(
        became(&nothing, &kept, ""),
        told(&|place| format!("- {place} appeared"))
    );
    assert_eq!(became(&deleted, &nothing, ""), [""; 0]);
    assert_eq!(became(&nothing, &deleted, ""), [""; 0]);
    // Nor is it a counterpart of what says the same.
    assert_eq!(
        became(&kept, &deleted, ""),
        told(&|place| format!("{place} - vanished"))
    );
}

/// Case: a paragraph is left out beside a new article alone where it is the only one of it; what stands in a
/// supplement, or is one of two, or came into an article that was there, is told.
#[test]
fn which_paragraphs_appear() {
    let appeared = |old: &str, new: &str| {
        let law = |text: &str| read(&format!("○架空市施設条例\n第1条　{FIRST}\n{text}"));
        became(&law(old), &law(new), "appeared")
    };
    assert_eq!(
        appeared("", &format!("第2条　{SECOND}\n")),
        ["- 第2条 appeared"]
    );
    assert_eq!(
        appeared("", &format!("第2条　{SECOND}\n2　{LONG}\n")),
        [
            "- 第2条 appeared",
            "- 第2条第1項 appeared",
            "- 第2条第2項 appeared"
        ]
    );
    assert_eq!(
        appeared("", &format!("2　{SECOND}\n")),
        ["- 第1条第2項 appeared"]
    );
    // Rewritten as one paragraph, an article is known by its heading; what it says is new.
    let headed = |text: &str| format!("（納付）\n第2条　{text}\n");
    let two = format!("{SECOND}\n2　{LONG}");
    assert_eq!(
        appeared(&headed(&two), &headed("電磁的記録は、これを原本とみなす。")),
        ["- 第2条 appeared"]
    );
    assert_eq!(
        appeared("", "附　則\nこの条例は、公布の日から施行する。\n"),
        ["- 附則 appeared"]
    );
}
