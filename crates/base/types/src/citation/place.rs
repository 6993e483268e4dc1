//! One place in a statute.

use super::{
    error::CitationPartsError,
    law::AmendingAct,
    law::LawName,
    number::{MAX_NUMBER_PARTS, ProvisionNumber},
    subitem::Subitem,
    write::StatuteStyle,
};

/// How many levels of subitems a citation has at most.
pub const MAX_SUBITEMS: usize = 4;

/// 条項号 (legal citation): one place in a statute, 「河川法施行令第9条の3第1項第2号」.
///
/// # Invariant
///
/// See [`CitationPartsError`] for what parts do not form a citation. That the place exists in
/// the law is not known here.
///
/// # What is kept apart
///
/// 第9条 cites the whole article and 第9条第1項 its first paragraph. Where an article has one paragraph the
/// two mean the same text, but only the statute tells; as values they differ, and
/// [`covers`](Self::covers) says that the first holds the second. Likewise 第9条第2号 (an item of
/// an article of one paragraph) and 第9条第1項第2号 differ.
///
/// # Order
///
/// The order of the statute, compared level by level: law (by its characters; none first),
/// [`Division`] (本則, 附則, 別表), article, paragraph, item, table row, subitems, part of the sentence. A
/// place comes before the places within it, and 第9条の3 after 第9条 and before 第10条.
///
/// # Wire form
///
/// A string: the canonical half-width text. Full-width and kanji numerals are read too.
///
/// # Source
///
/// `egov-law-xml`: the forms of citations and the levels that occur in the statutes themselves.
///
/// # Examples
///
/// ```
/// use tosei_types::Citation;
///
/// let citation: Citation = "第百六条の二十三第三項".parse()?;
/// assert_eq!(citation.to_string(), "第106条の23第3項");
/// assert_eq!(citation.statute_style().to_string(), "第百六条の二十三第三項");
/// assert_eq!(citation, "第１０６条の２３第３項".parse()?);
///
/// let error = "第9条3項".parse::<Citation>().unwrap_err(); // as people write it, but not regular
/// assert_eq!(error.code(), "types.citation.unexpected_text");
/// assert_eq!(error.position().unwrap().byte_offset, "第9条".len());
/// # Ok::<(), tosei_types::CitationError>(())
/// ```
#[doc(alias = "条項号")]
#[doc(alias = "根拠条項")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    parts: CitationParts,
}

/// The parts of a [`Citation`]; `try_new` checks that they fit together.
///
/// The derived order is that of citations: the fields are compared from the first to the last, and
/// an absent level comes first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct CitationParts {
    /// 法令名: the law, if the text names it.
    pub law: Option<LawName>,
    /// 本則, 附則 or 別表.
    pub division: Division,
    /// 条.
    pub article: Option<ProvisionNumber>,
    /// 項.
    pub paragraph: Option<ProvisionNumber>,
    /// 号.
    pub item: Option<ProvisionNumber>,
    /// A table within the provision: `Some(None)` the table, `Some(Some(row))` one row.
    pub table: Option<Option<TableRow>>,
    /// イ, (1), (i) …, from the higher to the lower level.
    pub subitems: Vec<Subitem>,
    /// 本文, ただし書, 前段, 後段 ….
    pub sentence: Option<SentencePart>,
}

/// The part of a statute that a place lies in, in the order of the statute.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Division {
    /// 本則 (main provisions): what is meant where nothing is said.
    #[default]
    Main,
    /// 附則 (supplementary provisions).
    Supplementary {
        /// Whether the text says 制定附則 or 改正附則.
        kind: SupplementaryKind,
        /// The act the 附則 came with, if the text names it.
        act: Option<AmendingAct>,
    },
    /// 別表 (schedule).
    Schedule {
        /// 第1, 第1の2; a single 別表 has no number.
        number: Option<ProvisionNumber>,
        /// 「…の項」: a row of the table.
        row: Option<ProvisionNumber>,
    },
}

/// Which 附則 is meant, as far as one word says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum SupplementaryKind {
    /// 附則, and nothing more.
    #[default]
    Unstated,
    /// 制定附則 (also 原始附則): of the act that made the law.
    Original,
    /// 改正附則: of an act that amended it.
    Amending,
}

/// One row of a table within a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TableRow {
    /// 「の表の3の項」.
    Row(ProvisionNumber),
    /// 「の表第8号」.
    Item(ProvisionNumber),
}

/// A part of the sentences of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SentencePart {
    /// 各号列記以外の部分 (also 柱書): what stands before the items.
    Chapeau,
    /// 本文 (main sentence), where a ただし書 follows.
    Main,
    /// 前段 (first sentence).
    First,
    /// 中段 (middle sentence of three).
    Middle,
    /// 後段 (last sentence).
    Last,
    /// ただし書 (proviso).
    Proviso,
}

