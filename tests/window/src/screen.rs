//! A virtual screen of one test's own.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::group::Group;

/// A running Xvfb; windows on it share nothing with those of other tests.
#[derive(Debug)]
pub struct Screen {
    display: String,
    _server: Group,
}

impl Screen {
    /// Starts a screen of 1280 by 800 on the first free display.
    pub fn start() -> Self {
        let mut server = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
                // Without -noreset the server forgets everything when its first client leaves.
                .args(["-noreset", "-nolisten", "tcp"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        BufReader::new(server.stdout()).read_line(&mut number).expect("Xvfb names its display");
        Self { display: format!(":{}", number.trim()), _server: server }
    }

    /// The value of `DISPLAY`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The titles of all visible windows, as a passer-by could read them.
    pub fn titles(&self) -> Vec<String> {
        let windows = self.xdotool(&["search", "--onlyvisible", "--name", ""]);
        let title = |window: &str| self.xdotool(&["getwindowname", window]).trim().to_owned();
        windows.lines().map(title).filter(|title| !title.is_empty()).collect()
    }

    /// Runs xdotool on this screen and returns what it prints.
    pub fn xdotool(&self, args: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        let done = command.args(args).env("DISPLAY", &self.display).output();
        let done = done.expect("xdotool is installed");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }
}
