//! Runs the test vectors in `conformance/suites` against the Rust crates.
//!
//! A crate lists its operations once, in `tests/conformance.rs`; a suite without an operation and
//! an operation without a suite both fail, so that no vector is skipped unseen. The format of a
//! suite is described in `conformance/README.md`.

mod answer;
mod changes;
mod mutate;
mod suite;

pub use answer::{Answer, AnswerError};
pub use changes::changes;
pub use mutate::{
    Explained, Mutation, MutationPlan, Notice, assert_explained, mutations, replaced, stepped,
    survivors, unnoticed,
};
pub use suite::{Case, Expectation, Suite, SuiteError};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

type Operation = Box<dyn Fn(&Value) -> Result<Value, String>>;

/// The operations of one crate, run against every suite in its folder.
///
/// # Examples
///
/// ```no_run
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Input {
///     text: String,
/// }
///
/// tosei_conformance::Runner::new("types")
///     // `Ok` is compared with `expect.ok`, `Err` (a code) with `expect.error.code`.
///     .on("upper_case", |input: Input| Ok::<_, String>(input.text.to_uppercase()))
///     .run();
/// ```
pub struct Runner {
    folder: &'static str,
    operations: BTreeMap<&'static str, Operation>,
}

impl Runner {
    /// Starts the list of operations of one crate; `folder` is a folder below `suites/`.
    #[must_use]
    pub fn new(folder: &'static str) -> Self {
        Self {
            folder,
            operations: BTreeMap::new(),
        }
    }

    /// Adds an operation: the name a suite calls it by, and the function that does it.
    ///
    /// The function takes the case's `input` and gives what stands under `expect.ok`, or the code
    /// of an error.
    #[must_use]
    pub fn on<I, O, F>(mut self, operation: &'static str, run: F) -> Self
    where
        I: DeserializeOwned,
        O: Serialize,
        F: Fn(I) -> Result<O, String> + 'static,
    {
        let boxed: Operation = Box::new(move |input| {
            let input: I = serde_path_to_error::deserialize(input)
                .map_err(|error| format!("input does not fit the operation: {error}"))?;
            run(input).and_then(|output| {
                serde_json::to_value(output).map_err(|error| format!("output: {error}"))
            })
        });
        self.operations.insert(operation, boxed);
        self
    }

    /// Adds the operation `rules_by_severity`: which rules a catalogue has, by how grave a breach is.
    ///
    /// Each catalogue comes with its name and its rules, as they are written to JSON; rules that it takes
    /// over from another crate are left out. An unknown name gives the code `unknown_catalogue`.
    #[must_use]
    pub fn rules<R, L>(self, catalogues: L) -> Self
    where
        R: Serialize + 'static,
        L: IntoIterator<Item = (&'static str, &'static [R])>,
    {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Input {
            catalogue: String,
        }
        let catalogues: BTreeMap<&'static str, &'static [R]> = catalogues.into_iter().collect();
        self.on("rules_by_severity", move |input: Input| {
            let name = input.catalogue.as_str();
            let rules = *catalogues.get(name).ok_or("unknown_catalogue")?;
            let house = name.split('.').next().unwrap_or(name);
            let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for rule in rules {
                let rule = serde_json::to_value(rule).map_err(|error| error.to_string())?;
                let word = |key: &str| rule.get(key).and_then(Value::as_str).unwrap_or_default();
                let code = word("code").to_owned();
                if code.split('.').next() == Some(house) {
                    found
                        .entry(word("severity").to_owned())
                        .or_default()
                        .insert(code);
                }
            }
            Ok(found)
        })
    }

    /// Adds the operation `visibility`: who may see the fields of a kind of document.
    ///
    /// `withheld` publishes a document and gives what it left out, a list of objects with `visibility`.
    /// Each path of the case is tried alone: a document with nothing but this field.
    #[must_use]
    pub fn visibility<F>(self, withheld: F) -> Self
    where
        F: Fn(&Value) -> Result<Value, String> + 'static,
    {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Input {
            format: String,
            paths: Vec<String>,
        }
        self.on("visibility", move |input: Input| {
            let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for path in input.paths {
                let wrap = |inside: Value, key: &str| match key {
                    "*" => serde_json::json!([inside]),
                    key => serde_json::json!({ key: inside }),
                };
                let keys = path.rsplit('/').filter(|key| !key.is_empty());
                let mut document = keys.fold(Value::from("x"), wrap);
                let Some(members) = document.as_object_mut() else {
                    return Err("no_path".to_owned());
                };
                members.insert("format".to_owned(), Value::from(input.format.as_str()));
                let gone = withheld(&document)?;
                let who = gone.pointer("/0/visibility").and_then(Value::as_str);
                let who = who.unwrap_or("public").to_owned();
                found.entry(who).or_default().insert(path);
            }
            Ok(found)
        })
    }

    /// Runs every case of every suite in the folder and prints how many there were.
    ///
    /// # Panics
    ///
    /// If a case fails, a suite is malformed or has no operation, or an operation has no suite:
    /// this is a test.
    #[allow(
        clippy::panic,
        clippy::print_stdout,
        reason = "this function is the test itself"
    )]
    pub fn run(self) {
        match self.outcome() {
            Ok((suites, cases)) => println!("{}: {suites} suites, {cases} vectors", self.folder),
            Err(failures) => panic!("{}", failures.join("\n")),
        }
    }

    /// Runs the cases until one fails; its suite and id, or `None` if all pass.
    ///
    /// For operations that judge by a changed file of rules: the change must be noticed. An operation
    /// that stops in the middle has noticed it, too.
    #[must_use]
    pub fn first_failure(&self) -> Option<String> {
        json_files(&suites_folder().join(self.folder))
            .iter()
            .filter_map(|file| Suite::read(file).ok())
            .find_map(|suite| {
                let operation = self.operations.get(suite.operation.as_str())?;
                let fails = |case: &&Case| {
                    let run = AssertUnwindSafe(|| operation(&case.input));
                    catch_unwind(run).map_or(true, |outcome| !case.expect.agrees(&outcome))
                };
                let case = suite.cases.iter().find(fails)?;
                Some(format!("{}#{}", suite.suite, case.id))
            })
    }

    fn outcome(&self) -> Result<(usize, usize), Vec<String>> {
        let mut failures = Vec::new();
        let mut used = BTreeSet::new();
        let (mut suites, mut cases) = (0usize, 0usize);
        let folder = suites_folder().join(self.folder);
        let files = json_files(&folder);
        if files.is_empty() {
            failures.push(format!("no suite in {}", folder.display()));
        }
        for file in files {
            let suite = match Suite::read(&file) {
                Ok(suite) => suite,
                Err(error) => {
                    failures.push(format!("{}: {error}", file.display()));
                    continue;
                }
            };
            let Some((name, operation)) = self.operations.get_key_value(suite.operation.as_str())
            else {
                failures.push(format!(
                    "{}: no operation `{}`",
                    file.display(),
                    suite.operation
                ));
                continue;
            };
            used.insert(*name);
            suites = suites.saturating_add(1);
            for case in &suite.cases {
                cases = cases.saturating_add(1);
                let outcome = operation(&case.input);
                if !case.expect.agrees(&outcome) {
                    failures.push(format!(
                        "{} · {}\n  expected {:?}\n  got      {outcome:?}",
                        suite.suite, case.id, case.expect
                    ));
                }
            }
        }
        for name in self.operations.keys().filter(|name| !used.contains(*name)) {
            failures.push(format!("{}: operation `{name}` has no suite", self.folder));
        }
        if failures.is_empty() {
            Ok((suites, cases))
        } else {
            Err(failures)
        }
    }
}

/// The folder with all suites.
#[must_use]
pub fn suites_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("suites")
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}
