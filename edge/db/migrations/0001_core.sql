-- The first schema. Never edited after it has been applied anywhere: later changes are later files.
-- invigil_edge owns nothing; every transaction of the Worker takes this role (SET LOCAL ROLE) and says for whom it acts.

do $$ begin
	if not exists (select from pg_roles where rolname = 'invigil_edge') then create role invigil_edge nologin; end if;
end $$;
grant invigil_edge to current_user;

-- Who the transaction acts for. Unset settings answer null, and null sees nothing.
create function acting_person() returns uuid language sql stable as
	$$ select nullif(current_setting('invigil.person', true), '')::uuid $$;
create function acting_institution() returns uuid language sql stable as
	$$ select nullif(current_setting('invigil.institution', true), '')::uuid $$;
-- 'system' is the Worker acting for itself: signing somebody in, draining a room's outbox.
create function acting_as(role text) returns boolean language sql stable as
	$$ select role = any (string_to_array(coalesce(current_setting('invigil.roles', true), ''), ',')) $$;

create table institutions (
	id uuid primary key,
	name text not null,
	created_at timestamptz not null default now()
);

create table users (
	id uuid primary key,
	institution_id uuid not null references institutions,
	email text not null,
	name text not null,
	roles text[] not null check (roles <@ array['student', 'teacher', 'proctor', 'admin'] and cardinality(roles) > 0),
	password_hash text not null,
	locked_at timestamptz,
	created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_institution on users (institution_id);

create table student_profiles (
	user_id uuid primary key references users,
	institution_id uuid not null references institutions,
	enrolment_id text not null,
	cohort text,
	unique (institution_id, enrolment_id)
);
create table teacher_profiles (
	user_id uuid primary key references users,
	institution_id uuid not null references institutions,
	department text
);

create table exams (
	id uuid primary key,
	institution_id uuid not null references institutions,
	owner_id uuid not null references users,
	title text not null,
	created_at timestamptz not null default now()
);
create index exams_owner on exams (owner_id);

create table exam_forms (
	id uuid primary key,
	exam_id uuid not null references exams,
	institution_id uuid not null references institutions,
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	form jsonb not null,
	published_at timestamptz not null default now(),
	unique (exam_id, hash)
);

-- A table of its own, so that no query for a form can bring the solutions along.
create table form_solutions (
	form_id uuid primary key references exam_forms,
	institution_id uuid not null references institutions,
	solutions jsonb not null
);

create table sittings (
	id uuid primary key,
	institution_id uuid not null references institutions,
	exam_id uuid not null references exams,
	form_id uuid not null references exam_forms,
	title text not null,
	opens_at timestamptz not null,
	closes_at timestamptz not null check (closes_at > opens_at),
	duration_ms bigint not null check (duration_ms > 0),
	policy jsonb not null,
	-- The signed manifest as students fetch it; the blobs lie in object storage under their hashes.
	manifest jsonb not null,
	-- Of the form, which a student may not read here.
	form_hash text not null,
	item_count int not null,
	created_at timestamptz not null default now()
);
create index sittings_institution on sittings (institution_id, opens_at);

-- The keys to a sitting: apart, because a student's request may read the sitting and must never reach these.
create table sitting_secrets (
	sitting_id uuid primary key references sittings,
	institution_id uuid not null references institutions,
	start_code text not null,
	content_key bytea not null check (length(content_key) = 32)
);

create table sitting_staff (
	sitting_id uuid not null references sittings,
	user_id uuid not null references users,
	institution_id uuid not null references institutions,
	role text not null check (role in ('teacher', 'proctor')),
	primary key (sitting_id, user_id, role)
);
create index sitting_staff_user on sitting_staff (user_id);

create table exam_attempts (
	id uuid primary key,
	institution_id uuid not null references institutions,
	sitting_id uuid not null references sittings,
	student_id uuid not null references users,
	room text not null,
	state text not null default 'assigned' check (state in ('assigned', 'ready', 'in_progress', 'paused', 'submitted',
		'held', 'accepted', 'released', 'expired', 'withdrawn', 'voided')),
	order_seed text not null,
	extra_ms bigint not null default 0,
	submitted_at timestamptz,
	timeliness jsonb,
	created_at timestamptz not null default now(),
	unique (sitting_id, student_id)
);
create index exam_attempts_student on exam_attempts (student_id);

create table exam_sessions (
	id uuid primary key,
	institution_id uuid not null references institutions,
	attempt_id uuid not null references exam_attempts,
	device_key text not null,
	ticket jsonb not null,
	-- Where Postgres stands in the log; the room may be ahead.
	next_seq bigint not null default 0,
	segments bigint not null default 0,
	head text not null,
	control_segments bigint not null default 0,
	forked boolean not null default false,
	opened_at timestamptz not null,
	last_entry_at timestamptz
);
create index exam_sessions_attempt on exam_sessions (attempt_id);

create table log_segments (
	session_id uuid not null,
	institution_id uuid not null,
	log text not null check (log in ('log', 'control')),
	index bigint not null,
	first_seq bigint not null,
	count int not null,
	bytes bytea not null,
	admitted_at timestamptz not null,
	primary key (session_id, log, index, admitted_at)
) partition by range (admitted_at);

create table monitoring_events (
	session_id uuid not null,
	institution_id uuid not null,
	attempt_id uuid not null,
	seq bigint not null,
	observation bigint not null,
	check_name text not null,
	phase text not null,
	from_ms bigint not null,
	to_ms bigint not null,
	peak double precision not null,
	confidence double precision not null,
	reason text,
	happened_at timestamptz not null,
	admitted_at timestamptz not null,
	primary key (session_id, seq, admitted_at)
) partition by range (admitted_at);
create index monitoring_events_attempt on monitoring_events (attempt_id, seq);

create table log_segments_default partition of log_segments default;
create table monitoring_events_default partition of monitoring_events default;

-- Makes the partition of a month and of the one after it, for both tables. Rows of a month whose partition does not exist lie
-- in the default partition and stay there: nothing is lost when nobody called this in time.
create function ensure_partitions(month date) returns void language plpgsql security definer set search_path = public as $$
declare
	parent text;
	start date;
	name text;
begin
	foreach parent in array array['log_segments', 'monitoring_events'] loop
		foreach start in array array[date_trunc('month', month)::date, (date_trunc('month', month) + interval '1 month')::date] loop
			name := format('%s_%s', parent, to_char(start, 'YYYY_MM'));
			if to_regclass(name) is null then
				begin
					execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent, start,
						(start + interval '1 month')::date);
					execute format('alter table %I enable row level security', name);
				exception when check_violation then
					raise notice 'rows of % already lie in the default partition', start;
				end;
			end if;
		end loop;
	end loop;
