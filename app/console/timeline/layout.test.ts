import { expect, test } from 'vitest';
import { bandAt, layoutOf, pathHeight } from './layout.ts';
import { emptyTimeline } from './timeline-fixture.ts';

test('a lane without anything to show takes no room', () => {
	const layout = layoutOf(emptyTimeline({ items: 20 }), { label: 0 });
	expect(layout.lanes.map(({ lane }) => lane)).toEqual(['responses', 'network']);
});

test('lanes stand under each other without gaps, and bands inside their lane', () => {
	const layout = layoutOf(
		emptyTimeline({
			items: 20,
			rows: [
				{ id: 'visits', lane: 'responses', marks: [] },
				{ id: 'copy', lane: 'page', marks: [] },
				{ id: 'paste', lane: 'page', marks: [] }
			]
		}),
		{ label: 16 }
	);
	let y = 0;
	for (const box of layout.lanes) {
		expect(box.y).toBe(y);
		for (const band of box.bands) {
			expect(band.y).toBeGreaterThanOrEqual(box.y + 16);
			expect(band.y + band.height).toBeLessThanOrEqual(box.y + box.height);
		}
		y += box.height;
	}
	expect(layout.height).toBe(y);
});

test('one item and five hundred both get a path that can be aimed at', () => {
	expect(pathHeight(1)).toBe(72);
	expect(pathHeight(500)).toBe(200);
});

test('a pointer between two bands is over the nearer one', () => {
	const layout = layoutOf(
		emptyTimeline({
			rows: [
				{ id: 'copy', lane: 'page', marks: [] },
				{ id: 'paste', lane: 'page', marks: [] }
			]
		}),
		{ label: 0 }
	);
	const [copy, paste] = layout.lanes[0]?.bands ?? [];
	expect(bandAt(layout, 1)).toEqual(copy);
	expect(bandAt(layout, (paste?.y ?? 0) + 3)).toEqual(paste);
	expect(bandAt(layout, 10_000)).toBeNull();
});
