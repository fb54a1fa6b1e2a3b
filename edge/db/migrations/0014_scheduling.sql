-- Somebody's own window within, or beside, that of the sitting; null: the sitting's.
alter table exam_attempts add column opens_at timestamptz null, add column closes_at timestamptz null;

-- Whoever ends later than the others may be erased as much later.
create or replace function kept_until(student uuid) returns timestamptz language sql stable security definer set search_path = public, pg_temp as $$
	select max(greatest(s.closes_at, a.closes_at, least(x.last_entry_at, now())) + make_interval(days => i.retention_days))
	from exam_attempts a join exam_sessions x on x.attempt_id = a.id join sittings s on s.id = a.sitting_id
		join institutions i on i.id = a.institution_id
	where a.student_id = student and x.erased_at is null
$$;
