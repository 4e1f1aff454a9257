-- The first schema. Every blob is sealed, or is a digest, a link or an opaque id.

-- One narrow row for each revision, so that the whole chain is verified in one quick pass.
CREATE TABLE chain (
    seq     INTEGER PRIMARY KEY,
    record  BLOB NOT NULL CHECK (length(record) = 16),
    digest  BLOB NOT NULL CHECK (length(digest) = 32),
    link    BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

-- What a revision is about; opened at unlock for every head.
CREATE TABLE meta (
    seq     INTEGER PRIMARY KEY REFERENCES chain (seq),
    sealed  BLOB NOT NULL
) STRICT;

-- The text and answers of the revisions that have any; opened one at a time.
CREATE TABLE body (
    seq     INTEGER PRIMARY KEY REFERENCES chain (seq),
    sealed  BLOB NOT NULL
) STRICT;

-- The newest revision of each record.
CREATE TABLE head (
    record  BLOB PRIMARY KEY CHECK (length(record) = 16),
    seq     INTEGER NOT NULL REFERENCES chain (seq)
) STRICT, WITHOUT ROWID;

-- What was on the page and has not settled.
CREATE TABLE draft (
    record  BLOB PRIMARY KEY CHECK (length(record) = 16),
    sealed  BLOB NOT NULL
) STRICT;

-- The ways in.
CREATE TABLE slot (
    id      INTEGER PRIMARY KEY,
    bytes   BLOB NOT NULL
) STRICT;

-- One row: which journal this is, and the sealed head of its chain.
CREATE TABLE journal (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    journal BLOB NOT NULL CHECK (length(journal) = 16),
    head    BLOB NOT NULL
) STRICT;

CREATE INDEX chain_by_record ON chain (record, seq);
