//! Errors about holidays, calendars and deadlines in both languages.
//!
//! Their types live below this crate; here they get the sentence that a user sees.

use crate::Explain;
use tosei_types::business_day::BusinessDayError;
use tosei_types::deadline::{
    ArrivalTimestampError, CountingRuleError, DeadlineError, StandardProcessingPeriodError,
    StatutoryDeadlineError, StopError,
};
use tosei_types::holiday::{CalendarError, HolidayError, MAX_NAME_CHARS};
use tosei_types::{Language, MAX_DOCUMENT_BYTES, UnreadableDocument};

/// The English message as a sentence.
fn english(error: &impl std::error::Error) -> String {
    let message = error.to_string().replace('`', "");
    let mut rest = message.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), rest.as_str())
}

macro_rules! explain {
    ($($type:ty => $sentence:expr;)+) => {$(
        impl Explain for $type {
            fn code(&self) -> &'static str {
                Self::code(self)
            }

            fn sentence(&self, language: Language) -> String {
                $sentence(self, language)
            }
        }
    )+};
}

explain! {
    HolidayError => HolidayError::sentence;
    BusinessDayError => BusinessDayError::sentence;
    DeadlineError => DeadlineError::sentence;
    UnreadableDocument => unreadable;
    CalendarError => calendar;
    CountingRuleError => counting_rule;
    StopError => stop;
    ArrivalTimestampError => arrival;
    StandardProcessingPeriodError => standard_period;
    StatutoryDeadlineError => statutory;
}

fn unreadable(error: &UnreadableDocument, language: Language) -> String {
    match (error, language) {
        (UnreadableDocument::TooLarge { bytes, .. }, Language::Ja) => {
            format!("文書が大きすぎます（{bytes}バイト。{MAX_DOCUMENT_BYTES}バイトまで）。")
        }
        (UnreadableDocument::BadShape { reason, .. }, Language::Ja) => {
            format!("文書の形が違うため読めません（{reason}）。")
        }
        (
            UnreadableDocument::WrongFormat {
                format,
                version,
                expected,
                ..
            },
            Language::Ja,
        ) => format!("「{expected}」第1版ではなく「{format}」第{version}版の文書です。"),
        (error, _) => english(error),
    }
}

fn calendar(error: &CalendarError, language: Language) -> String {
    if let CalendarError::Unreadable(error) = error {
        return unreadable(error, language);
    }
    if language == Language::En {
        return english(error);
    }
    match error {
        CalendarError::Blank { key, .. } => format!("「{key}」が空です。"),
        CalendarError::TextTooLong { key, .. } => {
            format!("「{key}」が長すぎます（{MAX_NAME_CHARS}字まで）。")
        }
        CalendarError::TooMany {
            key, items, most, ..
        } => format!("「{key}」が{items}件あります（{most}件まで）。"),
        CalendarError::LastBeforeFirst {
            first_day,
            last_day,
            ..
        } => format!("一覧の最終日{last_day}が初日{first_day}より前です。"),
        CalendarError::OutsideEdition { date, .. } => {
            format!("{date}は一覧の期間の外にあります。")
        }
        CalendarError::Twice { key, day, .. } => {
            format!("「{key}」に{day}が二度あります。")
        }
        CalendarError::ClosedAndOpen { date, .. } => {
            format!("{date}が閉庁日にも開庁日にもなっています。")
        }
        error => format!(
            "開庁日カレンダー又は祝日の一覧として使えません（{}）。",
            error.code()
        ),
    }
}

fn counting_rule(error: &CountingRuleError, language: Language) -> String {
    match (error, language) {
        (CountingRuleError::Unreadable(error), language) => unreadable(error, language),
        (CountingRuleError::Name(error), language) => calendar(error, language),
        (CountingRuleError::StopTwice { kind, .. }, Language::Ja) => format!(
            "期間の停止の事由「{}」が二度あります。",
            kind.label(language)
        ),
        (error, Language::Ja) => format!("期間の数え方として使えません（{}）。", error.code()),
        (error, _) => english(error),
    }
}

fn stop(error: &StopError, language: Language) -> String {
    match (error, language) {
        (StopError::EndsBeforeItBegins { from, until, .. }, Language::Ja) => {
            format!("期間の停止の末日{until}が初日{from}より前です。")
        }
        (error, Language::Ja) => format!("期間の停止として使えません（{}）。", error.code()),
        (error, _) => english(error),
    }
}

fn arrival(error: &ArrivalTimestampError, language: Language) -> String {
    match (error, language) {
        (ArrivalTimestampError::Date(error), Language::Ja) => {
            format!("到達日の日付が読めません（{}）。", error.code())
        }
        (ArrivalTimestampError::BadTime { text, .. }, Language::Ja) => {
            format!("到達日時の「{text}」は「時時:分分」の形の時刻ではありません。")
        }
        (ArrivalTimestampError::NoSuchTime { text, .. }, Language::Ja) => {
            format!("「{text}」という時刻はありません（00:00から23:59まで）。")
        }
        (error, Language::Ja) => format!("到達日時として読めません（{}）。", error.code()),
        (error, _) => english(error),
    }
}

