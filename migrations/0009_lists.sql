-- Lists that are read a page at a time, however long they are.

-- The queue, in its order: who has waited longest stands first.
create index filing_waiting on filing (state_since, programme, unit, quarter)
  where state = 'submitted';
-- Wishes to have an approved return reopened.
create index review_entry_wish on review_entry (at) where action = 'ask_reopening';
-- A unit's people.
create index account_by_unit on account (unit) where unit is not null;
-- Sessions that are too old go whenever somebody signs in.
create index session_by_start on session (started_at);
-- The code that is waiting for somebody.
create index activation_by_account on activation (account);
-- Accounts found by how their names begin, whatever the database sorts by.
create index account_by_name on account (name collate "C");
