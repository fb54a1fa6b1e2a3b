/** The corrections of an exam as its student may read them afterwards: those they were told, and those they were not. */

/** `untold`: why the student was not told of it in their exam. */
export type Correction = { item: string; at: number; text: string; untold?: Untold };
type Untold = 'after_hand_in' | 'did_not_arrive';
type Sent = { item: string; at: number; text: string };
/** `lacking`: what was sent besides could not be looked up now. */
export type Found = { corrections: Correction[]; lacking: boolean };

/** What was told in the exam, and of all that was sent what was not: nothing twice. `submitted`: Unix ms. Pure. */
function withUntold(
	told: readonly Correction[],
	sent: readonly Sent[],
	submitted: number
): Correction[] {
	const known = new Set(told.map(keyOf));
	const untold = sent.filter((one) => !known.has(keyOf(one)));
	return [
		...told,
		...untold.map(({ item, at, text }) => ({
			item,
			at,
			text,
			untold: at > submitted ? ('after_hand_in' as const) : ('did_not_arrive' as const)
		}))
	];
}

export const keyOf = ({ item, text }: { item: string; text: string }) =>
	JSON.stringify([item, text]);

/** A room that starts anew, or does not answer, keeps nobody from their results. `submitted`: Unix ms. */
export async function foundOf(
	told: Correction[],
	submitted: number,
	room: { sent: () => Promise<Sent[]>; failed: (problem: unknown) => void }
): Promise<Found> {
	try {
		return { corrections: withUntold(told, await room.sent(), submitted), lacking: false };
	} catch (problem) {
		room.failed(problem);
		return { corrections: told, lacking: true };
	}
}
