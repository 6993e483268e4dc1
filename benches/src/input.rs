//! What the works run on: the real data below `TOSEI_DATA` where it is set, otherwise data that is made, of the same
//! size. Made data is fictional (架空) and the same in every run.

use anyhow::{Context, Result};
use std::{
    fmt::Write as _,
    io::{self, Read},
    path::PathBuf,
    rc::Rc,
};

/// Rows of the State's survey.
pub const SURVEY_ROWS: u64 = 75_071;

/// A file of the real data below `TOSEI_DATA`, if it is there.
#[must_use]
pub fn real_file(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(std::env::var_os("TOSEI_DATA")?).join(path);
    file.is_file().then_some(file)
}

/// A text that is made line by line while it is read, so that no part of it is held.
pub struct MadeLines<F> {
    lines: u64,
    number: u64,
    make: F,
    line: String,
    at: usize,
}

impl<F: FnMut(u64, &mut String)> MadeLines<F> {
    /// A head and so many lines; `make` writes the line of a number, without its end.
    pub fn new(head: &str, lines: u64, make: F) -> Self {
        Self {
            lines,
            number: 0,
            make,
            line: format!("{head}\n"),
            at: 0,
        }
    }

    /// All of it.
    ///
    /// # Errors
    ///
    /// Never: nothing is read from outside.
    pub fn bytes(mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl<F: FnMut(u64, &mut String)> Read for MadeLines<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < buffer.len() {
            if self.at == self.line.len() {
                if self.number == self.lines {
                    break;
                }
                self.line.clear();
                (self.make)(self.number, &mut self.line);
                self.line.push('\n');
                (self.at, self.number) = (0, self.number.saturating_add(1));
            }
            let rest = self.line.as_bytes().get(self.at..).unwrap_or_default();
            let room = buffer.get_mut(written..).unwrap_or_default();
            let part = rest.len().min(room.len());
            let (to, _) = room.split_at_mut(part);
            to.copy_from_slice(rest.get(..part).unwrap_or_default());
            (self.at, written) = (self.at.saturating_add(part), written.saturating_add(part));
        }
        Ok(written)
    }
}

/// The number of a line, mixed, so that neighbours have nothing in common.
#[must_use]
pub fn mixed(number: u64, salt: u64) -> u64 {
    let mut mixed = number.wrapping_add(salt.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// One of several, by a mixed number.
pub(crate) fn one_of<'a>(all: &[&'a str], number: u64) -> &'a str {
    let count = u64::try_from(all.len()).unwrap_or(1).max(1);
    let at = usize::try_from(number % count).unwrap_or(0);
    all.get(at).copied().unwrap_or_default()
}

const SURVEY_HEAD: &str = "手続ID,所管府省庁,手続名,法令名,法令番号,根拠条項号,手続類型,手続主体,手続の受け手,\
    経由機関,独立行政法人等の名称,事務区分,府省共通手続,実施府省庁,オンライン化の実施状況,\
    オンライン化の実施予定及び検討時の懸念点,オンライン化実施時期,申請等における本人確認手法,手数料等の納付有無,\
    手数料等の納付方法,手数料等のオンライン納付時の優遇措置,処理期間(オンライン),処理期間(非オンライン),\
    情報システム(申請),情報システム(事務処理),総手続件数,オンライン手続件数,非オンライン手続件数,\
    申請書等に記載させる情報,申請時に添付させる書類,添付書類等提出の撤廃/省略状況,添付書類等の提出方法,\
    添付書類等への電子署名,添付形式等が定められた規定,手続が行われるイベント(個人),\
    手続が行われるイベント(法人),申請に関連する士業,申請を提出する機関";

fn survey_row(number: u64, line: &mut String) {
    let mixed = |salt| mixed(number, salt);
    let cases = mixed(1) % 5_000;
    let online = cases * (mixed(2) % 101) / 100;
    let stems = [
        "届出",
        "許可の申請",
        "認定の申請",
        "報告書の提出",
        "登録の申請",
        "閲覧の請求",
    ];
    let kinds = [
        "1 申請等",
        "2-1 申請等に基づく処分通知等",
        "3 縦覧等",
        "4 作成・保存等",
    ];
    let actors = ["5 国民等", "6 民間事業者等", "1 国", "3 地方等"];
    let status = ["1 実施済", "2 未実施", "4 適用除外", "5 その他"];
    let periods = ["1月", "14日", "即日", "30日", "", "2週間"];
    let _ = write!(
        line,
        "{},見本省{},見本{}{},見本法{},令和{}年法律第{}号,第{}条第{}項,{},{},1 国,1 国,,,×（府省共通手続でない）,見本省,\
         {},,,,1 手数料等無し,,,{},,見本システム{},,{cases},{online},{},その他の情報,添付書類なし,,,,,就職・転職,\
         その他(個人も法人にもあてはまらない),士業が介在しない,本府省庁",
        number.saturating_add(1),
        mixed(3) % 20,
        mixed(4) % 30_000,
        one_of(&stems, mixed(5)),
        mixed(6) % 3_000,
        1 + mixed(6) % 7,
        1 + mixed(6) % 120,
        1 + mixed(7) % 300,
        1 + mixed(8) % 9,
        one_of(&kinds, mixed(9)),
        one_of(&actors, mixed(10)),
        one_of(&status, mixed(11)),
        one_of(&periods, mixed(12)),
        mixed(13) % 90,
        cases - online,
    );
}

