-- The quarterly return: who may sign in, what is typed, what was submitted,
-- what the ministry decided, and a record of it that cannot be rewritten.
--
-- Rights are held here a second time. The server works as the role
-- `pilotboard_server`, which owns nothing, and says in each transaction for
-- whom it acts (`pilotboard.role`, `pilotboard.unit`). Row-level security
-- decides from that, also where a statement forgot its condition.

-- Roles belong to the whole cluster, and another database of it may be
-- migrated at the same moment.
do $$ begin
  if not exists (select from pg_roles where rolname = 'pilotboard_server') then
    create role pilotboard_server nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
-- Whoever migrates also serves, and takes the role on in each connection.
do $$ begin
  if not pg_has_role(current_user, 'pilotboard_server', 'member') then
    execute format('grant pilotboard_server to %I', current_user);
  end if;
end $$;

-- Who migrates is who serves, as that role; a superuser may without asking.
do $$ begin
  grant pilotboard_server to current_user;
exception when insufficient_privilege or invalid_grant_operation then null;
end $$;

-- For whom the server acts in this transaction; empty for nobody.
create function acting_role() returns text stable language sql
  return coalesce(current_setting('pilotboard.role', true), '');
create function acting_unit() returns text stable language sql
  return coalesce(current_setting('pilotboard.unit', true), '');

-- Whether the unit's own people act.
create function acts_for(unit text) returns boolean stable language sql
  return acting_role() in ('entry', 'lead') and acting_unit() = unit;
-- Whether somebody acts who reads what is submitted, of every unit.
create function reads_submitted() returns boolean stable language sql
  return acting_role() in ('reviewer', 'observer', 'auditor');

-- What this installation signs its templates with; made once, at random.
alter table installation add column secret bytea not null
  default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));

-- ---------------------------------------------------------------------------
-- Accounts

-- Who may sign in. Nobody gets a password from us: an account is activated
-- with a one-time secret that an administrator hands over.
create table account (
  id            bigint generated always as identity primary key,
  name          text not null,
  role          text not null,
  -- Whose returns an entry clerk or a lead works on; null for everybody else.
  unit          text,
  mail          text,
  -- Argon2id, in PHC format; null until activated.
  password      text,
  -- Second factor, once it was confirmed; and the time step of the last code,
  -- so that none is taken twice.
  totp_secret   bytea,
  totp_step     bigint not null default 0,
  created_at    timestamptz not null default now(),
  disabled_at   timestamptz,
  constraint account_name_is_taken unique (name),
  constraint account_name_is_plain check (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(name) <= 60),
  constraint account_role_is_known check (role in ('entry', 'lead', 'reviewer', 'observer', 'auditor', 'admin')),
  constraint account_unit_is_for_its_people check ((role in ('entry', 'lead')) = (unit is not null))
);

-- One-time secrets for activation, as SHA-256: a copy of this table opens nothing.
create table activation (
  secret_sha256 bytea primary key,
  account    bigint not null references account (id),
  expires_at timestamptz not null
);

-- Signed-in browsers. Only the account's id is kept here: nothing that two
-- requests could overwrite for each other.
create table session (
  secret_sha256 bytea primary key,
  account      bigint not null references account (id),
  started_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  -- When the second factor was last shown.
  confirmed_at timestamptz
);
create index session_by_account on session (account);

-- Sign-ins that failed, to slow down guessing.
create table sign_in_failure (
  name    text not null,
  address text not null,
  at      timestamptz not null default now()
);
create index sign_in_failure_by_address on sign_in_failure (address, at);

-- ---------------------------------------------------------------------------
-- Returns

-- A return is written, submitted, decided on, and reopened. A reopened one
-- keeps its approved version until the restatement is approved.
alter table filing drop constraint filing_state_is_known;
alter table filing add constraint filing_state_is_known
  check (state in ('draft', 'submitted', 'returned', 'approved', 'reopened'));
alter table filing drop constraint filing_approved_has_version;
alter table filing add constraint filing_approved_has_version
  check (state not in ('approved', 'reopened') or approved_version is not null);
alter table filing
  add column state_since timestamptz not null default now(),
  -- Counts saves of the draft; a cell that changed since a form was loaded is
  -- known by it.
  add column draft_version bigint not null default 0,
  -- The version that waits for a decision, or was decided on last.
  add column submitted_version integer,
  -- When returned: the lines that may be changed; null for the whole return.
  add column open_lines text[];
update filing set submitted_version = approved_version, state_since = coalesce(approved_at, now());
alter table filing add constraint filing_submitted_version_exists
  foreign key (unit, programme, quarter, submitted_version)
  references submission (unit, programme, quarter, version)
  deferrable initially deferred;
