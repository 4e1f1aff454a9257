//! The computer goes to sleep, or its screen is locked: then the journal locks, too.
//!
//! Both are said on D-Bus, which a thread of its own listens to. Where there is no bus, or nobody
//! on it who says so, nothing else changes.

#[cfg(target_os = "linux")]
mod bus;

#[cfg(not(target_os = "linux"))]
mod bus {
    /// Listens to nothing on this platform; the idle lock remains.
    pub(crate) fn begin(_app: &tauri::AppHandle) {}

    /// Delays nothing on this platform.
    pub(crate) fn delay_sleep() {}

    /// Had delayed nothing on this platform.
    pub(crate) fn let_sleep() {}
}

pub(crate) use bus::{begin, delay_sleep, let_sleep};
