//! 本文の点検 (checks of a law text): what was odd while reading, and what is odd in the tree.

use super::{
    LawDocument, LawNote, Provision, ProvisionKind as Kind, law_rules,
    tree::{small, wide},
};
use tosei_document::{Mark, PlaceRef, Sink, ValueRef};
use tosei_types::{Citation, ProvisionNumber};

/// A sentence with more characters is hardly one; the longest of the Acts that were read have about 4,000.
pub const LONG_SENTENCE_CHARS: usize = 10_000;

impl LawDocument {
    /// Reports what is odd, by the rules of [`law_rules`]: first what was found while reading, with line and
    /// column of the source, then what the tree shows, with the citation as subject.
    ///
    /// Numbers are looked at among articles of the main provisions and of each 附則, among the numbered
    /// paragraphs of an article, and among items. A gap is reported once, where it ends; deleted
    /// provisions and ranges fill gaps.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::law::{LawDocument, law_rules};
    /// use tosei_document::{Collector, Limits};
    ///
    /// let text = "第1条　甲は、届け出る。\n第3条　乙は、届け出る。\n第2条　丙は、届け出る。";
    /// let law = LawDocument::read_text(text.as_bytes(), &Limits::default())?;
    /// let mut collector = Collector::new(law_rules());
    /// law.report(&mut collector);
    /// let report = collector.into_report();
    /// let rules: Vec<(&str, Option<&str>)> =
    ///     report.findings().iter().map(|f| (&*f.rule, f.subject.as_deref())).collect();
    /// assert_eq!(rules, [
    ///     ("analog_regs.law.number_out_of_order", Some("第2条")),
    ///     ("analog_regs.law.number_gap", Some("第3条")),
    /// ]);
    /// # Ok::<(), tosei_analog_regs::law::LawTextError>(())
    /// ```
    pub fn report(&self, sink: &mut dyn Sink) {
        let mut reporter = Reporter { sink };
        for data in &self.notes {
            let place = match data.position {
                Some((line, column)) => PlaceRef::Line {
                    line,
                    column: Some(column),
                },
                None => PlaceRef::Document,
            };
            reporter.say(
                data.note,
                place,
                None,
                &[("found", ValueRef::Text(&data.found))],
            );
        }
        if self.more_notes > 0 {
            let values = [
                ("found", ValueRef::Text("…")),
                ("more", ValueRef::Number(self.more_notes)),
            ];
            reporter.say(LawNote::StrayText, PlaceRef::Document, None, &values);
        }
        for sentence in self.sentences() {
            // Counting characters is for the few that are long in bytes.
            if sentence.span().len() > LONG_SENTENCE_CHARS {
                let chars = sentence.text().chars().count();
                if chars > LONG_SENTENCE_CHARS {
                    let place = sentence.place_ja();
                    let values = [("found", ValueRef::Number(u64::from(small(chars))))];
                    reporter.say(
                        LawNote::SentenceTooLong,
                        PlaceRef::Document,
                        Some(&place),
                        &values,
                    );
                }
            }
        }
        self.check_numbers(&mut reporter);
        self.check_empty(&mut reporter);
    }

