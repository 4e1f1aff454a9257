#![no_main]

use libfuzzer_sys::fuzz_target;
use stillroom::testing::fuzzing;

fuzz_target!(|bytes: &[u8]| fuzzing::backup_file(bytes));
