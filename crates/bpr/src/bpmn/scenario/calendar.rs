//! Calendars of BPSim: weekly hours in iCalendar.

use tosei_simulation::{
    OpeningHours,
    opening_hours::{Span, TimeOfDay},
};

/// Weekly hours of events that repeat every week on named days, every day, or on working days; `None` for anything else,
/// which would be other hours than the file says.
///
/// # Source
///
/// `rfc-5545`: `VEVENT` with `DTSTART`, `DTEND` or `DURATION`, and `RRULE`.
pub(super) fn hours(text: &str) -> Option<OpeningHours> {
    let mut hours = OpeningHours::default();
    let mut event: Option<Event> = None;
    let mut events = 0u32;
    for line in unfolded(text) {
        let (name, value) = line.split_once(':')?;
        let name = name.split(';').next().unwrap_or_default();
        match (name.to_ascii_uppercase().as_str(), value.trim(), &mut event) {
            ("BEGIN", "VEVENT", None) => event = Some(Event::default()),
            ("END", "VEVENT", open @ Some(_)) => {
                open.take()?.add(&mut hours)?;
                events = events.checked_add(1)?;
            }
            ("DTSTART", value, Some(event)) => event.from = minutes(value),
            ("DTEND", value, Some(event)) => event.to = minutes(value),
            ("DURATION", value, Some(event)) => event.length = length(value),
            ("RRULE", value, Some(event)) => event.rule = Some(value.to_owned()),
            ("EXDATE" | "RDATE" | "EXRULE", _, Some(_)) => return None,
            _ => {}
        }
    }
    (event.is_none() && events > 0).then_some(hours)
}

/// Lines; one that begins with a blank goes on from the one before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(|line| line.trim_end_matches('\r')) {
        if line.trim().is_empty() {
            continue;
        }
        let is_folded = line.starts_with([' ', '\t']) && !line.trim_start().contains(':');
        match lines.last_mut() {
            Some(last) if is_folded => last.push_str(line.trim_start()),
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

#[derive(Default)]
struct Event {
    /// Minutes of the day, and whether the day is the next one.
    from: Option<(String, u16)>,
    to: Option<(String, u16)>,
    length: Option<u16>,
    rule: Option<String>,
}

impl Event {
    fn add(self, hours: &mut OpeningHours) -> Option<()> {
        let (day, from) = self.from?;
        let to = match (self.to, self.length) {
            (Some((end, to)), None) if end == day => to,
            // Until midnight, which is the first minute of the next day.
            (Some((_, 0)), None) => 1_440,
            (None, Some(length)) => from.checked_add(length)?,
            _ => return None,
        };
        if to <= from || to > 1_440 {
            return None;
        }
        let span = Span {
            from: time(from)?,
            to: time(to)?,
        };
        for day in days(&self.rule?)? {
            let of = match day.as_str() {
                "MO" => &mut hours.monday,
                "TU" => &mut hours.tuesday,
                "WE" => &mut hours.wednesday,
                "TH" => &mut hours.thursday,
                "FR" => &mut hours.friday,
                "SA" => &mut hours.saturday,
                "SU" => &mut hours.sunday,
                _ => return None,
            };
            of.push(span);
            of.sort_by_key(|span| span.from);
            let overlap = of.windows(2).any(|pair| match pair {
                [one, other] => other.from < one.to,
                _ => false,
            });
            if overlap {
                return None;
            }
        }
        Some(())
    }
}

/// The days of a rule that holds every week or every day without an end.
fn days(rule: &str) -> Option<Vec<String>> {
    const ALL: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let (mut frequency, mut on) = (None, None);
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=')?;
        match key.to_ascii_uppercase().as_str() {
            "FREQ" => frequency = Some(value.to_ascii_uppercase()),
            "BYDAY" => on = Some(value.to_ascii_uppercase()),
            "INTERVAL" if value == "1" => {}
            "WKST" => {}
            _ => return None,
        }
    }
    let on: Option<Vec<String>> =
        on.map(|on| on.split(',').map(|day| day.trim().to_owned()).collect());
    match (frequency?.as_str(), on) {
        ("WEEKLY" | "DAILY", Some(days)) => Some(days),
        ("DAILY", None) => Some(ALL.map(str::to_owned).to_vec()),
        _ => None,
    }
}

/// The day and the minutes since its midnight of `20260401T083000`.
fn minutes(text: &str) -> Option<(String, u16)> {
    let (day, time) = text.trim().split_once('T')?;
    let time = time.trim_end_matches('Z');
    let (hour, rest) = time.split_at_checked(2)?;
    let (minute, second) = rest.split_at_checked(2)?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let is_whole = second.is_empty() || second == "00";
    if hour > 23 || minute > 59 || !is_whole {
        return None;
    }
    Some((day.to_owned(), hour.checked_mul(60)?.checked_add(minute)?))
}

fn length(text: &str) -> Option<u16> {
    let minutes = super::super::duration::minutes(text)?.get();
    let whole = u16::try_from(minutes.numerator()).ok()?;
    (minutes.denominator() == 1).then_some(whole)
}

fn time(minutes: u16) -> Option<TimeOfDay> {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::hours;

    fn event(inside: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{inside}\r\nEND:VEVENT\r\nEND:VCALENDAR")
    }

    #[test]
    fn weekly_hours_are_read_and_nothing_else_is_guessed() {
        let of = |inside: &str| hours(&event(inside));
        let week = "DTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
        let read = of(week).unwrap();
        assert_eq!(read.friday.len(), 1);
        assert_eq!(read.friday[0].to.to_string(), "17:15");
        assert!(read.sunday.is_empty());
        let daily = of("DTSTART:20260401T220000Z\nDURATION:PT2H\nRRULE:FREQ=DAILY").unwrap();
        assert_eq!(daily.sunday[0].to.to_string(), "24:00");
        for other in [
            "",
            "DTSTART:20260401T083000\nDTEND:20260401T171500",
            "DTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=MONTHLY",
            "DTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            "DTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=WEEKLY;UNTIL=20270101;BYDAY=MO",
            "DTSTART:20260401T083000\nDTEND:20260402T171500\nRRULE:FREQ=WEEKLY;BYDAY=MO",
            "DTSTART:20260401T173000\nDTEND:20260401T083000\nRRULE:FREQ=WEEKLY;BYDAY=MO",
            "DTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=WEEKLY;BYDAY=1MO",
            "DTSTART:20260401T083000\nDTEND:20260401T171500\nRRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE:20260406T083000",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(hours("nothing"), None);
    }
}
