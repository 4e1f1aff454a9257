//! Prints a page through the desktop's print dialog, without a file.
//!
//! The dialog and the printing belong to the desktop's portal, `org.freedesktop.portal.Print`. Once a
//! person has answered the dialog, the portal is handed the page in a sealed block of memory: nothing
//! of it is written to a disk by this process, and nobody can change it any more.

#[cfg(target_os = "linux")]
mod portal;

use tauri::WebviewWindow;

use crate::failure::Failure;

/// What the print dialog and the print queue call a page.
#[cfg(target_os = "linux")]
const TITLE: &str = "Stillroom page";

/// What is to be printed: its paper, and its bytes once they are wanted.
pub(crate) struct PrintJob<'a> {
    /// Width and height of its paper, in mm.
    pub(crate) paper_mm: (f32, f32),
    /// Whether it is still wanted; where it is not, the dialog is closed.
    pub(crate) wanted: &'a dyn Fn() -> bool,
    /// Writes the PDF.
    pub(crate) pdf: &'a dyn Fn() -> Result<Vec<u8>, Failure>,
}

/// Shows the print dialog and prints; tells whether it was printed, not cancelled.
///
/// It returns once the portal has taken the page, which may be long: a person looks at the dialog.
/// `NoPrinting` where there is no portal that prints, `PrintUnanswered` where there is one that does
/// not answer, `NotPrinted` where it could not print.
#[cfg(target_os = "linux")]
pub(crate) fn print(window: &WebviewWindow, job: &PrintJob<'_>) -> Result<bool, Failure> {
    portal::print(&portal::parent(window), job)
}

/// Prints nothing: no other platform has such a portal.
#[cfg(not(target_os = "linux"))]
pub(crate) fn print(_window: &WebviewWindow, _job: &PrintJob<'_>) -> Result<bool, Failure> {
    Err(Failure::of(crate::failure::Code::NoPrinting))
}