create index filing_by_state on filing (state, programme, quarter) where state <> 'approved';

-- Every change of every cell of a draft, with what was typed, even what is no
-- figure. The latest one of a line counts; the earlier ones are its history.
-- Lines are indicators; the form's foot (head of unit, compiler) is kept under
-- names of its own that no indicator has.
create table draft_entry (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  line      text not null,
  -- The filing's draft_version that this change made.
  version   bigint not null,
  value       text not null default '',
  numerator   text not null default '',
  denominator text not null default '',
  absence     text,
  note        text not null default '',
  explanation text not null default '',
  changed_by  text not null,
  changed_at  timestamptz not null default clock_timestamp(),
  primary key (unit, programme, quarter, line, version),
  constraint draft_entry_of_a_filing
    foreign key (unit, programme, quarter) references filing (unit, programme, quarter),
  constraint draft_entry_absence_is_known check (absence in ('not_applicable', 'not_available'))
);

alter table submission drop constraint submission_origin_is_known;
alter table submission add constraint submission_origin_is_known
  check (origin in ('import', 'demo', 'return'));
alter table submission
  -- The receipt: its number, and SHA-256 over what was filed in its canonical
  -- spelling (`domain::receipt`).
  add column receipt text,
  add column figures_sha256 bytea,
  -- The programme's revision whose form was filled in.
  add column revision integer,
  -- What the browser made up for this one submission, so that pressing twice
  -- submits once.
  add column idempotency_key text,
  add column draft_version bigint,
  add column head text,
  add column compiler text,
  -- Why an approved return is filed again.
  add column reason text,
  add constraint submission_once unique (unit, programme, quarter, idempotency_key),
  add constraint submission_of_a_return_has_a_receipt check (origin <> 'return'
    or (receipt is not null and figures_sha256 is not null and revision is not null
      and idempotency_key is not null));

-- Why a questioned figure is right.
alter table figure add column explanation text;

-- What the ministries said: return, approve, reopen, comment, countersign;
-- and the unit's wish to have a return reopened.
create table review_entry (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  no        bigint generated always as identity,
  version   integer,
  action    text not null,
  reason    text not null default '',
  -- The lines it speaks of; null for the whole return.
  lines     text[],
  by_name   text not null,
  at        timestamptz not null default clock_timestamp(),
  primary key (unit, programme, quarter, no),
  constraint review_entry_of_a_filing
    foreign key (unit, programme, quarter) references filing (unit, programme, quarter),
  constraint review_entry_action_is_known check
    (action in ('return', 'approve', 'reopen', 'comment', 'countersign', 'ask_reopening')),
  constraint review_entry_has_a_reason check
    (action in ('approve', 'countersign') or reason <> '')
);
-- Each of the joint ministries countersigns a version once.
create unique index review_entry_countersigned_once
  on review_entry (unit, programme, quarter, version, by_name) where action = 'countersign';
-- What was decided lately, whatever the unit.
create index review_entry_by_time on review_entry (at) where action in ('return', 'approve', 'reopen');

-- Workbooks as they were sent in. A file waits here while its differences are
-- looked at; it is kept once they are taken over.
create table upload (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  id        uuid not null default gen_random_uuid(),
  file_name text not null,
  content   bytea not null,
  sha256    bytea not null,
  sent_by   text not null,
  sent_at   timestamptz not null default now(),
  taken_at  timestamptz,
  primary key (unit, programme, quarter, id)
);

-- Who was reminded of what.
create table reminder (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  no        bigint generated always as identity,
  sent_by   text not null,
  sent_at   timestamptz not null default now(),
  -- What the ministry adds to it, to be read by the unit.
  reason    text not null default '',
  -- How many mails went out, and how many could not be sent; null while they
  -- are being sent. Everybody sees it when they sign in.
  mails     integer,
  failed    integer not null default 0,
  primary key (unit, programme, quarter, no)
);
-- Of one return not more than once a day.
create unique index reminder_once_a_day on reminder
  (unit, programme, quarter, ((sent_at at time zone 'Asia/Shanghai')::date));

-- ---------------------------------------------------------------------------
-- The board reads through these: approved figures only, for everybody. A view
-- has the rights of its owner, so that no row asks for permission by itself.

create view approved_filing as
select unit, programme, quarter, approved_version as version, approved_at
from filing where approved_version is not null;

create view approved_figure as
select f.unit, f.programme, f.quarter, f.version, f.indicator,
  f.value, f.numerator, f.denominator, f.absence, f.note
