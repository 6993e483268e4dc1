//! Laws of times as text.

use proptest::prelude::*;
use tosei_bpr::{TimeValue, proptest::time_values};

proptest! {
    /// Law: the text of a time is read as the same time.
    #[test]
    fn a_time_comes_back_from_its_text(time in time_values()) {
        prop_assert_eq!(time.to_string().parse::<TimeValue>().unwrap(), time);
    }

    /// Law: no text makes the reader panic, and what it reads has one text.
    #[test]
    fn any_text_is_a_time_or_none(text in "[0-9hdwm分時間日./~～( ),a-u-]{0,24}") {
        if let Ok(time) = text.parse::<TimeValue>() {
            prop_assert_eq!(time.to_string().parse::<TimeValue>().unwrap(), time);
        }
    }
}
