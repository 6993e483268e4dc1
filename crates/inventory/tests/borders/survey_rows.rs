//! Rows of the State's survey: every cell in every view of a row, rows that are not typed, codes that
//! are written in an unusual way, the limit of rows.

use tosei_document::{Collector, Limits};
use tosei_inventory::survey::{
    CellCode, CellDefects, Channel, ColumnSet, CountCell, SurveyCheck, SurveyColumn as C,
    SurveyEdition, SurveyItem, SurveyJob, SurveyReader, SurveyTable, UntypedReason,
};
use tosei_inventory::{AffairsClass, OnlineStatus, Party, ProcessKinds};

/// The columns that most of these files have, in an order that is not the edition's.
const HEADER: &str = "総手続件数,手続ID,手続名,手続類型,手続主体,手続の受け手,経由機関,事務区分,\
    オンライン化の実施状況,処理期間(オンライン),処理期間(非オンライン),オンライン手続件数,非オンライン手続件数";

fn limits(items: u64) -> Limits {
    Limits {
        items,
        ..Limits::default()
    }
}

fn table(csv: &[u8]) -> SurveyTable {
    SurveyTable::load(csv, SurveyEdition::r6(), &Limits::default()).unwrap()
}

fn open<'f>(csv: &'f [u8], limits: &Limits) -> SurveyReader<&'f [u8]> {
    SurveyReader::open(csv, SurveyEdition::r6(), limits).unwrap()
}

