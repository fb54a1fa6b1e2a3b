-- That something was sent into a sitting, and by whom. The words themselves are in the students' control logs and nowhere else.
create table control_acts (
	id uuid primary key,
	institution_id uuid not null references institutions,
	sitting_id uuid not null references sittings,
	sent_by uuid not null references users,
	act text not null check (act in ('message', 'warning', 'extend', 'pause', 'resume', 'end', 'correction')),
	-- Of the whole request: the same number with something else in it is another act.
	content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
	to_all boolean not null,
	sent_at timestamptz not null default now()
);
create index control_acts_sitting on control_acts (sitting_id, sent_at desc);
alter table control_acts enable row level security;
grant select, insert on control_acts to invigil_edge;
create policy system_all on control_acts to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy staff on control_acts for select to invigil_edge using (staffs_sitting(sitting_id));
create policy staff_sent on control_acts for insert to invigil_edge
	with check (sent_by = acting_person() and institution_id = acting_institution() and staffs_sitting(sitting_id));
