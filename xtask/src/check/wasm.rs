//! The same bytes natively and in WebAssembly: seeded runs of `portability/`, built for both.
//!
//! Part of what is asked for by `TOSEI_DEEP=1`. It needs Node and a compiler of Rust with the library
//! for `wasm32-unknown-unknown`, ready or as source; `TOSEI_WASM_RUSTC` names one that is not the usual.
//! Debian's `rustc-web`, `rust-web-src` and `lld` are such a set, where they are recent enough.

use super::{Context, Outcome, process};
use crate::workspace::read_text;
use anyhow::Context as _;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) fn run(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let folder = context.workspace.root.join("portability");
    let expected = read_text(&folder.join("digests.txt"))?;
    let build = context.workspace.target.join("portability");
    let native = output(
        process::cargo_command(context)
            .current_dir(&folder)
            .args(["run", "--quiet", "--release", "--locked", "--target-dir"])
            .arg(&build),
    )?;
    compare(&mut outcome, "the native build", &native, &expected);
    let Some(compiler) = compiler() else {
        let why =
            "no Rust with the library for wasm32-unknown-unknown; TOSEI_WASM_RUSTC may name one";
        outcome.skipped.push(format!("WebAssembly ({why})"));
        return Ok(outcome);
    };
    if !starts("node") {
        outcome.skipped.push("WebAssembly (no Node)".to_owned());
        return Ok(outcome);
    }
    // A folder of its own, so that two compilers do not undo each other's work.
    let build = context.workspace.target.join("portability-wasm");
    let mut cargo = process::cargo_command(context);
    cargo
        .current_dir(&folder)
        .env("RUSTC", &compiler.program)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker())
        .args([
            "build",
            "--quiet",
            "--release",
            "--lib",
            "--locked",
            "--ignore-rust-version",
        ])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&build);
    if compiler.from_source {
        cargo
            .env("RUSTC_BOOTSTRAP", "1")
            .arg("-Zbuild-std=std,panic_abort");
    }
    if !cargo.status()?.success() {
        outcome.problem("the build for WebAssembly failed");
        return Ok(outcome);
    }
    let module = build.join(TARGET).join("release/tosei_portability.wasm");
    let found = output(
        process::command(context, "node")
            .arg(folder.join("run.mjs"))
            .arg(module),
    )?;
    compare(&mut outcome, "WebAssembly", &found, &expected);
    Ok(outcome)
}

fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output()?;
    anyhow::ensure!(
        output.status.success(),
        "{} failed: {}",
        command.get_program().display(),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).context("the digests are not UTF-8")
}

/// Each digest is a test.
fn compare(outcome: &mut Outcome, name: &str, found: &str, expected: &str) {
    if found.lines().count() != expected.lines().count() {
        outcome.problem(format!("{name} gives another number of digests"));
    }
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        if found == expected {
            outcome.passed = outcome.passed.saturating_add(1);
        } else {
            outcome.failed = outcome.failed.saturating_add(1);
            outcome.problem(format!(
                "digest {number} of {name} is {found}, not {expected}"
            ));
        }
    }
}

struct Compiler {
    program: OsString,
    /// Whether the library has to be built.
    from_source: bool,
}

/// The first compiler that can build for WebAssembly.
fn compiler() -> Option<Compiler> {
    let named = std::env::var_os("TOSEI_WASM_RUSTC").filter(|name| !name.is_empty());
    let programs = match named {
        Some(named) => vec![named],
        None => vec![OsString::from("rustc"), OsString::from("/usr/bin/rustc")],
    };
    let named = std::env::var_os("TOSEI_WASM_RUSTC").is_some();
    programs.into_iter().find_map(|program| {
        let root = sysroot(&program)?.join("lib/rustlib");
        let from_source = !root.join(TARGET).is_dir();
        let has_source = root.join("src/rust/library/std").is_dir();
        let usable = (!from_source || has_source) && (named || is_recent(&program));
        usable.then_some(Compiler {
            program,
            from_source,
        })
    })
}

fn sysroot(program: &OsString) -> Option<PathBuf> {
    let output = Command::new(program).args(["--print", "sysroot"]).output();
    let text = String::from_utf8(output.ok()?.stdout).ok()?;
    Some(PathBuf::from(text.trim())).filter(|path| path.is_dir())
}

/// Whether a compiler is at least the one that the workspace asks for.
fn is_recent(program: &OsString) -> bool {
    let output = Command::new(program).arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    version.is_ok_and(|text| {
        let mut parts = text.split_whitespace().nth(1).unwrap_or("").split('.');
        let (major, minor) = (parts.next().map(number), parts.next().map(number));
        (major, minor) >= (Some(1), Some(95))
    })
}

/// A linker for WebAssembly: one on the path, else the one that comes with Rust.
fn linker() -> OsString {
    let known = [
        "wasm-ld",
        "wasm-ld-22",
        "wasm-ld-21",
        "wasm-ld-20",
        "wasm-ld-19",
    ];
    if let Some(found) = known.into_iter().find(|name| starts(name)) {
        return found.into();
    }
    let own = sysroot(&OsString::from("rustc")).map(|root| {
        let host = root.join("lib/rustlib").join(HOST).join("bin");
        host.join("rust-lld")
    });
    match own.filter(|path| Path::is_file(path)) {
        Some(path) => path.into(),
        None => "rust-lld".into(),
    }
}

/// Where the tools of a toolchain are, on the machines that it is usually built on.
const HOST: &str = "x86_64-unknown-linux-gnu";

fn starts(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
