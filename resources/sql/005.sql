-- Version 5. Who sends, and what is needed to undo an import.
-- Empty in imports of before: nobody is known.
alter table import add column user_id text not null default '';

alter table import add column user_name text not null default '';

-- undo_of: the import that this one takes back. delete_from: from this row on its rows are records to be deleted.
-- before_image: whether what the CRM had is kept before the first row is sent.
alter table import add column undo_of integer not null default 0;

alter table import add column delete_from integer not null default 0;

alter table import add column before_image integer not null default 0;

alter table part add column deleted integer not null default 0;
