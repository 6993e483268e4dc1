//! A whole law: every sentence with what stands around it.

use super::candidate::Candidate;
use super::condition::Scope;
use super::context::{Instrument, ProvisionPart};
use super::detector::{Detector, end_of};
use super::groups::GroupSet;
use super::program::{Anchor, Seen, Surroundings};
use super::scan::{Hit, Scanned};
use crate::law::{LawDocument, Provision, ProvisionId, ProvisionKind, Sentence};
use std::ops::Range;

/// One sentence after the pass: where its hits are.
#[derive(Debug, Clone, Copy)]
struct Passed {
    hits: (usize, usize),
    scanned: Scanned,
}

/// A law after the pass, and what was worked out about its parts so far.
struct Walk<'d> {
    detector: &'d Detector,
    hits: Vec<Hit>,
    passed: Vec<Passed>,
    around: Surroundings,
    /// The provision that heading and article in `around` are about.
    article: Option<ProvisionId>,
    /// The provision that the leading sentences in `around` are about.
    lead: Option<ProvisionId>,
    /// Room for texts that are no sentences.
    spare: Vec<Hit>,
}

impl Instrument {
    /// 法令の別 by the number and the title of a law: 「平成十四年法律第百五十一号」, 「…条例」. Rules of commissions of
    /// the State (国家公安委員会規則) are the State's, those of a prefecture's (公安委員会規則) are not.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::detect::Instrument;
    ///
    /// assert_eq!(Instrument::guess(None, Some("昭和三十九年法律第百六十七号")), Instrument::Statute);
    /// assert_eq!(Instrument::guess(Some("架空市駐車場条例"), None), Instrument::Ordinance);
    /// assert_eq!(Instrument::guess(Some("覚書"), None), Instrument::Unknown);
    /// ```
    #[must_use]
    pub fn guess(name: Option<&str>, number: Option<&str>) -> Self {
        const STATE: [&str; 7] = [
            "法律",
            "政令",
            "省令",
            "府令",
            "庁令",
            "勅令",
            "最高裁判所規則",
        ];
        // Whose rules are the State's: 国家行政組織法 別表第一, 内閣府設置法 64条, 人事院 and 会計検査院. A prefecture has a
        // 公安委員会 and a 労働委員会 of its own.
        const STATE_COMMISSIONS: [&str; 11] = [
            "人事院規則",
            "会計検査院規則",
            "公正取引委員会規則",
            "国家公安委員会規則",
            "個人情報保護委員会規則",
            "カジノ管理委員会規則",
            "公害等調整委員会規則",
            "公安審査委員会規則",
            "中央労働委員会規則",
            "運輸安全委員会規則",
            "原子力規制委員会規則",
        ];
        const LOCAL: [&str; 5] = ["条例", "規則", "訓令", "要綱", "規程"];
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let number = number.unwrap_or_default();
        let name = name.unwrap_or_default();
        let of_state = has(number, &STATE) || has(number, &STATE_COMMISSIONS);
        if of_state || (number.is_empty() && name.ends_with('法')) {
            Self::Statute
        } else if has(number, &LOCAL) || LOCAL.iter().any(|word| name.ends_with(word)) {
            Self::Ordinance
        } else {
            Self::Unknown
        }
    }
}

impl Detector {
    /// Every sentence of a law with a finding, or too long to be looked at whole, in the order of the text.
    ///
    /// What stands around a sentence is taken from the law: the heading of its article and of the
    /// chapters around it, the title, the leading sentences of the list that it is in, the other
    /// sentences of the article and of the law.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::{detect::{Confidence, Detector, Instrument}, law::LawDocument};
    /// use tosei_document::Limits;
    ///
    /// let text = "○架空市自転車駐車場条例\n（届出）\n第3条　利用者は、市長に書面を提出しなければならない。\n第4条　市長は、料金表を掲示しなければならない。\n";
    /// let law = LawDocument::read_text(text.as_bytes(), &Limits::default())?;
    /// let found = Detector::standard().law(&law, Instrument::Ordinance);
    /// let places: Vec<String> = found.iter().filter_map(|one| Some(one.citation.as_ref()?.to_string())).collect();
    /// assert_eq!(places, ["第3条", "第4条"]);
    /// assert_eq!(found[1].record(Detector::standard()).categories, ["written_posting"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn law<'l>(&self, law: &'l LawDocument, instrument: Instrument) -> Vec<Candidate<'l>> {
        let mut walk = Walk::new(self, law);
        let mut anchors: Vec<(usize, Anchor)> = Vec::new();
        let mut found = Vec::new();
        for sentence in law.sentences() {
            let Some(passed) = walk.passed_of(sentence) else {
                continue;
            };
            let cut = passed.scanned.cut;
            if !self.asks(&passed.scanned.groups) && !cut {
                continue;
            }
            walk.look_around(sentence);
            let text = sentence.text();
            let seen = Seen {
                text,
                hits: walk.hits.get(passed.range()).unwrap_or_default(),
                groups: passed.scanned.groups,
                around: &walk.around,
                instrument,
                part: part_of(sentence.provision()),
                end: end_of(text),
            };
            let matches = self.judged(&seen, &mut anchors);
            if !matches.is_empty() || cut {
                found.push(Candidate {
                    sentence,
                    citation: sentence.citation(),
                    matches,
                    cut,
                });
            }
        }
        found
    }
}

