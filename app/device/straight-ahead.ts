/** How a student looks straight ahead, a few angles: kept on this device from the page before an exam until it is handed in. */
import * as z from 'zod';

const angle = z.number().min(-180).max(180);
const straight = z.strictObject({
	/** Degrees. */
	pose: z.strictObject({ yaw: angle, pitch: angle, roll: angle }),
	eyes: z
		.strictObject({ sideways: z.number().min(-2).max(2), vertical: z.number().min(-2).max(2) })
		.nullable(),
	/** The camera that it was measured with; absent: one of before, or one that has no id. */
	camera: z.string().max(1_000).optional()
});
export type KeptStraight = z.infer<typeof straight>;

const key = (attempt: string) => `invigil-straight-${attempt}`;
type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Answers whether it was kept: a full or closed store is no reason not to begin. */
export function keepStraight(attempt: string, found: KeptStraight, storage: Kept): boolean {
	try {
		storage.setItem(key(attempt), JSON.stringify(found));
		return true;
	} catch (error) {
		console.warn('The straight-ahead was measured and could not be kept.', error);
		return false;
	}
}

/** null: not measured, or not readable any more. */
export function keptStraight(attempt: string, storage: Kept): KeptStraight | null {
	const text = storage.getItem(key(attempt));
	if (text === null) return null;
	try {
		return straight.parse(JSON.parse(text));
	} catch (error) {
		console.warn('The kept straight-ahead is damaged and is measured anew.', error);
		return null;
	}
}

export const forgetStraight = (attempt: string, storage: Kept): void =>
	storage.removeItem(key(attempt));
