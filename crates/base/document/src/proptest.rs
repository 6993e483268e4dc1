//! Strategies for findings and where they are (feature `proptest`), for the property tests of other
//! crates.

use crate::{Catalogue, CellAddress, Finding, Place, Value};
use proptest::{collection::btree_map, option, prelude::*};
use std::{borrow::Cow, num::NonZeroU32};

/// Any cell address, the farthest included.
pub fn cell_addresses() -> impl Strategy<Value = CellAddress> {
    let number = || {
        prop_oneof![1..=100u32, 1..=u32::MAX, Just(u32::MAX)]
            .prop_filter_map("counted from 1", NonZeroU32::new)
    };
    (number(), number()).prop_map(|(column, row)| CellAddress::new(column, row))
}

/// Any place of a finding.
pub fn places() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::Document),
        (1..=u32::MAX, option::of(1..=u32::MAX))
            .prop_map(|(line, column)| Place::Line { line, column }),
        (option::of("[あ-んA-Za-z0-9 !]{1,12}"), cell_addresses()).prop_map(|(sheet, cell)| {
            let sheet = sheet.map(String::into_boxed_str);
            Place::Cell { sheet, cell }
        }),
        "(/[a-z0-9_]{0,8}){0,4}".prop_map(|pointer| Place::Pointer {
            pointer: pointer.into()
        }),
    ]
}

/// Findings of the rules of a catalogue; none if it has no rules.
pub fn findings(catalogue: &Catalogue) -> impl Strategy<Value = Finding> + use<> {
    let rules: Vec<(Box<str>, _)> = catalogue
        .rules()
        .iter()
        .map(|rule| (rule.code.as_str().into(), rule.severity))
        .collect();
    let rule = any::<prop::sample::Index>().prop_filter_map("the catalogue has rules", move |at| {
        let at = at.index(rules.len().max(1));
        rules.get(at).cloned()
    });
    let value = prop_oneof![
        (0..=tosei_types::MAX_COUNT).prop_map(Value::Number),
        "[ -~あ-ん「」…]{0,20}".prop_map(|text| Value::Text(text.into())),
    ];
    let values = btree_map("[a-z_]{1,8}".prop_map(Cow::Owned), value, 0..4);
    let subject = option::of("[A-Z]-[0-9]{1,4}".prop_map(String::into_boxed_str));
    (rule, places(), subject, values).prop_map(|((rule, severity), place, subject, values)| {
        Finding {
            rule,
            severity,
            place,
            subject,
            values,
        }
    })
}
