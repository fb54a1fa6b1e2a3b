-- An outside monitor's events come ten a second and student, and a policy would ask for each row what is the same for all rows of an
-- attempt: this asks once for each attempt and then writes as the owner.
revoke insert on outside_events from invigil_edge;
drop policy staff_added on outside_events;

create function add_outside_events(attempts uuid[], checks text[], froms bigint[], tos bigint[], peaks float8[], confidences float8[],
	reasons text[], ats float8[]) returns void language plpgsql security definer set search_path = public as $$
begin
	if exists (select from (select distinct unnest(attempts) as id) asked left join exam_attempts a on a.id = asked.id
		where a.institution_id is distinct from acting_institution() or not staffs_sitting(a.sitting_id)) then
		raise insufficient_privilege using message = 'an attempt of a sitting one is not on the staff of';
	end if;
	with fresh as (
		insert into outside_events (institution_id, attempt_id, reported_by, check_name, from_ms, to_ms, peak, confidence, reason, happened_at)
		select acting_institution(), attempt, acting_person(), check_name, from_ms, greatest(from_ms, to_ms), peak, confidence, reason,
			to_timestamp(at / 1000)
		from unnest(attempts, checks, froms, tos, peaks, confidences, reasons, ats)
			as t (attempt, check_name, from_ms, to_ms, peak, confidence, reason, at)
		returning attempt_id, check_name, to_ms - from_ms as ms, happened_at
	)
	insert into observation_counts (attempt_id, institution_id, check_name, observations, total_ms, last_at)
	select attempt_id, acting_institution(), check_name, count(*), sum(ms), max(happened_at) from fresh
	group by attempt_id, check_name order by attempt_id, check_name
	on conflict (attempt_id, check_name) do update set observations = observation_counts.observations + excluded.observations,
		total_ms = observation_counts.total_ms + excluded.total_ms, last_at = greatest(observation_counts.last_at, excluded.last_at);
end $$;
revoke execute on function add_outside_events(uuid[], text[], bigint[], bigint[], float8[], float8[], text[], float8[]) from public;
grant execute on function add_outside_events(uuid[], text[], bigint[], bigint[], float8[], float8[], text[], float8[]) to invigil_edge;

-- Joined once instead of asked for each sitting, and what is worth a look found without reading the rest.
create index observation_counts_worth_a_look on observation_counts (attempt_id) where worth_a_look(check_name, observations, total_ms);
create or replace function taught_sittings() returns table (id uuid, title text, opens_at timestamptz, closes_at timestamptz, counts jsonb,
	flagged bigint) language sql stable security definer set search_path = public as $$
	with mine as materialized (
		select s.id, s.title, s.opens_at, s.closes_at, abs(extract(epoch from s.opens_at - now())) as away from sittings s
		where s.institution_id = acting_institution()
			and exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = acting_person())
		order by away limit 30
	), states as (
		select n.sitting_id, jsonb_agg(jsonb_build_object('state', n.state, 'count', n.n) order by n.state) as counts
		from (select a.sitting_id, a.state, count(*) as n from exam_attempts a where a.sitting_id in (select m.id from mine m) group by 1, 2) n
		group by 1
	), flags as (
		select a.sitting_id, count(*) as n from exam_attempts a where a.sitting_id in (select m.id from mine m) and exists (
			select from observation_counts c where c.attempt_id = a.id and worth_a_look(c.check_name, c.observations, c.total_ms))
		group by 1
	)
	select m.id, m.title, m.opens_at, m.closes_at, coalesce(s.counts, '[]'), coalesce(f.n, 0)
	from mine m left join states s on s.sitting_id = m.id left join flags f on f.sitting_id = m.id order by m.away
$$;
