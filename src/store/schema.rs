//! The schema: append-only migrations whose position is the version.

use rusqlite::Connection;

use super::error::StoreError;

/// All migrations; position + 1 is the version. A released one is frozen.
const MIGRATIONS: [&str; 1] = [include_str!("../../migrations/0001-records.sql")];

/// Marks the file as ours: "Stil" in ASCII.
const APPLICATION_ID: i64 = 0x5374_696c;

/// Brings a database up to the newest schema; an empty one gets all of it.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let version = pragma(connection, "user_version")?;
    let known = MIGRATIONS.len() as i64;
    if version == known {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for migration in &MIGRATIONS[version as usize..] {
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
    if pragma(connection, "application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAJournal);
    }
    let found = pragma(connection, "user_version")?;
    let known = MIGRATIONS.len() as i64;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    let wanted = Connection::open_in_memory()?;
    for migration in &MIGRATIONS[..usize::try_from(found).map_err(|_| StoreError::Damaged)?] {
        wanted.execute_batch(migration)?;
    }
    if objects(connection)? == objects(&wanted)? { Ok(()) } else { Err(StoreError::SchemaTampered) }
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
