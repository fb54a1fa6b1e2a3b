/** Areas and zones on an item's picture: added, removed, moved and resized, always inside it. */
import type { Place as Frame, Shape } from '#sync/schema/picture.ts';
import type { Step } from './item-desk.ts';
import { forget, newId, onType } from './steps.ts';

const LEAST = 0.01;
const round = (value: number) => Math.round(value * 10_000) / 10_000;
const between = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** In shares of the picture: what a shape covers. `aspect`: the picture's width by its height. */
export function frameOf(shape: Shape, aspect: number): Frame {
	switch (shape.kind) {
		case 'rectangle':
			return { x: shape.x, y: shape.y, width: shape.width, height: shape.height };
		case 'circle': {
			const tall = shape.radius * aspect;
			return {
				x: shape.x - shape.radius,
				y: shape.y - tall,
				width: 2 * shape.radius,
				height: 2 * tall
			};
		}
		case 'polygon': {
			const xs = shape.points.map(([x]) => x);
			const ys = shape.points.map(([, y]) => y);
			const [x, y] = [Math.min(...xs), Math.min(...ys)];
			return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
		}
	}
}

export function moved(shape: Shape, dx: number, dy: number): Shape {
	switch (shape.kind) {
		case 'rectangle':
			return {
				...shape,
				x: round(between(shape.x + dx, 0, 1 - shape.width)),
				y: round(between(shape.y + dy, 0, 1 - shape.height))
			};
		case 'circle':
			return {
				...shape,
				x: round(between(shape.x + dx, 0, 1)),
				y: round(between(shape.y + dy, 0, 1))
			};
		case 'polygon': {
			const { x, y, width, height } = frameOf(shape, 1);
			const [right, down] = [between(dx, -x, 1 - x - width), between(dy, -y, 1 - y - height)];
			return {
				...shape,
				points: shape.points.map(([px, py]) => [
					round(between(px + right, 0, 1)),
					round(between(py + down, 0, 1))
				])
			};
		}
	}
}

export function resized(shape: Shape, dx: number, dy: number): Shape {
	if (shape.kind === 'circle')
		return { ...shape, radius: round(between(shape.radius + dx / 2, LEAST, 0.5)) };
	if (shape.kind === 'polygon') return shape;
	return {
		...shape,
		width: round(between(shape.width + dx, LEAST, 1 - shape.x)),
		height: round(between(shape.height + dy, LEAST, 1 - shape.y))
	};
}

/** A number that was typed, in shares; the shape gives way where it would leave the picture. */
export function withSide(shape: Shape, side: 'x' | 'y' | 'width' | 'height', value: number): Shape {
	if (shape.kind === 'circle')
		return side === 'width' || side === 'height'
			? { ...shape, radius: round(between(value, LEAST, 0.5)) }
			: { ...shape, [side]: round(between(value, 0, 1)) };
	const { x, y, width, height } = frameOf(shape, 1);
	if (side === 'x') return moved(shape, between(value, 0, 1 - width) - x, 0);
	if (side === 'y') return moved(shape, 0, between(value, 0, 1 - height) - y);
	if (side === 'width') return resized(shape, value - width, 0);
	return resized(shape, 0, value - height);
}

export const asKind = (shape: Shape, kind: 'rectangle' | 'circle', aspect: number): Shape => {
	if (shape.kind === kind) return shape;
	const { x, y, width, height } = frameOf(shape, aspect);
	if (kind === 'circle')
		return {
			kind,
			x: round(between(x + width / 2, 0, 1)),
			y: round(between(y + height / 2, 0, 1)),
			radius: round(between(width / 2, LEAST, 0.5))
		};
	const [left, top] = [between(x, 0, 1 - LEAST), between(y, 0, 1 - LEAST)];
	return {
		kind,
		x: round(left),
		y: round(top),
		width: round(between(width, LEAST, 1 - left)),
		height: round(between(height, LEAST, 1 - top))
	};
};

