-- Somebody's own window within, or beside, that of the sitting; null: the sitting's.
alter table exam_attempts add column opens_at timestamptz null, add column closes_at timestamptz null;

-- Whoever ends later than the others may be erased as much later.
create or replace function kept_until(student uuid) returns timestamptz language sql stable security definer set search_path = public, pg_temp as $$
	select max(greatest(s.closes_at, a.closes_at, least(x.last_entry_at, now())) + make_interval(days => i.retention_days))
	from exam_attempts a join exam_sessions x on x.attempt_id = a.id join sittings s on s.id = a.sitting_id
		join institutions i on i.id = a.institution_id
	where a.student_id = student and x.erased_at is null
$$;

-- A sitting that can be changed until it begins -----------------------------------------------------------------------------------
alter table sittings
	-- IANA; in which its times were meant.
	add column time_zone text not null default 'UTC' check (time_zone <> '' and length(time_zone) <= 64),
	-- Nothing of it is ever released.
	add column rehearsal boolean not null default false,
	-- sync/schema/stagger.ts; null: all begin at once.
	add column stagger jsonb,
	add column reminders boolean not null default true,
	-- Of who planned it: the language that reminders are written in, and the address that their link begins with.
	add column mail_locale text not null default 'en' check (mail_locale in ('en', 'es', 'fr', 'hi', 'ar')),
	add column mail_origin text check (length(mail_origin) <= 300),
	-- Grows with each change that a calendar or a device has to hear of.
	add column revision int not null default 0,
	add column changed_at timestamptz not null default now();

-- Which were sent, of which opening: an exam that is moved is reminded of again.
create table sent_reminders (
	attempt_id uuid not null references exam_attempts,
	institution_id uuid not null references institutions,
	kind text not null check (kind in ('day', 'hour')),
	opens_at timestamptz not null,
	sent_at timestamptz not null default now(),
	primary key (attempt_id, kind, opens_at)
);
alter table sent_reminders enable row level security;
create policy system_all on sent_reminders to invigil_edge using (acting_as('system')) with check (acting_as('system'));
grant select, insert on sent_reminders to invigil_edge;

-- Groups of one sitting; apart from the attempt, which knows nothing of them.
create table roster_groups (
	sitting_id uuid not null references sittings,
	student_id uuid not null references users,
	institution_id uuid not null references institutions,
	name text not null,
	primary key (sitting_id, student_id)
);
-- Whoever of the institution's students opens it is put on the roster. SHA-256 of the token: what is stored here lets nobody in.
create table join_links (
	sitting_id uuid primary key references sittings,
	institution_id uuid not null references institutions,
	hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
	made_by uuid not null references users,
	made_at timestamptz not null default now()
);
alter table roster_groups enable row level security;
alter table join_links enable row level security;
create policy system_all on roster_groups to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy system_all on join_links to invigil_edge using (acting_as('system')) with check (acting_as('system'));
grant select on roster_groups to invigil_edge;
grant select, insert, update, delete on join_links to invigil_edge;