impl SentencePart {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Chapeau => "chapeau",
            Self::Main => "main",
            Self::First => "first",
            Self::Middle => "middle",
            Self::Last => "last",
            Self::Proviso => "proviso",
        }
    }

    /// The word in a citation.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Chapeau => "各号列記以外の部分",
            Self::Main => "本文",
            Self::First => "前段",
            Self::Middle => "中段",
            Self::Last => "後段",
            Self::Proviso => "ただし書",
        }
    }
}

impl CitationParts {
    fn check(&self) -> Result<(), CitationPartsError> {
        use CitationPartsError as E;
        let provision = self.article.is_some() || self.paragraph.is_some() || self.item.is_some();
        match &self.division {
            Division::Main if !provision => return Err(E::NoProvision),
            Division::Main => {
                if self.law.is_some() && self.article.is_none() && self.paragraph.is_none() {
                    return Err(E::ItemUnderLaw);
                }
            }
            Division::Schedule { number, row } => {
                if self.article.is_some() || self.table.is_some() {
                    return Err(E::ArticleInSchedule);
                }
                let full = number.is_some_and(|number| number.parts().count() == MAX_NUMBER_PARTS);
                if row.is_some_and(|row| row.has_branches() || full) {
                    return Err(E::TableRow);
                }
            }
            Division::Supplementary { .. } => {}
        }
        let in_schedule = matches!(self.division, Division::Schedule { .. });
        if self.table.is_some() && !provision {
            return Err(E::TableRow);
        }
        if !self.subitems.is_empty() && !provision && !in_schedule {
            return Err(E::SubitemWithoutParent);
        }
        let repeated = self
            .subitems
            .iter()
            .zip(self.subitems.iter().skip(1))
            .any(|(upper, lower)| upper.kind() == lower.kind());
        if self.subitems.len() > MAX_SUBITEMS || repeated {
            return Err(E::SubitemLevels);
        }
        Ok(())
    }
}

