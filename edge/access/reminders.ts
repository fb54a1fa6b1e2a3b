/** When a student is reminded of an exam that is to be begun. Pure. */
export type ReminderKind = 'day' | 'hour';

const HOUR_MS = 3_600_000;
/** From so long before the opening until so long before it: who is put on a roster late is not told "in a day" an hour before. */
const spans: Record<ReminderKind, { from: number; until: number }> = {
	day: { from: 24 * HOUR_MS, until: 4 * HOUR_MS },
	hour: { from: HOUR_MS, until: 0 }
};
export const reminderKinds = Object.keys(spans) as ReminderKind[];

/** null: none now. */
export const reminderDue = (opensAt: number, now: number): ReminderKind | null =>
	reminderKinds.find((kind) => {
		const { from, until } = spans[kind];
		return now >= opensAt - from && now < opensAt - until;
	}) ?? null;

/** null: none any more. */
export function nextReminderAt(opensAt: number, now: number): number | null {
	const ahead = reminderKinds.map((kind) => opensAt - spans[kind].from).filter((at) => at > now);
	return ahead.length === 0 ? null : Math.min(...ahead);
}
