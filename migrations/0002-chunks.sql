-- Attached files. Each is cut into pieces that are sealed one by one.

-- One sealed piece of a file, counted from 0. The body of the file's record names the digest of
-- each, so that a missing, swapped or further piece is noticed.
CREATE TABLE chunk (
    record  BLOB NOT NULL CHECK (length(record) = 16),
    part    INTEGER NOT NULL CHECK (part >= 0),
    sealed  BLOB NOT NULL,
    PRIMARY KEY (record, part)
) STRICT;
