/** The picture of a graphic interaction, and places on it as shares of its size. */
import type { Shape } from '#sync/schema/picture.ts';
import { imageSize } from '../image-size.ts';
import { LeftOutError } from '../report.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';
import { numberIn } from './declarations.ts';
import type { Context } from './context.ts';

export type Picture = { hash: string; alt: string; width: number; height: number };

export function pictureOf(interaction: XmlElement, context: Context): Picture {
	const element =
		childOf(interaction, 'object') ??
		childOf(interaction, 'img') ??
		childOf(interaction, 'picture');
	const image = element?.name === 'picture' ? childOf(element, 'img') : element;
	const source = image?.attributes['data'] ?? image?.attributes['src'] ?? '';
	const content = context.file(source);
	const hash = content && context.shelf.add(source, content);
	if (!image || !content || !hash) throw new LeftOutError('picture_missing', source.slice(0, 200));
	const size = imageSize(content);
	// The places are in the pixels of the size that the file says it is shown at.
	const width = numberIn(image, 'width') ?? size?.width;
	const height = numberIn(image, 'height') ?? size?.height;
	if (!width || !height) throw new LeftOutError('picture_missing', source.slice(0, 200));
	return { hash, alt: altOf(image, source, context), width, height };
}

function altOf(image: XmlElement, source: string, { note, item }: Context): string {
	const said = (image.attributes['alt'] ?? textOf(image)).trim();
	if (said !== '') return said.slice(0, 2000);
	note({ code: 'alternative_text_missing', detail: source.slice(0, 200) });
	return (item.attributes['title'] ?? '').trim().slice(0, 2000) || source.slice(0, 200) || '?';
}

const share = (value: number) => Math.min(1, Math.max(0, Number(value.toFixed(6))));

export function shapeOf(element: XmlElement, { width, height }: Picture): Shape {
	const { shape = '', coords = '' } = element.attributes;
	const numbers = coords
		.split(/[\s,]+/)
		.filter((text) => text !== '')
		.map((text) => (text.endsWith('%') ? Number.NaN : Number(text)));
	const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = numbers;
	const bad = () => new LeftOutError('malformed', `coords ${coords.slice(0, 100)}`);
	if (shape === 'default') return { kind: 'rectangle', x: 0, y: 0, width: 1, height: 1 };
	if (shape !== 'circle' && numbers.some(Number.isNaN)) throw bad();
	switch (shape) {
		case 'circle':
			if ([a, b, c].some(Number.isNaN)) throw bad();
			return {
				kind: 'circle',
				x: share(a / width),
				y: share(b / height),
				radius: share(c / width)
			};
		case 'rect':
			if (numbers.length < 4) throw bad();
			return rectangle(a / width, b / height, c / width, d / height);
		case 'ellipse':
			if (numbers.length < 4) throw bad();
			return ellipse(a / width, b / height, c / width, d / height);
		case 'poly': {
			const points: [number, number][] = [];
			for (let at = 0; at + 1 < numbers.length; at += 2)
				points.push([share((numbers[at] ?? 0) / width), share((numbers[at + 1] ?? 0) / height)]);
			if (points.length < 3) throw bad();
			return { kind: 'polygon', points };
		}
		default:
			throw bad();
	}
}

const rectangle = (left: number, top: number, right: number, bottom: number): Shape => ({
	kind: 'rectangle',
	x: share(Math.min(left, right)),
	y: share(Math.min(top, bottom)),
	width: share(Math.abs(share(right) - share(left))),
	height: share(Math.abs(share(bottom) - share(top)))
});

/** Corners enough that nobody can point between the two. */
const ellipse = (x: number, y: number, across: number, down: number): Shape => ({
	kind: 'polygon',
	points: Array.from({ length: 36 }, (_, at): [number, number] => {
		const angle = (at * Math.PI) / 18;
		return [share(x + across * Math.cos(angle)), share(y + down * Math.sin(angle))];
	})
});

/** The upright box around a shape: where something can be put. */
export function boxOf(shape: Shape, { width, height }: Picture) {
	if (shape.kind === 'rectangle') {
		const { kind: _, ...box } = shape;
		return box;
	}
	if (shape.kind === 'circle') {
		const down = (shape.radius * width) / height;
		return boxAround([
			[shape.x - shape.radius, shape.y - down],
			[shape.x + shape.radius, shape.y + down]
		]);
	}
	return boxAround(shape.points);
}

function boxAround(points: readonly (readonly [number, number])[]) {
	const xs = points.map(([x]) => share(x));
	const ys = points.map(([, y]) => share(y));
	const [x, y] = [Math.min(...xs), Math.min(...ys)];
	return { x, y, width: share(Math.max(...xs) - x), height: share(Math.max(...ys) - y) };
}