-- Whoever may edit the exam, and the teachers on the sitting's staff.
create function may_change_sitting(sitting uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select acting_as('teacher') and exists (select from sittings s where s.id = sitting and s.institution_id = acting_institution()
		and (may_on_exam(s.exam_id, 'edit') or exists (select from sitting_staff t
			where t.sitting_id = s.id and t.user_id = acting_person() and t.role = 'teacher')))
$$;
revoke execute on function may_change_sitting(uuid) from public;
grant execute on function may_change_sitting(uuid) to invigil_edge;

create policy planned on sittings for select to invigil_edge using (acting_as('teacher') and may_change_sitting(id));
create policy planned_changes on sittings for update to invigil_edge
	using (acting_as('teacher') and may_change_sitting(id)) with check (institution_id = acting_institution());
grant update (title, opens_at, closes_at, duration_ms, policy, time_zone, rehearsal, stagger, reminders, revision, changed_at) on sittings
	to invigil_edge;
create policy planned on join_links to invigil_edge using (may_change_sitting(sitting_id))
	with check (institution_id = acting_institution() and made_by = acting_person() and may_change_sitting(sitting_id));
create policy planned on roster_groups for select to invigil_edge using (may_change_sitting(sitting_id));

-- Staff that is added and removed. Whoever is added is of the institution and has the role.
create function staff_of_sitting(sitting uuid) returns table (person uuid, name text, staff_role text)
	language sql stable security definer set search_path = public, pg_temp as $$
	select u.id, u.name, t.role from sitting_staff t join users u on u.id = t.user_id
	where t.sitting_id = sitting and may_change_sitting(sitting) order by t.role desc, u.name
$$;
create function add_sitting_staff(sitting uuid, address text, wanted text) returns uuid
	language plpgsql security definer set search_path = public, pg_temp as $$
declare
	found uuid;
begin
	if not may_change_sitting(sitting) then raise insufficient_privilege using message = 'not a sitting of theirs'; end if;
	select u.id into found from users u where u.institution_id = acting_institution() and lower(u.email) = lower(address)
		and wanted = any (u.roles) and u.locked_at is null and u.erased_at is null;
	if found is null then return null; end if;
	insert into sitting_staff (sitting_id, user_id, institution_id, role) values (sitting, found, acting_institution(), wanted)
		on conflict do nothing;
	return found;
end $$;
-- false: nobody would be left who can change it from its own staff.
create function drop_sitting_staff(sitting uuid, person uuid, wanted text) returns boolean
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not may_change_sitting(sitting) then raise insufficient_privilege using message = 'not a sitting of theirs'; end if;
	perform 1 from sittings s where s.id = sitting for update;
	if wanted = 'teacher' and not exists (select from sitting_staff t
		where t.sitting_id = sitting and t.role = 'teacher' and t.user_id <> person) then return false; end if;
	delete from sitting_staff t where t.sitting_id = sitting and t.user_id = person and t.role = wanted;
	return true;
end $$;

-- The roster -----------------------------------------------------------------------------------------------------------------------
-- What a teacher learns of people they do not teach: whether an address or a number is a student's. Nothing else.
create function find_students(emails text[], numbers text[], sitting uuid) returns table (kind text, key text, person uuid,
	is_student boolean, enrolled boolean) language sql stable security definer set search_path = public, pg_temp as $$
	with asked as (
		select 'email' as kind, lower(e) as key from unnest(emails) e union select 'number', n from unnest(numbers) n
	)
	select a.kind, a.key, u.id, 'student' = any (u.roles), sitting is not null and may_change_sitting(sitting) and exists (
		select from exam_attempts x where x.sitting_id = sitting and x.student_id = u.id and x.state <> 'withdrawn')
	from asked a
		left join student_profiles p on a.kind = 'number' and p.institution_id = acting_institution() and p.enrolment_id = a.key
		join users u on u.institution_id = acting_institution() and u.locked_at is null and u.erased_at is null
			and (u.id = p.user_id or (a.kind = 'email' and lower(u.email) = a.key))
	where acting_as('teacher')
$$;
create function list_cohorts() returns table (name text, students bigint) language sql stable security definer
	set search_path = public, pg_temp as $$
	select p.cohort, count(*) from student_profiles p join users u on u.id = p.user_id
	where acting_as('teacher') and p.institution_id = acting_institution() and p.cohort <> '' and 'student' = any (u.roles)
		and u.locked_at is null and u.erased_at is null
	group by p.cohort order by p.cohort limit 2000
$$;
create function students_of_cohorts(cohorts text[]) returns table (person uuid, cohort text) language sql stable security definer
	set search_path = public, pg_temp as $$
	select u.id, p.cohort from student_profiles p join users u on u.id = p.user_id
	where acting_as('teacher') and p.institution_id = acting_institution() and p.cohort = any (cohorts) and 'student' = any (u.roles)
		and u.locked_at is null and u.erased_at is null
$$;
create function roster_of_sitting(sitting uuid) returns table (attempt uuid, student uuid, student_name text, attempt_state text,
	group_name text, own_opens_at timestamptz, own_closes_at timestamptz, seed text)
	language sql stable security definer set search_path = public, pg_temp as $$
	select a.id, a.student_id, u.name, a.state, g.name, a.opens_at, a.closes_at, a.order_seed
	from exam_attempts a join users u on u.id = a.student_id
		left join roster_groups g on g.sitting_id = a.sitting_id and g.student_id = a.student_id
	where a.sitting_id = sitting and (may_change_sitting(sitting) or acting_as('system')) order by u.name, a.id
$$;
-- Whoever is on it already stays as they are; who was withdrawn is back, if a teacher says so and not a link. Answers those for whom something changed.
create function add_to_roster(sitting uuid, ids uuid[], students uuid[], seeds text[], room_size int)
	returns table (attempt uuid, student uuid, student_name text, was_withdrawn boolean) language plpgsql security definer set search_path = public, pg_temp as $$
declare
	house uuid;
	before bigint;
begin
	if not (may_change_sitting(sitting) or acting_as('system')) then
		raise insufficient_privilege using message = 'not a sitting of theirs';
	end if;
	-- One at a time, so that no room is filled twice.
	select s.institution_id into house from sittings s where s.id = sitting for update;
	select count(*) into before from exam_attempts a where a.sitting_id = sitting;
	return query
	with asked as (
		select t.id, t.person, t.seed from unnest(ids, students, seeds) as t (id, person, seed)
			join users u on u.id = t.person
		where u.institution_id = house and 'student' = any (u.roles) and u.locked_at is null and u.erased_at is null
	), fresh as (
		select k.*, row_number() over (order by k.id) as n from asked k
		where not exists (select from exam_attempts a where a.sitting_id = sitting and a.student_id = k.person)
	), added as (
		insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed)
		select f.id, house, sitting, f.person, sitting::text || '-' || ((before + f.n - 1) / room_size), f.seed from fresh f
		returning id, student_id
	), back as (
		update exam_attempts a set state = 'assigned' from asked k
		where a.sitting_id = sitting and a.student_id = k.person and a.state = 'withdrawn' and may_change_sitting(sitting) returning a.id, a.student_id
	)
	select c.id, c.student_id, u.name, c.again from (select id, student_id, false as again from added
		union all select id, student_id, true from back) c join users u on u.id = c.student_id;
