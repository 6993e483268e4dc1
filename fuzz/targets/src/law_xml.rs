//! Any bytes as 法令標準XML.
//!
//! Laws: no panic; pieces are in order, do not overlap and lie in their provisions; sentences and
//! references lie on boundaries of characters; the report names known rules.

use tosei_analog_regs::law::{LawDocument, law_rules};
use tosei_document::{Collector, Limits};

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let limits = Limits {
        items: 100_000,
        ..Limits::default()
    };
    // Bytes of any form are a law text of some form, or refused.
    if let Ok(law) = LawDocument::read(bytes, &limits) {
        assert!(
            law.sentences()
                .take(200)
                .all(|one| law.text().get(one.span()).is_some())
        );
    }
    let Ok(law) = LawDocument::read_xml(bytes, &limits) else {
        return;
    };
    let mut at = 0;
    for piece in law.pieces() {
        assert!(piece.span().start >= at && !piece.text().is_empty());
        let outer = piece.provision().span();
        assert!(outer.start <= piece.span().start && piece.span().end <= outer.end);
        at = piece.span().end;
    }
    for sentence in law.sentences().take(200) {
        assert!(law.text().get(sentence.span()).is_some());
        let _ = (
            sentence.citation(),
            sentence.place_ja(),
            sentence.references(),
        );
    }
    let mut collector = Collector::new(law_rules());
    law.report(&mut collector);
}
