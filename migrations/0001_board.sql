-- The board: programmes as imported, approved figures, their sums, and who did it.
-- The keys of filing, submission and figure lead with the unit, so that these
-- tables can be spread over a cluster by unit without a rewrite.

-- Exactly one spelling of a quarter, the one of addresses and files.
create domain quarter as text collate "C"
  constraint quarter_is_spelt_2025_q3 check (value ~ '^[1-9][0-9]{3}-Q[1-4]$');

-- A programme is a document: its current revision, and all earlier ones, so that
-- an old evaluation can always be read against the definitions of its day.
create table programme (
  code       text primary key,
  revision   integer not null,
  -- Grows with every change of a definition or an approved figure; what is
  -- rendered from a programme may be kept as long as this stays the same.
  data_version bigint not null default 0,
  constraint programme_code_is_plain check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);

create table programme_revision (
  programme   text not null,
  revision    integer not null,
  -- The checked definition, as the domain serialises it.
  definition  jsonb not null,
  -- The file as it was read, with its comments, and its SHA-256.
  source      text not null,
  source_sha256 text not null,
  imported_by text not null,
  imported_at timestamptz not null default now(),
  primary key (programme, revision)
);

alter table programme
  add constraint programme_has_its_revision
  foreign key (code, revision) references programme_revision (programme, revision)
  deferrable initially deferred;

-- Who files. Only what other rows refer to; the rest is in the definition.
create table unit (
  code      text not null,
  programme text not null references programme (code),
  -- False once a newer revision no longer names the unit; its figures stay.
  active    boolean not null default true,
  primary key (code, programme)
);

-- Whose figures add up to what, as the domain decides it from the definition
-- (`rollup::contributors`). Scope '' is the programme's total, else a unit.
create table contribution (
  unit      text not null,
  programme text not null,
  scope     text not null,
  indicator text not null,
  -- sum | recompute | all
  over_units text not null,
  primary key (unit, programme, scope, indicator),
  constraint contribution_unit_exists
    foreign key (unit, programme) references unit (code, programme),
  constraint contribution_over_units_is_known check (over_units in ('sum', 'recompute', 'all'))
);

create index contribution_by_scope on contribution (programme, scope, indicator);

-- One return of one unit for one quarter, and how far it has come.
create table filing (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  state     text not null,
  -- The version that counts; null until something was approved.
  approved_version integer,
  approved_at timestamptz,
  primary key (unit, programme, quarter),
  constraint filing_unit_exists
    foreign key (unit, programme) references unit (code, programme),
  constraint filing_state_is_known check (state in ('approved')),
  constraint filing_approved_has_version check ((state = 'approved') = (approved_version is not null))
);

create index filing_by_quarter on filing (programme, quarter);

-- An immutable version of a return's figures.
create table submission (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  version   integer not null,
  -- import: taken over from a file as approved history; demo: made up.
  origin    text not null,
  submitted_by text not null,
  submitted_at timestamptz not null default now(),
  primary key (unit, programme, quarter, version),
  constraint submission_of_a_filing
    foreign key (unit, programme, quarter) references filing (unit, programme, quarter)
    deferrable initially deferred,
  constraint submission_version_counts_from_one check (version >= 1),
  constraint submission_origin_is_known check (origin in ('import', 'demo'))
);

alter table filing
  add constraint filing_approved_version_exists
  foreign key (unit, programme, quarter, approved_version)
  references submission (unit, programme, quarter, version)
  deferrable initially deferred;

-- The figures of a submission. Exactly one of: a number, both parts of a
-- ratio, a named absence. A blank cell has no row.
create table figure (
  unit      text not null,
  programme text not null,
  quarter   quarter not null,
  version   integer not null,
  indicator text not null,
  value       numeric,
  numerator   numeric,
  denominator numeric,
  absence     text,
  note        text,
  primary key (unit, programme, quarter, version, indicator),
  constraint figure_of_a_submission
    foreign key (unit, programme, quarter, version)
    references submission (unit, programme, quarter, version),
  constraint figure_is_one_thing check (
    (value is not null)::int
    + (numerator is not null and denominator is not null)::int
    + (absence is not null)::int = 1
    and (numerator is null) = (denominator is null)
  ),
  constraint figure_absence_is_known check (absence in ('not_applicable', 'not_available'))
);

-- One indicator over all units, as charts and comparisons of units read it.
create index figure_by_indicator on figure (programme, indicator, quarter);

-- Sums of approved figures, kept up to date in the approving transaction.
create table rollup (
  programme text not null references programme (code),
  scope     text not null,
  indicator text not null,
  quarter   quarter not null,
  value       numeric,
  numerator   numeric,
  denominator numeric,
  -- Units with a figure, and units that owe one.
  filed     integer not null,
  expected  integer not null,
  primary key (programme, scope, indicator, quarter),
  constraint rollup_filed_is_expected check (filed between 0 and expected)
);

-- Who did what, append-only.
create table audit_entry (
  id        bigint generated always as identity primary key,
  at        timestamptz not null default now(),
  actor     text not null,
  action    text not null,
  subject   text not null,
  detail    jsonb not null default '{}'
);

-- What was done cannot be undone by rewriting the record of it; the same holds
-- for submitted figures and for earlier definitions.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger audit_entry_is_append_only before update or delete or truncate
  on audit_entry for each statement execute function refuse_change();
create trigger figure_is_append_only before update or delete or truncate
  on figure for each statement execute function refuse_change();
create trigger submission_is_append_only before update or delete or truncate
  on submission for each statement execute function refuse_change();
create trigger programme_revision_is_append_only before update or delete or truncate
  on programme_revision for each statement execute function refuse_change();

-- What this database is: `demo` databases mark every page and file, and take
-- no real figures; real ones take no demo figures.
create table installation (
  only_row boolean primary key default true check (only_row),
  purpose  text not null constraint installation_purpose_is_known check (purpose in ('real', 'demo'))
);
