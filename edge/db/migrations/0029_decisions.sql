-- What a person decided about an attempt that was held, one after the other; the last one holds. Nothing here is changed or removed,
-- unless the student is erased.
create table attempt_decisions (
	attempt_id uuid not null references exam_attempts,
	number int not null check (number > 0),
	institution_id uuid not null references institutions,
	decision text not null check (decision in ('accept', 'accept_part', 'set_aside')),
	because text not null,
	-- sync/schema/decision.ts: what counts of each session, and how much of it was there.
	stands jsonb not null,
	-- As the edge signed it. null: the student was erased, and the reason was in it.
	statement jsonb,
	decided_by uuid not null references users,
	decided_at timestamptz not null default now(),
	primary key (attempt_id, number)
);
alter table attempt_decisions enable row level security;
grant select, insert on attempt_decisions to invigil_edge;
create policy system_all on attempt_decisions to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy own on attempt_decisions for select to invigil_edge using (acting_as('student') and owns_attempt(attempt_id));
-- Whoever reads the record reads what was decided about it: a record without it would say that nothing was.
create policy staff on attempt_decisions for select to invigil_edge using (may_see_attempt(attempt_id));

-- Answers, or another history, came after the last decision: somebody has to decide again.
alter table exam_attempts add column more_came boolean not null default false;

-- Only who teaches in the sitting decides, also where somebody was taken off its staff a moment ago; and no number is passed over.
create function only_staff_decide() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not exists (select from exam_attempts a join sitting_staff t on t.sitting_id = a.sitting_id
		where a.id = new.attempt_id and t.user_id = new.decided_by and t.role = 'teacher') then
		raise insufficient_privilege using message = 'not a sitting of theirs';
	end if;
	if new.number <> 1 + (select count(*) from attempt_decisions d where d.attempt_id = new.attempt_id) then
		raise check_violation using message = 'decisions are counted without gaps';
	end if;
	return new;
end $$;
create trigger only_staff_decide before insert on attempt_decisions for each row execute function only_staff_decide();

-- The responses that stand from now on are these; what else came lies in the log, and is not read for marks.
create function set_standing_responses(asked uuid, standing jsonb) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	delete from responses r where r.attempt_id = asked;
	insert into responses (session_id, institution_id, attempt_id, item, value, seq, revisions, sealed_at)
		select e.id, e.institution_id, asked, s.item, s.value, s.seq, s.revisions, to_timestamp(s.wall / 1000)
		from jsonb_to_recordset(standing) as s (session uuid, item text, value jsonb, seq bigint, revisions int, wall float8)
			join exam_sessions e on e.id = s.session and e.attempt_id = asked;
end $$;

-- What was set aside is in no figure of an exam.
create or replace function analyse_exam(exam uuid) returns table (attempts jsonb, items jsonb, observations jsonb, mean_points double precision,
	maximum double precision) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	if not may_on_exam(exam, 'analytics') then
		raise insufficient_privilege using message = 'analytics were not granted';
	end if;
	return query
	with mine as materialized (
		select a.id, a.state from exam_attempts a join sittings s on s.id = a.sitting_id where s.exam_id = exam
	), marks as materialized (
		select r.attempt_id, r.item, r.points, r.maximum from results r join mine m on m.id = r.attempt_id and m.state <> 'voided'
	), totals as (
		select sum(k.points) as points, sum(k.maximum) as most from marks k group by k.attempt_id
	)
	select
		coalesce((select jsonb_agg(jsonb_build_object('state', n.state, 'count', n.n) order by n.state)
			from (select m.state, count(*) as n from mine m group by m.state) n), '[]'),
		coalesce((select jsonb_agg(jsonb_build_object('item', i.item, 'marked', i.marked, 'meanPoints', i.mean, 'maximum', i.most,
				'difficulty', i.mean / nullif(i.most, 0)) order by i.item)
			from (select k.item, count(k.points) as marked, avg(k.points) as mean, max(k.maximum) as most from marks k group by k.item) i), '[]'),
		coalesce((select jsonb_agg(jsonb_build_object('check', o.check_name, 'attempts', o.attempts, 'observations', o.n, 'totalMs', o.ms)
				order by o.n desc, o.check_name)
			from (select c.check_name, count(*) as attempts, sum(c.observations) as n, sum(c.total_ms) as ms
				from observation_counts c join mine m on m.id = c.attempt_id group by c.check_name) o), '[]'),
		(select avg(t.points) from totals t), (select max(t.most) from totals t);
end $$;

-- Of who is erased the reason goes, and with it what was signed.
create function forget_decisions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update attempt_decisions d set because = '', statement = null from exam_attempts a
		where a.id = d.attempt_id and a.student_id = new.id;
	return null;
end $$;
create trigger forget_decisions after update of erased_at on users for each row when (new.erased_at is not null)
	execute function forget_decisions();
revoke execute on function only_staff_decide(), set_standing_responses(uuid, jsonb), forget_decisions() from public;
grant execute on function set_standing_responses(uuid, jsonb) to invigil_edge;
