//! A bare window on the same stack: no page to speak of, no lock, no journal.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
