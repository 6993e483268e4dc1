//! The style sheet: its fingerprint, its colours, and what it must not contain.

use crate::{reader::Read, sample};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

fn style_and_policy() -> (String, String) {
    let read = Read::page(&sample::page().render());
    let (at, _) = read.named("style").next().unwrap();
    let policy = read
        .named("meta")
        .find(|(_, meta)| meta.attribute("http-equiv") == Some("Content-Security-Policy"))
        .and_then(|(_, meta)| meta.attribute("content"))
        .unwrap()
        .to_owned();
    (read.text_in(at), policy)
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let at = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = SIGNS[usize::try_from(bits >> (18 - 6 * place) & 63).unwrap()];
            text.push(if place > chunk.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    text
}

#[test]
fn base64_is_base64() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
    ] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}

#[test]
fn the_policy_allows_this_style_sheet_and_nothing_else() {
    let (style, policy) = style_and_policy();
    // A browser reads line ends as line feeds, wherever the file was checked out.
    let fingerprint = base64(&Sha256::digest(style.replace("\r\n", "\n").as_bytes()));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"
        ),
        "the style sheet has changed: put this fingerprint into style.rs"
    );
}

#[test]
fn the_style_sheet_loads_nothing_and_ends_nothing() {
    let (style, _) = style_and_policy();
    for forbidden in ["url(", "@import", "@font-face", "<", "://", "expression("] {
        assert!(!style.contains(forbidden), "{forbidden}");
    }
    let depth = style.chars().fold(0i32, |depth, c| {
        assert!(depth >= 0);
        depth + i32::from(c == '{') - i32::from(c == '}')
    });
    assert_eq!(depth, 0, "every block is closed");
}

type Palette = BTreeMap<String, [f64; 3]>;

/// The colours of light and of dark mode.
fn palettes() -> [Palette; 2] {
    let (style, _) = style_and_policy();
    let (light, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
    let (dark, rest) = dark.split_once("* {").unwrap();
    for line in rest.lines() {
        let value = line.split(':').nth(1).unwrap_or_default();
        assert!(
            !value.contains('#') || line.contains('{'),
            "a colour outside the palette: {line}"
        );
    }
    [light, dark].map(|part| {
        part.lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix("--")?
                    .strip_suffix(';')?
                    .split_once(": #")
            })
            .map(|(name, hex)| {
                let rgb = u32::from_str_radix(hex, 16).unwrap();
                let channel = |shift: u32| f64::from(rgb >> shift & 0xFF) / 255.0;
                (name.to_owned(), [16, 8, 0].map(channel))
            })
            .collect()
    })
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_what_wcag_says() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    let grey = 119.0 / 255.0; // #777777 on white: 4.48
    assert!((contrast([grey; 3], [1.0; 3]) - 4.48).abs() < 0.005);
}

#[test]
fn text_and_marks_stand_out_in_light_and_in_dark() {
    const TEXT: f64 = 4.5;
    const MARK: f64 = 3.0;
    let pairs = [
        ("ink", "paper", TEXT),
        ("ink", "panel", TEXT),
        ("ink", "caution-panel", TEXT),
        ("soft", "paper", TEXT),
        ("soft", "panel", TEXT),
        ("accent", "paper", TEXT),
        ("accent", "panel", TEXT),
        ("on-accent", "accent", TEXT),
        ("caution", "caution-panel", TEXT),
        ("strong-rule", "paper", MARK),
        ("strong-rule", "panel", MARK),
        ("series-1", "paper", MARK),
        ("series-2", "paper", MARK),
        ("series-3", "paper", MARK),
        ("series-4", "paper", MARK),
        ("series-5", "paper", MARK),
        ("series-6", "paper", MARK),
    ];
    for (mode, palette) in ["light", "dark"].into_iter().zip(palettes()) {
        for (front, back, least) in pairs {
            let ratio = contrast(palette[front], palette[back]);
            assert!(ratio >= least, "{mode}: {front} on {back} is {ratio:.2}");
        }
        // Thin lines that only lead the eye: the values stand beside them in figures.
        let checked: BTreeSet<&str> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
        let unchecked: Vec<&String> = palette
            .keys()
            .filter(|name| !checked.contains(name.as_str()))
            .collect();
        assert_eq!(unchecked, ["rule"], "{mode}");
    }
}