impl Passed {
    fn range(self) -> Range<usize> {
        self.hits.0..self.hits.1
    }
}

impl<'d> Walk<'d> {
    fn new(detector: &'d Detector, law: &LawDocument) -> Self {
        let mut hits = Vec::new();
        let mut of_law = GroupSet::default();
        let mut passed = Vec::with_capacity(law.sentences().len());
        for sentence in law.sentences() {
            let first = hits.len();
            let scanned = detector.scan(sentence.text(), &mut hits);
            of_law.add(&scanned.groups);
            passed.push(Passed {
                hits: (first, hits.len()),
                scanned,
            });
        }
        let mut walk = Self {
            detector,
            hits,
            passed,
            around: Surroundings::default(),
            article: None,
            lead: None,
            spare: Vec::new(),
        };
        let title = walk.groups_in(law.name());
        walk.around.set(Scope::Title, title);
        walk.around.set(Scope::Law, of_law);
        walk
    }

    fn passed_of(&self, sentence: Sentence<'_>) -> Option<Passed> {
        let at = usize::try_from(sentence.id().get()).ok()?;
        self.passed.get(at).copied()
    }

    fn groups_in(&mut self, text: Option<&str>) -> GroupSet {
        self.spare.clear();
        let text = text.unwrap_or_default();
        self.detector.scan(text, &mut self.spare).groups
    }

    fn groups_of<'l>(&self, sentences: impl Iterator<Item = Sentence<'l>>) -> GroupSet {
        let mut groups = GroupSet::default();
        for passed in sentences.filter_map(|sentence| self.passed_of(sentence)) {
            groups.add(&passed.scanned.groups);
        }
        groups
    }

    /// Brings what stands around up to a sentence; the same provisions are not looked through twice.
    fn look_around(&mut self, sentence: Sentence<'_>) {
        let provision = sentence.provision();
        let article = around_of(provision);
        if self.article != Some(article.id()) {
            self.article = Some(article.id());
            let mut headings = self.groups_in(article.heading());
            for outer in article.ancestors() {
                let own = outer.kind().is_division();
                let more = self.groups_in(outer.heading().filter(|_| own));
                headings.add(&more);
            }
            self.around.set(Scope::Heading, headings);
            let groups = self.groups_of(article.all_sentences());
            self.around.set(Scope::Article, groups);
        }
        let leads = provision.parent().filter(|_| is_listed(provision.kind()));
        if self.lead != leads.map(Provision::id) {
            self.lead = leads.map(Provision::id);
            let mut groups = GroupSet::default();
            let mut next = leads;
            while let Some(outer) = next {
                groups.add(&self.groups_of(outer.sentences()));
                next = outer.parent().filter(|_| is_listed(outer.kind()));
            }
            self.around.set(Scope::Lead, groups);
        }
    }
}

/// The article, or what stands in its place: a paragraph of a law without articles, a schedule.
fn around_of(provision: Provision<'_>) -> Provision<'_> {
    let mut at = provision;
    while at.kind() != ProvisionKind::Article {
        let Some(outer) = at.parent() else {
            break;
        };
        let outside = outer.kind().is_division()
            || matches!(
                outer.kind(),
                ProvisionKind::Law | ProvisionKind::MainProvision | ProvisionKind::Supplement
            );
        if outside {
            break;
        }
        at = outer;
    }
    at
}

/// Whether sentences of this kind of provision stand under the sentences of what is around it.
fn is_listed(kind: ProvisionKind) -> bool {
    matches!(
        kind,
        ProvisionKind::Item
            | ProvisionKind::Subitem
            | ProvisionKind::List
            | ProvisionKind::Table
            | ProvisionKind::TableRow
            | ProvisionKind::TableCell
    )
}

fn part_of(provision: Provision<'_>) -> ProvisionPart {
    let around = std::iter::once(provision).chain(provision.ancestors());
    for kind in around.map(Provision::kind) {
        match kind {
            ProvisionKind::Supplement => return ProvisionPart::Supplementary,
            ProvisionKind::Schedule
            | ProvisionKind::SupplementSchedule
            | ProvisionKind::Appendix
            | ProvisionKind::Table => return ProvisionPart::Table,
            _ => {}
        }
    }
    ProvisionPart::Main
}
