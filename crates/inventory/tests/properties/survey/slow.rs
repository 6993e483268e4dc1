//! All rules of the survey in the most obvious way: texts, no memory of earlier cells, no bit sets.

use SurveyColumn as C;
use std::collections::BTreeMap;
use tosei_inventory::proptest::SurveyFile;
use tosei_inventory::survey::{EditionColumn, SurveyColumn, SurveyEdition};
use tosei_table::header_key;
use tosei_types::citation::read_citation_cell;
use tosei_types::period::{
    PeriodLength, ProcessingPeriod, ProcessingPeriodClass, read_processing_period,
};

/// One finding: the rule without its prefix, row and column counted from 0 (or neither), values.
pub(crate) type Found = (String, Option<(usize, C)>, BTreeMap<String, String>);

const APPLICATIONS_ONLY: [C; 12] = [
    C::Identification,
    C::Fee,
    C::FeePayment,
    C::FeeRelief,
    C::PeriodOnline,
    C::PeriodOffline,
    C::FormFields,
    C::Attachments,
    C::AttachmentReduction,
    C::AttachmentSubmission,
    C::AttachmentSignature,
    C::AttachmentFormatRule,
];

const COUNTS: [C; 3] = [C::CasesTotal, C::CasesOnline, C::CasesOffline];

pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}')
}

fn has_blank_ends(text: &str) -> bool {
    let ends = [text.chars().next(), text.chars().next_back()];
    ends.into_iter().flatten().any(|c| is_blank(&c.to_string()))
}

type Test = fn(char) -> bool;

/// A coded cell.
#[derive(Default)]
struct Coded {
    codes: Vec<String>,
    others: Vec<String>,
    unknown: bool,
    variant: bool,
    joined: bool,
    separator: bool,
    repeated: bool,
}

impl Coded {
    fn is_blank(&self) -> bool {
        self.codes.is_empty() && self.others.is_empty()
    }

    fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known == code)
    }

    fn single(&self) -> Option<&str> {
        let mut codes = self.codes.clone();
        codes.dedup();
        (self.others.is_empty() && codes.len() == 1).then(|| self.codes[0].as_str())
    }
}

fn look_alike(text: &str) -> String {
    let mut key = header_key(text);
    for (signs, one) in [("〇◯", "○"), ("✕╳✖", "×"), ("〜", "~"), ("−‐–—―ー", "-")]
    {
        for sign in signs.chars() {
            key = key.replace(sign, one);
        }
    }
    key
}

fn listed<'c>(column: &'c EditionColumn, value: &str) -> Option<(&'c str, bool)> {
    let exact = column.codes.iter().find(|code| code.text == value);
    let alike = || {
        column
            .codes
            .iter()
            .find(|code| look_alike(&code.text) == look_alike(value))
    };
    exact
        .map(|code| (code.code.as_str(), true))
        .or_else(|| alike().map(|code| (code.code.as_str(), false)))
}

fn coded(column: &EditionColumn, text: &str) -> Coded {
    let mut found = Coded::default();
    if is_blank(text) {
        return found;
    }
    let sign = |c: char| "；;\n\r，".contains(c);
    let mut values = Vec::new();
    for part in text.split("; ") {
        if listed(column, part).is_some() || (!is_blank(part) && !part.contains(sign)) {
            values.push(part);
        } else {
            found.separator = true;
            values.extend(part.split(sign).filter(|value| !is_blank(value)));
        }
    }
    found.joined = values.len() > 1 && !column.multi_value;
    for value in values {
        match listed(column, value) {
            Some((code, exact)) => {
                found.variant |= !exact;
                found.repeated |= found.has(code);
                found.codes.push(code.to_owned());
            }
            None => {
                found.unknown |= !column.open_list;
                found.repeated |= found.others.iter().any(|other| other == value);
                found.others.push(value.to_owned());
            }
        }
    }
    found.codes.sort();
    found
}

/// The number of a count cell and whether it is written loosely; `Err` if it is no number.
fn count(text: &str) -> Result<Option<(u64, bool)>, ()> {
    let plain: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap(),
            '，' => ',',
            other => other,
        })
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let groups: Vec<&str> = plain.split(',').collect();
    let all_digits = groups
        .iter()
        .all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
    let right = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let number = groups.concat().parse::<u64>().ok().filter(|n| *n < 1 << 53);
    match number {
        Some(number) if all_digits && right => Ok(Some((
            number,
            !text.bytes().all(|byte| byte.is_ascii_digit()),
        ))),
        _ => Err(()),
    }
}