/// A made file of the survey, with so many rows of 38 cells.
#[must_use]
pub fn made_survey(rows: u64) -> MadeLines<fn(u64, &mut String)> {
    MadeLines::new(SURVEY_HEAD, rows, survey_row)
}

/// The State's survey, or a made one of its size; and what it is.
///
/// # Errors
///
/// If the real file cannot be read.
pub fn survey() -> Result<(Rc<[u8]>, String)> {
    if let Some(file) = real_file("procedures_survey/procedures_r6.csv") {
        return Ok((std::fs::read(file)?.into(), "75,071 rows".to_owned()));
    }
    Ok((
        made_survey(SURVEY_ROWS).bytes()?.into(),
        "75,071 made rows".to_owned(),
    ))
}

/// A made Act of so many clauses, ten paragraphs an article where there are enough.
#[must_use]
pub fn made_law(clauses: u64) -> Vec<u8> {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Law Lang=\"ja\" Era=\"Reiwa\" Year=\"7\" Num=\"1\" LawType=\"Act\">\
         <LawNum>令和七年法律第一号</LawNum><LawBody><LawTitle>見本法（架空）</LawTitle><MainProvision>\n",
    );
    let ends = [
        "書面により市長に届け出なければならない",
        "市長が定めるところによる",
        "目視により点検しなければならない",
        "事務所に掲示するものとする",
        "閲覧に供するものとする",
        "必要な措置を講ずるよう努める",
    ];
    let heads = [
        "事業者は",
        "市長は",
        "第三条第一項の許可を受けた者は",
        "管理者は",
        "前項の規定による届出をした者は",
    ];
    let (mut left, mut article) = (clauses, 0u64);
    // Articles have numbers up to 9,999; what does not fit makes them longer.
    let each = 10u64.max(clauses.div_ceil(9_000));
    while left > 0 {
        article = article.saturating_add(1);
        let _ = write!(
            text,
            "<Article Num=\"{article}\"><ArticleTitle>第{article}条</ArticleTitle>"
        );
        for paragraph in 1..=each.min(left) {
            let mixed = mixed(left.wrapping_sub(paragraph), 21);
            let _ = write!(
                text,
                "<Paragraph Num=\"{paragraph}\"><ParagraphNum>{paragraph}</ParagraphNum><ParagraphSentence><Sentence>{}、\
                 第{}号に掲げる事項について、{}。</Sentence></ParagraphSentence></Paragraph>",
                one_of(&heads, mixed),
                1 + mixed % 90,
                one_of(&ends, mixed >> 8),
            );
        }
        text.push_str("</Article>\n");
        left = left.saturating_sub(each);
    }
    text.push_str("</MainProvision></LawBody></Law>\n");
    text.into_bytes()
}

/// The 420 Acts, or made ones; and what they are.
#[must_use]
pub fn laws() -> (Rc<[Vec<u8>]>, String) {
    let real = crate::markup::files("laws", "xml");
    if real.is_empty() {
        let made: Vec<Vec<u8>> = (0..400u64).map(|law| made_law(100 + law * 4)).collect();
        let size = format!("{} made Acts, {}", made.len(), megabytes(&made));
        return (made.into(), size);
    }
    let size = format!("{} Acts, {}", real.len(), megabytes(&real));
    (real.into(), size)
}

/// A made process of so many tasks in a row.
#[must_use]
pub fn made_bpmn(tasks: u64) -> Vec<u8> {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
         id=\"d\" targetNamespace=\"urn:mihon\">\n<process id=\"p\" isExecutable=\"false\">\n<startEvent id=\"s\"/>\n",
    );
    let mut before = "s".to_owned();
    for task in 0..tasks {
        let _ = writeln!(
            text,
            "<userTask id=\"t{task}\" name=\"手順{task}\"/>\n<sequenceFlow id=\"f{task}\" sourceRef=\"{before}\" targetRef=\"t{task}\"/>"
        );
        before = format!("t{task}");
    }
    let _ = write!(
        text,
        "<endEvent id=\"e\"/>\n<sequenceFlow id=\"last\" sourceRef=\"{before}\" targetRef=\"e\"/>\n</process>\n</definitions>\n"
    );
    text.into_bytes()
}