#[test]
fn every_view_of_a_row_says_the_same() {
    let full = "12,P-1,転入の届出,2-1 申請等に基づく処分通知等,3 地方等,5 国民等,1 国,\
        2 第1号法定受託事務,5 一部実施済,即日,14日,5,7";
    let empty = "約10,P-2,転出の届出,,,,,,,,,１２,\"1,000\"";
    let csv = format!("{HEADER}\n{full}\n{empty}\n");
    let kinds = ProcessKinds::standard();
    let mut reader = open(csv.as_bytes(), &Limits::default());
    assert_eq!(reader.layout().header_rows(), 1);
    for (column, position) in [
        (C::CasesTotal, Some(0)),
        (C::ProcedureId, Some(1)),
        (C::CasesOffline, Some(12)),
        (C::Ministry, None),
        (C::FilingOffices, None),
    ] {
        assert_eq!(reader.layout().position(column), position, "{column}");
    }
    let mut kept = Vec::new();
    let mut first = true;
    while let Some(item) = reader.next_item().unwrap() {
        let SurveyItem::Row(row) = item else {
            panic!("both rows are typed");
        };
        if first {
            first = false;
            assert_eq!((row.number(), row.id()), (2, "P-1"));
            let kind = row.kind().and_then(|kind| kinds.at(kind)).unwrap();
            assert_eq!(kind.survey_code.as_deref(), Some("2-1"));
            assert_eq!(row.actor(), Party::LocalBody);
            assert_eq!(row.recipient(), Party::Citizens);
            assert_eq!(row.via(), Party::State);
            assert_eq!(row.affairs_class(), Some(AffairsClass::EntrustedFirst));
            assert_eq!(row.online_status(), OnlineStatus::Partial);
            assert_eq!(row.cases_total(), Some(12));
            assert_eq!(row.cases_online(), Some(5));
            assert_eq!(row.count(C::CasesOffline), CountCell::Number(7));
            assert_eq!(row.count(C::ProcedureId), CountCell::Blank);
            assert_eq!(row.cell(C::PeriodOffline), "14日");
            assert!(row.joined().starts_with("12,P-1,転入の届出,"));
            let place = |column| row.address(column).map(|cell| cell.to_string());
            assert_eq!(place(C::CasesTotal).as_deref(), Some("A2"));
            assert_eq!(place(C::CasesOffline).as_deref(), Some("M2"));
            assert_eq!(place(C::Ministry), None);
            let (online, offline) = (row.period(Channel::Online), row.period(Channel::Offline));
            assert!(online.is_some() && offline.is_some() && online != offline);
            for (code, has) in [("2-1", Some(true)), ("1", Some(false)), ("9", None)] {
                assert_eq!(row.has_code(C::Kind, code), has, "{code}");
            }
            assert_eq!(row.has_code(C::ProcedureName, "1"), None);
            assert!(row.code(C::ProcedureName) == CellCode::BLANK);
            assert_eq!(row.filled().iter().count(), 13);
        } else {
            assert_eq!((row.number(), row.id()), (3, "P-2"));
            assert_eq!((row.kind(), row.affairs_class()), (None, None));
            assert_eq!(
                (row.actor(), row.recipient(), row.via()),
                (Party::Unknown, Party::Unknown, Party::Unknown)
            );
            assert_eq!(row.online_status(), OnlineStatus::Unknown);
            assert_eq!((row.cases_total(), row.cases_online()), (None, Some(12)));
            assert_eq!(row.count(C::CasesTotal), CountCell::Text);
            assert_eq!(row.count(C::CasesOnline), CountCell::Loose(12));
            assert_eq!(row.count(C::CasesOffline), CountCell::Loose(1_000));
            assert!(row.period(Channel::Online).is_none());
            assert!(row.period(Channel::Offline).is_none());
            let filled: Vec<C> = row.filled().iter().collect();
            assert_eq!(
                filled,
                [
                    C::ProcedureId,
                    C::ProcedureName,
                    C::CasesTotal,
                    C::CasesOnline,
                    C::CasesOffline
                ]
            );
        }
        assert!(!row.has_unusual_codes());
        kept.push(row.to_owned_row().unwrap());
    }
    let loaded = table(csv.as_bytes());
    assert_eq!((loaded.len(), loaded.is_empty()), (2, false));
    assert!(loaded.get(2).is_none());
    assert_eq!(loaded.layout().position(C::CasesTotal), Some(0));
    assert_eq!(loaded.iter().count(), 2);
    for (at, cells) in [full, empty].iter().enumerate() {
        let (owned, entry) = (&kept[at], loaded.get(at).unwrap());
        let number = [2, 3][at];
        assert_eq!((owned.number(), entry.number()), (number, number));
        let id = ["P-1", "P-2"][at];
        assert_eq!((owned.id(), entry.id()), (id, id));
        assert_eq!(owned.typed(), entry.typed());
        let written = if at == 0 {
            cells.split(',').collect()
        } else {
            vec![
                "約10",
                "P-2",
                "転出の届出",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "１２",
                "1,000",
            ]
        };
        for (column, text) in [
            C::CasesTotal,
            C::ProcedureId,
            C::ProcedureName,
            C::Kind,
            C::Actor,
            C::Recipient,
            C::Via,
            C::AffairsClass,
            C::OnlineStatus,
            C::PeriodOnline,
            C::PeriodOffline,
            C::CasesOnline,
            C::CasesOffline,
            C::Ministry,
        ]
        .iter()
        .zip(written.iter().chain([&""]))
        {
            assert_eq!(
                (owned.cell(*column), entry.cell(*column)),
                (*text, *text),
                "{column}"
            );
            assert_eq!(Some(owned.code(*column)), entry.code(*column), "{column}");
        }
    }
    assert_eq!(kept[0].code(C::Kind).single(), Some(1));
    assert_eq!(kept[0].code(C::OnlineStatus).single(), Some(4));
    assert!(kept[1].code(C::Kind).is_blank() && kept[0].code(C::Ministry).is_blank());
    let typed = kept[0].typed();
    assert_eq!(typed.kind(), kinds.by_survey_code("2-1"));
    assert_eq!(
        (typed.actor(), typed.recipient(), typed.via()),
        (Party::LocalBody, Party::Citizens, Party::State)
    );
    assert_eq!(typed.affairs_class(), Some(AffairsClass::EntrustedFirst));
    assert_eq!(typed.online_status(), OnlineStatus::Partial);
    assert_eq!(typed.cases_total(), Some(12));
    assert_eq!(typed.cases_by(Channel::Online), Some(5));
    assert_eq!(typed.cases_by(Channel::Offline), Some(7));
    let facts = typed.facts();
    let numbers = (facts.cases, facts.online_cases);
    assert_eq!(numbers, (Some(12_u32.into()), Some(5_u32.into())));
    assert_eq!((facts.kind, facts.actor), (typed.kind(), Party::LocalBody));
}

