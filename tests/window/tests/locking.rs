//! A full disk in the window, the lock on it, and the way back to the caret.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::key::Key;
use stillroom_window_tests::{Folders, Window};

/// The size of the file system that the journal lies on, in MiB.
const MIB: usize = 12;

#[tokio::test]
async fn a_full_disk_loses_no_word_and_a_page_that_waits_is_written_after_the_lock() {
    let folders = Folders::make();
    let disk = SmallDisk::mount(folders.journals());
    let window = Window::open_in("full", folders).await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("Before the disk was full.").await;
    window.see("Saved").await;

    disk.fill();
    window.type_text(" And while it was.").await;
    window.see("Not saved: the disk is full").await;
    window.see("And while it was.").await;
    disk.make_room();
    window.see("Saved").await;

    disk.fill();
    disk.take_reserve();
    window.type_text(" This page waits.").await;
    window.see("Not saved: the disk is full").await;
    window.lock().await;
    window.see("One page waits, sealed, to be written.").await;
    window.is_accessible_in_both_themes("waits").await;
    disk.make_room();
    let written = "return !document.body.innerText.includes('waits');";
    window.until(written, "the page is written by itself").await;
    window.unlock().await;
    window.see("Before the disk was full. And while it was. This page waits.").await;
    window.end().await;
}

#[tokio::test]
async fn unlocking_returns_to_the_entry_the_caret_and_the_scroll() {
    let window = Window::open("return").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("first line").await;
    for _ in 0..40 {
        window.key(Key::Enter).await;
    }
    window.type_text("the last line").await;
    for _ in 0..4 {
        window.key(Key::Left).await;
    }
    window.see("Saved").await;
    let scroll = "return document.querySelector('.scroll.entry').scrollTop;";
    let before = window.run(scroll, vec![]).await;
    assert!(before.as_f64().is_some_and(|px| px > 0.0), "there is something to scroll: {before}");
    window.lock().await;
    window.unlock().await;
    window.until_typing_goes_to_the_page().await;
    assert_eq!(window.run(scroll, vec![]).await, before);
    window.type_text("very ").await;
    window.see("the last very line").await;
    window.end().await;
}

/// A small file system under the journals, for as long as it is held.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(place: PathBuf) -> Self {
        fs::create_dir_all(&place).expect("the folder can be made");
        let size = format!("size={MIB}m,mode=700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&place);
        assert!(mount.status().expect("mount is there").success(), "mounting needs root");
        Self(place)
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let mut ballast = File::options().append(true).create(true).open(self.ballast());
        let ballast = ballast.as_mut().expect("it can be made");
        while ballast.write(&[1; 4096]).is_ok_and(|written| written > 0) {}
    }

    /// Takes what was set aside for the last moment, too.
    fn take_reserve(&self) {
        let folders = fs::read_dir(&self.0).expect("it is mounted").flatten();
        let reserve = folders.map(|folder| folder.path().join("reserve"));
        for reserve in reserve.filter(|path: &PathBuf| Path::exists(path)) {
            fs::remove_file(reserve).expect("it is ours");
        }
        self.fill();
    }

    fn make_room(&self) {
        fs::remove_file(self.ballast()).expect("it was made");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The app may still hold a file; the disk is let go once it has ended.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}
