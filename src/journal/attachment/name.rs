//! Names of files as they are kept: one part, nothing invisible, of a length that disks take.

/// The longest name, in bytes.
const MOST: usize = 255;

/// What a file without a name is called.
const NAMELESS: &str = "file";

/// Returns the last part of a name without control signs and signs that turn the direction.
pub(super) fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let kept = kept.trim().trim_start_matches('.').trim();
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 16 && !stem.is_empty() => (stem, Some(ending)),
        _ => (kept, None),
    };
    let room = MOST - ending.map_or(0, |ending| ending.len() + 1);
    let stem = &stem[..stem.floor_char_boundary(room)];
    match ending {
        _ if stem.is_empty() => NAMELESS.to_owned(),
        Some(ending) => format!("{stem}.{ending}"),
        None => stem.to_owned(),
    }
}

/// Marks that turn the direction of writing or are not seen at all.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_part_and_nothing_invisible() {
        for (name, plain) in [
            ("drawing.jpg", "drawing.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Pictures\\door.png", "door.png"),
            ("gpj.\u{202E}exe", "gpj.exe"),
            ("a\nb\0.pdf", "ab.pdf"),
            (".hidden", "hidden"),
            ("", "file"),
            ("...", "file"),
            ("a/", "file"),
        ] {
            assert_eq!(plain_name(name), plain, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let plain = plain_name(&format!("{}.jpeg", "ü".repeat(400)));
        assert!(plain.len() <= MOST && plain.ends_with("ü.jpeg"), "{}", plain.len());
    }
}
