-- Marking by hand, keys after publishing, release. A marker reaches scripts through the functions below alone: none of these tables has a
-- policy for them, and no function answers a name, or the attempt it belongs to, while marking is blind.

-- Results -----------------------------------------------------------------------------------------------------------------------
alter table results
	-- What the rules said, also where a person said otherwise. null: they cannot say.
	add column automatic double precision,
	add column automatic_reason text,
	-- Who has the last word: the rules, marks by hand, or one person with a reason.
	add column source text not null default 'rules' check (source in ('rules', 'marks', 'override')),
	add column because text,
	add column comment text,
	add column scores jsonb not null default '[]',
	add column annotations jsonb not null default '[]',
	add column struck text check (struck in ('full', 'drop')),
	-- What a person said; `points` may be another while the item is struck.
	add column person_points double precision;
update results set automatic = case when marked_by = 'edge' then points end, automatic_reason = reason;

-- Of the draft's head; null: there is no pass mark.
alter table exam_forms add column pass_percent double precision check (pass_percent between 0 and 100);

-- A person has said that it counts, or does not; the room does not take that back.
alter table exam_attempts add column decided_at timestamptz;

-- By which rules and keys an attempt was marked last.
create table attempt_markings (
	attempt_id uuid primary key references exam_attempts,
	institution_id uuid not null references institutions,
	marking_version int not null,
	key_version int not null,
	key_hash text not null check (key_hash ~ '^[0-9a-f]{64}$'),
	marked_at timestamptz not null default now()
);

-- Every change of points that were there already. Written by the trigger below, and by nothing else.
create table result_changes (
	id bigint generated always as identity primary key,
	institution_id uuid not null references institutions,
	attempt_id uuid not null references exam_attempts,
	item text not null,
	cause text not null check (cause in ('key', 'person', 'request', 'late', 'marking')),
	because text not null,
	from_points double precision,
	to_points double precision,
	from_maximum double precision not null,
	to_maximum double precision not null,
	changed_by uuid references users,
	changed_at timestamptz not null default now()
);
create index result_changes_attempt on result_changes (attempt_id, id);

-- Keys after publishing: 1 is what form_solutions has. Never changed.
create table form_key_versions (
	form_id uuid not null references exam_forms,
	version int not null check (version > 1),
	institution_id uuid not null references institutions,
	solutions jsonb not null,
	struck jsonb not null,
	changes jsonb not null,
	key_hash text not null check (key_hash ~ '^[0-9a-f]{64}$'),
	because text not null,
	made_by uuid not null references users,
	made_at timestamptz not null default now(),
	primary key (form_id, version)
);

-- Marking by hand ---------------------------------------------------------------------------------------------------------------
create table sitting_marking (
	sitting_id uuid primary key references sittings,
	institution_id uuid not null references institutions,
	blind boolean not null default true,
	second text not null default 'none' check (second in ('none', 'all', 'sample')),
	sample_share double precision not null default 0.1 check (sample_share between 0 and 1),
	tolerance numeric(7, 2) not null default 0 check (tolerance >= 0),
	combine text not null default 'mean' check (combine in ('mean', 'first')),
	step numeric(4, 2) not null default 0.5 check (step > 0),
	pass_percent double precision check (pass_percent between 0 and 100),
	-- The sample of scripts that two mark follows from it.
	seed text not null default encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'),
	revision int not null default 1,
	closed_at timestamptz,
	-- When names came out first: from then on they are known.
	named_at timestamptz
);
create table marking_scripts (
	-- Says nothing of the attempt.
	id uuid primary key default gen_random_uuid(),
	sitting_id uuid not null references sittings,
	institution_id uuid not null references institutions,
	attempt_id uuid not null unique references exam_attempts,
	second boolean not null default false
);
create index marking_scripts_sitting on marking_scripts (sitting_id, id);
create table marking_assignments (
	sitting_id uuid not null references sittings,
	item text not null,
	marker_id uuid not null references users,
	institution_id uuid not null references institutions,
	primary key (sitting_id, item, marker_id)
);
create table marks (
	script_id uuid not null references marking_scripts,
	item text not null,
	marker_id uuid not null references users,
	role text not null check (role in ('marker', 'moderator')),
	sitting_id uuid not null references sittings,
	institution_id uuid not null references institutions,
	revision int not null,
	points numeric(7, 2) check (points >= 0 and points <> 'NaN'),
	comment text not null,
	scores jsonb not null,
	annotations jsonb not null,
	-- null: a draft of one's own.
	done_at timestamptz check (done_at is null or points is not null),
	saved_at timestamptz not null default now(),
	primary key (script_id, item, marker_id, role)
);
create index marks_sitting on marks (sitting_id);
-- Every save under the name its client gave it: the same again acts once. Also the history of a mark.
create table mark_saves (
	marker_id uuid not null references users,
	save uuid not null,
	institution_id uuid not null references institutions,
	script_id uuid not null references marking_scripts,
	item text not null,
	role text not null,
	revision int not null,
	points numeric(7, 2),
	done boolean not null,
	saved_at timestamptz not null default now(),
	primary key (marker_id, save)
);
create index mark_saves_script on mark_saves (script_id);