end $$;
create function set_roster_groups(sitting uuid, students uuid[], names text[]) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not may_change_sitting(sitting) then raise insufficient_privilege using message = 'not a sitting of theirs'; end if;
	insert into roster_groups (sitting_id, student_id, institution_id, name)
	select sitting, t.student, a.institution_id, t.name from unnest(students, names) as t (student, name)
		join exam_attempts a on a.sitting_id = sitting and a.student_id = t.student
	on conflict (sitting_id, student_id) do update set name = excluded.name;
end $$;
-- Only who never began: neither here, nor (the caller has asked) in the room, which is ahead.
create function withdraw_attempts(sitting uuid, attempts uuid[]) returns setof uuid
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not may_change_sitting(sitting) then raise insufficient_privilege using message = 'not a sitting of theirs'; end if;
	return query update exam_attempts a set state = 'withdrawn'
		where a.sitting_id = sitting and a.id = any (attempts) and a.state in ('assigned', 'ready') and a.submitted_at is null
			and not exists (select from exam_sessions x where x.attempt_id = a.id)
		returning a.id;
end $$;
-- Own beginnings within the sitting's window; who has begun keeps theirs.
create function set_attempt_starts(sitting uuid, attempts uuid[], starts timestamptz[]) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not (may_change_sitting(sitting) or acting_as('system')) then
		raise insufficient_privilege using message = 'not a sitting of theirs';
	end if;
	update exam_attempts a set opens_at = t.start from unnest(attempts, starts) as t (attempt, start), sittings s
	where a.id = t.attempt and a.sitting_id = sitting and s.id = sitting and a.state in ('assigned', 'ready')
		and (t.start is null or t.start between s.opens_at and s.closes_at)
		and not exists (select from exam_sessions x where x.attempt_id = a.id);
end $$;
-- Has anybody begun, or may they by now?
create function sitting_has_begun(sitting uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select exists (select from exam_attempts a join sittings s on s.id = a.sitting_id where s.id = sitting
		and (coalesce(a.opens_at, s.opens_at) <= now() or exists (select from exam_sessions x where x.attempt_id = a.id)))
		or exists (select from sittings s where s.id = sitting and s.opens_at <= now())
$$;

-- A rehearsal is never released, whoever asks.
create function refuse_released_rehearsal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if exists (select from sittings s where s.id = new.sitting_id and s.rehearsal) then
		raise check_violation using message = 'a rehearsal is not released';
	end if;
	return new;
end $$;
create trigger rehearsal_stays before insert or update of state on exam_attempts for each row
	when (new.state = 'released') execute function refuse_released_rehearsal();

do $$
declare
	each regprocedure;
begin
	foreach each in array array['staff_of_sitting(uuid)', 'add_sitting_staff(uuid, text, text)', 'drop_sitting_staff(uuid, uuid, text)',
		'find_students(text[], text[], uuid)', 'list_cohorts()', 'students_of_cohorts(text[])', 'roster_of_sitting(uuid)',
		'add_to_roster(uuid, uuid[], uuid[], text[], int)', 'set_roster_groups(uuid, uuid[], text[])', 'withdraw_attempts(uuid, uuid[])',
		'set_attempt_starts(uuid, uuid[], timestamptz[])', 'sitting_has_begun(uuid)']::regprocedure[] loop
		execute format('revoke execute on function %s from public', each);
		execute format('grant execute on function %s to invigil_edge', each);
	end loop;
	revoke execute on function refuse_released_rehearsal() from public;
end $$;
