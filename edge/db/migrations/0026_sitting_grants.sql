-- What a teacher grants one student of a roster, for that sitting alone. No reason is asked for, so none is kept.
create table sitting_accommodations (
	id uuid primary key,
	institution_id uuid not null references institutions,
	sitting_id uuid not null references sittings,
	student_id uuid not null references users,
	-- sync/schema/accommodation.ts says what can be granted.
	granted jsonb not null,
	granted_by uuid not null references users,
	granted_at timestamptz not null default now(),
	ended_at timestamptz,
	ended_by uuid references users,
	check ((ended_at is null) = (ended_by is null))
);
-- One at a time: another takes its place, and the one before stays on record.
create unique index sitting_accommodations_held on sitting_accommodations (sitting_id, student_id) where ended_at is null;
create index sitting_accommodations_student on sitting_accommodations (student_id);

-- Whoever plans a sitting without being on its staff is not told what applies to its students, so it is not theirs to grant either.
create function may_grant_at(sitting uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select may_change_sitting(sitting) and staffs_sitting(sitting)
$$;
-- Is the student on the roster, with a newest attempt that nobody has begun?
create function is_unbegun_at(sitting uuid, student uuid) returns boolean
	language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce((select a.state in ('assigned', 'ready') and not exists (select from exam_sessions x where x.attempt_id = a.id)
		from exam_attempts a where a.sitting_id = sitting and a.student_id = student order by a.number desc limit 1), false)
		and (acting_as('system') or staffs_sitting(sitting))
$$;

alter table sitting_accommodations enable row level security;
grant select, insert on sitting_accommodations to invigil_edge;
grant update (ended_at, ended_by) on sitting_accommodations to invigil_edge;
create policy own on sitting_accommodations for select to invigil_edge using (student_id = acting_person());
create policy staff on sitting_accommodations for select to invigil_edge
	using ((acting_as('teacher') or acting_as('proctor')) and staffs_sitting(sitting_id));
create policy grants on sitting_accommodations for insert to invigil_edge
	with check (may_grant_at(sitting_id) and institution_id = acting_institution() and granted_by = acting_person()
		and student_id <> acting_person() and ended_at is null and is_unbegun_at(sitting_id, student_id));
create policy ends on sitting_accommodations for update to invigil_edge
	using (may_grant_at(sitting_id) and student_id <> acting_person() and ended_at is null)
	with check (may_grant_at(sitting_id) and ended_by = acting_person());

-- All that applies to a student at a sitting of that window, and by whose decision. Each part says who may ask for it.
create function grants_at(sitting uuid, student uuid, opens timestamptz, closes timestamptz) returns jsonb
	language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce((select jsonb_agg(jsonb_build_object('granted', g.one, 'by', 'institution') order by g.n)
			from jsonb_array_elements(accommodations_for(student, opens, closes)) with ordinality g (one, n)), '[]')
		|| coalesce((select jsonb_agg(jsonb_build_object('granted', c.granted, 'by', 'sitting')) from sitting_accommodations c
			where c.sitting_id = sitting and c.student_id = student and c.ended_at is null
				and (acting_as('system') or student = acting_person() or staffs_sitting(sitting))), '[]')
$$;
-- For the staff of a sitting: what its teachers granted, with their names.
create function granted_at_sitting(sitting uuid) returns table (id uuid, student uuid, granted jsonb, by_name text, granted_at timestamptz)
	language sql stable security definer set search_path = public, pg_temp as $$
	select c.id, c.student_id, c.granted, u.name, c.granted_at from sitting_accommodations c join users u on u.id = c.granted_by
	where c.sitting_id = sitting and c.ended_at is null and staffs_sitting(sitting)
$$;

-- A calendar takes what has a higher number: what was granted for one sitting counts too.
create or replace function own_grants_changed() returns table (times int, changed_at timestamptz)
	language sql stable security definer set search_path = public, pg_temp as $$
	select (count(*) + count(c.ended_at))::int, max(greatest(c.granted_at, c.ended_at)) from (
		select g.granted_at, g.ended_at from accommodations g where g.student_id = acting_person()
		union all select h.granted_at, h.ended_at from sitting_accommodations h where h.student_id = acting_person()) c
$$;

-- It says something of a person's health: of who is erased nothing of it stays.
create function forget_sitting_accommodations() returns trigger
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from sitting_accommodations where student_id = new.id;
	return null;
end $$;
create trigger forget_sitting_accommodations after update of erased_at on users
	for each row when (new.erased_at is not null) execute function forget_sitting_accommodations();
revoke execute on function may_grant_at(uuid), is_unbegun_at(uuid, uuid), grants_at(uuid, uuid, timestamptz, timestamptz),
	granted_at_sitting(uuid), forget_sitting_accommodations() from public;
grant execute on function may_grant_at(uuid), is_unbegun_at(uuid, uuid), grants_at(uuid, uuid, timestamptz, timestamptz),
	granted_at_sitting(uuid) to invigil_edge;
