//! The arc: courses, threads, symbols, pieces, follow-ups, closing, history, the basket.

use stillroom::journal::wire::Entry;
use stillroom::journal::{
    Addendum, Around, BasketItem, Card, ClientPage, Course, CoursePage, FieldChange, Flag,
    FollowUp, History, JournalError, Merge, MinutesOf, Moment, Piece, PiecePage, Symbol,
    SymbolPage, Thread, ThreadPage,
};
use stillroom::vault::{RecordId, Seq};
use tauri::State;

use crate::failure::Failure;
use crate::state::Shell;

#[tauri::command(async)]
pub(crate) fn client_page(shell: State<'_, Shell>, id: RecordId) -> Result<ClientPage, Failure> {
    shell.open(|journal| journal.client_page(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_clients(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Merge, Failure> {
    shell.open(|journal| journal.merge_clients(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_some(shell: State<'_, Shell>) -> Result<Merge, Failure> {
    shell.open(|journal| journal.merge_some(Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn unmerge_some(shell: State<'_, Shell>) -> Result<Merge, Failure> {
    shell.open(|journal| journal.unmerge_some(Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn list_courses(shell: State<'_, Shell>) -> Result<Vec<Course>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_courses()))
}

#[tauri::command(async)]
pub(crate) fn save_course(shell: State<'_, Shell>, course: Course) -> Result<Course, Failure> {
    shell.open(|journal| journal.save_course(course, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_courses(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Course, Failure> {
    shell.open(|journal| journal.merge_courses(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn course_page(shell: State<'_, Shell>, id: RecordId) -> Result<CoursePage, Failure> {
    shell.open(|journal| journal.course_page(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn list_threads(shell: State<'_, Shell>) -> Result<Vec<Thread>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_threads()))
}

#[tauri::command(async)]
pub(crate) fn save_thread(shell: State<'_, Shell>, thread: Thread) -> Result<Thread, Failure> {
    shell.open(|journal| journal.save_thread(thread, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_threads(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Thread, Failure> {
    shell.open(|journal| journal.merge_threads(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn thread_page(shell: State<'_, Shell>, id: RecordId) -> Result<ThreadPage, Failure> {
    shell.open(|journal| journal.thread_page(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn list_symbols(shell: State<'_, Shell>) -> Result<Vec<Symbol>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_symbols()))
}

#[tauri::command(async)]
pub(crate) fn save_symbol(shell: State<'_, Shell>, symbol: Symbol) -> Result<Symbol, Failure> {
    shell.open(|journal| journal.save_symbol(symbol, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_symbols(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Symbol, Failure> {
    shell.open(|journal| journal.merge_symbols(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn symbol_page(shell: State<'_, Shell>, id: RecordId) -> Result<SymbolPage, Failure> {
    shell.open(|journal| journal.symbol_page(id))
}

#[tauri::command(async)]
pub(crate) fn list_pieces(shell: State<'_, Shell>) -> Result<Vec<Piece>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_pieces()))
}

#[tauri::command(async)]
pub(crate) fn save_piece(shell: State<'_, Shell>, piece: Piece) -> Result<Piece, Failure> {
    shell.open(|journal| journal.save_piece(piece, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn merge_pieces(
    shell: State<'_, Shell>,
    from: RecordId,
    into: RecordId,
) -> Result<Piece, Failure> {
    shell.open(|journal| journal.merge_pieces(from, into, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn piece_page(shell: State<'_, Shell>, id: RecordId) -> Result<PiecePage, Failure> {
    shell.open(|journal| journal.piece_page(id))
}

#[tauri::command(async)]
pub(crate) fn flags(shell: State<'_, Shell>) -> Result<Vec<Flag>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.flags()))
}

#[tauri::command(async)]
pub(crate) fn list_follow_ups(
    shell: State<'_, Shell>,
    client: Option<RecordId>,
) -> Result<Vec<Card>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.list_follow_ups(client, Moment::now())))
}

#[tauri::command(async)]
pub(crate) fn set_follow_up(shell: State<'_, Shell>, card: FollowUp) -> Result<FollowUp, Failure> {
    shell.open(|journal| journal.set_follow_up(card, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn answer_follow_up(
    shell: State<'_, Shell>,
    id: RecordId,
    answer: String,
) -> Result<FollowUp, Failure> {
    shell.open(|journal| journal.answer_follow_up(id, &answer, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn reopen_follow_up(shell: State<'_, Shell>, id: RecordId) -> Result<FollowUp, Failure> {
    shell.open(|journal| journal.reopen_follow_up(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn around(shell: State<'_, Shell>, id: RecordId) -> Result<Around, Failure> {
    shell.open(|journal| journal.around(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn close_entry(shell: State<'_, Shell>, id: RecordId) -> Result<Entry, Failure> {
    shell.open(|journal| journal.close_entry(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn add_addendum(
    shell: State<'_, Shell>,
    entry: RecordId,
    text: serde_json::Value,
) -> Result<Addendum, Failure> {
    shell.open(|journal| journal.add_addendum(entry, text, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn history(shell: State<'_, Shell>, id: RecordId) -> Result<History, Failure> {
    shell.open(|journal| journal.history(id))
}

#[tauri::command(async)]
pub(crate) fn difference(
    shell: State<'_, Shell>,
    id: RecordId,
    seq: u64,
) -> Result<Vec<FieldChange>, Failure> {
    shell.open(|journal| journal.difference(id, Seq(seq)))
}

#[tauri::command(async)]
pub(crate) fn restore_revision(
    shell: State<'_, Shell>,
    id: RecordId,
    seq: u64,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.restore_revision(id, Seq(seq), Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn basket(shell: State<'_, Shell>) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.basket()))
}

#[tauri::command(async)]
pub(crate) fn order_basket(
    shell: State<'_, Shell>,
    order: Vec<RecordId>,
) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| journal.order_basket(order, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn add_question(
    shell: State<'_, Shell>,
    text: String,
    thread: Option<RecordId>,
) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| journal.add_question(&text, thread, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn drop_question(
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Vec<BasketItem>, Failure> {
    shell.open(|journal| journal.drop_question(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn mark_asked(
    shell: State<'_, Shell>,
    id: RecordId,
    asked: bool,
) -> Result<BasketItem, Failure> {
    shell.open(|journal| journal.mark_asked(id, asked, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn begin_reflection(
    shell: State<'_, Shell>,
    brought: Vec<RecordId>,
) -> Result<Entry, Failure> {
    shell.open(|journal| journal.begin_reflection(&brought, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn minutes(shell: State<'_, Shell>) -> Result<Vec<MinutesOf>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.minutes()))
}