/// The BPMN files of the interchange tests, or made ones; and what they are.
#[must_use]
pub fn bpmn() -> (Rc<[Vec<u8>]>, String) {
    let real = crate::markup::files("bpmn/miwg", "bpmn");
    if real.is_empty() {
        let made: Vec<Vec<u8>> = (0..390).map(|file| made_bpmn(50 + file)).collect();
        let size = format!("{} made files, {}", made.len(), megabytes(&made));
        return (made.into(), size);
    }
    let size = format!("{} files, {}", real.len(), megabytes(&real));
    (real.into(), size)
}

fn event_row(number: u64, line: &mut String) {
    const EVENTS: u64 = 6;
    let (case, step) = (number / EVENTS, number % EVENTS);
    let names = ["受付", "確認", "審査", "協議", "決裁", "交付"];
    let minute = case * 7 % (60 * 24 * 365) + step * (20 + mixed(case, step) % 500);
    let (day, minute) = (minute / 1_440, minute % 1_440);
    let _ = write!(
        line,
        "C-{case:07},{},202{}-{:02}-{:02}T{:02}:{:02}:00+09:00,complete,{},R{},G{}",
        one_of(&names, step),
        4 + day / 336,
        1 + day / 28 % 12,
        1 + day % 28,
        minute / 60,
        minute % 60,
        if case.is_multiple_of(3) {
            "オンライン"
        } else {
            "窓口"
        },
        mixed(case, step + 10) % 20,
        step / 2,
    );
}

/// A made event log, six events a case.
#[must_use]
pub fn made_events(events: u64) -> MadeLines<fn(u64, &mut String)> {
    let head = "case:concept:name,concept:name,time:timestamp,lifecycle:transition,case:channel,org:resource,org:group";
    MadeLines::new(head, events, event_row)
}

/// The rows of a queue's polls, or made ones; and what they are.
///
/// # Errors
///
/// If the real file cannot be read.
pub fn polls() -> Result<(Rc<[u8]>, String)> {
    if let Some(file) = real_file("counter_queues/warsaw_queues_full.csv") {
        return Ok((std::fs::read(file)?.into(), "830,172 polls".to_owned()));
    }
    let made: MadeLines<fn(u64, &mut String)> = MadeLines::new(
        "name,time,date,czasObslugi,idGrupy,liczbaCzynnychStan,liczbaKlwKolejce,aktualnyNumer",
        830_000,
        |number, line| {
            let (poll, queue) = (number / 370, number % 370);
            let _ = write!(
                line,
                "U{},{:02}:{:02},2020-01-{:02},{},{queue},{},{},{}",
                queue / 20,
                8 + poll / 12 % 8,
                poll % 12 * 5,
                2 + poll / 96 % 15,
                5 + queue % 20,
                mixed(number, 31) % 4,
                mixed(number, 32) % 15,
                poll % 96,
            );
        },
    );
    Ok((made.bytes()?.into(), "830,000 made polls".to_owned()))
}

/// The size of files in megabytes.
pub(crate) fn megabytes(files: &[Vec<u8>]) -> String {
    let bytes = files.iter().map(Vec::len).sum::<usize>();
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// The bytes as text.
///
/// # Errors
///
/// If they are not UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).context("the file is not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tosei_document::Limits;

    #[test]
    fn made_data_is_read_by_the_library() {
        let survey = made_survey(500).bytes().unwrap();
        let table = tosei_inventory::survey::SurveyTable::load(
            &survey[..],
            tosei_inventory::survey::SurveyEdition::r6(),
            &Limits::default(),
        );
        assert_eq!(table.unwrap().len(), 500);
        for clauses in [1, 10, 1_234] {
            let law = tosei_analog_regs::law::LawDocument::read_xml(
                &made_law(clauses),
                &Limits::default(),
            );
            assert_eq!(
                law.unwrap().sentences().len(),
                usize::try_from(clauses).unwrap()
            );
        }
        let bpmn = tosei_bpr::bpmn::BpmnDocument::read(&made_bpmn(7), &Limits::default()).unwrap();
        assert_eq!(bpmn.flows()[0].nodes.len(), 9);
        let events = made_events(600).bytes().unwrap();
        let log = tosei_bpr::event_log::read_csv(
            &events,
            &tosei_bpr::event_log::LogColumns::default(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(
            (log.cases().len(), log.event_count(), log.without_time()),
            (100, 600, 0)
        );
    }
}
