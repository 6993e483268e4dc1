//! The two languages of a page and the switch between them.
//!
//! Both languages stand in the page, each text marked with its own; two radio buttons and one rule
//! of the style sheet hide the one that is not chosen, from the eye, from screen readers and from
//! the printer. There is no script. A browser that does not know the rule shows both.

use crate::text::{Text, visible_text};
use maud::{Markup, html};
use tosei_types::Language;

/// Both languages, in the order in which the switch offers them.
pub(crate) const LANGUAGES: [Language; 2] = [Language::Ja, Language::En];

/// The language's tag (BCP 47), which is also its class in the style sheet.
pub(crate) const fn tag(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}

/// A text of the crate's own, in both languages.
pub(crate) fn words(ja: &str, en: &str) -> Markup {
    html! {
        span.ja lang="ja" { (ja) }
        span.en lang="en" { (en) }
    }
}

/// A text in both languages; a text of the data is kept apart from what stands around it (`bdi`).
pub(crate) fn both(text: &Text) -> Markup {
    if text.is_single() {
        html! {
            bdi lang=(tag(text.language(Language::Ja))) { (shown(text, Language::Ja)) }
        }
    } else {
        html! {
            @for language in LANGUAGES {
                span class=(tag(language)) lang=(tag(language)) { (shown(text, language)) }
            }
        }
    }
}

/// The text of one language as a page may contain it; escaping is left to the template.
pub(crate) fn shown(text: &Text, language: Language) -> String {
    visible_text(text.in_language(language)).into_owned()
}

/// The switch: a group of two radio buttons that says its name in both languages.
pub(crate) fn switch(start: Language) -> Markup {
    html! {
        fieldset.switch {
            legend { "表示言語" " " span lang="en" { "Language" } }
            @for language in LANGUAGES {
                @let id = format!("_language-{}", tag(language));
                input type="radio" name="language" id=(id) value=(tag(language))
                    checked=[(language == start).then_some("checked")];
                label for=(id) lang=(tag(language)) {
                    @match language { Language::Ja => "日本語", Language::En => "English" }
                }
            }
        }
    }
}
