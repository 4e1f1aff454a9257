//! The harness of the window tests: the real app on a virtual screen, in folders of its own.
//!
//! `Window` drives a test build through WebDriver; `Outside` types into the shipped kind of build
//! with the X server's own keys and only looks at it from outside.

mod binaries;
mod bus;
mod folders;
mod group;
mod keyboard;
mod logind;
mod memory;
mod needles;
mod outside;
mod page;
mod portal;
mod screen;
mod small_disk;
mod steps;
mod trace;
mod window;

pub use binaries::{bare_binary, driven_binary, shipped_binary, workspace};
pub use bus::Bus;
pub use folders::Folders;
pub use group::Group;
pub use keyboard::Keyboard;
pub use logind::Logind;
pub use memory::Secrets;
pub use needles::{Needles, files_under};
pub use outside::{Outside, memory_of_tree, until};
pub use portal::{AtDialog, Handed, Portal};
pub use screen::Screen;
pub use small_disk::SmallDisk;
pub use steps::PASSPHRASE;
pub use trace::Trace;
pub use window::Window;
