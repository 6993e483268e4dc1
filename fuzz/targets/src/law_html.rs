//! Any bytes as a page of an ordinance database.
//!
//! Laws: no panic; the text is the page's visible text; spans lie in it and in the source.

use tosei_analog_regs::law::{LawDocument, law_rules};
use tosei_document::{Collector, Limits};
use tosei_markup::html::HtmlPage;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let limits = Limits {
        items: 100_000,
        ..Limits::default()
    };
    let Ok(law) = LawDocument::read_html(bytes, &limits) else {
        return;
    };
    if let Ok(page) = HtmlPage::read(bytes, &limits) {
        assert_eq!(law.text(), page.text());
        for sentence in law.sentences().take(200) {
            assert!(page.source().get(sentence.source_span()).is_some());
        }
    }
    for sentence in law.sentences().take(200) {
        assert!(law.text().get(sentence.span()).is_some());
        let _ = (sentence.place_ja(), sentence.references());
    }
    let mut collector = Collector::new(law_rules());
    law.report(&mut collector);
}
