//! Files of the State's survey: headers over two rows, editions that are refused, reasons counted.

use serde_json::{Value, json};
use tosei_document::{Collector, Limits};
use tosei_inventory::survey::{
    ConcernTally, SurveyCheck, SurveyColumn as C, SurveyEdition, SurveyJob, SurveyTable,
};
use tosei_table::TableError;

const ROW: &str = "P-1,転入の届出,1 申請等,5 国民等,1 実施済,12,5\n";

fn load(csv: &str) -> Result<SurveyTable, TableError> {
    SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &Limits::default())
}

#[test]
fn a_header_takes_one_row_or_two() {
    let one =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n";
    for (header, rows) in [
        (one.to_owned(), 1),
        (format!("令和6年度調査（架空）,,,,,,\n{one}"), 2),
        (format!("手続,,,,,件数,\n{one}"), 2),
        // A heading and what stands below it are one name together.
        (
            "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総,オンライン\n,,,,,手続件数,手続件数\n"
                .to_owned(),
            2,
        ),
    ] {
        let table = load(&format!("{header}{ROW}{ROW}")).unwrap();
        assert_eq!(table.layout().header_rows(), rows, "{header}");
        assert_eq!(table.len(), 2, "{header}");
        let first = table.get(0).unwrap();
        assert_eq!((first.number(), first.id()), (rows + 1, "P-1"), "{header}");
        let cases = [first.cell(C::CasesTotal), first.cell(C::CasesOnline)];
        assert_eq!(cases, ["12", "5"], "{header}");
        assert_eq!(table.get(1).unwrap().number(), rows + 2, "{header}");
    }
}

#[test]
fn a_header_that_lacks_columns_says_which_and_takes_no_row_of_the_table() {
    let short = "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,件数\n";
    for below in [ROW, "P-1,名,,,,,\n", "題,,,,,,\n"] {
        let Err(TableError::MissingColumns { missing, .. }) = load(&format!("{short}{below}"))
        else {
            panic!("{below}");
        };
        assert_eq!(missing, ["オンライン手続件数"], "{below}");
    }
    assert!(matches!(load(""), Err(TableError::Empty)));
}

fn edition(change: impl FnOnce(&mut Value)) -> Result<SurveyEdition, String> {
    let mut document = crate::json(SurveyEdition::r6());
    change(&mut document);
    serde_json::from_value(document).map_err(|error| error.to_string())
}

#[test]
fn an_edition_that_contradicts_itself_is_refused() {
    let codes = |count: usize| -> Value {
        let code = |at| json!({"code": format!("{at}"), "text": format!("{at} 値")});
        (0..count).map(code).collect()
    };
    let kind = |document: &Value| {
        let columns = document["columns"].as_array().unwrap();
        columns
            .iter()
            .position(|column| column["key"] == "kind")
            .unwrap()
    };
    let with_codes = |list: Value| {
        edition(|document| {
            let at = kind(document);
            document["columns"][at]["codes"] = list;
        })
    };
    assert_eq!(edition(|_| ()).as_ref(), Ok(SurveyEdition::r6()));
    for (changed, words) in [
        (
            edition(|it| it["format"] = "tosei-plan".into()),
            "`tosei-plan` version `1`",
        ),
        (
            edition(|it| it["format_version"] = 2.into()),
            "`tosei-survey-edition` version `2`",
        ),
        (
            edition(|it| it["separator"] = "".into()),
            "the separator must not be empty",
        ),
        (
            edition(|it| it["separator"] = " ".into()),
            "the separator must not be empty",
        ),
        (
            edition(|it| it["header_rows"] = 0.into()),
            "1 to 8 rows, got `0`",
        ),
        (
            edition(|it| it["header_rows"] = 9.into()),
            "1 to 8 rows, got `9`",
        ),
        (
            edition(|it| {
                let again = it["columns"][0].clone();
                it["columns"].as_array_mut().unwrap().push(again);
            }),
            "the column `procedure_id` stands twice",
        ),
        (
            with_codes(codes(63)),
            "the column `kind` has more than 62 codes",
        ),
        (
            with_codes(json!([{"code": "1", "text": "1 申請"}, {"code": "1", "text": "1 届出"}])),
            "the code `1` stands twice in the column `kind`",
        ),
        (
            with_codes(json!([{"code": "1", "text": "申請"}, {"code": "2", "text": "申請"}])),
            "the code `2` stands twice in the column `kind`",
        ),
    ] {
        let error = changed.unwrap_err();
        assert!(error.contains(words), "{error}");
    }
    assert_eq!(
        with_codes(codes(62))
            .unwrap()
            .column(C::Kind)
            .unwrap()
            .codes
            .len(),
        62
    );
    for rows in [1u8, 8] {
        let read = edition(|it| it["header_rows"] = rows.into()).unwrap();
        assert_eq!(read.header_rows(), rows);
    }
    assert!(SurveyEdition::by_id("no-such-edition").is_none());
    for known in [SurveyEdition::r6(), SurveyEdition::r7()] {
        let id = known.edition().id.to_string();
        assert_eq!(SurveyEdition::by_id(&id), Some(known));
    }
}

/// The tally of files with these cells of 懸念点; the status of each is given with it.
fn concerns(rows: &[(&str, &str)]) -> ConcernTally {
    let mut csv = String::from(
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,オンライン化の実施予定及び検討時の懸念点,総手続件数,オンライン手続件数\n",
    );
    for (status, cell) in rows {
        csv.push_str(&format!("P,名,1 申請等,5 国民等,{status},{cell},1,0\n"));
    }
    let mut findings = Collector::new(SurveyCheck::catalogue());
    let job = SurveyJob::new();
    let analysis = job.run(csv.as_bytes(), &mut findings).unwrap();
    analysis.concerns().clone()
}

#[test]
fn reasons_are_counted_of_what_is_not_online_alone() {
    const PLANNED: &str = "0 オンライン化実施予定";
    const COSTLY: &str = "6 オンライン化の費用対効果が小さい又は不明";
    let counts = |tally: &ConcernTally| {
        let counts = tally.counts(SurveyEdition::r6());
        let counts = counts.map(|(code, count)| (code.code.clone(), count));
        let named: Vec<(String, u64)> = counts.filter(|(_, count)| *count > 0).collect();
        let all = (tally.not_done(), tally.unanswered(), tally.unlisted());
        (all, named)
    };
    let named = |list: &[(&str, u64)]| -> Vec<(String, u64)> {
        list.iter()
            .map(|(code, count)| ((*code).to_owned(), *count))
            .collect()
    };
    let both = format!("{PLANNED}; {COSTLY}");
    let odd = format!("{COSTLY}; 9 その他の理由");
    let first = concerns(&[
        ("2 未実施", PLANNED),
        ("2 未実施", &both),
        ("2 未実施", ""),
        ("1 実施済", COSTLY),
        ("5 一部実施済", COSTLY),
        ("", COSTLY),
    ]);
    assert_eq!(counts(&first), ((3, 1, 0), named(&[("0", 2), ("6", 1)])));
    let second = concerns(&[
        ("2 未実施", &odd),
        ("2 未実施", "9 その他の理由"),
        ("2 未実施", " "),
    ]);
    assert_eq!(counts(&second), ((3, 1, 2), named(&[("6", 1)])));
    let mut together = first.clone();
    together.merge(&second);
    assert_eq!(counts(&together), ((6, 2, 2), named(&[("0", 2), ("6", 2)])));
    together.merge(&ConcernTally::default());
    let mut other = second;
    other.merge(&first);
    assert_eq!(together, other);
}
