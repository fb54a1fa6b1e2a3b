-- Who asks is the same for every row: asked once for a query, not for each of twenty thousand items.
alter policy seen on bank_items
	using ((select acting_as('teacher')) and institution_id = (select acting_institution())
		and (owner_id = (select acting_person()) or shared));
