import * as z from 'zod';
import { attemptSummary, type AttemptSummary } from '#sync/schema/api.ts';
import { id, unixMs } from '#sync/schema/text.ts';

/** The list as the edge gave it last, so that it is there without a network. Titles and times only. */
const keptList = z.strictObject({
	version: z.literal(1),
	person: id,
	/** Clock of the edge, and of the device, when it came. */
	now: unixMs,
	wall: unixMs,
	attempts: z.array(attemptSummary)
});
export type KeptList = z.infer<typeof keptList>;

const key = 'invigil-exam-list';

export interface ListStore {
	load(person: string): KeptList | null;
	save(person: string, attempts: AttemptSummary[], now: number, wall: number): void;
}

export function browserList(storage: Storage = localStorage): ListStore {
	return {
		load(person) {
			const text = storage.getItem(key);
			if (text === null) return null;
			try {
				const list = keptList.safeParse(JSON.parse(text));
				return list.success && list.data.person === person ? list.data : null;
			} catch (error) {
				console.warn('The kept list of exams is damaged and is asked for again:', error);
				return null;
			}
		},
		save(person, attempts, now, wall) {
			const list: KeptList = { version: 1, person, now, wall, attempts };
			storage.setItem(key, JSON.stringify(list));
		}
	};
}
