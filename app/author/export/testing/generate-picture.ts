import { optionsFor, type Made } from './made.ts';
import type { Random } from './random.ts';

type Base = { id: string; prompt: string; points: number; picture: string };

export function generatePicture(
	type: 'drag_picture' | 'hotspot',
	random: Random,
	base: Base
): Made {
	const common = { ...base, alt: 'A "map" <of> towns & rivers' };
	const item = base.id;
	if (type === 'hotspot') {
		const areas = [
			{
				id: 'n',
				text: 'North & west',
				shape: { kind: 'circle' as const, x: 0.5, y: 0.2, radius: 0.1 }
			},
			{
				id: 's',
				text: 'South',
				shape: { kind: 'rectangle' as const, x: 0.4, y: 0.7, width: 0.2, height: 0.2 }
			},
			{
				id: 'e',
				text: 'East',
				shape: {
					kind: 'polygon' as const,
					points: [
						[0.8, 0.4],
						[0.9, 0.4],
						[0.85, 0.6]
					] as [number, number][]
				}
			}
		];
		return {
			item: { ...common, type, areas, most: random.of([1, 3]) },
			solution: {
				type,
				item,
				correct: [random.of(areas).id],
				credit: random.of(['all', 'parts', 'parts_less_wrong'])
			},
			parts: areas.map(({ id }) => id)
		};
	}
	const options = optionsFor(random, 'opt-', 3);
	const zones = [
		{ id: 'z1', text: 'Top', x: 0.1, y: 0.1, width: 0.2, height: 0.1 },
		{ id: 'z2', text: 'Foot <2>', x: 0.1, y: 0.8, width: 0.2, height: 0.1 }
	];
	const mixed = random.mixed(options);
	return {
		item: { ...common, type, zones, options, reuse: random.chance(0.5), shuffle: false },
		solution: {
			type,
			item,
			correct: zones.map(({ id }, at) => ({ zone: id, options: [mixed[at]?.id ?? ''] })),
			credit: random.of(['all', 'parts'])
		},
		parts: []
	};
}
