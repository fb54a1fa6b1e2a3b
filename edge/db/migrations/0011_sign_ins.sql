-- Where a person was signed in is shown to them while it stands. A month after it ended, nobody needs the address and the agent any
-- more; the row itself stays, because the person's page says when they were last seen.
create function forget_ended_sign_ins() returns void language sql security definer set search_path = public, pg_temp as $$
	update sign_ins set address = null, agent = null
	where (address is not null or agent is not null) and least(ended_at, expires_at) < now() - interval '30 days'
$$;
revoke execute on function forget_ended_sign_ins() from public;
grant execute on function forget_ended_sign_ins() to invigil_edge;
