-- A comparison is read by itself: of how many units it is, and whether what is
-- compared are ratios, stood with the rules of the whole programme alone.
alter table rollup_comparison add column units integer, add column ratio boolean;
update rollup_comparison c set units = u.units, ratio = u.over_units = 'recompute'
from rollup_rule u
where u.programme = c.programme and u.scope = c.scope and u.indicator = c.indicator;
alter table rollup_comparison
  -- How many units make up the scope.
  alter column units set not null,
  alter column ratio set not null;
