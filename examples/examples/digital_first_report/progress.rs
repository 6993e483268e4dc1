//! A progress bar, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tosei_examples::digital_first_report::Progress;

/// Shows how much of the file is read; nothing where standard error is no terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    pub(crate) fn new() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl Progress for Bar {
    fn begin(&self, bytes: Option<u64>) {
        // indicatif draws nothing if standard error is no terminal.
        self.0.set_draw_target(ProgressDrawTarget::stderr());
        if let Some(bytes) = bytes {
            self.0.set_length(bytes);
        }
        let template = "{bar:40} {bytes}/{total_bytes} {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }

    fn read(&self, bytes: u64) {
        self.0.inc(bytes);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
