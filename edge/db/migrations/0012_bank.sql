-- The bank of items. What students get never comes from here directly: a form is a frozen copy, made when an exam is published.
create table bank_items (
	id uuid primary key,
	institution_id uuid not null references institutions,
	owner_id uuid not null references users,
	shared boolean not null default false,
	version int not null default 1,
	name text not null,
	type text not null,
	excerpt text not null,
	category text[] not null,
	tags text[] not null,
	difficulty text check (difficulty in ('easy', 'medium', 'hard')),
	language text,
	points double precision not null,
	-- SHA-256 of what it asks and what is right, whatever it is called.
	content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
	-- Lower case; then the same without spaces, for formulas.
	words text not null,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	archived_at timestamptz
);
create index bank_items_owner on bank_items (owner_id, updated_at desc, id) where archived_at is null;
create index bank_items_shared on bank_items (institution_id, updated_at desc, id) where shared and archived_at is null;
create index bank_items_content on bank_items (institution_id, content_hash);

-- Never changed: an exam may have been made from any of them.
create table bank_item_versions (
	item_id uuid not null references bank_items,
	version int not null,
	institution_id uuid not null references institutions,
	authored jsonb not null,
	made_by uuid not null references users,
	made_at timestamptz not null default now(),
	primary key (item_id, version)
);

-- Pictures and sounds, once per institution, by the hash of their bytes; the bytes lie in object storage.
create table bank_media (
	institution_id uuid not null references institutions,
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	content_type text not null,
	bytes int not null check (bytes > 0),
	name text not null,
	added_by uuid not null references users,
	added_at timestamptz not null default now(),
	primary key (institution_id, hash)
);

alter table bank_items enable row level security;
alter table bank_item_versions enable row level security;
alter table bank_media enable row level security;

create function sees_bank_item(item uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select acting_as('teacher') and exists (select from bank_items b where b.id = item and b.institution_id = acting_institution()
		and (b.owner_id = acting_person() or b.shared))
$$;
create function owns_bank_item(item uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select acting_as('teacher') and exists (select from bank_items b where b.id = item and b.institution_id = acting_institution()
		and b.owner_id = acting_person())
$$;
-- The name of a colleague whose item one can see; nothing else of them.
create function bank_owner_names(items uuid[]) returns table (item uuid, name text)
	language sql stable security definer set search_path = public, pg_temp as $$
	select b.id, u.name from bank_items b join users u on u.id = b.owner_id
	where b.id = any (items) and acting_as('teacher') and b.institution_id = acting_institution() and (b.owner_id = acting_person() or b.shared)
$$;
revoke execute on function sees_bank_item(uuid), owns_bank_item(uuid), bank_owner_names(uuid[]) from public;
grant execute on function sees_bank_item(uuid), owns_bank_item(uuid), bank_owner_names(uuid[]) to invigil_edge;

grant select, insert on bank_items, bank_item_versions, bank_media to invigil_edge;
grant update (shared, version, name, type, excerpt, category, tags, difficulty, language, points, content_hash, words, updated_at, archived_at)
	on bank_items to invigil_edge;

create policy seen on bank_items for select to invigil_edge
	using (acting_as('teacher') and institution_id = acting_institution() and (owner_id = acting_person() or shared));
create policy own_added on bank_items for insert to invigil_edge
	with check (acting_as('teacher') and institution_id = acting_institution() and owner_id = acting_person());
create policy own_changed on bank_items for update to invigil_edge
	using (acting_as('teacher') and institution_id = acting_institution() and owner_id = acting_person())
	with check (institution_id = acting_institution() and owner_id = acting_person());
create policy seen on bank_item_versions for select to invigil_edge using (sees_bank_item(item_id));
create policy own_added on bank_item_versions for insert to invigil_edge
	with check (owns_bank_item(item_id) and made_by = acting_person() and institution_id = acting_institution());
create policy institution on bank_media for select to invigil_edge
	using (acting_as('teacher') and institution_id = acting_institution());
create policy own_added on bank_media for insert to invigil_edge
	with check (acting_as('teacher') and institution_id = acting_institution() and added_by = acting_person());
