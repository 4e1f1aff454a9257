//! Reads the configuration of the bare window.

fn main() {
    tauri_build::build();
}
