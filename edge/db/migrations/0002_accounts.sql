-- Accounts: several institutions in one installation, tokens that can be taken back, a chained audit log.

-- Institutions -----------------------------------------------------------------------------------------------------------------
alter table institutions
	add column registration text not null default 'invitation' check (registration in ('invitation', 'open')),
	-- Whose e-mail addresses may register by themselves; empty: any.
	add column email_domains text[] not null default '{}',
	add column jurisdiction text not null default '',
	add column retention_days int not null default 90 check (retention_days between 1 and 3650);

-- People -----------------------------------------------------------------------------------------------------------------------
alter table users
	add column email_verified_at timestamptz,
	-- The identifier of the register people were imported from (OneRoster's sourcedId).
	add column external_id text,
	add column lock_reason text,
	add column legal_hold text,
	add column erased_at timestamptz,
	add column updated_at timestamptz not null default now();
create unique index users_external on users (institution_id, external_id) where external_id is not null;
create index users_listed on users (institution_id, lower(name), id);

-- Apart, and granted to nobody: the Worker reaches a hash through the functions below and in no other way.
create table user_passwords (
	user_id uuid primary key references users,
	hash text not null,
	changed_at timestamptz not null default now()
);
insert into user_passwords (user_id, hash) select id, password_hash from users;
alter table users drop column password_hash;
alter table user_passwords enable row level security;

-- A passkey is asked for after the password too.
alter table users add column second_factor boolean not null default false;

create table user_passkeys (
	id text primary key,
	user_id uuid not null references users,
	institution_id uuid not null references institutions,
	public_key text not null,
	counter bigint not null,
	transports text[] not null default '{}',
	name text not null,
	created_at timestamptz not null default now(),
	last_used_at timestamptz
);
create index user_passkeys_user on user_passkeys (user_id);

create table identity_providers (
	id uuid primary key,
	institution_id uuid not null references institutions,
	name text not null,
	issuer text not null,
	client_id text not null,
	enabled boolean not null default true,
	created_at timestamptz not null default now(),
	unique (institution_id, issuer, client_id)
);
create table identity_provider_secrets (
	provider_id uuid primary key references identity_providers on delete cascade,
	client_secret text not null
);
alter table identity_provider_secrets enable row level security;
create table user_identities (
	issuer text not null,
	subject text not null,
	user_id uuid not null references users,
	institution_id uuid not null references institutions,
	linked_at timestamptz not null default now(),
	primary key (issuer, subject)
);
create index user_identities_user on user_identities (user_id);

-- Signed in --------------------------------------------------------------------------------------------------------------------
-- One row from sign-in to sign-out on one device. Access tokens name it, refresh tokens are its family.
create table sign_ins (
	id uuid primary key,
	user_id uuid not null references users,
	institution_id uuid not null references institutions,
	-- How the person proved who they are.
	method text not null check (method in ('password', 'passkey', 'oidc', 'password_passkey')),
	address text,
	agent text,
	created_at timestamptz not null default now(),
	last_seen_at timestamptz not null default now(),
	expires_at timestamptz not null,
	ended_at timestamptz,
	ended_because text check (ended_because in ('signed_out', 'signed_out_everywhere', 'reuse', 'locked', 'password_changed', 'erased'))
);
create index sign_ins_user on sign_ins (user_id) where ended_at is null;

create table refresh_tokens (
	-- SHA-256 of the token, hex: what is stored here signs nobody in.
	hash text primary key,
	sign_in_id uuid not null references sign_ins,
	issued_at timestamptz not null default now(),
	expires_at timestamptz not null,
	used_at timestamptz,
	-- Of the request that used it: the same request again, whose answer was lost, is not a second use.
	used_by text
);
create index refresh_tokens_sign_in on refresh_tokens (sign_in_id);
create index refresh_tokens_expired on refresh_tokens (expires_at);

-- Single-use links sent by mail.
create table mailed_links (
	hash text primary key,
	purpose text not null check (purpose in ('verify_email', 'reset_password', 'invitation')),
	institution_id uuid not null references institutions,
	user_id uuid references users,
	email text not null,
	roles text[] not null default '{}',
	created_by uuid references users,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null,
	used_at timestamptz
);
create index mailed_links_email on mailed_links (lower(email), purpose);

-- What `npm start` shows instead of sending it.
create table captured_mail (
	id bigint generated always as identity primary key,
	recipient text not null,
	subject text not null,
	body text not null,
	sent_at timestamptz not null default now()
);

-- Short-lived state of ceremonies (WebAuthn challenges, OpenID Connect flows), single use.
create table ceremonies (
	hash text primary key,
	kind text not null check (kind in ('passkey_register', 'passkey_sign_in', 'oidc', 'second_factor')),
	user_id uuid references users,
	state jsonb not null,
	expires_at timestamptz not null
);

-- Keys that sign access tokens; the private part is sealed under a secret that the database never sees.
create table token_keys (
	id text primary key,
	public_jwk jsonb not null,
	sealed_private text not null,
	created_at timestamptz not null default now(),
	-- Tokens are signed with it until then, and checked against it until an access token's life later.
	retired_at timestamptz
);
alter table token_keys enable row level security;

-- Counted acts: failed sign-ins, resets, start-code requests.
create table counted_acts (
	id bigint generated always as identity primary key,
	act text not null,
	account text,
	address text,
	happened_at timestamptz not null default now()
);
create index counted_acts_account on counted_acts (act, account, happened_at desc);
create index counted_acts_address on counted_acts (act, address, happened_at desc);

create table security_alerts (
	id bigint generated always as identity primary key,
	institution_id uuid references institutions,
	kind text not null,
	address text,
	detail jsonb not null default '{}',
	happened_at timestamptz not null default now()
);

-- Exams shared ------------------------------------------------------------------------------------------------------------------
create table teacher_exam_permissions (
	exam_id uuid not null references exams,
	user_id uuid not null references users,
	institution_id uuid not null references institutions,
	permissions text[] not null check (permissions <@ array['view', 'edit', 'analytics', 'mark'] and cardinality(permissions) > 0),
	granted_by uuid not null references users,
	granted_at timestamptz not null default now(),
	primary key (exam_id, user_id)
);
create index teacher_exam_permissions_user on teacher_exam_permissions (user_id);

-- Observations counted, so that a dashboard does not read a million rows.
create table observation_counts (
	attempt_id uuid not null references exam_attempts,
	institution_id uuid not null references institutions,
	check_name text not null,
	observations int not null,
	total_ms bigint not null,
	last_at timestamptz not null,
	primary key (attempt_id, check_name)
);

insert into observation_counts
	select attempt_id, institution_id, check_name, count(*) filter (where phase <> 'end'),
		coalesce(sum(to_ms - from_ms) filter (where phase = 'end'), 0), max(happened_at)
	from monitoring_events group by attempt_id, institution_id, check_name;

-- What a monitor outside of the app observed: apart from the student's own log, and never part of the proof.
create table outside_events (
	id bigint generated always as identity primary key,
	institution_id uuid not null references institutions,
	attempt_id uuid not null references exam_attempts,
	reported_by uuid not null references users,
	check_name text not null,
	from_ms bigint not null,
	to_ms bigint not null check (to_ms >= from_ms),
	peak double precision not null,
	confidence double precision not null,
	reason text,
	happened_at timestamptz not null,
	admitted_at timestamptz not null default now()
);
create index outside_events_attempt on outside_events (attempt_id, id);

-- The row of a room's memory, so that a round that is repeated adds nothing twice.
alter table evidence add column room_row bigint;
create unique index evidence_room_row on evidence (attempt_id, room_row) where room_row is not null;

-- Audit log, chained per institution --------------------------------------------------------------------------------------------
alter table audit_logs
	add column seq bigint,
	add column request text,
	-- The record: exactly this text is hashed, the other columns are there to search by.
	add column line text,
	add column hash text;
create unique index audit_logs_chain on audit_logs (institution_id, seq) where seq is not null;
create table audit_heads (
	institution_id uuid primary key,
	seq bigint not null,
	hash text not null
);
alter table audit_heads enable row level security;

-- hash = SHA-256 (hash before ‖ line), in hex; before the first: 64 zeros. Acts that belong to no institution (an unknown
-- address signing in) form a chain of their own under the nil UUID.
create function write_audit(institution uuid, actor uuid, act text, subject_id text, more jsonb, from_address text, request_id text)
	returns void language plpgsql security definer set search_path = public as $$
declare
	chain uuid := coalesce(institution, '00000000-0000-0000-0000-000000000000');
	head record;
	at timestamptz := clock_timestamp();
	written text;
	next_hash text;
begin
	if not acting_as('system') and (actor is distinct from acting_person() or institution is distinct from acting_institution()) then
		raise insufficient_privilege using message = 'an audit row is written in one''s own name';
	end if;
	insert into audit_heads values (chain, 0, repeat('0', 64)) on conflict do nothing;
	select seq, hash into head from audit_heads where institution_id = chain for update;
	written := json_build_object('seq', head.seq + 1, 'at', (extract(epoch from at) * 1000)::bigint, 'institution', chain, 'actor', actor,
		'action', act, 'subject', subject_id, 'detail', more, 'address', from_address, 'request', request_id)::text;
	next_hash := encode(sha256(convert_to(head.hash || written, 'UTF8')), 'hex');
	insert into audit_logs (institution_id, actor_id, action, subject, detail, address, happened_at, seq, request, line, hash)
		values (chain, actor, act, subject_id, more, from_address, at, head.seq + 1, request_id, written, next_hash);
	update audit_heads set seq = head.seq + 1, hash = next_hash where institution_id = chain;
end $$;

revoke insert on audit_logs from invigil_edge;
drop policy write_own on audit_logs;

-- Who a transaction acts for is looked up, not believed: a sign-in that has ended, an account that is locked or erased, acts for
-- nobody from the next query on.
create function begin_as(sign_in uuid) returns table (person uuid, institution uuid, person_roles text[], person_name text,
	person_email text, verified boolean, method text)
	language plpgsql security definer set search_path = public as $$
declare
	found record;
begin
	select u.id, u.institution_id, u.roles, u.name, u.email, u.email_verified_at is not null as verified, s.method into found
		from sign_ins s join users u on u.id = s.user_id
		where s.id = sign_in and s.ended_at is null and s.expires_at > now() and u.locked_at is null and u.erased_at is null;
	if found.id is null then return; end if;
	perform set_config('invigil.person', found.id::text, true), set_config('invigil.institution', found.institution_id::text, true),
		set_config('invigil.roles', array_to_string(found.roles, ','), true);
	return query select found.id, found.institution_id, found.roles, found.name, found.email, found.verified, found.method;
end $$;

create function password_hash_of(person uuid) returns text language plpgsql stable security definer set search_path = public as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only to check a password'; end if;
	return (select hash from user_passwords where user_id = person);
end $$;
create function set_password_hash(person uuid, new_hash text) returns void
	language plpgsql security definer set search_path = public as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only after a password was checked'; end if;
	insert into user_passwords values (person, new_hash, now())
		on conflict (user_id) do update set hash = excluded.hash, changed_at = now();
end $$;
-- With an import: only for somebody of the admin's own institution who has no password yet.
create function set_imported_password(person uuid, new_hash text) returns void
	language plpgsql security definer set search_path = public as $$
begin
	if not acting_as('admin') or not exists (select from users u where u.id = person and u.institution_id = acting_institution()) then
		raise insufficient_privilege using message = 'only for people of the own institution';
	end if;
	insert into user_passwords values (person, new_hash, now()) on conflict do nothing;
end $$;
create function provider_secret(provider uuid) returns text language plpgsql stable security definer set search_path = public as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only to sign somebody in'; end if;
	return (select client_secret from identity_provider_secrets where provider_id = provider);
end $$;
create function set_provider_secret(provider uuid, secret text) returns void
	language plpgsql security definer set search_path = public as $$
begin
	if not acting_as('system') and not exists (select from identity_providers p where p.id = provider
		and acting_as('admin') and p.institution_id = acting_institution()) then
		raise insufficient_privilege using message = 'only for an own provider';
	end if;
	insert into identity_provider_secrets values (provider, secret) on conflict (provider_id) do update set client_secret = excluded.client_secret;
end $$;
create function list_token_keys() returns setof token_keys language plpgsql stable security definer set search_path = public as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	return query select * from token_keys where retired_at is null or retired_at > now() - interval '1 day' order by created_at desc;
end $$;
create function add_token_key(key_id text, public_part jsonb, sealed text) returns void
	language plpgsql security definer set search_path = public as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only for the Worker itself'; end if;
	update token_keys set retired_at = now() where retired_at is null;
	insert into token_keys (id, public_jwk, sealed_private) values (key_id, public_part, sealed);
end $$;

-- Roles are given by an admin of the same institution, or by the Worker for somebody it has just let in. Never by an update.
create function set_roles(person uuid, new_roles text[]) returns void
	language plpgsql security definer set search_path = public as $$
begin
	if not acting_as('system') and not (acting_as('admin')
		and exists (select from users u where u.id = person and u.institution_id = acting_institution())) then
		raise insufficient_privilege using message = 'only an admin of the institution gives roles';
	end if;
	update users set roles = new_roles, updated_at = now() where id = person;
end $$;

-- An admin sees that somebody has attempts, and not one of them.
create function count_attempts(person uuid) returns table (state text, count bigint)
	language sql stable security definer set search_path = public as
	$$ select a.state, count(*) from exam_attempts a join users u on u.id = a.student_id
		where a.student_id = person and acting_as('admin') and u.institution_id = acting_institution() group by a.state order by a.state $$;

-- All that people may change of their own row.
create function rename_self(new_name text) returns void language plpgsql security definer set search_path = public as $$
begin
	update users set name = new_name, updated_at = now() where id = acting_person();
end $$;

-- Whoever has no passkey left is not asked for one: else they could sign in no more.
create function drop_second_factor() returns void language plpgsql security definer set search_path = public as $$
begin
	update users u set second_factor = false
		where u.id = acting_person() and not exists (select from user_passkeys k where k.user_id = u.id);
end $$;

-- Rights ------------------------------------------------------------------------------------------------------------------------
grant select on user_passkeys, identity_providers, user_identities, sign_ins, refresh_tokens, mailed_links, captured_mail, ceremonies,
	counted_acts, security_alerts, teacher_exam_permissions, observation_counts, outside_events to invigil_edge;
grant insert on users, student_profiles, teacher_profiles, institutions, user_passkeys, identity_providers, user_identities, sign_ins,
	refresh_tokens, mailed_links, captured_mail, ceremonies, counted_acts, security_alerts, teacher_exam_permissions,
	observation_counts, outside_events, exams to invigil_edge;
grant update (email, name, email_verified_at, external_id, locked_at, lock_reason, legal_hold, erased_at, updated_at, second_factor) on users to invigil_edge;
grant update on student_profiles, teacher_profiles, observation_counts, teacher_exam_permissions to invigil_edge;
grant update (registration, email_domains, jurisdiction, retention_days, name) on institutions to invigil_edge;
grant update (counter, last_used_at, name) on user_passkeys to invigil_edge;
grant update (name, enabled, issuer, client_id) on identity_providers to invigil_edge;
grant update (last_seen_at, expires_at, ended_at, ended_because) on sign_ins to invigil_edge;
grant update (used_at, used_by) on refresh_tokens to invigil_edge;
grant update (used_at) on mailed_links to invigil_edge;
grant delete on refresh_tokens, mailed_links, user_passkeys, user_identities, ceremonies, counted_acts, captured_mail, identity_providers, teacher_exam_permissions
	to invigil_edge;
grant execute on function write_audit(uuid, uuid, text, text, jsonb, text, text), begin_as(uuid), password_hash_of(uuid),
	set_password_hash(uuid, text), provider_secret(uuid), set_provider_secret(uuid, text), list_token_keys(),
	add_token_key(text, jsonb, text), set_roles(uuid, text[]), rename_self(text), count_attempts(uuid), set_imported_password(uuid, text), drop_second_factor() to invigil_edge;
revoke execute on function write_audit(uuid, uuid, text, text, jsonb, text, text), begin_as(uuid), password_hash_of(uuid),
	set_password_hash(uuid, text), provider_secret(uuid), set_provider_secret(uuid, text), list_token_keys(),
	add_token_key(text, jsonb, text), set_roles(uuid, text[]), rename_self(text), count_attempts(uuid), set_imported_password(uuid, text), drop_second_factor() from public;

do $$
declare
	name text;
begin
	foreach name in array array['user_passkeys', 'identity_providers', 'user_identities', 'sign_ins', 'refresh_tokens', 'mailed_links',
		'captured_mail', 'ceremonies', 'counted_acts', 'security_alerts', 'teacher_exam_permissions', 'observation_counts', 'outside_events'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy system_all on %I to invigil_edge using (acting_as(''system'')) with check (acting_as(''system''))', name);
	end loop;
end $$;

-- A person sees their own; an admin sees the institution's people, never their work.
create policy own on user_passkeys to invigil_edge using (user_id = acting_person()) with check (user_id = acting_person());
create policy own on user_identities for select to invigil_edge using (user_id = acting_person());
create policy own_removed on user_identities for delete to invigil_edge using (user_id = acting_person());
create policy own on sign_ins for select to invigil_edge using (user_id = acting_person());
create policy own_ended on sign_ins for update to invigil_edge using (user_id = acting_person()) with check (user_id = acting_person());
create policy admin on users for select to invigil_edge using (acting_as('admin') and institution_id = acting_institution());
create policy admin_changes on users for update to invigil_edge
	using (acting_as('admin') and institution_id = acting_institution()) with check (institution_id = acting_institution());
create policy admin_adds on users for insert to invigil_edge
	with check (acting_as('admin') and institution_id = acting_institution());
create policy admin on student_profiles to invigil_edge
	using (acting_as('admin') and institution_id = acting_institution()) with check (institution_id = acting_institution());
create policy admin on teacher_profiles to invigil_edge
	using (acting_as('admin') and institution_id = acting_institution()) with check (institution_id = acting_institution());
create policy admin_changes on institutions for update to invigil_edge
	using (acting_as('admin') and id = acting_institution()) with check (id = acting_institution());
create policy admin on identity_providers to invigil_edge
	using (acting_as('admin') and institution_id = acting_institution()) with check (institution_id = acting_institution());
create policy admin on mailed_links for select to invigil_edge using (acting_as('admin') and institution_id = acting_institution());
create policy admin_adds on mailed_links for insert to invigil_edge
	with check (acting_as('admin') and institution_id = acting_institution());
create policy admin on sign_ins for select to invigil_edge using (acting_as('admin') and institution_id = acting_institution());
create policy admin_ends on sign_ins for update to invigil_edge
	using (acting_as('admin') and institution_id = acting_institution()) with check (institution_id = acting_institution());
create policy admin on security_alerts for select to invigil_edge
	using (acting_as('admin') and (institution_id = acting_institution() or institution_id is null));
create policy own on audit_logs for select to invigil_edge using (actor_id = acting_person() and institution_id = acting_institution());
create policy admin on audit_logs for select to invigil_edge using (acting_as('admin') and institution_id = acting_institution());

-- Exams that are shared: the owner shares, the other teacher sees what was granted.
create function owns_exam(exam uuid) returns boolean language sql stable security definer set search_path = public as
	$$ select exists (select from exams e where e.id = exam and e.owner_id = acting_person()) $$;
create function may_on_exam(exam uuid, permission text) returns boolean language sql stable security definer set search_path = public as
	$$ select acting_as('teacher') and (owns_exam(exam) or exists (select from teacher_exam_permissions p where p.exam_id = exam
		and p.user_id = acting_person() and permission = any (p.permissions))) $$;
grant execute on function owns_exam(uuid), may_on_exam(uuid, text) to invigil_edge;
create policy shared on exams for select to invigil_edge using (may_on_exam(id, 'view'));
create policy own_added on exams for insert to invigil_edge
	with check (acting_as('teacher') and owner_id = acting_person() and institution_id = acting_institution());
create policy of_my_exam on teacher_exam_permissions to invigil_edge
	using (owns_exam(exam_id)) with check (owns_exam(exam_id) and institution_id = acting_institution());
create policy mine on teacher_exam_permissions for select to invigil_edge using (user_id = acting_person());
create policy staff on observation_counts to invigil_edge
	using (may_see_attempt(attempt_id)) with check (may_see_attempt(attempt_id) and institution_id = acting_institution());
-- The student sees how many, not what exactly was seen when.
create policy own on observation_counts for select to invigil_edge using (owns_attempt(attempt_id));
create policy staff on outside_events for select to invigil_edge using (may_see_attempt(attempt_id));
create policy staff_added on outside_events for insert to invigil_edge
	with check (may_see_attempt(attempt_id) and reported_by = acting_person() and institution_id = acting_institution());
-- Over a thousand attempts a policy would ask its question a million times; this asks once and then reads as the owner.
create function analyse_exam(exam uuid) returns table (attempts jsonb, items jsonb, observations jsonb, mean_points double precision,
	maximum double precision) language plpgsql stable security definer set search_path = public as $$
begin
	if not may_on_exam(exam, 'analytics') then
		raise insufficient_privilege using message = 'analytics were not granted';
	end if;
	return query
	with mine as materialized (
		select a.id, a.state from exam_attempts a join sittings s on s.id = a.sitting_id where s.exam_id = exam
	), marks as materialized (
		select r.attempt_id, r.item, r.points, r.maximum from results r join mine m on m.id = r.attempt_id
	), totals as (
		select sum(k.points) as points, sum(k.maximum) as most from marks k group by k.attempt_id
	)
	select
		coalesce((select jsonb_agg(jsonb_build_object('state', n.state, 'count', n.n) order by n.state)
			from (select m.state, count(*) as n from mine m group by m.state) n), '[]'),
		coalesce((select jsonb_agg(jsonb_build_object('item', i.item, 'marked', i.marked, 'meanPoints', i.mean, 'maximum', i.most,
				'difficulty', i.mean / nullif(i.most, 0)) order by i.item)
			from (select k.item, count(k.points) as marked, avg(k.points) as mean, max(k.maximum) as most from marks k group by k.item) i), '[]'),
		coalesce((select jsonb_agg(jsonb_build_object('check', o.check_name, 'attempts', o.attempts, 'observations', o.n, 'totalMs', o.ms)
				order by o.n desc, o.check_name)
			from (select c.check_name, count(*) as attempts, sum(c.observations) as n, sum(c.total_ms) as ms
				from observation_counts c join mine m on m.id = c.attempt_id group by c.check_name) o), '[]'),
		(select avg(t.points) from totals t), (select max(t.most) from totals t);
end $$;
-- What makes somebody look: checks that are about a person or the room, often or long enough. Facts to look at, no verdict.
create function worth_a_look(check_name text, observations bigint, total_ms bigint) returns boolean language sql immutable as
	$$ select check_name in ('face_absent', 'face_multiple', 'camera_blocked', 'speech', 'page_hidden', 'paste')
		and (observations >= 3 or total_ms >= 30000) $$;
-- The same for dashboards: whose sittings they are is asked once, in the query, and not per row.
create function taught_sittings() returns table (id uuid, title text, opens_at timestamptz, closes_at timestamptz, counts jsonb, flagged bigint)
	language sql stable security definer set search_path = public as $$
	with mine as materialized (
		select s.id, s.title, s.opens_at, s.closes_at from sittings s
		where s.institution_id = acting_institution()
			and exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = acting_person())
		order by abs(extract(epoch from s.opens_at - now())) limit 30
	)
	select m.id, m.title, m.opens_at, m.closes_at,
		coalesce((select jsonb_agg(jsonb_build_object('state', n.state, 'count', n.n) order by n.state)
			from (select a.state, count(*) as n from exam_attempts a where a.sitting_id = m.id group by a.state) n), '[]'),
		(select count(*) from exam_attempts a where a.sitting_id = m.id and exists (select from observation_counts c
			where c.attempt_id = a.id and worth_a_look(c.check_name, c.observations, c.total_ms)))
	from mine m order by abs(extract(epoch from m.opens_at - now()))
$$;
create function flagged_attempts(sitting uuid, most int) returns table (attempt uuid, sitting_id uuid, sitting_title text, student_name text,
	state text, last_at timestamptz, observations jsonb)
	language sql stable security definer set search_path = public as $$
	with found as materialized (
		select c.attempt_id, max(c.last_at) as last_at, jsonb_agg(jsonb_build_object('check', c.check_name, 'observations', c.observations,
			'totalMs', c.total_ms) order by c.observations desc) as observations
		from (select distinct t.sitting_id from sitting_staff t where t.user_id = acting_person()
				and (sitting is null or t.sitting_id = sitting)) t
			join exam_attempts a on a.sitting_id = t.sitting_id and a.institution_id = acting_institution()
			join observation_counts c on c.attempt_id = a.id
		where worth_a_look(c.check_name, c.observations, c.total_ms)
		group by c.attempt_id order by max(c.last_at) desc limit most
	)
	select a.id, s.id, s.title, u.name, a.state, f.last_at, f.observations
	from found f join exam_attempts a on a.id = f.attempt_id join sittings s on s.id = a.sitting_id join users u on u.id = a.student_id
	order by f.last_at desc
$$;
revoke execute on function taught_sittings(), flagged_attempts(uuid, int) from public;
grant execute on function worth_a_look(text, bigint, bigint), taught_sittings(), flagged_attempts(uuid, int) to invigil_edge;
create function exam_shares(exam uuid) returns table (person uuid, name text, permissions text[])
	language sql stable security definer set search_path = public as
	$$ select p.user_id, u.name, p.permissions from teacher_exam_permissions p join users u on u.id = p.user_id
		where p.exam_id = exam and owns_exam(exam) order by u.name $$;
-- A colleague by address: an owner may share with teachers of the own institution, and learns of nobody else.
create function find_colleague(address text) returns uuid language sql stable security definer set search_path = public as
	$$ select u.id from users u where acting_as('teacher') and lower(u.email) = lower(address) and u.institution_id = acting_institution()
		and 'teacher' = any (u.roles) and u.locked_at is null and u.erased_at is null and u.id <> acting_person() $$;
revoke execute on function analyse_exam(uuid), exam_shares(uuid), find_colleague(text) from public;
grant execute on function analyse_exam(uuid), exam_shares(uuid), find_colleague(text) to invigil_edge;
create index sittings_exam on sittings (exam_id);
