//! Periods as durations, where one means the other.

use super::LeftOutReason;
use tosei_types::period::{PeriodUnit, read_processing_period};

/// A period as `xsd:duration`; `None` for a blank.
pub(super) fn duration_of(text: &str) -> Result<Option<String>, LeftOutReason> {
    let Some(reading) = read_processing_period(text) else {
        return Ok(None);
    };
    let period = reading.statement().period();
    let single = period.filter(|period| !period.is_approximate());
    let length = single
        .and_then(tosei_types::ProcessingPeriod::single_length)
        .ok_or(LeftOutReason::NoSingleLength)?;
    let (Some(amount), Some(unit)) = (length.amount(), length.unit()) else {
        return Err(LeftOutReason::NoSingleLength);
    };
    let thousandths = amount.thousandths();
    if thousandths % 1000 != 0 {
        return Err(LeftOutReason::NoSingleLength);
    }
    let whole = thousandths / 1000;
    let duration = match unit {
        PeriodUnit::Minute => format!("PT{whole}M"),
        PeriodUnit::Hour => format!("PT{whole}H"),
        PeriodUnit::CalendarDay => format!("P{whole}D"),
        PeriodUnit::Week => format!("P{}D", whole.saturating_mul(7)),
        PeriodUnit::Month => format!("P{whole}M"),
        PeriodUnit::Year => format!("P{whole}Y"),
        _ => return Err(LeftOutReason::DayCounting),
    };
    Ok(Some(duration))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Law: only a length that means the same everywhere becomes a duration.
    #[test]
    fn business_days_are_no_duration() {
        for (text, duration) in [
            ("14暦日", Ok(Some("P14D"))),
            ("2週間", Ok(Some("P14D"))),
            ("1か月", Ok(Some("P1M"))),
            ("30分", Ok(Some("PT30M"))),
            ("", Ok(None)),
            ("10営業日", Err(LeftOutReason::DayCounting)),
            ("14日", Err(LeftOutReason::DayCounting)),
            ("5日～20日", Err(LeftOutReason::NoSingleLength)),
            ("約1か月", Err(LeftOutReason::NoSingleLength)),
            ("1.5か月", Err(LeftOutReason::NoSingleLength)),
            ("即日", Err(LeftOutReason::NoSingleLength)),
            ("定めなし", Err(LeftOutReason::NoSingleLength)),
        ] {
            let expected = duration.map(|one| one.map(str::to_owned));
            assert_eq!(duration_of(text), expected, "{text}");
        }
    }
}
