//! Which places of a sentence stand in brackets.

/// How deep a place stands in 「」 or 『』 and in （） or ().
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Depth {
    quotes: usize,
    parentheses: usize,
}

impl Depth {
    pub(super) fn in_quotes(self) -> bool {
        self.quotes > 0
    }

    pub(super) fn in_parentheses(self) -> bool {
        self.parentheses > 0
    }

    /// A closing bracket without an opening one changes nothing.
    fn pass(&mut self, character: char) {
        match character {
            '「' | '『' => self.quotes = self.quotes.saturating_add(1),
            '」' | '』' => self.quotes = self.quotes.saturating_sub(1),
            '（' | '(' => self.parentheses = self.parentheses.saturating_add(1),
            '）' | ')' => self.parentheses = self.parentheses.saturating_sub(1),
            _ => {}
        }
    }
}

/// The depth at each of the places, which come in order; one walk over the text.
pub(super) fn depths(
    text: &str,
    places: impl Iterator<Item = usize>,
) -> impl Iterator<Item = Depth> {
    let mut letters = text.char_indices().peekable();
    let mut depth = Depth::default();
    places.map(move |place| {
        while let Some((_, character)) = letters.next_if(|(at, _)| *at < place) {
            depth.pass(character);
        }
        depth
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Case: brackets that close nothing, nested ones, and both kinds at once.
    #[test]
    fn depth_counts_each_kind_alone() {
        let text = "」a「b（c）d』e";
        let place = |letter: char| text.find(letter).into_iter();
        let depth = |letter: char| depths(text, place(letter)).next().unwrap_or_default();
        assert_eq!(depth('a'), Depth::default());
        assert!(depth('b').in_quotes() && !depth('b').in_parentheses());
        assert!(depth('c').in_quotes() && depth('c').in_parentheses());
        assert!(depth('d').in_quotes() && !depth('d').in_parentheses());
        assert_eq!(depth('e'), Depth::default());
    }

    /// Case: an opening bracket does not stand inside of itself, a closing one still does.
    #[test]
    fn a_bracket_counts_behind_it() {
        let text = "a「b」c";
        let places = text.char_indices().map(|(at, _)| at);
        let inside: Vec<bool> = depths(text, places).map(Depth::in_quotes).collect();
        assert_eq!(inside, [false, false, true, true, false]);
    }
}
