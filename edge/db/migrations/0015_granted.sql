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

-- Several attempts at one sitting ------------------------------------------------------------------------------------------------
alter table sittings
	-- null: as many as somebody likes while the window is open.
	add column attempts_allowed int default 1 check (attempts_allowed between 1 and 100),
	add column attempt_counts text not null default 'last' check (attempt_counts in ('best', 'last'));
alter table exam_attempts
	add column number int not null default 1 check (number >= 1),
	drop constraint exam_attempts_sitting_id_student_id_key,
	add unique (sitting_id, student_id, number);
-- One line per student: of the newest attempt.
create or replace function roster_of_sitting(sitting uuid) returns table (attempt uuid, student uuid, student_name text,
	attempt_state text, group_name text, own_opens_at timestamptz, own_closes_at timestamptz, seed text)
	language sql stable security definer set search_path = public, pg_temp as $$
	select a.id, a.student_id, u.name, a.state, g.name, a.opens_at, a.closes_at, a.order_seed
	from exam_attempts a join users u on u.id = a.student_id
		left join roster_groups g on g.sitting_id = a.sitting_id and g.student_id = a.student_id
	where a.sitting_id = sitting and (may_change_sitting(sitting) or acting_as('system'))
		and not exists (select from exam_attempts b where b.sitting_id = sitting and b.student_id = a.student_id and b.number > a.number)
	order by u.name, a.id
$$;
create or replace function set_roster_groups(sitting uuid, students uuid[], names text[]) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not may_change_sitting(sitting) then raise insufficient_privilege using message = 'not a sitting of theirs'; end if;
	insert into roster_groups (sitting_id, student_id, institution_id, name)
	select distinct on (t.student) sitting, t.student, a.institution_id, t.name from unnest(students, names) as t (student, name)
		join exam_attempts a on a.sitting_id = sitting and a.student_id = t.student
	on conflict (sitting_id, student_id) do update set name = excluded.name;
end $$;

-- Deadlines that close themselves, and a lock by hand ------------------------------------------------------------------------------
alter table sittings
	-- While it is locked it gives no key and takes no new attempt. What somebody is writing comes in whatever stands here.
	add column locked_at timestamptz,
	-- null: by itself, after the last attempt's grace.
	add column locked_by uuid references users,
	add column lock_reason text check (length(lock_reason) between 1 and 500),
	-- By hand; from then on it is not locked again for a deadline that had passed by then.
	add column unlocked_at timestamptz;
create index sittings_unlocked on sittings (id) where locked_at is null;
create index exam_attempts_never_begun on exam_attempts (id) where state in ('assigned', 'ready');

-- By somebody on its staff. null: there is no such sitting for them; else whether that changed anything.
create function lock_sitting(sitting uuid, because text) returns boolean
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not (acting_as('teacher') or acting_as('proctor')) or not staffs_sitting(sitting) then return null; end if;
	update sittings set locked_at = now(), locked_by = acting_person(), lock_reason = because, unlocked_at = null
		where id = sitting and locked_by is null;
	return found;
end $$;
create function unlock_sitting(sitting uuid) returns boolean
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not (acting_as('teacher') or acting_as('proctor')) or not staffs_sitting(sitting) then return null; end if;
	update sittings set locked_at = null, locked_by = null, lock_reason = null, unlocked_at = now()
		where id = sitting and locked_at is not null;
	return found;
end $$;
-- By the Worker for itself, after a deadline.
create function close_sitting(sitting uuid, passed timestamptz) returns boolean
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only after a deadline'; end if;
	update sittings set locked_at = now() where id = sitting and locked_at is null and (unlocked_at is null or unlocked_at < passed);
	return found;
end $$;
-- Of a sitting one is on the staff of; of a colleague, the name.
create function sitting_lock(sitting uuid) returns table (at timestamptz, by_name text, reason text)
	language sql stable security definer set search_path = public, pg_temp as $$
	select s.locked_at, u.name, s.lock_reason from sittings s left join users u on u.id = s.locked_by
	where s.id = sitting and s.locked_at is not null and staffs_sitting(s.id)
$$;
revoke execute on function lock_sitting(uuid, text), unlock_sitting(uuid), close_sitting(uuid, timestamptz), sitting_lock(uuid) from public;
grant execute on function lock_sitting(uuid, text), unlock_sitting(uuid), close_sitting(uuid, timestamptz), sitting_lock(uuid) to invigil_edge;
