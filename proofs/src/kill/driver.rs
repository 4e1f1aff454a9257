//! The process that is killed.

use std::path::Path;
use std::process::ExitCode;

use stillroom::testing::Bench;

use super::process::{say, script};
use super::{exchange, typist};
use crate::writer::Writer;

/// Runs as a driver: `driver script|typist|export|restore|backup|rekey|import FOLDER SEED`.
pub(crate) fn drive(arguments: &[String]) -> ExitCode {
    let [what, root, seed] = arguments else { return ExitCode::FAILURE };
    let Ok(seed) = seed.parse() else { return ExitCode::FAILURE };
    let bench = Bench::at(Path::new(root));
    match what.as_str() {
        "script" => write_on(&bench, seed),
        "typist" => typist::type_on(&bench),
        "export" | "restore" | "backup" | "rekey" => exchange::resume(&bench, what),
        "import" => crate::import::resume(&bench),
        _ => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}

/// Writes until it is killed; far more acts than any driver lives to do.
fn write_on(bench: &Bench, seed: u64) {
    let mut script = script(seed);
    let mut writer = Writer::open(bench).expect("the journal was just made");
    for _ in 0..100_000 {
        writer.perform(&script.next()).expect("nothing fails here");
        say("ack");
    }
}
