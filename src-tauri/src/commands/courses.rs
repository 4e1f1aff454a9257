//! Courses of treatment.

use stillroom::journal::{Course, CoursePage, JournalError, Moment};
use stillroom::vault::RecordId;
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn list_courses(shell: State<'_, Shell>) -> Result<Vec<Course>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_courses()))
}

#[tauri::command(async)]
pub(crate) fn save_course(shell: State<'_, Shell>, course: Course) -> Result<Course, Failure> {
    shell.open(|journal| journal.save_course(course, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn course_page(shell: State<'_, Shell>, id: RecordId) -> Result<CoursePage, Failure> {
    shell.open(|journal| journal.course_page(id, Moment::now()))
}
