//! The layout at every width: nothing is cut, covered or out of reach, and axe finds nothing.

use fantoccini::key::Key;
use serde_json::json;
use stillroom_window_tests::Window;

/// The least width of a window in px.
const LEAST: u32 = 480;

/// How a test gets to a screen, from wherever it is.
enum Way {
    /// By a button of the rail or the page.
    Press(&'static str),
    /// By a script, for what has no name of its own.
    Run(&'static str),
    /// By keys one after another, where no text has the caret.
    Keys(&'static str),
    /// By the command of that name.
    Command(&'static str),
    /// By a search for these words.
    Search(&'static str),
}
use Way::{Command, Keys, Press, Run, Search};

const FIRST_ROW: &str = "document.querySelector('.list .row').click();";
const FIRST_LINE: &str = "document.querySelector('main .sheet li button').click();";

/// A screen: its name, the way there, and a script that is true once it stands.
type Place = (&'static str, &'static [Way], &'static str);

const ROWS: &str = "return document.querySelector('.list .row') !== null;";
const ENTRY: &str = "return document.querySelector('main .entry h1') !== null;";
const SHEET: &str = "return document.querySelector('main .sheet h1') !== null;";
const LINES: &str = "return document.querySelector('main .sheet h1') !== null
    && document.querySelector('main .sheet li') !== null;";
const HITS: &str = "return document.querySelector('.list mark') !== null;";

/// Screens of the sample journal, which has something in each.
const PLACES: &[Place] = &[
    ("today", &[Press("Today")], SHEET),
    ("all", &[Press("All entries")], "return document.querySelector('.list h1') !== null;"),
    ("entry", &[Run(FIRST_ROW)], ENTRY),
    (
        "history",
        &[Press("More actions"), Run("document.querySelector('[role=option]').click();")],
        "return [...document.querySelectorAll('h1')].some((one) => one.textContent.startsWith('History'));",
    ),
    ("basket", &[Press("Supervision basket")], LINES),
    ("follow-ups", &[Press("Follow-ups")], SHEET),
    ("threads", &[Press("Threads")], LINES),
    (
        "thread",
        &[Run(FIRST_LINE)],
        "return document.querySelector('main .sheet h1 input') !== null;",
    ),
    ("clients", &[Press("All clients")], LINES),
    (
        "client",
        &[Run(FIRST_LINE)],
        "return document.querySelector('main .sheet h1 input') !== null;",
    ),
    ("exercises", &[Press("Exercises")], LINES),
    ("path", &[Command("Twelve-week path")], LINES),
    ("lexicon", &[Press("Lexicon")], LINES),
    ("forms", &[Press("Forms and prompts")], SHEET),
    ("hours", &[Keys("gm")], SHEET),
    ("calendar", &[Keys("gd")], SHEET),
    ("trash", &[Press("Trash")], "return document.querySelector('.list h1') !== null;"),
    ("clinicians", &[Command("For clinicians")], LINES),
    ("settings", &[Press("Settings")], SHEET),
    ("search", &[Search("headphones")], HITS),
    ("hit", &[Run(FIRST_ROW)], ENTRY),
];

impl Way {
    async fn go(&self, window: &Window) {
        match self {
            Press(name) => window.press("button", name).await,
            Run(script) => drop(window.run(script, vec![]).await),
            Keys(keys) => window.type_text(keys).await,
            Command(name) => window.command(name).await,
            Search(words) => window.search(words).await,
        }
    }
}

/// Goes to each of the places in turn, and does something there.
async fn walk(window: &Window, places: &[Place], see: impl AsyncFn(&str)) {
    for (name, ways, stands) in places {
        for way in *ways {
            way.go(window).await;
        }
        window.until(stands, &format!("{name} stands")).await;
        see(name).await;
    }
}

async fn sample(name: &str, width: u32, height: u32) -> Window {
    let window = Window::open_sized(name, width, height).await;
    window.press("button", "Look at a sample journal first").await;
    window.find("button", "Lock").await;
    window
}

#[tokio::test]
async fn every_place_is_accessible_in_every_theme_and_fits_every_width() {
    let window = sample("layout", 1920, 1080).await;
    for (width, height) in [(1280_u32, 800), (1920, 1080), (900, 800), (640, 480), (320, 640)] {
        window.resize(width.max(LEAST), height).await;
        // No window is made that small, but at 400 % its page is.
        let narrow = "document.getElementById('room').style.width = arguments[0];";
        window.run(narrow, vec![json!(format!("min(100vw, {width}px)"))]).await;
        let themes: &[&str] = match width {
            1280 => &["paper", "dusk", "contrast", "contrast-dusk"],
            _ => &["paper"],
        };
        walk(&window, PLACES, async |name| {
            window.is_whole(&format!("{name} at {width} px")).await;
            for theme in themes {
                window.dress(theme).await;
                window.is_accessible(&format!("{name} at {width} px in {theme}")).await;
            }
        })
        .await;
    }
    window.resize(1280, 800).await;
    window.run("document.getElementById('room').style.width = '';", vec![]).await;
    window.run(SPACING, vec![]).await;
    walk(&window, PLACES, async |name| {
        window.is_whole(&format!("{name} with wider text spacing")).await;
    })
    .await;
    window.end().await;
}

/// The spacing of text that a reader may ask for: WCAG 2.2, 1.4.12.
const SPACING: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
    } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
";

#[tokio::test]
async fn the_first_run_starts_with_enter_and_messages_stay_on_their_page() {
    let window = Window::open("first-desk").await;
    window.first_run().await;
    let ready = "return document.activeElement?.textContent.includes('Write the first note');";
    window.until(ready, "the first button has the focus").await;
    window.is_accessible_in_both_themes("first-desk").await;
    for place in
        ["Supervision basket", "Follow-ups", "Threads", "All clients", "Trash", "Safekeeping"]
    {
        window.press("button", place).await;
        window.is_accessible(place).await;
    }
    window.press("button", "Today").await;
    let button = window.find("button", "Write the first note").await;
    button.send_keys(&char::from(Key::Enter).to_string()).await.expect("it takes Enter");
    window.until_typing_goes_to("Client").await;
    window.type_text("Wren").await;
    window.find("option", "Wren").await;
    window.key(Key::Enter).await;
    window.until_typing_goes_to_the_page().await;
    window.type_text("The lamp was on before I came in.").await;
    window.see("Saved").await;

    let region = "return document.querySelectorAll('.toast [role=status]').length === 1;";
    window.until(region, "the region of what is said stands before its text").await;
    window.press("button", "More actions").await;
    window.press("option", "Move to the trash").await;
    window.see("Entry moved to the trash").await;
    window.until(COVERS_NOTHING, "what is said lies over nothing that scrolls").await;
    window.press("button", "Trash").await;
    window.until(NOTHING_SAID, "what was said is gone with its place").await;
    window.press("button", "Restore").await;
    window.see("Entry restored").await;
    window.press("button", "Today").await;
    window.until(NOTHING_SAID, "what was said is gone again").await;
    window.end().await;
}

const NOTHING_SAID: &str = "return document.querySelector('.toast').textContent.trim() === '';";
const COVERS_NOTHING: &str = "
    const said = document.querySelector('.toast.shown').getBoundingClientRect();
    return [...document.querySelectorAll('main .scroll, main .sheet, main footer')].every((part) => {
        const at = part.getBoundingClientRect();
        return at.bottom <= said.top || at.top >= said.bottom;
    });
";

#[tokio::test]
async fn a_narrow_window_shows_the_opened_page_and_the_way_back() {
    let window = sample("narrow", 1280, 800).await;
    window.resize(640, 480).await;
    window.press("button", "All entries").await;
    window.until(ROWS, "rows show").await;
    window.run(FIRST_ROW, vec![]).await;
    window.until(ENTRY, "an entry shows").await;
    window.key(Key::Escape).await;
    window.chord(&[], '/').await;
    window.until_typing_goes_to("Search your entries").await;
    window.type_text("headphones").await;
    window.until(HITS, "hits show").await;
    window.is_accessible("hits at 640 px").await;
    window.run(FIRST_ROW, vec![]).await;
    let found = "const mark = document.querySelector('main mark.now');
        return mark !== null && mark.checkVisibility();";
    window.until(found, "the hit shows what was found").await;
    window.run("document.querySelector('main .bar .hits').click();", vec![]).await;
    let back = "const field = document.querySelector('[role=search] input');
        return field.checkVisibility() && !document.querySelector('.entry').checkVisibility();";
    window.until(back, "the hits are back").await;

    window.resize(900, 700).await;
    window.press("button", "Supervision basket").await;
    window.until(LINES, "the basket stands").await;
    let free = "const { left, top } = document.querySelector('main h1').getBoundingClientRect();
        return document.elementFromPoint(left + 4, top + 12).closest('main') !== null;";
    window.until(free, "no list lies over the page").await;
    window.press("button", "Show the list").await;
    window.until(ROWS, "the list comes when it is asked for").await;

    window.press("button", "Exercises").await;
    window.press("button", "Weekly turning").await;
    window.press("button", "Begin").await;
    let covered = "const app = document.querySelector('.app');
        return document.querySelector('.exer') !== null
            && [...app.children].every((part) => part.matches('.toast')
                || getComputedStyle(part).visibility === 'hidden');";
    window.until(covered, "nothing of the desk shows through the player").await;
    // Without a journal of one's own, a lock of the sample ends where the first run begins.
    window.chord(&[Key::Control], 'l').await;
    window.find("button", "Look at a sample journal first").await;
    window.end().await;
}

#[tokio::test]
async fn search_marks_go_with_the_query_and_no_hits_offer_other_queries() {
    let window = sample("marks", 1280, 800).await;
    window.search("headphones").await;
    window.until(HITS, "hits show").await;
    window.run(FIRST_ROW, vec![]).await;
    window.until("return document.querySelector('main mark') !== null;", "the hit is marked").await;
    window.search("radiator").await;
    window
        .until("return document.querySelector('main mark') === null;", "the marks are gone")
        .await;
    window.search("headphones kind:music zzyzzyva ").await;
    window.see("Nothing matches").await;
    window
        .until(
            "return ![...document.querySelectorAll('.list button')]
            .some((one) => /^(Save|By )/.test(one.textContent.trim()));",
            "what needs hits is not offered",
        )
        .await;
    window.is_accessible_in_both_themes("no-hits").await;
    window.press("button", "Search without kind:music").await;
    window.until("return document.querySelector('.tok') === null;", "the filter is gone").await;
    window.press("button", "headphones").await;
    window.until(HITS, "one word alone finds").await;
    let one_line = "return document.querySelector('.field').getBoundingClientRect().height < 48;";
    window.search("kind:integration client:Wren ").await;
    let chips = "return document.querySelectorAll('.tok').length === 2;";
    window.until(chips, "two filters stand as chips").await;
    window.until(one_line, "two filters leave the field on one line").await;
    window.end().await;
}
