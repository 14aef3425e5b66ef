-- Version 6. By which unique field a part updates records that exist already, where the import only adds. Empty: as the
-- import's mapping says.
alter table part add column update_by text not null default '';
