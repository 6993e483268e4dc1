//! The file in which everything lies: what was acknowledged is on the disk.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::{path::Path, time::Duration};

/// 記録の種類 (kind of record).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Evidence,
    Exemption,
    Review,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Exemption => "exemption",
            Self::Review => "review",
        }
    }
}

/// Why the database does not do what it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite says no.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The file is another program's, or of a later version of this one.
    #[error("the file is no database of this service, or of a later version of it")]
    Foreign,
    /// The file is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inserted {
    /// It was not there, and is now.
    New,
    /// It was there already, the same.
    Same,
    /// Its id names something else.
    Taken,
}

/// What became of an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replaced {
    /// There was none.
    Created,
    /// In the place of another, or it was there already.
    Changed,
    /// The one that is there is not the one that was to be replaced.
    Refused,
}

/// 保存先 (store): one SQLite file.
///
/// # Invariant
///
/// Every change is one transaction in write-ahead mode with `synchronous = FULL`: when a method
/// returns, the change is on the disk, and a process that is killed at any moment leaves each
/// change whole or not there.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

/// "Tosm" in the header of the file says whose it is.
const APPLICATION_ID: i32 = 0x546f_736d;
/// The version of the tables.
const VERSION: i32 = 1;

const TABLES: &str = "
    CREATE TABLE inventory (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        tag TEXT NOT NULL,
        document TEXT NOT NULL
    ) STRICT;
    CREATE TABLE record (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        subject TEXT NOT NULL,
        document TEXT NOT NULL,
        UNIQUE (kind, id)
    ) STRICT;
    CREATE INDEX record_subject ON record (kind, subject, sequence);
";

