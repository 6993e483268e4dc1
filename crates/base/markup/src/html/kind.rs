//! What the names of HTML elements mean for reading.

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose content is no markup and is not shown.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "title" | "iframe" | "noembed" | "noframes"
    )
}

/// Elements that are not shown, or (readings) not part of the text.
pub(super) fn is_hidden(name: &str) -> bool {
    is_raw(name) || matches!(name, "head" | "template" | "rt" | "rp" | "rtc")
}

pub(super) fn stays_in_head(name: &str) -> bool {
    is_raw(name)
        || matches!(
            name,
            "meta" | "link" | "base" | "template" | "noscript" | "head" | "html"
        )
}

/// Elements that begin and end a line.
pub(super) fn is_block(name: &str) -> bool {
    closes_paragraph(name)
        || matches!(
            name,
            "html"
                | "body"
                | "li"
                | "dt"
                | "dd"
                | "tr"
                | "thead"
                | "tbody"
                | "tfoot"
                | "caption"
                | "legend"
                | "option"
                | "optgroup"
                | "td"
                | "th"
        )
}

pub(super) fn closes_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}

/// What a start tag closes: the elements, and those beyond which it does not look.
pub(super) fn implied_ends(
    name: &str,
) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const CELL: &[&str] = &["td", "th", "table", "caption"];
    Some(match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir", "td", "th", "table"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "td", "th", "table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr", "caption"], &["table"]),
        "option" => (&["option"], &["select"]),
        "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
        _ if closes_paragraph(name) => (&["p"], CELL),
        _ => return None,
    })
}

/// Elements whose end tag may be left out.
pub(super) fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "body"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "colgroup"
            | "caption"
    )
}

/// An end tag does not look beyond these, unless it is that of a part of a table.
pub(super) fn is_barrier(open: &str, end: &str) -> bool {
    let of_table = matches!(
        end,
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "table" | "caption" | "body" | "html"
    );
    match open {
        "td" | "th" | "caption" => !of_table,
        "table" => !matches!(end, "table" | "body" | "html"),
        _ => false,
    }
}