end $$;

-- The value last sealed per item; `revisions` counts every sealed change.
create table responses (
	session_id uuid not null references exam_sessions,
	institution_id uuid not null,
	attempt_id uuid not null references exam_attempts,
	item text not null,
	value jsonb not null,
	seq bigint not null,
	revisions int not null,
	sealed_at timestamptz not null,
	primary key (session_id, item)
);
create index responses_attempt on responses (attempt_id);

create table results (
	attempt_id uuid not null references exam_attempts,
	institution_id uuid not null,
	item text not null,
	points double precision,
	maximum double precision not null,
	marked_by text not null check (marked_by in ('edge', 'person', 'nobody_yet')),
	reason text not null,
	marked_at timestamptz not null default now(),
	primary key (attempt_id, item)
);

-- Frames that were refused, and the other branch of a fork: kept, never applied.
create table evidence (
	id bigint generated always as identity primary key,
	institution_id uuid not null,
	session_id uuid not null,
	attempt_id uuid not null,
	code text not null,
	evidence jsonb not null,
	bytes bytea,
	happened_at timestamptz not null
);

create table audit_logs (
	id bigint generated always as identity primary key,
	institution_id uuid,
	actor_id uuid,
	action text not null,
	subject text,
	detail jsonb not null default '{}',
	address text,
	happened_at timestamptz not null default now()
);
create index audit_logs_time on audit_logs (institution_id, happened_at desc);
create index audit_logs_action on audit_logs (action, subject, happened_at desc);

grant usage on schema public to invigil_edge;
grant select on institutions, users, student_profiles, teacher_profiles, exams, exam_forms, form_solutions, sittings,
	sitting_secrets, sitting_staff, exam_attempts, exam_sessions, log_segments, monitoring_events, responses, results, evidence
	to invigil_edge;
grant insert, update on exam_attempts, exam_sessions, responses, results to invigil_edge;
grant insert on log_segments, monitoring_events, evidence to invigil_edge;
-- Append-only: the Worker writes audit rows and reads them, and can neither change nor delete one.
grant select, insert on audit_logs to invigil_edge;
grant execute on function ensure_partitions(date), acting_person(), acting_institution(), acting_as(text) to invigil_edge;

-- A query that forgets its filter sees what the person may see, and without a person nothing.
-- Policies ask other tables through these, which run as the owner: a policy that queried a table with a policy of its own
-- could ask itself in a circle.
create function staffs_sitting(sitting uuid) returns boolean language sql stable security definer set search_path = public as
	$$ select exists (select from sitting_staff s where s.sitting_id = sitting and s.user_id = acting_person()) $$;
