-- Files that students hand in as answers. The bytes lie in object storage; a row says that they are there, whole and as the log names them.
create table attempt_files (
	attempt_id uuid not null references exam_attempts,
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	institution_id uuid not null references institutions,
	content_type text not null,
	bytes int not null check (bytes > 0),
	-- As the device got it: the edge's signature over the same.
	receipt jsonb not null,
	arrived_at timestamptz not null,
	primary key (attempt_id, hash)
);
alter table attempt_files enable row level security;
grant select, insert, delete on attempt_files to invigil_edge;
create policy system_all on attempt_files to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy staff on attempt_files for select to invigil_edge using (may_see_attempt(attempt_id));
create policy own on attempt_files for select to invigil_edge using (owns_attempt(attempt_id));

-- With a session's payloads go the attempt's files.
create function erase_attempt_files() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from attempt_files where attempt_id = new.attempt_id;
	return null;
end $$;
revoke execute on function erase_attempt_files() from public;
create trigger erase_files after update of erased_at on exam_sessions for each row
	when (old.erased_at is null and new.erased_at is not null) execute function erase_attempt_files();
