-- Who was told by mail that results of theirs can be seen: once, whatever is hidden and shown again afterwards.
create table told_results (
	sitting_id uuid not null references sittings,
	student_id uuid not null references users,
	institution_id uuid not null references institutions,
	told_at timestamptz not null default now(),
	primary key (sitting_id, student_id)
);
alter table told_results enable row level security;
create policy system_all on told_results to invigil_edge using (acting_as('system')) with check (acting_as('system'));
grant select, insert, delete on told_results to invigil_edge;
-- What could be seen before such mails were sent is no news.
insert into told_results (sitting_id, student_id, institution_id)
	select distinct a.sitting_id, a.student_id, a.institution_id from exam_attempts a
	where a.state in ('accepted', 'released') and is_released(a.sitting_id);

-- When those who answer it were mailed.
alter table remark_requests add column told_at timestamptz;
grant update (told_at) on remark_requests to invigil_edge;
-- What was asked before there were such mails is no news.
update remark_requests set told_at = asked_at;

-- Whoever comes onto the roster is told by mail. Not of what was planned before there were such mails, unless its teacher says so.
alter table sittings add column tell_added boolean not null default false;
grant update (tell_added) on sittings to invigil_edge;
-- What a student was told last of a sitting; without times: that it is theirs no more.
create table told_sittings (
	sitting_id uuid not null references sittings,
	student_id uuid not null references users,
	institution_id uuid not null references institutions,
	opens_at timestamptz,
	closes_at timestamptz,
	duration_ms bigint,
	told_at timestamptz not null default now(),
	primary key (sitting_id, student_id),
	check ((opens_at is null) = (closes_at is null) and (opens_at is null) = (duration_ms is null))
);
alter table told_sittings enable row level security;
create policy system_all on told_sittings to invigil_edge using (acting_as('system')) with check (acting_as('system'));
grant select, insert, update, delete on told_sittings to invigil_edge;

-- What one was told, and when, is one's own.
create policy own on told_results for select to invigil_edge using (student_id = acting_person());
create policy own on told_sittings for select to invigil_edge using (student_id = acting_person());
-- Of who is erased nothing of it stays.
create function forget_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from told_results where student_id = new.id;
	delete from told_sittings where student_id = new.id;
	return null;
end $$;
revoke execute on function forget_told() from public;
create trigger forget_told after update of erased_at on users
	for each row when (new.erased_at is not null) execute function forget_told();
