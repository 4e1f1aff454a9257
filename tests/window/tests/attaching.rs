//! A picture in the text of an entry, from the file on the disk to the copy that is saved again.

use std::fs;
use std::io::Cursor;

use fantoccini::key::Key;
use stillroom_window_tests::{Needles, Window};

/// Stands in the picture beside its pixels, and in the caption, and nowhere else.
const PLACE: &str = "kestrelplace51N";
const CAPTION: &str = "The kestrelcaption door.";

/// A PNG of 320 by 160 pixels that says where it was made.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(Cursor::new(&mut bytes), 320, 160);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Location".into(), PLACE.into()).expect("it is plain");
    let mut writer = encoder.write_header().expect("it is written");
    let pixels: Vec<u8> = (0..320 * 160).flat_map(|_| [180, 110, 60]).collect();
    writer.write_image_data(&pixels).expect("it is written");
    writer.finish().expect("it is written");
    bytes
}

#[tokio::test]
async fn a_picture_is_added_drawn_described_locked_away_and_saved_again() {
    let window = Window::open("attaching").await;
    let picks = window.folders().picked();
    fs::create_dir_all(&picks).expect("it is made");
    fs::write(picks.join("picked.png"), picture()).expect("it is written");
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("Wren had drawn at the table.").await;
    window.see("Saved").await;

    window.chord(&[Key::Control, Key::Shift], 'a').await;
    window.see("picked.png").await;
    window.see("position and other details removed").await;
    drawn(&window).await;
    window.is_accessible_in_both_themes("attached").await;
    window.picture("attached").await;

    // The caption is written where it stands; Enter leads on below it.
    let caption = "const caption = document.querySelector('figure.attached figcaption');
        const range = document.createRange(); range.selectNodeContents(caption);
        caption.closest('.ProseMirror').focus();
        getSelection().removeAllRanges(); getSelection().addRange(range);";
    window.run(caption, vec![]).await;
    window.type_text(CAPTION).await;
    window.key(Key::Enter).await;
    window.type_text("It is not locked.").await;
    let below = "return document.querySelector('figure.attached + p')?.textContent
        === 'It is not locked.';";
    window.until(below, "the text goes on below").await;

    window.press("button", "Describe").await;
    window.type_text("A door in a field.").await;
    window.key(Key::Enter).await;
    let named = "return document.querySelector('figure.attached canvas')?.ariaLabel
        === 'A door in a field.';";
    window.until(named, "the picture is described").await;

    window.press("button", "Save a copy…").await;
    window.see("The copy is in clear").await;
    window.press("button", "Choose where…").await;
    window.see("saved, in clear").await;
    let copy = fs::read(picks.join("picked.png")).expect("it is there");
    assert!(copy.starts_with(b"\x89PNG") && !holds(&copy, PLACE.as_bytes()));
    fs::remove_file(picks.join("picked.png")).expect("it goes");

    window.search("kestrelcaption").await;
    window.see("kestrelcaption").await;
    let folders = window.end().await;
    let leaked = Needles::of(&[PLACE, "kestrelcaption"]).found_under(folders.root());
    assert!(leaked.is_empty(), "{leaked:?}");
}

/// Waits until the canvas shows the colour of the picture.
async fn drawn(window: &Window) {
    let shows = "const canvas = document.querySelector('figure.attached canvas');
        if (canvas?.dataset.drawn !== 'true') return false;
        const [red, green, blue] = canvas.getContext('2d').getImageData(9, 9, 1, 1).data;
        return canvas.width === 320 && red === 180 && green === 110 && blue === 60;";
    window.until(shows, "the picture is drawn").await;
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|found| found == word)
}
