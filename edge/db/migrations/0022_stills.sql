-- Stills: pictures that a camera observation brings along. The bytes lie in object storage, encrypted under a key of the attempt's own;
-- without the key no copy of the storage can be read.
create table still_keys (
	attempt_id uuid primary key references exam_attempts,
	institution_id uuid not null references institutions,
	-- Sealed under the installation's secret; null: destroyed.
	sealed text,
	made_at timestamptz not null default now(),
	-- As the student's tickets promise it: so many days after their own closing. The latest of them holds.
	keep_until timestamptz not null,
	destroyed_at timestamptz,
	-- The edge's signed word that it was.
	statement jsonb,
	-- When the objects were gone too.
	swept_at timestamptz,
	check ((sealed is null) = (destroyed_at is not null) and (sealed is null) = (statement is not null))
);
create index still_keys_kept on still_keys (attempt_id) where swept_at is null;
create index still_keys_due on still_keys (keep_until) where swept_at is null;
create index still_keys_unswept on still_keys (attempt_id) where destroyed_at is not null and swept_at is null;

-- Those that arrived. A row outlives its picture: the record says that it was there.
create table attempt_stills (
	attempt_id uuid not null references still_keys,
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	institution_id uuid not null references institutions,
	content_type text not null,
	bytes int not null check (bytes > 0),
	receipt jsonb not null,
	arrived_at timestamptz not null,
	primary key (attempt_id, hash)
);

alter table still_keys enable row level security;
alter table attempt_stills enable row level security;
grant select, insert, update on still_keys to invigil_edge;
grant select, insert on attempt_stills to invigil_edge;
create policy system_all on still_keys to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy system_all on attempt_stills to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy staff on attempt_stills for select to invigil_edge using (may_see_attempt(attempt_id));
create policy own on attempt_stills for select to invigil_edge using (owns_attempt(attempt_id));

-- What people may know of a key is whether it was destroyed.
create function stills_deleted(attempt uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
	select k.statement from still_keys k
	where k.attempt_id = attempt and (acting_as('system') or may_see_attempt(attempt) or owns_attempt(attempt))
$$;

revoke execute on function stills_deleted(uuid) from public;
grant execute on function stills_deleted(uuid) to invigil_edge;

-- With a session's payloads go the attempt's stills and their key.
create function erase_attempt_stills() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from attempt_stills where attempt_id = new.attempt_id;
	delete from still_keys where attempt_id = new.attempt_id;
	return null;
end $$;
revoke execute on function erase_attempt_stills() from public;
create trigger erase_stills after update of erased_at on exam_sessions for each row
	when (old.erased_at is null and new.erased_at is not null) execute function erase_attempt_stills();
