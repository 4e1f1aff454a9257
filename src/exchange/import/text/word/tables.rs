//! Tables: a row becomes one paragraph, and a table within a cell becomes text of the cell.

/// The tables that are open, from the outermost.
#[derive(Default)]
pub(super) struct Tables(Vec<Table>);

#[derive(Default)]
struct Table {
    /// The cells of the row that is open.
    row: Vec<String>,
    is_header: bool,
}

/// A row that is over.
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) is_header: bool,
}

impl Tables {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn open(&mut self) {
        self.0.push(Table::default());
    }

    pub(super) fn close(&mut self) {
        self.0.pop();
    }

    /// Marks the row that is open as a header, or as none.
    pub(super) fn mark_header(&mut self, is_header: bool) {
        if let Some(table) = self.0.last_mut() {
            table.is_header = is_header;
        }
    }

    pub(super) fn open_cell(&mut self) {
        if let Some(table) = self.0.last_mut() {
            table.row.push(String::new());
        }
    }

    /// Returns the cell that text goes into.
    pub(super) fn cell(&mut self) -> Option<&mut String> {
        self.0.last_mut()?.row.last_mut()
    }

    /// Ends a row. Returns it if it is one of the outermost table and says something; that of an
    /// inner table goes into the cell around it.
    pub(super) fn end_row(&mut self) -> Option<Row> {
        let table = self.0.last_mut()?;
        let cells = std::mem::take(&mut table.row);
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        let is_header = std::mem::take(&mut table.is_header);
        let Some(around) = self.0.len().checked_sub(2) else {
            let says = cells.iter().any(|cell| !cell.is_empty());
            return says.then_some(Row { cells, is_header });
        };
        if let Some(cell) = self.0[around].row.last_mut() {
            cell.push_str(&cells.join(" · "));
            cell.push(' ');
        }
        None
    }
}
