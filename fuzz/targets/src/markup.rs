//! Any bytes as XML and as HTML, as such.
//!
//! Laws: no panic; an unedited XML file is written as it was read; nodes lie in the source, in order, each
//! inside its parent; a position of a line and a column is the offset that it came from; the text of a page
//! is that of its blocks.

use tosei_document::{Collector, Limits};
use tosei_markup::{
    MarkupDocument,
    html::{HtmlPage, html_rules},
};

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let limits = Limits {
        items: 10_000,
        ..Limits::default()
    };
    if let Ok(document) = MarkupDocument::read(bytes, &limits) {
        xml(&document, bytes);
    }
    if let Ok(page) = HtmlPage::read(bytes, &limits) {
        html(&page);
    }
}

fn xml(document: &MarkupDocument, bytes: &[u8]) {
    assert_eq!(document.write(), bytes, "an unedited file is identical");
    let lines = document.line_index();
    let text = document.text();
    let mut at = 0;
    for node in document.nodes() {
        let span = node.span();
        assert!(
            span.start >= at && span.end <= text.len(),
            "nodes are in order"
        );
        at = span.start;
        assert_eq!(text.get(span.clone()), Some(node.source()));
        if let Some(parent) = node.parent() {
            let outer = parent.span();
            assert!(outer.start <= span.start && span.end <= outer.end);
        }
        let position = lines.position(text, span.start);
        assert_eq!(
            lines.offset(text, position),
            Some(span.start),
            "{position:?}"
        );
    }
    let mut seen = 0;
    for element in document.root().descendant_elements() {
        seen += 1;
        for attribute in element.attributes() {
            let span = attribute.value_span();
            assert_eq!(text.get(span), Some(attribute.raw_value()));
            let _ = (
                attribute.value(),
                attribute.namespace(),
                attribute.local_name(),
            );
        }
        let content = element.content_span();
        let outer = element.span();
        assert!(outer.start <= content.start && content.end <= outer.end);
    }
    assert!(seen <= document.node_count());
}

fn html(page: &HtmlPage) {
    let mut at = 0;
    for block in page.blocks() {
        let span = block.span();
        assert!(
            span.start >= at && span.end <= page.text().len(),
            "blocks are in order"
        );
        assert_eq!(page.text().get(span.clone()), Some(block.text()));
        let source = page.source_of(span.clone());
        assert!(page.source().get(source).is_some());
        at = span.end;
    }
    for element in page.elements() {
        assert!(page.source().get(element.source_span()).is_some());
        let _ = (element.attribute("class"), element.parent());
    }
    let _ = (page.title(), page.tables());
    let mut sink = Collector::new(html_rules());
    page.report(&mut sink);
}
