-- A mark is for an answer: which one is known from now on, and a mark for an answer that was changed afterwards is set aside, not lost.
alter table marks add column answer text;
-- Of the answer that a person's override was for.
alter table results add column person_answer text;

-- Of what counts of all sessions. '': never answered.
create function answer_hash(asked uuid, of_item text) returns text language sql stable set search_path = public, pg_temp as $$
	select coalesce((select encode(sha256(convert_to(r.value::text, 'UTF8')), 'hex') from responses r join exam_sessions e on e.id = r.session_id
		where r.attempt_id = asked and r.item = of_item order by e.opened_at desc limit 1), '')
$$;
update marks k set answer = answer_hash(c.attempt_id, k.item) from marking_scripts c where c.id = k.script_id;
update results set person_answer = answer_hash(attempt_id, item) where source = 'override';

create function note_marked_answer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	select answer_hash(c.attempt_id, new.item) into new.answer from marking_scripts c where c.id = new.script_id;
	return new;
end $$;
create trigger note_marked_answer before insert or update of saved_at on marks for each row execute function note_marked_answer();

-- Marks as they were when the answer was changed.
create table former_marks (
	id bigint generated always as identity primary key,
	script_id uuid not null,
	item text not null,
	marker_id uuid not null references users,
	role text not null,
	sitting_id uuid not null references sittings,
	institution_id uuid not null references institutions,
	revision int not null,
	points numeric(7, 2) not null,
	comment text not null,
	scores jsonb not null,
	annotations jsonb not null,
	answer text not null,
	done_at timestamptz not null,
	set_aside_at timestamptz not null default now(),
	foreign key (script_id, item, marker_id, role) references marks on delete cascade
);
create index former_marks_script on former_marks (script_id, item);
alter table former_marks enable row level security;
create policy system_all on former_marks to invigil_edge using (acting_as('system')) with check (acting_as('system'));
grant select on former_marks to invigil_edge;

-- Of these attempts, every mark and override whose answer is another by now. A mark becomes a draft of its marker again, its answer waits;
-- `counted`: the result it had made has to be made anew.
create function set_aside_changed(asked uuid[]) returns table (attempt uuid, institution uuid, item text, counted boolean)
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	-- As save_marks does: nobody marks meanwhile.
	perform from marking_scripts c where c.attempt_id = any (asked) order by c.id for update;
	return query
	with gone as (
		select k.*, c.attempt_id from marks k join marking_scripts c on c.id = k.script_id
		where c.attempt_id = any (asked) and k.done_at is not null and k.answer is distinct from answer_hash(c.attempt_id, k.item)
	), kept as (
		insert into former_marks (script_id, item, marker_id, role, sitting_id, institution_id, revision, points, comment, scores, annotations,
			answer, done_at)
		select g.script_id, g.item, g.marker_id, g.role, g.sitting_id, g.institution_id, g.revision, g.points, g.comment, g.scores, g.annotations,
			coalesce(g.answer, ''), g.done_at from gone g
	), saved as (
		insert into mark_saves (marker_id, save, institution_id, script_id, item, role, revision, points, done)
		select g.marker_id, gen_random_uuid(), g.institution_id, g.script_id, g.item, g.role, g.revision + 1, g.points, false from gone g
	), undone as (
		update marks k set done_at = null, revision = k.revision + 1 from gone g
		where k.script_id = g.script_id and k.item = g.item and k.marker_id = g.marker_id and k.role = g.role
	), marked as (
		select distinct g.attempt_id, g.institution_id, g.item from gone g
	), stood as (
		select r.attempt_id, r.institution_id, r.item from results r
		where r.attempt_id = any (asked) and case r.source
			when 'override' then r.person_answer is distinct from answer_hash(r.attempt_id, r.item)
			when 'marks' then exists (select from marked d where d.attempt_id = r.attempt_id and d.item = r.item) else false end
	), cleared as (
		update results r set comment = null, scores = '[]', annotations = '[]', because = null, person_answer = null from stood s
		where r.attempt_id = s.attempt_id and r.item = s.item
	)
	select coalesce(d.attempt_id, s.attempt_id), coalesce(d.institution_id, s.institution_id), coalesce(d.item, s.item),
		s.attempt_id is not null
	from marked d full join stood s on s.attempt_id = d.attempt_id and s.item = d.item;
end $$;

-- One's own marks that were set aside and not given anew. When is not said: it would lead to whoever went on then.
create function changed_answers(asked uuid, scripts uuid[]) returns table (script uuid, item text)
	language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	if not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	return query select distinct f.script_id, f.item from former_marks f
		join marks k on k.script_id = f.script_id and k.item = f.item and k.marker_id = f.marker_id and k.role = f.role
		where f.sitting_id = asked and f.script_id = any (scripts) and f.marker_id = acting_person() and k.done_at is null;
