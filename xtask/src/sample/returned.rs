//! Three of the files that came back: one with every usual defect, one in an old encoding, one that
//! is no workbook.

use super::{FOLDER, with_schema};
use crate::generate::{Content, Generated};
use anyhow::bail;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// A file that came back, and what its section is asked to correct.
pub(crate) struct ReturnedFile {
    pub(crate) section: &'static str,
    pub(crate) name: &'static str,
    /// Cell and what is wrong with it.
    pub(crate) corrections: &'static [(&'static str, &'static str)],
}

/// The files, each of one section.
pub(crate) const FILES: [ReturnedFile; 3] = [
    ReturnedFile {
        section: "shimin-ka",
        name: "mihon_return_shimin.xlsx",
        corrections: &[
            (
                "調査票!A4",
                "結合されたセルを解除し、各行に所管課を書いてください。",
            ),
            (
                "調査票!C5",
                "「約300」の正確な件数、又は不明であることを書いてください。",
            ),
            (
                "調査票!D5",
                "「〇」（漢数字のゼロ）を「○」に直してください。",
            ),
            (
                "調査票!E5",
                "日付をシリアル値でなく、日付として書いてください。",
            ),
            ("調査票!B6", "「同上」を手続名に直してください。"),
            (
                "調査票!C6",
                "「－」は0件か不明か、どちらかを書いてください。",
            ),
            ("調査票!C7", "小計の行は書かないでください。"),
            ("調査票!C8", "件数の全角の数字を半角に直してください。"),
            ("調査票!D8", "「△」は何を表すか書いてください。"),
            ("調査票!E8", "「平成36年」を令和に直してください。"),
            ("調査票!A9", "「〃」を所管課の名前に直してください。"),
            ("調査票!C9", "「別紙参照」を件数に直してください。"),
        ],
    },
    ReturnedFile {
        section: "korei-ka",
        name: "mihon_return_korei.csv",
        corrections: &[("B3", "外字の入った手続名を、使える文字に直してください。")],
    },
    ReturnedFile {
        section: "somu-ka",
        name: "mihon_return_somu.xlsx",
        corrections: &[("", "古い形式（.xls）です。.xlsx で保存し直してください。")],
    },
];

/// How they are read: the columns by their headers, the signs as the city uses them.
pub(crate) fn mapping() -> Generated {
    let json = r#"{
  "format": "tosei-office-mapping",
  "format_version": 1,
  "fictional": true,
  "body": {"name": "見本市（架空）"},
  "status_date": "2025-06-30",
  "volume": {"fiscal_year": "2024", "measure": "applications", "state": "final"},
  "row_unit": "procedure",
  "default_kind": "application",
  "id_rule": "by_name",
  "sheets": [
    {"columns": [
      {"header": "所管課", "field": "organisation"},
      {"header": "手続名", "field": "procedure_name"},
      {"header": "件数", "field": "cases"},
      {"header": "オンライン", "field": "online_status"},
      {"header": "開始日", "field": "online_since"}
    ]}
  ],
  "values": {
    "online_status": [
      {"text": "○", "means": "done"},
      {"text": "×", "means": "not_done"},
      {"text": "△", "means": null}
    ]
  }
}
"#;
    with_schema("mihon_mapping.json", "office-mapping", json)
}

/// The files themselves.
pub(crate) fn generate() -> anyhow::Result<Vec<Generated>> {
    let contents = [workbook()?, cp932()?, old_format()];
    let named = FILES.iter().zip(contents).map(|(file, bytes)| Generated {
        path: format!("{FOLDER}/returned/{}", file.name).into(),
        content: Content::Bytes(bytes),
    });
    Ok(named.collect())
}

/// A sheet as offices have them: merged cells, dates as numbers and as eras, signs and totals.
fn workbook() -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let made_on = ExcelDateTime::from_ymd(2025, 7, 24)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made_on));
    let sheet = book.add_worksheet();
    sheet.set_name("調査票")?;
    sheet.set_column_width(1, 28)?.set_column_width(4, 16)?;
    let plain = Format::new();
    sheet.merge_range(
        0,
        0,
        0,
        4,
        "令和7年度 手続の棚卸 調査票（見本市・架空）",
        &plain,
    )?;
    for (column, header) in (0..).zip(["所管課", "手続名", "件数", "オンライン", "開始日"])
    {
        sheet.write_string(2, column, header)?;
    }
    sheet.merge_range(3, 0, 5, 0, "市民課", &plain)?;
    let rows: [(u32, [&str; 4]); 7] = [
        (3, ["印鑑登録申請", "1,204", "○", "R6.4.1"]),
        (4, ["印鑑登録廃止届", "約300", "〇", ""]),
        (5, ["同上（郵送）", "－", "×", "令和6年4月1日"]),
        (6, ["小計", "1,504", "", ""]),
        (
            7,
            ["納税証明書交付請求", "１，８７５", "△", "平成36年4月1日"],
        ),
        (8, ["所得証明書交付請求", "別紙参照", "〇", "2024/4/1"]),
        (9, ["合計", "3,379", "", ""]),
    ];
    for (row, cells) in rows {
        for (column, text) in (1..).zip(cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    // A day as the number that a spreadsheet counts it by.
    let date = Format::new().set_num_format("yyyy/m/d");
    sheet.write_with_format(4, 4, 45_383, &date)?;
    sheet.write_string(7, 0, "市民税課")?;
    sheet.write_string(8, 0, "〃")?;
    Ok(book.save_to_buffer()?)
}

/// A CSV in the encoding of older systems, with letters beyond the standard and one of the city's own.
fn cp932() -> anyhow::Result<Vec<u8>> {
    let text = "所管課,手続名,件数,オンライン,開始日\r\n\
                高齢福祉課,髙齢者世帯の届出（４月～９月）,128,○,2024/4/1\r\n\
                高齢福祉課,\u{E000}田文庫の利用の届出,6,×,\r\n";
    let mut bytes = Vec::new();
    for character in text.chars() {
        // 外字: F040 is the first of the city's own letters.
        if character == '\u{E000}' {
            bytes.extend([0xF0, 0x40]);
            continue;
        }
        let mut place = [0; 4];
        let (encoded, _, lossy) = encoding_rs::SHIFT_JIS.encode(character.encode_utf8(&mut place));
        if lossy {
            bail!("{character} is in no old encoding");
        }
        bytes.extend_from_slice(&encoded);
    }
    Ok(bytes)
}

/// The first sector of a file in the format of before 2007; nothing stands in it.
fn old_format() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes
}
