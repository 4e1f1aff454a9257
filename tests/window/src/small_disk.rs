//! A file system of a few MiB that fills up when a test wants it to.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// Its size, in MiB.
const MIB: usize = 12;

/// A small file system under the journals, for as long as it is held.
#[derive(Debug)]
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts it at a folder; that needs root.
    pub fn mount(place: PathBuf) -> Self {
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
    pub fn fill(&self) {
        let mut ballast = File::options().append(true).create(true).open(self.ballast());
        let ballast = ballast.as_mut().expect("it can be made");
        while ballast.write(&[1; 4096]).is_ok_and(|written| written > 0) {}
    }

    /// Takes the journals away as a drive that is pulled out would; what holds them open keeps a
    /// file, but finds none any more.
    pub fn pull_out(&self) {
        self.rename("stillroom", "gone");
    }

    /// Puts back what was pulled out.
    pub fn plug_in(&self) {
        self.rename("gone", "stillroom");
    }

    fn rename(&self, from: &str, to: &str) {
        let folders = fs::read_dir(&self.0).expect("it is mounted").flatten();
        let folders = folders.map(|folder| folder.path());
        for folder in folders.filter(|path| path.extension().is_some_and(|end| end == from)) {
            fs::rename(&folder, folder.with_extension(to)).expect("it is ours");
        }
    }

    /// Gives back what was taken.
    pub fn make_room(&self) {
        fs::remove_file(self.ballast()).expect("it was made");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The app may still hold a file; the disk is let go once it has ended.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}
