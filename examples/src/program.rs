//! What all programs do with their result: lines for whoever listens, an exit code for whoever called.

use std::{
    io::{self, Write},
    process::ExitCode,
};
use tosei_document::Explain;
use tosei_types::Language;

/// Ends a program: its lines and success, or why not, in both languages, and failure.
pub fn end(result: Result<Vec<String>, impl Explain>) -> ExitCode {
    end_with(result.map(|lines| (lines, ExitCode::SUCCESS)))
}

/// Ends a program that has more than one way to succeed.
pub fn end_with(result: Result<(Vec<String>, ExitCode), impl Explain>) -> ExitCode {
    match result {
        Ok((lines, code)) => {
            say(&mut io::stdout(), &lines);
            code
        }
        Err(failure) => {
            let sentences = [Language::Ja, Language::En].map(|language| failure.sentence(language));
            say(&mut io::stderr(), &sentences);
            ExitCode::FAILURE
        }
    }
}

/// Says something to whoever still listens: a closed pipe is no reason to stop.
fn say(listener: &mut dyn Write, lines: &[String]) {
    for line in lines {
        let _ = writeln!(listener, "{line}");
    }
}
