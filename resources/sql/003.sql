-- Version 3. Who writes, what happened, and what proves it.
-- One row: the identity of this folder, and how often it was opened for writing. Every write looks whether the epoch is
-- still its own, so that a process that slept while another took over cannot write any more.
create table meta (
    id integer primary key check (id = 1),
    workspace text not null,
    epoch integer not null
) strict;

insert into meta (id, workspace, epoch) values (1, lower(hex(randomblob(8))), 0);

-- Whatever moved a part, in order. chain: SHA-256 of the chain before and of this event, so that a lost or changed event
-- is noticed.
create table event (
    sequence integer primary key autoincrement,
    at text not null,
    epoch integer not null,
    import integer not null,
    part integer not null,
    kind text not null,
    text text not null,
    chain blob not null
) strict;

create index event_part on event (part, sequence);

-- What was sent and what came back, small enough for the journal; zips lie in the spool folder.
create table evidence (
    id integer primary key autoincrement,
    part integer not null,
    kind text not null,
    sha256 blob not null,
    content blob not null
) strict;

create index evidence_part on evidence (part, id);

-- polls, poll_at: how often a job was looked at, and when next. repeat_of: the part whose answer was lost and whose rows
-- this one sends again. found: what was found in the CRM about a part in doubt.
alter table part add column polls integer not null default 0;
alter table part add column poll_at text;
alter table part add column repeat_of integer not null default 0;
alter table part add column found text not null default '';
alter table part add column result_sha256 blob not null default x'';
