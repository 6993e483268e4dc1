//! Any bytes as a document that is read with findings.
//!
//! The first byte chooses the kind of document.
//!
//! Laws: no panic; a document that is refused has a finding; what is read is written and read back the same.

use serde::{Serialize, de::DeserializeOwned};
use tosei_analog_regs::register::{ClauseRegister, read_register, rules as register_rules};
use tosei_counter_dx::{register::CounterRegister, station::Station};
use tosei_criteria::{EvidenceSet, Standard};
use tosei_document::{Catalogue, Collector, Limits, read_exemptions};
use tosei_inventory::round::{self, SurveyRound};
use tosei_qos_model::{
    PortfolioDocument, ReviewReading, TargetReading, rules as qos_rules, tokyo_2024,
};
use tosei_types::{BusinessCalendar, CountingRule, HolidayList};

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    let Some((kind, json)) = data.split_first() else {
        return;
    };
    let limits = Limits {
        items: 100_000,
        ..Limits::default()
    };
    match kind % 11 {
        0 => {
            let (standard, report) = Standard::read(json, &limits);
            assert!(
                standard.is_some() || !report.is_clean(),
                "refused without a reason"
            );
            there_and_back::<Standard>(json);
        }
        1 => {
            let (evidence, report) = EvidenceSet::read(json, &limits);
            assert!(
                evidence.is_some() || !report.is_clean(),
                "refused without a reason"
            );
        }
        2 => {
            let mut sink = Collector::new(qos_rules());
            let read = ReviewReading::read(json, &limits, qos_rules(), &mut sink);
            assert!(read.is_some() || !sink.into_report().is_clean());
        }
        3 => {
            let mut sink = Collector::new(qos_rules());
            let read = TargetReading::read(json, &limits, qos_rules(), &mut sink);
            assert!(read.is_some() || !sink.into_report().is_clean());
        }
        4 => {
            let mut sink = Collector::new(Catalogue::reading());
            let read = read_exemptions(json, &limits, Catalogue::reading(), &mut sink);
            assert!(read.is_some() || !sink.into_report().is_clean());
        }
        5 => {
            let mut sink = Collector::new(register_rules());
            if let Some(read) = read_register(json, &limits, &mut sink) {
                let again = ClauseRegister::from_json(&read.register.to_json());
                assert_eq!(again.ok().as_ref(), Some(&read.register));
            } else {
                assert!(!sink.into_report().is_clean());
            }
        }
        6 => {
            let mut sink = Collector::new(round::rules());
            if let Some(read) = round::read_json(json, &limits, round::rules(), &mut sink) {
                let again = SurveyRound::from_json(&read.round.to_json());
                assert_eq!(again.ok().as_ref(), Some(&read.round));
            } else {
                assert!(!sink.into_report().is_clean());
            }
        }
        7 => there_and_back::<CounterRegister>(json),
        8 => there_and_back::<Station>(json),
        9 => {
            let mut sink = Collector::new(qos_rules());
            if let Some((read, _)) = PortfolioDocument::read(json, &limits, qos_rules(), &mut sink)
            {
                read.check(tokyo_2024(), qos_rules(), &mut sink);
            } else {
                assert!(!sink.into_report().is_clean());
            }
        }
        _ => {
            let _ = (
                BusinessCalendar::from_json(json),
                CountingRule::from_json(json),
            );
            let _ = HolidayList::from_json(json);
        }
    }
}

fn there_and_back<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(json: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(json) else {
        return;
    };
    let written = serde_json::to_string(&read).expect("what was read can be written");
    assert_eq!(serde_json::from_str::<T>(&written).ok(), Some(read));
}
