//! What a sentence stands in.

use tosei_types::coded_enum;

coded_enum! {
    /// 法令の別 (kind of instrument): whether the State or a local government made the law.
    pub enum Instrument: "kind of instrument" {
        /// 国の法令: an Act, a cabinet order or a ministerial ordinance.
        Statute = "statute" ("国の法令", "law of the State"),
        /// 例規: an ordinance, a rule or an instruction of a local government.
        Ordinance = "ordinance" ("例規", "law of a local government"),
        /// 不明: nobody said.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 規定の位置 (part of the law) that a sentence stands in.
    pub enum ProvisionPart: "part of a law" {
        /// 本則.
        Main = "main" ("本則", "main provisions"),
        /// 附則.
        Supplementary = "supplementary" ("附則", "supplementary provisions"),
        /// 別表・様式.
        Table = "table" ("別表等", "tables and forms"),
    }
}

/// 文脈 (context) of a bare sentence: what stands around it, as far as it is known.
///
/// What is left out counts as absent: without an article, a digital way in the next paragraph
/// is not seen.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::detect::{Context, Detector, Instrument};
///
/// let detector = Detector::standard();
/// let sentence = "市長は、その旨を市役所の掲示場に掲示しなければならない。";
/// let found = detector.sentence(sentence, &Context::new().of_instrument(Instrument::Ordinance));
/// let posting = detector.finding(&found.matches[0]).unwrap();
/// assert_eq!((posting.concept.as_str(), posting.confidence.code()), ("physical_posting", "likely"));
///
/// // The same words in an ordinance about promulgation are no obstacle for anybody.
/// let found = detector.sentence(sentence, &Context::new().with_title("架空市公告式条例"));
/// assert_eq!(found.matches[0].confidence.code(), "unlikely");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'t> {
    pub(crate) heading: &'t str,
    pub(crate) title: &'t str,
    pub(crate) lead: &'t str,
    pub(crate) article: &'t [&'t str],
    pub(crate) law: &'t [&'t str],
    pub(crate) instrument: Instrument,
    pub(crate) part: ProvisionPart,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'t> Context<'t> {
    /// Nothing is known about what stands around the sentence.
    #[must_use]
    pub fn new() -> Self {
        Self {
            heading: "",
            title: "",
            lead: "",
            article: &[],
            law: &[],
            instrument: Instrument::Unknown,
            part: ProvisionPart::Main,
        }
    }

    /// 見出し: the caption of the article.
    #[must_use]
    pub fn with_heading(self, heading: &'t str) -> Self {
        Self { heading, ..self }
    }

    /// 題名: the title of the law.
    #[must_use]
    pub fn with_title(self, title: &'t str) -> Self {
        Self { title, ..self }
    }

    /// 柱書: the sentence that leads the list of items in which the sentence stands.
    #[must_use]
    pub fn with_lead(self, lead: &'t str) -> Self {
        Self { lead, ..self }
    }

    /// 条: the sentences of the same article; the sentence itself may be among them.
    #[must_use]
    pub fn with_article(self, article: &'t [&'t str]) -> Self {
        Self { article, ..self }
    }

    /// 法令: sentences of the same law, such as a general provision on electronic ways.
    #[must_use]
    pub fn with_law(self, law: &'t [&'t str]) -> Self {
        Self { law, ..self }
    }

    /// 法令の別: whose law it is.
    #[must_use]
    pub fn of_instrument(self, instrument: Instrument) -> Self {
        Self { instrument, ..self }
    }

    /// The texts around the sentence by scope, in the order of [`Scope::ALL`](super::Scope::ALL).
    #[must_use]
    pub fn texts(&self) -> [Vec<&'t str>; 5] {
        [
            vec![self.heading],
            vec![self.title],
            vec![self.lead],
            self.article.to_vec(),
            self.law.to_vec(),
        ]
    }

    /// 規定の位置: main provisions, supplementary provisions or a table.
    #[must_use]
    pub fn in_part(self, part: ProvisionPart) -> Self {
        Self { part, ..self }
    }
}
