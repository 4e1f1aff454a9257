//! System packages: installed where apt is, named where it is not.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::tools::{exists, finish, tool};

/// What building the app needs on Debian and Ubuntu.
pub(crate) const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];

/// What the window tests need beside it.
pub(crate) const WINDOW: &[&str] =
    &["webkit2gtk-driver", "xvfb", "xdotool", "strace", "dbus-daemon"];

/// What to do where there is no apt.
const ELSEWHERE: &str = "\
Stillroom needs a C compiler, pkg-config and WebKitGTK 4.1 with its headers:
  Fedora:  sudo dnf install gcc pkgconf webkit2gtk4.1-devel
  Arch:    sudo pacman -S --needed base-devel webkit2gtk-4.1
  openSUSE: sudo zypper install gcc pkg-config webkit2gtk3-devel
  macOS:   xcode-select --install
  Windows: the C++ build tools of Visual Studio; WebView2 comes with Windows";

/// Installs what is missing of `packages`, as root or through sudo.
pub(crate) fn install(packages: &[&str]) -> Result<(), String> {
    if !Path::new("/usr/bin/apt-get").exists() {
        return without_apt();
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {}", missing.join(" "));
    let as_root = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    let Some(prefix) = root_prefix() else {
        return Err(format!("These packages are missing. As root, run:\n  {as_root}"));
    };
    finish(&mut apt(prefix, &["update", "-qq"]))?;
    let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
    args.extend(missing);
    finish(&mut apt(prefix, &args))
}

fn apt(prefix: &[&str], args: &[&str]) -> Command {
    let mut words = prefix.to_vec();
    // sudo passes no environment on, so the variable is set behind it.
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(args);
    tool(words[0], &words[1..])
}

/// What goes before a command that needs root: nothing for root itself.
fn root_prefix() -> Option<&'static [&'static str]> {
    if is_root() {
        Some(&[])
    } else if exists("sudo") {
        Some(&["sudo"])
    } else {
        None
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn is_installed(package: &str) -> bool {
    let asked = Command::new("dpkg-query")
        .args(["-W", "-f=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output();
    asked.is_ok_and(|output| output.stdout == b"installed")
}

/// Elsewhere nothing is installed; if pkg-config finds WebKit, nothing needs to be.
fn without_apt() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut found = Command::new("pkg-config");
    found.args(["--exists", "webkit2gtk-4.1"]);
    if found.status().is_ok_and(|status| status.success()) {
        Ok(())
    } else {
        Err(ELSEWHERE.to_owned())
    }
}
