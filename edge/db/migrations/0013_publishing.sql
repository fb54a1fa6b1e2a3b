-- Publishing and scheduling by those who may edit an exam; until now only the installation's own tool could.
alter table form_solutions add column feedback jsonb not null default '[]';

grant insert on exam_forms, form_solutions, sittings, sitting_secrets, sitting_staff to invigil_edge;
grant update (title) on exams to invigil_edge;

create policy edited on exam_forms for select to invigil_edge using (may_on_exam(exam_id, 'view'));
create policy published on exam_forms for insert to invigil_edge
	with check (institution_id = acting_institution() and may_on_exam(exam_id, 'edit'));
create function may_on_form(asked uuid, permission text) returns boolean language sql stable security definer
	set search_path = public, pg_temp as
	$$ select exists (select from exam_forms f where f.id = asked and may_on_exam(f.exam_id, permission)) $$;
revoke execute on function may_on_form(uuid, text) from public;
grant execute on function may_on_form(uuid, text) to invigil_edge;
create policy edited on form_solutions for select to invigil_edge using (may_on_form(form_id, 'edit'));
create policy published on form_solutions for insert to invigil_edge
	with check (institution_id = acting_institution() and may_on_form(form_id, 'edit'));
create policy edited on exams for update to invigil_edge
	using (institution_id = acting_institution() and may_on_exam(id, 'edit')) with check (institution_id = acting_institution());

create policy scheduled on sittings for insert to invigil_edge
	with check (institution_id = acting_institution() and may_on_exam(exam_id, 'edit'));
create function may_on_sitting(sitting uuid, permission text) returns boolean language sql stable security definer
	set search_path = public, pg_temp as
	$$ select exists (select from sittings s where s.id = sitting and may_on_exam(s.exam_id, permission)) $$;
revoke execute on function may_on_sitting(uuid, text) from public;
grant execute on function may_on_sitting(uuid, text) to invigil_edge;
create policy scheduled on sitting_secrets for insert to invigil_edge
	with check (institution_id = acting_institution() and may_on_sitting(sitting_id, 'edit'));
create policy scheduled on sitting_staff for insert to invigil_edge
	with check (institution_id = acting_institution() and may_on_sitting(sitting_id, 'edit'));
create policy scheduled on exam_attempts for insert to invigil_edge
	with check (institution_id = acting_institution() and may_on_sitting(sitting_id, 'edit'));

-- Who of one's institution has these addresses and this role: a teacher who knows an address may put them on a roster, and learns no more.
create function find_people(addresses text[], wanted text) returns table (person uuid, email text)
	language sql stable security definer set search_path = public, pg_temp as $$
	select u.id, lower(u.email) from users u where acting_as('teacher') and u.institution_id = acting_institution()
		and lower(u.email) = any (select lower(a) from unnest(addresses) a) and wanted = any (u.roles) and u.locked_at is null and u.erased_at is null
$$;
revoke execute on function find_people(text[], text) from public;
grant execute on function find_people(text[], text) to invigil_edge;

-- One's own exams and those shared with one; of whoever shares, the name.
create function taught_exams() returns table (id uuid, title text, owner_id uuid, owner_name text, created_at timestamptz,
	published_at timestamptz, sittings bigint) language sql stable security definer set search_path = public, pg_temp as $$
	select e.id, e.title, e.owner_id, u.name, e.created_at,
		(select max(f.published_at) from exam_forms f where f.exam_id = e.id),
		(select count(*) from sittings s where s.exam_id = e.id)
	from exams e join users u on u.id = e.owner_id
	where acting_as('teacher') and e.institution_id = acting_institution() and (e.owner_id = acting_person()
		or exists (select from teacher_exam_permissions p where p.exam_id = e.id and p.user_id = acting_person() and 'view' = any (p.permissions)))
	order by e.created_at desc, e.id limit 1000
$$;
revoke execute on function taught_exams() from public;
grant execute on function taught_exams() to invigil_edge;