#[test]
fn each_listed_code_has_its_meaning() {
    let row = |kind: &str, party: &str, affairs: &str, status: &str| {
        let csv =
            format!("{HEADER}\n1,P-1,名,{kind},{party},{party},{party},{affairs},{status},,,,\n");
        *table(csv.as_bytes()).get(0).unwrap().typed()
    };
    let code = |column, code: &str| {
        let column = SurveyEdition::r6().column(column).unwrap();
        let found = column.codes.iter().find(|known| known.code == code);
        found.unwrap().text.clone()
    };
    for (one, party) in [
        ("1", Party::State),
        ("2", Party::IncorporatedAgency),
        ("3", Party::LocalBody),
        ("4-1", Party::StateOrAgency),
        ("4-2", Party::AgencyOrLocalBody),
        ("4-3", Party::StateOrLocalBody),
        ("4-4", Party::AnyPublicBody),
        ("5", Party::Citizens),
        ("6", Party::Businesses),
        ("7", Party::CitizensOrBusinesses),
    ] {
        let typed = row("", &code(C::Actor, one), "", "");
        let parties = [typed.actor(), typed.recipient(), typed.via()];
        assert_eq!(parties, [party; 3], "{one}");
    }
    for (one, class) in [
        ("1", AffairsClass::Autonomous),
        ("2", AffairsClass::EntrustedFirst),
        ("3", AffairsClass::EntrustedSecond),
        ("4", AffairsClass::NotLocal),
    ] {
        let typed = row("", "", &code(C::AffairsClass, one), "");
        assert_eq!(typed.affairs_class(), Some(class), "{one}");
    }
    for (one, status) in [
        ("1", OnlineStatus::Done),
        ("2", OnlineStatus::NotDone),
        ("3", OnlineStatus::Exempt),
        ("4", OnlineStatus::Other),
        ("5", OnlineStatus::Partial),
    ] {
        let typed = row("", "", "", &code(C::OnlineStatus, one));
        assert_eq!(typed.online_status(), status, "{one}");
    }
    for one in ["1", "2-1", "2-2", "2-3", "3", "4"] {
        let kind = row(&code(C::Kind, one), "", "", "").kind().unwrap();
        let kind = ProcessKinds::standard().at(kind).unwrap();
        assert_eq!(kind.survey_code.as_deref(), Some(one));
    }
    // What the lists do not have, and two values where one is taken, are unknown.
    for text in ["9 その他", "1 国; 3 地方等"] {
        let typed = row(text, text, text, text);
        assert_eq!(typed.kind(), None, "{text}");
        assert_eq!(typed.affairs_class(), None, "{text}");
        assert_eq!(typed.online_status(), OnlineStatus::Unknown, "{text}");
        assert_eq!(typed.via(), Party::Unknown, "{text}");
    }
}

#[test]
fn a_row_is_unusual_for_its_own_codes_and_not_for_those_above_it() {
    let rows = [
        ("1 実施済", false, true),
        ("１ 実施済", true, true),
        ("1 実施済", false, true),
        (" ", true, false), // a coded cell without a value counts as empty
        ("", false, false),
        ("6 検討中", true, true),
        ("5 一部実施済", false, true),
        ("1 実施済;2 未実施", true, true),
        ("2 未実施", false, true),
    ];
    let header =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数";
    let mut csv = format!("{header}\n");
    for (status, ..) in rows {
        csv.push_str(&format!("1,名,1 申請等,5 国民等,{status},1,0\n"));
    }
    let mut reader = open(csv.as_bytes(), &Limits::default());
    for (status, unusual, filled) in rows {
        let Some(SurveyItem::Row(row)) = reader.next_item().unwrap() else {
            panic!("{status} is typed");
        };
        assert_eq!(row.has_unusual_codes(), unusual, "{status:?}");
        assert_eq!(row.filled().has(C::OnlineStatus), filled, "{status:?}");
        assert!(row.filled().has(C::Kind), "{status:?}");
        assert_eq!(row.code(C::OnlineStatus).is_blank(), !filled, "{status:?}");
    }
    assert!(reader.next_item().unwrap().is_none());
}

