//! The pages that the examples make, opened in a headless Chromium.
//!
//! Looked at: errors in the console, links, the width on a phone, accessibility (axe-core) in both
//! languages and both colour schemes, the order of the focus, texts in pictures, print. A page with
//! planted defects is looked at with the others: if one of them is not found, the check itself is broken.
//!
//! The examples are those of the stage before, so that nothing is built for this one; another profile can be
//! named by `TOSEI_EXAMPLES_PROFILE` (`dev`).
//!
//! It needs Node.js with npm and Debian's `chromium`. Where one of them is missing the stage says so and
//! is left out, but not in continuous integration (`CI` or `TOSEI_BROWSER=required`): there it fails.

use super::{Context, Outcome, process};
use crate::workspace::read_text;
use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

/// Where the check and what it needs are, below the root.
const HOME: &str = "xtask/browser";

/// The examples that write pages, each with the arguments before `--out`; an id names the folder.
const SITES: &[(&str, &str, &[&str])] = &[
    ("digital_first_report", "digital_first_report", &[]),
    ("counter_planner", "counter_planner", &[]),
    ("flow_compare", "flow_compare", &[]),
    ("flow_simulate", "flow_simulate", &[]),
    ("ordinance_scan", "ordinance_scan", &[]),
];

/// The package of the examples.
const PACKAGE: &str = "tosei-examples";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looked {
    pages: Vec<PageLooked>,
}

/// What was found on one page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageLooked {
    /// The number of the folder among those that were named.
    folder: usize,
    page: String,
    checks: u64,
    milliseconds: u64,
    problems: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    kind: String,
    text: String,
}

/// Looks at the pages.
pub(crate) fn run(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let chromium = match tools(context) {
        Ok(chromium) => chromium,
        Err(missing) if required() => bail!("{missing}, and the pages must be looked at here"),
        Err(missing) => {
            outcome
                .skipped
                .push(format!("pages in a browser ({missing})"));
            return Ok(outcome);
        }
    };
    let modules = modules(context)?;
    let sites = sites(context)?;
    let planted = context.workspace.root.join(HOME).join("planted");
    let mut folders: Vec<&Path> = sites.iter().map(|(_, folder)| folder.as_path()).collect();
    folders.push(&planted);
    let looked = look(context, &modules, &chromium, &folders)?;
    let (found, real): (Vec<_>, Vec<_>) = looked
        .pages
        .into_iter()
        .partition(|page| page.folder == sites.len());
    for page in &real {
        let Some((name, _)) = sites.get(page.folder) else {
            bail!("a page of folder {}, which was not named", page.folder);
        };
        let (checks, time) = (page.checks, page.milliseconds);
        println!("{name}/{}: {checks} checks, {time} ms", page.page);
        let wrong = u64::try_from(page.problems.len())?;
        outcome.passed = outcome.passed.saturating_add(checks.saturating_sub(wrong));
        outcome.failed = outcome.failed.saturating_add(wrong);
        for Problem { kind, text } in &page.problems {
            outcome.problem(format!("{name}/{}: {kind}: {text}", page.page));
        }
    }
    for (at, (name, _)) in sites.iter().enumerate() {
        if !real.iter().any(|page| page.folder == at) {
            outcome.problem(format!("{name} has no page"));
        }
    }
    let expected: Planted = serde_json::from_str(&read_text(&planted.join("expected.json"))?)?;
    outcome.problems.extend(unseen(&expected, &found));
    Ok(outcome)
}

/// Whether the pages must be looked at: in continuous integration, or if somebody says so.
fn required() -> bool {
    let is = |name, no: &[&str]| {
        env::var(name).is_ok_and(|value| !no.contains(&value.to_ascii_lowercase().as_str()))
    };
    is("CI", &["", "0", "false"]) || env::var("TOSEI_BROWSER").is_ok_and(|how| how == "required")
}

