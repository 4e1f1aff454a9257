//! Ends of elements.

use super::{BLOCKS, Html, is_list};
use crate::exchange::import::text::builder::{Block, Builder};
use crate::exchange::import::text::target::Resolve;

impl Html {
    /// Reads an end tag.
    pub(super) fn finish(&mut self, builder: &mut Builder, name: &str, resolve: Resolve<'_>) {
        match name {
            "br" if !self.is_xml => return builder.line_break(),
            "td" | "th" => return self.end_cell(),
            "tr" => return self.end_row(builder),
            "table" => self.end_row(builder),
            "en-crypt" => {
                self.crypt = self.crypt.saturating_sub(1);
                return;
            }
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                builder.end_inline();
            }
            "a" => self.end_link(builder, resolve),
            _ => {}
        }
        let is_block = BLOCKS.contains(&name);
        if is_block {
            self.end_block(builder, name);
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        // What is open within a list or a table is not closed by an end tag from outside of it.
        let wall = ["li", "td", "blockquote"];
        let is_inline =
            !is_block && !is_list(name) && !matches!(name, "li" | "blockquote" | "table");
        if is_inline && self.open[at..].iter().any(|open| wall.contains(&open.name.as_str())) {
            return;
        }
        for open in self.open.drain(at..).rev() {
            for mark in open.marks {
                builder.mark(mark, false);
            }
            for block in open.blocks {
                builder.close(block);
            }
        }
    }

    fn end_link(&mut self, builder: &mut Builder, resolve: Resolve<'_>) {
        let Some((href, shown)) = self.link.take() else { return };
        match &mut self.cell {
            Some(_) if shown.contains(&href) => {}
            Some(cell) => cell.extend([" (", &href, ")"]),
            None => builder.link(&href, &shown, resolve(&href)),
        }
    }

    fn end_block(&mut self, builder: &mut Builder, name: &str) {
        builder.end_inline();
        if self.task.take().is_some() || matches!(name, "div" | "p") {
            let in_list = self.open.iter().any(|open| is_list(&open.name));
            if !in_list {
                builder.close(Block::Tasks);
            }
        }
    }

    /// Ends the cell that is open.
    pub(super) fn end_cell(&mut self) {
        if let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) {
            row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// Ends the row that is open, with its last cell.
    pub(super) fn end_row(&mut self, builder: &mut Builder) {
        self.end_cell();
        if let Some(row) = self.row.take()
            && row.iter().any(|cell| !cell.is_empty())
        {
            builder.row(&row, self.is_header);
        }
    }
}
