//! Packages of a release build: an archive for every system, and a package for Debian.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::{capture, cargo, exists, finish, step, tool};
use crate::{paths, system, test, ui};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a package holds beside the program: from where in the workspace, and to where in it.
const FILES: [(&str, &str); 10] = [
    ("LICENSE", "share/doc/stillroom/copyright"),
    ("NOTICES.md", "share/doc/stillroom/NOTICES.md"),
    ("README.md", "share/doc/stillroom/README.md"),
    ("CHANGELOG.md", "share/doc/stillroom/CHANGELOG.md"),
    (
        "src-tauri/linux/org.stillroom.Stillroom.desktop",
        "share/applications/org.stillroom.Stillroom.desktop",
    ),
    ("src-tauri/icons/32x32.png", "share/icons/hicolor/32x32/apps/org.stillroom.Stillroom.png"),
    ("src-tauri/icons/128x128.png", "share/icons/hicolor/128x128/apps/org.stillroom.Stillroom.png"),
    (
        "src-tauri/icons/128x128@2x.png",
        "share/icons/hicolor/256x256/apps/org.stillroom.Stillroom.png",
    ),
    ("src-tauri/icons/icon.png", "share/icons/hicolor/512x512/apps/org.stillroom.Stillroom.png"),
    ("src-tauri/icons/icon.svg", "share/icons/hicolor/scalable/apps/org.stillroom.Stillroom.svg"),
];

/// Builds the app as it is shipped and packages it; with `--check` it also installs and starts what
/// is in the packages.
pub(crate) fn bundle(args: &[&str]) -> Result<(), String> {
    let check = match args {
        [] => false,
        ["--check"] => true,
        _ => return Err("bundle knows one option: --check".to_owned()),
    };
    system::install(system::BUILD)?;
    ui::build()?;
    step("Building the app as it is shipped");
    finish(&mut cargo(["build", "--release", "--package", "stillroom-app"]))?;
    let folder = paths::target().join("bundle");
    remove(&folder)?;
    let archive = archive(&folder)?;
    println!("{}", archive.display());
    if !exists("dpkg-deb") {
        return Ok(());
    }
    let package = package(&folder)?;
    println!("{}", package.display());
    if check { check_packages(&folder, &archive, &package) } else { Ok(()) }
}

/// Lays out what a package holds below `prefix`.
fn lay_out(prefix: &Path) -> Result<(), String> {
    let name = format!("stillroom{}", std::env::consts::EXE_SUFFIX);
    let program = paths::target().join("release").join(&name);
    copy(&program, &prefix.join("bin").join(&name), 0o755)?;
    for (from, to) in FILES {
        copy(&paths::workspace().join(from), &prefix.join(to), 0o644)?;
    }
    Ok(())
}

/// Packs an archive that can be unpacked anywhere.
fn archive(folder: &Path) -> Result<PathBuf, String> {
    let name = format!("stillroom-{VERSION}-{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    lay_out(&folder.join(&name))?;
    let archive = folder.join(format!("{name}.tar.gz"));
    let mut tar = tool("tar", ["-czf"]);
    tar.arg(&archive).arg("-C").arg(folder).arg(&name);
    finish(&mut tar)?;
    remove(&folder.join(&name))?;
    Ok(archive)
}

/// Packs a package for Debian and what descends from it.
fn package(folder: &Path) -> Result<PathBuf, String> {
    let root = folder.join("deb");
    lay_out(&root.join("usr"))?;
    let architecture = capture(&mut tool("dpkg", ["--print-architecture"]))?;
    let control = format!(
        "Package: stillroom\n\
         Version: {VERSION}\n\
         Architecture: {architecture}\n\
         Maintainer: The Stillroom authors\n\
         Installed-Size: {}\n\
         Depends: {}\n\
         Section: editors\n\
         Priority: optional\n\
         Description: encrypted journal for psychotherapists\n \
         Stillroom keeps integration notes, boundary observations and supervision\n \
         reflections in an encrypted folder on your own computer, and finds any word\n \
         in them as you type.\n",
        size_of(&root)?.div_ceil(1024),
        libraries(folder, &root.join("usr/bin/stillroom"))?,
    );
    write(&root.join("DEBIAN/control"), &control)?;
    let package = folder.join(format!("stillroom_{VERSION}_{architecture}.deb"));
    let mut build = tool("dpkg-deb", ["--build", "--root-owner-group"]);
    finish(build.arg(&root).arg(&package))?;
    remove(&root)?;
    Ok(package)
}

/// Names the packages that hold the program's libraries, in the versions it needs.
fn libraries(folder: &Path, program: &Path) -> Result<String, String> {
    // dpkg-shlibdeps reads this file before anything else.
    let source = folder.join("source");
    write(
        &source.join("debian/control"),
        "Source: stillroom\n\nPackage: stillroom\nArchitecture: any\n",
    )?;
    let mut shlibdeps = tool("dpkg-shlibdeps", ["-O"]);
    let told = capture(shlibdeps.arg(program).current_dir(&source))?;
    remove(&source)?;
    let depends = told.strip_prefix("shlibs:Depends=").map(str::to_owned);
    depends.ok_or_else(|| format!("dpkg-shlibdeps names no libraries: {told}"))
}

/// Installs the package into an empty root, makes a journal with it in a window and verifies that
/// journal without one; unpacks the archive and starts its program.
fn check_packages(folder: &Path, archive: &Path, package: &Path) -> Result<(), String> {
    system::install(system::WINDOW)?;
    let root = folder.join("root");
    finish(tool("dpkg-deb", ["--extract"]).arg(package).arg(&root))?;
    test::packaged(&root.join("usr/bin/stillroom"))?;
    let home = folder.join("home");
    make_folder(&home)?;
    finish(tool("tar", ["--strip-components=1", "-xzf"]).arg(archive).arg("-C").arg(&home))?;
    let version = capture(Command::new(home.join("bin/stillroom")).arg("--version"))?;
    if version != format!("stillroom {VERSION}") {
        return Err(format!("the program of the archive says {version}"));
    }
    remove(&root)?;
    remove(&home)
}

fn copy(from: &Path, to: &Path, mode: u32) -> Result<(), String> {
    make_folder(to.parent().ok_or("a file needs a folder")?)?;
    let copied = fs::copy(from, to).and_then(|_| set_mode(to, mode));
    copied.map_err(|error| format!("{} -> {}: {error}", from.display(), to.display()))
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> std::io::Result<()> {
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    make_folder(path.parent().ok_or("a file needs a folder")?)?;
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn make_folder(path: &Path) -> Result<(), String> {
    fs::create_dir_all(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Returns how many bytes the files below a folder hold.
fn size_of(folder: &Path) -> Result<u64, String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let sizes = entries.flatten().map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            size_of(&path)
        } else {
            entry.metadata().map(|data| data.len()).map_err(|error| error.to_string())
        }
    });
    sizes.sum()
}
