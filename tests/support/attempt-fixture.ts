/**
 * One student's attempt as a device would have recorded it: the student's way through twenty items with a network that
 * goes and returns, a reload, and what was observed. Seeded, so a picture or a test can be made again.
 */
import { orderOf } from '#sync/order.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { Item } from '#sync/schema/item.ts';
import type { StaffCheck } from '#sync/schema/observation.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { essayFixture, formFixture } from './form-fixture.ts';

export type Timed = { t: number; content: EntryContent };
const MINUTE = 60_000;

export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function valueFor(item: Item, random: () => number): ResponseValue {
	const pick = () => String.fromCharCode(97 + Math.floor(random() * 4));
	switch (item.type) {
		case 'single_choice':
			return { type: item.type, choice: random() < 0.7 ? 'a' : pick() };
		case 'multiple_choice':
			return { type: item.type, choices: random() < 0.6 ? ['a', 'c'] : ['a'] };
		case 'true_false':
			return { type: item.type, value: random() < 0.6 };
		case 'numeric':
			return { type: item.type, text: random() < 0.7 ? '44.1' : '29,4' };
		case 'short_text':
			return { type: item.type, text: random() < 0.8 ? 'carbon dioxide' : 'oxygen' };
		case 'essay':
			return { type: item.type, text: '' };
		default:
			throw new Error(`nobody has written an answer to ${item.type} here`);
	}
}

function typing(item: string, from: number, text: string, random: () => number): Timed[] {
	const entries: Timed[] = [
		{ t: from, content: { kind: 'response', data: { item, value: { type: 'essay', text: '' } } } }
	];
	let t = from;
	for (let at = 0; at < text.length;) {
		const insert = text.slice(at, at + 4 + Math.floor(random() * 9));
		t += 900 + random() * 1400 + (random() < 0.03 ? 24_000 : 0);
		at += insert.length;
		entries.push({
			t,
			content: {
				kind: 'response',
				data: { item, delta: { at: at - insert.length, remove: 0, insert, length: at } }
			}
		});
	}
	return entries;
}

export function observed(
	id: number,
	check: StaffCheck,
	from: number,
	lasted: number,
	more: { peak?: number; confidence?: number; reason?: string } = {}
): Timed[] {
	const data = {
		id,
		check,
		from,
		peak: more.peak ?? 1,
		confidence: more.confidence ?? 0.93,
		...(more.reason ? { reason: more.reason } : {})
	};
	const entry = (t: number, phase: 'begin' | 'end' | 'moment', to: number): Timed => ({
		t,
		content: { kind: 'observation', data: { ...data, phase, to } }
	});
	if (lasted === 0) return [entry(from, 'moment', from)];
	const minimum = Math.min(lasted, 3000);
	return [
		entry(from + minimum, 'begin', from + minimum),
		entry(from + lasted, 'end', from + lasted)
	];
}

export type Story = {
	seed: string;
	entries: Timed[];
	/** Stretches without contact, in ms since the session opened. */
	offline: readonly (readonly [number, number])[];
};

const away = (t: number, stretches: Story['offline']) =>
	stretches.some(([from, to]) => t >= from && t < to);

