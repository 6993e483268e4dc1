//! 〃 and 同上: cells that stand for the one above.

/// Signs that stand for the whole cell above.
const SIGNS: [&str; 7] = ["〃", "々", "仝", "″", "\"", "”", "''"];
/// Words that do, longest first.
const WORDS: [&str; 5] = ["同　上", "同 上", "同上", "仝上", "上同"];

/// A cell that stands for the one above it, and what it adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ditto<'a> {
    suffix: &'a str,
}

impl<'a> Ditto<'a> {
    /// What stands behind the sign or word: 「（郵送）」 in 「同上（郵送）」.
    #[must_use]
    pub fn suffix(&self) -> &'a str {
        self.suffix
    }

    /// The text that is meant, given the one above.
    #[must_use]
    pub fn resolve(&self, above: &str) -> String {
        [above, self.suffix].concat()
    }
}

/// Recognises 〃, 々, 仝, 同上 and their like as the whole content of a cell, with an addition behind.
///
/// An addition to a sign (〃) begins with a bracket, so that a word that begins with the sign is left
/// alone; 「同上」 may be followed by anything that is no further word of the same sentence: a bracket, a
/// blank, or a point (・).
///
/// # Examples
///
/// ```
/// use tosei_table::layout::read_ditto;
///
/// let ditto = read_ditto("同上（郵送）").unwrap();
/// assert_eq!(ditto.resolve("印鑑登録廃止届"), "印鑑登録廃止届（郵送）");
/// assert!(read_ditto(" 〃 ").is_some());
/// assert!(read_ditto("同上申請書").is_none());
/// assert!(read_ditto("人々").is_none());
/// ```
#[must_use]
pub fn read_ditto(text: &str) -> Option<Ditto<'_>> {
    let text = text.trim();
    let after_word = |behind: &str| {
        behind.is_empty() || behind.starts_with(['（', '(', '・', ' ', '　', '〔', '［', '['])
    };
    // Nearly every cell is told by its first character.
    if !text.starts_with(['〃', '々', '仝', '″', '"', '”', '\'', '同', '上']) {
        return None;
    }
    // 「〃　〃」 in wide cells.
    if text
        .chars()
        .all(|sign| sign == '〃' || sign.is_whitespace())
    {
        return Some(Ditto { suffix: "" });
    }
    for word in WORDS.into_iter().chain(SIGNS) {
        if let Some(behind) = text.strip_prefix(word)
            && after_word(behind)
        {
            return Some(Ditto {
                suffix: behind.trim(),
            });
        }
    }
    None
}
