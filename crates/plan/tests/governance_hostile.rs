//! Documents that are cut, turned and filled with junk: no reader panics, and whatever is read reads back.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use tosei_document::{Collector, Limits};
use tosei_plan::answer::AnswerFigures;
use tosei_plan::governance::{GovernanceRecord, PartnerBody, PostEntry, Records, rules, sample};
use tosei_plan::year::OfficeCalendar;

fn reads_back<T: GovernanceRecord + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    let mut sink = Collector::new(rules());
    if let Some(reading) = Records::<T>::read(bytes, &Limits::default(), rules(), &mut sink) {
        let text = serde_json::to_string(&reading.document).unwrap();
        assert_eq!(Records::<T>::from_json(&text).unwrap(), reading.document);
        let found = sink.into_report().total();
        assert!(found >= reading.raw.len() as u64);
    }
}

proptest! {
    /// Law: a document with one byte changed, or cut short, is read or refused, never a panic.
    #[test]
    fn damaged_documents_are_read_or_refused(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
    ) {
        let post = serde_json::to_vec(&sample::post().unwrap()).unwrap();
        let partners = serde_json::to_vec(&sample::partners().unwrap()).unwrap();
        for whole in [post, partners] {
            let mut damaged = whole.clone();
            let place = at.index(damaged.len());
            damaged[place] = byte;
            if cut {
                damaged.truncate(place);
            }
            reads_back::<PostEntry>(&damaged);
            reads_back::<PartnerBody>(&damaged);
        }
    }

    /// Law: any text is refused by the strict readers, with a code.
    #[test]
    fn junk_is_refused(text in ".{0,80}") {
        prop_assert_eq!(Records::<PostEntry>::from_json(&text).unwrap_err().code(), "plan.governance.shape");
        prop_assert_eq!(OfficeCalendar::from_json(&text).unwrap_err().code(), "document.data_file.shape");
        prop_assert_eq!(AnswerFigures::from_json(&text).unwrap_err().code(), "document.data_file.shape");
    }
}
