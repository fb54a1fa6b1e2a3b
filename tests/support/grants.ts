/** What an admin grants, for tests. */
import type { AccommodationRequest, Granted } from '#sync/schema/accommodation.ts';

export const SECRET_REASON = 'a reason that nobody else may read';

/** In force since yesterday, until it is ended. */
export const grantOf = (
	changes: Partial<Granted>,
	more: Partial<AccommodationRequest> = {}
): AccommodationRequest => ({
	granted: {
		timeMultiplier: 1,
		extraMinutes: 0,
		breakMinutes: 0,
		opensMinutes: 0,
		closesMinutes: 0,
		noCamera: false,
		noMicrophone: false,
		largerText: false,
		reader: false,
		noGaze: false,
		secondPerson: false,
		...changes
	},
	reason: SECRET_REASON,
	from: Date.now() - 86_400_000,
	until: null,
	...more
});
