-- Version 1: documents as they came, what was read from them, what was done, and the words to find them by.

CREATE TABLE document (
    number     INTEGER PRIMARY KEY,  -- order of adding
    id         TEXT NOT NULL UNIQUE, -- 32 hexadecimal digits: BLAKE3 of text and metadata, first 128 bits
    key        TEXT NOT NULL,        -- the name the user gave it
    url        TEXT,
    outlet     TEXT,
    title      TEXT,
    byline     TEXT NOT NULL,        -- JSON list of names
    published  TEXT,                 -- EDTF
    language   TEXT,                 -- BCP 47
    text       TEXT NOT NULL,
    layout     TEXT NOT NULL,        -- JSON: byte spans of headings and boilerplate
    checksum   BLOB NOT NULL         -- BLAKE3 of all the above but number, first 128 bits
) STRICT;
CREATE INDEX document_key ON document (key);

CREATE TABLE reading (
    number     INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document (number),
    reader     TEXT NOT NULL,        -- version of the reader that made it
    row        TEXT NOT NULL,        -- the reading as JSON, without the text
    checksum   BLOB NOT NULL         -- BLAKE3 of document id, reader and row, first 128 bits
) STRICT;
CREATE INDEX reading_document ON reading (document, number);

CREATE TABLE operation (
    number     INTEGER PRIMARY KEY,  -- order is by this, never by the clock
    at         TEXT NOT NULL,        -- RFC 3339, as the caller says
    kind       TEXT NOT NULL CHECK (kind IN ('create', 'migrate', 'add', 'reread')),
    document   INTEGER REFERENCES document (number),
    detail     TEXT
) STRICT;

CREATE TRIGGER operation_is_not_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'an operation is not changed'); END;
CREATE TRIGGER operation_is_not_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'an operation is not deleted'); END;
CREATE TRIGGER document_is_not_changed BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'a document is not changed'); END;

CREATE VIRTUAL TABLE search USING fts5 (
    title, text, content = 'document', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
