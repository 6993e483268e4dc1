//! What a fuzzer learned, as one text file for each target: `fuzz/corpora/<target>.jsonl`.
//!
//! A line is an input: a JSON string if it is UTF-8, else `{"hex": "…"}`. Lines are sorted by length, then by
//! bytes, so that a difference of two versions shows which inputs came and went.

use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

/// No input of a corpus is longer.
pub const MAX_INPUT: usize = 4_096;
/// No file of a corpus is longer.
pub const MAX_FILE: usize = 150_000;

#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Line {
    Text(String),
    Bytes { hex: String },
}

/// The folder of the fuzzing.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Inputs as lines, the shortest first, none past [`MAX_INPUT`]; where they do not fit [`MAX_FILE`], as many as
/// do, spread evenly over the lengths.
#[must_use]
pub fn packed(inputs: &BTreeSet<Vec<u8>>) -> String {
    let mut sorted: Vec<&Vec<u8>> = inputs.iter().filter(|one| one.len() <= MAX_INPUT).collect();
    sorted.sort_by_key(|input| (input.len(), *input));
    let lines: Vec<String> = sorted.iter().map(|input| line(input) + "\n").collect();
    let some = |count: usize| {
        let all = lines.len().max(1);
        let part = move |at: usize| at.saturating_mul(count) / all;
        let chosen = lines.iter().enumerate();
        chosen.filter_map(move |(at, line)| (part(at) != part(at + 1)).then_some(line.as_str()))
    };
    let fits = |count: &usize| some(*count).map(str::len).sum::<usize>() <= MAX_FILE;
    let counts: Vec<usize> = (0..=lines.len()).collect();
    let most = counts.partition_point(fits).saturating_sub(1);
    some(most).collect()
}

fn line(input: &[u8]) -> String {
    let line = match std::str::from_utf8(input) {
        Ok(text) => Line::Text(text.to_owned()),
        Err(_) => Line::Bytes {
            hex: input.iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            }),
        },
    };
    let json = serde_json::to_string(&line).unwrap_or_default();
    // What an editor does not show, or shows as a line end, is written as its number.
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            ' '..='~' | '、'..='ヿ' | '㐀'..='鿿' | '！'..='ﾟ' | '①'..='⑳' => {
                shown.push(character);
            }
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(shown, "\\u{unit:04x}");
                }
            }
        }
    }
    shown
}

/// The inputs of a packed file.
///
/// # Errors
///
/// A sentence that names the line that is none.
pub fn unpacked(lines: &str) -> Result<Vec<Vec<u8>>, String> {
    let mut inputs = Vec::new();
    for (at, text) in lines.lines().enumerate() {
        let wrong = |why: &dyn std::fmt::Display| format!("line {}: {why}", at + 1);
        let line: Line = serde_json::from_str(text).map_err(|error| wrong(&error))?;
        inputs.push(match line {
            Line::Text(text) => text.into_bytes(),
            Line::Bytes { hex } => hex
                .as_bytes()
                .chunks(2)
                .map(|pair| {
                    let pair = std::str::from_utf8(pair).map_err(|error| wrong(&error))?;
                    u8::from_str_radix(pair, 16).map_err(|error| wrong(&error))
                })
                .collect::<Result<Vec<u8>, String>>()?,
        });
    }
    Ok(inputs)
}

/// Every file of a folder, in order of its name; an empty list if there is no such folder.
///
/// # Errors
///
/// [`io::Error`] if a file cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.iter().map(fs::read).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::{packed, unpacked};
    use std::collections::BTreeSet;

    #[test]
    fn a_corpus_is_packed_and_unpacked() {
        let inputs = BTreeSet::from([
            b"a\nb\"\\".to_vec(),
            "令和\u{202e}元年\u{1f600}".as_bytes().to_vec(),
            vec![0xff, 0x00, 0x7f],
            Vec::new(),
        ]);
        let text = packed(&inputs);
        assert!(text.is_ascii() || !text.contains('\u{202e}'));
        let again: BTreeSet<Vec<u8>> = unpacked(&text).unwrap().into_iter().collect();
        assert_eq!(again, inputs);
        assert_eq!(packed(&again), text);
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        let error = unpacked("\"a\"\n{\"hex\": \"0g\"}\n").unwrap_err();
        assert!(error.starts_with("line 2"), "{error}");
    }
}
