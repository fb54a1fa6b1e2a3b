/** Places on a picture that is shown `width` by `height` pixels large. */
import type { Shape } from '#sync/schema/picture.ts';

type Size = { width: number; height: number };

const px = (value: number) => Math.round(value * 100) / 100;

/** As the data of an SVG path. */
export function shapePath(shape: Shape, { width, height }: Size): string {
	switch (shape.kind) {
		case 'rectangle': {
			const [x, y] = [px(shape.x * width), px(shape.y * height)];
			return `M${x} ${y}h${px(shape.width * width)}v${px(shape.height * height)}H${x}Z`;
		}
		case 'circle': {
			const r = px(shape.radius * width);
			const [x, y] = [px(shape.x * width - r), px(shape.y * height)];
			return `M${x} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
		}
		case 'polygon':
			return `M${shape.points.map(([x, y]) => `${px(x * width)} ${px(y * height)}`).join('L')}Z`;
	}
}

/** Where its number stands: at its upper edge, and always inside the picture. */
export function shapeLabel(
	shape: Shape,
	{ width, height }: Size,
	radius: number
): { x: number; y: number } {
	const [x, y] = topOf(shape, { width, height });
	const within = (value: number, size: number) =>
		px(Math.min(Math.max(value, radius), Math.max(radius, size - radius)));
	return { x: within(x, width), y: within(y, height) };
}

function topOf(shape: Shape, { width, height }: Size): [number, number] {
	switch (shape.kind) {
		case 'rectangle':
			return [shape.x * width, shape.y * height];
		case 'circle':
			return [shape.x * width, shape.y * height - shape.radius * width];
		case 'polygon': {
			const top = shape.points.reduce((best, point) => (point[1] < best[1] ? point : best));
			return [top[0] * width, top[1] * height];
		}
	}
}
