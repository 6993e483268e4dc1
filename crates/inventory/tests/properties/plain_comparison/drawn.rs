//! Snapshots and surveys that are hard to compare, drawn at random.

use super::lists::YEARS;
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::json;
use tosei_inventory::{Body, Inventory, Procedure, Process};

/// What is drawn of one procedure.
#[derive(Debug, Clone)]
struct Row {
    id: u8,
    name: String,
    law: Option<&'static str>,
    provision: Option<&'static str>,
    series: Option<(&'static str, &'static str)>,
    organisation: Option<&'static str>,
    processes: Vec<(u8, &'static str, bool)>,
}

fn names() -> impl Strategy<Value = String> {
    // Long ones, so that one letter more is a high likeness and three letters more a middle one.
    let stems = select(vec![
        "公園内における物件の設置及び占用の許可の申請",
        "公園内における物件の設置及び占用の許可の更新",
        "公園 内における物件の設置及び占用の許可の申請",
        "転入届",
        "転出届",
        "補助金の交付の申請",
    ]);
    let ends = select(vec!["", "", "", "書", "（Ａ）", "(A)", "の変更"]);
    let years = select(
        ["", "", "", ""]
            .into_iter()
            .chain(YEARS)
            .collect::<Vec<_>>(),
    );
    (years, stems, ends).prop_map(|(year, stem, end)| format!("{year}{stem}{end}"))
}

fn rows() -> impl Strategy<Value = Row> {
    let process = (
        0..30u8,
        select(vec!["application", "payment", "own-kind"]),
        any::<bool>(),
    );
    (
        0..16u8,
        names(),
        option::weighted(0.7, select(vec!["公園条例", "公園 条例", "届出法"])),
        option::of(select(vec!["第1条", "第１条", "第2条"])),
        option::weighted(
            0.3,
            (select(vec!["s", "t"]), select(vec!["2024", "2025", "2026"])),
        ),
        option::of(select(vec!["x", "y"])),
        vec(process, 0..3),
    )
        .prop_map(
            |(id, name, law, provision, series, organisation, processes)| Row {
                id,
                name,
                law,
                provision,
                series,
                organisation,
                processes,
            },
        )
}

/// The rows as a snapshot; with processes only where no procedure's id stands twice.
fn snapshot(day: &str, rows: &[Row], unique: bool) -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap());
    for row in rows {
        let id = format!("P-{}", row.id);
        if unique && inventory.procedures.iter().any(|one| one.id.as_str() == id) {
            continue;
        }
        let mut procedure = json!({"id": id, "name": row.name});
        if let Some(law) = row.law {
            let mut basis = json!({"kind": "ordinance", "title": law});
            if let Some(provision) = row.provision {
                basis["provision"] = provision.into();
            }
            procedure["legal_basis"] = json!([basis]);
        }
        if let Some((series, year)) = row.series {
            procedure["series"] = json!({"series": series, "fiscal_year": year});
        }
        if let Some(organisation) = row.organisation {
            procedure["organisation"] = organisation.into();
        }
        inventory
            .procedures
            .push(serde_json::from_value::<Procedure>(procedure).unwrap());
        for (number, kind, done) in &row.processes {
            if unique {
                let mut process = Process::new(
                    format!("Q-{number}").parse().unwrap(),
                    id.parse().unwrap(),
                    *kind,
                );
                if *done {
                    process.status = tosei_inventory::OnlineStatus::Done;
                }
                inventory.processes.push(process);
            }
        }
    }
    inventory
}

pub(super) fn pairs() -> impl Strategy<Value = (Inventory, Inventory)> {
    (
        vec(rows(), 0..14),
        vec(rows(), 0..10),
        vec((any::<prop::sample::Index>(), 0..5u8), 0..8),
        any::<bool>(),
    )
        .prop_map(|(earlier, mut later, kept, unique)| {
            // Some rows of the earlier snapshot stay, a few of them with another id.
            for (at, as_it_was) in kept {
                if let Some(mut row) = earlier.get(at.index(earlier.len().max(1))).cloned() {
                    if as_it_was == 0 {
                        row.id += 40;
                        row.processes.iter_mut().for_each(|process| process.0 += 40);
                    }
                    later.push(row);
                }
            }
            (
                snapshot("2025-03-31", &earlier, unique),
                snapshot("2025-06-30", &later, unique),
            )
        })
}

/// A file of the survey with few ids, some blank, some twice, and columns that one side may lack.
pub(super) fn surveys() -> impl Strategy<Value = (String, String)> {
    let row = (
        select(vec!["1", "2", "3", "4", "5", "6", "", " "]),
        select(vec!["届", "申請"]),
        select(vec!["1 実施済", "2 未実施"]),
        0..3u8,
    );
    let file = (vec(row, 0..8), any::<bool>()).prop_map(|(rows, with_cases)| {
        let mut file = String::from(
            "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数",
        );
        file += if with_cases { ",法令名\n" } else { "\n" };
        for (id, name, status, cases) in rows {
            file += &format!("{id},{name},1 申請等,5 国民等,{status},1,0");
            file += &if with_cases {
                format!(",第{cases}法\n")
            } else {
                "\n".to_owned()
            };
        }
        file
    });
    (file.clone(), file)
}
