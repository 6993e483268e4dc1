//! Codes as cells hold them.

use super::super::{CodeList, FormCode};
use crate::header_key;
use std::collections::HashMap;

/// What a text stands for in a code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeMatch<'a> {
    /// The entry or the code, as the form writes it.
    Exact(&'a str),
    /// The entry or the code in another spelling (full-width, other white space).
    Spelling(&'a str),
    /// The name alone.
    Label(&'a str),
    /// A code of the list, and a name that is not its own.
    Contradiction,
    /// Nothing of the list.
    Unknown,
}

/// A code list, ready to be searched.
#[derive(Debug)]
pub(crate) struct CodeIndex<'a> {
    exact: HashMap<String, &'a str>,
    keys: HashMap<String, &'a str>,
    labels: HashMap<String, &'a str>,
    choices: String,
}

/// How many entries a finding names.
const NAMED_CHOICES: usize = 8;

impl<'a> CodeIndex<'a> {
    pub(crate) fn new(list: &'a CodeList) -> Self {
        let mut index = Self {
            exact: HashMap::new(),
            keys: HashMap::new(),
            labels: HashMap::new(),
            choices: String::new(),
        };
        for code in &list.codes {
            index.exact.insert(code.code.clone(), &code.code);
            index.exact.insert(code.entry(), &code.code);
            index.keys.insert(header_key(&code.code), &code.code);
            index.keys.insert(header_key(&code.entry()), &code.code);
            index.labels.insert(header_key(&code.label), &code.code);
        }
        let named: Vec<String> = list
            .codes
            .iter()
            .take(NAMED_CHOICES)
            .map(FormCode::entry)
            .collect();
        index.choices = named.join("、");
        if list.codes.len() > NAMED_CHOICES {
            index.choices.push_str("、…");
        }
        index
    }

    /// The entries in words, the first few.
    pub(super) fn choices(&self) -> &str {
        &self.choices
    }

    pub(super) fn find(&self, text: &str) -> CodeMatch<'a> {
        if let Some(code) = self.exact.get(text) {
            return CodeMatch::Exact(code);
        }
        let key = header_key(text);
        if let Some(code) = self.keys.get(&key) {
            return CodeMatch::Spelling(code);
        }
        if let Some(code) = self.labels.get(&key) {
            return CodeMatch::Label(code);
        }
        let separator =
            |c: char| c.is_whitespace() || matches!(c, '.' | '．' | ':' | '：' | ')' | '）' | '、');
        if let Some((before, behind)) = text.trim().split_once(separator)
            && let Some(code) = self.keys.get(&header_key(before))
        {
            // 「1．実施済」 is the entry with another sign between; 「1 未実施」 says two things.
            return match self.labels.get(&header_key(behind)) {
                Some(label) if label == code => CodeMatch::Spelling(code),
                _ => CodeMatch::Contradiction,
            };
        }
        CodeMatch::Unknown
    }

    /// The parts of a cell with several codes.
    pub(super) fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut parts = Vec::new();
        for line in text
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            if self.find(line) == CodeMatch::Unknown || self.find(line) == CodeMatch::Contradiction
            {
                let signs = ['、', ',', '，', ';', '；'];
                parts.extend(
                    line.split(signs)
                        .map(str::trim)
                        .filter(|part| !part.is_empty()),
                );
            } else {
                parts.push(line);
            }
        }
        parts
    }
}
