-- "I cannot accept this": what a student asks for at one sitting instead of accepting its notice, and what its staff answers.
create table arrangement_requests (
	id uuid primary key,
	institution_id uuid not null references institutions,
	sitting_id uuid not null references sittings,
	student_id uuid not null references users,
	-- sync/schema/arrangement.ts has the list.
	reason text not null check (reason ~ '^[a-z_]{1,40}$'),
	words text not null check (length(words) <= 1000),
	-- Of the notice that was not accepted.
	notice_hash text not null check (notice_hash ~ '^[0-9a-f]{64}$'),
	asked_at timestamptz not null default now(),
	withdrawn_at timestamptz,
	answered_at timestamptz,
	answered_by uuid references users,
	-- null: nothing but words.
	granted jsonb,
	answer text check (length(answer) <= 1000),
	check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (answer is null))
);
create index arrangement_requests_student on arrangement_requests (sitting_id, student_id, asked_at);
create index arrangement_requests_asked on arrangement_requests (student_id, asked_at);
-- One at a time.
create unique index arrangement_requests_open on arrangement_requests (sitting_id, student_id)
	where answered_at is null and withdrawn_at is null;

alter table arrangement_requests enable row level security;
grant select, insert on arrangement_requests to invigil_edge;
grant update (withdrawn_at, answered_at, answered_by, granted, answer) on arrangement_requests to invigil_edge;
create policy own on arrangement_requests for select to invigil_edge using (student_id = acting_person());
create policy staff on arrangement_requests for select to invigil_edge
	using ((acting_as('teacher') or acting_as('proctor')) and staffs_sitting(sitting_id));
create policy asks on arrangement_requests for insert to invigil_edge
	with check (acting_as('student') and student_id = acting_person() and institution_id = acting_institution() and sits_in(sitting_id)
		and withdrawn_at is null and answered_at is null and granted is null);
-- Both ends are reached once. What is observed is the teachers' to say; a proctor answers in words.
create policy withdraws on arrangement_requests for update to invigil_edge
	using (student_id = acting_person() and answered_at is null and withdrawn_at is null)
	with check (student_id = acting_person() and answered_at is null and granted is null and withdrawn_at is not null);
create policy answers on arrangement_requests for update to invigil_edge
	using (staffs_sitting(sitting_id) and answered_at is null and withdrawn_at is null)
	with check (staffs_sitting(sitting_id) and answered_by = acting_person() and withdrawn_at is null
		and (acting_as('teacher') or (acting_as('proctor') and granted is null)));

-- All of a student at a sitting, the oldest first: for the student, the sitting's staff, and the Worker when it makes a ticket.
create function arrangements_of(sitting uuid, student uuid) returns jsonb
	language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'reason', r.reason, 'words', r.words,
		'askedAt', floor(extract(epoch from r.asked_at) * 1000), 'withdrawn', r.withdrawn_at is not null,
		'answer', case when r.answered_at is not null then jsonb_build_object('at', floor(extract(epoch from r.answered_at) * 1000),
			'by', u.name, 'granted', r.granted, 'words', r.answer) end) order by r.asked_at, r.id), '[]')
	from arrangement_requests r left join users u on u.id = r.answered_by
	where r.sitting_id = sitting and r.student_id = student
		and (acting_as('system') or student = acting_person() or staffs_sitting(sitting))
$$;

-- It may say something of a person's health: of who is erased nothing of it stays.
create function forget_arrangements() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from arrangement_requests where student_id = new.id;
	return null;
end $$;
create trigger forget_arrangements after update of erased_at on users
	for each row when (new.erased_at is not null) execute function forget_arrangements();
revoke execute on function arrangements_of(uuid, uuid), forget_arrangements() from public;
grant execute on function arrangements_of(uuid, uuid) to invigil_edge;
