-- The store: everything that was read, one SQLite file. This file is the schema and the data dictionary.
--
-- Keys. A row's `id` is the content id of the record as a number: "ev-1f0c5a9be2d4770b" is the 64 bits 0x1f0c5a9be2d4770b
-- read as a signed integer, so the same page gives the same keys in every store. Views (`events`, `statements`, ...) show
-- the ids as the record writes them.
-- Offsets. `start` and `end` count code points in `article.text`, start inclusive, end exclusive.
-- Lists that are only ever shown (authors, sectors of an entity) are JSON arrays; what is searched has a table.
-- Times are ISO 8601; `ingested` and other times of the machine are UTC.

-- ---------------------------------------------------------------- pages and articles

-- A page as it was fetched or given, kept once however often it comes.
CREATE TABLE page (
  hash        TEXT PRIMARY KEY,            -- SHA-256 of the bytes, in hexadecimal
  media_type  TEXT,                        -- as stated by the server, NULL where unknown
  size        INTEGER NOT NULL,            -- bytes before compression
  data        BLOB NOT NULL                -- the bytes, compressed with zlib
) STRICT;

-- An article as read from a page. Another text at the same address is another article: a version of it.
CREATE TABLE article (
  id                  INTEGER PRIMARY KEY,
  page                TEXT REFERENCES page(hash),     -- NULL where only the record was given, not the page
  content_hash        TEXT NOT NULL,                  -- SHA-256 of the bytes it was read from
  url                 TEXT,                           -- where it was fetched
  canonical_url       TEXT,                           -- the address that the page gives for itself
  address             TEXT,                           -- what makes two pages versions of one: canonical_url, else url
  version             INTEGER NOT NULL DEFAULT 1,     -- 1 for the first text stored at that address, then 2, 3 ...
  newest              INTEGER NOT NULL DEFAULT 1,     -- 1 for the latest version at that address, else 0
  outlet              TEXT,
  title               TEXT,
  authors             TEXT NOT NULL DEFAULT '[]',     -- JSON array
  dateline            TEXT,
  language            TEXT,                           -- ISO 639-1
  published           TEXT,                           -- ISO 8601 at the precision given
  published_precision TEXT,                           -- year, month, day, minute, second
  published_source    TEXT,                           -- json-ld, meta, html, feed, url, text, given
  published_zone      TEXT,
  published_start     INTEGER,                        -- where the text states it
  published_end       INTEGER,
  published_day       TEXT,                           -- its calendar day, NULL where less precise: for filters
  updated             TEXT,
  updated_precision   TEXT,
  updated_source      TEXT,
  updated_zone        TEXT,
  updated_start       INTEGER,
  updated_end         INTEGER,
  captured            TEXT,                           -- when the page was fetched
  text                TEXT NOT NULL,
  lansir              TEXT NOT NULL,                  -- version of the code that read it
  model               TEXT NOT NULL,                  -- version of the model that read it
  resolved            TEXT NOT NULL DEFAULT '{}',     -- JSON: how each context was coded
  ingested            TEXT NOT NULL                   -- when the record was stored
) STRICT;
CREATE INDEX article_address ON article(address, version);
CREATE INDEX article_published ON article(published_day, outlet);
CREATE INDEX article_outlet ON article(outlet, published_day);
CREATE INDEX article_page ON article(page);
CREATE INDEX article_older ON article(newest) WHERE newest = 0;
CREATE INDEX article_ingested ON article(ingested);

