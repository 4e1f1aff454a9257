//! The steps that several journeys share, as a writer takes them.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::json;

use crate::{Folders, Window};

/// A passphrase that satisfies the rule.
pub const PASSPHRASE: &str = "quiet harbour lantern velvet orbit";

impl Window {
    /// Goes from nothing to an empty desk, and returns the twelve recovery words.
    pub async fn first_run(&self) -> String {
        self.press("button", "Begin").await;
        self.fill("Passphrase", PASSPHRASE).await;
        self.fill("Type it again", PASSPHRASE).await;
        self.see("They match.").await;
        self.key(Key::Enter).await;
        self.see("Twelve words").await;
        let words = self.words_on_the_page().await;
        self.press("button", "I have them on paper").await;
        self.until_typing_goes_to("Word 1").await;
        self.type_text(&words).await;
        self.see("All twelve match").await;
        self.press("button", "Continue").await;
        self.press("button", "Open my journal").await;
        self.find("button", "Lock").await;
        words
    }

    /// Reads the recovery words off the page.
    pub async fn words_on_the_page(&self) -> String {
        let list = "return [...document.querySelectorAll('main ol li span:last-child')]
            .map((word) => word.textContent).join(' ');";
        let words = self.run(list, vec![]).await;
        let words = words.as_str().expect("the page lists words").to_owned();
        assert_eq!(words.split(' ').count(), 12, "there are twelve words: {words:?}");
        words
    }

    /// Begins an entry of that kind, for the client of that alias where it has one.
    pub async fn begin(&self, noun: &str, alias: Option<&str>) {
        self.chord(&[Key::Control], 'k').await;
        self.until_typing_goes_to("What would you like to do?").await;
        self.type_text(&format!("New {noun}")).await;
        self.find("option", &noun.to_lowercase()).await;
        // The page from before takes what is typed until the new one stands.
        let before = "window.before = new WeakSet(document.querySelectorAll('.entry'));";
        self.run(before, vec![]).await;
        self.key(Key::Enter).await;
        let fresh = "const page = document.querySelector('.entry');
            return page !== null && !window.before.has(page);";
        self.until(fresh, "the new page stands").await;
        self.see(noun).await;
        if let Some(alias) = alias {
            self.until_typing_goes_to("Client").await;
            self.type_text(alias).await;
            self.find("option", alias).await;
            self.key(Key::Enter).await;
        }
        self.until_typing_goes_to_the_page().await;
    }

    /// Does what the palette offers by that name.
    pub async fn command(&self, name: &str) {
        self.chord(&[Key::Control], 'k').await;
        self.until_typing_goes_to("What would you like to do?").await;
        self.type_text(name).await;
        self.find("option", name).await;
        self.key(Key::Enter).await;
    }

    /// Waits until the caret stands in the field of that name.
    pub async fn until_typing_goes_to(&self, name: &str) {
        let there = format!(
            "const one = document.activeElement;
            const label = one?.ariaLabel ?? one?.labels?.[0]?.firstChild?.textContent;
            return label?.trim() === {};",
            json!(name)
        );
        self.until(&there, &format!("typing goes to {name:?}")).await;
    }

    /// Waits until the caret stands in a text of the page.
    pub async fn until_typing_goes_to_the_page(&self) {
        let caret = "return document.activeElement?.isContentEditable === true;";
        self.until(caret, "the caret stands in a text").await;
    }

    /// Locks with the keyboard and waits for the unlock screen.
    pub async fn lock(&self) {
        self.run("window.isBeforeTheLock = true;", vec![]).await;
        self.chord(&[Key::Control], 'l').await;
        self.until_locked().await;
    }

    /// Waits until the page that set `isBeforeTheLock` is gone and the unlock screen is there.
    pub async fn until_locked(&self) {
        let fresh = "return window.isBeforeTheLock === undefined;";
        self.until(fresh, "a fresh page is there").await;
        self.see("Passphrase, then Enter").await;
    }

    /// Locks and quits with the keyboard, and gives the folders back once the app has ended.
    pub async fn quit(self) -> Folders {
        // The session may end before it can say that the keys were pressed.
        let _ = tokio::time::timeout(Duration::from_secs(5), self.press_quit()).await;
        self.end().await
    }

    /// Unlocks with the passphrase.
    pub async fn unlock(&self) {
        self.fill("Passphrase", PASSPHRASE).await;
        self.key(Key::Enter).await;
        self.find("button", "Lock").await;
    }

    /// Searches for what a writer remembers.
    pub async fn search(&self, text: &str) {
        self.press("button", "Search").await;
        let field = self.find("textbox", "Search your entries").await;
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field takes keys");
    }

    /// Asserts that axe is content with the page in paper and in dusk, and saves a picture of each.
    pub async fn is_accessible_in_both_themes(&self, screen: &str) {
        for theme in ["paper", "dusk"] {
            self.dress(theme).await;
            self.picture(&format!("{screen}-{theme}")).await;
            self.is_accessible(&format!("{screen} in {theme}")).await;
        }
    }
}