from filing l
join figure f on f.unit = l.unit and f.programme = l.programme and f.quarter = l.quarter
  and f.version = l.approved_version;

-- ---------------------------------------------------------------------------
-- The record of what was done: a chain per unit ('' for what is no unit's),
-- each entry sealed with the one before. The database seals, so that no writer
-- can leave it out.

alter table audit_entry
  add column unit text not null default '',
  add column seq bigint,
  add column previous bytea,
  add column hash bytea;

create table audit_head (
  unit text primary key,
  seq  bigint not null,
  hash bytea not null
);

-- Each part with its length before it, so that no two entries read the same.
create function audit_hash(unit text, seq bigint, at timestamptz, actor text, action text,
  subject text, detail jsonb, previous bytea) returns bytea stable language sql
  return sha256(convert_to((
    select string_agg(octet_length(part) || ':' || part, ',' order by place)
    from unnest(array[unit, seq::text, (extract(epoch from at) * 1000000)::bigint::text, actor,
      action, subject, detail::text, encode(previous, 'hex')]) with ordinality as p (part, place)
  ), 'UTF8'));

create function seal_audit_entry() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  head audit_head;
begin
  -- Whoever comes next to this chain waits until it is known how this ends.
  select * into head from audit_head h where h.unit = new.unit for update;
  if not found then
    insert into audit_head values (new.unit, 0, '') on conflict do nothing;
    select * into head from audit_head h where h.unit = new.unit for update;
  end if;
  -- Set back, the clock must not make an honest chain look back-dated.
  new.at := greatest(clock_timestamp(),
    (select e.at from audit_entry e where e.unit = new.unit and e.seq = head.seq));
  new.seq := head.seq + 1;
  new.previous := head.hash;
  new.hash := audit_hash(new.unit, new.seq, new.at, new.actor, new.action, new.subject,
    new.detail, new.previous);
  update audit_head set seq = new.seq, hash = new.hash where unit = new.unit;
  return new;
end $$;

-- Entries from before the chain are sealed once, in their order.
alter table audit_entry disable trigger audit_entry_is_append_only;
do $$
declare
  entry audit_entry;
  last audit_head := row('', 0, '');
begin
  for entry in select * from audit_entry order by at, id loop
    update audit_entry set seq = last.seq + 1, previous = last.hash,
      hash = audit_hash('', last.seq + 1, entry.at, entry.actor, entry.action, entry.subject,
        entry.detail, last.hash)
    where id = entry.id
    returning audit_entry.hash into last.hash;
    last.seq := last.seq + 1;
  end loop;
  if last.seq > 0 then
    insert into audit_head values (last.*);
  end if;
end $$;
alter table audit_entry enable trigger audit_entry_is_append_only;
alter table audit_entry
  alter column seq set not null,
  alter column previous set not null,
  alter column hash set not null,
  add constraint audit_entry_has_its_place unique (unit, seq);
-- As auditors page through all chains, newest first.
create index audit_entry_by_time on audit_entry (at, seq, unit);
create trigger audit_entry_is_sealed before insert on audit_entry
  for each row execute function seal_audit_entry();

create trigger draft_entry_is_append_only before update or delete or truncate
  on draft_entry for each statement execute function refuse_change();
create trigger review_entry_is_append_only before update or delete or truncate
  on review_entry for each statement execute function refuse_change();

-- ---------------------------------------------------------------------------
-- Which way a return may go, and by whom; the same as `domain::filing`.

create function refuse_other_ways() returns trigger language plpgsql as $$
begin
  -- Whoever owns the tables takes over history; the server never does.
  if current_user <> 'pilotboard_server' then
    return new;
  end if;
  -- What counts on the board is the version that was submitted, and becomes so
  -- by an approval alone; what was typed and submitted is the unit's.
  if (new.approved_version is distinct from old.approved_version
        and not (old.state = 'submitted' and new.state = 'approved'
          and new.approved_version = old.submitted_version))
    or (acting_role() = 'reviewer' and (new.draft_version, new.submitted_version)
          is distinct from (old.draft_version, old.submitted_version))
  then
    raise exception 'a % does not choose the figures of a return', acting_role()
      using errcode = 'insufficient_privilege';
  end if;
  if new.state = old.state then
    return new;
  end if;
  if (acting_role() = 'lead' and old.state in ('draft', 'returned', 'reopened')
        and new.state = 'submitted')
    or (acting_role() = 'reviewer' and old.state = 'submitted'
        and new.state in ('returned', 'approved'))
    or (acting_role() = 'reviewer' and old.state = 'approved' and new.state = 'reopened')
  then
    return new;
  end if;
  raise exception 'a % does not take a return from % to %', acting_role(), old.state, new.state
    using errcode = 'insufficient_privilege';
end $$;
create trigger filing_goes_its_way before update on filing
  for each row execute function refuse_other_ways();

-- ---------------------------------------------------------------------------
-- Rights of the server's role

do $$ begin
  execute format('grant usage on schema %I to pilotboard_server', current_schema());
end $$;
grant select on programme, programme_revision, unit, contribution, rollup, installation,
  approved_filing, approved_figure to pilotboard_server;
-- Approving adds up and marks the programme as changed.
grant insert, delete on rollup to pilotboard_server;
grant update (data_version) on programme to pilotboard_server;

grant select, insert, update on account to pilotboard_server;
grant select, insert, delete on activation to pilotboard_server;
grant select, insert, update, delete on session to pilotboard_server;
grant select, insert, delete on sign_in_failure to pilotboard_server;

grant select, insert on filing, submission, figure, draft_entry, review_entry, reminder
  to pilotboard_server;
grant update (state, state_since, draft_version, submitted_version, open_lines,
  approved_version, approved_at) on filing to pilotboard_server;
grant select, insert, delete on upload to pilotboard_server;
grant update (taken_at) on upload to pilotboard_server;
grant update (mails, failed) on reminder to pilotboard_server;

grant select on audit_entry, audit_head to pilotboard_server;
grant insert (unit, actor, action, subject, detail) on audit_entry to pilotboard_server;

-- Row-level security binds the owner too; the owner's own policy lets the
-- operator's commands and the two views through.
do $$
declare
  name text;
begin
  foreach name in array array['filing', 'submission', 'figure', 'draft_entry', 'review_entry',
    'upload', 'reminder', 'audit_entry']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy operator on %I to current_user using (true) with check (true)',
      name);
  end loop;