-- The pieces of the page in order; furniture is kept as what it is.
CREATE TABLE block (
  article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,               -- from 0, in page order
  kind     TEXT NOT NULL,                  -- headline, paragraph, read_also, ...
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  link     TEXT,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

-- The wires and outlets that an article relays.
CREATE TABLE origin (
  article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  name     TEXT NOT NULL,
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  actor    TEXT,                           -- key of the actor table
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_name ON origin(name);

-- PLOVER contexts of an article.
CREATE TABLE article_context (
  article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  context  TEXT NOT NULL,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_context_context ON article_context(context, article);

-- What of a page or record could not be read, and why.
CREATE TABLE reason (
  article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  part     TEXT NOT NULL,                  -- page (what was not read of the page) or record
  code     TEXT NOT NULL,
  message  TEXT NOT NULL,
  PRIMARY KEY (article, part, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX reason_code ON reason(code);

-- What an article is about as a point: articles about the same thing lie close together, in whichever language.
CREATE TABLE vector (
  article  INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  model    TEXT NOT NULL,                  -- version of the model: vectors of two models cannot be compared
  data     BLOB NOT NULL                   -- a 16-bit float for the scale, then 384 signed bytes
) STRICT;

-- ---------------------------------------------------------------- who and what

-- Who acts and speaks, across articles: one row for a known actor, one for a name that no table knows.
CREATE TABLE actor (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,      -- key of the actor table, else "name/TYPE/the name folded"
  name          TEXT NOT NULL,
  type          TEXT NOT NULL,             -- PER, ORG, GPE, LOC, NORP
  known         INTEGER NOT NULL           -- 1 where the actor table knows it
) STRICT;
CREATE INDEX actor_name ON actor(name COLLATE NOCASE);

-- One thing of one article, with what it was on the day of that article.
CREATE TABLE entity (
  id               INTEGER PRIMARY KEY,
  article          INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number           INTEGER NOT NULL,       -- from 0, in order of first mention
  actor            INTEGER REFERENCES actor(id),   -- NULL for those without a name
  name             TEXT,
  type             TEXT NOT NULL,
  country          TEXT,                   -- ISO 3166-1 alpha-3, or IGO, NGO, MNC
  sectors          TEXT NOT NULL DEFAULT '[]',     -- JSON array of PLOVER sectors, the main one first
  sector           TEXT,                   -- the main one
  role             TEXT,
  anonymous        INTEGER NOT NULL DEFAULT 0,
  source_kind      TEXT,                   -- official, military, diplomat, police, witness, insider, analyst, unspecified
  anonymity_start  INTEGER,                -- the stated ground for anonymity
  anonymity_end    INTEGER,
  knowledge_id     TEXT,
  wikidata         TEXT,
  resolved         TEXT NOT NULL           -- how it was resolved
) STRICT;
CREATE INDEX entity_article ON entity(article);
CREATE INDEX entity_actor ON entity(actor, article);
CREATE INDEX entity_country ON entity(country, sector, actor);
CREATE INDEX entity_source_kind ON entity(source_kind) WHERE source_kind IS NOT NULL;

-- Words that name or point at an entity.
CREATE TABLE mention (
  id          INTEGER PRIMARY KEY,
  article     INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  entity      INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  start       INTEGER NOT NULL,
  "end"       INTEGER NOT NULL,
  type        TEXT NOT NULL,
  kind        TEXT NOT NULL,               -- name, nominal, pronoun
  confidence  REAL NOT NULL,
  resolved    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX mention_article ON mention(article);
CREATE INDEX mention_entity ON mention(entity);

-- ---------------------------------------------------------------- when, where, how many

-- Time expressions (TIMEX3).
CREATE TABLE time (
  id           INTEGER PRIMARY KEY,
  article      INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  start        INTEGER NOT NULL,
  "end"        INTEGER NOT NULL,
  type         TEXT NOT NULL,              -- DATE, TIME, DURATION, SET
  value        TEXT,                       -- ISO 8601; NULL where the text settles none
  granularity  TEXT,
  anchor       TEXT,
  confidence   REAL NOT NULL,
  resolved     TEXT NOT NULL
) STRICT;
CREATE INDEX time_article ON time(article);

-- Where something is or happens.
CREATE TABLE place (
  id           INTEGER PRIMARY KEY,
  article      INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  start        INTEGER NOT NULL,
  "end"        INTEGER NOT NULL,
  name         TEXT,
  country      TEXT,
  geonames     INTEGER,
  admin1       TEXT,
  lat          REAL,
  lon          REAL,
  precision    TEXT,                       -- point, city, admin1, country, region
  passed_over  TEXT NOT NULL DEFAULT '[]', -- JSON array of the other candidates
  confidence   REAL NOT NULL,
  resolved     TEXT NOT NULL
) STRICT;
CREATE INDEX place_article ON place(article);
CREATE INDEX place_country ON place(country, name);

-- Numbers and what they count; NULL is open on that side.
CREATE TABLE quantity (
  id        INTEGER PRIMARY KEY,
  article   INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  start     INTEGER NOT NULL,
  "end"     INTEGER NOT NULL,
  low       REAL,
  high      REAL,
  unit      TEXT,
  counted   TEXT,                          -- the record's `of`
  resolved  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX quantity_article ON quantity(article);

-- ---------------------------------------------------------------- who said what, who did what to whom

-- Statements.
CREATE TABLE statement (
  id                    INTEGER PRIMARY KEY,
  article               INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number                INTEGER NOT NULL,              -- from 0, in text order
  start                 INTEGER NOT NULL,              -- the sentence
  "end"                 INTEGER NOT NULL,
  form                  TEXT NOT NULL,                 -- direct, indirect, mixed
  confidence            REAL NOT NULL,
  speaker               INTEGER REFERENCES entity(id), -- NULL where nobody is named: see reasons
  speaker_mention       INTEGER REFERENCES mention(id),
  speaker_confidence    REAL,
  speaker_elided        INTEGER NOT NULL DEFAULT 0,
  addressee             INTEGER REFERENCES entity(id),
  addressee_mention     INTEGER REFERENCES mention(id),
  addressee_confidence  REAL,
  addressee_elided      INTEGER NOT NULL DEFAULT 0,
  cue_start             INTEGER,
  cue_end               INTEGER,
  time                  INTEGER REFERENCES time(id),
  inside                INTEGER REFERENCES statement(id) DEFERRABLE INITIALLY DEFERRED,  -- the statement that reports it
  reasons               TEXT NOT NULL DEFAULT '{}',    -- JSON: slot -> why it is empty
  day                   TEXT,                          -- the article's day of publication; like the rest for filters only
  actor                 INTEGER REFERENCES actor(id),  -- those of the speaker's entity
  country               TEXT,
  sector                TEXT,
  review                TEXT NOT NULL DEFAULT 'machine'  -- state of the latest decision, see `review`
) STRICT;
CREATE INDEX statement_article ON statement(article);
CREATE INDEX statement_speaker ON statement(speaker);
CREATE INDEX statement_day ON statement(day);
CREATE INDEX statement_actor ON statement(actor, day);
CREATE INDEX statement_country ON statement(country, sector, day);
CREATE INDEX statement_form ON statement(form, day);
CREATE INDEX statement_confidence ON statement(confidence);
CREATE INDEX statement_review ON statement(review, day) WHERE review <> 'machine';

-- The words said, in one or more pieces.
CREATE TABLE content (
  statement  INTEGER NOT NULL REFERENCES statement(id) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  PRIMARY KEY (statement, number)
) STRICT, WITHOUT ROWID;

-- Events (PLOVER 2.0).
CREATE TABLE event (
  id             INTEGER PRIMARY KEY,
  article        INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number         INTEGER NOT NULL,         -- from 0, in text order
  type           TEXT NOT NULL,
  mode           TEXT,
  status         TEXT NOT NULL,            -- actual, planned, requested, hypothetical, negated
  quad           TEXT NOT NULL,
  intensity      REAL NOT NULL,
  confidence     REAL NOT NULL,
  trigger_start  INTEGER NOT NULL,
  trigger_end    INTEGER NOT NULL,
  start          INTEGER NOT NULL,         -- the sentence
  "end"          INTEGER NOT NULL,
  time           INTEGER REFERENCES time(id),
  place          INTEGER REFERENCES place(id),
  first_day      TEXT,                     -- first and last day of its time; NULL where it has none that is settled
  last_day       TEXT,
  day            TEXT,                     -- first_day, else the article's day of publication: for filters only
  killed         INTEGER,
  injured        INTEGER,
  arrested       INTEGER,
  displaced      INTEGER,
  released       INTEGER,
  sized          INTEGER NOT NULL DEFAULT 0,  -- 1 where the record has a size
  reported_by    INTEGER REFERENCES statement(id),  -- NULL: the outlet in its own voice
  resolved       TEXT NOT NULL DEFAULT '{}',
  reasons        TEXT NOT NULL DEFAULT '{}',
  review         TEXT NOT NULL DEFAULT 'machine'  -- state of the latest decision, see `review`
) STRICT;
CREATE INDEX event_article ON event(article);
CREATE INDEX event_type ON event(type, status, day);
CREATE INDEX event_newest ON event(day);
CREATE INDEX event_day ON event(day, type, status, mode);
CREATE INDEX event_status ON event(status, day);
CREATE INDEX event_confidence ON event(confidence);
CREATE INDEX event_review ON event(review, day) WHERE review <> 'machine';
CREATE INDEX event_sized ON event(day, killed, injured, arrested, displaced, released) WHERE sized = 1;
CREATE INDEX event_reported_by ON event(reported_by) WHERE reported_by IS NOT NULL;

-- Who fills the slots of an event.
CREATE TABLE event_actor (
  event       INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  slot        TEXT NOT NULL,               -- actor or recipient
  number      INTEGER NOT NULL,
  entity      INTEGER NOT NULL REFERENCES entity(id),
  mention     INTEGER NOT NULL REFERENCES mention(id),
  confidence  REAL NOT NULL,
  elided      INTEGER NOT NULL,
  day         TEXT,                        -- that of the event; like the rest for filters only
  actor       INTEGER REFERENCES actor(id),   -- those of the entity
  country     TEXT,
  sector      TEXT,
  PRIMARY KEY (event, slot, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actor_entity ON event_actor(entity, slot);
CREATE INDEX event_actor_actor ON event_actor(actor, day, event, slot);
CREATE INDEX event_actor_country ON event_actor(country, slot, day, event);
CREATE INDEX event_actor_sector ON event_actor(sector, slot, day, event);

-- Which act an event is as a point, as in `vector`: from the words of the act and those around it.
CREATE TABLE event_vector (
  event  INTEGER PRIMARY KEY REFERENCES event(id) ON DELETE CASCADE,
  data   BLOB NOT NULL
) STRICT;

-- PLOVER contexts of an event.
CREATE TABLE event_context (
  event    INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  context  TEXT NOT NULL,
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- what is told together

-- Marks of an article's wording: hashes of word sequences, thinned out (winnowing). Copies share many of them.
CREATE TABLE fingerprint (
  hash     INTEGER NOT NULL,
  article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

-- The same marks, article by article: six bytes each.
CREATE TABLE wording (
  article  INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  marks    BLOB NOT NULL
) STRICT;

-- Why two articles are taken to tell the same story; one row a pair, the later placed one first.
CREATE TABLE tie (
  article   INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  other     INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,                 -- version, copy, abridged, translation, subject
  strength  REAL NOT NULL,                 -- share of wording for copies, nearness of the vectors for the others
  PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_other ON tie(other);

-- Stories: articles about the same thing. The id is that of the earliest article, sy-... instead of ar-....
CREATE TABLE story (
  id         INTEGER PRIMARY KEY,
  earliest   TEXT NOT NULL,                -- moment and id of its earliest article
  first_day  TEXT,
  last_day   TEXT,
  articles   INTEGER NOT NULL
) STRICT;
CREATE INDEX story_last_day ON story(last_day, id);
CREATE INDEX story_articles ON story(articles, id);

-- Which story an article belongs to, and whose news it is: `origin` is the folded name of the outlet or agency that it
-- comes from, so five copies of one agency's report have one origin.
CREATE TABLE placed (
  article  INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  story    INTEGER NOT NULL REFERENCES story(id) DEFERRABLE INITIALLY DEFERRED,
  origin   TEXT NOT NULL,
  source   INTEGER REFERENCES article(id) ON DELETE SET NULL,  -- the article that it copies, abridges or translates
  how      TEXT NOT NULL                   -- relays, copy, translation, own
) STRICT;
CREATE INDEX placed_story ON placed(story);
CREATE INDEX placed_origin ON placed(origin);
CREATE INDEX placed_source ON placed(source) WHERE source IS NOT NULL;

-- Stories that were joined to another: their old ids lead on.
CREATE TABLE story_alias (
  id     INTEGER PRIMARY KEY,
  story  INTEGER NOT NULL
) STRICT;
CREATE INDEX story_alias_story ON story_alias(story);

-- Occurrences: events of different articles that are one happening. The id is that of the earliest of them.
CREATE TABLE occurrence (
  id         INTEGER PRIMARY KEY,
  story      INTEGER NOT NULL REFERENCES story(id) DEFERRABLE INITIALLY DEFERRED,
  earliest   TEXT NOT NULL,                -- moment and id of the earliest article that tells it, and the event's id
  type       TEXT NOT NULL,
  stage      TEXT NOT NULL,                -- happened, ahead (planned, asked for, possible), denied
  first_day  TEXT,
  last_day   TEXT,
  events     INTEGER NOT NULL
) STRICT;
CREATE INDEX occurrence_day ON occurrence(first_day);
CREATE INDEX occurrence_story ON occurrence(story, stage, type, earliest);

-- The events of an occurrence.
CREATE TABLE occurrence_event (
  event       INTEGER PRIMARY KEY REFERENCES event(id) ON DELETE CASCADE,
  occurrence  INTEGER NOT NULL REFERENCES occurrence(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX occurrence_event_occurrence ON occurrence_event(occurrence);

-- Why two events are taken for one happening.
CREATE TABLE event_tie (
  event     INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  other     INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  strength  REAL NOT NULL,                 -- chance that they are one
  PRIMARY KEY (event, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_tie_other ON event_tie(other);

-- What came of it: an occurrence that lay ahead, and the one that fulfilled or refused it.
CREATE TABLE outcome (
  ahead     INTEGER NOT NULL REFERENCES occurrence(id) ON DELETE CASCADE,
  result    INTEGER NOT NULL REFERENCES occurrence(id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,                 -- happened, refused
  strength  REAL NOT NULL,
  PRIMARY KEY (ahead, result)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_result ON outcome(result);

-- ---------------------------------------------------------------- what people decided

-- Human decisions on statements and events. They name their target by its content id and not by reference: a decision
-- outlives a re-reading that no longer finds the target. The latest row of a target counts: its correction stands in the
-- rows of the target, and `review` there says its state.
CREATE TABLE review (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  target      TEXT NOT NULL,               -- "ev-..." or "st-..."
  article     INTEGER NOT NULL,
  state       TEXT NOT NULL,               -- confirmed, corrected, rejected, or machine where a decision was taken back
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  note        TEXT,
  correction  TEXT,                        -- JSON: the fields as a person wants them; all fields where confirmed
  was         TEXT                         -- JSON: the event or statement as the machine last read it
) STRICT;
CREATE INDEX review_target ON review(target, id);
CREATE INDEX review_article ON review(article);

-- What has changed, in order: an article came, was read anew, was decided upon, went, or is the newest version of its page
-- now, or is not any more. Alerts go on from a number.
CREATE TABLE change (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  article  INTEGER NOT NULL,               -- no reference: the article may be gone
  what     TEXT NOT NULL,                  -- added, replaced, decided, removed, version
  at       TEXT NOT NULL
) STRICT;
CREATE INDEX change_article ON change(article);

-- ---------------------------------------------------------------- ingest

-- One run of `lansir ingest` or `lansir watch`; `finished` is NULL where it runs still, or was cut off.
CREATE TABLE run (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  started   TEXT NOT NULL,
  finished  TEXT,
  sources   TEXT NOT NULL,                 -- JSON array: what was asked for
  lansir    TEXT NOT NULL
) STRICT;

-- What has been dealt with, so that a run that was cut off goes on where it was. The row is written in the same
-- transaction as the article.
CREATE TABLE item (
  key      TEXT PRIMARY KEY,               -- the item's own name: path, URL, "archive.warc.gz#offset", "rows.csv#12"
  hash     TEXT,                           -- SHA-256 of its bytes
  article  INTEGER REFERENCES article(id) ON DELETE SET NULL,  -- what was read from it; items may share one
  run      INTEGER REFERENCES run(id),     -- the last that dealt with it
  at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX item_article ON item(article);

-- What could not be had, read or stored: items, and whole sources. The row goes when it succeeds.
CREATE TABLE failure (
  key      TEXT PRIMARY KEY,               -- as in item
  stage    TEXT NOT NULL,                  -- fetch, parse, read, store
  error    TEXT NOT NULL,                  -- class of the error
  message  TEXT NOT NULL,
  source   TEXT NOT NULL,                  -- JSON: how to get the item again
  tries    INTEGER NOT NULL DEFAULT 1,     -- 1, and one more for each retry
  run      INTEGER REFERENCES run(id),
  at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a server said of an address, for asking whether it has changed since: of pages when they are stored, of feeds
-- and sitemaps when all that they list was dealt with.
CREATE TABLE address (
  url            TEXT PRIMARY KEY,         -- in canonical form
  etag           TEXT,                     -- as in its headers
  last_modified  TEXT,
  hash           TEXT,                     -- of the page last had from there
  fetched        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- what was forgotten

-- What is not to come back: 128 bits of BLAKE2b of each name that a forgotten article went by: its id, its addresses, the
-- keys of its items and the SHA-256 of its page. Nothing can be read from a hash, but a guess can be checked against it.
CREATE TABLE forgotten (
  hash     BLOB PRIMARY KEY,
  article  INTEGER NOT NULL,               -- which of them belong together; 0 where no article was read
  at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX forgotten_article ON forgotten(article);

-- ---------------------------------------------------------------- views: ids and words as the record has them

-- Events with the ids and words of the record.
CREATE VIEW events AS
SELECT printf('ev-%016x', e.id) AS id, printf('ar-%016x', e.article) AS article, e.type, e.mode, e.status, e.day,
       e.confidence, substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS trigger,
       (SELECT group_concat(coalesce(n.name, '?'), '; ') FROM event_actor f JOIN entity n ON n.id = f.entity
         WHERE f.event = e.id AND f.slot = 'actor') AS actors,
       (SELECT group_concat(coalesce(n.name, '?'), '; ') FROM event_actor f JOIN entity n ON n.id = f.entity
         WHERE f.event = e.id AND f.slot = 'recipient') AS recipients,
       p.name AS place, p.country AS country, e.killed, e.injured, e.arrested, e.displaced, e.released,
       substr(a.text, e.start + 1, e."end" - e.start) AS sentence, a.outlet, a.url, a.published
FROM event e JOIN article a ON a.id = e.article LEFT JOIN place p ON p.id = e.place;

-- Statements with the ids and words of the record.
CREATE VIEW statements AS
SELECT printf('st-%016x', s.id) AS id, printf('ar-%016x', s.article) AS article,
       coalesce(n.name, substr(a.text, m.start + 1, m."end" - m.start)) AS speaker, n.role, n.country, n.anonymous,
       s.form, s.confidence,
       (SELECT group_concat(substr(a.text, c.start + 1, c."end" - c.start), ' ... ') FROM content c
         WHERE c.statement = s.id) AS content,
       a.outlet, a.url, a.published
FROM statement s JOIN article a ON a.id = s.article LEFT JOIN entity n ON n.id = s.speaker
LEFT JOIN mention m ON m.id = s.speaker_mention;

-- ---------------------------------------------------------------- search

-- Full text of titles and texts; accents and case do not count.
CREATE VIRTUAL TABLE article_text USING fts5(
  title, text, content='article', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_text_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_text(rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER article_text_delete AFTER DELETE ON article BEGIN
  INSERT INTO article_text(article_text, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER article_text_update AFTER UPDATE OF title, text ON article BEGIN
  INSERT INTO article_text(article_text, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO article_text(rowid, title, text) VALUES (new.id, new.title, new.text);
END;
