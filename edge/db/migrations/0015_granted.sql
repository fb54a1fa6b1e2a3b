-- What is granted to a person and applies to every sitting of theirs. Why it was granted is told to nobody but the institution's admins.
create table accommodations (
	id uuid primary key,
	institution_id uuid not null references institutions,
	student_id uuid not null references users,
	-- sync/schema/accommodation.ts says what can be granted.
	granted jsonb not null,
	reason text not null check (length(reason) between 1 and 1000),
	from_at timestamptz not null,
	until_at timestamptz check (until_at > from_at),
	granted_by uuid not null references users,
	granted_at timestamptz not null default now(),
	ended_at timestamptz,
	ended_by uuid references users,
	-- Changing one is granting another in its place, once: the version before it stays on record.
	replaces uuid unique references accommodations
);
create index accommodations_student on accommodations (student_id, granted_at desc);

alter table accommodations enable row level security;
grant select, insert on accommodations to invigil_edge;
grant update (ended_at, ended_by) on accommodations to invigil_edge;
-- Nobody else reads a row, not even the Worker for itself: what applies is asked of the functions below.
create policy admin on accommodations for select to invigil_edge using (acting_as('admin') and institution_id = acting_institution());
create policy admin_grants on accommodations for insert to invigil_edge
	with check (acting_as('admin') and institution_id = acting_institution() and granted_by = acting_person()
		and student_id <> acting_person() and exists (select from users u where u.id = student_id and u.institution_id = acting_institution() and 'student' = any (u.roles)));
create policy admin_ends on accommodations for update to invigil_edge
	using (acting_as('admin') and institution_id = acting_institution() and ended_at is null)
	with check (institution_id = acting_institution() and ended_by = acting_person());

-- What is in force for a student at a sitting of that window: for the student, and for the staff of a sitting of theirs. What was ended
-- holds no more from then on; what has run out by its date holds for every sitting whose window it reached.
create function accommodations_for(student uuid, opens timestamptz, closes timestamptz) returns jsonb
	language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(jsonb_agg(c.granted order by c.granted_at), '[]') from accommodations c
	where c.student_id = student and c.ended_at is null and c.from_at < closes and (c.until_at is null or c.until_at > opens)
		and (acting_as('system') or student = acting_person() or sees_student(student))
$$;
create function own_accommodations() returns table (id uuid, granted jsonb, from_at timestamptz, until_at timestamptz, granted_at timestamptz)
	language sql stable security definer set search_path = public, pg_temp as $$
	select c.id, c.granted, c.from_at, c.until_at, c.granted_at from accommodations c
	where c.student_id = acting_person() and c.ended_at is null and (c.until_at is null or c.until_at > now())
	order by c.granted_at desc
$$;
revoke execute on function accommodations_for(uuid, timestamptz, timestamptz), own_accommodations() from public;
grant execute on function accommodations_for(uuid, timestamptz, timestamptz), own_accommodations() to invigil_edge;

-- It says something of a person's health: of who is erased nothing of it stays.
create function forget_accommodations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from accommodations where student_id = new.id;
	return null;
end $$;
revoke execute on function forget_accommodations() from public;
create trigger forget_accommodations after update of erased_at on users
	for each row when (new.erased_at is not null) execute function forget_accommodations();
