//! The schemes that ship with Stillroom, as read on the day that each names.

use std::sync::LazyLock;

use super::definition::Scheme;
use super::read::read_scheme;

/// Their files, in the order in which they are offered.
const FILES: [&str; 5] = [
    include_str!("../../content/schemes/generic.toml"),
    include_str!("../../content/schemes/ca-lmft.toml"),
    include_str!("../../content/schemes/bacp-accreditation.toml"),
    include_str!("../../content/schemes/pacfa-clinical.toml"),
    include_str!("../../content/schemes/de-psychth-aprv.toml"),
];

static SHIPPED: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
    let read = |text: &&str| read_scheme("a scheme", text);
    FILES
        .iter()
        .map(|text| read(text).expect("the build refuses a scheme with a mistake"))
        .collect()
});

/// Returns the schemes that ship with Stillroom; the first is the one for own targets.
pub(crate) fn shipped_schemes() -> &'static [Scheme] {
    &SHIPPED
}

/// Returns the file of a shipped scheme, to begin an own one with.
pub(crate) fn shipped_text(id: &str) -> Option<&'static str> {
    let at = SHIPPED.iter().position(|scheme| scheme.id == id)?;
    Some(FILES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_scheme_is_valid_dated_and_says_where_to_check() {
        let ids: Vec<&str> = shipped_schemes().iter().map(|scheme| scheme.id.as_str()).collect();
        let wanted =
            ["generic", "ca-lmft", "bacp-accreditation", "pacfa-clinical", "de-psychth-aprv"];
        assert_eq!(ids, wanted);
        for scheme in shipped_schemes() {
            assert!(scheme.as_of.parse::<chrono::NaiveDate>().is_ok(), "{}", scheme.id);
        }
    }

    #[test]
    fn mistakes_in_a_scheme_are_told_with_their_line() {
        let scheme = |rules: &str| {
            format!(
                "id = \"own\"\nname = \"Own\"\nas_of = \"2026-11-27\"\ncheck = \"my institute\"\n\
                 categories = [{{ id = \"a\", label = \"A\", takes = [\"direct\"] }}]\n\
                 rules = [\n{rules}\n]\n"
            )
        };
        let said = |rules: &str| match read_scheme("own", &scheme(rules)) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        assert_eq!(said("{ kind = \"total\", of = [\"a\"], min = 100 },"), "");
        assert_eq!(
            said("{ kind = \"total\", of = [\"hours\"], min = 100 },"),
            "own:7: no category and no kind of hours is called `hours`"
        );
        assert_eq!(said("{ kind = \"total\", min = -4.0 },"), "own:7: -4 is no amount for a rule");
        assert!(said("{ kind = \"average\", min = 4 },").starts_with("own:7: "));
        assert!(
            said("{ kind = \"ratio\", of = [\"a\"], units = 1 },").starts_with("own:7: a ratio")
        );
        assert!(
            said("{ kind = \"year\", starts = \"31-12\", of = [\"a\"], min = 1 },")
                .starts_with("own:7: ")
        );
    }
}