/// The class of a period and its length, if it states one.
fn period(text: &str) -> (ProcessingPeriodClass, Option<PeriodLength>) {
    let reading = read_processing_period(text).unwrap();
    let stated = reading.statement().period();
    (
        reading.class(),
        stated.and_then(ProcessingPeriod::single_length),
    )
}

fn takes_longer(online: PeriodLength, offline: PeriodLength) -> bool {
    let text = |length: PeriodLength| length.to_string();
    let months = |length| {
        let text = text(length);
        let years = text
            .strip_suffix("年")
            .map(|years| years.parse::<f64>().unwrap() * 12.0);
        years.or_else(|| {
            text.strip_suffix("か月")
                .map(|months| months.parse().unwrap())
        })
    };
    if let (Some(online), Some(offline)) = (months(online), months(offline)) {
        return online > offline;
    }
    if online.unit() == offline.unit() {
        return online.amount() > offline.amount();
    }
    online.is_certainly_longer_than(&offline)
}

struct Slow<'f> {
    file: &'f SurveyFile,
    row: usize,
    found: Vec<Found>,
}

/// Everything that is wrong with a file, and how many rows were counted.
pub(crate) fn check(file: &SurveyFile) -> (Vec<Found>, u64) {
    let mut slow = Slow {
        file,
        row: 0,
        found: Vec::new(),
    };
    for column in SurveyEdition::r6().columns() {
        if !slow.has(column.key) {
            let values = BTreeMap::from([("header".to_owned(), column.header.clone())]);
            slow.found.push(("column_missing".to_owned(), None, values));
        }
    }
    let mut counted = 0;
    for row in 0..file.rows.len() {
        slow.row = row;
        if file
            .columns
            .iter()
            .all(|column| is_blank(slow.text(*column)))
        {
            slow.found.push((
                "row_blank".into(),
                Some((row, file.columns[0])),
                BTreeMap::new(),
            ));
            continue;
        }
        counted += 1;
        slow.check_row();
    }
    (slow.found, counted)
}

impl<'f> Slow<'f> {
    fn has(&self, column: C) -> bool {
        self.file.columns.contains(&column)
    }