create function sits_in(sitting uuid) returns boolean language sql stable security definer set search_path = public as
	$$ select exists (select from exam_attempts a where a.sitting_id = sitting and a.student_id = acting_person()) $$;
create function may_see_attempt(attempt uuid) returns boolean language sql stable security definer set search_path = public as
	$$ select exists (select from exam_attempts a where a.id = attempt and staffs_sitting(a.sitting_id)) $$;
create function owns_attempt(attempt uuid) returns boolean language sql stable security definer set search_path = public as
	$$ select exists (select from exam_attempts a where a.id = attempt and a.student_id = acting_person()) $$;
create function sees_student(student uuid) returns boolean language sql stable security definer set search_path = public as
	$$ select exists (select from exam_attempts a where a.student_id = student and staffs_sitting(a.sitting_id)) $$;
grant execute on function staffs_sitting(uuid), sits_in(uuid), may_see_attempt(uuid), owns_attempt(uuid), sees_student(uuid)
	to invigil_edge;

do $$
declare
	name text;
begin
	foreach name in array array['institutions', 'users', 'student_profiles', 'teacher_profiles', 'exams', 'exam_forms',
		'form_solutions', 'sittings', 'sitting_secrets', 'sitting_staff', 'exam_attempts', 'exam_sessions', 'log_segments',
		'log_segments_default', 'monitoring_events', 'monitoring_events_default', 'responses', 'results', 'evidence', 'audit_logs'] loop
		execute format('alter table %I enable row level security', name);
	end loop;
	-- The Worker acting for itself, always within one institution once it knows which.
	foreach name in array array['institutions', 'users', 'student_profiles', 'teacher_profiles', 'exams', 'exam_forms',
		'form_solutions', 'sittings', 'sitting_secrets', 'sitting_staff', 'exam_attempts', 'exam_sessions', 'log_segments',
		'monitoring_events', 'responses', 'results', 'evidence', 'audit_logs'] loop
		execute format('create policy system_all on %I to invigil_edge using (acting_as(''system'')) with check (acting_as(''system''))', name);
	end loop;
end $$;

create policy own on users for select to invigil_edge using (id = acting_person());
create policy students_of_mine on users for select to invigil_edge using (sees_student(id));
create policy own on student_profiles for select to invigil_edge using (user_id = acting_person() or sees_student(user_id));
create policy own on teacher_profiles for select to invigil_edge using (user_id = acting_person());
create policy own on institutions for select to invigil_edge using (id = acting_institution());
create policy mine on exams for select to invigil_edge
	using (owner_id = acting_person()
		or exists (select from sittings s where s.exam_id = exams.id and (staffs_sitting(s.id) or sits_in(s.id))));
create policy of_my_sittings on exam_forms for select to invigil_edge
	using (exists (select from sittings s where s.form_id = exam_forms.id and staffs_sitting(s.id)));
create policy of_my_exams on form_solutions for select to invigil_edge
	using (acting_as('teacher') and exists (select from exam_forms f join exams e on e.id = f.exam_id
		where f.id = form_solutions.form_id and e.owner_id = acting_person()));
create policy staff on sittings for select to invigil_edge using (staffs_sitting(id));
create policy roster on sittings for select to invigil_edge using (sits_in(id));
create policy staff on sitting_secrets for select to invigil_edge using (staffs_sitting(sitting_id));
create policy staff on sitting_staff for select to invigil_edge using (user_id = acting_person());
create policy own on exam_attempts for select to invigil_edge using (student_id = acting_person());
create policy staff on exam_attempts for select to invigil_edge using (staffs_sitting(sitting_id));
create policy own on exam_sessions for select to invigil_edge using (owns_attempt(attempt_id));
create policy staff on exam_sessions for select to invigil_edge using (may_see_attempt(attempt_id));
create policy staff on log_segments for select to invigil_edge
	using (exists (select from exam_sessions s where s.id = session_id and may_see_attempt(s.attempt_id)));
create policy staff on monitoring_events for select to invigil_edge using (may_see_attempt(attempt_id));
create policy staff on responses for select to invigil_edge using (may_see_attempt(attempt_id));
create policy own on responses for select to invigil_edge using (owns_attempt(attempt_id));
create policy staff on results for select to invigil_edge using (acting_as('teacher') and may_see_attempt(attempt_id));
create policy staff on evidence for select to invigil_edge using (may_see_attempt(attempt_id));
create policy write_own on audit_logs for insert to invigil_edge with check (actor_id = acting_person());
