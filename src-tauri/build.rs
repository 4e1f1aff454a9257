//! Makes the list of commands that the window may call, from the capability and the functions.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// Says what is missing if the page has not been built, so that the shell compiles without it.
const UNBUILT: &str = "<!doctype html><title>Stillroom</title>\
    <p>The page has not been built. <code>cargo xtask run</code> builds it.";

const CAPABILITY: &str = "capabilities/main.json";
const COMMANDS: &str = "src/commands";

fn main() {
    write_placeholder_page(Path::new("../ui/dist"));
    let granted = granted();
    write_handlers(&granted);
    let granted: Vec<&'static str> = granted.into_iter().map(|name| &*name.leak()).collect();
    let manifest = tauri_build::AppManifest::new().commands(granted.leak());
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the configuration and the capability are valid");
}

fn write_placeholder_page(dist: &Path) {
    let index = dist.join("index.html");
    if !index.exists() {
        fs::create_dir_all(dist).expect("the folder of the page is writable");
        fs::write(index, UNBUILT).expect("the folder of the page is writable");
    }
}

/// Reads the commands that the capability grants.
fn granted() -> Vec<String> {
    println!("cargo::rerun-if-changed={CAPABILITY}");
    let text = fs::read_to_string(CAPABILITY).expect("the capability is there");
    let capability: serde_json::Value =
        serde_json::from_str(&text).expect("the capability is JSON");
    let permissions = capability["permissions"].as_array().expect("it lists permissions");
    let commands = permissions.iter().filter_map(|one| one.as_str()?.strip_prefix("allow-"));
    commands.map(|command| command.replace('-', "_")).collect()
}

/// Writes the handler of every granted command. A command that is written and not granted is dead
/// code, which the compiler names.
fn write_handlers(granted: &[String]) {
    let modules = modules();
    let paths = granted.iter().map(|command| {
        let module = modules.get(command);
        let module = module.unwrap_or_else(|| panic!("{CAPABILITY}: no command {command}"));
        format!("{module}::{command},\n")
    });
    let handlers = format!("tauri::generate_handler![\n{}]\n", paths.collect::<String>());
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("handlers.rs"), handlers).expect("cargo's folder is writable");
}

/// Finds the module of each function that is marked as a command.
fn modules() -> BTreeMap<String, String> {
    println!("cargo::rerun-if-changed={COMMANDS}");
    let mut modules = BTreeMap::new();
    for file in fs::read_dir(COMMANDS).expect("the commands are there") {
        let path = file.expect("the commands are readable").path();
        let text = fs::read_to_string(&path).expect("a source file is UTF-8");
        let module = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        for command in text.split("#[tauri::command").skip(1) {
            let name = command.split("fn ").nth(1).and_then(|rest| rest.split('(').next());
            let name = name.expect("a command is a function").to_owned();
            if let Some(other) = modules.insert(name.clone(), module.clone()) {
                panic!("{name} is a command of {other} and of {module}");
            }
        }
    }
    modules
}
