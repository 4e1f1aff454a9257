//! The figures, and the table that they are printed in.

/// One measured figure beside its bar.
pub(crate) struct Figure {
    /// The number in the table of promises.
    pub(crate) number: u8,
    /// What was counted or measured.
    pub(crate) what: String,
    /// What it must be.
    pub(crate) bar: String,
    /// What it is.
    pub(crate) result: String,
    /// Whether it holds.
    pub(crate) holds: bool,
}

impl Figure {
    /// Takes a figure whose bar is 0 of at least `least` cases.
    pub(crate) fn none_of(number: u8, what: &str, found: usize, of: usize, least: usize) -> Self {
        Self {
            number,
            what: what.to_owned(),
            bar: format!("0 of >= {}", thousands(least)),
            result: format!("{} of {}", thousands(found), thousands(of)),
            holds: found == 0 && of >= least,
        }
    }
}

/// Prints the table and tells whether all bars hold.
pub(crate) fn print(figures: &[Figure]) -> bool {
    println!("\n{:>2}  {:<64} {:<22} result", "#", "what", "bar");
    for figure in figures {
        let Figure { number, what, bar, result, holds } = figure;
        let mark = if *holds { "" } else { "   MISSED" };
        println!("{number:>2}  {what:<64} {bar:<22} {result}{mark}");
    }
    let held = figures.iter().filter(|figure| figure.holds).count();
    println!("\nbars: {held} of {} hold", figures.len());
    held == figures.len() && !figures.is_empty()
}

/// Writes a number with commas.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
