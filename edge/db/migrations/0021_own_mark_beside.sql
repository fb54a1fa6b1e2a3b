-- Who decides between two marks may have given one of them: it stands beside the other, said to be theirs.
create or replace function others_marks(script uuid, of_item text, named boolean) returns jsonb
	language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(jsonb_agg(jsonb_build_object('as', case when k.role = 'moderator' then 'moderator' when k.at = 1 then 'first' else 'second' end,
		'yours', k.marker_id = acting_person(), 'marker', case when named then u.name end, 'points', k.points, 'comment', k.comment,
		'scores', k.scores, 'annotations', k.annotations,
		'savedAt', floor(extract(epoch from k.saved_at) * 1000)) order by k.role, k.at)
		filter (where k.marker_id <> acting_person() or k.role = 'marker'), '[]')
	from (select m.*, row_number() over (partition by m.role order by m.done_at, m.marker_id) as at from marks m
		where m.script_id = script and m.item = of_item and m.done_at is not null) k join users u on u.id = k.marker_id
$$;
