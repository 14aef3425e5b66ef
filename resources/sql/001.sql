-- The journal, version 1. One statement ends with a semicolon at the end of a line.
create table import (
    id integer primary key autoincrement,
    created_at text not null,
    started_at text,
    ended_at text,
    source_path text not null,
    source_json blob not null,
    row_count integer not null,
    module text not null,
    module_label text not null,
    mapping_json blob not null,
    connection text not null,
    org_id text not null,
    org_name text not null,
    state integer not null,
    failure text not null
) strict;

create table part (
    id integer primary key autoincrement,
    import integer not null references import (id) on delete cascade,
    round integer not null,
    number integer not null,
    rows blob not null,
    row_count integer not null,
    route integer not null,
    stage integer not null,
    zip_name text not null,
    zip_sha256 blob not null,
    zip_bytes integer not null,
    csv_name text not null,
    file_id text not null,
    job_id text not null,
    download_url text not null,
    result_name text not null,
    attempts integer not null,
    added integer not null,
    updated integer not null,
    skipped integer not null,
    refused integer not null,
    unprocessed integer not null,
    unknown integer not null,
    credits integer not null,
    failure text not null,
    packed_from text,
    packed_at text,
    upload_from text,
    uploaded_at text,
    intent_at text,
    created_at text,
    working_at text,
    ready_at text,
    done_at text,
    unique (import, round, number)
) strict;

-- The present fate of each row that has one. fate 0: the row is in a part that is not at its end (its lease: a row that
-- has it cannot be planned into another part). part 0 means that no part ever held the row.
create table outcome (
    import integer not null references import (id) on delete cascade,
    row integer not null,
    part integer not null,
    fate integer not null,
    record_id text not null,
    errors text not null,
    primary key (import, row)
) strict, without rowid;

create index outcome_out on outcome (import, fate, errors, row) where fate > 3;

-- Fates that a later try replaced.
create table past_outcome (
    import integer not null references import (id) on delete cascade,
    row integer not null,
    part integer not null,
    fate integer not null,
    record_id text not null,
    errors text not null,
    primary key (import, row, part)
) strict, without rowid;

-- How many rows of an import have a fate; kept in the same transaction as the fates.
create table fate_count (
    import integer not null references import (id) on delete cascade,
    fate integer not null,
    rows integer not null,
    primary key (import, fate)
) strict, without rowid;

-- A cell value laid over the source. after_part: the part whose answer the user saw when it was made, 0 before the first
-- sending. A row whose newest fix is after its newest part is ready to be sent again.
create table fix (
    import integer not null references import (id) on delete cascade,
    row integer not null,
    col integer not null,
    value text not null,
    after_part integer not null,
    primary key (import, row, col)
) strict, without rowid;

-- Rows left out before the first sending.
create table left_out (
    import integer not null references import (id) on delete cascade,
    row integer not null,
    primary key (import, row)
) strict, without rowid;
