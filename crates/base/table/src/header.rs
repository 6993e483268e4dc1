//! Columns found by their header text, not by their position.

use crate::TableError;
use unicode_normalization::UnicodeNormalization;

/// The form of a header in which spellings compare equal: NFKC in small letters, without any white
/// space or control character.
///
/// So 「処理期間 (オンライン)」, 「処理期間（オンライン）」 and a header broken over two lines are one.
///
/// # Examples
///
/// ```
/// use tosei_table::header_key;
///
/// assert_eq!(header_key("処理期間（オンライン）"), header_key("処理期間\n(オンライン)"));
/// assert_ne!(header_key("処理期間(オンライン)"), header_key("処理期間(非オンライン)"));
/// ```
#[must_use]
pub fn header_key(header: &str) -> String {
    let visible = |character: &char| !character.is_whitespace() && !character.is_control();
    // Without the blanks, a letter and its mark may stand side by side: they are composed again.
    header
        .trim_start_matches('\u{FEFF}')
        .chars()
        .filter(visible)
        .nfkc()
        .filter(visible)
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect()
}

/// A column that a reader looks for.
#[derive(Debug, Clone, Copy)]
pub struct WantedColumn<'a> {
    /// The header as published, and other spellings it is known by.
    pub headers: &'a [&'a str],
    /// Whether the table cannot be read without it.
    pub required: bool,
}

/// Where the wanted columns stand in a table.
///
/// # Examples
///
/// ```
/// use tosei_table::{ColumnMap, WantedColumn};
///
/// let wanted = [
///     WantedColumn { headers: &["手続ID"], required: true },
///     WantedColumn { headers: &["備考"], required: false },
/// ];
/// let map = ColumnMap::find(&wanted, &["手続名", "手続 ID"])?;
/// assert_eq!(map.position(0), Some(1));
/// assert_eq!(map.position(1), None);
/// assert_eq!(map.unknown(), ["手続名"]);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    positions: Vec<Option<usize>>,
    width: usize,
    unknown: Vec<String>,
    repeated: Vec<(usize, String)>,
    missing: Vec<String>,
}

impl ColumnMap {
    /// Finds each wanted column by its header; the first of equal headers counts.
    ///
    /// # Errors
    ///
    /// [`TableError::MissingColumns`] naming every required column that is not there.
    pub fn find(wanted: &[WantedColumn<'_>], headers: &[&str]) -> Result<Self, TableError> {
        let keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
        let mut positions = Vec::with_capacity(wanted.len());
        let mut used = vec![false; headers.len()];
        let mut repeated = Vec::new();
        let (mut missing, mut missing_required) = (Vec::new(), Vec::new());
        for column in wanted {
            let names: Vec<String> = column.headers.iter().map(|name| header_key(name)).collect();
            let mut found = keys
                .iter()
                .enumerate()
                .filter(|(_, key)| names.contains(key))
                .map(|(position, _)| position);
            let first = found.next();
            if let Some(used) = first.and_then(|position| used.get_mut(position)) {
                *used = true;
            }
            for position in found {
                let text = headers.get(position).copied().unwrap_or_default();
                repeated.push((position, text.to_owned()));
                if let Some(used) = used.get_mut(position) {
                    *used = true;
                }
            }
            if first.is_none() {
                let name = column
                    .headers
                    .first()
                    .copied()
                    .unwrap_or_default()
                    .to_owned();
                if column.required {
                    missing_required.push(name);
                } else {
                    missing.push(name);
                }
            }
            positions.push(first);
        }
        if !missing_required.is_empty() {
            let found = headers
                .iter()
                .take(12)
                .map(|header| shortened(header))
                .collect();
            return Err(TableError::MissingColumns {
                missing: missing_required,
                found,
            });
        }
        let unknown = headers
            .iter()
            .zip(&used)
            .filter(|(header, used)| !**used && !header.trim().is_empty())
            .map(|(header, _)| (*header).to_owned())
            .collect();
        Ok(Self {
            positions,
            width: headers.len(),
            unknown,
            repeated,
            missing,
        })
    }

    /// Where a wanted column stands, counted from 0; `None` if the table does not have it.
    #[must_use]
    pub fn position(&self, wanted: usize) -> Option<usize> {
        self.positions.get(wanted).copied().flatten()
    }

    /// How many columns the header row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Headers that nobody looked for.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Columns whose header stood before already: position and header.
    #[must_use]
    pub fn repeated(&self) -> &[(usize, String)] {
        &self.repeated
    }

    /// Wanted columns, not required, that the table does not have.
    #[must_use]
    pub fn missing(&self) -> &[String] {
        &self.missing
    }
}

fn shortened(header: &str) -> String {
    let mut text: String = header.chars().take(24).collect();
    if header.chars().nth(24).is_some() {
        text.push('…');
    }
    format!("「{}」", text.trim())
}
