//! Defects of a form's definition, all at once.

use super::{
    CodeList, FORM_FORMAT, FORM_FORMAT_VERSION, FormDocument, FormSheet,
    layout::{CODE_SHEET, INSTRUCTION_SHEET},
};
use crate::header_key;
use std::collections::HashSet;
use tosei_types::{Language, MAX_ID_CHARS, coded_enum};

coded_enum! {
    /// 様式定義の不備 (problem of a form's definition).
    pub enum FormProblem: "problem of a form" {
        /// Another format or version.
        Format = "format" ("formatが「tosei-form」の版1ではない", "the format is not `tosei-form` version 1"),
        /// Not an id.
        BadId = "bad_id" ("IDや版は空白・制御文字・「：」「／」を含まない1〜128文字", "an id or version has 1 to 128 characters, no white space, no control character, no 「：」, no 「／」"),
        /// An id stands twice.
        DuplicateId = "duplicate_id" ("IDが重複している", "the id stands twice"),
        /// A text is blank, has control characters or is too long.
        BadText = "bad_text" ("文字が空、長すぎる、または制御文字を含む", "the text is blank, too long or has control characters"),
        /// No sheets or no columns, or too many.
        BadCount = "bad_count" ("シートは1〜50、項目は1〜1,000、コードは1〜10,000", "a form has 1 to 50 sheets, a sheet 1 to 1,000 columns, a list 1 to 10,000 codes"),
        /// A spreadsheet program does not take the name.
        BadSheetName = "bad_sheet_name" ("シート名に使えない（31文字まで、[]:*?/\\ と先頭・末尾の ' は不可、予約名・重複は不可）", "not a sheet name: at most 31 characters, none of []:*?/\\, no ' at either end, not reserved, not repeated"),
        /// Two headers look the same.
        DuplicateHeader = "duplicate_header" ("同じ見出しの項目がある", "two columns have the same header"),
        /// The column names a list that is not there.
        UnknownList = "unknown_list" ("コード表がない", "there is no such code list"),
        /// Two entries of a list look the same.
        AmbiguousCode = "ambiguous_code" ("コードや名称が他と紛らわしい", "a code or a name looks like another one"),
        /// A width of 0.
        BadWidth = "bad_width" ("列幅は1〜255", "a width is 1 to 255"),
        /// Nothing but locked columns.
        NothingToFill = "nothing_to_fill" ("記入できる項目がない", "there is no column to fill in"),
    }
}

/// 様式定義の指摘 (defect of a form's definition).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDefect {
    /// Where, as a JSON Pointer.
    pub pointer: String,
    /// What is wrong.
    pub problem: FormProblem,
}

impl FormDefect {
    /// The defect in words.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let problem = self.problem.label(language);
        match language {
            Language::Ja => format!("{}：{problem}。", self.pointer),
            Language::En => format!("{}: {problem}.", self.pointer),
        }
    }
}

/// The longest text of a definition, in UTF-16 units: what a cell holds, with room to spare.
const MAX_TEXT: usize = 8_000;
/// The longest header or entry of a dropdown.
const MAX_SHORT_TEXT: usize = 250;

struct Defects(Vec<FormDefect>);

impl Defects {
    fn say(&mut self, wrong: bool, pointer: impl Into<String>, problem: FormProblem) {
        if wrong {
            self.0.push(FormDefect {
                pointer: pointer.into(),
                problem,
            });
        }
    }

    fn id(&mut self, text: &str, pointer: &str) {
        let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '：' | '／');
        let wrong = text.is_empty() || text.chars().count() > MAX_ID_CHARS || text.chars().any(bad);
        self.say(wrong, pointer, FormProblem::BadId);
    }

    fn text(&mut self, text: &str, pointer: &str, longest: usize) {
        let control = |c: char| is_unwritable(c) || (c == '\n' && longest == MAX_SHORT_TEXT);
        let wrong = text.trim().is_empty()
            || text.encode_utf16().count() > longest
            || text.chars().any(control)
            || (longest == MAX_SHORT_TEXT && text.trim() != text);
        self.say(wrong, pointer, FormProblem::BadText);
    }
}

