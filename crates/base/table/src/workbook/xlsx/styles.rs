//! What of a workbook's styles matters: which formats show a day, which cells are coloured.

use super::{
    super::cell::CellKind,
    container::{Part, attribute, is_set, local, local_part},
};
use crate::TableError;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// One entry of `cellXfs`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// What a number is in this style.
    pub(super) number: CellKind,
    /// The fill that colours the cell, as an index into [`Styles::colours`].
    pub(super) colour: Option<u32>,
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    colours: Vec<Box<str>>,
}

impl Styles {
    pub(super) fn get(&self, index: u32) -> Style {
        let found = usize::try_from(index)
            .ok()
            .and_then(|at| self.styles.get(at));
        found.copied().unwrap_or(Style {
            number: CellKind::Number,
            colour: None,
        })
    }

    pub(super) fn colour(&self, index: u32) -> Option<&str> {
        let at = usize::try_from(index).ok()?;
        self.colours.get(at).map(|colour| &**colour)
    }

    pub(super) fn read(mut part: Part<'_>) -> Result<Self, TableError> {
        let mut formats: HashMap<u32, CellKind> = HashMap::new();
        let mut fills: Vec<Option<u32>> = Vec::new();
        let mut styles = Self::default();
        let (mut in_fills, mut in_cells, mut pattern) = (false, false, false);
        loop {
            match part.next()? {
                event @ (Event::Start(_) | Event::Empty(_)) => {
                    let opens = matches!(event, Event::Start(_));
                    let (Event::Start(element) | Event::Empty(element)) = &event else {
                        continue;
                    };
                    match local(element) {
                        "numFmt" => {
                            let code = attribute(element, "formatCode").unwrap_or_default();
                            if let Some(id) = number(element, "numFmtId") {
                                formats.insert(id, kind_of_code(&code));
                            }
                        }
                        "fills" => in_fills = opens,
                        "fill" if in_fills => {
                            fills.push(None);
                            pattern = false;
                        }
                        "patternFill" if in_fills => {
                            let kind = attribute(element, "patternType");
                            pattern = kind.as_deref().is_some_and(|kind| kind != "none");
                        }
                        "gradientFill" if in_fills => {
                            let colour = styles.add_colour("gradient".to_owned());
                            if let Some(fill) = fills.last_mut() {
                                *fill = colour;
                            }
                        }
                        "fgColor" if in_fills && pattern => {
                            let colour =
                                colour_of(element).and_then(|name| styles.add_colour(name));
                            if let Some(fill) = fills.last_mut() {
                                *fill = colour;
                            }
                        }
                        "cellXfs" => in_cells = opens,
                        "xf" if in_cells => {
                            let id = number(element, "numFmtId").unwrap_or(0);
                            let fill =
                                number(element, "fillId").and_then(|id| usize::try_from(id).ok());
                            let kind = formats.get(&id).copied();
                            styles.styles.push(Style {
                                number: kind.unwrap_or_else(|| built_in(id)),
                                colour: fill.and_then(|at| fills.get(at).copied().flatten()),
                            });
                        }
                        _ => {}
                    }
                }
                Event::End(element) => match local_part(element.name()) {
                    "fills" => in_fills = false,
                    "cellXfs" => in_cells = false,
                    _ => {}
                },
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    fn add_colour(&mut self, name: String) -> Option<u32> {
        let at = self.colours.iter().position(|colour| **colour == *name);
        let at = at.unwrap_or_else(|| {
            self.colours.push(name.into());
            self.colours.len().saturating_sub(1)
        });
        u32::try_from(at).ok()
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// White is no colour: it is how people take one away.
fn colour_of(element: &BytesStart<'_>) -> Option<String> {
    if is_set(element, "auto") {
        return None;
    }
    if let Some(rgb) = attribute(element, "rgb") {
        let white = rgb.len() >= 6 && rgb.to_ascii_uppercase().ends_with("FFFFFF");
        return (!white).then(|| rgb.to_ascii_uppercase());
    }
    if let Some(theme) = attribute(element, "theme") {
        let tint = attribute(element, "tint");
        let plain_white = theme == "0" && tint.as_deref().is_none_or(|tint| tint == "0");
        return (!plain_white).then(|| format!("theme {theme}"));
    }
    let indexed = attribute(element, "indexed")?;
    // 1 and 9 are white, 64 and 65 the colours of the system.
    (!matches!(&*indexed, "1" | "9" | "64" | "65")).then(|| format!("indexed {indexed}"))
}

/// The formats that have a number only. Those of 27 to 36 and 50 to 58 are days in Japanese Excel.
fn built_in(id: u32) -> CellKind {
    match id {
        14..=17 | 27..=31 | 34..=36 | 50..=58 => CellKind::Date,
        22 => CellKind::DateTime,
        18..=21 | 32 | 33 | 45..=47 => CellKind::Time,
        _ => CellKind::Number,
    }
}

/// What a format code shows: `y`, `d`, `g`, `e` and `aaa` a day, `h` and `s` a time, `m` a month
/// unless a time is shown too.
pub(super) fn kind_of_code(code: &str) -> CellKind {
    let code = code.to_ascii_lowercase();
    if code.starts_with("general") {
        return CellKind::Number;
    }
    let (mut day, mut time, mut month) = (false, false, false);
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            // The first section is for positive numbers.
            ';' => break,
            '"' => while characters.next().is_some_and(|next| next != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters
                    .by_ref()
                    .take_while(|next| *next != ']')
                    .collect();
                // [h] and the like count hours beyond a day; all else is a colour or a language.
                let is_unit = |unit| !inside.is_empty() && inside.chars().all(|c| c == unit);
                if ['h', 'm', 's'].into_iter().any(is_unit) {
                    return CellKind::Time;
                }
            }
            'a' if matches!(characters.peek(), Some('m' | '/')) => {
                // AM/PM, A/P.
                time = true;
                while characters
                    .next_if(|next| matches!(next, 'm' | '/' | 'p'))
                    .is_some()
                {}
            }
            // A number of its own, unless these are the fractions of a second.
            '0' | '#' | '?' if !time => return CellKind::Number,
            'y' | 'd' | 'g' | 'e' | 'a' | 'b' => day = true,
            'h' | 's' => time = true,
            'm' => month = true,
            _ => {}
        }
    }
    match (day || month && !time, time) {
        (true, true) => CellKind::DateTime,
        (true, false) => CellKind::Date,
        (false, true) => CellKind::Time,
        (false, false) => CellKind::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_a_day_a_time_or_a_number() {
        for (code, kind) in [
            ("General", CellKind::Number),
            ("0.00E+00", CellKind::Number),
            ("#,##0;[Red]-#,##0", CellKind::Number),
            ("#,##0\"件\"", CellKind::Number),
            ("0\"days\"", CellKind::Number),
            ("@", CellKind::Number),
            ("yyyy/m/d", CellKind::Date),
            ("[$-411]ggge\"年\"m\"月\"d\"日\";@", CellKind::Date),
            ("[$-411]ge.m.d", CellKind::Date),
            ("m\"月\"", CellKind::Date),
            ("aaa", CellKind::Date),
            ("yyyy/m/d h:mm", CellKind::DateTime),
            ("h:mm AM/PM", CellKind::Time),
            ("mm:ss.0", CellKind::Time),
            ("[h]:mm", CellKind::Time),
            ("\"y\"", CellKind::Number),
            ("_ * #,##0_ ", CellKind::Number),
            ("", CellKind::Number),
        ] {
            assert_eq!(kind_of_code(code), kind, "{code}");
        }
    }
}
