//! A virtual screen of one test's own.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::group::Group;

/// The size of a screen that nothing else is said about, which a new window fills.
const SIZE: (u32, u32) = (1280, 800);

/// A running Xvfb; windows on it share nothing with those of other tests.
#[derive(Debug)]
pub struct Screen {
    display: String,
    width: u32,
    height: u32,
    _server: Group,
    /// Where the server keeps what is on the screen, as a file of XWD.
    pixels: TempDir,
}

impl Screen {
    /// Starts a screen on the first free display.
    pub fn start() -> Self {
        Self::start_sized(SIZE.0, SIZE.1)
    }

    /// Starts a screen of that size.
    pub fn start_sized(width: u32, height: u32) -> Self {
        let pixels = TempDir::new().expect("the temp folder is writable");
        let mut server = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24")])
                // Without -noreset the server forgets everything when its first client leaves.
                .args(["-noreset", "-nolisten", "tcp"])
                .arg("-fbdir")
                .arg(pixels.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        BufReader::new(server.stdout()).read_line(&mut number).expect("Xvfb names its display");
        Self { display: format!(":{}", number.trim()), width, height, _server: server, pixels }
    }

    /// The value of `DISPLAY`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Gives the keyboard a layout, by its name in X.
    pub fn layout(&self, name: &str) {
        let mut command = Command::new("setxkbmap");
        let done = command.args(["-layout", name]).env("DISPLAY", &self.display).status();
        assert!(done.is_ok_and(|status| status.success()), "setxkbmap knows {name}");
    }

    /// The titles of all visible windows, as a passer-by could read them.
    pub fn titles(&self) -> Vec<String> {
        let windows = self.xdotool(&["search", "--onlyvisible", "--name", ""]);
        let title = |window: &str| self.xdotool(&["getwindowname", window]).trim().to_owned();
        windows.lines().map(title).filter(|title| !title.is_empty()).collect()
    }

    /// Counts the pixels that are not of the commonest colour: what is drawn on the paper.
    pub fn ink(&self) -> usize {
        let mut counts: HashMap<[u8; 3], usize> = HashMap::new();
        for pixel in self.pixels() {
            *counts.entry(pixel).or_insert(0) += 1;
        }
        let all: usize = counts.values().sum();
        all - counts.values().max().copied().unwrap_or(0)
    }

    /// Writes what is on the screen as a PNG.
    pub fn picture_to(&self, path: &Path) {
        let file = File::create(path).expect("the folder is writable");
        let mut picture = png::Encoder::new(file, self.width, self.height);
        picture.set_color(png::ColorType::Rgb);
        picture.set_depth(png::BitDepth::Eight);
        let bytes: Vec<u8> = self.pixels().flatten().collect();
        let written = picture.write_header().and_then(|mut all| all.write_image_data(&bytes));
        written.expect("a picture of the screen's size");
    }

    /// Red, green and blue, row by row.
    fn pixels(&self) -> impl Iterator<Item = [u8; 3]> {
        let file = std::fs::read(self.pixels.path().join("Xvfb_screen0")).expect("XWD");
        let word = |at: usize| {
            let word = file.get(at..at + 4).and_then(|word| word.try_into().ok());
            word.map_or(0, u32::from_be_bytes) as usize
        };
        // The header names its own length and how many colours of 12 bytes follow it.
        let start = word(0) + word(76) * 12;
        let count = (self.width * self.height) as usize;
        (0..count).map_while(move |pixel| {
            // Blue comes first on a machine that keeps the lowest byte first.
            let at = start + pixel * 4;
            let [blue, green, red] = *file.get(at..at + 3)?.as_array()?;
            Some([red, green, blue])
        })
    }

    /// Runs xdotool on this screen and returns what it prints.
    pub fn xdotool(&self, args: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        let done = command.args(args).env("DISPLAY", &self.display).output();
        let done = done.expect("xdotool is installed");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }
}
