//! The small signs of pictures, each in a box of 14 by 14 around its middle.

use super::scene::{Ink, SceneShape};

/// Draws a sign whose strokes are relative path data that begins at the middle.
fn strokes(x: i32, y: i32, data: &str, ink: Ink) -> SceneShape {
    SceneShape::path(format!("M{x} {y}{data}"), ink)
}

/// What somebody did with something good, by its key.
pub(super) fn done_with_it(key: &str, x: i32, y: i32) -> Vec<SceneShape> {
    let stroke = |data: &str| vec![strokes(x, y, data, Ink::Stroke)];
    match key {
        "stayed" => vec![
            SceneShape::circle(x, y - 1, 3, Ink::Stroke),
            SceneShape::line((x - 6, y + 5), (x + 6, y + 5), Ink::Stroke),
        ],
        "softened" => stroke("m-6 0q3 -6 6 0t6 0"),
        "doubted" => vec![SceneShape::centred(x, y + 4, "?", Ink::Label)],
        "joked" => {
            stroke("m0 -2v-4m0 8v4m-2 -4h-4m8 0h4m-5.5 -1.5l-3 -3m7 7l-3 -3m0 -1l3 -3m-7 7l3 -3")
        }
        "shrank_it" => stroke("m-6 -6l4 4m0 -3v3h-3m11 7l-4 -4m0 3v-3h3"),
        "fetched_a_pain" => stroke("m3 -6v6a3 4 0 0 1 -6 0v-2m-2 2l2 -2l2 2"),
        "took_care_of_me" => stroke("m-6 0a6 5 0 0 1 12 0zm6 0v4a1.5 1.5 0 0 0 3 0"),
        "went_blank" => {
            stroke("m-5 -5h2m2 0h2m2 0h2v2m0 2v2m0 2v2h-2m-2 0h-2m-2 0h-2v-2m0 -2v-2m0 -2v-2")
        }
        "shared_it" => {
            vec![
                SceneShape::circle(x - 2, y, 4, Ink::Stroke),
                SceneShape::circle(x + 2, y, 4, Ink::Stroke),
            ]
        }
        _ => vec![SceneShape::circle(x, y, 2, Ink::Full)],
    }
}

/// What an entry of a course is flagged for, or what else it is.
pub(super) fn flag(key: &str, x: i32, y: i32) -> Vec<SceneShape> {
    let stroke = |data: &str| vec![strokes(x, y, data, Ink::Stroke)];
    match key {
        "dark" => stroke("m5 1a5 5 0 1 1 -6 -6a4 4 0 0 0 6 6z"),
        "first_boundary" => {
            stroke("m-5 5v-9l1.5 -2l1.5 2v9m2 0v-9l1.5 -2l1.5 2v9m-9 -3h10m-10 -4h10")
        }
        "good_frightened" => flower(x, y, Ink::Stroke),
        "over_steered" => stroke("m-6 3h8m-3 -3l3 3l-3 3m4 -9v12"),
        "rupture" => stroke("m1 -6l-4 6h5l-4 6"),
        "basket" => stroke("m-6 -1h12l-2 6h-8zm3 0l2 -5m4 5l-2 -5"),
        _ => stroke("m-4 6v-12h8l-2 3l2 3h-8"),
    }
}

/// An open flower of five petals around a point.
pub(super) fn flower(x: i32, y: i32, ink: Ink) -> Vec<SceneShape> {
    let petals = [(0, -5), (5, -2), (3, 4), (-3, 4), (-5, -2)];
    let petal = |(dx, dy): (i32, i32)| SceneShape::circle(x + dx, y + dy, 3, ink);
    petals.into_iter().map(petal).chain([SceneShape::circle(x, y, 2, ink)]).collect()
}
