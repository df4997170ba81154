-- Servers keep rendered pages for as long as the data they show is the same.
-- A change of a programme's data version, once committed, is told to all of
-- them; what is told is only that something changed.
create function tell_data_version() returns trigger language plpgsql as $$
begin
  perform pg_notify('pilotboard_data', new.code);
  return null;
end $$;
create trigger programme_tells_its_version
  after insert or update of data_version, revision on programme
  for each row execute function tell_data_version();
