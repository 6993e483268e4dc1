//! Points in time with their offset taken out.

use std::fmt;
use tosei_types::Date;

/// 時刻 (timestamp): milliseconds since 1970-01-01 00:00 UTC, whatever offset it was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

const DAY: i64 = 86_400_000;

impl Timestamp {
    /// The milliseconds.
    #[must_use]
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// Milliseconds from an earlier one to this one; negative if that one is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads `2011-10-11T13:45:40.276+02:00`: a blank for the `T`, no seconds, up to nine digits of a second, `Z`, and an
    /// offset with or without its colon are read as well; what is finer than a millisecond is cut off.
    ///
    /// `offset_minutes` is meant where the text has no offset; with `None` such a text is refused.
    #[must_use]
    pub fn read(text: &str, offset_minutes: Option<i32>) -> Option<Self> {
        Self::read_with_offset(text, offset_minutes).map(|(time, _)| time)
    }

    /// Milliseconds since 1970, as they are.
    #[must_use]
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// The day and the milliseconds since its midnight where clocks are so many minutes ahead of UTC; `None` where the
    /// calendar ends.
    #[must_use]
    pub fn local(self, offset_minutes: i32) -> Option<(Date, i64)> {
        let shifted = self
            .0
            .checked_add(i64::from(offset_minutes).checked_mul(60_000)?)?;
        let epoch = Date::try_new(1970, 1, 1).ok()?;
        let date = epoch.add_days(shifted.div_euclid(DAY)).ok()?;
        Some((date, shifted.rem_euclid(DAY)))
    }

    /// As [`read`](Self::read), with the offset in minutes that it is written with: the hour on the clock there is what
    /// says when an office works.
    #[must_use]
    pub fn read_with_offset(text: &str, offset_minutes: Option<i32>) -> Option<(Self, i32)> {
        let text = text.trim();
        let date: Date = text.get(..10)?.parse().ok()?;
        let rest = text.get(10..)?.strip_prefix(['T', ' '])?;
        let offset_at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
        let (time, offset) = rest.split_at_checked(offset_at)?;
        let offset = match offset {
            "" => i64::from(offset_minutes?),
            "Z" => 0,
            _ => {
                let sign = if offset.starts_with('-') { -1 } else { 1 };
                let digits: String = offset.get(1..)?.chars().filter(|c| *c != ':').collect();
                let (hours, minutes) = digits.split_at_checked(2)?;
                let minutes = if minutes.is_empty() {
                    0
                } else {
                    two(minutes, 59)?
                };
                sign * (two(hours, 23)? * 60 + minutes)
            }
        };
        let mut parts = time.trim_end().split(':');
        let hour = two(parts.next()?, 23)?;
        let minute = two(parts.next()?, 59)?;
        let milliseconds = match parts.next() {
            None => 0,
            Some(seconds) => {
                let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
                let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
                if part.is_empty() || part.len() > 9 || !is_number {
                    return None;
                }
                let first: String = part.chars().chain("000".chars()).take(3).collect();
                // A leap second is the first of the next minute.
                two(whole, 60)? * 1_000 + first.parse::<i64>().ok()?
            }
        };
        if parts.next().is_some() {
            return None;
        }
        let epoch = Date::try_new(1970, 1, 1).ok()?;
        let days = epoch.days_until(date);
        let minutes = hour * 60 + minute - offset;
        let time = days
            .checked_mul(DAY)?
            .checked_add(minutes * 60_000 + milliseconds)?;
        Some((Self(time), i32::try_from(offset).ok()?))
    }
}

/// Two digits, at most so much.
fn two(text: &str, most: i64) -> Option<i64> {
    if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|number| *number <= most)
}

/// In UTC, as `2011-10-11T11:45:40.276Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let epoch = Date::try_new(1970, 1, 1);
        let Ok(date) = epoch.and_then(|epoch| epoch.add_days(days)) else {
            return write!(f, "{} ms", self.0);
        };
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
        let (second, part) = (rest / 1_000 % 60, rest % 1_000);
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}.{part:03}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn the_offset_is_taken_out() {
        for (text, expected) in [
            (
                "2011-10-11T13:45:40.276+02:00",
                Some("2011-10-11T11:45:40.276Z"),
            ),
            (
                "2011-10-11 13:45:40.276000+02:00",
                Some("2011-10-11T11:45:40.276Z"),
            ),
            (
                "2011-12-06 01:06:40+01:00",
                Some("2011-12-06T00:06:40.000Z"),
            ),
            ("2011-12-31T23:30-0100", Some("2012-01-01T00:30:00.000Z")),
            ("2024-02-29T00:00:00Z", Some("2024-02-29T00:00:00.000Z")),
            ("1969-12-31T23:59:59.999Z", Some("1969-12-31T23:59:59.999Z")),
            ("2024-04-01 09:00", None),
            ("2023-02-29T00:00:00Z", None),
            ("2024-02-29T24:00:00Z", None),
            ("2024-02-29T00:00:00.Z", None),
            ("2024/02/29 00:00", None),
            ("", None),
        ] {
            let read = Timestamp::read(text, None).map(|time| time.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        let japan = Timestamp::read("2024-04-01 09:00", Some(540)).unwrap();
        assert_eq!(japan.to_string(), "2024-04-01T00:00:00.000Z");
    }
}
