/** Pictures of an observation out of a real camera track, drawn here: which moment each of them shows. */
import { afterEach, expect, test } from 'vitest';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { OpenObservation } from '../judge.ts';
import { Stills } from './stills.ts';
import { takeStill, type Picture } from './take-still.ts';

/** One after the other, each known by its colour. */
const moments = { start: [220, 30, 30], strong: [30, 200, 30], strongest: [30, 30, 220] } as const;
type Moment = keyof typeof moments;
const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});

function camera() {
	const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('nothing to draw with');
	let now: Moment = 'start';
	const draw = () => {
		pen.fillStyle = `rgb(${moments[now].join(' ')})`;
		pen.fillRect(0, 0, 640, 480);
	};
	draw();
	const timer = setInterval(draw, 20);
	const [track] = canvas.captureStream(30).getVideoTracks();
	if (!track) throw new Error('no track');
	stops.push(() => {
		clearInterval(timer);
		track.stop();
	});
	/** Resolves once the track shows it. */
	const show = async (moment: Moment) => {
		now = moment;
		await expect
			.poll(async () => {
				const picture = await takeStill(track);
				return picture && shownIn(picture);
			})
			.toBe(moment);
	};
	return { track, show };
}
async function shownIn({ bytes }: Picture): Promise<Moment | null> {
	const bitmap = await createImageBitmap(new Blob([bytes]));
	const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
	pen?.drawImage(bitmap, 0, 0);
	const found = [...(pen?.getImageData(160, 120, 1, 1).data ?? [])];
	const isOf = (moment: Moment) =>
		moments[moment].every((part, i) => Math.abs(part - (found[i] ?? 0)) < 50);
	return (Object.keys(moments) as Moment[]).find(isOf) ?? null;
}

test('P1: one picture shows how it began, the other its strongest moment, though it was weaker and over by then', async () => {
	const { track, show } = camera();
	const kept = new Map<string, Picture>();
	const recorded: EntryContent[] = [];
	const stills = new Stills(
		{
			take: () => takeStill(track),
			keep: async (hash, picture) => void kept.set(hash, picture),
			record: (content) => recorded.push(content)
		},
		0
	);
	const hear = async (t: number, peak: number) => {
		const open: OpenObservation[] = [{ id: 7, check: 'face_multiple', peak, confidence: 1 }];
		stills.hear(t, open);
		await stills.settled();
	};
	await show('start');
	await hear(0, 2);
	await show('strong');
	await hear(2_000, 3);
	await show('strongest');
	await hear(4_000, 4);
	// Nothing stronger is seen any more.
	await show('start');
	await hear(6_000, 4);
	stills.hear(8_000, []);
	await stills.settled();

	const shown = await Promise.all(
		recorded.map(async (content) => {
			if (content.kind !== 'media') throw new Error('only pictures are recorded here');
			const picture = kept.get(content.data.hash);
			return [content.data.moment, picture && (await shownIn(picture))];
		})
	);
	expect(shown).toEqual([
		['start', 'start'],
		['peak', 'strongest']
	]);
	expect(kept.size).toBe(2);
});
