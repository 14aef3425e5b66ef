-- Version 4. Rows that are in (added, updated, or skipped as asked, fates 1 to 3) and of which nothing else is to be said
-- lie in pieces, many in one content (see rowpiece.h). A row for each was most of the journal and half of its time. A
-- row of an import is in `outcome` or in one piece, never in both; those that older versions wrote stay in `outcome`.
create table piece (
    id integer primary key,
    import integer not null references import (id) on delete cascade,
    part integer not null,
    first integer not null,
    last integer not null,
    content blob not null
) strict;

create index piece_rows on piece (import, first, last, part);
