import { beforeEach, expect, test } from 'vitest';
import { sha256Hex } from '#sync/hash.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { OpenObservation } from '../judge.ts';
import { Stills } from './stills.ts';
import type { Picture } from './take-still.ts';

let happened: string[];
let recorded: EntryContent[];
let frame: Picture | null;
let keep: () => Promise<void>;
let stills: Stills;

const picture = (...bytes: number[]): Picture => ({
	bytes: Uint8Array.from(bytes),
	contentType: 'image/webp'
});
const open = (peak: number): OpenObservation[] => [
	{ id: 4, check: 'face_multiple', peak, confidence: 1 }
];

beforeEach(() => {
	happened = [];
	recorded = [];
	frame = picture(1);
	keep = async () => undefined;
	stills = new Stills(
		{
			take: async () => {
				happened.push('take');
				return frame;
			},
			keep: async (hash) => {
				happened.push(`keep ${hash.slice(0, 4)}`);
				await keep();
			},
			record: (content) => {
				happened.push('record');
				recorded.push(content);
			}
		},
		0
	);
});

test('P2: it is durable before the log names it, with its hash and its observation', async () => {
	stills.hear(0, open(2));
	await stills.settled();
	expect(happened).toEqual(['take', `keep ${sha256Hex(Uint8Array.of(1)).slice(0, 4)}`, 'record']);
	expect(recorded).toEqual([
		{
			kind: 'media',
			data: {
				hash: sha256Hex(Uint8Array.of(1)),
				contentType: 'image/webp',
				bytes: 1,
				observation: 4,
				moment: 'start'
			}
		}
	]);
});

test('P1: of the pictures of its strongest moment only the last is kept', async () => {
	stills.hear(0, open(2));
	for (const [t, peak] of [
		[2_000, 3],
		[4_000, 4]
	] as const) {
		await stills.settled();
		frame = picture(peak);
		stills.hear(t, open(peak));
	}
	await stills.settled();
	expect(recorded).toHaveLength(1);
	stills.hear(6_000, []);
	await stills.settled();
	expect(recorded.map(({ data }) => data)).toMatchObject([
		{ moment: 'start', hash: sha256Hex(Uint8Array.of(1)) },
		{ moment: 'peak', hash: sha256Hex(Uint8Array.of(4)) }
	]);
});

test('P2: what could not be kept is not named, and the next one is tried as if nothing had been', async () => {
	keep = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
	stills.hear(0, open(2));
	await stills.settled();
	expect(recorded).toEqual([]);
	keep = async () => undefined;
	stills.hear(1_000, []);
	stills.hear(2_000, [{ id: 5, check: 'face_absent', peak: 0, confidence: 1 }]);
	await stills.settled();
	expect(recorded).toMatchObject([{ data: { observation: 5 } }]);
});

test('a camera that shows nothing is no fault', async () => {
	frame = null;
	stills.hear(0, open(2));
	await stills.settled();
	expect(happened).toEqual(['take']);
});