end $$;

create function forget_former_marks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update former_marks k set comment = '', scores = '[]', annotations = '[]', answer = '' from marking_scripts c
		join exam_attempts a on a.id = c.attempt_id where k.script_id = c.id and a.student_id = new.id;
	-- An answer can be found again by its hash, where there are few to choose from.
	update marks k set answer = null from marking_scripts c
		join exam_attempts a on a.id = c.attempt_id where k.script_id = c.id and a.student_id = new.id;
	update results r set person_answer = null from exam_attempts a where a.id = r.attempt_id and a.student_id = new.id;
	return null;
end $$;
create trigger forget_former_marks after update of erased_at on users for each row when (new.erased_at is not null)
	execute function forget_former_marks();

revoke execute on function answer_hash(uuid, text), note_marked_answer(), set_aside_changed(uuid[]), changed_answers(uuid, uuid[]),
	forget_former_marks() from public;
grant execute on function answer_hash(uuid, text), set_aside_changed(uuid[]), changed_answers(uuid, uuid[]) to invigil_edge;

-- A beginning that the stagger set is no window of one's own: what was granted to the student moves it. Where `opens_at` is another,
-- somebody set that one by hand.
alter table exam_attempts add column staggered_at timestamptz;
update exam_attempts a set staggered_at = a.opens_at from sittings s where s.id = a.sitting_id and s.stagger is not null;
create or replace function set_attempt_starts(sitting uuid, attempts uuid[], starts timestamptz[]) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not (may_change_sitting(sitting) or acting_as('system')) then
		raise insufficient_privilege using message = 'not a sitting of theirs';
	end if;
	update exam_attempts a set opens_at = t.start, staggered_at = t.start from unnest(attempts, starts) as t (attempt, start), sittings s
	where a.id = t.attempt and a.sitting_id = sitting and s.id = sitting and a.state in ('assigned', 'ready')
		and (t.start is null or t.start between s.opens_at and s.closes_at)
		and not exists (select from exam_sessions x where x.attempt_id = a.id);
end $$;

-- How often what was granted to the asker was changed, and when last: a calendar takes what has a higher number.
create function own_grants_changed() returns table (times int, changed_at timestamptz)
	language sql stable security definer set search_path = public, pg_temp as $$
	select (count(*) + count(c.ended_at))::int, max(greatest(c.granted_at, c.ended_at)) from accommodations c where c.student_id = acting_person()
$$;
revoke execute on function own_grants_changed() from public;
grant execute on function own_grants_changed() to invigil_edge;

-- Does anybody sit in it right now? Their device keeps to the end of its ticket.
create function sitting_is_written(sitting uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select exists (select from exam_attempts a where a.sitting_id = sitting and a.submitted_at is null
		and a.state not in ('withdrawn', 'expired', 'voided', 'accepted', 'released')
		and exists (select from exam_sessions x where x.attempt_id = a.id))
$$;
revoke execute on function sitting_is_written(uuid) from public;
grant execute on function sitting_is_written(uuid) to invigil_edge;

-- Which answer each of these is, said to who marks it and said back with the mark.
create function answers_seen(asked uuid, scripts uuid[]) returns table (script uuid, item text, answered text)
	language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	if not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	return query select c.id, r.item, answer_hash(c.attempt_id, r.item) from marking_scripts c join results r on r.attempt_id = c.attempt_id
		where c.sitting_id = asked and c.id = any (scripts) and r.automatic is null;
end $$;
-- Of marks that are done, those for an answer that is another by now. The scripts stay locked until they are saved, as in save_marks: what
-- changes an answer then finds the mark, and sets it aside.
create function outdated_marks(asked uuid, saves jsonb) returns setof uuid language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not may_mark(asked) then raise insufficient_privilege using message = 'marking was not granted'; end if;
	perform from marking_scripts c where c.sitting_id = asked
		and c.id in (select (one ->> 'script')::uuid from jsonb_array_elements(saves) one) order by c.id for update;
	return query select (one ->> 'save')::uuid from jsonb_array_elements(saves) one
		join marking_scripts c on c.id = (one ->> 'script')::uuid and c.sitting_id = asked
		where (one -> 'mark' ->> 'done')::boolean and one ->> 'answered' <> answer_hash(c.attempt_id, one ->> 'item')
			and not exists (select from mark_saves v where v.marker_id = acting_person() and v.save = (one ->> 'save')::uuid);
end $$;
revoke execute on function answers_seen(uuid, uuid[]), outdated_marks(uuid, jsonb) from public;
grant execute on function answers_seen(uuid, uuid[]), outdated_marks(uuid, jsonb) to invigil_edge;
