//! One session with a test build of the app, driven by WebDriver.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::{Bus, Folders, Group, Screen, driven_binary, workspace};

/// How long a driver may take until it listens, and a session until it stands.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a frame takes from the page to the screen.
const FRAME: Duration = Duration::from_millis(50);

/// The app's window in the hands of a test.
#[derive(Debug)]
pub struct Window {
    /// The WebDriver session.
    pub(crate) client: Client,
    name: String,
    folders: Folders,
    // Dropped in this order: the driver's group holds the app, the screen goes last.
    driver: Group,
    screen: Screen,
}

impl Window {
    /// Opens the app for the first time: nothing has been written yet.
    pub async fn open(name: &str) -> Self {
        Self::open_in(name, Folders::make()).await
    }

    /// Opens the app on what an earlier session left in `folders`.
    pub async fn open_in(name: &str, folders: Folders) -> Self {
        Self::start(name, folders, &[], Screen::start(), None).await
    }

    /// Opens the app on that journal.
    pub async fn open_on(name: &str, folders: Folders, journal: &Path) -> Self {
        Self::start(name, folders, &[&journal.to_string_lossy()], Screen::start(), None).await
    }

    /// Opens the app for the first time, on a desktop with that bus.
    pub async fn open_on_bus(name: &str, bus: &Bus) -> Self {
        Self::start(name, Folders::make(), &[], Screen::start(), Some(bus)).await
    }

    /// Opens the app for the first time, on a screen of that size.
    pub async fn open_sized(name: &str, width: u32, height: u32) -> Self {
        let screen = Screen::start_sized(width, height);
        Self::start(name, Folders::make(), &[], screen, None).await
    }

    async fn start(
        name: &str,
        folders: Folders,
        args: &[&str],
        screen: Screen,
        bus: Option<&Bus>,
    ) -> Self {
        let port = free_port();
        let driver = start_driver(port, &folders, &screen, bus);
        let client = tokio::time::timeout(PATIENCE, connect(port, args))
            .await
            .expect("the driver opens a session in time");
        Self { client, name: name.to_owned(), folders, driver, screen }
    }

    /// The WebDriver session, for what only one caller does.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The folders that the session writes to.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The virtual screen that the window is on.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Makes the window that large, however small its makers want it at least.
    pub async fn resize(&self, width: u32, height: u32) {
        let windows = self.screen.xdotool(&["search", "--onlyvisible", "--name", "Stillroom"]);
        let window = windows.lines().last().expect("the window is on the screen");
        let size = [width.to_string(), height.to_string()];
        self.screen.xdotool(&["windowsize", window, &size[0], &size[1]]);
        self.screen.xdotool(&["windowmove", window, "0", "0"]);
        let there = format!("return innerWidth === {width} && innerHeight === {height};");
        self.until(&there, &format!("the window is {width} by {height}")).await;
    }

    /// The driver's process id, above the app's in the process tree.
    pub fn driver_pid(&self) -> u32 {
        self.driver.pid()
    }

    /// Ends the session and the app, and gives the folders back.
    pub async fn end(self) -> Folders {
        // The app may have quit by itself, and the session with it.
        let _ = tokio::time::timeout(PATIENCE, self.client.close()).await;
        drop(self.driver);
        self.folders
    }

    /// Saves a picture of the page as `target/screenshots/<test>-<name>.png`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let folder = workspace().join("target/screenshots");
        let path = folder.join(format!("{}-{name}.png", self.name));
        self.picture_to(&path).await;
        path
    }

    /// Saves a picture of the screen, which the window fills: WebDriver's own picture is of a page
    /// in the memory of a graphics card, and never comes from one that is not.
    pub async fn picture_to(&self, path: &Path) {
        // The frame before, or a colour on its way, would be caught otherwise.
        let frames = "const done = arguments[0];
            const settled = document.getAnimations().map((each) => each.finished);
            const pause = new Promise((after) => setTimeout(after, 500));
            Promise.race([Promise.allSettled(settled), pause]).then(() =>
                requestAnimationFrame(() => requestAnimationFrame(() => done(null))));";
        self.client.execute_async(frames, vec![]).await.expect("the page paints");
        tokio::time::sleep(FRAME).await;
        let folder = path.parent().expect("a file in a folder");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        self.screen.picture_to(path);
    }
}

fn start_driver(port: u16, folders: &Folders, screen: &Screen, bus: Option<&Bus>) -> Group {
    let mut command = Command::new("WebKitWebDriver");
    folders.apply(&mut command);
    if let Some(bus) = bus {
        bus.apply(&mut command);
    }
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", screen.display())
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Group::start(&mut command)
}

async fn connect(port: u16, args: &[&str]) -> Client {
    let options = json!({ "binary": driven_binary(), "args": args });
    let capabilities = Capabilities::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
    let url = format!("http://127.0.0.1:{port}");
    until_listening(port).await;
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&url)
        .await
        .expect("the driver starts the app")
}

async fn until_listening(port: u16) {
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A port that nobody listens on, below those that the system gives to connections: a connection
/// that waits for a listener up there can be given that very port, and then meets itself.
fn free_port() -> u16 {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let first = (std::process::id() % 10_000) as u16;
    loop {
        let port = 10_000 + (first + TAKEN.fetch_add(1, Ordering::Relaxed)) % 20_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
