//! Everything a developer runs: `cargo xtask run | demo | test | bench | prove | shots | bundle`.

mod bench;
mod bundle;
mod paths;
mod prove;
mod run;
mod system;
mod tally;
mod test;
mod tools;
mod ui;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <what>
  run [folder]      build the app and open its window
  demo              the same, in a temporary folder with the fictional sample journal
  test [part ...]   every check and test, or the named parts of them
  prove [--quick] [--seed N] [--samples FOLDER] [name ...]
                    the proofs of the promises, all or those named
  bench <which>     search, journal, window or paper, measured on generated notes [--notes N]
  shots             pictures of the real window for the README
  bundle [--check]  a release build, packaged: .tar.gz, and .deb where dpkg is; --check installs and
                    starts what is in the packages";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["run", rest @ ..] => run::run(rest),
        ["demo"] => run::demo(),
        ["test", parts @ ..] => test::test(parts),
        ["prove", rest @ ..] => prove::prove(rest),
        ["bench", which @ ..] => bench::bench(which),
        ["shots"] => test::shots(),
        ["bundle", rest @ ..] => bundle::bundle(rest),
        ["--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
