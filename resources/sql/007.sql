-- Version 7. Exports: one bulk read each, made of pages.
create table export (
    id integer primary key autoincrement,
    created_at text not null,
    ended_at text,
    module text not null,
    module_label text not null,
    request_json blob not null,
    target_path text not null,
    connection text not null,
    org_id text not null,
    org_name text not null,
    user_id text not null,
    user_name text not null,
    state integer not null,
    failure text not null,
    counted integer not null,
    records integer not null,
    twice integer not null,
    replaced integer not null,
    restarts integer not null,
    credits integer not null,
    file_bytes integer not null
) strict;

create table page (
    export integer not null references export (id) on delete cascade,
    number integer not null,
    stage integer not null,
    page_token text not null,
    job_id text not null,
    download_url text not null,
    count integer not null,
    more integer not null,
    next_token text not null,
    zip_name text not null,
    zip_bytes integer not null,
    polls integer not null,
    created_at text,
    ready_at text,
    done_at text,
    primary key (export, number)
) strict, without rowid;
