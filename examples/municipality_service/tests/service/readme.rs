//! The walk-through of the README, run as a reader would run it.

use crate::client::{Server, folder};
use std::{path::Path, process::Command};

/// A block of commands and what the README says that they print.
fn walk_through(page: &str) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    let mut block: Option<(&str, String)> = None;
    for line in page.lines() {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(language @ ("sh" | "text"))) => block = Some((language, String::new())),
            (None, _) => {}
            (Some((language, text)), Some("")) => {
                match *language {
                    "sh" => steps.push((std::mem::take(text), String::new())),
                    _ => steps.last_mut().unwrap().1 = std::mem::take(text),
                }
                block = None;
            }
            (Some((_, text)), _) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    steps
}

#[test]
fn the_walk_through_prints_what_it_says() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("skipped: the walk-through of the README (needs curl)");
        return;
    }
    let server = Server::start(&folder("readme"), &[]);
    let page = include_str!("../../README.md");
    let steps = walk_through(page);
    assert!(steps.len() >= 6, "{}", steps.len());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (commands, expected) in steps {
        let commands = commands.replace("127.0.0.1:8080", &server.address);
        let output = Command::new("sh")
            .args(["-euc", &commands])
            .current_dir(&root)
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{commands}{printed}{errors}");
        assert_eq!(
            printed.trim_end(),
            expected.trim_end(),
            "{commands}{errors}"
        );
    }
}
