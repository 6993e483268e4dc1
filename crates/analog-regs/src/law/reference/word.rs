//! The words of references.

use super::super::{ProvisionKind as Kind, sign};
use tosei_types::{ProvisionNumber, SentencePart, Subitem, numeral::leading_numeral};

/// Where a step goes from what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// 第N.
    Number(ProvisionNumber),
    /// 前: so many before; 1 for 前条.
    Before(u16),
    /// 前各: all before.
    AllBefore,
    /// 次: so many behind.
    Next(u16),
    /// 同: that of the reference before.
    Same,
    /// この, 本, 当該: where it stands.
    This,
    /// 各: all in what stands before it.
    Each,
}

/// A level that a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Level(Kind, Which),
    Sign(Subitem),
    Part(SentencePart),
    /// この法律, この条例.
    ThisLaw,
    /// 附則.
    Supplement,
    /// 別表, with its number.
    Schedule(Option<ProvisionNumber>),
}

const UNITS: [(&str, Kind); 8] = [
    ("条", Kind::Article),
    ("項", Kind::Paragraph),
    ("号", Kind::Item),
    ("編", Kind::Part),
    ("章", Kind::Chapter),
    ("節", Kind::Section),
    ("款", Kind::Subsection),
    ("目", Kind::Division),
];

const PARTS: [(&str, SentencePart); 6] = [
    ("各号列記以外の部分", SentencePart::Chapeau),
    ("ただし書", SentencePart::Proviso),
    ("本文", SentencePart::Main),
    ("前段", SentencePart::First),
    ("中段", SentencePart::Middle),
    ("後段", SentencePart::Last),
];

const LAWS: [&str; 11] = [
    "法律", "条例", "規則", "規程", "政令", "省令", "府令", "要綱", "要領", "告示", "訓令",
];

fn unit(text: &str) -> Option<(Kind, usize)> {
    UNITS
        .iter()
        .find(|(word, _)| text.starts_with(word))
        .map(|(word, kind)| (*kind, word.len()))
}

/// Numbers that are those of provisions have at most four digits.
fn small_number(text: &str) -> Option<(u16, usize)> {
    let (value, length) = leading_numeral(text)?;
    Some((
        u16::try_from(value)
            .ok()
            .filter(|value| (1..=9_999).contains(value))?,
        length,
    ))
}

/// The step that a text begins with, and its bytes; `first` where a reference may begin.
pub(super) fn step(text: &str, first: bool) -> Option<(Step, usize)> {
    let character = text.chars().next()?;
    match character {
        '第' => numbered(text),
        '前' | '次' => relative(text, character, first),
        '同' if first => {
            let (kind, length) = unit(text.strip_prefix('同')?)?;
            Some((
                Step::Level(kind, Which::Same),
                '同'.len_utf8().checked_add(length)?,
            ))
        }
        'こ' if first => this(text, "この"),
        '本' if first => this(text, "本").or_else(|| part(text)),
        '当' if first => this(text, "当該"),
        '各' => {
            if let Some(found) = part(text) {
                return Some(found);
            }
            let (kind, length) = unit(text.strip_prefix('各')?)?;
            let kind = matches!(kind, Kind::Paragraph | Kind::Item).then_some(kind)?;
            Some((
                Step::Level(kind, Which::Each),
                '各'.len_utf8().checked_add(length)?,
            ))
        }
        '附' if first => text
            .starts_with("附則")
            .then_some((Step::Supplement, "附則".len())),
        '別' => {
            let rest = text.strip_prefix("別表")?;
            let numbered = rest
                .strip_prefix('第')
                .and_then(|rest| sign::numbered(rest, None));
            let taken = numbered.map_or(0, |(_, taken)| taken.saturating_add('第'.len_utf8()));
            Some((
                Step::Schedule(numbered.map(|(n, _)| n)),
                "別表".len().checked_add(taken)?,
            ))
        }
        _ => part(text),
    }
}

fn part(text: &str) -> Option<(Step, usize)> {
    let (word, part) = PARTS.iter().find(|(word, _)| text.starts_with(word))?;
    Some((Step::Part(*part), word.len()))
}

fn numbered(text: &str) -> Option<(Step, usize)> {
    let rest = text.strip_prefix('第')?;
    let (_, length) = small_number(rest)?;
    let (kind, unit_length) = unit(rest.get(length..)?)?;
    let unit = rest.get(length..length.checked_add(unit_length)?)?;
    let (number, taken) = sign::numbered(rest, Some(unit))?;
    // 項 have no branches, and the first branch is の二: 「第一項の一般社団法人」.
    let whole = kind != Kind::Paragraph && number.parts().nth(1) != Some(1);
    let (number, taken) = if whole {
        (number, taken)
    } else {
        (
            ProvisionNumber::try_new(&[number.head()])?,
            length.checked_add(unit_length)?,
        )
    };
    let behind = rest.get(taken..)?;
    // 第一種, 第三者 have no unit; 第二号様式, 第一号議案 and 第十号条例 are names.
    let is_name = ["様式", "議案", "被保険者", "訴訟", "投票", "交付"]
        .iter()
        .any(|word| behind.starts_with(word));
    if kind == Kind::Item && is_name || kind == Kind::Division && behind.starts_with("的") {
        return None;
    }
    Some((
        Step::Level(kind, Which::Number(number)),
        taken.checked_add('第'.len_utf8())?,
    ))
}

/// 前条, 前二項, 前各号, 次条, 次の各号.
fn relative(text: &str, word: char, first: bool) -> Option<(Step, usize)> {
    let rest = text.strip_prefix(word)?;
    if word == '前' && (rest.starts_with('段') || !first) {
        return part(text);
    }
    if !first {
        return None;
    }
    if word == '次' && rest.starts_with("の各号") {
        return Some((Step::Level(Kind::Item, Which::Each), "次の各号".len()));
    }
    if word == '前'
        && let Some(all) = rest.strip_prefix('各')
    {
        let (kind, length) = unit(all)?;
        return Some((
            Step::Level(kind, Which::AllBefore),
            "前各".len().checked_add(length)?,
        ));
    }
    let (count, taken) = small_number(rest).unwrap_or((1, 0));
    let (kind, length) = unit(rest.get(taken..)?)?;
    let which = if word == '前' {
        Which::Before(count)
    } else {
        Which::Next(count)
    };
    Some((
        Step::Level(kind, which),
        word.len_utf8().checked_add(taken)?.checked_add(length)?,
    ))
}

/// この条, 本項, この法律.
fn this(text: &str, word: &str) -> Option<(Step, usize)> {
    let rest = text.strip_prefix(word)?;
    if let Some((kind, length)) = unit(rest) {
        // 本目的 is another word, and 本条例 is this law.
        if !rest.starts_with("条例") && !rest.starts_with("目的") && !rest.starts_with("項目")
        {
            return Some((
                Step::Level(kind, Which::This),
                word.len().checked_add(length)?,
            ));
        }
    }
    if word == "本" && rest.starts_with('法') {
        return Some((Step::ThisLaw, "本法".len()));
    }
    if word == "当該" {
        return None;
    }
    if word == "この" || rest.starts_with("条例") || rest.starts_with("規則") {
        let law = LAWS.iter().find(|law| rest.starts_with(**law))?;
        return Some((Step::ThisLaw, word.len().checked_add(law.len())?));
    }
    None
}

/// The sign of a subitem behind 号: イ, （１）.
pub(super) fn subitem(text: &str) -> Option<(Subitem, usize)> {
    sign::leading(text)
}