    /// Numbers among siblings, and of articles through the chapters of a part of the law.
    fn check_numbers(&self, reporter: &mut Reporter<'_>) {
        let mut last: Vec<Option<Provision<'_>>> = vec![None; self.provisions.len()];
        let mut scope = 0u32;
        let mut quoted_until = 0u32;
        for provision in self.provisions() {
            let kind = provision.kind();
            match kind {
                Kind::MainProvision | Kind::Supplement => scope = provision.number,
                Kind::Quote | Kind::Table => {
                    quoted_until = quoted_until.max(provision.data().subtree_end);
                }
                _ => {}
            }
            if provision.number < quoted_until {
                continue;
            }
            let holder = match kind {
                Kind::Article => scope,
                Kind::Item => provision.data().parent,
                Kind::Paragraph if provision.label().is_some() => provision.data().parent,
                _ => continue,
            };
            let Some(number) = provision.number() else {
                continue;
            };
            let Some(before) = last.get_mut(wide(holder)) else {
                continue;
            };
            match before.and_then(|p| Some((p, p.number_end().or(p.number())?))) {
                // A paragraph, behind an unnumbered first one.
                None if kind == Kind::Paragraph && number.head() == 2 => {}
                None => {
                    if number.head() > 1 && kind == Kind::Article {
                        // An excerpt, or 附則 that go on counting.
                    } else if number.head() > 1 && !in_amending(provision) {
                        reporter.number(LawNote::NumberGap, provision, number, None);
                    }
                }
                Some((_, previous)) if number == previous => {
                    reporter.number(LawNote::NumberRepeated, provision, number, Some(previous));
                }
                Some((_, previous)) if number < previous => {
                    reporter.number(LawNote::NumberOutOfOrder, provision, number, Some(previous));
                    continue;
                }
                // What was amended elsewhere is left out of 附則 (抄).
                Some((_, previous)) if !follows(previous, number) && !in_amending(provision) => {
                    reporter.number(LawNote::NumberGap, provision, number, Some(previous));
                }
                Some(_) => {}
            }
            *before = Some(provision);
        }
    }

    fn check_empty(&self, reporter: &mut Reporter<'_>) {
        for provision in self.provisions() {
            let data = provision.data();
            let counts = matches!(
                data.kind,
                Kind::Article | Kind::Item | Kind::Subitem | Kind::Supplement
            );
            let says_nothing = data.sentences.0 == data.sentences.1;
            if counts
                && says_nothing
                && !data.deleted
                && !provision.descendants().any(|p| p.kind() == Kind::Table)
            {
                let place = provision.place_ja();
                reporter.say(LawNote::Empty, PlaceRef::Document, Some(&place), &[]);
            }
        }
    }
}

fn in_amending(provision: Provision<'_>) -> bool {
    provision
        .nearest(Kind::Supplement)
        .is_some_and(|supplement| supplement.amending_act().is_some())
}

/// Whether a number is the next: 3 behind 2, 2の2 behind 2, 2の3 behind 2の2, 3 behind 2の2, 2の2の2 behind 2の2.
fn follows(previous: ProvisionNumber, number: ProvisionNumber) -> bool {
    let before: Vec<u16> = previous.parts().collect();
    let now: Vec<u16> = number.parts().collect();
    let common = before.iter().zip(&now).take_while(|(a, b)| a == b).count();
    match (before.get(common), now.get(common)) {
        // A branch of the one before begins with 2.
        (None, Some(first)) => *first == 2 && now.len() == common.saturating_add(1),
        (Some(a), Some(b)) => *b == a.saturating_add(1) && now.len() == common.saturating_add(1),
        _ => false,
    }
}

struct Reporter<'s> {
    sink: &'s mut dyn Sink,
}

impl Reporter<'_> {
    fn say(
        &mut self,
        note: LawNote,
        place: PlaceRef<'_>,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = law_rules().index(note.code()) {
            self.sink.accept(Mark {
                rule,
                place,
                subject,
                values,
            });
        }
    }

    fn number(
        &mut self,
        note: LawNote,
        provision: Provision<'_>,
        number: ProvisionNumber,
        previous: Option<ProvisionNumber>,
    ) {
        let subject = provision.citation().as_ref().map(Citation::to_string);
        let text = |number: ProvisionNumber| {
            let parts: Vec<String> = number.parts().map(|part| part.to_string()).collect();
            parts.join("の")
        };
        let found = text(number);
        let before = previous.map(text).unwrap_or_else(|| "0".to_owned());
        let values = [
            ("found", ValueRef::Text(&found)),
            ("before", ValueRef::Text(&before)),
        ];
        self.say(note, PlaceRef::Document, subject.as_deref(), &values);
    }
}
