//! Days, months, fiscal years and eras.

use serde::{Deserialize, Serialize};
use tosei_conformance::Runner;
use tosei_types::{
    Date, EraNote, FiscalQuarter, FiscalYear, WarekiReading, Weekday,
    wareki::{parse_document, parse_strict, read_cell},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadText {
    text: String,
    reading: How,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    Strict,
    Document,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayAndDays {
    date: Date,
    days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    date: Date,
}

#[derive(Serialize)]
struct DateParts {
    date: Date,
    weekday: Weekday,
    fiscal_year: FiscalYear,
    quarter: FiscalQuarter,
}

#[derive(Serialize)]
struct FiscalYearRead {
    fiscal_year: FiscalYear,
    written: &'static str,
    note: Option<EraNote>,
    label_ja: String,
}

#[derive(Serialize)]
struct DayRead {
    date: Date,
    note: Option<EraNote>,
}

#[derive(Serialize)]
struct CellRead {
    kind: &'static str,
    value: String,
    note: Option<EraNote>,
}

#[derive(Serialize)]
struct Written {
    long: String,
    short: String,
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("date_text", |Text { text }: Text| {
            let date: Date = text
                .parse()
                .map_err(|error: tosei_types::DateError| error.code().to_owned())?;
            Ok(DateParts {
                date,
                weekday: date.weekday(),
                fiscal_year: date.fiscal_year(),
                quarter: FiscalQuarter::of(date),
            })
        })
        .on("date_add", |DayAndDays { date, days }: DayAndDays| {
            date.add_days(days).map_err(|error| error.code().to_owned())
        })
        .on("fiscal_year", |ReadText { text, reading }: ReadText| {
            // The strict reading says less: what was written, it shares with the document reading.
            if let How::Strict = reading {
                FiscalYear::parse_strict(&text).map_err(|error| error.code().to_owned())?;
            }
            let read =
                FiscalYear::parse_document(&text).map_err(|error| error.code().to_owned())?;
            Ok(FiscalYearRead {
                fiscal_year: read.fiscal_year,
                written: read.written.code(),
                note: read.note,
                label_ja: read.fiscal_year.label_ja(),
            })
        })
        .on("wareki_day", |ReadText { text, reading }: ReadText| {
            let read = match reading {
                How::Strict => parse_strict(&text).map(|value| WarekiReading { value, note: None }),
                How::Document => parse_document(&text),
            };
            read.map(|read| DayRead {
                date: read.value,
                note: read.note,
            })
            .map_err(|error| error.code().to_owned())
        })
        .on("wareki_cell", |Text { text }: Text| {
            read_cell(&text)
                .map(|read| CellRead {
                    kind: read.value.code(),
                    value: read.value.to_string(),
                    note: read.note,
                })
                .map_err(|error| error.code().to_owned())
        })
        .on("wareki_written", |Day { date }: Day| {
            Ok(date.to_wareki().map(|wareki| Written {
                long: wareki.to_string(),
                short: wareki.short().to_string(),
            }))
        })
}
