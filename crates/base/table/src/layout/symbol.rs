//! ○, × and △ in the spellings of keyboards and fonts.

use super::{SheetFindings, SpreadsheetRule as Rule};
use serde::Deserialize;
use std::sync::OnceLock;
use tosei_document::{CellAddress, Edition};

/// 記号 (symbol) in a cell, whatever its spelling. It has no meaning yet: whether △ is a yes is for the
/// body that wrote it to say.
///
/// # Examples
///
/// ```
/// use tosei_table::layout::{CellSymbol, read_symbol};
///
/// let reading = read_symbol("〇").unwrap(); // the ideographic zero, U+3007
/// assert_eq!((reading.symbol(), reading.is_variant()), (CellSymbol::Circle, true));
/// assert_eq!(read_symbol("△").unwrap().symbol().code(), "triangle");
/// assert_eq!(read_symbol("有"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CellSymbol {
    /// ○.
    Circle,
    /// ●.
    FilledCircle,
    /// ◎.
    DoubleCircle,
    /// ×.
    Cross,
    /// △.
    Triangle,
    /// ▲.
    FilledTriangle,
    /// ✓.
    Check,
}

impl CellSymbol {
    /// Stable identifier.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::FilledCircle => "filled_circle",
            Self::DoubleCircle => "double_circle",
            Self::Cross => "cross",
            Self::Triangle => "triangle",
            Self::FilledTriangle => "filled_triangle",
            Self::Check => "check",
        }
    }
}

/// A symbol and whether it was spelled otherwise than usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SymbolReading {
    symbol: CellSymbol,
    usual: char,
    variant: bool,
}

impl SymbolReading {
    /// The symbol.
    #[must_use]
    pub fn symbol(self) -> CellSymbol {
        self.symbol
    }

    /// The character that it is usually written with.
    #[must_use]
    pub fn usual(self) -> char {
        self.usual
    }

    /// Whether the cell holds another character for it.
    #[must_use]
    pub fn is_variant(self) -> bool {
        self.variant
    }

    /// Reports a symbol that is spelled otherwise than usual.
    pub fn report(self, cell: CellAddress, text: &str, findings: &mut SheetFindings<'_>) {
        if self.variant {
            let usual = self.usual.to_string();
            let values = [
                ("text", text.trim().into()),
                ("usual", usual.as_str().into()),
            ];
            findings.add(Rule::SymbolVariant, cell, &values);
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Symbols {
    #[serde(rename = "edition")]
    _edition: Edition,
    symbols: Vec<Spellings>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spellings {
    symbol: CellSymbol,
    usual: char,
    variants: String,
}

/// Reads a cell that holds one symbol; `None` if it holds anything else.
///
/// The spellings stand in `data/symbols.json`; a variation selector behind the symbol does not count.
#[must_use]
pub fn read_symbol(text: &str) -> Option<SymbolReading> {
    static SYMBOLS: OnceLock<Symbols> = OnceLock::new();
    // The embedded file is checked by a test; without it no symbol would be known.
    let symbols = SYMBOLS.get_or_init(|| {
        serde_json::from_str(include_str!("../../data/symbols.json")).unwrap_or_default()
    });
    let mut characters = text
        .trim()
        .chars()
        .filter(|character| !matches!(character, '\u{FE0E}' | '\u{FE0F}'));
    let (Some(only), None) = (characters.next(), characters.next()) else {
        return None;
    };
    symbols.symbols.iter().find_map(|spellings| {
        let usual = spellings.usual == only;
        (usual || spellings.variants.contains(only)).then_some(SymbolReading {
            symbol: spellings.symbol,
            usual: spellings.usual,
            variant: !usual,
        })
    })
}
