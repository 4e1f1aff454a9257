//! Runs the identifier check over labelled notes.
//!
//! `cargo run --release --example identifiers -- FILE.jsonl` reads one note a line, `{id, text}` with
//! `aliases` and `language` (`en`, `de`) if they are there, and writes one line a note:
//! `{id, spans: [{start, end, class}]}`, in Unicode scalar values, the end not included.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::{env, fs::File, io, process::ExitCode};

use serde_json::{Value, json};
use stillroom::identifiers::{Language, OwnWords, find};

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("usage: identifiers FILE.jsonl");
        return ExitCode::FAILURE;
    };
    match File::open(&path)
        .and_then(|file| run(BufReader::new(file), BufWriter::new(io::stdout().lock())))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

fn run(notes: impl BufRead, mut out: impl Write) -> io::Result<()> {
    for (number, line) in notes.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let note: Value = serde_json::from_str(&line).map_err(|error| {
            io::Error::new(io::ErrorKind::InvalidData, format!("line {}: {error}", number + 1))
        })?;
        let text = note["text"].as_str().ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("line {}: a note without a text", number + 1),
            )
        })?;
        let aliases: Vec<&str> =
            note["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let language = if note["language"] == "de" { Language::German } else { Language::English };
        let spans: Vec<Value> = find(text, language, &aliases, OwnWords::default())
            .into_iter()
            .map(|finding| {
                let start = text[..finding.range.start].chars().count();
                let end = start + text[finding.range].chars().count();
                json!({"start": start, "end": end, "class": finding.class.label()})
            })
            .collect();
        writeln!(out, "{}", json!({"id": note["id"], "spans": spans}))?;
    }
    out.flush()
}