/// The browser, if everything that is needed starts; else what is missing.
fn tools(context: &Context<'_>) -> Result<PathBuf, String> {
    let starts = |program: &Path| {
        let mut command = process::command(context, program);
        command
            .arg("--version")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    for program in ["node", "npm"] {
        if !starts(Path::new(program)) {
            return Err(format!("{program} does not start"));
        }
    }
    let named = env::var_os("TOSEI_CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from);
    let mut known = named.into_iter().chain(usual);
    known
        .find(|program| starts(program))
        .ok_or_else(|| "chromium does not start".to_owned())
}

/// The folder with the driver and the accessibility engine, as the lock file says.
fn modules(context: &Context<'_>) -> anyhow::Result<PathBuf> {
    let home = context.workspace.root.join(HOME);
    let folder = context.workspace.target.join("browser");
    fs::create_dir_all(&folder)?;
    let lock = read_text(&home.join("package-lock.json"))?;
    ensure!(
        !lock.contains("\"resolved\""),
        "{HOME}/package-lock.json names a registry; write it with omit-lockfile-registry-resolved"
    );
    let done = folder.join("installed-lock.json");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(home.join(file), folder.join(file)).with_context(|| file.to_owned())?;
    }
    println!("npm ci");
    let status = process::command(context, "npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder)
        .status()?;
    ensure!(status.success(), "`npm ci` failed");
    fs::write(&done, lock)?;
    Ok(folder)
}

/// Makes the pages: name and folder of each.
fn sites(context: &Context<'_>) -> anyhow::Result<Vec<(&'static str, PathBuf)>> {
    let mut sites = Vec::new();
    let profile = env::var("TOSEI_EXAMPLES_PROFILE").unwrap_or_else(|_| "release".to_owned());
    for (id, example, arguments) in SITES {
        let out = context
            .workspace
            .target
            .join("browser")
            .join("pages")
            .join(id);
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        fs::create_dir_all(&out)?;
        let status = process::cargo_command(context)
            .args([
                "run",
                "--quiet",
                "--profile",
                profile.as_str(),
                "--package",
                PACKAGE,
            ])
            .args(["--example", *example, "--"])
            .args(*arguments)
            .arg("--out")
            .arg(&out)
            .stdout(std::process::Stdio::null())
            .status()?;
        ensure!(status.success(), "the example {example} failed");
        sites.push((*id, out));
    }
    Ok(sites)
}

fn look(
    context: &Context<'_>,
    modules: &Path,
    chromium: &Path,
    folders: &[&Path],
) -> anyhow::Result<Looked> {
    let output = process::command(context, "node")
        .arg(context.workspace.root.join(HOME).join("check.mjs"))
        .args([modules, chromium])
        .args(folders)
        .stderr(std::process::Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "{HOME}/check.mjs failed");
    serde_json::from_slice(&output.stdout).context("the answer of check.mjs cannot be read")
}

/// The defects that must be found, by page.
type Planted = BTreeMap<String, Vec<Problem>>;

/// A sentence for each planted defect that nobody saw, and for each planted page that was not opened.
fn unseen(expected: &Planted, found: &[PageLooked]) -> Vec<String> {
    let mut wrong = Vec::new();
    if expected.values().all(Vec::is_empty) {
        wrong.push("no defect is planted".to_owned());
    }
    for (page, defects) in expected {
        let looked = found.iter().find(|looked| looked.page == *page);
        let seen = |defect: &Problem| {
            looked.is_some_and(|looked| {
                let mut problems = looked.problems.iter();
                problems.any(|one| one.kind == defect.kind && one.text.contains(&defect.text))
            })
        };
        for defect in defects.iter().filter(|defect| !seen(defect)) {
            let Problem { kind, text } = defect;
            wrong.push(format!(
                "the planted defect `{kind}: {text}` of {page} is not seen"
            ));
        }
    }
    wrong
}

#[cfg(test)]
mod test {
    use super::*;

    fn problem(kind: &str, text: &str) -> Problem {
        Problem {
            kind: kind.to_owned(),
            text: text.to_owned(),
        }
    }

    fn looked(problems: Vec<Problem>) -> PageLooked {
        PageLooked {
            folder: 0,
            page: "a.html".to_owned(),
            checks: 10,
            milliseconds: 1,
            problems,
        }
    }

    #[test]
    fn a_planted_defect_that_nobody_saw_is_a_problem() {
        let planted = vec![problem("link", "leads to no file"), problem("axe", "label")];
        let expected = Planted::from([("a.html".to_owned(), planted)]);
        let all = vec![
            problem("link", "x.html leads to no file"),
            problem("axe", "ja: label: missing"),
        ];
        assert_eq!(unseen(&expected, &[looked(all)]), [""; 0]);
        let other_kind = vec![problem("axe", "leads to no file"), problem("axe", "label")];
        assert_eq!(unseen(&expected, &[looked(other_kind)]).len(), 1);
        assert_eq!(unseen(&expected, &[]).len(), 2);
        assert_eq!(unseen(&Planted::new(), &[]).len(), 1);
    }

    #[test]
    fn the_planted_defects_are_of_every_kind_that_a_page_can_have() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
        let text = fs::read_to_string(home.join("planted/expected.json")).unwrap();
        let expected: Planted = serde_json::from_str(&text).unwrap();
        let planted: Vec<&str> = expected
            .values()
            .flatten()
            .map(|problem| problem.kind.as_str())
            .collect();
        let check = fs::read_to_string(home.join("check.mjs")).unwrap();
        for part in check.split("findings.add(\"").skip(1) {
            let kind = part.split('"').next().unwrap();
            assert!(
                planted.contains(&kind),
                "nothing of the kind `{kind}` is planted"
            );
        }
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser/package-lock.json");
        let lock = fs::read_to_string(lock).unwrap();
        assert!(!lock.contains("resolved") && !lock.contains("://"));
        assert!(lock.contains("\"integrity\": \"sha512-"));
    }
}
