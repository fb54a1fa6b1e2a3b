/** What the law where an institution is says of what its sittings may analyse. */
import * as z from 'zod';

export const unlawful = z.enum(['arousal_in_eea', 'arousal_country_unknown']);
export type Unlawful = z.infer<typeof unlawful>;

export const lawHere = z.strictObject({
	/** Why it is not offered; null: it is. */
	arousal: unlawful.nullable()
});
export type LawHere = z.infer<typeof lawHere>;
