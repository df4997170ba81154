-- Explaining approved figures, and links that show one view of them.

-- The version that counts of each return, with who approved it: for history
-- taken over from a file, whoever took it over.
create view approved_submission as
select l.unit, l.programme, l.quarter, l.approved_version as version, s.origin, s.submitted_at,
  l.approved_at,
  case when s.origin = 'return' then (
    select e.by_name from review_entry e
    where e.unit = l.unit and e.programme = l.programme and e.quarter = l.quarter
      and e.version = l.approved_version and e.action = 'approve'
    order by e.no desc limit 1
  ) else s.submitted_by end as approved_by
from filing l
join submission s on s.unit = l.unit and s.programme = l.programme and s.quarter = l.quarter
  and s.version = l.approved_version;

grant select on approved_submission to pilotboard_server;

-- A link shows one view of approved figures to whoever has it, signed in or
-- not, until it expires or is revoked.
create table link (
  id            bigint generated always as identity primary key,
  -- The secret is told once and kept as SHA-256: a copy of this table opens nothing.
  secret_sha256 bytea not null constraint link_has_its_own_secret unique,
  -- Path and query of the view, as the product writes them.
  address       text not null,
  purpose       text not null,
  made_by       text not null,
  made_at       timestamptz not null default now(),
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  revoked_by    text,
  constraint link_holds_90_days_at_most
    check (expires_at > made_at and expires_at <= made_at + interval '90 days'),
  constraint link_is_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);
create index link_by_maker on link (made_by, id);

-- How often a link was opened, by the days of Beijing. The first time a day
-- also goes into the record.
create table link_use (
  link   bigint not null references link (id),
  day    date not null,
  opened bigint not null default 1,
  primary key (link, day)
);

grant select, insert on link to pilotboard_server;
grant update (revoked_at, revoked_by) on link to pilotboard_server;
grant select, insert on link_use to pilotboard_server;
grant update (opened) on link_use to pilotboard_server;

-- Who has the secret is nobody the database knows, so reading asks nothing.
-- Reviewers make links; what is revoked stays revoked.
alter table link enable row level security;
alter table link force row level security;
do $$ begin
  execute 'create policy operator on link to current_user using (true) with check (true)';
end $$;
create policy opens on link for select to pilotboard_server using (true);
create policy makes on link for insert to pilotboard_server
  with check (acting_role() = 'reviewer' and revoked_at is null);
create policy revokes on link for update to pilotboard_server
  using (acting_role() in ('reviewer', 'admin') and revoked_at is null)
  with check (revoked_at is not null);
