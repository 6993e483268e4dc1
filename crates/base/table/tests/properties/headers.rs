//! Headers and the columns found by them.

use proptest::prelude::*;
use tosei_table::{ColumnMap, WantedColumn, header_key};

const WANTED: [&str; 4] = ["手続ID", "手続名", "処理期間(オンライン)", "備考"];

fn wanted() -> [[&'static str; 1]; 4] {
    WANTED.map(|header| [header])
}

fn find(headers: &[&str]) -> ColumnMap {
    let names = wanted();
    let wanted: Vec<WantedColumn<'_>> = names
        .iter()
        .map(|headers| WantedColumn {
            headers,
            required: false,
        })
        .collect();
    ColumnMap::find(&wanted, headers).unwrap()
}

fn some_headers() -> impl Strategy<Value = Vec<&'static str>> {
    let others = [
        "手続 ＩＤ",
        "x",
        "",
        " ",
        "処理期間（オンライン）",
        "処理期間",
    ];
    let all: Vec<&str> = WANTED.into_iter().chain(others).collect();
    prop::collection::vec(prop::sample::select(all), 0..9)
}

proptest! {
    /// Law: the comparing form of a comparing form is itself.
    #[test]
    fn a_header_key_is_its_own_key(header in any::<String>()) {
        let key = header_key(&header);
        prop_assert_eq!(header_key(&key), key);
    }

    /// Law: blanks and line breaks anywhere in a header do not matter.
    #[test]
    fn blanks_do_not_matter(header in "[a-zア-ン手続（）]{1,8}", at in any::<prop::sample::Index>(), blank in "[ \n\t　]{1,3}") {
        let mut chars: Vec<char> = header.chars().collect();
        let at = at.index(chars.len() + 1);
        chars.splice(at..at, blank.chars());
        let spaced: String = chars.into_iter().collect();
        prop_assert_eq!(header_key(&spaced), header_key(&header));
    }

    /// Law: every header is found, unknown, repeated or blank, and no header is two of these.
    #[test]
    fn every_header_has_one_fate(headers in some_headers()) {
        let map = find(&headers);
        let found = (0..WANTED.len()).filter(|at| map.position(*at).is_some()).count();
        let blank = headers.iter().filter(|header| header.trim().is_empty()).count();
        prop_assert_eq!(
            found + map.unknown().len() + map.repeated().len() + blank,
            headers.len()
        );
        prop_assert_eq!(found + map.missing().len(), WANTED.len());
    }

    /// Law: where a wanted column stands, stands the first header that compares equal to it.
    #[test]
    fn the_first_equal_header_counts(headers in some_headers()) {
        let map = find(&headers);
        for (at, wanted) in WANTED.iter().enumerate() {
            let slowly = headers.iter().position(|header| header_key(header) == header_key(wanted));
            prop_assert_eq!(map.position(at), slowly);
        }
    }
}