#[test]
fn what_is_unusual_about_a_cell_is_told_one_by_one() {
    use CellDefects as D;
    let all = [
        D::UNKNOWN,
        D::VARIANT,
        D::JOINED,
        D::SEPARATOR,
        D::REPEATED,
        D::ODD_CHARACTER,
        D::BLANK_ENDS,
    ];
    let header = "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,申請等における本人確認手法,\
        総手続件数,オンライン手続件数";
    // Positions: 押印＋印鑑証明 0, 押印 1, 署名 2; 実施済 0, 未実施 1.
    for (status, means, set, defects) in [
        ("1 実施済", "2 押印", vec![1], vec![]),
        ("1 実施済", "2 押印; 3 署名", vec![1, 2], vec![]),
        ("1 実施済", "2 押印；3 署名", vec![1, 2], vec![D::SEPARATOR]),
        ("1 実施済", "2 押印; 2 押印", vec![1], vec![D::REPEATED]),
        (
            "1 実施済",
            "2 押印; ２ 押印",
            vec![1],
            vec![D::REPEATED, D::VARIANT],
        ),
        ("1 実施済", "2押印", vec![1], vec![D::VARIANT]),
        (
            "1 実施済",
            "2 押印 ",
            vec![1],
            vec![D::VARIANT, D::BLANK_ENDS],
        ),
        ("1 実施済", "口頭", vec![], vec![D::UNKNOWN]),
        (
            "1 実施済",
            "口頭; 口頭",
            vec![],
            vec![D::UNKNOWN, D::REPEATED],
        ),
        ("1 実施済", "口頭; 電話", vec![], vec![D::UNKNOWN]),
        ("1 実施済", "2 押印; 口頭", vec![1], vec![D::UNKNOWN]),
        (
            "1 実施済",
            "2 \u{200B}押印",
            vec![],
            vec![D::UNKNOWN, D::ODD_CHARACTER],
        ),
        ("1 実施済", "; ", vec![], vec![D::SEPARATOR, D::BLANK_ENDS]),
        ("1 実施済", "　", vec![], vec![D::BLANK_ENDS]),
    ] {
        let csv = format!("{header}\n1,名,1 申請等,5 国民等,{status},{means},1,0\n");
        let loaded = table(csv.as_bytes());
        let code = loaded.get(0).unwrap().code(C::Identification).unwrap();
        let found: Vec<u8> = (0..63).filter(|at| code.has(*at)).collect();
        assert_eq!(found, set, "{means:?}");
        for one in all {
            let expected = defects.contains(&one);
            assert_eq!(code.defects().contains(one), expected, "{means:?} {one:?}");
        }
        assert_eq!(code.defects().is_empty(), defects.is_empty(), "{means:?}");
        let unknown = defects.contains(&D::UNKNOWN);
        assert_eq!(code.has_other(), unknown, "{means:?}");
        assert_eq!(code.is_blank(), set.is_empty() && !unknown, "{means:?}");
        let single = (set.len() == 1 && !unknown).then(|| set[0]);
        assert_eq!(code.single(), single, "{means:?}");
        assert_eq!(code.has_any(0b110), !set.is_empty(), "{means:?}");
        assert!(!code.has_any(0b001), "{means:?}");
    }
    let joined = format!("{header}\n1,名,1 申請等,5 国民等,1 実施済; 2 未実施,,1,0\n");
    let loaded = table(joined.as_bytes());
    let code = loaded.get(0).unwrap().code(C::OnlineStatus).unwrap();
    assert!(code.defects().contains(D::JOINED) && !code.defects().contains(D::UNKNOWN));
    assert!(code.has(0) && code.has(1) && code.single().is_none());
}

