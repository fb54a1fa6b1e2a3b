-- Checks that came after the first are looked at too: those that sync/worth-a-look.ts names, which a test compares.
-- An index stands on what the function said.
drop index observation_counts_worth_a_look;
create or replace function worth_a_look(check_name text, observations bigint, total_ms bigint) returns boolean language sql immutable as
	$$ select check_name in (
		'face_absent', 'face_multiple', 'camera_blocked', 'picture_frozen', 'camera_virtual', 'head_away', 'eyes_away',
		'identity_changed', 'spoof_suspected', 'thing_phone', 'thing_book', 'speech', 'several_voices', 'speaker_changed',
		'page_hidden', 'focus_lost', 'fullscreen_left', 'second_screen', 'copy', 'cut', 'paste', 'drop', 'print', 'devtools',
		'automated', 'fast_text', 'screen_share_ended')
		and (observations >= 3 or total_ms >= 30000) $$;
create index observation_counts_worth_a_look on observation_counts (attempt_id) where worth_a_look(check_name, observations, total_ms);

-- What proctors gave during the exam, by `extend` and by pauses that are over: the stills of the attempt are kept as much longer.
alter table exam_sessions add column given_ms bigint not null default 0 check (given_ms >= 0);

-- When its staff was mailed.
alter table arrangement_requests add column told_at timestamptz;

-- Whom to mail that a student waits for an answer before beginning; of what was asked it says nothing. Nobody while another one waits
-- that they were mailed of within the hour: that mail leads to both. Teachers first.
create function staff_to_tell(arrangement uuid) returns table (email text, name text, title text, opens_at timestamptz, time_zone text,
	mail_locale text, mail_origin text) language sql stable security definer set search_path = public, pg_temp as $$
	select u.email, u.name, s.title, s.opens_at, s.time_zone, s.mail_locale, s.mail_origin
	from arrangement_requests r join sittings s on s.id = r.sitting_id
		join sitting_staff t on t.sitting_id = s.id join users u on u.id = t.user_id
	where acting_as('system') and r.id = arrangement and s.closes_at > now() and s.locked_at is null
		and u.email_verified_at is not null and u.locked_at is null and u.erased_at is null
		and not exists (select from arrangement_requests o where o.sitting_id = s.id and o.id <> r.id and o.answered_at is null
			and o.withdrawn_at is null and o.told_at > now() - interval '1 hour')
	order by t.role = 'teacher' desc, u.name, u.id
$$;
-- That it was mailed to somebody.
create function note_told(arrangement uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	update arrangement_requests set told_at = now() where id = arrangement;
end $$;
revoke execute on function note_told(uuid) from public;
grant execute on function note_told(uuid) to invigil_edge;
revoke execute on function staff_to_tell(uuid) from public;
grant execute on function staff_to_tell(uuid) to invigil_edge;