end $$;

create policy own_unit on filing for select to pilotboard_server using (acts_for(unit));
create policy ministries on filing for select to pilotboard_server using (reads_submitted());
create policy starts on filing for insert to pilotboard_server
  with check (acts_for(unit) and state = 'draft' and approved_version is null);
create policy files on filing for update to pilotboard_server
  using (acts_for(unit)) with check (acts_for(unit) and state <> 'approved');
create policy decides on filing for update to pilotboard_server
  using (acting_role() = 'reviewer') with check (acting_role() = 'reviewer');

create policy own_unit on submission for select to pilotboard_server using (acts_for(unit));
create policy ministries on submission for select to pilotboard_server using (reads_submitted());
create policy submits on submission for insert to pilotboard_server
  with check (acts_for(unit) and acting_role() = 'lead' and origin = 'return');

create policy own_unit on figure for select to pilotboard_server using (acts_for(unit));
create policy ministries on figure for select to pilotboard_server using (reads_submitted());
create policy submits on figure for insert to pilotboard_server
  with check (acts_for(unit) and acting_role() = 'lead');

-- Observers read what is submitted, not what is being typed.
create policy own_unit on draft_entry for select to pilotboard_server using (acts_for(unit));
create policy ministries on draft_entry for select to pilotboard_server
  using (acting_role() in ('reviewer', 'auditor'));
create policy types on draft_entry for insert to pilotboard_server with check (acts_for(unit));

create policy own_unit on review_entry for select to pilotboard_server using (acts_for(unit));
create policy ministries on review_entry for select to pilotboard_server using (reads_submitted());
create policy decides on review_entry for insert to pilotboard_server with check (
  (acting_role() = 'reviewer' and action in ('return', 'approve', 'reopen', 'comment'))
  or (acting_role() = 'observer' and action in ('comment', 'countersign'))
  or (acting_role() = 'lead' and acts_for(unit) and action = 'ask_reopening'));

create policy own_unit on upload to pilotboard_server
  using (acts_for(unit)) with check (acts_for(unit));
create policy ministries on upload for select to pilotboard_server
  using (acting_role() in ('reviewer', 'auditor'));

create policy own_unit on reminder for select to pilotboard_server using (acts_for(unit));
create policy ministries on reminder for select to pilotboard_server using (reads_submitted());
create policy reminds on reminder for insert to pilotboard_server
  with check (acting_role() = 'reviewer');
create policy counts_mails on reminder for update to pilotboard_server
  using (acting_role() = 'reviewer') with check (acting_role() = 'reviewer');

-- Whoever acts leaves an entry; only auditors read all of them, a unit its own.
create policy leaves on audit_entry for insert to pilotboard_server with check (true);
create policy auditors on audit_entry for select to pilotboard_server
  using (acting_role() = 'auditor' or (unit <> '' and acts_for(unit)));
