//! Small inputs, and a folder for each test.

use std::path::{Path, PathBuf};
use tosei_examples::digital_first_report::{Failure, Files, Options, make};

/// A survey of five rows: two ministries, a repeated id, a name that is markup, one that is a formula.
pub(crate) const SURVEY: &str = "\
手続ID,所管府省庁,手続名,手続類型,手続主体,オンライン化の実施状況,オンライン化の実施予定及び検討時の懸念点,総手続件数,オンライン手続件数
1,総務省,転入の届出,1 申請等,5 国民等,1 実施済,,12000,3000
2,総務省,<script>alert(1)</script>,1 申請等,5 国民等,2 未実施,6 オンライン化の費用対効果が小さい又は不明,10000,0
3,法務省,=SUM(A1:A9),1 申請等,6 民間事業者等,5 一部実施済,,9999,9
4,法務省,登記の通知,2-1 申請等に基づく処分通知等,1 国,3 適用除外,,0,0
4,,閲覧,3 縦覧等,5 国民等,,,,
";

/// An inventory with everything that a report has a place for.
pub(crate) const INVENTORY: &str = r#"{
  "format": "tosei-inventory", "format_version": 1, "fictional": true,
  "body": {"name": "小見本町（架空）", "name_en": "Komihon Town (fictional)"},
  "status_date": "2025-06-30",
  "volume_years": [{"fiscal_year": "2024", "state": "final"}, {"fiscal_year": "2025", "state": "expected"}],
  "organisations": [
    {"id": "machi", "kind": "municipality", "name": "小見本町"},
    {"id": "jumin-bu", "kind": "department", "name": "住民部", "parent": "machi"},
    {"id": "jumin-ka", "kind": "division", "name": "住民課", "parent": "jumin-bu"},
    {"id": "zeimu-ka", "kind": "division", "name": "税務課", "parent": "jumin-bu"},
    {"id": "kyoiku", "kind": "board_of_education", "name": "教育委員会", "parent": "machi"},
    {"id": "kosha", "kind": "policy_partner", "name": "小見本公社"},
    {"id": "kuni", "kind": "state", "name": "国"}
  ],
  "procedures": [
    {"id": "P-1", "name": "住民票の写しの交付", "organisation": "jumin-ka"},
    {"id": "P-2", "name": "<script>alert(1)</script>", "organisation": "zeimu-ka"},
    {"id": "P-3", "name": "=SUM(A1:A9)", "organisation": "kyoiku", "related": ["P-1"]},
    {"id": "P-4", "name": "会議室の利用申込", "organisation": "kosha", "important_because": "災害時に使う"}
  ],
  "processes": [
    {"id": "P-1-1", "procedure": "P-1", "kind": "application", "status": "done", "actor": "citizens",
     "elements": {"application": "done", "payment": "not_done"},
     "roles": [{"role": "executor", "organisation": "jumin-ka"}], "barriers": [],
     "volumes": [{"fiscal_year": "2024", "measure": "applications", "state": "final", "cases": 14800, "online_cases": 4000},
                 {"fiscal_year": "2025", "measure": "applications", "state": "expected", "cases": 9800}]},
    {"id": "P-1-2", "procedure": "P-1", "kind": "notice_on_application", "status": "not_done",
     "roles": [{"role": "executor", "organisation": "jumin-ka"}],
     "barriers": [{"obstacle": "form", "cause": "state_system", "discretion": "beyond", "changeable_by": ["kuni"],
       "rule": {"kind": "act", "title": "住民基本台帳法", "provision": "第12条第1項"},
       "request": {"addressee": "総務省", "status": "promised", "requested_on": "2025-05-20", "replied_on": "2025-06-02", "promised_for": "2026-03-31"}}]},
    {"id": "P-2-1", "procedure": "P-2", "kind": "application", "status": "unknown", "actor": "businesses",
     "roles": [{"role": "executor", "organisation": "zeimu-ka"}],
     "volumes": [{"fiscal_year": "2024", "measure": "applications", "state": "final", "cases": 10000}]},
    {"id": "P-3-1", "procedure": "P-3", "kind": "application", "status": "not_done", "actor": "citizens",
     "not_online": {"kind": "planned_with_system_renewal"},
     "roles": [{"role": "executor", "organisation": "kyoiku"}],
     "barriers": [{"obstacle": "system", "cause": "system_renewal", "discretion": "within"}],
     "volumes": [{"fiscal_year": "2024", "measure": "applications", "state": "final", "cases": 0}]},
    {"id": "P-4-1", "procedure": "P-4", "kind": "application", "status": "partial", "actor": "citizens"}
  ],
  "touchpoints": [
    {"id": "T-1", "kind": "event", "name": "健康フェア", "status": "done"},
    {"id": "T-2", "kind": "consultation", "name": "法律相談", "status": "unknown"},
    {"id": "T-3", "kind": "consultation", "name": "税務相談", "status": "not_done"}
  ]
}"#;

/// An empty folder of one test's own.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("report")
        .join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file into a test's folder.
pub(crate) fn file(test: &str, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder(test).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

pub(crate) fn options(path: &Path) -> Options {
    Options {
        inventories: vec![path.to_owned()],
        ..Options::default()
    }
}

pub(crate) fn report_on(path: &Path) -> Result<Files, Failure> {
    make(&options(path), &())
}

/// The reports that every law is tried on: a survey, an inventory, the embedded one.
pub(crate) fn samples(test: &str) -> Vec<Files> {
    vec![
        report_on(&file(&format!("{test}-survey"), "survey.csv", SURVEY)).unwrap(),
        report_on(&file(
            &format!("{test}-inventory"),
            "inventory.json",
            INVENTORY,
        ))
        .unwrap(),
        make(&Options::default(), &()).unwrap(),
    ]
}