impl Citation {
    /// Puts parts together.
    ///
    /// # Errors
    ///
    /// [`CitationPartsError`], one variant for each rule.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::{Citation, CitationParts, Division, LawName, ProvisionNumber};
    ///
    /// let citation = Citation::try_new(CitationParts {
    ///     law: Some(LawName::try_new("見本市税条例")?),
    ///     division: Division::default(),
    ///     article: ProvisionNumber::try_new(&[18, 15]),
    ///     ..CitationParts::default()
    /// })?;
    /// assert_eq!(citation.to_string(), "見本市税条例第18条の15");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn try_new(parts: CitationParts) -> Result<Self, CitationPartsError> {
        parts.check()?;
        Ok(Self { parts })
    }

    /// An article of the main provisions, without a law.
    #[must_use]
    pub fn of_article(article: ProvisionNumber) -> Self {
        Self {
            parts: CitationParts {
                article: Some(article),
                ..CitationParts::default()
            },
        }
    }

    /// All parts.
    #[must_use]
    pub fn parts(&self) -> &CitationParts {
        &self.parts
    }

    /// All parts, to change some and [put them together](Self::try_new) again.
    #[must_use]
    pub fn into_parts(self) -> CitationParts {
        self.parts
    }

    /// 法令名: the law, if the text names it.
    #[must_use]
    pub fn law(&self) -> Option<&LawName> {
        self.parts.law.as_ref()
    }

    /// The same place, with this law in front.
    ///
    /// # Errors
    ///
    /// [`CitationPartsError::ItemUnderLaw`] if the citation is nothing but a 号.
    pub fn with_law(self, law: LawName) -> Result<Self, CitationPartsError> {
        Self::try_new(CitationParts {
            law: Some(law),
            ..self.parts
        })
    }

    /// The same place without its law, for writing it behind one that has it.
    pub(super) fn without_law(self) -> Self {
        Self {
            parts: CitationParts {
                law: None,
                ..self.parts
            },
        }
    }

    /// 本則, 附則 or 別表.
    #[must_use]
    pub fn division(&self) -> &Division {
        &self.parts.division
    }

    /// 条 with its branches.
    #[must_use]
    pub fn article(&self) -> Option<ProvisionNumber> {
        self.parts.article
    }

    /// 項; `None` where the text names none, also if the article has only one.
    #[must_use]
    pub fn paragraph(&self) -> Option<ProvisionNumber> {
        self.parts.paragraph
    }

    /// 号 with its branches.
    #[must_use]
    pub fn item(&self) -> Option<ProvisionNumber> {
        self.parts.item
    }

    /// 号の細分, from the higher level to the lower.
    #[must_use]
    pub fn subitems(&self) -> &[Subitem] {
        &self.parts.subitems
    }

    /// 本文, ただし書, 前段, 後段 ….
    #[must_use]
    pub fn sentence(&self) -> Option<SentencePart> {
        self.parts.sentence
    }

    /// Whether the other place is this one or lies within it.
    ///
    /// 第9条 covers 第9条第1項第2号, but not 第9条の2, which is another article. Places of different laws, or one
    /// with a law and one without, never cover each other, and 第9条第2号 does not cover 第9条第1項第2号: only the
    /// statute tells whether they are the same.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tosei_types::Citation;
    /// let article: Citation = "第9条".parse()?;
    /// assert!(article.covers(&"第9条第1項ただし書".parse()?));
    /// assert!(!article.covers(&"第9条の2".parse()?));
    /// # Ok::<(), tosei_types::CitationError>(())
    /// ```
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let (outer, inner) = (&self.parts, &other.parts);
        let mut cut = inner.clone();
        let mut keep = false; // whether a level below the one looked at is named in `outer`
        if outer.sentence.is_none() {
            cut.sentence = None;
        } else {
            keep = true;
        }
        if !keep {
            cut.subitems.truncate(outer.subitems.len());
            keep = !outer.subitems.is_empty();
        }
        if !keep {
            match outer.table {
                None => cut.table = None,
                Some(None) => cut.table = cut.table.map(|_| None),
                Some(Some(_)) => {}
            }
            keep = outer.table.is_some();
        }
        for (upper, lower) in [
            (outer.item, &mut cut.item),
            (outer.paragraph, &mut cut.paragraph),
            (outer.article, &mut cut.article),
        ] {
            if !keep && upper.is_none() {
                *lower = None;
            }
            keep = keep || upper.is_some();
        }
        if let (false, Division::Schedule { row: None, .. }, Division::Schedule { row, .. }) =
            (keep, &outer.division, &mut cut.division)
        {
            *row = None;
        }
        cut == *outer
    }

    /// The citation as statutes write it: 「第九条の三第一項第二号イ（１）」.
    #[must_use]
    pub fn statute_style(&self) -> StatuteStyle<'_, Self> {
        StatuteStyle(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CitationPartsError as E;

    fn number(parts: &[u16]) -> Option<ProvisionNumber> {
        ProvisionNumber::try_new(parts)
    }

    fn schedule(number: Option<ProvisionNumber>, row: Option<ProvisionNumber>) -> Division {
        Division::Schedule { number, row }
    }

    #[test]
    fn parts_that_are_no_place_are_refused() {
        let none = CitationParts::default;
        let kana = |sign| Subitem::kana(sign).unwrap();
        let law = || LawName::try_new("河川法").ok();
        let one = number(&[1]);
        let cases = [
            (none(), E::NoProvision),
            (
                CitationParts {
                    law: law(),
                    ..none()
                },
                E::NoProvision,
            ),
            (
                CitationParts {
                    law: law(),
                    item: one,
                    ..none()
                },
                E::ItemUnderLaw,
            ),
            (
                CitationParts {
                    division: schedule(one, None),
                    article: one,
                    ..none()
                },
                E::ArticleInSchedule,
            ),
            (
                CitationParts {
                    division: schedule(one, None),
                    table: Some(None),
                    ..none()
                },
                E::ArticleInSchedule,
            ),
            (
                CitationParts {
                    division: schedule(one, number(&[1, 2])),
                    ..none()
                },
                E::TableRow,
            ),
            (
                CitationParts {
                    division: schedule(number(&[1; 6]), one),
                    ..none()
                },
                E::TableRow,
            ),
            (
                CitationParts {
                    division: Division::Supplementary {
                        kind: SupplementaryKind::Unstated,
                        act: None,
                    },
                    subitems: vec![kana('イ')],
                    ..none()
                },
                E::SubitemWithoutParent,
            ),
            (
                CitationParts {
                    item: one,
                    subitems: vec![kana('イ'), kana('ロ')],
                    ..none()
                },
                E::SubitemLevels,
            ),
            (
                CitationParts {
                    item: one,
                    subitems: [kana('イ'), Subitem::number(1).unwrap()].repeat(3),
                    ..none()
                },
                E::SubitemLevels,
            ),
        ];
        for (parts, error) in cases {
            assert_eq!(Citation::try_new(parts.clone()), Err(error), "{parts:?}");
        }
    }

    #[test]
    fn the_longest_schedule_number_with_a_row_reads_back() {
        let parts = CitationParts {
            division: schedule(number(&[1; 5]), number(&[2])),
            ..CitationParts::default()
        };
        let citation = Citation::try_new(parts).unwrap();
        assert_eq!(citation.to_string(), "別表第1の1の1の1の1の2の項");
        assert_eq!(citation.to_string().parse(), Ok(citation));
    }
}
