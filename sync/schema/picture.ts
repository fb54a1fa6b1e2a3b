/** Places on a picture, in shares of its width (x, width, radius) and height (y, height), so that they hold at any size. */
import * as z from 'zod';

const share = z.number().min(0).max(1);

export const place = z.strictObject({ x: share, y: share, width: share, height: share });
export type Place = z.infer<typeof place>;

export const shape = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('rectangle'), ...place.shape }),
	z.strictObject({
		kind: z.literal('circle'),
		x: share,
		y: share,
		/** In shares of the width. */
		radius: share
	}),
	z.strictObject({
		kind: z.literal('polygon'),
		points: z
			.array(z.tuple([share, share]))
			.min(3)
			.max(200)
	})
]);
export type Shape = z.infer<typeof shape>;