    fn text(&self, column: C) -> &'f str {
        if self.has(column) {
            self.file.cell(self.row, column)
        } else {
            ""
        }
    }

    fn edition(column: C) -> &'static EditionColumn {
        SurveyEdition::r6().column(column).unwrap()
    }

    fn coded(&self, column: C) -> Coded {
        coded(Self::edition(column), self.text(column))
    }

    fn filled(&self, column: C) -> bool {
        if Self::edition(column).coded {
            !self.coded(column).is_blank()
        } else {
            !is_blank(self.text(column))
        }
    }

    fn blank(&self, column: C) -> bool {
        self.has(column) && !self.filled(column)
    }

    fn say(&mut self, rule: &str, column: C, values: &[(&str, &str)]) {
        let values = values
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        self.found
            .push((rule.to_owned(), Some((self.row, column)), values));
    }

    fn header(&mut self, rule: &str, column: C) {
        self.say(rule, column, &[("header", &Self::edition(column).header)]);
    }

    fn value(&mut self, rule: &str, column: C) {
        let text = self.text(column);
        self.say(
            rule,
            column,
            &[("header", &Self::edition(column).header), ("value", text)],
        );
    }

    fn status(&self) -> Option<String> {
        self.coded(C::OnlineStatus).single().map(str::to_owned)
    }

    fn check_row(&mut self) {
        for edition in SurveyEdition::r6().columns() {
            let column = &edition.key;
            if edition.must_be_filled && self.blank(*column) {
                match column {
                    C::ProcedureId => self.say("id_missing", *column, &[]),
                    _ => self.header("cell_missing", *column),
                }
            }
            if self.has(*column) && !COUNTS.contains(column) {
                self.cell(*column);
            }
        }
        self.law();
        self.parties();
        self.counts();
        self.plan();
        let kind = self.coded(C::Kind);
        if kind.is_blank() || !kind.others.is_empty() || kind.has("1") {
            self.fee();
            self.attachments();
            self.periods();
        } else {
            for column in APPLICATIONS_ONLY {
                if self.filled(column) {
                    self.value("answer_out_of_scope", column);
                }
            }
        }
        self.repeated();
    }

    /// Rules about one cell by itself.
    fn cell(&mut self, column: C) {
        let text = self.text(column);
        let edition = Self::edition(column);
        let code = if edition.coded {
            self.coded(column)
        } else {
            Coded::default()
        };
        for (wrong, rule) in [
            (code.unknown, "code_unknown"),
            (code.variant, "code_variant"),
            (code.joined, "values_joined"),
            (code.separator, "separator"),
            (code.repeated, "value_repeated"),
        ] {
            if wrong {
                self.value(rule, column);
            }
        }
        if has_blank_ends(text) {
            self.header("blanks_at_ends", column);
        }
        if text.contains(['\n', '\r']) {
            self.header("line_break", column);
        }
        if text.contains('\u{FFFD}') {
            self.header("replacement_character", column);
        }
        let named: [(&str, Test); 3] = [
            ("invisible_character", |c| {
                let signs = "\u{A0}\u{AD}\u{FEFF}";
                let hidden = [
                    '\u{200B}'..='\u{200F}',
                    '\u{2028}'..='\u{202E}',
                    '\u{2060}'..='\u{2069}',
                ];
                signs.contains(c)
                    || hidden.iter().any(|range| range.contains(&c))
                    || (c.is_control() && c != '\n' && c != '\r')
            }),
            ("private_use_character", |c| {
                ('\u{E000}'..='\u{F8FF}').contains(&c)
                    || c >= '\u{F0000}' && u32::from(c) & 0xFFFF < 0xFFFE
                    || (c == '\u{FFFFE}' || c == '\u{FFFFF}')
            }),
            ("half_width_kana", |c| {
                ('\u{FF61}'..='\u{FF9F}').contains(&c)
            }),
        ];
        for (rule, test) in named {
            if let Some(c) = text.chars().find(|c| test(*c)) {
                let code = format!("U+{:04X}", u32::from(c));
                self.say(
                    rule,
                    column,
                    &[("header", &edition.header), ("code", &code)],
                );
            }
        }
    }

    fn law(&mut self) {
        let law = self.filled(C::LawName);
        if law && self.blank(C::LawNumber) {
            self.say("law_number_missing", C::LawNumber, &[]);
        }
        if law && self.blank(C::Article) {
            self.say("article_missing", C::Article, &[]);
        }
        if self.filled(C::Article) && !read_citation_cell(self.text(C::Article)).is_complete() {
            self.value("article_unread", C::Article);
        }
    }

    fn parties(&mut self) {
        let kind = self.coded(C::Kind);
        let nobody_receives = kind.has("3") || kind.has("4");
        let unclear = kind.is_blank() || !kind.others.is_empty();
        if self.blank(C::Recipient) && !nobody_receives && !unclear {
            self.say("recipient_missing", C::Recipient, &[]);
        }
        let agency = self.coded(C::Actor).has("2") || self.coded(C::Recipient).has("2");
        if self.blank(C::AgencyName) && agency {
            self.say("agency_name_missing", C::AgencyName, &[]);
        }
        let both = self.filled(C::Ministry) && self.filled(C::ImplementingMinistries);
        if self.coded(C::CommonProcedure).has("none") && both {
            let names = self.text(C::ImplementingMinistries).replace('；', ";");
            if !names
                .split(';')
                .any(|name| name.trim() == self.text(C::Ministry).trim())
            {
                self.value("ministry_not_implementing", C::ImplementingMinistries);
            }
        }
    }

    fn counts(&mut self) {
        let mut numbers = [None; 3];
        for (column, number) in COUNTS.into_iter().zip(&mut numbers) {
            match count(self.text(column)) {
                Ok(None) if self.has(column) => self.header("count_missing", column),
                Ok(None) => {}
                Ok(Some((found, loose))) => {
                    *number = Some(found);
                    if loose {
                        self.value("count_loose", column);
                    }
                }
                Err(()) => self.value("count_not_a_number", column),
            }
        }
        let text = |number: Option<u64>| number.unwrap_or_default().to_string();
        let [total, online, offline] = numbers;
        let shown = numbers.map(text);
        let values = [
            ("total", &*shown[0]),
            ("online", &*shown[1]),
            ("offline", &*shown[2]),
        ];
        let status = self.status();
        match (status.as_deref(), online) {
            (Some("1"), Some(0)) => self.say("online_without_cases", C::CasesOnline, &values[1..2]),
            (Some("2" | "3" | "4"), Some(1..)) => {
                self.say("online_count_without_status", C::CasesOnline, &values[1..2]);
            }
            _ => {}
        }
        if let (Some(total), Some(online)) = (total, online) {
            if online > total {
                self.say("online_exceeds_total", C::CasesOnline, &values[..2]);
            } else if offline.is_some_and(|offline| offline != total - online) {
                self.say("counts_do_not_add_up", C::CasesTotal, &values);
            }
        }
    }

    fn plan(&mut self) {
        let planned = self.coded(C::Concerns).has("0");
        if planned && self.blank(C::PlannedYear) {
            self.say("plan_without_year", C::PlannedYear, &[]);
        }
        if self.filled(C::PlannedYear) {
            if !planned && self.has(C::Concerns) {
                self.value("year_without_plan", C::PlannedYear);
            }
            if self.status().as_deref() == Some("1") {
                self.value("year_although_online", C::PlannedYear);
            }
        }
        if self.status().as_deref() == Some("2") && self.blank(C::Concerns) {
            self.say("reason_missing", C::Concerns, &[]);
        }
    }

    fn fee(&mut self) {
        let fee = self.coded(C::Fee).has("2");
        if fee && self.blank(C::FeePayment) {
            self.say("fee_method_missing", C::FeePayment, &[]);
        }
        if !fee && self.has(C::Fee) && self.filled(C::FeePayment) {
            self.value("fee_method_without_fee", C::FeePayment);
        }
        let online = self
            .coded(C::FeePayment)
            .codes
            .iter()
            .any(|code| code.starts_with('2'));
        if self.has(C::FeePayment) && self.filled(C::FeeRelief) && !online {
            self.value("fee_relief_out_of_scope", C::FeeRelief);
        }
    }

    fn attachments(&mut self) {
        let attachments = self.coded(C::Attachments);
        let (none, some) = (attachments.has("none"), !attachments.others.is_empty());
        if none && some {
            self.value("attachments_contradict", C::Attachments);
        }
        if none && !some {
            for column in [C::AttachmentReduction, C::AttachmentSubmission] {
                if self.filled(column) {
                    self.value("attachment_details_without_attachments", column);
                }
            }
        }
        if some && !none && self.blank(C::AttachmentSubmission) {
            self.say("attachment_method_missing", C::AttachmentSubmission, &[]);
        }
    }

    fn periods(&mut self) {
        let mut lengths = Vec::new();
        for column in [C::PeriodOnline, C::PeriodOffline] {
            if self.filled(column) {
                let (class, length) = period(self.text(column));
                match class {
                    ProcessingPeriodClass::Unread => self.value("period_unread", column),
                    ProcessingPeriodClass::NumberWithoutUnit => {
                        self.value("period_without_unit", column);
                    }
                    _ => {}
                }
                lengths.extend(length);
            }
        }
        if let [online, offline] = lengths[..]
            && takes_longer(online, offline)
        {
            let texts = [C::PeriodOnline, C::PeriodOffline].map(|column| self.text(column));
            let values = [("online", texts[0]), ("offline", texts[1])];
            self.say("period_longer_online", C::PeriodOnline, &values);
        }
    }

    /// Looks at every earlier row.
    fn repeated(&mut self) {
        let keys = [C::Ministry, C::ProcedureName, C::LawName, C::Article];
        let (file, row) = (self.file, self.row);
        let id = self.text(C::ProcedureId);
        let counted = |row: &usize| file.columns.iter().any(|c| !is_blank(file.cell(*row, *c)));
        let first = |same: &dyn Fn(C) -> bool| {
            let columns: Vec<C> = file.columns.iter().copied().filter(|c| same(*c)).collect();
            (0..row).filter(counted).find(|earlier| {
                columns
                    .iter()
                    .all(|c| file.cell(*earlier, *c) == file.cell(row, *c))
            })
        };
        let same_id = first(&|column| column == C::ProcedureId);
        let same_row = first(&|column| column != C::ProcedureId);
        let same_key = first(&|column| keys.contains(&column));
        let values = |row: usize| (row + 2).to_string();
        if let Some(first) = same_id.filter(|_| !is_blank(id)) {
            self.say(
                "id_repeated",
                C::ProcedureId,
                &[("first", &values(first)), ("id", id)],
            );
        }
        let has_key = keys.iter().all(|column| self.has(*column));
        match (same_row, same_key) {
            (Some(first), _) => {
                let values = [("first", &*values(first)), ("id", id)];
                self.say("row_repeated", C::ProcedureName, &values);
            }
            (None, Some(first)) if has_key => {
                let values = [("first", &*values(first)), ("id", id)];
                self.say("key_repeated", C::ProcedureName, &values);
            }
            _ => {}
        }
    }
}
