//! A parser that copies and searches from the beginning each time: slow, and easy to believe.

use tosei_markup::{MarkupDocument, NodeKind};

/// One line for each node: depth, kind, and what stands in it.
pub(crate) fn parse(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut depth = 0;
    let mut rest = text.to_owned();
    while !rest.is_empty() {
        let piece = first_piece(&rest);
        rest = rest[piece.len()..].to_owned();
        if piece.starts_with("</") {
            depth -= 1;
        } else if piece.starts_with("<!") || piece.starts_with("<?") {
            lines.push(format!("{depth} {piece}"));
        } else if piece.starts_with('<') {
            let empty = piece.ends_with("/>");
            let inner = piece[1..piece.len() - 1].trim_end_matches('/');
            let name: String = inner
                .chars()
                .take_while(|c| !" \t\r\n".contains(*c))
                .collect();
            lines.push(format!("{depth} <{name}"));
            let mut left = inner[name.len()..].trim_start().to_owned();
            while let Some((attribute, after)) = left.clone().split_once('=') {
                let quote = after.chars().next().unwrap();
                let value: String = after.chars().skip(1).take_while(|c| *c != quote).collect();
                lines.push(format!("{depth} @{attribute}={value}"));
                left = after[value.len() + 2..].trim_start().to_owned();
            }
            depth += u32::from(!empty);
        } else if depth > 0 {
            lines.push(format!("{depth} {piece}"));
        }
    }
    lines
}

/// A comment, CDATA section, instruction, DOCTYPE, tag (with `>` in values) or text.
fn first_piece(rest: &str) -> String {
    for (head, tail) in [
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("<?", "?>"),
        ("<!DOCTYPE", "]>"),
    ] {
        if let Some(inside) = rest.strip_prefix(head) {
            return rest[..head.len() + inside.find(tail).unwrap() + tail.len()].to_owned();
        }
    }
    if !rest.starts_with('<') {
        return rest[..rest.find('<').unwrap_or(rest.len())].to_owned();
    }
    let mut quote = None;
    let mut piece = String::new();
    for character in rest.chars() {
        piece.push(character);
        match quote {
            Some(open) if open == character => quote = None,
            None if character == '"' || character == '\'' => quote = Some(character),
            None if character == '>' => break,
            _ => {}
        }
    }
    piece
}

/// The same lines from a document that was read.
pub(crate) fn of_document(document: &MarkupDocument) -> Vec<String> {
    let mut lines = Vec::new();
    for node in document.nodes().skip(1) {
        let mut depth = 0;
        let mut at = node.parent();
        while let Some(parent) = at {
            depth += 1;
            at = parent.parent();
        }
        match node.as_element() {
            Some(element) => {
                lines.push(format!("{depth} <{}", element.qualified_name()));
                for a in element.attributes() {
                    lines.push(format!("{depth} @{}={}", a.qualified_name(), a.raw_value()));
                }
            }
            None => {
                assert_ne!(node.kind(), NodeKind::Document);
                lines.push(format!("{depth} {}", node.source()));
            }
        }
    }
    lines
}
