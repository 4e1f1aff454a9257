//! A graph of files and the files they import, and its circles.

use std::collections::{BTreeMap, BTreeSet};

/// Which file imports which; paths are relative to the repository.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    imports: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Adds a file, and that it imports another one.
    pub(crate) fn add(&mut self, file: &str, imported: &str) {
        if file != imported {
            self.imports.entry(file.to_owned()).or_default().insert(imported.to_owned());
        }
        self.imports.entry(imported.to_owned()).or_default();
    }

    /// Returns every file.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.imports.keys().map(String::as_str)
    }

    /// Returns every pair of a file and a file that it imports.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.imports
            .iter()
            .flat_map(|(from, to)| to.iter().map(move |to| (from.as_str(), to.as_str())))
    }

    /// Returns the groups of more than `least` files that all reach each other.
    pub(crate) fn circles(&self, least: usize) -> Vec<Vec<String>> {
        let mut search = Search::new(self);
        for file in self.imports.keys() {
            search.visit(file);
        }
        search.found.retain(|circle| circle.len() > least);
        search.found
    }
}

/// Tarjan's search for strongly connected components (SIAM J. Comput. 1, 1972).
struct Search<'a> {
    graph: &'a Graph,
    index: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<Vec<String>>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph) -> Self {
        Self {
            graph,
            index: BTreeMap::new(),
            low: BTreeMap::new(),
            stack: Vec::new(),
            found: Vec::new(),
        }
    }

    fn visit(&mut self, file: &'a str) {
        if self.index.contains_key(file) {
            return;
        }
        let number = self.index.len();
        self.index.insert(file, number);
        self.low.insert(file, number);
        self.stack.push(file);
        for next in &self.graph.imports[file] {
            let next = next.as_str();
            if !self.index.contains_key(next) {
                self.visit(next);
                self.lower(file, self.low[next]);
            } else if self.stack.contains(&next) {
                self.lower(file, self.index[next]);
            }
        }
        if self.low[file] == number {
            let start = self.stack.iter().rposition(|each| *each == file).expect("it was pushed");
            let mut circle: Vec<String> =
                self.stack.split_off(start).into_iter().map(str::to_owned).collect();
            circle.sort();
            self.found.push(circle);
        }
    }

    fn lower(&mut self, file: &'a str, to: usize) {
        let low = self.low.get_mut(file).expect("it was visited");
        *low = (*low).min(to);
    }
}
