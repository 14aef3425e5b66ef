-- Version 4. Who sends. Empty in imports of before: nobody is known.
alter table import add column user_id text not null default '';

alter table import add column user_name text not null default '';
