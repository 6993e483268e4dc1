//! Any text as an ordinance that was pasted, and as two versions of one.
//!
//! Laws: no panic; the text is kept character by character; a citation reads back as itself and its
//! provision is found; a version does not drift from itself; comparing gives both texts back.

use tosei_analog_regs::{
    comparison::compare_texts,
    drift::{DriftKind, LawDrift},
    law::LawDocument,
};
use tosei_document::Limits;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let limits = Limits {
        items: 100_000,
        ..Limits::default()
    };
    let read = |text: &str| LawDocument::read_text(text.as_bytes(), &limits);
    let Ok(law) = read(text) else { return };
    // A byte order mark is no part of the text.
    assert_eq!(law.text(), text.strip_prefix('\u{FEFF}').unwrap_or(text));
    for sentence in law.sentences().take(200) {
        if let Some(citation) = sentence.citation() {
            assert_eq!(citation.to_string().parse().ok(), Some(citation));
        }
        let _ = sentence.references();
    }
    let half = (0..=text.len() / 2)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let Ok(other) = read(&text[half..]) else {
        return;
    };
    if law.provisions().len() < 300 {
        assert!(
            LawDrift::between(&law, &law)
                .entries()
                .all(|entry| entry.kind == DriftKind::Unchanged)
        );
        let drift = LawDrift::between(&law, &other);
        assert!(
            drift
                .entries()
                .all(|entry| entry.common_pairs <= entry.all_pairs)
        );
    }
    let compared = compare_texts(text, &text[half..]);
    assert_eq!(
        compared
            .old
            .iter()
            .map(|part| part.text.as_str())
            .collect::<String>(),
        text
    );
}
