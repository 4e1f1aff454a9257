//! The rules that a graph of imports is held against. Each returns what breaks it, one line each.

use std::collections::BTreeSet;

use crate::graph::Graph;

/// Finds files that import each other in a circle of more than two.
pub(crate) fn circles(graph: &Graph) -> Vec<String> {
    graph.circles(2).into_iter().map(|circle| format!("circle: {}", circle.join(" ~ "))).collect()
}

/// Rooms of a folder from the lowest floor to the highest.
pub(crate) struct Floors<'a> {
    /// The folder that holds the rooms, for example `src/journal`.
    pub(crate) folder: &'a str,
    /// The rooms of each floor: folders, or files without their ending.
    pub(crate) order: &'a [&'a [&'a str]],
    /// Rooms of one floor that may import each other.
    pub(crate) beside: &'a [&'a str],
}

impl Floors<'_> {
    /// Returns the room that a file lies in; `None` outside the folder and for its own face
    /// (`mod.rs`, `lib.rs`, `main.rs`).
    fn room<'f>(&self, file: &'f str) -> Option<&'f str> {
        let below = file.strip_prefix(self.folder)?.strip_prefix('/')?;
        let room = below.split('/').next().unwrap_or(below);
        match room.split('.').next().unwrap_or(room) {
            "mod" | "lib" | "main" => None,
            room => Some(room),
        }
    }

    fn floor(&self, room: &str) -> Option<usize> {
        self.order.iter().position(|floor| floor.contains(&room))
    }

    /// Finds rooms without a floor, and imports that climb or go to a room beside.
    pub(crate) fn climbs(&self, graph: &Graph) -> Vec<String> {
        let homeless = graph.files().filter_map(|file| {
            let room = self.room(file)?;
            self.floor(room).is_none().then(|| format!("no floor for {file}"))
        });
        let climbing = graph.pairs().filter_map(|(from, to)| {
            let (room, imported) = (self.room(from)?, self.room(to)?);
            let (floor, other) = (self.floor(room)?, self.floor(imported)?);
            let beside = self.beside.contains(&room) && self.beside.contains(&imported);
            let allowed = other < floor || room == imported || (other == floor && beside);
            (!allowed).then(|| format!("climbs: {from} -> {to}"))
        });
        homeless.chain(climbing).collect()
    }
}

/// Returns whether a file is `place` or lies below it.
fn lies(file: &str, place: &str) -> bool {
    file.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Finds files outside of `kept` that import it and are not `allowed` to.
pub(crate) fn only_importers(graph: &Graph, place: &str, allowed: &[&str]) -> Vec<String> {
    let breaks = graph.pairs().filter(|(from, to)| {
        lies(to, place) && !lies(from, place) && !allowed.iter().any(|each| lies(from, each))
    });
    breaks.map(|(from, to)| format!("may not be imported: {from} -> {to}")).collect()
}

/// Finds files of `place` that import what lies neither there nor in `allowed`.
pub(crate) fn imports_only(graph: &Graph, place: &str, allowed: &[&str]) -> Vec<String> {
    let breaks = graph.pairs().filter(|(from, to)| {
        lies(from, place) && !lies(to, place) && !allowed.iter().any(|each| lies(to, each))
    });
    breaks.map(|(from, to)| format!("may not import: {from} -> {to}")).collect()
}

/// Finds files of `place` that import `banned`.
pub(crate) fn never_imports(graph: &Graph, place: &str, banned: &str) -> Vec<String> {
    let breaks = graph.pairs().filter(|(from, to)| lies(from, place) && lies(to, banned));
    breaks.map(|(from, to)| format!("may not import: {from} -> {to}")).collect()
}

/// Finds what breaks the order of the window: `lib <- workspace <- each feature <- app`.
pub(crate) fn window(graph: &Graph) -> Vec<String> {
    let (lib, workspace, app) = ("ui/src/lib", "ui/src/workspace", "ui/src/app");
    let features = "ui/src/features/";
    let names = graph.files().filter_map(|file| file.strip_prefix(features)?.split('/').next());
    let names: BTreeSet<&str> = names.collect();
    let of_features = names.into_iter().flat_map(|name| {
        let feature = format!("{features}{name}");
        let alone = imports_only(graph, &feature, &[workspace, lib]);
        alone.into_iter().chain(only_importers(graph, &feature, &[app]))
    });
    let mut broken: Vec<String> = of_features.collect();
    // What is shipped as data may be read by the core and the window alike.
    broken.extend(imports_only(graph, lib, &["content"]));
    broken.extend(never_imports(graph, "ui/src/lib/components", "ui/src/lib/api"));
    broken.extend(imports_only(graph, workspace, &[lib]));
    broken.extend(only_importers(graph, app, &["ui/src/main.ts"]));
    broken.sort();
    broken.dedup();
    broken
}
