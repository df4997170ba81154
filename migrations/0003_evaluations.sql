-- Evaluations: summaries as they were frozen, what the ministry wrote in them,
-- their files, and the jobs that make files. What is frozen never changes;
-- later corrections are told by a new evaluation.

-- The name of whom the server acts for in this transaction; empty for nobody.
create function acting_name() returns text stable language sql
  return coalesce(current_setting('pilotboard.name', true), '');

-- The approved version of each return with who stands for it, as every summary
-- cites it. A view has the rights of its owner: approved figures are open to
-- all, and so is who approved them.
create view approved_version as
select l.unit, l.programme, l.quarter, s.version, l.approved_at, s.receipt,
  -- Approved here, or taken over from a file as approved history.
  coalesce(
    (select r.by_name from review_entry r
     where r.unit = l.unit and r.programme = l.programme and r.quarter = l.quarter
       and r.version = s.version and r.action = 'approve'
     order by r.no desc limit 1),
    s.submitted_by) as approved_by,
  (select min(f.submitted_at) from submission f
   where f.unit = l.unit and f.programme = l.programme and f.quarter = l.quarter
     and f.origin = 'return') as first_submitted,
  s.reason
from filing l
join submission s on s.unit = l.unit and s.programme = l.programme and s.quarter = l.quarter
  and s.version = l.approved_version;

-- What the ministry wrote to a section of a summary. The latest version counts;
-- an empty text takes it away.
create table narrative (
  unit      text not null default '',
  programme text not null references programme (code),
  quarter   quarter not null,
  language  text not null,
  section   text not null,
  version   integer not null,
  content   text not null,
  written_by text not null,
  written_at timestamptz not null default now(),
  primary key (unit, programme, quarter, language, section, version),
  constraint narrative_language_is_known check (language in ('zh-CN', 'en'))
);

-- A frozen summary. Its canonical spelling is kept as text: jsonb would spell
-- it in its own way, and the SHA-256 is over this one.
create table evaluation (
  -- `PB-2026-0003`
  number    text primary key,
  -- Empty for the whole programme.
  unit      text not null default '',
  programme text not null references programme (code),
  quarter   quarter not null,
  language  text not null,
  content   text not null,
  sha256    bytea not null,
  frozen_by text not null,
  frozen_at timestamptz not null default now(),
  -- What the page made up for this one freezing, so that pressing twice
  -- freezes once.
  idempotency_key text not null,
  constraint evaluation_number_is_plain check (number ~ '^PB-[0-9]{4}-[0-9]{4,}$'),
  constraint evaluation_language_is_known check (language in ('zh-CN', 'en')),
  constraint evaluation_once unique (idempotency_key),
  constraint evaluation_hash_is_of_its_content
    check (sha256 = sha256(convert_to(content, 'UTF8')))
);
create index evaluation_by_scope on evaluation (programme, unit, quarter, frozen_at);

-- Shown to everybody from then on, until it is taken back; each as an entry.
create table publication (
  no        bigint generated always as identity primary key,
  number    text not null references evaluation (number),
  public    boolean not null,
  said_by   text not null,
  said_at   timestamptz not null default now()
);
create index publication_by_number on publication (number, no);

create view published_evaluation as
select e.number, e.unit, e.programme, e.quarter, e.language, e.content, e.sha256,
  e.frozen_at, p.said_at as published_at
from evaluation e
join lateral (select public, said_at from publication p where p.number = e.number
  order by p.no desc limit 1) p on p.public;

-- A frozen evaluation's file as it was first made: the same bytes years later.
create table evaluation_file (
  number    text not null references evaluation (number),
  format    text not null,
  content   bytea not null,
  sha256    bytea not null,
  made_at   timestamptz not null default now(),
  primary key (number, format),
  constraint evaluation_file_format_is_known
    check (format in ('pdf', 'docx', 'xlsx', 'csv', 'sdmx.csv'))
);

-- Files that take longer than a page may: made one after the other, whatever
-- becomes of the server meanwhile, and kept for thirty days. A file is for who
-- asked for it, and for the worker that makes it.
create table export_job (
  id        uuid primary key default gen_random_uuid(),
  asked_by  text not null,
  programme text not null references programme (code),
  -- Of a frozen evaluation, its number; else unit and quarter of a preview.
  number    text references evaluation (number),
  unit      text not null default '',
  quarter   quarter not null,
  language  text not null,
  format    text not null,
  state     text not null default 'waiting',
  -- How far it is, in percent.
  done      integer not null default 0,
  content   bytea,
  asked_at  timestamptz not null default now(),
  -- When its worker was last heard of; a job whose worker fell silent is taken
  -- up again.
  seen_at   timestamptz,
  tries     integer not null default 0,
  ended_at  timestamptz,
  constraint export_job_state_is_known
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  constraint export_job_is_whole check ((state = 'done') = (content is not null)),
  constraint export_job_done_is_percent check (done between 0 and 100),
  constraint export_job_format_is_known
    check (format in ('pdf', 'docx', 'xlsx', 'csv', 'sdmx.csv'))
);
create index export_job_by_state on export_job (state, asked_at) where state in ('waiting', 'running');
create index export_job_by_asker on export_job (asked_by, asked_at);

create trigger narrative_is_append_only before update or delete or truncate
  on narrative for each statement execute function refuse_change();
create trigger evaluation_is_append_only before update or delete or truncate
  on evaluation for each statement execute function refuse_change();
create trigger publication_is_append_only before update or delete or truncate
  on publication for each statement execute function refuse_change();
create trigger evaluation_file_is_append_only before update or delete or truncate
  on evaluation_file for each statement execute function refuse_change();

-- ---------------------------------------------------------------------------
-- Rights

grant select on approved_version, published_evaluation to pilotboard_server;
grant select, insert on narrative, evaluation, publication, evaluation_file to pilotboard_server;
grant select, insert, update, delete on export_job to pilotboard_server;

do $$
declare
  name text;
begin
  foreach name in array array['narrative', 'evaluation', 'publication', 'evaluation_file',
    'export_job']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy operator on %I to current_user using (true) with check (true)',
      name);
  end loop;
end $$;

-- Everybody signed in reads them: they hold what was approved. Without acting
-- for anybody only what is published is read, through the view.
create policy signed_in on narrative for select to pilotboard_server using (acting_role() <> '');
create policy writes on narrative for insert to pilotboard_server
  with check (acting_role() = 'reviewer');
create policy signed_in on evaluation for select to pilotboard_server using (acting_role() <> '');
create policy freezes on evaluation for insert to pilotboard_server
  with check (acting_role() = 'reviewer');
create policy signed_in on publication for select to pilotboard_server using (acting_role() <> '');
create policy publishes on publication for insert to pilotboard_server
  with check (acting_role() = 'admin');
create policy own on export_job to pilotboard_server
  using (acting_name() <> '' and asked_by = acting_name())
  with check (acting_name() <> '' and asked_by = acting_name());
create policy works on export_job to pilotboard_server
  using (acting_role() = 'worker') with check (acting_role() = 'worker');
-- A file is a function of what is frozen; whoever may ask for it may keep it.
create policy anybody on evaluation_file for select to pilotboard_server using (true);
create policy makes on evaluation_file for insert to pilotboard_server with check (true);
