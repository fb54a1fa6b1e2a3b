-- An import of thousands: its audit rows in one call, and its mails, which go out afterwards, in portions.

-- As write_audit, row for row: the same chain, whose head is locked and moved on once instead of once for each row.
create function write_audits(institution uuid, actor uuid, act text, subject_ids text[], more jsonb[], from_address text, request_id text)
	returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
	chain uuid := coalesce(institution, '00000000-0000-0000-0000-000000000000');
	head record;
	at timestamptz;
	number bigint;
	written text;
	last_hash text;
begin
	if not acting_as('system') and (actor is distinct from acting_person() or institution is distinct from acting_institution()) then
		raise insufficient_privilege using message = 'an audit row is written in one''s own name';
	end if;
	if cardinality(subject_ids) <> cardinality(more) then raise exception 'each subject has its detail'; end if;
	insert into audit_heads values (chain, 0, repeat('0', 64)) on conflict do nothing;
	select seq, hash into head from audit_heads where institution_id = chain for update;
	number := head.seq;
	last_hash := head.hash;
	for i in 1 .. cardinality(subject_ids) loop
		at := clock_timestamp();
		number := number + 1;
		written := json_build_object('seq', number, 'at', (extract(epoch from at) * 1000)::bigint, 'institution', chain, 'actor', actor,
			'action', act, 'subject', subject_ids[i], 'detail', more[i], 'address', from_address, 'request', request_id)::text;
		last_hash := encode(sha256(convert_to(last_hash || written, 'UTF8')), 'hex');
		insert into audit_logs (institution_id, actor_id, action, subject, detail, address, happened_at, seq, request, line, hash)
			values (chain, actor, act, subject_ids[i], more[i], from_address, at, number, request_id, written, last_hash);
	end loop;
	update audit_heads set seq = number, hash = last_hash where institution_id = chain;
end $$;
revoke execute on function write_audits(uuid, uuid, text, text[], jsonb[], text, text) from public;
grant execute on function write_audits(uuid, uuid, text, text[], jsonb[], text, text) to invigil_edge;

-- Written in the import's own transaction, so that none is forgotten; deleted when it is sent.
create table owed_mails (
	id bigint generated always as identity primary key,
	institution_id uuid not null references institutions,
	user_id uuid not null references users,
	-- address_changed: a notice to the former address. link: whichever link the person needs by the time it goes out.
	kind text not null check (kind in ('address_changed', 'link')),
	email text not null,
	created_at timestamptz not null default now(),
	-- When somebody began to send it; null again once it is known how that ended.
	taken_at timestamptz,
	-- When it last could not be sent.
	tried_at timestamptz
);
create unique index owed_mails_once on owed_mails (user_id, kind, lower(email));
create index owed_mails_next on owed_mails (institution_id, tried_at nulls first, id);
alter table owed_mails enable row level security;
grant select, insert, update, delete on owed_mails to invigil_edge;
create policy system_all on owed_mails to invigil_edge using (acting_as('system')) with check (acting_as('system'));
create policy admin on owed_mails for select to invigil_edge using (acting_as('admin') and institution_id = acting_institution());
create policy admin_adds on owed_mails for insert to invigil_edge
	with check (acting_as('admin') and institution_id = acting_institution());

-- Who is erased gets no mail, and no address of theirs stays behind.
create function forget_owed_mails() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	delete from owed_mails where user_id = new.id;
	return null;
end $$;
revoke execute on function forget_owed_mails() from public;
create trigger forget_owed_mails after update of erased_at on users
	for each row when (new.erased_at is not null) execute function forget_owed_mails();

-- What they would say is not news any more, and a former address is kept no longer than it is of use.
create function forget_old_mails() returns void language sql set search_path = public, pg_temp as $$
	delete from owed_mails where created_at < now() - interval '14 days'
$$;
revoke execute on function forget_old_mails() from public;
grant execute on function forget_old_mails() to invigil_edge;
