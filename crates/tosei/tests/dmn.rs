//! The decision tables say what the library says, of every answer.
#![cfg(feature = "qos-model")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it compared"
)]

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei::{
    criteria::{Answer, CompiledStandard, PackedEvidence, Standard},
    dmn::{DmnError, DmnModel, HitPolicy, Input, Table},
    document::Limits,
    qos_model::{tokyo, tokyo_2024},
};

const ANSWERS: [Answer; 4] = [
    Answer::Met,
    Answer::NotMet,
    Answer::NotApplicable,
    Answer::Unknown,
];

/// A standard of one axis, made of its levels: how many criteria each has, and how many are needed.
fn standard(build: &str, not_applicable: &str, levels: &[(usize, Value)]) -> Standard {
    let label = json!({"ja": "文", "en": "Text"});
    let (mut criteria, mut axis) = (Vec::new(), vec![json!({"level": 0, "state": label})]);
    for (number, (count, within)) in levels.iter().enumerate() {
        axis.push(json!({"level": number + 1, "state": label, "within_level": within}));
        for at in 0..*count {
            criteria.push(json!({
                "id": format!("c{}_{at}", number + 1), "axis": "A", "level": number + 1,
                "text": label, "evidence": "fact", "source": "definition",
            }));
        }
    }
    read(&json!({
        "format": "tosei-standard", "format_version": 1, "id": "vector", "edition": "1",
        "label": label, "effective_from": "2025-01-01", "source": "definition",
        "levels": (0..=levels.len()).map(|level| json!({"level": level, "label": label})).collect::<Vec<_>>(),
        "policies": {"levels": build, "not_applicable": not_applicable},
        "axes": [{"id": "A", "label": label, "levels": axis}],
        "criteria": criteria,
    }))
}

fn read(document: &Value) -> Standard {
    let (standard, report) = Standard::read(document.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    standard.unwrap()
}

/// Every way in which some criteria may be answered.
fn every_answer(count: usize) -> impl Iterator<Item = Vec<Answer>> {
    (0..4usize.pow(u32::try_from(count).unwrap())).map(move |number| {
        let digit = |at: usize| number / 4usize.pow(u32::try_from(at).unwrap()) % 4;
        (0..count).map(|at| ANSWERS[digit(at)]).collect()
    })
}

/// Compares the tables with the library; how many combinations were compared.
fn compare(standard: &CompiledStandard, asked: &[&str], axes: &[usize]) -> usize {
    let model = DmnModel::of_compiled(standard).unwrap();
    let document = standard.standard().document();
    let mut compared = 0;
    for answers in every_answer(asked.len()) {
        let mut packed = PackedEvidence::UNKNOWN;
        let mut given = BTreeMap::new();
        for (id, answer) in asked.iter().zip(answers) {
            packed = packed.with(standard.bit(&id.parse().unwrap()).unwrap(), answer);
            given.insert((*id).to_owned(), answer.code().to_owned());
        }
        let results = model.decide(&given);
        for axis in axes {
            let name = document.axes[*axis].id.as_str();
            let levels = standard.levels(*axis, packed).unwrap();
            for (what, level) in [
                ("earned_floor", levels.earned.floor),
                ("earned_ceiling", levels.earned.ceiling),
                ("reached_floor", levels.reached.floor),
                ("reached_ceiling", levels.reached.ceiling),
            ] {
                let found = results.get(&format!("{name}_{what}"));
                assert_eq!(found, Some(&level.to_string()), "{name} {what} {given:?}");
            }
        }
        compared += 1;
    }
    compared
}

/// Law: of every answer to the published standard the tables give the levels that the library gives.
#[test]
fn the_tables_of_the_published_standard_agree_on_every_answer() {
    let compiled = &tokyo().editions()[0];
    let mut compared = 0;
    for (at, axis) in tokyo_2024().document().axes.iter().enumerate() {
        let criteria = tokyo_2024().document().criteria.iter();
        let asked: Vec<&str> = criteria
            .filter(|one| one.axis == axis.id)
            .map(|one| one.id.as_str())
            .collect();
        compared += compare(compiled, &asked, &[at]);
    }
    assert_eq!(compared, 256 + 256 + 1024);
}

/// Law: so they do for every policy and every way to combine criteria.
#[test]
fn the_tables_agree_for_every_policy() {
    let (all, any) = (json!("all"), json!("any"));
    let at_least = |number: u8| json!({"at_least": number});
    let shapes: Vec<Vec<(usize, Value)>> = vec![
        vec![(3, at_least(2)), (2, any.clone())],
        vec![(1, all.clone()), (2, all.clone()), (3, any.clone())],
        vec![(4, at_least(3))],
        vec![(2, at_least(2)), (2, at_least(1)), (1, any.clone())],
        vec![(2, all.clone()), (3, at_least(3))],
        vec![(4, at_least(2))],
    ];
    let mut compared = 0;
    for build in ["cumulative", "independent"] {
        for not_applicable in ["ignored", "satisfied"] {
            for shape in &shapes {
                let compiled = standard(build, not_applicable, shape).compile().unwrap();
                let criteria = compiled.standard().document().criteria.iter();
                let asked: Vec<&str> = criteria.map(|one| one.id.as_str()).collect();
                compared += compare(&compiled, &asked, &[0]);
            }
        }
    }
    println!("{compared} answers compared");
    assert!(compared > 10_000);
}

/// What a column may hold.
fn domain(model: &DmnModel, input: &Input) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match input {
        Input::Name(name) if model.inputs().any(|one| one == name) => {
            words(&["met", "not_met", "not_applicable", "unknown"])
        }
        Input::Name(_) => words(&["earned", "holds", "no"]),
        other => panic!("{other:?}"),
    }
}

