-- Duties that carry no figure: what a unit says of each, with what shows it,
-- and what the ministry remarks. Which duties there are, and who owes them,
-- stands in the programme's definition; regions that file no returns owe some
-- too, so that nothing here refers to the table of units.
--
-- A statement is a whole: the latest one counts, the earlier ones are its
-- history. Rights are held as in 0002: `pilotboard.role`, `pilotboard.unit`.

-- A file that shows something. It comes before the statement that it goes
-- with, so that it is not lost when something else of that is to be put right.
create table duty_evidence (
  unit      text not null,
  programme text not null references programme (code),
  duty      text not null,
  id        uuid not null default gen_random_uuid(),
  -- As it is shown and saved: nothing hidden, ending as its kind does.
  file_name text not null,
  -- By its first bytes, never by its name.
  kind      text not null,
  content   bytea not null,
  sha256    bytea not null,
  sent_by   text not null,
  sent_at   timestamptz not null default clock_timestamp(),
  primary key (unit, programme, duty, id),
  constraint duty_evidence_kind_is_known check (kind in ('pdf', 'png', 'jpg', 'docx', 'xlsx')),
  constraint duty_evidence_is_at_most_5_mb check (octet_length(content) between 1 and 5242880)
);

create table duty_statement (
  unit      text not null,
  programme text not null references programme (code),
  duty      text not null,
  -- Counts up from 1; whoever says something over another's word is known by it.
  version   integer not null,
  status    text not null,
  -- The day it was done, or as of which it holds, as the unit says.
  on_day    date,
  text      text not null default '',
  link      text not null default '',
  -- A later statement may go on showing the file of an earlier one.
  evidence  uuid,
  said_by   text not null,
  said_at   timestamptz not null default clock_timestamp(),
  primary key (unit, programme, duty, version),
  constraint duty_statement_shows_its_evidence
    foreign key (unit, programme, duty, evidence)
    references duty_evidence (unit, programme, duty, id),
  constraint duty_statement_version_counts_from_one check (version >= 1),
  constraint duty_statement_status_is_known
    check (status in ('not_begun', 'under_way', 'done', 'not_applicable')),
  constraint duty_statement_of_what_is_done_has_a_day
    check (status <> 'done' or on_day is not null),
  constraint duty_statement_of_what_is_done_shows_something
    check (status <> 'done' or text <> '' or link <> '' or evidence is not null),
  constraint duty_statement_not_applicable_has_a_reason
    check (status <> 'not_applicable' or text <> ''),
  constraint duty_statement_links_to_the_web check (link = '' or link ~* '^https?://')
);
-- How all duties of a programme stand, whatever the unit.
create index duty_statement_by_programme on duty_statement (programme, unit, duty, version desc);
-- Whether a file is shown by any statement.
create index duty_statement_by_evidence on duty_statement (unit, programme, duty, evidence)
  where evidence is not null;

-- What the ministry remarks, on the statement it has read; 0 where there was none.
create table duty_remark (
  unit      text not null,
  programme text not null references programme (code),
  duty      text not null,
  no        bigint generated always as identity,
  version   integer not null,
  text      text not null,
  by_name   text not null,
  at        timestamptz not null default clock_timestamp(),
  primary key (unit, programme, duty, no),
  constraint duty_remark_says_something check (text <> '')
);

create trigger duty_statement_is_append_only before update or delete or truncate
  on duty_statement for each statement execute function refuse_change();
create trigger duty_remark_is_append_only before update or delete or truncate
  on duty_remark for each statement execute function refuse_change();
-- A file that goes with no statement may be put away; one that does is held by
-- the statement's reference. None is ever changed.
create trigger duty_evidence_is_never_changed before update or truncate
  on duty_evidence for each statement execute function refuse_change();

grant select, insert on duty_statement, duty_remark to pilotboard_server;
grant select, insert, delete on duty_evidence to pilotboard_server;

do $$
declare
  name text;
begin
  foreach name in array array['duty_evidence', 'duty_statement', 'duty_remark']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy operator on %I to current_user using (true) with check (true)',
      name);
  end loop;
end $$;

create policy own_unit on duty_statement for select to pilotboard_server using (acts_for(unit));
create policy ministries on duty_statement for select to pilotboard_server
  using (reads_submitted());
create policy says on duty_statement for insert to pilotboard_server
  with check (acts_for(unit));

create policy own_unit on duty_remark for select to pilotboard_server using (acts_for(unit));
create policy ministries on duty_remark for select to pilotboard_server using (reads_submitted());
create policy remarks on duty_remark for insert to pilotboard_server
  with check (acting_role() = 'reviewer');

create policy own_unit on duty_evidence for select to pilotboard_server using (acts_for(unit));
-- What goes with no statement yet has not been said to anybody.
create policy ministries on duty_evidence for select to pilotboard_server
  using (reads_submitted() and exists (
    select from duty_statement s
    where s.unit = duty_evidence.unit and s.programme = duty_evidence.programme
      and s.duty = duty_evidence.duty and s.evidence = duty_evidence.id));
create policy sends on duty_evidence for insert to pilotboard_server with check (acts_for(unit));
create policy puts_away on duty_evidence for delete to pilotboard_server using (acts_for(unit));
