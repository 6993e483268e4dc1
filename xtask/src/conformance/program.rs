//! The program that is asked.

use anyhow::{Context, bail};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread,
    time::Duration,
};
use tosei_conformance::Answer;

/// A longer answer is not read to its end.
const MAX_ANSWER_BYTES: u64 = 64 << 20;

/// A program, started when it is first asked and again after it fell silent.
pub(super) struct Program {
    line: String,
    timeout: Duration,
    running: Option<Running>,
}

struct Running {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<std::io::Result<String>>,
}

impl Program {
    pub(super) fn new(line: &str, timeout: Duration) -> Self {
        Self {
            line: line.to_owned(),
            timeout,
            running: None,
        }
    }

    /// Asks about one case; a sentence if no answer came that could be read.
    pub(super) fn ask(&mut self, request: &Value) -> Result<Answer, String> {
        let answer = self.exchange(request);
        if answer.is_err() {
            // Whatever it still has to say would be taken for the answer to the next case.
            self.running = None;
        }
        answer.map_err(|error| format!("{error:#}"))
    }

    fn exchange(&mut self, request: &Value) -> anyhow::Result<Answer> {
        if self.running.is_none() {
            self.running = Some(Running::start(&self.line)?);
        }
        let Some(running) = &mut self.running else {
            bail!("the program does not run");
        };
        writeln!(running.requests, "{request}").context("the program takes no more requests")?;
        running.requests.flush()?;
        let line = match running.answers.recv_timeout(self.timeout) {
            Ok(line) => line?,
            Err(RecvTimeoutError::Timeout) => {
                bail!("no answer within {} seconds", self.timeout.as_secs())
            }
            Err(RecvTimeoutError::Disconnected) => bail!("the program ended without an answer"),
        };
        let operation = request["operation"].as_str().unwrap_or_default();
        Answer::read(&line, operation)
            .with_context(|| format!("not an answer: {}", beginning(&line)))
    }
}

impl Running {
    fn start(line: &str) -> anyhow::Result<Self> {
        let mut child = shell(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{line}` does not start"))?;
        let (Some(requests), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("`{line}` has no standard input or output");
        };
        let (sender, answers) = sync_channel(1);
        thread::spawn(move || {
            let mut reader = BufReader::new(output);
            loop {
                let mut line = String::new();
                let read = reader.by_ref().take(MAX_ANSWER_BYTES).read_line(&mut line);
                let over = matches!(read, Ok(0));
                let failed = read.is_err();
                // Nobody listens any more once the program is given up.
                if over || sender.send(read.map(|_| line)).is_err() || failed {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            requests,
            answers,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to stop.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

#[cfg(not(windows))]
fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    // `exec`: the program takes the place of the shell, so that stopping it stops the program.
    command.args(["-c", &format!("exec {line}")]);
    command
}

#[cfg(windows)]
fn shell(line: &str) -> Command {
    let mut command = Command::new("cmd");
    command.args(["/C", line]);
    command
}

fn beginning(line: &str) -> String {
    line.trim_end().chars().take(200).collect()
}
