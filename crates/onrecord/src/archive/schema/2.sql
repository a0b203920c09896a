-- Version 2: what the current reading of each document says, to look up by. Derived, and filled again from the
-- readings when they change.

CREATE TABLE name (
    document   INTEGER NOT NULL REFERENCES document (number),
    entity     TEXT NOT NULL,        -- id in the reading
    type       TEXT NOT NULL,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,        -- lower case, single spaces, without 'the'
    is_alias   INTEGER NOT NULL,
    mentions   INTEGER NOT NULL
) STRICT;
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_document ON name (document);

CREATE TABLE statement (
    document   INTEGER NOT NULL REFERENCES document (number),
    id         TEXT NOT NULL,
    entity     TEXT,                 -- the speaker's id in the reading
    speaker    TEXT,                 -- the speaker's name
    folded     TEXT,
    kind       TEXT NOT NULL,
    class      TEXT NOT NULL,
    factuality TEXT NOT NULL,
    said_at    TEXT                  -- EDTF
) STRICT;
CREATE INDEX statement_folded ON statement (folded);
CREATE INDEX statement_document ON statement (document);

CREATE TABLE figure (
    document   INTEGER NOT NULL REFERENCES document (number),
    id         TEXT NOT NULL,
    incident   TEXT,
    measure    TEXT NOT NULL,
    low        INTEGER NOT NULL,
    high       INTEGER,
    statement  TEXT,                 -- who vouches; NULL is the outlet
    as_of      TEXT
) STRICT;
CREATE INDEX figure_document ON figure (document);

CREATE TABLE incident (
    document   INTEGER NOT NULL REFERENCES document (number),
    id         TEXT NOT NULL,
    type       TEXT NOT NULL,
    status     TEXT NOT NULL,
    date       TEXT
) STRICT;
CREATE INDEX incident_document ON incident (document);
