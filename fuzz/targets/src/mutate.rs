//! Simple mutations of inputs, the same ones in every run.

/// A row of numbers that depends on its seed alone (SplitMix64).
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// A row for a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 if the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }
}

/// One to three changes of an input: bytes changed, taken out, said twice, words put in, two inputs spliced.
#[must_use]
pub fn mutated(
    input: &[u8],
    others: &[Vec<u8>],
    words: &[Vec<u8>],
    numbers: &mut Numbers,
) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len() + 1);
        let upto = (at + 1 + numbers.below(16)).min(bytes.len());
        match numbers.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            1 if at < bytes.len() => {
                bytes[at] = b"\0\xff09\"<{,\n "[numbers.below(10)];
            }
            2 if at < upto => {
                bytes.drain(at..upto);
            }
            3 if at < upto => {
                let part = bytes[at..upto].to_vec();
                bytes.splice(at..at, part);
            }
            4 if !others.is_empty() => {
                let other = &others[numbers.below(others.len())];
                let from = numbers.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ if !words.is_empty() => {
                let word = words[numbers.below(words.len())].clone();
                let until = if numbers.below(2) == 0 {
                    at
                } else {
                    upto.max(at)
                };
                bytes.splice(at..until, word);
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// The words of a dictionary of libFuzzer.
///
/// # Errors
///
/// A sentence that names the line that is no word.
pub fn words(dictionary: &str) -> Result<Vec<Vec<u8>>, String> {
    let mut words = Vec::new();
    for (at, line) in dictionary.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let inside = line
            .split_once('"')
            .and_then(|(_, rest)| rest.strip_suffix('"'));
        let word = inside.and_then(unescaped);
        words.push(word.ok_or_else(|| format!("line {}: `{line}` is no word", at + 1))?);
    }
    Ok(words)
}

fn unescaped(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'"' => return None,
            b'\\' => match rest.next()? {
                b'x' => {
                    let digits = [rest.next()?, rest.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                escaped @ (b'\\' | b'"') => escaped,
                _ => return None,
            },
            _ => byte,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::{Numbers, mutated, words};

    #[test]
    fn a_dictionary_is_read_as_libfuzzer_reads_it() {
        let read = words("# words\n\"a\\x00\\\"\"\n\nname=\"b\\\\\"\n").unwrap();
        assert_eq!(read, [b"a\0\"".to_vec(), b"b\\".to_vec()]);
        assert!(words("\"a").is_err());
        assert!(words("\"\\q\"").is_err());
    }

    #[test]
    fn mutations_repeat_and_differ() {
        let run = |name| {
            let mut numbers = Numbers::of(name);
            let others = [b"other".to_vec()];
            (0..50)
                .map(|_| mutated(b"an input", &others, &[b"word".to_vec()], &mut numbers))
                .collect::<Vec<_>>()
        };
        assert_eq!(run("a"), run("a"));
        assert_ne!(run("a"), run("b"));
        assert!(run("a").iter().filter(|made| *made != b"an input").count() > 40);
    }
}