-- Release -----------------------------------------------------------------------------------------------------------------------
create table sitting_releases (
	sitting_id uuid primary key references sittings,
	institution_id uuid not null references institutions,
	revision int not null,
	shows jsonb not null,
	from_at timestamptz not null,
	requests_until timestamptz,
	hidden boolean not null,
	-- When students could see something first.
	first_at timestamptz,
	changed_by uuid not null references users,
	changed_at timestamptz not null default now()
);
create table remark_requests (
	id uuid primary key,
	institution_id uuid not null references institutions,
	attempt_id uuid not null references exam_attempts,
	item text not null,
	reason text not null,
	state text not null default 'open' check (state in ('open', 'kept', 'changed', 'withdrawn')),
	asked_at timestamptz not null default now(),
	answer text,
	answered_by uuid references users,
	answered_at timestamptz
);
create unique index remark_requests_open on remark_requests (attempt_id, item) where state = 'open';
create index remark_requests_attempt on remark_requests (attempt_id);

do $$
declare
	name text;
begin
	foreach name in array array['attempt_markings', 'result_changes', 'form_key_versions', 'sitting_marking', 'marking_scripts', 'marking_assignments', 'marks',
		'mark_saves', 'sitting_releases', 'remark_requests'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy system_all on %I to invigil_edge using (acting_as(''system'')) with check (acting_as(''system''))', name);
	end loop;
end $$;
grant select on attempt_markings, result_changes, form_key_versions, sitting_marking, marking_scripts, marking_assignments, marks, mark_saves,
	sitting_releases, remark_requests to invigil_edge;
grant insert on attempt_markings, form_key_versions, marking_assignments, sitting_releases, remark_requests to invigil_edge;
grant update (blind, second, sample_share, tolerance, combine, step, pass_percent, revision, closed_at, named_at) on sitting_marking to invigil_edge;
grant update on attempt_markings, sitting_releases to invigil_edge;
grant update (state, answer, answered_by, answered_at) on remark_requests to invigil_edge;
grant delete on marking_assignments to invigil_edge;
create policy edited on form_key_versions for select to invigil_edge using (may_on_form(form_id, 'edit'));
create policy own on remark_requests for select to invigil_edge using (owns_attempt(attempt_id));
-- Staff may see what was changed of whom they may see the marks.
create policy staff on result_changes for select to invigil_edge using (acting_as('teacher') and may_see_attempt(attempt_id));
create policy staff on attempt_markings for select to invigil_edge using (acting_as('teacher') and may_see_attempt(attempt_id));

-- A release that is on; its time may still be to come.
create function is_locked(asked uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
	$$ select exists (select from sitting_releases r where r.sitting_id = asked and not r.hidden) $$;
create function is_released(asked uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
	$$ select exists (select from sitting_releases r where r.sitting_id = asked and not r.hidden and r.from_at <= now())
		and not exists (select from sittings s where s.id = asked and s.rehearsal) $$;

-- Whoever changes points says why, for this transaction. `person`: where the Worker acts for itself.
create function because_of(cause text, why text, person uuid) returns void language sql set search_path = public, pg_temp as
	$$ select set_config('invigil.cause', cause, true), set_config('invigil.because', why, true), set_config('invigil.by', coalesce(person::text, ''), true) $$;
-- Released points are not changed without a reason, whoever asks.
create function note_result_changes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
	why text := nullif(current_setting('invigil.because', true), '');
begin
	if why is null and exists (select from now_rows n join was_rows w using (attempt_id, item) join exam_attempts a on a.id = n.attempt_id
		where (n.points is distinct from w.points or n.maximum <> w.maximum) and is_locked(a.sitting_id)) then
		raise insufficient_privilege using message = 'released results are changed with a reason';
	end if;
	insert into result_changes (institution_id, attempt_id, item, cause, because, from_points, to_points, from_maximum, to_maximum, changed_by)
		select n.institution_id, n.attempt_id, n.item, coalesce(nullif(current_setting('invigil.cause', true), ''), 'marking'),
			coalesce(why, ''), w.points, n.points, w.maximum, n.maximum,
			coalesce(acting_person(), nullif(current_setting('invigil.by', true), '')::uuid)
		from now_rows n join was_rows w using (attempt_id, item)
		where (n.points is distinct from w.points or n.maximum <> w.maximum) and (w.points is not null or why is not null);
	return null;
end $$;
create trigger note_result_changes after update on results referencing old table as was_rows new table as now_rows
	for each statement execute function note_result_changes();

-- What a teacher may do with a sitting: nothing answered for who may do nothing.
create function asked_sitting(asked uuid) returns table (id uuid, exam uuid, form uuid, title text, institution_id uuid, owner uuid,
	granted text[], staffed boolean) language sql stable security definer set search_path = public, pg_temp as $$
	select s.id, s.exam_id, s.form_id, s.title, s.institution_id, e.owner_id, coalesce(p.permissions, '{}'),
		exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = acting_person() and t.role = 'teacher')
	from sittings s join exams e on e.id = s.exam_id
		left join teacher_exam_permissions p on p.exam_id = e.id and p.user_id = acting_person()
	where s.id = asked and acting_as('teacher') and s.institution_id = acting_institution()
		and (e.owner_id = acting_person() or p.user_id is not null
			or exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = acting_person() and t.role = 'teacher'))
$$;
create function sitting_of_attempt(asked uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as
	$$ select a.sitting_id from exam_attempts a where a.id = asked and acting_as('teacher') and a.institution_id = acting_institution() $$;
create function may_mark(asked uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select exists (select from sittings s where s.id = asked and s.institution_id = acting_institution() and may_on_exam(s.exam_id, 'mark'))
$$;
create function names_hidden(asked uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
	$$ select coalesce((select m.blind and m.named_at is null from sitting_marking m where m.sitting_id = asked), true) $$;

create function is_sampled(seed text, second text, share double precision, script uuid) returns boolean
	language sql immutable set search_path = public, pg_temp as $$
	select second = 'all' or (second = 'sample'
		and ('x' || left(encode(sha256(convert_to(seed || script, 'UTF8')), 'hex'), 8))::bit(32)::bigint < share * 4294967296)
$$;
-- What marking needs, made when somebody first asks: settings, and a script for each attempt that has something to mark.
create function deal_scripts(asked uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') and not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	insert into sitting_marking (sitting_id, institution_id, pass_percent)
		select s.id, s.institution_id, f.pass_percent from sittings s join exam_forms f on f.id = s.form_id where s.id = asked
		on conflict do nothing;
	insert into marking_scripts (sitting_id, institution_id, attempt_id)
		select a.sitting_id, a.institution_id, a.id from exam_attempts a
		where a.sitting_id = asked and not exists (select from marking_scripts c where c.attempt_id = a.id)
			and exists (select from results r where r.attempt_id = a.id)
		on conflict do nothing;
	update marking_scripts c set second = true from sitting_marking m
		where m.sitting_id = asked and c.sitting_id = asked and m.second <> 'none' and not c.second
			and is_sampled(m.seed, m.second, m.sample_share, c.id);
end $$;

-- Every answer that a person has to mark, how far it is, and what the asker can do with it.
create function answer_states(asked uuid, only_script uuid default null) returns table (script uuid, attempt uuid, item text,
	maximum double precision, second boolean, given numeric[], markers uuid[], moderated numeric, state text, settled numeric, can text,
	for_me boolean, enough boolean) language sql stable security definer set search_path = public, pg_temp as $$
	with how as (
		select m.*, exists (select from sittings s join exams e on e.id = s.exam_id where s.id = asked and e.owner_id = acting_person()) as owner
		from sitting_marking m where m.sitting_id = asked
	), done as (
		select k.script_id, k.item, array_agg(k.points order by k.done_at, k.marker_id) filter (where k.role = 'marker') as given,
			array_agg(k.marker_id order by k.done_at, k.marker_id) filter (where k.role = 'marker') as markers,
			(array_agg(k.points order by k.saved_at desc) filter (where k.role = 'moderator'))[1] as moderated
		from marks k where k.sitting_id = asked and k.done_at is not null and (only_script is null or k.script_id = only_script)
		group by k.script_id, k.item
	), mine as materialized (
		select t.item, bool_or(t.marker_id = acting_person()) as me from marking_assignments t where t.sitting_id = asked group by t.item
	), answers as (
		select c.id as script, c.attempt_id as attempt, r.item, r.maximum, c.second, d.given, d.markers, d.moderated,
			coalesce(cardinality(d.given), 0) as n, coalesce(acting_person() = any (d.markers), false) as mine_done,
			coalesce(t.me, true) as assigned
		from marking_scripts c join exam_attempts a on a.id = c.attempt_id and a.state in ('submitted', 'held', 'accepted', 'released')
			join results r on r.attempt_id = c.attempt_id and r.automatic is null and r.source <> 'override' and r.struck is null
			left join done d on d.script_id = c.id and d.item = r.item left join mine t on t.item = r.item
		where c.sitting_id = asked and (only_script is null or c.id = only_script)
	), judged as (
		select x.*, h.closed_at, h.owner, h.combine, case when x.moderated is not null then 'marked' when x.n = 0 then 'waiting'
			when x.n = 1 and x.second then 'second_waiting' when x.n >= 2 and abs(x.given[1] - x.given[2]) > h.tolerance then 'to_moderate'
			else 'marked' end as state
		from answers x cross join how h
	), able as (
		select j.*, case when j.closed_at is not null then 'nothing'
			when j.state in ('waiting', 'second_waiting') or (j.state = 'marked' and j.n = 1 and j.moderated is null and j.mine_done)
				then case when j.assigned then 'mark' else 'nothing' end
			when j.state = 'to_moderate' and (j.owner or not j.mine_done) then 'moderate'
			when j.state = 'marked' and j.owner then 'moderate' else 'nothing' end as can
		from judged j
	)
	select b.script, b.attempt, b.item, b.maximum, b.second, b.given, b.markers, b.moderated, b.state,
		case when b.state <> 'marked' then null when b.moderated is not null then b.moderated
			when b.n >= 2 and b.combine = 'mean' then round((b.given[1] + b.given[2]) / 2, 2) else b.given[1] end,
		b.can, (b.can = 'mark' and not b.mine_done) or (b.can = 'moderate' and b.state = 'to_moderate'),
		b.moderated is not null or b.n >= case when b.second then 2 else 1 end
	from able b
$$;

-- Settled marks become results. Not while marking is blind: points beside a name would lead back to the script.
create function settle_answers(asked uuid, only_script uuid default null) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if names_hidden(asked) then return; end if;
	update results r set points = s.settled::double precision, person_points = s.settled::double precision,
		marked_by = case when s.settled is null then 'nobody_yet' else 'person' end,
		source = case when s.settled is null then 'rules' else 'marks' end,
		reason = case when s.settled is null then r.automatic_reason when s.settled >= s.maximum::numeric then 'correct'
			when s.settled > 0 then 'partly_correct' else 'wrong' end,
		comment = w.comment, scores = coalesce(w.scores, '[]'), annotations = coalesce(w.annotations, '[]'), marked_at = now()
	from answer_states(asked, only_script) s left join lateral (
		-- Whoever decided; else all that counted.
		select string_agg(k.comment, e'\n\n' order by k.done_at) filter (where k.comment <> '') as comment,
			case when count(*) = 1 then (array_agg(k.scores))[1] end as scores,
			(select jsonb_agg(one) from marks k2 cross join lateral jsonb_array_elements(k2.annotations) one
				where k2.script_id = s.script and k2.item = s.item and k2.done_at is not null
					and (k2.role = 'moderator') = (s.moderated is not null)) as annotations
		from marks k where k.script_id = s.script and k.item = s.item and k.done_at is not null and s.settled is not null
			and (k.role = 'moderator') = (s.moderated is not null)
	) w on true
	where r.attempt_id = s.attempt and r.item = s.item and (r.source = 'marks' or s.settled is not null)
		and (r.points is distinct from s.settled::double precision or r.comment is distinct from w.comment
			or r.scores is distinct from coalesce(w.scores, '[]') or r.annotations is distinct from coalesce(w.annotations, '[]'));
end $$;

create function marking_progress(asked uuid) returns table (item text, waiting bigint, marked bigint, second_waiting bigint,
	to_moderate bigint, for_me bigint) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') and not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	return query select s.item, count(*) filter (where s.state = 'waiting'), count(*) filter (where s.state = 'marked'),
		count(*) filter (where s.state = 'second_waiting'), count(*) filter (where s.state = 'to_moderate'), count(*) filter (where s.for_me)
	from answer_states(asked) s group by s.item;
end $$;

-- Of one's own mark and of others', as JSON. Nobody sees another's points before as many have marked it as should.
create function mark_of(script uuid, of_item text, role_asked text) returns jsonb
	language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('points', k.points, 'comment', k.comment, 'scores', k.scores, 'annotations', k.annotations,
		'done', k.done_at is not null, 'revision', k.revision, 'savedAt', floor(extract(epoch from k.saved_at) * 1000))
	from marks k where k.script_id = script and k.item = of_item and k.marker_id = acting_person() and k.role = role_asked
$$;
create function others_marks(script uuid, of_item text, named boolean) returns jsonb
	language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(jsonb_agg(jsonb_build_object('as', case when k.role = 'moderator' then 'moderator' when k.at = 1 then 'first' else 'second' end,
		'marker', case when named then u.name end, 'points', k.points, 'comment', k.comment, 'scores', k.scores, 'annotations', k.annotations,
		'savedAt', floor(extract(epoch from k.saved_at) * 1000)) order by k.role, k.at) filter (where k.marker_id <> acting_person()), '[]')
	from (select m.*, row_number() over (partition by m.role order by m.done_at, m.marker_id) as at from marks m
		where m.script_id = script and m.item = of_item and m.done_at is not null) k join users u on u.id = k.marker_id
$$;
create function list_answers(asked uuid, of_item text, of_script uuid, in_state text, mine_only boolean, after_script uuid, after_item text,
	most int) returns table (script uuid, attempt uuid, student_name text, item text, maximum double precision, second boolean, state text,
	settled numeric, can text, response jsonb, order_seed text, mine jsonb, others jsonb)
	language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
	hidden boolean := names_hidden(asked);
	owner boolean;
begin
	if not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	select owns_exam(s.exam_id) into owner from sittings s where s.id = asked;
	return query
	with page as (
		-- Of marks that are done, who has given one, decides, or owns the exam sees those of others.
		select s.*, s.enough and (owner or s.can = 'moderate' or coalesce(acting_person() = any (s.markers), false)) as open
		from answer_states(asked, of_script) s
		where (of_item is null or s.item = of_item) and (in_state is null or s.state = in_state) and (not mine_only or s.for_me)
			and (after_script is null or (s.script, s.item) > (after_script, after_item))
		order by s.script, s.item limit most
	)
	select p.script, case when hidden then null else p.attempt end, case when hidden then null else u.name end, p.item, p.maximum, p.second,
		p.state, case when p.open then p.settled end, p.can,
		(select r.value from responses r join exam_sessions x on x.id = r.session_id
			where r.attempt_id = p.attempt and r.item = p.item order by x.opened_at desc limit 1),
		a.order_seed, mark_of(p.script, p.item, case when p.can = 'moderate' then 'moderator' else 'marker' end),
		case when p.open then others_marks(p.script, p.item, owner) else '[]'::jsonb end
	from page p join exam_attempts a on a.id = p.attempt join users u on u.id = a.student_id order by p.script, p.item;
end $$;

-- One save after the other; each is taken or refused by itself. What a form says of criteria was looked at before.
create function save_marks(asked uuid, saves jsonb) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
	me uuid := acting_person();
	how record;
	one jsonb;
	at record;
	own record;
	points_given numeric;
	is_done boolean;
	refusal text;
	outcomes jsonb := '[]';
	role_asked text;
begin
	if not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	-- Shared: marking is not closed between this look and the last of these marks.
	select * into how from sitting_marking m where m.sitting_id = asked for share;
	for one in select * from jsonb_array_elements(saves) loop
		refusal := null;
		role_asked := one ->> 'as';
		points_given := (one -> 'mark' ->> 'points')::numeric;
		is_done := (one -> 'mark' ->> 'done')::boolean;
		-- Two that mark the same script at once go one after the other.
		perform from marking_scripts c where c.id = (one ->> 'script')::uuid and c.sitting_id = asked for update;
		select s.* into at from answer_states(asked, (one ->> 'script')::uuid) s where s.item = one ->> 'item';
		if at.script is null then
			outcomes := outcomes || jsonb_build_object('save', one -> 'save', 'refused', 'no_such_answer', 'state', null, 'mine', null);
			continue;
		end if;
		select k.* into own from marks k where k.script_id = at.script and k.item = at.item and k.marker_id = me and k.role = role_asked;
		if not exists (select from mark_saves v where v.marker_id = me and v.save = (one ->> 'save')::uuid) then
			refusal := case
				when how.closed_at is not null then 'closed'
				when role_asked = 'moderator' and at.can <> 'moderate' then 'not_to_moderate'
				when role_asked = 'marker' and at.can <> 'mark' then case when me = any (at.markers) then 'both_done'
					when at.state in ('waiting', 'second_waiting') then 'not_assigned' else 'enough_marks' end
				when coalesce(own.revision, 0) <> (one ->> 'revision')::int then 'stale'
				when is_done and points_given is null then 'points_refused'
				when points_given > at.maximum::numeric or points_given < 0 or points_given = 'NaN' then 'points_refused'
				when points_given <> at.maximum::numeric and mod(points_given, how.step) <> 0 then 'points_refused'
			end;
			if refusal is null then
				insert into marks (script_id, item, marker_id, role, sitting_id, institution_id, revision, points, comment, scores, annotations, done_at)
					values (at.script, at.item, me, role_asked, asked, acting_institution(), 1, points_given, one -> 'mark' ->> 'comment',
						one -> 'mark' -> 'scores', one -> 'mark' -> 'annotations', case when is_done then now() end)
					on conflict (script_id, item, marker_id, role) do update set revision = marks.revision + 1, points = excluded.points,
						comment = excluded.comment, scores = excluded.scores, annotations = excluded.annotations, saved_at = now(),
						done_at = case when is_done then coalesce(marks.done_at, now()) end;
				insert into mark_saves (marker_id, save, institution_id, script_id, item, role, revision, points, done)
					values (me, (one ->> 'save')::uuid, acting_institution(), at.script, at.item, role_asked, coalesce(own.revision, 0) + 1,
						points_given, is_done);
				perform settle_answers(asked, at.script);
			end if;
		end if;
		outcomes := outcomes || jsonb_build_object('save', one -> 'save', 'refused', refusal,
			'state', (select s.state from answer_states(asked, at.script) s where s.item = at.item), 'mine', mark_of(at.script, at.item, role_asked));
	end loop;
	return outcomes;
end $$;

create function markers_of(asked uuid) returns table (id uuid, name text, owner boolean)
	language sql stable security definer set search_path = public, pg_temp as $$
	select u.id, u.name, u.id = e.owner_id from sittings s join exams e on e.id = s.exam_id
		join users u on u.id = e.owner_id or exists (select from teacher_exam_permissions p where p.exam_id = e.id and p.user_id = u.id
			and 'mark' = any (p.permissions))
	where s.id = asked and (acting_as('system') or may_mark(asked)) and u.institution_id = s.institution_id and u.erased_at is null
	order by u.id = e.owner_id desc, u.name, u.id
$$;
create function sittings_to_mark() returns table (id uuid, exam uuid, title text, opens_at timestamptz, closes_at timestamptz)
	language sql stable security definer set search_path = public, pg_temp as $$
	select s.id, s.exam_id, s.title, s.opens_at, s.closes_at from sittings s
	where s.institution_id = acting_institution() and may_on_exam(s.exam_id, 'mark')
		and exists (select from exam_attempts a where a.sitting_id = s.id and a.state in ('submitted', 'held', 'accepted', 'released'))
	order by s.opens_at desc, s.id limit 100
$$;

-- Attempts that are let out are called released, and no longer when they are taken back.
create function settle_release(asked uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if is_released(asked) then
		update sitting_releases r set first_at = greatest(r.from_at, r.changed_at) where r.sitting_id = asked and r.first_at is null;
		update exam_attempts set state = 'released' where sitting_id = asked and state = 'accepted';
	else
		update exam_attempts set state = 'accepted' where sitting_id = asked and state = 'released'
			and exists (select from sitting_releases r where r.sitting_id = asked);
	end if;
end $$;

-- What the release of one's own attempt lets out; no row: nothing. Columns that are not let out are null already here.
create function own_release(asked uuid) returns table (sitting uuid, exam uuid, title text, shows jsonb, released_at timestamptz,
	requests_until timestamptz, pass_percent double precision, order_seed text, submitted_at timestamptz, form jsonb, solutions jsonb,
	feedback jsonb, results jsonb, responses jsonb, changes jsonb) language plpgsql security definer set search_path = public, pg_temp as $$
declare
	at record;
	show jsonb;
begin
	select a.*, s.exam_id, s.form_id, s.title as exam_title into at from exam_attempts a join sittings s on s.id = a.sitting_id
		where a.id = asked and a.student_id = acting_person() and acting_as('student');
	if at.id is null or not is_released(at.sitting_id) then return; end if;
	perform settle_release(at.sitting_id);
	if not exists (select from exam_attempts a where a.id = asked and a.state = 'released') then return; end if;
	select r.shows into show from sitting_releases r where r.sitting_id = at.sitting_id;
	return query select at.sitting_id, at.exam_id, at.exam_title, show, coalesce(r.first_at, r.from_at), r.requests_until,
		case when (show ->> 'marks')::boolean then m.pass_percent end, at.order_seed, at.submitted_at,
		-- The edge needs the order of questions; it lets out no question that is not shown.
		f.form,
		case when (show ->> 'answers')::boolean or (show ->> 'comments')::boolean
			then coalesce((select k.solutions from form_key_versions k where k.form_id = f.id order by k.version desc limit 1), o.solutions) end,
		case when (show ->> 'feedback')::boolean then o.feedback end,
		(select jsonb_agg(jsonb_build_object('item', x.item, 'points', x.points, 'maximum', x.maximum, 'reason', x.reason, 'struck', x.struck,
			'comment', case when (show ->> 'comments')::boolean then coalesce(x.comment, '') end,
			'scores', case when (show ->> 'comments')::boolean then x.scores end,
			'annotations', case when (show ->> 'comments')::boolean then x.annotations end)) from results x where x.attempt_id = asked),
		(select jsonb_agg(jsonb_build_object('item', v.item, 'value', v.value)) from (select distinct on (p.item) p.item, p.value
			from responses p join exam_sessions e on e.id = p.session_id where p.attempt_id = asked order by p.item, e.opened_at desc) v),
		case when (show ->> 'marks')::boolean then (select jsonb_agg(jsonb_build_object('item', c.item, 'at',
			floor(extract(epoch from c.changed_at) * 1000), 'cause', c.cause, 'because', c.because, 'from', c.from_points, 'to', c.to_points,
			'fromMaximum', c.from_maximum, 'toMaximum', c.to_maximum) order by c.id) from result_changes c
			where c.attempt_id = asked and c.changed_at >= coalesce(r.first_at, r.from_at)) end
	from sitting_releases r join exam_forms f on f.id = at.form_id join form_solutions o on o.form_id = f.id
		left join sitting_marking m on m.sitting_id = r.sitting_id
	where r.sitting_id = at.sitting_id;
end $$;
create function own_released() returns table (attempt uuid, sitting uuid, exam uuid, title text, released_at timestamptz, submitted_at timestamptz,
	state text, number int, rule text, shows_marks boolean, points double precision, maximum double precision, waiting bigint,
	pass_percent double precision, changed boolean) language sql stable security definer set search_path = public, pg_temp as $$
	select a.id, s.id, s.exam_id, s.title, coalesce(r.first_at, r.from_at), a.submitted_at, a.state, a.number, s.attempt_counts,
		(r.shows ->> 'marks')::boolean, t.points, t.maximum, t.waiting, m.pass_percent,
		exists (select from result_changes c where c.attempt_id = a.id and c.changed_at >= coalesce(r.first_at, r.from_at))
	from exam_attempts a join sittings s on s.id = a.sitting_id join sitting_releases r on r.sitting_id = s.id
		left join sitting_marking m on m.sitting_id = s.id
		cross join lateral (select sum(x.points) as points, coalesce(sum(x.maximum), 0) as maximum,
			count(*) filter (where x.points is null) as waiting from results x where x.attempt_id = a.id) t
	where a.student_id = acting_person() and acting_as('student') and a.state in ('accepted', 'released') and is_released(s.id)
	order by coalesce(r.first_at, r.from_at) desc, a.id
$$;

-- A request by the student whose attempt it is, while the release allows it; the same id again is the same request.
-- Answers null where it was taken, else why not.
create function ask_remark(request uuid, asked uuid, of_item text, why text) returns text
	language plpgsql security definer set search_path = public, pg_temp as $$
declare
	at record;
begin
	select a.id, a.institution_id, a.sitting_id into at from exam_attempts a
		where a.id = asked and a.student_id = acting_person() and acting_as('student') and a.state in ('accepted', 'released') for update;
	if at.id is null or not is_released(at.sitting_id) then return 'not_found'; end if;
	if exists (select from remark_requests q where q.id = request) then
		return case when exists (select from remark_requests q where q.id = request and q.attempt_id = asked and q.item = of_item) then null
			else 'not_found' end;
	end if;
	if not exists (select from results x where x.attempt_id = asked and x.item = of_item) then return 'not_found'; end if;
	if not exists (select from sitting_releases r where r.sitting_id = at.sitting_id and r.requests_until > now()) then return 'too_late'; end if;
	if exists (select from remark_requests q where q.attempt_id = asked and q.item = of_item and q.state = 'open') then return 'request_open'; end if;
	if (select count(*) from remark_requests q where q.attempt_id = asked and q.item = of_item) >= 3 then return 'request_limit'; end if;
	insert into remark_requests (id, institution_id, attempt_id, item, reason) values (request, at.institution_id, asked, of_item, why);
	return null;
end $$;
create function withdraw_remark(request uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update remark_requests q set state = 'withdrawn', answered_at = now() where q.id = request and q.state = 'open' and owns_attempt(q.attempt_id);
	return found;
end $$;

-- Who is erased: their words, and what was written about them, go; points stay.
create function forget_marking() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update remark_requests q set reason = '', answer = null from exam_attempts a where a.id = q.attempt_id and a.student_id = new.id;
	update marks k set comment = '', scores = '[]', annotations = '[]' from marking_scripts c join exam_attempts a on a.id = c.attempt_id
		where k.script_id = c.id and a.student_id = new.id;
	update results x set comment = null, scores = '[]', annotations = '[]', because = null from exam_attempts a
		where a.id = x.attempt_id and a.student_id = new.id;
	update result_changes h set because = '' from exam_attempts a where a.id = h.attempt_id and a.student_id = new.id;
	return null;
end $$;
create trigger forget_marking after update of erased_at on users for each row when (new.erased_at is not null) execute function forget_marking();

do $$
declare
	name regprocedure;
begin
	foreach name in array array['is_locked(uuid)',
		'is_released(uuid)', 'because_of(text, text, uuid)', 'asked_sitting(uuid)', 'sitting_of_attempt(uuid)', 'may_mark(uuid)', 'names_hidden(uuid)',
		'deal_scripts(uuid)', 'marking_progress(uuid)', 'list_answers(uuid, text, uuid, text, boolean, uuid, text, int)',
		'save_marks(uuid, jsonb)', 'markers_of(uuid)', 'sittings_to_mark()', 'own_release(uuid)', 'own_released()',
		'ask_remark(uuid, uuid, text, text)', 'withdraw_remark(uuid)']::regprocedure[] loop
		execute format('revoke execute on function %s from public', name);
		execute format('grant execute on function %s to invigil_edge', name);
	end loop;
	-- The rest answer more than anybody may know, and are called by those above or by the Worker for itself.
	foreach name in array array['is_sampled(text, text, double precision, uuid)', 'answer_states(uuid, uuid)', 'settle_answers(uuid, uuid)',
		'mark_of(uuid, text, text)', 'others_marks(uuid, text, boolean)', 'settle_release(uuid)', 'note_result_changes()', 'forget_marking()']::regprocedure[] loop
		execute format('revoke execute on function %s from public', name);
	end loop;
end $$;
-- For the Worker acting for itself.
create function system_settle(asked uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	perform settle_answers(asked);
end $$;
create function system_release(asked uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	perform settle_release(asked);
end $$;
create function system_redraw(asked uuid, deal_anew boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	-- Names were beside these ids: whoever marks blind from now on gets others.
	if deal_anew then
		delete from marking_scripts c where c.sitting_id = asked and not exists (select from marks k where k.script_id = c.id);
		perform deal_scripts(asked);
	end if;
	update marking_scripts c set second = is_sampled(m.seed, m.second, m.sample_share, c.id) from sitting_marking m
		where m.sitting_id = asked and c.sitting_id = asked and c.second <> is_sampled(m.seed, m.second, m.sample_share, c.id);
end $$;
revoke execute on function system_settle(uuid), system_release(uuid), system_redraw(uuid, boolean) from public;
grant execute on function system_settle(uuid), system_release(uuid), system_redraw(uuid, boolean) to invigil_edge;