export function storyFixture(options: {
	seed?: number;
	orderSeed: string;
	handsIn?: boolean;
}): Story {
	const random = seeded(options.seed ?? 7);
	const byId = new Map(formFixture.items.map((item) => [item.id, item]));
	const offline = [[8.4 * MINUTE, 31.7 * MINUTE]] as const;
	const asleep = [[21.2 * MINUTE, 22.9 * MINUTE]] as const;
	const entries: Timed[] = [];
	const add = (t: number, content: EntryContent) => entries.push({ t: Math.round(t), content });
	let t = 4000;
	const order = orderOf(formFixture, options.orderSeed).items;
	const later: string[] = [];
	const visit = (id: string, long: number) => {
		const item = byId.get(id);
		if (!item) return;
		add(t, { kind: 'navigation', data: { item: id, action: 'visit' } });
		if (item.type === 'essay') {
			entries.push(...typing(id, t + 6000, essayFixture, random));
			t = (entries.at(-1)?.t ?? t) + 9000;
			return;
		}
		add(t + long * 0.6, { kind: 'response', data: { item: id, value: valueFor(item, random) } });
		if (random() < 0.3)
			add(t + long * 0.85, { kind: 'response', data: { item: id, value: valueFor(item, random) } });
		if (random() < 0.25) {
			later.push(id);
			add(t + long * 0.9, { kind: 'navigation', data: { item: id, action: 'mark' } });
		}
		t += long;
	};
	for (const id of order) visit(id, 45_000 + random() * 110_000);
	for (const id of later) {
		visit(id, 14_000 + random() * 30_000);
		add(t - 3000, { kind: 'navigation', data: { item: id, action: 'unmark' } });
	}
	entries.push(
		...observed(0, 'face_absent', 5.1 * MINUTE, 12_400),
		...observed(1, 'face_absent', 13.3 * MINUTE, 48_000, { confidence: 0.88 }),
		...observed(2, 'face_multiple', 18.2 * MINUTE, 9000, { peak: 2, confidence: 0.81 }),
		...observed(3, 'page_hidden', 6.2 * MINUTE, 7400, { confidence: 1 }),
		...observed(4, 'focus_lost', 6.2 * MINUTE, 8200, { confidence: 1 }),
		...observed(5, 'focus_lost', 26.5 * MINUTE, 3800, { confidence: 1 }),
		...observed(6, 'paste', 27.4 * MINUTE, 0, { peak: 184, confidence: 1 }),
		...observed(7, 'copy', 11.9 * MINUTE, 0, { peak: 41, confidence: 1 }),
		...observed(8, 'speech', 9.4 * MINUTE, 5200, { confidence: 0.74 }),
		...observed(9, 'speech', 17.9 * MINUTE, 21_500, { confidence: 0.86 }),
		...observed(10, 'speech', 18.6 * MINUTE, 8000, { confidence: 0.8 }),
		...observed(11, 'loud', 29.8 * MINUTE, 2600, { peak: -9, confidence: 1 }),
		...observed(12, 'fullscreen_left', 26.4 * MINUTE, 14_000, { confidence: 1 })
	);
	const end = Math.max(...entries.map((entry) => entry.t)) + 12_000;
	for (let beat = 10_000; beat < end; beat += 10_000) {
		add(beat, {
			kind: 'heartbeat',
			data: { lastReceipt: null, online: !away(beat, offline), elapsedMs: beat }
		});
		const faces = 100;
		const absent = away(beat, [
			[5.1 * MINUTE, 5.4 * MINUTE],
			[13.3 * MINUTE, 14.1 * MINUTE]
		])
			? 90
			: Math.floor(random() * 6);
		const talking = away(beat, [
			[9.3 * MINUTE, 9.6 * MINUTE],
			[17.8 * MINUTE, 18.8 * MINUTE]
		]);
		const loudness =
			-52 +
			random() * 8 +
			(talking ? 22 : 0) +
			(away(beat, [[29.7 * MINUTE, 30 * MINUTE]]) ? 36 : 0);
		add(beat + 20, {
			kind: 'readings',
			data: {
				from: beat - 10_000,
				to: beat,
				face: {
					frames: faces,
					absent,
					single: faces - absent,
					multiple: 0,
					blocked: 0,
					analysisMsMedian: 11
				},
				voice: {
					windows: 100,
					speech: talking ? 62 : Math.floor(random() * 7),
					loudnessMedian: loudness - 6,
					loudnessPeak: Math.min(0, loudness)
				}
			}
		});
	}
	const kept = entries.filter((entry) => !away(entry.t, asleep)).sort((a, b) => a.t - b.t);
	kept.push({
		t: 22.9 * MINUTE,
		content: { kind: 'resume', data: { reason: 'reload', gapMs: 102_000, monotonicLostMs: 0 } }
	});
	kept.sort((a, b) => a.t - b.t);
	if (options.handsIn ?? true)
		kept.push({ t: end, content: { kind: 'submit', data: { total: 0, by: 'student' } } });
	return { seed: options.orderSeed, entries: kept, offline };
}

const MOST_WRITTEN = 50_000;

/** An hour of writing at ten entries a second: the most that is promised to be readable. */
export function denseStoryFixture(orderSeed: string, count = 36_000): Story {
	const order = orderOf(formFixture, orderSeed).items;
	const essays = formFixture.items.filter(({ type }) => type === 'essay').map(({ id }) => id);
	const essay = essays[0] ?? '';
	const entries: Timed[] = [];
	let length = 0;
	for (let index = 0; entries.length < count - 1; index++) {
		const t = 1000 + index * 100;
		if (index % 1500 === 0) {
			const item = order[(index / 1500) % order.length] ?? essay;
			entries.push({ t, content: { kind: 'navigation', data: { item, action: 'visit' } } });
		} else if (index % 100 === 0) {
			const elapsedMs = t;
			const online = index < 9000 || index > 24_000;
			entries.push({
				t,
				content: { kind: 'heartbeat', data: { lastReceipt: null, online, elapsedMs } }
			});
		} else if (index % 307 === 0) {
			entries.push(...observed(index, 'focus_lost', t, 0, { confidence: 1 }));
		} else {
			// No answer is longer than 60,000 characters: who has written that many begins anew.
			const removed = length === MOST_WRITTEN ? length : 0;
			length -= removed;
			const delta = {
				at: length,
				remove: removed,
				insert: index % 6 === 0 ? ' ' : 'x',
				length: ++length
			};
			entries.push({ t, content: { kind: 'response', data: { item: essay, delta } } });
		}
	}
	return { seed: orderSeed, entries, offline: [[901_000, 2_401_000]] };
}
