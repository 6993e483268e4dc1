//! Steps that come again, and hand-overs.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    issue::{IssueCatalogue, find_issues},
};

fn identified(lines: &[(&str, &str, &str)], steps: &[&'static str]) -> Vec<Vec<String>> {
    let step = |id: &&'static str| (*id, json!({"kind": "activity", "work_kind": "identify"}));
    let kinds: Vec<(&str, Value)> = steps.iter().map(step).collect();
    let flow: Flow = serde_json::from_value(sketch(lines, &kinds)).unwrap();
    let found = find_issues(&flow, IssueCatalogue::usual()).into_iter();
    found
        .filter(|one| one.issue == "identity_twice")
        .map(|one| one.titles)
        .collect()
}

#[test]
fn the_longest_row_of_steps_that_follow_each_other() {
    let one = identified(&[("s", "a", ""), ("a", "e", "")], &["a"]);
    assert!(one.is_empty());
    let two = identified(
        &[
            ("s", "a", ""),
            ("a", "c", ""),
            ("c", "b", ""),
            ("b", "e", ""),
        ],
        &["a", "b"],
    );
    assert_eq!(two, [["a", "b"]]);
    // One of two ways: nobody does both.
    let apart = [
        ("s", "x1", ""),
        ("x1", "a", ""),
        ("x1", "b", ""),
        ("a", "x2", ""),
        ("b", "x2", ""),
        ("x2", "e", ""),
    ];
    assert!(identified(&apart, &["a", "b"]).is_empty());
    let behind = [
        ("s", "x1", ""),
        ("x1", "a", ""),
        ("x1", "b", ""),
        ("a", "x2", ""),
        ("b", "x2", ""),
        ("x2", "d", ""),
        ("d", "e", ""),
    ];
    let [row] = &identified(&behind, &["a", "b", "d"])[..] else {
        panic!("one row")
    };
    assert_eq!((row.len(), row[1].as_str()), (2, "d"));
    // In a loop each follows each: the order of the document says which is first.
    let looped = [
        ("s", "x1", ""),
        ("x1", "a", ""),
        ("a", "b", ""),
        ("b", "c", ""),
        ("c", "x2", ""),
        ("x2", "x1", ""),
        ("x2", "e", ""),
    ];
    assert_eq!(identified(&looped, &["a", "b", "c"]), [["a", "b", "c"]]);
    // Drawn in another order, what comes first in the flow is first.
    let backwards = [
        ("b", "e", ""),
        ("c", "b", ""),
        ("a", "c", ""),
        ("s", "a", ""),
    ];
    assert_eq!(identified(&backwards, &["a", "b", "c"]), [["a", "c", "b"]]);
}
