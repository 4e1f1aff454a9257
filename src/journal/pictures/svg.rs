//! Writes a scene as SVG for paper: the same elements that the window draws, in black and grey.

use std::fmt::Write;

use super::scene::{Anchor, Ink, Scene, SceneShape, ShapeForm};

/// The patterns that stand for a colour where there is none.
const PATTERNS: &str = concat!(
    r#"<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">"#,
    r#"<path d="M0 6L6 0" stroke="black" stroke-width="1"/></pattern>"#,
    r#"<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">"#,
    r#"<circle cx="3" cy="3" r="1.2" fill="black"/></pattern></defs>"#,
);

/// Writes a scene as an SVG document, in the font that the paper has for its labels.
///
/// It holds the ground and then each mark as a group, shape by shape in their order. A scene that is
/// only a table gives an empty drawing.
pub fn svg(scene: &Scene) -> String {
    let (width, height) = (scene.width, scene.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"Inter\" role=\"img\" aria-label=\"{}\">",
        escaped(&scene.alt)
    );
    out.push_str(PATTERNS);
    out.push_str("<g class=\"ground\">");
    scene.ground.iter().for_each(|shape| write_shape(&mut out, shape));
    out.push_str("</g>");
    for mark in &scene.marks {
        out.push_str("<g class=\"mark\">");
        mark.shapes.iter().for_each(|shape| write_shape(&mut out, shape));
        out.push_str("</g>");
    }
    out.push_str("</svg>");
    out
}

fn write_shape(out: &mut String, shape: &SceneShape) {
    let (class, drawn) = (class(shape.ink), attributes(shape.ink));
    let written = match &shape.form {
        ShapeForm::Circle([x, y, r]) => {
            write!(out, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}" {drawn}/>"#)
        }
        ShapeForm::Rect([x, y, width, height]) => write!(
            out,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" rx="2" {drawn}/>"#
        ),
        ShapeForm::Line([x1, y1, x2, y2]) => {
            write!(
                out,
                r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {drawn}/>"#
            )
        }
        ShapeForm::Path(d) => write!(out, r#"<path class="{class}" d="{d}" {drawn}/>"#),
        ShapeForm::Text(said) => {
            let anchor = match said.anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            write!(
                out,
                r#"<text class="{class}" x="{}" y="{}" text-anchor="{anchor}" {drawn}>{}</text>"#,
                said.x,
                said.y,
                escaped(&said.says)
            )
        }
    };
    written.expect("a string takes all");
}

/// The name of an ink, by which the window's stylesheet draws it.
fn class(ink: Ink) -> &'static str {
    match ink {
        Ink::Full => "full",
        Ink::Outline => "outline",
        Ink::Hatch => "hatch",
        Ink::Dots => "dots",
        Ink::Stroke => "stroke",
        Ink::Clay => "clay",
        Ink::ClayStroke => "clay_stroke",
        Ink::ClayOutline => "clay_outline",
        Ink::ClayBroken => "clay_broken",
        Ink::Light => "light",
        Ink::Middling => "middling",
        Ink::Heavy => "heavy",
        Ink::Wash => "wash",
        Ink::Thin => "thin",
        Ink::Hair => "hair",
        Ink::Dotted => "dotted",
        Ink::Label => "label",
        Ink::Note => "note",
        Ink::Words => "words",
        Ink::OnDark => "on_dark",
        Ink::ClayText => "clay_text",
    }
}

