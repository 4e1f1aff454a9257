//! Locks the journal before the computer sleeps and when its screen is locked.
//!
//! D-Bus tells of both; a thread of its own listens to it. Without a bus, or without a service on it
//! that tells, only the idle lock remains.

#[cfg(target_os = "linux")]
mod dbus;

#[cfg(target_os = "linux")]
pub(crate) use dbus::listen;

/// Listens to nothing on this platform; the idle lock remains.
#[cfg(not(target_os = "linux"))]
pub(crate) fn listen(_app: &tauri::AppHandle) {}
