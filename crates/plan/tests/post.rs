//! What an entry of the improvement post is linked to.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::json;
use tosei_plan::governance::{PostEntry, PostLinkKind, PostName, post_rules};
use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label};

/// Case: each procedure and counter once; what the person stated first, and every one of a name.
#[test]
fn an_entry_is_linked_once_to_whatever_it_names() {
    let entry: PostEntry = serde_json::from_value(json!({"id": "D-1", "received_on": "2025-06-02",
        "text": "住民票と戸籍と住民票を待った", "procedures": ["P-1"], "counters": ["W-9"]}))
    .unwrap();
    let name = |kind, id: &str, name: &str| PostName {
        kind,
        id: id.parse().unwrap(),
        name: name.to_owned(),
    };
    let names = [
        name(PostLinkKind::Procedure, "P-1", "住民票"),
        name(PostLinkKind::Counter, "P-1", "住民票"),
        name(PostLinkKind::Procedure, "P-2", "戸籍"),
        name(PostLinkKind::Procedure, "P-3", "印鑑"),
    ];
    let calendar = BusinessCalendar::always_open(Label::new("毎日", "every day"));
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let assessed = entry.assess(post_rules(), &names, &days, entry.received_on);
    let links: Vec<(&str, String, bool)> = assessed
        .as_ref()
        .unwrap()
        .links
        .iter()
        .map(|one| (one.kind.code(), one.id.to_string(), one.stated))
        .collect();
    assert_eq!(
        links,
        [
            ("procedure", "P-1".to_owned(), true),
            ("counter", "W-9".to_owned(), true),
            ("counter", "P-1".to_owned(), false),
            ("procedure", "P-2".to_owned(), false),
        ]
    );
}
