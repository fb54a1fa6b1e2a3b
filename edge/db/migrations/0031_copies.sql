-- The key pair that sealed copies of a sitting's work are encrypted to: the public half stands in tickets, the private half is sealed
-- under the installation's secret and never leaves the Worker. Made with the sitting's first ticket.
create table sitting_copy_keys (
	sitting_id uuid primary key references sittings on delete cascade,
	institution_id uuid not null references institutions,
	-- ECDH P-256, the uncompressed point, base64url.
	public_key text not null check (length(public_key) = 87),
	sealed text not null,
	made_at timestamptz not null default now()
);
alter table sitting_copy_keys enable row level security;
grant select, insert on sitting_copy_keys to invigil_edge;
create policy system_all on sitting_copy_keys to invigil_edge using (acting_as('system')) with check (acting_as('system'));