/// Law: of every combination exactly one rule of a `UNIQUE` table speaks, and every rule of a table
/// speaks of some combination.
#[test]
fn unique_tables_are_complete_and_do_not_overlap() {
    let model = DmnModel::of(tokyo_2024()).unwrap();
    for table in model.tables() {
        assert_eq!(table.hit_policy, HitPolicy::Unique);
        let columns: Vec<(String, Vec<String>)> = table
            .inputs
            .iter()
            .map(|input| (input.feel(), domain(&model, input)))
            .collect();
        let mut spoke = vec![false; table.rules.len()];
        for known in combinations(&columns) {
            let speaking: Vec<_> = table.speaking(&known).collect();
            assert_eq!(speaking.len(), 1, "{} {known:?}", table.name);
            let at = table.rules.iter().position(|rule| rule == speaking[0]);
            spoke[at.unwrap()] = true;
        }
        let silent = |table: &Table| {
            spoke
                .iter()
                .position(|spoke| !spoke)
                .map(|at| table.rules[at].clone())
        };
        assert_eq!(silent(table), None, "{}", table.name);
    }
}

fn combinations(columns: &[(String, Vec<String>)]) -> Vec<BTreeMap<String, String>> {
    let mut all = vec![BTreeMap::new()];
    for (name, values) in columns {
        let mut longer = Vec::new();
        for one in &all {
            for value in values {
                let mut with = one.clone();
                with.insert(name.clone(), value.clone());
                longer.push(with);
            }
        }
        all = longer;
    }
    all
}

/// The file that another engine reads is the one that the code makes now.
#[test]
fn the_file_in_the_tree_is_the_one_that_is_made() {
    let made = DmnModel::of(tokyo_2024()).unwrap().to_xml();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../conformance/dmn/tokyo-2024.dmn"
    );
    if std::env::var_os("TOSEI_WRITE_DMN").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        made == there,
        "run `TOSEI_WRITE_DMN=1 cargo test -p tosei --test dmn` and look at the difference"
    );
}

#[test]
fn what_no_table_can_show_is_refused() {
    let many = standard("cumulative", "ignored", &[(33, json!("all"))]);
    let error = DmnModel::of(&many).unwrap_err();
    assert_eq!(error.code(), "dmn.too_many_criteria");
    let small = standard("cumulative", "ignored", &[(2, json!("all"))]);
    let mut document = serde_json::to_value(small.document()).unwrap();
    for (id, fits) in [
        ("F_1", true),
        ("F-1", false),
        ("1F", false),
        ("項目", false),
        ("not", false),
        ("A_1_certain", false),
    ] {
        document["criteria"][0]["id"] = json!(id);
        let made = DmnModel::of(&read(&document));
        let refused =
            matches!(&made, Err(error @ DmnError::Name { .. }) if error.code() == "dmn.name");
        assert_eq!((made.is_ok(), refused), (fits, !fits), "{id}");
    }
}

