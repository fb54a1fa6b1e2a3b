-- A practice exam that anybody of an institution may take at any time. The Worker publishes it for itself: it has no owner and no staff, so
-- no list, result or figure of anybody's holds it. What was written in it is forgotten after a day.
alter table exams alter column owner_id drop not null;
alter table exams
	add column practice boolean not null default false,
	add check (practice = (owner_id is null));
alter table sittings
	-- In which language; null: an exam like any other.
	add column practice text check (practice in ('en', 'es', 'fr', 'hi', 'ar')),
	-- SHA-256 of what is asked and watched: another one is published beside it.
	add column practice_edition text check (practice_edition ~ '^[0-9a-f]{64}$'),
	add check ((practice is null) = (practice_edition is null)),
	add check (practice is null or rehearsal);
create unique index sittings_practice on sittings (institution_id, practice, practice_edition) where practice is not null;

-- By the Worker for itself and nobody else, whatever other policies allow.
create policy practice_is_nobodys on exams as restrictive for insert to invigil_edge with check (not practice or acting_as('system'));
create policy practice_is_nobodys on sittings as restrictive for insert to invigil_edge
	with check (practice is null or acting_as('system'));

-- Whoever asks.
create function refuse_practice_staff() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if exists (select from sittings s where s.id = new.sitting_id and s.practice is not null) then
		raise check_violation using message = 'a practice has no staff';
	end if;
	return new;
end $$;
create trigger practice_is_unwatched before insert or update on sitting_staff for each row execute function refuse_practice_staff();
revoke execute on function refuse_practice_staff() from public;

-- A practice keeps nobody from erasing what is theirs.
create or replace function kept_until(student uuid) returns timestamptz language sql stable security definer set search_path = public, pg_temp as $$
	select max(greatest(s.closes_at, a.closes_at, least(x.last_entry_at, now())) + make_interval(days => i.retention_days))
	from exam_attempts a join exam_sessions x on x.attempt_id = a.id join sittings s on s.id = a.sitting_id
		join institutions i on i.id = a.institution_id
	where a.student_id = student and x.erased_at is null and s.practice is null
$$;
-- Nor is it counted among somebody's exams.
create or replace function count_attempts(person uuid) returns table (state text, count bigint)
	language sql stable security definer set search_path = public, pg_temp as
	$$ select a.state, count(*) from exam_attempts a join users u on u.id = a.student_id join sittings s on s.id = a.sitting_id
		where a.student_id = person and s.practice is null and acting_as('admin') and u.institution_id = acting_institution()
		group by a.state order by a.state $$;

-- From here on it is being forgotten, whatever is decided about its student meanwhile: a room and a storage forget too, and not in one go.
alter table exam_attempts add column forgotten_at timestamptz;

-- Practice attempts that are to be forgotten, those first that were not tried yet: of these, or (null) of all begun before. Nobody's who is
-- under a legal hold; whoever sets one meanwhile waits, and is waited for.
create function claim_practices(asked uuid[], begun_before timestamptz, most integer)
	returns table (id uuid, room text, sitting_id uuid, institution_id uuid)
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	return query
		with due as (
			select a.id from exam_attempts a join sittings s on s.id = a.sitting_id join users u on u.id = a.student_id
			where s.practice is not null and (a.forgotten_at is not null or u.legal_hold is null)
				and (a.id = any (asked) or (asked is null and (a.forgotten_at is not null or a.opens_at <= begun_before)))
			order by a.forgotten_at nulls first, a.opens_at limit most for update of a for share of u
		)
		update exam_attempts a set forgotten_at = now() from due where a.id = due.id
		returning a.id, a.room, a.sitting_id, a.institution_id;
end $$;
revoke execute on function claim_practices(uuid[], timestamptz, integer) from public;
grant execute on function claim_practices(uuid[], timestamptz, integer) to invigil_edge;

-- All of these that were claimed, for good; anything else is left alone. Answers which.
create function forget_practice(asked uuid[]) returns setof uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
	gone uuid[];
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	select coalesce(array_agg(a.id), '{}') into gone from exam_attempts a join sittings s on s.id = a.sitting_id
		where a.id = any (asked) and s.practice is not null and a.forgotten_at is not null;
	delete from log_segments l using exam_sessions x where x.attempt_id = any (gone) and l.session_id = x.id;
	delete from monitoring_events where attempt_id = any (gone);
	delete from outside_events where attempt_id = any (gone);
	delete from observation_counts where attempt_id = any (gone);
	delete from evidence where attempt_id = any (gone);
	delete from responses where attempt_id = any (gone);
	delete from attempt_files where attempt_id = any (gone);
	delete from attempt_stills where attempt_id = any (gone);
	delete from still_keys where attempt_id = any (gone);
	delete from sent_reminders where attempt_id = any (gone);
	delete from exam_sessions where attempt_id = any (gone);
	delete from exam_attempts where id = any (gone);
	return query select unnest(gone);
end $$;
revoke execute on function forget_practice(uuid[]) from public;
grant execute on function forget_practice(uuid[]) to invigil_edge;
