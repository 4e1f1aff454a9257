//! The figures of the window, and whether their bars hold.

/// Figures in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

struct Figure {
    what: &'static str,
    bar: f64,
    unit: &'static str,
    measured: f64,
    /// What stands beside the figure, for a reader.
    beside: String,
}

impl Figures {
    /// Adds a figure that must not be above its bar.
    pub(crate) fn add(&mut self, what: &'static str, bar: f64, unit: &'static str, measured: f64) {
        self.0.push(Figure { what, bar, unit, measured, beside: String::new() });
    }

    /// Adds a time in ms as a multiple of the start of a bare window, which must not be above `bar`.
    pub(crate) fn against_bare(&mut self, what: &'static str, bar: f64, ms: f64, bare: f64) {
        let beside = format!("  ({ms:.0} ms)");
        self.0.push(Figure { what, bar, unit: "x", measured: ms / bare, beside });
    }

    /// Prints the table and says whether every bar holds.
    pub(crate) fn print(&self) -> bool {
        println!("\n{:<52} {:>14} {:>14}", "what", "bar", "measured");
        for Figure { what, bar, unit, measured, beside } in &self.0 {
            let missed = if measured <= bar { "" } else { "  missed" };
            let bar = format!("<= {bar} {unit}");
            println!(
                "{what:<52} {bar:>14} {:>14}{beside}{missed}",
                format!("{measured:.3} {unit}")
            );
        }
        let held = self.0.iter().filter(|figure| figure.measured <= figure.bar).count();
        println!("\nbars: {held} of {} hold", self.0.len());
        held == self.0.len()
    }
}

/// Returns what so many of a hundred values stay below.
pub(crate) fn at(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}
