//! A keyboard: real X keys on a layout, and a count of those pressed.

use std::cell::Cell;
use std::time::Duration;

use serde_json::json;

use crate::{Window, until};

/// The pause between two keys of a practised writer.
const BETWEEN: Duration = Duration::from_millis(40);

/// The rows of a US keyboard with the X keycode of each row's first key.
const ROWS: [(&str, u8); 4] =
    [("1234567890-=", 10), ("qwertyuiop[]", 24), ("asdfghjkl;'", 38), ("zxcvbnm,./", 52)];

const ESCAPE: u8 = 9;

/// Keys that are named, by their X keycodes.
const NAMED: [(&str, u8); 8] = [
    ("Escape", ESCAPE),
    ("Tab", 23),
    ("Enter", 36),
    ("Space", 65),
    ("F6", 72),
    ("Left", 113),
    ("Right", 114),
    ("Down", 116),
];

/// Where the keys of AZERTY lie whose letter or sign lies elsewhere on a US keyboard.
const AZERTY: [(&str, &str); 5] = [("a", "q"), ("q", "a"), ("z", "w"), ("w", "z"), ("m", ";")];

/// A keyboard with a layout, and how many of its keys were pressed beside words.
#[derive(Debug)]
pub struct Keyboard<'a> {
    window: &'a Window,
    layout: &'static str,
    pressed: Cell<u32>,
}

impl<'a> Keyboard<'a> {
    /// Sets the layout of the screen, by its name in X, and gives the window the keyboard.
    pub fn on(window: &'a Window, layout: &'static str) -> Self {
        let screen = window.screen();
        screen.layout(layout);
        let shown = until(|| {
            let found = screen.xdotool(&["search", "--onlyvisible", "--name", "^Stillroom$"]);
            found.lines().last().map(str::to_owned)
        });
        screen.xdotool(&["windowfocus", "--sync", &shown.expect("the window shows in time")]);
        Self { window, layout, pressed: Cell::new(0) }
    }

    /// How many keys were pressed, a chord counting as one.
    pub fn pressed(&self) -> u32 {
        self.pressed.get()
    }

    /// Begins to count anew.
    pub fn reset_count(&self) {
        self.pressed.set(0);
    }

    /// Presses a key or a chord by what it means: `G`, `Ctrl+N`, `Enter`, `/`; digits by their place.
    pub async fn press(&self, chord: &str) {
        self.pressed.set(self.pressed.get() + 1);
        let mut parts: Vec<&str> = chord.split('+').collect();
        let key = parts.pop().expect("a chord ends with a key");
        let mut held: Vec<u8> = parts.iter().map(|name| modifier(name)).collect();
        let code = match (key, self.layout) {
            // AZERTY writes the slash with Shift.
            ("/", "fr") => {
                held.push(modifier("Shift"));
                code_of(".")
            }
            // On the Russian layout it is written with Shift on the key before Enter.
            ("/", "ru") => {
                held.push(modifier("Shift"));
                51
            }
            ("/", _) => code_of("/"),
            (key, _) => NAMED
                .iter()
                .find(|(name, _)| *name == key)
                .map_or_else(|| code_of(&self.place_of(key)), |(_, code)| *code),
        };
        let screen = self.window.screen();
        let each = |act: &str, codes: &[u8]| {
            for code in codes {
                // One digit alone would be read as the sign that it is.
                let name = if *code == ESCAPE { "Escape".to_owned() } else { code.to_string() };
                screen.xdotool(&[act, &name]);
            }
        };
        each("keydown", &held);
        each("key", &[code]);
        held.reverse();
        each("keyup", &held);
        tokio::time::sleep(BETWEEN).await;
    }

    /// Presses several keys one after the other.
    pub async fn press_all(&self, keys: &str) {
        for key in keys.split(' ') {
            self.press(key).await;
        }
    }

    /// Waits until the caret stands in that text by itself, then writes words, which are not counted.
    pub async fn writes_in(&self, name: &str, words: &str) {
        let there = format!(
            "const at = document.activeElement;
            return at.ariaLabel === {} && (at.isContentEditable || at.matches('input, textarea'));",
            json!(name),
        );
        self.window.until(&there, &format!("the caret stands in {name:?}")).await;
        self.window.type_text(words).await;
    }

    fn place_of(&self, key: &str) -> String {
        let key = key.to_lowercase();
        let moved = AZERTY.iter().find(|(letter, _)| self.layout == "fr" && *letter == key);
        moved.map_or(key, |(_, place)| (*place).to_owned())
    }
}

fn code_of(key: &str) -> u8 {
    let found = ROWS.iter().find_map(|(row, first)| {
        row.find(key).and_then(|at| u8::try_from(at).ok()).map(|at| first + at)
    });
    found.unwrap_or_else(|| panic!("no key {key:?}"))
}

fn modifier(name: &str) -> u8 {
    match name {
        "Ctrl" => 37,
        "Shift" => 50,
        "Alt" => 64,
        other => panic!("no modifier {other:?}"),
    }
}