const SIDE = 0.2;
/** The middle first, then row by row. */
const spots: Frame[] = [
	{ x: 0.4, y: 0.4 },
	...[0.1, 0.4, 0.7].flatMap((y) => [0.1, 0.4, 0.7].map((x) => ({ x, y })))
].map((corner) => ({ ...corner, width: SIDE, height: SIDE }));

const overlap = (a: Frame, b: Frame): number =>
	Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
	Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

/** Where a new place hides the least of those that are there. */
function freeSpot(taken: readonly Frame[]): Frame {
	const hidden = spots.map((spot) => taken.reduce((sum, frame) => sum + overlap(spot, frame), 0));
	const least = hidden.indexOf(Math.min(...hidden));
	return spots[least] ?? { x: 0.4, y: 0.4, width: SIDE, height: SIDE };
}

// Of a circle as on a square picture: that is near enough for a place that is moved anyway.
const coveredBy = ({ shape }: { shape: Shape }) => frameOf(shape, 1);

export const addArea = (id: string): Step =>
	onType('hotspot', (item) => ({
		item: {
			...item,
			areas: [
				...item.areas,
				{ id, text: ' ', shape: rectangle(freeSpot(item.areas.map(coveredBy))) }
			]
		}
	}));

/** A label that belongs nowhere yet belongs there; without one a new one is made. */
export const addZone = (id: string): Step =>
	onType('drag_picture', (item, key) => {
		const used = new Set(key?.correct.flatMap(({ options }) => options));
		const unused = item.options.find((each) => !used.has(each.id));
		const option = unused ?? { id: newId('option'), text: '' };
		const before = key ?? { type: 'drag_picture', item: item.id, correct: [], credit: 'parts' };
		return {
			item: {
				...item,
				zones: [...item.zones, { id, text: ' ', ...freeSpot(item.zones) }],
				options: unused ? item.options : [...item.options, option]
			},
			key: { ...before, correct: [...before.correct, { zone: id, options: [option.id] }] }
		};
	});

export const setShape =
	(id: string, change: (shape: Shape) => Shape): Step =>
	(now) => {
		const { item } = now;
		if (item.type === 'hotspot') {
			const areas = item.areas.map((area) =>
				area.id === id ? { ...area, shape: change(area.shape) } : area
			);
			return { ...now, item: { ...item, areas } };
		}
		if (item.type !== 'drag_picture') return now;
		const zones = item.zones.map((zone) => {
			if (zone.id !== id) return zone;
			const { text, ...frame } = zone;
			const shape = change({ ...rectangle(frame) });
			return shape.kind === 'rectangle' ? { id, text, ...frameOf(shape, 1) } : zone;
		});
		return { ...now, item: { ...item, zones } };
	};

export const rectangle = ({ x, y, width, height }: Frame): Shape => ({
	kind: 'rectangle',
	x,
	y,
	width,
	height
});

export const removePicturePlace =
	(id: string): Step =>
	(now) => {
		const area = onType('hotspot', (item, key) => {
			if (item.areas.length < 2) return {};
			const correct = key?.correct.filter((each) => each !== id) ?? [];
			return {
				item: { ...item, areas: item.areas.filter((each) => each.id !== id) },
				key: key && correct.length > 0 ? { ...key, correct } : null
			};
		});
		const zone = onType('drag_picture', (item, key) => {
			if (item.zones.length < 2) return {};
			const correct = key?.correct.filter((each) => each.zone !== id) ?? [];
			return {
				item: { ...item, zones: item.zones.filter((each) => each.id !== id) },
				key: key && correct.length > 0 ? { ...key, correct } : null
			};
		});
		return forget(zone(area(now)), id);
	};

export const setPicture =
	(picture: string, alt: string): Step =>
	(now) =>
		'picture' in now.item ? { ...now, item: { ...now.item, picture, alt } } : now;
