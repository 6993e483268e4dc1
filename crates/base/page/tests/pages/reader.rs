//! Reads a page back: is it well formed, and what does it say?

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::collections::{BTreeMap, BTreeSet};

/// Elements of HTML that have no end.
const VOID: [&str; 9] = [
    "meta", "input", "br", "wbr", "hr", "img", "link", "col", "source",
];

/// An element with its attributes, the text right inside it, and the element around it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
    pub(crate) parent: Option<usize>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split(' ').any(|one| one == class)
    }
}

/// All elements of a page in the order in which they begin.
pub(crate) struct Read {
    pub(crate) elements: Vec<Element>,
    /// Every piece of text with the element right around it.
    texts: Vec<(usize, String)>,
}

impl Read {
    /// Reads a page; panics at the first thing that is not well formed.
    pub(crate) fn page(html: &str) -> Self {
        let mut reader = Reader::from_str(html);
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut texts: Vec<(usize, String)> = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let element = element(&start, open.last().copied());
                    let is_void = VOID.contains(&element.name.as_str());
                    elements.push(element);
                    if is_void {
                        // quick-xml expects an end tag, HTML has none.
                        reader.config_mut().check_end_names = false;
                    } else {
                        open.push(elements.len() - 1);
                    }
                }
                Event::End(end) => {
                    let at = open.pop().expect("an end tag without a start");
                    let name = end.name().as_ref().to_owned();
                    assert_eq!(elements[at].name, name, "crossed tags");
                }
                Event::Empty(start) => panic!("empty-element syntax: {start:?}"),
                Event::Text(text) => {
                    let text: &str = &text;
                    assert!(!text.contains('<'), "bare < in {text}");
                    match open.last() {
                        Some(&at) => texts.push((at, text.to_owned())),
                        None => assert!(text.trim().is_empty(), "text outside the root: {text}"),
                    }
                }
                Event::GeneralRef(reference) => {
                    let name: &str = &reference;
                    let text = match name {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        other => panic!("unknown reference &{other};"),
                    };
                    texts.push((*open.last().unwrap(), text.to_owned()));
                }
                Event::DocType(_) => assert!(elements.is_empty(), "late DOCTYPE"),
                Event::Eof => break,
                other => panic!("unexpected {other:?}"),
            }
        }
        assert!(open.is_empty(), "unclosed elements");
        let roots = elements.iter().filter(|e| e.parent.is_none()).count();
        assert_eq!(roots, 1, "one root");
        for (at, text) in &texts {
            elements[*at].text.push_str(text);
        }
        Self { elements, texts }
    }

    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (usize, &'a Element)> {
        self.elements
            .iter()
            .enumerate()
            .filter(move |(_, element)| element.name == name)
    }

    /// The elements around one, nearest first, itself included.
    pub(crate) fn around(&self, at: usize) -> impl Iterator<Item = &Element> {
        std::iter::successors(Some(at), |&at| self.elements[at].parent).map(|at| &self.elements[at])
    }

    /// All text inside an element.
    pub(crate) fn text_in(&self, at: usize) -> String {
        let element: *const Element = &self.elements[at];
        let inside =
            |text: &&(usize, String)| self.around(text.0).any(|e| std::ptr::eq(e, element));
        self.texts
            .iter()
            .filter(inside)
            .map(|(_, text)| text.as_str())
            .collect()
    }

    /// Everything that every page must be, whatever it shows.
    pub(crate) fn check(&self) {
        self.check_names();
        self.check_safety();
        self.check_languages();
        self.check_access();
    }

    /// Names are unique, and whatever points at a name finds it.
    fn check_names(&self) {
        let mut names = BTreeSet::new();
        for element in &self.elements {
            if let Some(id) = element.attribute("id") {
                assert!(names.insert(id), "two elements are named {id}");
            }
        }
        for element in &self.elements {
            if let Some(href) = element.attribute("href") {
                let name = href.strip_prefix('#').expect("links stay in the page");
                assert!(names.contains(name), "{href} leads nowhere");
            }
            for attribute in ["aria-labelledby", "aria-describedby", "for"] {
                for name in element
                    .attribute(attribute)
                    .unwrap_or_default()
                    .split_whitespace()
                {
                    assert!(names.contains(name), "{attribute}={name} points nowhere");
                }
            }
            let fill = element.attribute("fill").unwrap_or_default();
            if let Some(name) = fill.strip_prefix("url(#").and_then(|f| f.strip_suffix(')')) {
                assert!(names.contains(name), "{fill} points nowhere");
            }
        }
    }

    /// Nothing runs, and nothing is loaded.
    fn check_safety(&self) {
        const KNOWN: &[&str] = &[
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "a",
            "header",
            "fieldset",
            "legend",
            "input",
            "label",
            "span",
            "bdi",
            "p",
            "h1",
            "h2",
            "h3",
            "div",
            "dl",
            "dt",
            "dd",
            "nav",
            "ol",
            "ul",
            "li",
            "main",
            "section",
            "figure",
            "figcaption",
            "details",
            "summary",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "code",
            "strong",
            "footer",
            "svg",
            "desc",
            "pattern",
            "path",
            "rect",
            "line",
            "circle",
            "text",
            "tspan",
        ];
        for element in &self.elements {
            assert!(KNOWN.contains(&element.name.as_str()), "<{}>", element.name);
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on"), "{name}={value}");
                assert!(!["src", "srcset", "style", "action", "data"].contains(&name.as_str()));
                assert!(!value.contains("://"), "{name}={value}");
            }
        }
        let (_, style) = self.named("style").next().unwrap();
        assert!(!style.text.contains("url(") && !style.text.contains("@import"));
        assert_eq!(self.named("style").count(), 1);
    }

    /// Words stand under a language, and what shows in one language shows in the other.
    fn check_languages(&self) {
        let mut counts = BTreeMap::from([("ja", 0), ("en", 0)]);
        for (at, element) in self.elements.iter().enumerate() {
            for (class, count) in &mut counts {
                if element.has_class(class) {
                    assert_eq!(element.attribute("lang"), Some(*class), "{element:?}");
                    *count += 1;
                }
            }
            if element.text.chars().any(char::is_alphabetic) {
                assert!(
                    self.around(at)
                        .any(|around| around.attribute("lang").is_some()),
                    "{element:?}"
                );
            }
        }
        assert_eq!(counts["ja"], counts["en"]);
    }

    /// Drawings have titles, tables have captions and scopes, regions can be reached by keyboard.
    fn check_access(&self) {
        for (at, svg) in self.named("svg") {
            assert_eq!(svg.attribute("role"), Some("img"));
            for child in ["title", "desc"] {
                let (child_at, _) = self
                    .named(child)
                    .find(|(_, element)| element.parent == Some(at))
                    .expect("a drawing says what it shows");
                assert!(!self.text_in(child_at).trim().is_empty());
            }
        }
        for (at, _) in self.named("table") {
            assert!(
                self.named("caption")
                    .any(|(_, caption)| caption.parent == Some(at))
            );
            let region = &self.elements[self.elements[at].parent.unwrap()];
            assert_eq!(region.attribute("role"), Some("region"));
            assert_eq!(region.attribute("tabindex"), Some("0"));
            assert!(region.attribute("aria-labelledby").is_some());
        }
        for (_, heading) in self.named("th") {
            assert!(matches!(heading.attribute("scope"), Some("col" | "row")));
        }
        for heading in ["h1", "h2", "h3", "summary", "caption", "figcaption"] {
            for (at, _) in self.named(heading) {
                assert!(!self.text_in(at).trim().is_empty(), "an empty {heading}");
            }
        }
    }
}

fn element(start: &BytesStart, parent: Option<usize>) -> Element {
    let name = start.name().as_ref().to_owned();
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.expect("every attribute has one value in quotes");
        let key = attribute.key.as_ref().to_owned();
        let raw: &str = &attribute.value;
        assert!(!raw.contains('<'), "bare < in {key}={raw}");
        let value = raw
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        assert!(
            attributes.insert(key, value).is_none(),
            "an attribute twice"
        );
    }
    Element {
        name,
        attributes,
        text: String::new(),
        parent,
    }
}
