-- A person who is signed in shows with a passkey that it is still them.
alter table ceremonies drop constraint ceremonies_kind_check;
alter table ceremonies add constraint ceremonies_kind_check
	check (kind in ('passkey_register', 'passkey_sign_in', 'oidc', 'second_factor', 'proof'));

-- The Worker does it itself, after it has looked for another way in.
drop function drop_second_factor();

-- What was begun and never answered is deleted now and then.
create index ceremonies_expires on ceremonies (expires_at);

-- A person's page asks them for what they have.
create function own_password_is_set() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
	select exists (select from user_passwords where user_id = acting_person())
$$;
revoke execute on function own_password_is_set() from public;
grant execute on function own_password_is_set() to invigil_edge;