/// The vectors about levels as lines of JSON, each with its tables, for engines that are not ours
/// (`conformance/dmn/run.mjs`); written where `TOSEI_DMN_OUT` says.
#[test]
fn the_vectors_can_be_given_to_another_engine() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/suites");
    let mut lines = String::new();
    let mut count = 0;
    for (suite, made) in [
        (
            "criteria/evaluate",
            of_levels as fn(&Value) -> Option<Value>,
        ),
        ("qos-model/tokyo-2024-level", of_tokyo),
    ] {
        let text = std::fs::read_to_string(format!("{folder}/{suite}.json")).unwrap();
        let suite_document: Value = serde_json::from_str(&text).unwrap();
        for case in suite_document["cases"].as_array().unwrap() {
            let Some(mut line) = made(case) else {
                continue;
            };
            line["id"] = json!(format!("{suite}/{}", case["id"].as_str().unwrap()));
            let given: BTreeMap<String, String> =
                serde_json::from_value(line["answers"].clone()).unwrap();
            // What is expected is what the vector says, never what the library said.
            let model = DmnModel::of(&read(&line["standard"])).unwrap();
            let results = model.decide(&given);
            for (name, expected) in line["expect"].as_object().unwrap() {
                assert_eq!(
                    results[name],
                    expected.as_str().unwrap(),
                    "{} {name}",
                    line["id"]
                );
            }
            line["dmn"] = json!(model.to_xml());
            line.as_object_mut().unwrap().remove("standard");
            lines.push_str(&format!("{line}\n"));
            count += 1;
        }
    }
    println!("{count} vectors agree");
    assert_eq!(count, 209 + 219);
    if let Some(path) = std::env::var_os("TOSEI_DMN_OUT") {
        std::fs::write(path, lines).unwrap();
    }
}

/// The names and levels that a vector expects of one axis.
fn expected(axis: &str, expect: &Value) -> Value {
    let ends = |kind: &str| -> [String; 2] {
        let value = &expect[kind];
        let end = |name: &str, at: usize| {
            let number = value.get(name).or_else(|| value.get(at)).unwrap();
            number.to_string()
        };
        [end("floor", 0), end("ceiling", 1)]
    };
    let ([a, b], [c, d]) = (ends("earned"), ends("reached"));
    json!({
        format!("{axis}_earned_floor"): a, format!("{axis}_earned_ceiling"): b,
        format!("{axis}_reached_floor"): c, format!("{axis}_reached_ceiling"): d,
    })
}

fn of_levels(case: &Value) -> Option<Value> {
    let input = &case["input"];
    let expect = case["expect"].get("ok")?;
    let levels = input["levels"].as_array()?;
    let shape: Vec<(usize, Value)> = levels
        .iter()
        .map(|level| {
            let within = level.get("within").cloned().unwrap_or_else(|| json!("all"));
            (level["criteria"].as_array().unwrap().len(), within)
        })
        .collect();
    let text = |key: &str| input[key].as_str().unwrap_or_default().to_owned();
    let made = standard(&text("build"), &text("not_applicable"), &shape);
    let asked = made.document().criteria.iter();
    let given = levels
        .iter()
        .flat_map(|level| level["criteria"].as_array().unwrap());
    let answers: BTreeMap<String, String> = asked
        .zip(given)
        .map(|(asked, given)| {
            (
                asked.id.to_string(),
                given["answer"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    Some(json!({
        "standard": made.document(), "answers": answers, "expect": expected("A", expect),
    }))
}

fn of_tokyo(case: &Value) -> Option<Value> {
    let expect = case["expect"].get("ok")?;
    // Where there is no level at all, the tables say why.
    let expected = match expect.get("earned") {
        Some(_) => expected(case["input"]["principle"].as_str()?, expect),
        None => json!({"prerequisites": "not_met"}),
    };
    Some(json!({
        "standard": tokyo_2024().document(),
        "answers": case["input"]["answers"],
        "expect": expected,
    }))
}
