-- Sums, comparisons and counts are kept by what one return adds to them, so
-- that approving a return costs the same however many there are. All of them
-- can be made anew from the approved returns (`server/src/store/rollups.rs`),
-- which is done after this migration.

-- What is added up for a scope, as the domain decides it from the definition.
create table rollup_rule (
  programme  text not null references programme (code),
  scope      text not null,
  indicator  text not null,
  -- sum | recompute | all
  over_units text not null,
  -- Whether the quarter's own figure is what was filed less the quarter before.
  cumulative boolean not null,
  -- How many units make it up.
  units      integer not null,
  -- members | whole: whose figures, as `contribution` names them.
  filed_by   text not null,
  primary key (programme, scope, indicator),
  constraint rollup_rule_over_units_is_known check (over_units in ('sum', 'recompute', 'all'))
);

-- Who adds up to what is the same for all indicators that the same units file.
drop table contribution;
create table contribution (
  unit      text not null,
  programme text not null,
  scope     text not null,
  filed_by  text not null,
  primary key (unit, programme, scope, filed_by),
  constraint contribution_unit_exists
    foreign key (unit, programme) references unit (code, programme),
  constraint contribution_filed_by_is_known check (filed_by in ('members', 'whole'))
);

alter table rollup
  -- Units that said anything, be it that there is no figure; with none left
  -- there is no row.
  add column spoken integer not null default 0,
  -- Units whose figure is 0, which is 'not yet' of a milestone.
  add column not_done integer not null default 0;

-- Two quarters of a scope, like for like: over the units with a figure in both.
create table rollup_comparison (
  programme text not null references programme (code),
  scope     text not null,
  quarter   quarter not null,
  -- How many quarters earlier the other one is.
  back      smallint not null,
  indicator text not null,
  compared  integer not null,
  -- Units to which the indicator does not apply in one of the two.
  not_applicable integer not null,
  value       numeric not null,
  numerator   numeric not null,
  denominator numeric not null,
  earlier_value       numeric not null,
  earlier_numerator   numeric not null,
  earlier_denominator numeric not null,
  primary key (programme, scope, quarter, back, indicator)
);

-- Of how many units returns are counted for a scope, and which they are.
create table filing_scope (
  programme text not null references programme (code),
  scope     text not null,
  units     integer not null,
  primary key (programme, scope)
);
create table unit_scope (
  unit      text not null,
  programme text not null,
  scope     text not null,
  primary key (unit, programme, scope),
  constraint unit_scope_unit_exists
    foreign key (unit, programme) references unit (code, programme)
);

-- How many units of a scope have an approved return for a quarter.
create table rollup_filing (
  programme text not null references programme (code),
  scope     text not null,
  quarter   quarter not null,
  filed     integer not null,
  primary key (programme, scope, quarter)
);

create index filing_approved_by_quarter on filing (programme, quarter)
  where approved_version is not null;
create index rollup_of_nothing on rollup (programme) where spoken = 0;

create function quarter_plus(quarter text, ahead integer) returns text
language sql immutable strict parallel safe as $$
  select (at / 4) || '-Q' || (at % 4 + 1)
  from (select left(quarter, 4)::integer * 4 + right(quarter, 1)::integer - 1 + ahead) q (at)
$$;

grant select on contribution, rollup_rule, rollup_comparison, filing_scope, unit_scope, rollup_filing to pilotboard_server;
grant insert, update on rollup_comparison, rollup_filing to pilotboard_server;
grant update on rollup to pilotboard_server;
