import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { Stand } from '#sync/schema/decision.ts';
import type { AttemptDecision, ComparedItem, HeldCase, SessionFacts } from '#sync/schema/held.ts';
import HeldView from './HeldView.svelte';
import { OpenHeld } from './open-held.svelte.ts';

let shown: Record<string, unknown> | null = null;
beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

const id = (n: number) => `4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a1${n}`;
const session = id(1);
const facts: SessionFacts = {
	session,
	entries: 20,
	openedAt: 1_000_000,
	submitted: true,
	judgement: 'held',
	reasons: ['gap'],
	deadlineAt: 2_000_000,
	allowedMs: 600_000,
	usedMs: 300_000,
	lastWork: 18,
	receivedAt: 9_000_000,
	lateMs: 7_000_000,
	receiptsInTime: 2,
	receiptsLate: 1,
	lastInTime: 6,
	longestGap: { ms: 60_000, afterSeq: 9 },
	gaps: [{ ms: 60_000, afterSeq: 9 }],
	clockBreaks: [{ ms: -3_600_000, afterSeq: 11 }],
	aheadMs: 0,
	afterEnd: null,
	whilePaused: null,
	branches: [],
	moreBranches: false
};
const held = (more: Partial<HeldCase> = {}): HeldCase => ({
	attempt: id(2),
	sitting: id(3),
	title: 'Physics',
	studentName: 'Ada',
	number: 1,
	state: 'held',
	submittedAt: 3_000_000,
	lateSync: 'hold',
	graceMs: 0,
	doubts: [
		{ code: 'late', session, entry: 18, ms: 7_000_000 },
		{ code: 'gap', session, entry: 9, ms: 60_000 }
	],
	sessions: [facts],
	cuts: [{ kind: 'received_in_time', session, stands: [{ session, upTo: 6 }] }],
	decisions: [],
	more: false,
	erased: false,
	...more
});
const items: ComparedItem[] = [
	{
		item: { id: 'q1', type: 'essay', prompt: 'Why?', points: 4 },
		all: { type: 'essay', text: 'Because of the rain and the wind' },
		chosen: { type: 'essay', text: 'Because of the rain' },
		same: false
	},
	{
		item: { id: 'q2', type: 'true_false', prompt: 'Is it?', points: 1 },
		all: { type: 'true_false', value: true },
		chosen: { type: 'true_false', value: true },
		same: true
	}
];

async function show(now: HeldCase) {
	const sent: AttemptDecision[] = [];
	const compared: (readonly Stand[])[] = [];
	const open = new OpenHeld(
		{
			of: async () => now,
			compare: async (_attempt, stands) => {
				compared.push(stands);
				return { items };
			},
			decide: async (_attempt, body) => {
				sent.push(body);
				return { attempt: now.attempt, state: 'accepted', number: 1 };
			}
		},
		now.attempt
	);
	await open.load();
	shown = mount(HeldView, {
		target: document.body,
		props: { open, held: now, ondecided: () => undefined }
	});
	flushSync();
	return { sent, compared };
}

test('what is odd is said with how much and where, and the answers that differ stand side by side', async () => {
	await show(held());
	await expect.element(page.getByText('by 1 hour, 57 minutes, at entry 18')).toBeVisible();
	await expect.element(page.getByText('1 hr back, after entry 11')).toBeVisible();
	await expect.element(page.getByText('2 in time, 1 after it')).toBeVisible();
	await expect.element(page.getByText('1 answer differs')).toBeVisible();
	await expect.element(page.getByText('Is it?')).not.toBeInTheDocument();
	await userEvent.click(page.getByRole('button', { name: 'Show the answers that are the same' }));
	await expect.element(page.getByText('Is it?')).toBeVisible();
});

test('a part is accepted with a reason, and without one nothing is sent', async () => {
	const { sent } = await show(held());
	await userEvent.click(page.getByRole('button', { name: 'Accept in part' }));
	const dialog = page.getByRole('dialog', { name: 'Accept in part' });
	await expect.element(dialog.getByText(/7 of 20 entries/)).toBeVisible();
	await userEvent.click(dialog.getByRole('button', { name: 'Accept in part' }));
	expect(sent).toEqual([]);
	await userEvent.fill(dialog.getByRole('textbox', { name: 'Reason' }), 'Confirmed by then');
	await userEvent.click(dialog.getByRole('button', { name: 'Accept in part' }));
	await expect
		.poll(() => sent)
		.toEqual([
			{
				decision: 'accept_part',
				because: 'Confirmed by then',
				after: 0,
				seen: [{ session, entries: 20, branches: [] }],
				stands: [{ session, upTo: 6 }]
			}
		]);
});

test('of two versions it is not offered to accept all', async () => {
	const branches = [{ branch: 'f'.repeat(64), from: 12, entries: 15 }];
	await show(held({ sessions: [{ ...facts, branches, moreBranches: true }] }));
	await expect.element(page.getByText('There are more, too many to show')).toBeVisible();
	await expect.element(page.getByText('differs from entry 12 on, has 15 entries')).toBeVisible();
	await expect
		.element(page.getByRole('button', { name: 'Accept all that came' }))
		.not.toBeInTheDocument();
});

test('every decision before is shown, the last one first, and of who was erased nothing is decided', async () => {
	const one = { because: 'Fine', stands: [], byName: 'A Teacher', at: 1 };
	await show(
		held({
			erased: true,
			sessions: [],
			cuts: [],
			decisions: [
				{ ...one, number: 1, decision: 'accept' },
				{ ...one, number: 2, decision: 'set_aside', because: 'After all' }
			]
		})
	);
	const [last, before] = document.querySelectorAll('ol > li');
	expect(last?.textContent).toContain('After all');
	expect(before?.textContent).toContain('Replaced by a later decision');
	await expect.element(page.getByRole('button', { name: 'Set aside' })).not.toBeInTheDocument();
});

test('a number that is typed chooses so many entries, in any script', async () => {
	const { compared } = await show(held());
	await userEvent.click(page.getByRole('radio', { name: 'Up to an entry that you choose' }));
	const field = page.getByRole('textbox', { name: /^Entries of device 1/ });
	await userEvent.fill(field, '4');
	await expect.poll(() => compared.at(-1)).toEqual([{ session, upTo: 3 }]);
	await userEvent.fill(field, '٥');
	await expect.poll(() => compared.at(-1)).toEqual([{ session, upTo: 4 }]);
	await userEvent.fill(field, 'some');
	await expect.element(page.getByText('Enter a number from 0 to 20.')).toBeVisible();
	await expect.element(page.getByRole('button', { name: 'Accept in part' })).toBeDisabled();
});
