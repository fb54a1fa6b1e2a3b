-- A person's data, erased at their own word: payloads go, hashes stay. Rows of the record are cut, never removed, so that what the edge
-- had signed for can still be held against them.
alter table exam_sessions add column erased_at timestamptz;

-- Until when a person's exams are kept, whatever they wish; null: nothing of theirs was sat.
create function kept_until(student uuid) returns timestamptz language sql stable security definer set search_path = public as $$
	select max(greatest(s.closes_at, x.last_entry_at) + make_interval(days => i.retention_days))
	from exam_attempts a join exam_sessions x on x.attempt_id = a.id join sittings s on s.id = a.sitting_id
		join institutions i on i.id = a.institution_id
	where a.student_id = student and x.erased_at is null
$$;
create function own_data_kept() returns table (until timestamptz, legal_hold boolean) language sql stable security definer
	set search_path = public as
	$$ select kept_until(acting_person()), u.legal_hold is not null from users u where u.id = acting_person() $$;

-- Control segments that hold more than receipts are named by who can read them; of a log every segment is cut to its 90-byte header.
create function erase_own_data(sessions uuid[], indexes bigint[]) returns void
	language plpgsql security definer set search_path = public as $$
declare
	me uuid := acting_person();
	mine uuid[];
	mail text;
begin
	if me is null then raise insufficient_privilege using message = 'only one''s own data'; end if;
	if exists (select from users u where u.id = me and u.legal_hold is not null) or kept_until(me) > now() then
		raise exception 'must be kept';
	end if;
	select array_agg(a.id) into mine from exam_attempts a where a.student_id = me;
	select lower(u.email) into mail from users u where u.id = me;

	update log_segments l set bytes = substring(l.bytes from 1 for 90) from exam_sessions x
		where x.attempt_id = any (mine) and l.session_id = x.id and l.log = 'log';
	update log_segments l set bytes = substring(l.bytes from 1 for 90)
		from unnest(sessions, indexes) as c (session, idx) join exam_sessions x on x.id = c.session and x.attempt_id = any (mine)
		where l.session_id = c.session and l.index = c.idx and l.log = 'control';
	update exam_sessions x set ticket = 'null', device_key = '', erased_at = now() where x.attempt_id = any (mine) and x.erased_at is null;
	update exam_attempts a set timeliness = null, order_seed = '',
		state = case when a.state in ('assigned', 'ready', 'in_progress', 'paused') then 'withdrawn' else a.state end where a.id = any (mine);
	delete from monitoring_events where attempt_id = any (mine);
	delete from outside_events where attempt_id = any (mine);
	delete from observation_counts where attempt_id = any (mine);
	delete from responses where attempt_id = any (mine);
	delete from evidence where attempt_id = any (mine);

	delete from user_passwords where user_id = me;
	delete from user_passkeys where user_id = me;
	delete from user_identities where user_id = me;
	delete from ceremonies where user_id = me;
	delete from student_profiles where user_id = me;
	delete from teacher_profiles where user_id = me;
	delete from refresh_tokens t using sign_ins s where s.id = t.sign_in_id and s.user_id = me;
	update sign_ins set ended_at = coalesce(ended_at, now()), ended_because = coalesce(ended_because, 'erased'), address = null, agent = null
		where user_id = me;
	delete from mailed_links where user_id = me or lower(email) = mail;
	delete from captured_mail where lower(recipient) = mail;
	delete from counted_acts where lower(account) = mail or account = me::text;
	update users set email = 'erased-' || me || '@erased.invalid', name = 'Erased ' || left(me::text, 8), external_id = null,
		email_verified_at = null, second_factor = false, erased_at = now(), updated_at = now() where id = me;
end $$;
revoke execute on function kept_until(uuid), own_data_kept(), erase_own_data(uuid[], bigint[]) from public;
grant execute on function own_data_kept(), erase_own_data(uuid[], bigint[]) to invigil_edge;
