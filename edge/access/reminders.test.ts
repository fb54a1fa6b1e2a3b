import { expect, test } from 'vitest';
import { nextReminderAt, reminderDue } from './reminders.ts';

const hour = 3_600_000;
const opensAt = 100 * hour;

test('a reminder is due a day and an hour before, and none once the exam is open', () => {
	const due = [25, 24, 5, 4, 2, 1, 0.5, 0, -1].map((before) =>
		reminderDue(opensAt, opensAt - before * hour)
	);
	expect(due).toEqual([null, 'day', 'day', null, null, 'hour', 'hour', null, null]);
});

test('the next one is looked for when it begins to be due', () => {
	const next = [30, 24, 2, 1, 0].map((before) => nextReminderAt(opensAt, opensAt - before * hour));
	expect(next).toEqual([opensAt - 24 * hour, opensAt - hour, opensAt - hour, null, null]);
});
