//! draft
#![allow(clippy::unwrap_used, clippy::print_stdout)]
use tosei_document::Collector;
use tosei_inventory::survey::{SurveyCheck, SurveyJob};
#[test]
fn counts() {
    let Ok(folder) = std::env::var("TOSEI_DATA") else {
        return;
    };
    let file =
        std::fs::File::open(format!("{folder}/procedures_survey/procedures_r6.csv")).unwrap();
    let mut sink = Collector::new(SurveyCheck::catalogue()).keeping(5);
    let a = SurveyJob::new().run(file, &mut sink).unwrap();
    println!("{} {}", a.rows(), a.untyped());
    let r = sink.into_report();
    println!("{}", r.total());
    for t in r.totals() {
        println!("{} {}", t.rule, t.count);
    }
    for f in r.findings() {
        println!(
            "{}",
            SurveyCheck::catalogue().sentence(f, tosei_types::Language::Ja)
        );
    }
}
