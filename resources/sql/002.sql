-- Version 2. Rows that wait for their first sending because only a sample went out: in no part and without a fate. A row
-- set as in part.rows; empty for most imports.
alter table import add column waiting blob not null default x'';
