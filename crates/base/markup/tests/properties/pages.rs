//! Laws of pages.

use proptest::prelude::*;
use tosei_document::Limits;
use tosei_markup::{html::HtmlPage, proptest::nearly_documents};

fn page(html: &str) -> HtmlPage {
    HtmlPage::read(html.as_bytes(), &Limits::default()).unwrap()
}

proptest! {
    /// Law: whatever a page is, its text lies in blocks in order, and each comes from the source.
    #[test]
    fn every_page_is_read(html in nearly_documents()) {
        let page = page(&html);
        let mut end = 0;
        for block in page.blocks() {
            let span = block.span();
            prop_assert!(span.start >= end && !block.text().is_empty());
            prop_assert!(page.text()[end..span.start].len() <= 1, "one separator");
            let source = page.source_of(span.clone());
            prop_assert!(page.source().get(source).is_some());
            end = span.end;
        }
        prop_assert_eq!(end, page.text().len());
        for element in page.elements() {
            prop_assert!(page.source().get(element.source_span()).is_some());
            prop_assert!(page.text().get(element.span()).is_some());
        }
        for (at, character) in page.text().char_indices() {
            let span = page.source_of(at..at + character.len_utf8());
            let source = page.source().get(span).unwrap();
            let gap = source.is_empty() && matches!(character, ' ' | '\n' | '\t');
            prop_assert!(gap || source.starts_with(character) || source.starts_with('&'), "{source:?}");
        }
    }

    /// Law: a text written as a page is what the page shows.
    #[test]
    fn a_text_that_is_written_is_shown(lines in prop::collection::vec("[ぁ-ん第条（）　0-9<&>]{1,12}", 0..6)) {
        let escape = |line: &String| line.replace('&', "&amp;").replace('<', "&lt;");
        let html: String = lines.iter().map(|line| format!("<p>{}\n", escape(line))).collect();
        let page = page(&html);
        prop_assert_eq!(page.text(), lines.join("\n"));
    }
}