impl Store {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    ///
    /// - [`StoreError::Sqlite`] if SQLite cannot open it.
    /// - [`StoreError::Foreign`] if it is another program's, or of a later version.
    /// - [`StoreError::Damaged`] if its pages do not hold together.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        let number = |connection: &Connection, name: &str| -> rusqlite::Result<i32> {
            connection.pragma_query_value(None, name, |row| row.get(0))
        };
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let (owner, version) = (
            number(&connection, "application_id")?,
            number(&connection, "user_version")?,
        );
        match (tables, owner, version) {
            (0, 0, 0) => {}
            (_, APPLICATION_ID, VERSION) => {
                let said: String =
                    connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
                if said != "ok" {
                    return Err(StoreError::Damaged(said));
                }
            }
            _ => return Err(StoreError::Foreign),
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Somebody else may have made the tables in between.
        let tables: i64 =
            change.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 {
            change.execute_batch(TABLES)?;
            change.pragma_update(None, "application_id", APPLICATION_ID)?;
            change.pragma_update(None, "user_version", VERSION)?;
        }
        change.commit()?;
        Ok(Self { connection })
    }

    /// Whether the database can be written to at this moment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Sqlite`] if it cannot.
    pub fn ready(&mut self) -> Result<(), StoreError> {
        let change = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.rollback()?;
        Ok(())
    }

    /// Puts what is in the write-ahead log into the file and closes it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Sqlite`] if that fails; then the log stays, and the next start reads it.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// The tag of the inventory; `None` if there is none.
    pub(crate) fn inventory_tag(&self) -> Result<Option<String>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT tag FROM inventory")?;
        Ok(query.query_row([], |row| row.get(0)).optional()?)
    }

    /// The inventory with its tag.
    pub(crate) fn inventory(&self) -> Result<Option<(String, String)>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT tag, document FROM inventory")?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(query.query_row([], row).optional()?)
    }

    /// Puts an inventory in the place of the one that has a tag, or where there is none.
    pub(crate) fn replace_inventory(
        &mut self,
        document: &str,
        tag: &str,
        instead_of: Option<&str>,
    ) -> Result<Replaced, StoreError> {
        let change = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there: Option<String> = change
            .query_row("SELECT tag FROM inventory", [], |row| row.get(0))
            .optional()?;
        if there.as_deref() != instead_of {
            return Ok(Replaced::Refused);
        }
        change.execute(
            "INSERT INTO inventory (only, tag, document) VALUES (1, ?1, ?2)
             ON CONFLICT (only) DO UPDATE SET tag = ?1, document = ?2",
            params![tag, document],
        )?;
        change.commit()?;
        Ok(match instead_of {
            Some(_) => Replaced::Changed,
            None => Replaced::Created,
        })
    }

    /// Keeps a record, unless its id is taken.
    pub(crate) fn insert(
        &mut self,
        kind: Kind,
        id: &str,
        subject: &str,
        document: &str,
    ) -> Result<Inserted, StoreError> {
        let change = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there: Option<String> = change
            .prepare_cached("SELECT document FROM record WHERE kind = ?1 AND id = ?2")?
            .query_row(params![kind.code(), id], |row| row.get(0))
            .optional()?;
        if let Some(there) = there {
            return Ok(if there == document {
                Inserted::Same
            } else {
                Inserted::Taken
            });
        }
        change
            .prepare_cached(
                "INSERT INTO record (kind, id, subject, document) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![kind.code(), id, subject, document])?;
        change.commit()?;
        Ok(Inserted::New)
    }

    /// One record by its id.
    pub(crate) fn record(&self, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT document FROM record WHERE kind = ?1 AND id = ?2")?;
        Ok(query
            .query_row(params![kind.code(), id], |row| row.get(0))
            .optional()?)
    }

    /// All records about one subject, in the order in which they came.
    pub(crate) fn about(&self, kind: Kind, subject: &str) -> Result<Vec<String>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT document FROM record WHERE kind = ?1 AND subject = ?2 ORDER BY sequence",
        )?;
        let rows = query.query_map(params![kind.code(), subject], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records of a kind behind a sequence number, in the order in which they came, with their
    /// numbers.
    pub(crate) fn page(
        &self,
        kind: Kind,
        after: i64,
        limit: usize,
    ) -> Result<Vec<(i64, String)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT sequence, document FROM record WHERE kind = ?1 AND sequence > ?2
             ORDER BY sequence LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = query.query_map(params![kind.code(), after, limit], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many records of a kind there are.
    pub(crate) fn count(&self, kind: Kind) -> Result<u64, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT count(*) FROM record WHERE kind = ?1")?;
        let count: i64 = query.query_row([kind.code()], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> std::path::PathBuf {
        let folder =
            std::env::temp_dir().join(format!("tosei-store-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder.join("store.sqlite")
    }

    #[test]
    fn a_record_is_kept_once_and_its_id_is_never_given_twice() {
        let path = file("once");
        let mut store = Store::open(&path).unwrap();
        let mut insert = |kind, id, document| store.insert(kind, id, "P-1", document).unwrap();
        assert_eq!(insert(Kind::Evidence, "a", "1"), Inserted::New);
        assert_eq!(insert(Kind::Evidence, "a", "1"), Inserted::Same);
        assert_eq!(insert(Kind::Evidence, "a", "2"), Inserted::Taken);
        assert_eq!(insert(Kind::Review, "a", "2"), Inserted::New);
        store.close().unwrap();
        let store = Store::open(&path).unwrap();
        assert_eq!(store.about(Kind::Evidence, "P-1").unwrap(), ["1"]);
        assert_eq!(store.count(Kind::Review).unwrap(), 1);
    }

    #[test]
    fn an_inventory_is_replaced_only_if_it_is_the_one_that_was_meant() {
        let mut store = Store::open(&file("replace")).unwrap();
        let mut put = |tag, instead_of| store.replace_inventory("{}", tag, instead_of).unwrap();
        assert_eq!(put("a", Some("x")), Replaced::Refused);
        assert_eq!(put("a", None), Replaced::Created);
        assert_eq!(put("b", None), Replaced::Refused);
        assert_eq!(put("b", Some("a")), Replaced::Changed);
        assert_eq!(put("c", Some("a")), Replaced::Refused);
        assert_eq!(store.inventory_tag().unwrap().as_deref(), Some("b"));
    }

    #[test]
    fn a_file_of_another_program_is_left_alone() {
        let path = file("foreign");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE x (y)").unwrap();
        drop(other);
        assert!(matches!(Store::open(&path), Err(StoreError::Foreign)));
        std::fs::write(
            &path,
            b"no database at all, only a text that is long enough",
        )
        .unwrap();
        assert!(matches!(Store::open(&path), Err(StoreError::Sqlite(_))));
    }
}
