-- Between the check of a password and what follows from it, the password may be changed, the person locked or erased.
-- Only that hash is replaced, and only where it is still there; answers whether it was.
create function set_password_hash_if(person uuid, new_hash text, expected text) returns boolean
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only after a password was checked'; end if;
	update user_passwords p set hash = new_hash, changed_at = now() from users u
		where p.user_id = person and p.hash = expected and u.id = person and u.erased_at is null;
	return found;
end $$;

-- Whether a sign-in may begin now, and it stays so until the transaction ends: a lock or a new password waits, and then ends the sign-in.
-- `checked`: the hash that the password was held against; null: the person proved otherwise who they are.
create function may_sign_in(person uuid, checked text) returns boolean
	language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('system') then raise insufficient_privilege using message = 'only to sign somebody in'; end if;
	-- The password first, as everything that changes both does.
	perform from user_passwords p where p.user_id = person and p.hash = checked for share;
	if checked is not null and not found then return false; end if;
	perform from users u where u.id = person and u.locked_at is null and u.erased_at is null for share;
	return found;
end $$;

-- Links to an address that is not the person's any more.
create function void_links_of(person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not acting_as('admin') or not exists (select from users u where u.id = person and u.institution_id = acting_institution()) then
		raise insufficient_privilege using message = 'only for people of the own institution';
	end if;
	update mailed_links set used_at = now() where user_id = person and used_at is null;
end $$;

revoke execute on function set_password_hash_if(uuid, text, text), may_sign_in(uuid, text), void_links_of(uuid) from public;
grant execute on function set_password_hash_if(uuid, text, text), may_sign_in(uuid, text), void_links_of(uuid) to invigil_edge;
