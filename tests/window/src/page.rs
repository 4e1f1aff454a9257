//! What a test does on the page and waits to see there, by role and name as a reader would.

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{Window, workspace};

/// How long a test waits for something to show.
const PATIENCE: Duration = Duration::from_secs(20);

/// The key under which WebDriver sends an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Finds the visible element of a role and an accessible name.
const FIND: &str = include_str!("find.js");

impl Window {
    /// Waits for the element of `role` whose name contains `name`.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        let start = Instant::now();
        loop {
            if let Some(element) = self.seek(role, name).await {
                return element;
            }
            if start.elapsed() > PATIENCE {
                self.give_up(&format!("no {role} named {name:?}")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Looks for the element of `role` whose name contains `name` right now.
    pub async fn seek(&self, role: &str, name: &str) -> Option<Element> {
        let found = self.client.execute(FIND, vec![json!(role), json!(name)]).await.ok()?;
        let id = found.get(ELEMENT)?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), id.into()))
    }

    /// Presses the button, link or other thing of that role and name, once it can be pressed:
    /// a list drawn anew removes what was found, and what comes in has no place yet.
    pub async fn press(&self, role: &str, name: &str) {
        let start = Instant::now();
        while let Err(error) = self.click_in_view(self.find(role, name).await).await {
            let passes = matches!(&error, CmdError::Standard(known) if matches!(
                known.error,
                ErrorStatus::StaleElementReference
                    | ErrorStatus::ElementNotInteractable
                    | ErrorStatus::ElementClickIntercepted
            ));
            if !passes || start.elapsed() > PATIENCE {
                self.give_up(&format!("{role} {name:?} cannot be pressed: {error:?}")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Scrolls to an element as a reader would, and clicks it.
    async fn click_in_view(&self, element: Element) -> Result<(), CmdError> {
        let to_it = "arguments[0].scrollIntoView({ block: 'nearest' });";
        let which = serde_json::to_value(&element).expect("it has an id");
        self.client().execute(to_it, vec![which]).await?;
        element.click().await
    }

    /// Puts the caret into the text box of that name and types.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.find("textbox", name).await;
        field.click().await.expect("it can be focused");
        field.send_keys(text).await.expect("it takes keys");
    }

    /// Types where the caret is.
    pub async fn type_text(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".into());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.expect("the page takes keys");
    }

    /// Presses a key while others are held, for example `[Key::Control]` and `l`.
    pub async fn chord(&self, held: &[Key], key: char) {
        self.try_chord(held, key).await.expect("the page takes keys");
    }

    /// Presses the keys for quitting, which may end the session in the middle.
    pub(crate) async fn press_quit(&self) {
        let _ = self.try_chord(&[Key::Control], 'q').await;
    }

    async fn try_chord(&self, held: &[Key], key: char) -> Result<(), CmdError> {
        let mut keys = KeyActions::new("keyboard".into());
        for value in held.iter().copied().map(char::from) {
            keys = keys.then(KeyAction::Down { value });
        }
        keys = keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for value in held.iter().rev().copied().map(char::from) {
            keys = keys.then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await
    }

    /// Presses one key, for example `Key::Enter`.
    pub async fn key(&self, key: Key) {
        self.chord(&[], key.into()).await;
    }

    /// Waits until the page shows `text`.
    pub async fn see(&self, text: &str) {
        let start = Instant::now();
        while !self.text().await.contains(text) {
            if start.elapsed() > PATIENCE {
                self.give_up(&format!("never saw {text:?}")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a script returns true.
    pub async fn until(&self, script: &str, what: &str) {
        let start = Instant::now();
        loop {
            let seen = self.client.execute(script, vec![]).await;
            if seen.is_ok_and(|seen| seen == json!(true)) {
                return;
            }
            if start.elapsed() > PATIENCE {
                self.give_up(&format!("never came true that {what}")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// All text on the page as it is shown.
    pub async fn text(&self) -> String {
        let text = self.client.execute("return document.body?.innerText ?? '';", vec![]).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Runs a script that returns a value.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.expect("the script runs")
    }

    /// Asserts that axe finds nothing to complain about on the page as it is.
    pub async fn is_accessible(&self, screen: &str) {
        let axe = workspace().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).expect("`npm ci` has been run in ui");
        self.run(&format!("{axe}; return null;"), vec![]).await;
        let found = self.client.execute_async(AXE, vec![]).await.expect("axe runs");
        let found = found.as_array().expect("axe returns a list");
        assert!(found.is_empty(), "{screen}: {}", json!(found));
    }

    /// Shows the page in that theme, and returns once its colours have arrived.
    pub async fn dress(&self, theme: &str) {
        let script = "const [theme, done] = arguments;
            document.documentElement.dataset.theme = theme;
            const all = () => document.getAnimations().map((each) => each.finished);
            const pause = new Promise((after) => setTimeout(after, 500));
            requestAnimationFrame(() =>
                Promise.race([Promise.allSettled(all()), pause]).then(() => done(null)));";
        self.client.execute_async(script, vec![json!(theme)]).await.expect("the page paints");
    }

    /// Asserts that nothing on the page is cut off at the side or out of reach there.
    pub async fn is_whole(&self, screen: &str) {
        let cut = self.run(CUT, vec![]).await;
        assert!(cut.as_array().is_some_and(Vec::is_empty), "{screen} is cut: {cut}");
    }

    async fn give_up(&self, why: &str) -> ! {
        let picture = self.picture("gave-up").await;
        panic!("{why}; {} shows the page:\n{}", picture.display(), self.text().await);
    }
}

/// Lists what is wider than the part that should show it, and controls beyond the window.
const CUT: &str = "
    const parts = document.querySelectorAll('html, main, .sheet, .scroll, .list, .found, .bar, .rail');
    const wide = [...parts].filter((part) => part.checkVisibility()
        && part.scrollWidth > part.clientWidth + 1);
    const beyond = [...document.querySelectorAll('button, input, textarea, select')].filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return one.checkVisibility({ visibilityProperty: true }) && width > 1
            && (right > innerWidth + 1 || left < -1);
    });
    return [...wide, ...beyond].map((one) => `${one.tagName} ${one.className} ${one.outerHTML.slice(0, 160)}`);
";

const AXE: &str = "
    const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(
        violations.map(({ id, help, nodes }) => ({
            id, help, nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
        })),
    ));
";