fn standard_period(error: &StandardProcessingPeriodError, language: Language) -> String {
    use StandardProcessingPeriodError as Error;
    match (error, language) {
        (Error::Unreadable(error), language) => unreadable(error, language),
        (Error::Length(error), language) => error.sentence(language),
        (Error::PublishedAt(error), language) => calendar(error, language),
        (Error::Missing { key, .. }, Language::Ja) => {
            format!("設定済みの標準処理期間に「{key}」がありません。")
        }
        (Error::DoesNotGoWith { key, state, .. }, Language::Ja) => format!(
            "標準処理期間が「{}」のとき、「{key}」は書けません。",
            state.label(language)
        ),
        (Error::PlaceWithoutPublication, Language::Ja) => {
            "公表していない標準処理期間に、公表場所が書かれています。".to_owned()
        }
        (error, Language::Ja) => format!("標準処理期間として使えません（{}）。", error.code()),
        (error, _) => english(error),
    }
}

fn statutory(error: &StatutoryDeadlineError, language: Language) -> String {
    use StatutoryDeadlineError as Error;
    match (error, language) {
        (Error::Unreadable(error), language) => unreadable(error, language),
        (Error::LegalBasis(error), language) => calendar(error, language),
        (Error::Length(error), language) => error.sentence(language),
        (Error::Stops(error), language) => counting_rule(error, language),
        (Error::InBusinessDays { length, .. }, Language::Ja) => {
            format!("法定期限は暦日で数えるため、「{length}」のような開庁日の期間にはできません。")
        }
        (Error::ExtensionTooShort { length, up_to, .. }, Language::Ja) => {
            format!("延長の限度「{up_to}」が、期限「{length}」より長いとは限りません。")
        }
        (
            Error::ExtensionInAnotherUnit {
                length, further, ..
            },
            Language::Ja,
        ) => format!("延長「{further}」の単位が、期限「{length}」の単位と違います。"),
        (error, Language::Ja) => format!("法定期限として使えません（{}）。", error.code()),
        (error, _) => english(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tosei_types::deadline::{
        ArrivalTimestamp, CountingRule, FirstDay, Stop, StopKind, StopRule,
    };
    use tosei_types::{BeyondList, BusinessCalendar, Date, HolidayList};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn boxed<E: Explain + 'static>(error: E) -> Box<dyn Explain> {
        Box::new(error)
    }

    fn errors() -> Vec<(Box<dyn Explain>, &'static str)> {
        let list = HolidayList::official();
        let read = |json: &str| boxed(BusinessCalendar::from_json(json.as_bytes()).unwrap_err());
        let holidays = |first: &str, last: &str, days: &[&str], name: &str| {
            let edition = serde_json::json!({
                "source": "test", "date": "2026-11-22", "first_day": first, "last_day": last,
            });
            let days = days
                .iter()
                .map(|day| serde_json::json!({"date": day, "name": name}));
            let document = serde_json::json!({
                "format": "tosei-holidays", "format_version": 1, "edition": edition,
                "holidays": days.collect::<Vec<_>>(),
            });
            boxed(HolidayList::from_json(document.to_string().as_bytes()).unwrap_err())
        };
        let year = ("2025-01-01", "2025-12-31");
        let beyond = day("2030-01-01");
        let twice = [
            StopRule::new(StopKind::Correction),
            StopRule::new(StopKind::Correction),
        ];
        let rule = CountingRule::standard(FirstDay::NextDay);
        let stop = Stop::try_new(StopKind::Correction, day("2025-06-03"), day("2025-06-02"));
        let arrival = |text: &str| boxed(text.parse::<ArrivalTimestamp>().unwrap_err());
        let outside = list.holiday_on(beyond, BeyondList::Refuse).unwrap_err();
        vec![
            (boxed(outside.clone()), "types.holiday.outside_list"),
            (
                boxed(BusinessDayError::from(outside.clone())),
                "types.holiday.outside_list",
            ),
            (
                boxed(DeadlineError::from(outside)),
                "types.holiday.outside_list",
            ),
            (read("{"), "types.document.bad_shape"),
            (
                holidays(year.0, year.1, &["2025-01-01"], " "),
                "types.calendar.blank",
            ),
            (
                holidays(year.0, year.1, &["2025-01-01"], &"あ".repeat(101)),
                "types.calendar.text_too_long",
            ),
            (
                holidays(year.1, year.0, &[], "元日"),
                "types.calendar.last_before_first",
            ),
            (
                holidays(year.0, year.1, &["2026-01-01"], "元日"),
                "types.calendar.outside_edition",
            ),
            (
                holidays(year.0, year.1, &["2025-01-01", "2025-01-01"], "元日"),
                "types.calendar.twice",
            ),
            (
                boxed(rule.try_with_stops(twice.to_vec()).unwrap_err()),
                "types.counting_rule.stop_twice",
            ),
            (boxed(stop.unwrap_err()), "types.stop.ends_before_it_begins"),
            (arrival("2025-06-02T24:00"), "types.arrival.no_such_time"),
            (arrival("2025-06-02T9:00"), "types.arrival.bad_time"),
        ]
    }

    #[test]
    fn every_error_speaks_both_languages() {
        let mut seen = 0;
        for (error, code) in errors() {
            seen += 1;
            assert_eq!(error.code(), code);
            let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
            // A sentence that only gives the code is one that somebody forgot to write.
            assert!(!ja.contains(code), "{ja}");
            assert!(ja.ends_with('。') && !ja.is_ascii(), "{ja}");
            assert!(
                en.ends_with('.') && !en.starts_with(char::is_lowercase),
                "{en}"
            );
        }
        assert_eq!(seen, 13);
    }
}
