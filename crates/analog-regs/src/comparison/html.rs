//! The table as a page.

use super::{ComparisonTable, difference::TextPart};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use tosei_types::Language;

const STYLE: &str = "body{font-family:sans-serif;line-height:1.7;margin:2em}table{border-collapse:collapse;width:100%;table-layout:fixed}\
th,td{border:1px solid #777;padding:.5em;vertical-align:top;white-space:pre-wrap}mark{background:none;text-decoration:underline;font-weight:bold}\
.label{border:2px solid #777;display:inline-block;padding:.2em .8em}";

impl ComparisonTable {
    /// The table as an HTML page of its own, without scripts: new text left, old text right, what changed underlined.
    #[must_use]
    pub fn to_html(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        let title = if ja {
            "新旧対照表"
        } else {
            "Comparison of old and new"
        };
        let (new, old, none) = if ja {
            ("改正後", "改正前", "（なし）")
        } else {
            ("New", "Old", "(none)")
        };
        let law = self.law.as_deref().unwrap_or_default();
        let cell = |place: &Option<String>, parts: &[TextPart]| -> Markup {
            html! {
                td {
                    @match place {
                        Some(place) => { strong { (place) } "\n" (marked(parts)) }
                        None => { (none) }
                    }
                }
            }
        };
        let page = html! {
            (DOCTYPE)
            html lang=(if ja { "ja" } else { "en" }) {
                head {
                    meta charset="utf-8";
                    title { (title) " " (law) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    h1 { (title) }
                    p { (law) }
                    p.label { (self.label(language)) }
                    table {
                        thead { tr { th scope="col" { (new) } th scope="col" { (old) } } }
                        tbody {
                            @for row in &self.rows {
                                tr {
                                    (cell(&row.new_place, &row.text.new))
                                    (cell(&row.old_place, &row.text.old))
                                }
                            }
                        }
                    }
                }
            }
        };
        page.into_string()
    }
}

fn marked(parts: &[TextPart]) -> Markup {
    html! {
        @for part in parts {
            @if part.changed { mark { (part.text) } } @else { (part.text) }
        }
    }
}
