//! Opens a journal without a window and prints the entries that a query finds.
//!
//! ```text
//! cargo run --example search -- FOLDER QUERY
//! ```
//!
//! It reads the passphrase from the standard input. The journal must not be open elsewhere.

use std::error::Error;
use std::path::Path;
use std::{env, io};

use stillroom::journal::SearchRequest;
use stillroom::journal::{Moment, Opener, VaultFile};
use stillroom::vault::Passphrase;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [folder, query] = args.as_slice() else {
        return Err("usage: search FOLDER QUERY".into());
    };
    let folder = std::path::absolute(folder)?;
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    let passphrase = Passphrase::typed(typed.trim_end_matches(['\r', '\n']));
    for line in search(&folder, &passphrase, query)? {
        println!("{line}");
    }
    Ok(())
}

/// Opens the journal in `folder`, searches it and locks it; returns what was found in lines.
pub(crate) fn search(
    folder: &Path,
    passphrase: &Passphrase,
    query: &str,
) -> Result<Vec<String>, Box<dyn Error>> {
    // The last seen state of the journal lies outside its folder, so that an older copy is noticed.
    let anchors = folder.with_file_name("anchors");
    let vault = VaultFile::open(folder, &anchors)?;
    let mut journal =
        vault.unlock(&Opener::Passphrase(passphrase)).map_err(|refused| refused.cause)?;
    // An index that is missing or behind is completed in slices.
    while journal.index_some(500)?.is_some() {}
    let request = SearchRequest {
        text: query.to_owned(),
        by_date: false,
        offset: 0,
        limit: 10,
        counted: true,
    };
    let answer = journal.search(&request, Moment::now())?;
    let mut lines = vec![format!("Found: {}", answer.total.unwrap_or_default())];
    for hit in answer.hits {
        lines.push(format!("{} ({} words)", hit.row.form.0, hit.row.words));
        lines.extend(hit.snippets.into_iter().map(|snippet| format!("  {}", snippet.text)));
    }
    journal.lock().map(drop)?;
    Ok(lines)
}
