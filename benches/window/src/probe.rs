//! Watches the page from inside: when what a key or a click changed has been painted.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use serde_json::{Value, json};
use stillroom_window_tests::Window;

/// After so long without another change, a change is taken to be over.
const QUIET_MS: u64 = 180;

/// Watches every change from now on.
const WATCH: &str = "
    const probe = { start: 0, laid: 0, first: 0, last: 0, waits: false };
    window.probe = probe;
    probe.begin = () => { Object.assign(probe, { start: performance.now(), laid: 0, first: 0, last: 0 }); };
    addEventListener('keydown', probe.begin, true);
    addEventListener('input', () => {
        document.body.offsetHeight;
        probe.laid = performance.now();
    });
    // What is done after a frame's own work has been painted with it.
    const painted = () => {
        probe.waits = false;
        probe.last = performance.now();
        probe.first ||= probe.last;
    };
    new MutationObserver(() => {
        if (probe.waits) return;
        probe.waits = true;
        requestAnimationFrame(() => setTimeout(painted));
    }).observe(document.body, {
        subtree: true, childList: true, attributes: true, characterData: true,
    });
    return null;";

/// One measured key or click, in ms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// From the event through its handlers and layout; 0 if it wrote nothing.
    pub(crate) laid: f64,
    /// From the event until its first change was painted; 0 if nothing changed.
    pub(crate) first: f64,
    /// From the event until its last change was painted; 0 if nothing changed.
    pub(crate) painted: f64,
}

/// Starts watching.
pub(crate) async fn watch(window: &Window) {
    window.run(WATCH, vec![]).await;
}

/// Presses one key and waits until the page is quiet.
pub(crate) async fn key(window: &Window, value: char) -> Seen {
    let keys = KeyActions::new("keyboard".into());
    let keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    window.client().perform_actions(keys).await.expect("the page takes keys");
    quiet(window).await
}

/// Clicks what a selector names and waits until the page is quiet.
pub(crate) async fn click(window: &Window, selector: &str) -> Seen {
    let script = "probe.begin(); document.querySelector(arguments[0]).click(); return null;";
    window.run(script, vec![json!(selector)]).await;
    quiet(window).await
}

/// Waits until the page is quiet and says what the last key or click did.
pub(crate) async fn quiet(window: &Window) -> Seen {
    tokio::time::sleep(Duration::from_millis(QUIET_MS)).await;
    let script = "const { start, laid, first, last } = probe;
        return [laid, first, last].map((at) => at && at - start);";
    let seen = window.run(script, vec![]).await;
    let number = |at: usize| seen.get(at).and_then(Value::as_f64).unwrap_or(0.0);
    Seen { laid: number(0), first: number(1), painted: number(2) }
}
