//! Any text as a sentence with references, in a law that has something to refer to.
//!
//! Laws: no panic; references are in order, do not overlap and lie on boundaries of characters; one
//! without a target has a reason; the citation of a target finds it.

use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let line: String = text.chars().filter(|c| !c.is_control()).collect();
    let law = format!(
        "第1章　総則\n第1条　甲は、次に掲げる。\n(1)　乙\nア　丙\n2　丁は、見る。\n第2条　{line}\n2　戊は、見る。\n第3条から第5条まで　削除\n附則\n1　公布の日から施行する。\n別表第1\n1　己"
    );
    let Ok(law) = LawDocument::read_text(law.as_bytes(), &Limits::default()) else {
        return;
    };
    for sentence in law.sentences() {
        let mut at = 0;
        for reference in sentence.references() {
            assert!(reference.span().start >= at && !reference.text().is_empty());
            at = reference.span().end;
            assert_eq!(reference.targets().is_empty(), reference.reason().is_some());
            for target in reference.targets() {
                if let Some(citation) = &target.citation {
                    assert!(law.find(citation).is_some(), "{citation}");
                }
            }
        }
    }
}
