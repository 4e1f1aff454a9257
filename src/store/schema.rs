//! The schema: append-only migrations whose position is the version.

use rusqlite::Connection;

use super::error::StoreError;

/// All migrations; position + 1 is the version. A released one is frozen.
const MIGRATIONS: [&str; 2] = [
    include_str!("../../migrations/0001-records.sql"),
    include_str!("../../migrations/0002-chunks.sql"),
];

/// Marks the file as ours: "Stil" in ASCII.
const APPLICATION_ID: i64 = 0x5374_696c;

/// Marks the file as a copy of a journal: "Stib" in ASCII.
const COPY_ID: i64 = 0x5374_6962;

/// What a copy has beside the migrations' tables.
const MANIFEST: &str = "CREATE TABLE manifest (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    sealed  BLOB NOT NULL
) STRICT";

#[cfg(feature = "testing")]
thread_local! {
    /// A further migration, on this thread only.
    static TEST_MIGRATION: std::cell::Cell<Option<&'static str>> =
        const { std::cell::Cell::new(None) };
}

/// Runs something on this thread as a later version would, with one migration more.
#[cfg(feature = "testing")]
pub fn with_test_migration<T>(sql: &'static str, run: impl FnOnce() -> T) -> T {
    TEST_MIGRATION.set(Some(sql));
    let result = run();
    TEST_MIGRATION.set(None);
    result
}

fn migrations() -> Vec<&'static str> {
    let known = MIGRATIONS.to_vec();
    #[cfg(feature = "testing")]
    let known = known.into_iter().chain(TEST_MIGRATION.get()).collect();
    known
}

/// Returns whether a database has an older schema than the newest.
pub(super) fn is_behind(connection: &Connection) -> Result<bool, StoreError> {
    Ok(pragma(connection, "user_version")? < migrations().len() as i64)
}

/// Brings a database up to the newest schema; an empty one gets all of it.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let version = pragma(connection, "user_version")?;
    let migrations = migrations();
    let known = migrations.len() as i64;
    if version == known {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for migration in &migrations[version as usize..] {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", known)?;
    connection.execute_batch("COMMIT")?;
    Ok(())
}

/// Checks that the database is ours, not newer than known, and has exactly the migrations' schema.
///
/// A hostile trigger could otherwise swallow a write.
pub(super) fn check(connection: &Connection) -> Result<(), StoreError> {
    compare(connection, APPLICATION_ID, None)
}

/// Checks the same of a copy, which has a manifest's table beside.
pub(super) fn check_copy(connection: &Connection) -> Result<(), StoreError> {
    compare(connection, COPY_ID, Some(MANIFEST))
}

/// Returns whether a database calls itself a copy.
pub(super) fn is_copy(connection: &Connection) -> Result<bool, StoreError> {
    Ok(pragma(connection, "application_id")? == COPY_ID)
}

/// Turns a journal's database into a copy of one.
pub(super) fn mark_as_copy(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(MANIFEST)?;
    Ok(connection.pragma_update(None, "application_id", COPY_ID)?)
}

/// Turns a copy back into a journal's database.
pub(super) fn mark_as_journal(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DROP TABLE manifest")?;
    Ok(connection.pragma_update(None, "application_id", APPLICATION_ID)?)
}

fn compare(connection: &Connection, id: i64, beside: Option<&str>) -> Result<(), StoreError> {
    if pragma(connection, "application_id")? != id {
        return Err(StoreError::NotAJournal);
    }
    let found = pragma(connection, "user_version")?;
    let migrations = migrations();
    let known = migrations.len() as i64;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    let wanted = Connection::open_in_memory()?;
    let found = usize::try_from(found).map_err(|_| StoreError::Damaged)?;
    for migration in migrations[..found].iter().copied().chain(beside) {
        wanted.execute_batch(migration)?;
    }
    if objects(connection)? == objects(&wanted)? { Ok(()) } else { Err(StoreError::SchemaTampered) }
}

/// Returns the schema that a database has.
pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    pragma(connection, "user_version")
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

type Object = (String, String, String, Option<String>);

fn objects(connection: &Connection) -> Result<Vec<Object>, StoreError> {
    let sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    let mut statement = connection.prepare(sql)?;
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