#[test]
fn a_row_that_is_not_as_wide_as_the_header_is_kept_as_it_is() {
    let header =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数";
    let row = "P-1,名,1 申請等,5 国民等,1 実施済,1,0";
    for (line, reason) in [
        (row.as_bytes().to_vec(), None),
        (format!("{row},").into_bytes(), None),
        (format!("{row},,,").into_bytes(), None),
        (
            format!("{row},x").into_bytes(),
            Some(UntypedReason::Width(8)),
        ),
        (
            format!("{row},,x").into_bytes(),
            Some(UntypedReason::Width(9)),
        ),
        (
            format!("{row},x,").into_bytes(),
            Some(UntypedReason::Width(9)),
        ),
        (b"P-1,,,,,1".to_vec(), Some(UntypedReason::Width(6))),
        (b"P-1".to_vec(), Some(UntypedReason::Width(1))),
        (b",,,,,,".to_vec(), Some(UntypedReason::Blank)),
        (
            ", ,　,\u{feff},,,".as_bytes().to_vec(),
            Some(UntypedReason::Blank),
        ),
        (
            b"P-1,,\xE3\x81,,,,".to_vec(),
            Some(UntypedReason::NotUtf8(2)),
        ),
        (b"\xFF,,,,,,".to_vec(), Some(UntypedReason::NotUtf8(0))),
    ] {
        let mut csv = format!("{header}\n").into_bytes();
        csv.extend_from_slice(&line);
        csv.extend_from_slice(format!("\n{row}\n").as_bytes());
        let loaded = table(&csv);
        let untyped = u64::from(reason.is_some());
        assert_eq!(loaded.untyped(), untyped, "{line:?}");
        assert_eq!(loaded.len(), if untyped == 0 { 2 } else { 1 }, "{line:?}");
        let last = loaded.get(loaded.len() - 1).unwrap();
        assert_eq!((last.number(), last.id()), (3, "P-1"));
        assert_eq!(last.cell(C::CasesOnline), "0");
        let raw = loaded.untyped_rows().first();
        assert_eq!(raw.map(|raw| raw.reason), reason, "{line:?}");
        if let Some(raw) = raw {
            assert_eq!(raw.number, 2, "{line:?}");
            assert_eq!(raw.cells.join(&b','), line, "{line:?}");
        }
        let mut findings = Collector::new(SurveyCheck::catalogue());
        let analysis = SurveyJob::new().run(csv.as_slice(), &mut findings).unwrap();
        assert_eq!(
            (analysis.untyped(), analysis.rows()),
            (untyped, 2 - untyped)
        );
        assert_eq!(analysis.untyped_rows(), loaded.untyped_rows(), "{line:?}");
    }
    let none = table(format!("{header}\n").as_bytes());
    assert!(none.is_empty() && none.get(0).is_none() && none.untyped() == 0);
}

#[test]
fn reading_stops_at_the_limit_only_where_there_is_more() {
    let header =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n";
    let row = "P-1,名,1 申請等,5 国民等,1 実施済,1,0\n";
    let csv = format!("{header}{row}{row}{row}");
    for (most, rows, stopped) in [(1, 1, true), (2, 2, true), (3, 3, false), (4, 3, false)] {
        let mut reader = open(csv.as_bytes(), &limits(most));
        let mut seen = 0;
        while reader.next_item().unwrap().is_some() {
            seen += 1;
        }
        assert_eq!((seen, reader.stopped_at_limit()), (rows, stopped), "{most}");
        assert_eq!(reader.unclosed_quote(), None);
    }
    let open_quote = format!("{header}{row}P-2,\"名,1 申請等\n");
    let mut reader = open(open_quote.as_bytes(), &Limits::default());
    while reader.next_item().unwrap().is_some() {}
    let place = reader.unclosed_quote().map(|cell| cell.to_string());
    assert_eq!(place.as_deref(), Some("B3"));
    assert!(!reader.stopped_at_limit());
}

#[test]
fn sets_of_columns_are_sets() {
    let of = |columns: &[C]| ColumnSet::of(columns);
    assert_eq!(of(&[C::Fee, C::Fee]), of(&[C::Fee]));
    assert_eq!(
        of(&[C::Fee, C::Kind, C::Fee, C::Fee]),
        of(&[C::Kind, C::Fee])
    );
    let (a, b) = (of(&[C::Kind, C::Fee, C::OfficeNote]), of(&[C::Fee, C::Via]));
    let columns = |set: ColumnSet| set.iter().collect::<Vec<_>>();
    assert_eq!(columns(a), [C::Kind, C::Fee, C::OfficeNote]);
    assert_eq!(columns(a.and(b)), [C::Fee]);
    assert_eq!(columns(a.without(b)), [C::Kind, C::OfficeNote]);
    assert_eq!(columns(b.without(a)), [C::Via]);
    assert_eq!(
        columns(b.with(C::ProcedureId)),
        [C::ProcedureId, C::Via, C::Fee]
    );
    assert_eq!(b.with(C::Fee), b);
    for column in C::ALL {
        assert_eq!(a.has(*column), columns(a).contains(column), "{column}");
    }
}