/// Characters that XML or a cell does not hold: controls but the line feed and the tab, and
/// U+FFFE, U+FFFF.
pub(super) fn is_unwritable(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

pub(super) fn check(form: &FormDocument) -> Vec<FormDefect> {
    let mut defects = Defects(Vec::new());
    let right_format = form.format == FORM_FORMAT && form.format_version == FORM_FORMAT_VERSION;
    defects.say(!right_format, "/format", FormProblem::Format);
    defects.id(&form.id, "/id");
    defects.id(&form.form_version, "/form_version");
    defects.text(&form.title, "/title", MAX_SHORT_TEXT);
    defects.text(&form.issuer, "/issuer", MAX_SHORT_TEXT);
    if let Some(purpose) = &form.purpose {
        defects.text(purpose, "/purpose", MAX_TEXT);
    }
    for (at, line) in form.instructions.iter().enumerate() {
        defects.text(line, &format!("/instructions/{at}"), MAX_TEXT);
    }
    let mut ids = HashSet::new();
    for (at, list) in form.code_lists.iter().enumerate() {
        let place = format!("/code_lists/{at}");
        defects.say(
            !ids.insert(&list.id),
            format!("{place}/id"),
            FormProblem::DuplicateId,
        );
        check_list(list, &place, &mut defects);
    }
    let count = form.sheets.len();
    defects.say(!(1..=50).contains(&count), "/sheets", FormProblem::BadCount);
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    for (at, sheet) in form.sheets.iter().enumerate() {
        let place = format!("/sheets/{at}");
        defects.say(
            !ids.insert(&sheet.id),
            format!("{place}/id"),
            FormProblem::DuplicateId,
        );
        let fresh = names.insert(sheet.name.to_lowercase());
        let wrong = !fresh || !is_sheet_name(&sheet.name);
        defects.say(wrong, format!("{place}/name"), FormProblem::BadSheetName);
        check_sheet(form, sheet, &place, &mut defects);
    }
    defects.0
}

fn is_sheet_name(name: &str) -> bool {
    let bad = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control();
    !name.trim().is_empty()
        && name.encode_utf16().count() <= 31
        && !name.chars().any(bad)
        && !name.starts_with('\'')
        && !name.ends_with('\'')
        && name.trim() == name
        && ![INSTRUCTION_SHEET, CODE_SHEET].contains(&name)
        && !name.eq_ignore_ascii_case("history")
}

fn check_list(list: &CodeList, place: &str, defects: &mut Defects) {
    defects.id(&list.id, &format!("{place}/id"));
    defects.text(&list.label, &format!("{place}/label"), MAX_SHORT_TEXT);
    let count = list.codes.len();
    defects.say(
        !(1..=10_000).contains(&count),
        format!("{place}/codes"),
        FormProblem::BadCount,
    );
    // What a cell may hold for one code: the code, its name, or both.
    let mut spellings = HashSet::new();
    for (at, code) in list.codes.iter().enumerate() {
        let place = format!("{place}/codes/{at}");
        defects.id(&code.code, &format!("{place}/code"));
        defects.text(&code.label, &format!("{place}/label"), 200);
        let broken = code.label.contains(['\n', '\t']) || code.label.trim() != code.label;
        defects.say(broken, format!("{place}/label"), FormProblem::BadText);
        if let Some(explanation) = &code.explanation {
            defects.text(explanation, &format!("{place}/explanation"), MAX_TEXT);
        }
        let mut own: Vec<String> = [&code.code, &code.label, &code.entry()]
            .map(|text| header_key(text))
            .to_vec();
        own.dedup();
        let seen = own.iter().any(|key| spellings.contains(key));
        defects.say(seen, place, FormProblem::AmbiguousCode);
        spellings.extend(own);
    }
}

fn check_sheet(form: &FormDocument, sheet: &FormSheet, place: &str, defects: &mut Defects) {
    defects.id(&sheet.id, &format!("{place}/id"));
    let count = sheet.columns.len();
    defects.say(
        !(1..=1_000).contains(&count),
        format!("{place}/columns"),
        FormProblem::BadCount,
    );
    let nothing = count > 0 && sheet.columns.iter().all(|column| column.locked);
    defects.say(
        nothing,
        format!("{place}/columns"),
        FormProblem::NothingToFill,
    );
    let (mut ids, mut headers) = (HashSet::new(), HashSet::new());
    for (at, column) in sheet.columns.iter().enumerate() {
        let place = format!("{place}/columns/{at}");
        defects.id(&column.id, &format!("{place}/id"));
        defects.say(
            !ids.insert(&column.id),
            format!("{place}/id"),
            FormProblem::DuplicateId,
        );
        defects.text(&column.header, &format!("{place}/header"), MAX_SHORT_TEXT);
        if let Some(group) = &column.group {
            defects.text(group, &format!("{place}/group"), MAX_SHORT_TEXT);
        }
        let key = (
            column.group.as_deref().map(header_key),
            header_key(&column.header),
        );
        let again = !headers.insert(key);
        defects.say(
            again,
            format!("{place}/header"),
            FormProblem::DuplicateHeader,
        );
        defects.text(
            &column.explanation,
            &format!("{place}/explanation"),
            MAX_TEXT,
        );
        defects.text(
            &column.filled_by,
            &format!("{place}/filled_by"),
            MAX_SHORT_TEXT,
        );
        if let Some(example) = &column.example {
            defects.text(example, &format!("{place}/example"), MAX_TEXT);
        }
        let lacking = |list| !form.code_lists.iter().any(|own| own.id == list);
        let unknown = column.answer.list().is_some_and(lacking);
        defects.say(unknown, format!("{place}/list"), FormProblem::UnknownList);
        defects.say(
            column.width == Some(0),
            format!("{place}/width"),
            FormProblem::BadWidth,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Form, FormError};
    use serde_json::{Value, json};
    use tosei_document::Explain;

    fn sound() -> Value {
        json!({
            "format": "tosei-form", "format_version": 1, "id": "f", "form_version": "1",
            "title": "様式（架空）", "issuer": "見本市（架空）",
            "code_lists": [{"id": "l", "label": "一覧", "codes": [
                {"code": "1", "label": "甲"}, {"code": "2", "label": "乙"}]}],
            "sheets": [{"id": "s", "name": "調査票", "columns": [
                {"id": "a", "header": "名称", "explanation": "説明", "filled_by": "所管課", "answer": {"kind": "text"}},
                {"id": "b", "header": "区分", "explanation": "説明", "filled_by": "所管課", "answer": {"kind": "code", "list": "l"}}]}]
        })
    }

    fn defects(form: &Value) -> Vec<String> {
        match Form::from_json(&form.to_string()) {
            Ok(_) => Vec::new(),
            Err(FormError::Definition { defects }) => {
                for language in [Language::Ja, Language::En] {
                    let error = FormError::Definition {
                        defects: defects.clone(),
                    };
                    assert!(error.sentence(language).ends_with(['。', '.']));
                }
                let name = |defect: &FormDefect| format!("{} {}", defect.pointer, defect.problem);
                defects.iter().map(name).collect()
            }
            Err(error) => vec![error.code().to_owned()],
        }
    }

    #[test]
    fn a_sound_form_has_no_defect_and_comes_back() {
        assert_eq!(defects(&sound()), Vec::<String>::new());
        let form = Form::from_json(&sound().to_string()).unwrap();
        let text = serde_json::to_string(&form).unwrap();
        assert_eq!(Form::from_json(&text).unwrap(), form);
    }

    #[test]
    fn each_defect_is_found_where_it_is() {
        let name = "/sheets/0/name";
        for (pointer, value, defect) in [
            ("/format", json!("other"), "/format format"),
            ("/format_version", json!(2), "/format format"),
            ("/id", json!(""), "/id bad_id"),
            ("/id", json!("a／b"), "/id bad_id"),
            ("/form_version", json!("1 2"), "/form_version bad_id"),
            ("/title", json!(" "), "/title bad_text"),
            ("/title", json!("a\u{7}"), "/title bad_text"),
            ("/issuer", json!("a".repeat(251)), "/issuer bad_text"),
            (
                "/code_lists/0/codes",
                json!([]),
                "/code_lists/0/codes bad_count",
            ),
            (
                "/code_lists/0/codes/1/code",
                json!("1"),
                "/code_lists/0/codes/1 ambiguous_code",
            ),
            (
                "/code_lists/0/codes/1/code",
                json!("１"),
                "/code_lists/0/codes/1 ambiguous_code",
            ),
            (
                "/code_lists/0/codes/1/label",
                json!("甲"),
                "/code_lists/0/codes/1 ambiguous_code",
            ),
            (
                "/code_lists/0/codes/1/label",
                json!("1"),
                "/code_lists/0/codes/1 ambiguous_code",
            ),
            (
                "/code_lists/0/codes/1/label",
                json!("a\nb"),
                "/code_lists/0/codes/1/label bad_text",
            ),
            ("/sheets", json!([]), "/sheets bad_count"),
            (name, json!("記入要領"), "/sheets/0/name bad_sheet_name"),
            (name, json!("コード表"), "/sheets/0/name bad_sheet_name"),
            (name, json!("a/b"), "/sheets/0/name bad_sheet_name"),
            (name, json!("a".repeat(32)), "/sheets/0/name bad_sheet_name"),
            (name, json!("'a"), "/sheets/0/name bad_sheet_name"),
            (
                "/sheets/0/columns",
                json!([]),
                "/sheets/0/columns bad_count",
            ),
            (
                "/sheets/0/columns/1/id",
                json!("a"),
                "/sheets/0/columns/1/id duplicate_id",
            ),
            (
                "/sheets/0/columns/1/header",
                json!("名 称"),
                "/sheets/0/columns/1/header duplicate_header",
            ),
            (
                "/sheets/0/columns/1/answer/list",
                json!("x"),
                "/sheets/0/columns/1/list unknown_list",
            ),
            (
                "/sheets/0/columns/0/width",
                json!(0),
                "/sheets/0/columns/0/width bad_width",
            ),
            (
                "/sheets/0/columns/0/filled_by",
                json!(""),
                "/sheets/0/columns/0/filled_by bad_text",
            ),
            (
                "/sheets/0/columns/0/answer",
                json!({"kind": "money"}),
                "table.form.shape",
            ),
            (
                "/sheets/0/columns/0/colour",
                json!("red"),
                "table.form.shape",
            ),
        ] {
            let mut form = sound();
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            match form.pointer_mut(parent).unwrap() {
                Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
                parent => parent[key] = value,
            }
            assert_eq!(defects(&form), [defect], "{pointer}");
        }
        let mut form = sound();
        for column in form["sheets"][0]["columns"].as_array_mut().unwrap() {
            column["locked"] = json!(true);
        }
        assert_eq!(defects(&form), ["/sheets/0/columns nothing_to_fill"]);
    }

    #[test]
    fn headers_may_be_the_same_under_different_groups() {
        let mut form = sound();
        for (at, group) in ["窓口", "電子"].iter().enumerate() {
            let column = &mut form["sheets"][0]["columns"][at];
            column["header"] = json!("件数");
            column["group"] = json!(group);
        }
        assert_eq!(defects(&form), Vec::<String>::new());
    }
}
