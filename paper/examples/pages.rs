//! Writes a page of every format into a folder, to be looked at:
//! `cargo run --package stillroom-paper --example pages -- FOLDER`.

use std::error::Error;
use std::path::PathBuf;

use stillroom_paper::{Export, Missing, Sheet, write_pdf, write_word};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("a folder is missing")?);
    let sheets: Vec<Sheet> = serde_json::from_str(include_str!("../tests/sheets.json"))?;
    for sheet in &sheets {
        let export = Export { ident: "an example", day: (2026, 11, 12) };
        let pdf = write_pdf(sheet, export, Missing::Name)?;
        std::fs::write(folder.join(format!("{}.pdf", sheet.letter)), &pdf.bytes)?;
        std::fs::write(folder.join(format!("{}.docx", sheet.letter)), write_word(sheet)?)?;
        println!("{} {}: {} pages", sheet.letter, sheet.title, pdf.pages);
    }
    Ok(())
}