/// How an ink is drawn on paper: black and three greys, and patterns.
fn attributes(ink: Ink) -> &'static str {
    match ink {
        Ink::Full | Ink::Heavy => r#"fill="black""#,
        Ink::Outline => r#"fill="white" stroke="black" stroke-width="1.6""#,
        Ink::Hatch => r#"fill="url(#hatch)" stroke="black" stroke-width="1""#,
        Ink::Dots => r#"fill="url(#dots)" stroke="black" stroke-width="1.4""#,
        Ink::Stroke => r#"fill="none" stroke="black" stroke-width="1.4""#,
        Ink::Clay => r##"fill="#444444""##,
        Ink::ClayStroke => r##"fill="none" stroke="#444444" stroke-width="1.6""##,
        Ink::ClayOutline => r##"fill="white" stroke="#444444" stroke-width="1.8""##,
        Ink::ClayBroken => {
            r##"fill="none" stroke="#444444" stroke-width="1.6" stroke-dasharray="4 3""##
        }
        Ink::Light => r##"fill="#e6e6e6" stroke="#777777" stroke-width="1""##,
        Ink::Middling => r##"fill="#777777""##,
        Ink::Wash => r##"fill="#e6e6e6" fill-opacity="0.5""##,
        Ink::Thin => r##"fill="none" stroke="#777777" stroke-width="1.2""##,
        Ink::Hair => r##"fill="none" stroke="#e6e6e6" stroke-width="1""##,
        Ink::Dotted => r##"fill="none" stroke="#777777" stroke-width="1" stroke-dasharray="1 3""##,
        Ink::Label => r#"fill="black" font-size="12" font-weight="500""#,
        Ink::Note => r##"fill="#444444" font-size="12""##,
        Ink::Words => r#"fill="black" font-size="14""#,
        Ink::OnDark => r#"fill="white" font-size="11" font-weight="500""#,
        Ink::ClayText => r##"fill="#444444" font-size="12" font-weight="500""##,
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What XML has no place for stands for nothing in a text either.
            letter if letter.is_control() && !matches!(letter, '\n' | '\t' | '\r') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::PictureKind;
    use super::super::scene::Mark;
    use super::*;
    use crate::locale::English;

    #[test]
    fn each_shape_is_one_element_in_its_order() {
        let mut scene = Scene::empty(PictureKind::Steering, 100, English::British);
        scene.alt = "a \"b\" & <c>".to_owned();
        scene.ground = vec![SceneShape::line((1, 2), (3, 4), Ink::Hair)];
        let shapes =
            vec![SceneShape::circle(5, 6, 7, Ink::Full), SceneShape::text(8, 9, "<&>", Ink::Note)];
        scene.marks = vec![Mark { lane: 0, row: 0, bounds: None, shapes, entry: None }];
        let svg = svg(&scene);
        let body = &svg[svg.find("<g class=\"ground\">").expect("a ground")..];
        assert_eq!(
            body,
            "<g class=\"ground\"><line class=\"hair\" x1=\"1\" y1=\"2\" x2=\"3\" y2=\"4\" \
             fill=\"none\" stroke=\"#e6e6e6\" stroke-width=\"1\"/></g><g class=\"mark\">\
             <circle class=\"full\" cx=\"5\" cy=\"6\" r=\"7\" fill=\"black\"/>\
             <text class=\"note\" x=\"8\" y=\"9\" text-anchor=\"start\" fill=\"#444444\" \
             font-size=\"12\">&lt;&amp;&gt;</text></g></svg>"
        );
        assert!(svg.contains("aria-label=\"a &quot;b&quot; &amp; &lt;c&gt;\""));
    }

    /// A scene with every form of shape in every ink, and what is written for paper of it: the window
    /// draws the same elements (`ui/src/lib/components/drawing.test.ts`).
    #[test]
    fn what_the_window_compares_itself_with_is_what_is_written_here() {
        let mut scene = Scene::empty(PictureKind::RoomForGood, 120, English::British);
        (scene.height, scene.alt) = (400, "Every shape in every ink".to_owned());
        let mut all = Vec::new();
        for (at, ink) in INKS.into_iter().enumerate() {
            let y = 16 * i32::try_from(at).expect("few");
            let shapes = [
                SceneShape::circle(8, y, 5, ink),
                SceneShape::rect(16, y, 10, 8, ink),
                SceneShape::line((30, y), (40, y + 6), ink),
                SceneShape::path(format!("M44 {y}h8v8h-8z"), ink),
                SceneShape::text(60, y, "a < b & “c”", ink),
                SceneShape::centred(80, y, "2", ink),
                SceneShape::ending(100, y, "end", ink),
            ];
            all.push(shapes);
        }
        scene.ground = all.iter().flatten().cloned().collect();
        scene.lanes = vec!["One".to_owned()];
        let cells = vec!["Session 1".to_owned()];
        let row = super::super::SceneRow { cells, entry: None, mine_alone: false };
        scene.table = super::super::SceneTable::of(&[("Session", super::super::CellSaid::Plain)]);
        scene.table.rows = vec![row];
        let mark = |(at, shapes): (usize, [SceneShape; 7])| {
            let y = 16 * i32::try_from(at).expect("few");
            Mark {
                lane: 0,
                row: 0,
                bounds: Some([4, y - 8, 24, 24]),
                shapes: shapes.into(),
                entry: None,
            }
        };
        scene.marks = all.into_iter().enumerate().map(mark).collect();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/lib/components/testing");
        let json = serde_json::to_string_pretty(&scene).expect("it is plain data") + "\n";
        for (name, wanted) in [("scene.json", json), ("scene.svg", svg(&scene) + "\n")] {
            let path = std::path::Path::new(folder).join(name);
            if std::fs::read_to_string(&path).ok().as_ref() != Some(&wanted) {
                std::fs::create_dir_all(folder).expect("a folder");
                std::fs::write(&path, wanted).expect("it is written");
                panic!("{name} was another and is written anew: look at it and keep it");
            }
        }
    }

    const INKS: [Ink; 21] = [
        Ink::Full,
        Ink::Outline,
        Ink::Hatch,
        Ink::Dots,
        Ink::Stroke,
        Ink::Clay,
        Ink::ClayStroke,
        Ink::ClayOutline,
        Ink::ClayBroken,
        Ink::Light,
        Ink::Middling,
        Ink::Heavy,
        Ink::Wash,
        Ink::Thin,
        Ink::Hair,
        Ink::Dotted,
        Ink::Label,
        Ink::Note,
        Ink::Words,
        Ink::OnDark,
        Ink::ClayText,
    ];

    #[test]
    fn the_class_of_an_ink_is_its_name_in_the_scene() {
        for ink in INKS {
            let name = serde_json::to_value(ink).expect("plain data");
            assert_eq!(name.as_str(), Some(class(ink)));
        }
    }
}
