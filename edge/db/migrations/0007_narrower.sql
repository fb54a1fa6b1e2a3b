-- Nobody but the Worker's role calls the owner's functions, and no temporary table of a caller stands before the owner's own.
alter default privileges in schema public revoke execute on functions from public;
revoke execute on function ensure_partitions(date), staffs_sitting(uuid), sits_in(uuid), may_see_attempt(uuid), owns_attempt(uuid),
	sees_student(uuid), owns_exam(uuid), may_on_exam(uuid, text) from public;
grant execute on function ensure_partitions(date), staffs_sitting(uuid), sits_in(uuid), may_see_attempt(uuid), owns_attempt(uuid),
	sees_student(uuid), owns_exam(uuid), may_on_exam(uuid, text) to invigil_edge;

-- A device whose clock is years ahead must not forbid erasure for as long.
create or replace function kept_until(student uuid) returns timestamptz language sql stable security definer set search_path = public as $$
	select max(greatest(s.closes_at, least(x.last_entry_at, now())) + make_interval(days => i.retention_days))
	from exam_attempts a join exam_sessions x on x.attempt_id = a.id join sittings s on s.id = a.sitting_id
		join institutions i on i.id = a.institution_id
	where a.student_id = student and x.erased_at is null
$$;

do $$
declare
	each regprocedure;
begin
	for each in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
		where n.nspname = 'public' and p.prosecdef loop
		execute format('alter function %s set search_path = public, pg_temp', each);
	end loop;
end $$;
