/** The shape of each kind of mark: length tells how long, shape tells what, colour only supports. */
import type { StaffCheck } from '#sync/schema/observation.ts';
import type { Cluster } from './clusters.ts';
import { boxes } from './columns.ts';
import type { Fact } from './model.ts';

export type Shape =
	| 'solid'
	| 'hollow'
	| 'hatched'
	| 'double'
	| 'bracket'
	| 'diamond'
	| 'up'
	| 'down'
	| 'flag'
	| 'dot';

const ofCheck: Record<StaffCheck, Shape> = {
	face_absent: 'hollow',
	face_multiple: 'double',
	face_partial: 'bracket',
	camera_blocked: 'hatched',
	picture_frozen: 'hatched',
	camera_unavailable: 'bracket',
	camera_changed: 'diamond',
	camera_virtual: 'bracket',
	head_away: 'solid',
	eyes_away: 'hollow',
	identity_changed: 'double',
	spoof_suspected: 'hatched',
	thing_phone: 'solid',
	thing_book: 'solid',
	microphone_unavailable: 'bracket',
	speech: 'solid',
	several_voices: 'double',
	loud: 'hatched',
	speaker_changed: 'hollow',
	page_hidden: 'solid',
	focus_lost: 'hollow',
	fullscreen_left: 'bracket',
	window_small: 'hollow',
	second_screen: 'double',
	copy: 'up',
	cut: 'diamond',
	paste: 'down',
	drop: 'down',
	print: 'flag',
	context_menu: 'dot',
	devtools: 'hatched',
	automated: 'bracket',
	fast_text: 'down',
	screen_share_ended: 'bracket',
	analysis_unavailable: 'bracket',
	analysis_slow: 'hatched',
	clock_jump: 'diamond',
	device_slept: 'diamond',
	battery_low: 'hollow',
	storage_low: 'hollow',
	storage_failing: 'hatched',
	storage_damaged: 'diamond',
	network_gone: 'bracket'
};

export function shapeOf(fact: Fact): Shape {
	switch (fact.kind) {
		case 'observation':
			return ofCheck[fact.check];
		case 'review':
			return 'flag';
		case 'offline':
			return 'bracket';
		case 'silence':
			return 'hatched';
		case 'paused':
			return 'solid';
		case 'opened':
		case 'submitted':
		case 'ended':
			return 'diamond';
		case 'resumed':
			return 'down';
		case 'warning':
			return 'up';
		default:
			return 'dot';
	}
}

/** Shapes that have no length are drawn at their moment, and as a bar when several fall together. */
const pointed: ReadonlySet<Shape> = new Set(['diamond', 'up', 'down', 'flag', 'dot']);
/** Shapes whose inside is left open: drawn as an outline. */
export const outlined: ReadonlySet<Shape> = new Set(['hollow', 'bracket']);

/** What had not ended when the record did points onwards. */
export const onwards = ({ x, width }: Cluster, y: number, height: number): string =>
	`M${x + width + 2} ${y + height / 2 - 4.5}l5 4.5l-5 4.5z`;

export function clusterPath(
	shape: Shape,
	{ x, width, count }: Cluster,
	y: number,
	height: number
): string {
	const middle = y + height / 2;
	if (pointed.has(shape) && count === 1) return pointPath(shape, x + width / 2, middle);
	switch (shape) {
		case 'hollow':
			return boxes(
				[{ x: x + 0.75, y: middle - 5.25, width: Math.max(2, width - 1.5), height: 10.5 }],
				2
			);
		case 'double':
			return boxes(
				[
					{ x, y: middle - 6, width, height: 5 },
					{ x, y: middle + 1, width, height: 5 }
				],
				2
			);
		case 'bracket':
			return `M${x + 1} ${middle - 5}v10M${x + 1} ${middle}h${Math.max(0, width - 2)}M${x + Math.max(1, width - 1)} ${middle - 5}v10`;
		default:
			return boxes([{ x, y: middle - 6, width, height: 12 }], 3);
	}
}

function pointPath(shape: Shape, x: number, y: number): string {
	switch (shape) {
		case 'up':
			return `M${x} ${y - 6}l6 11h-12z`;
		case 'down':
			return `M${x} ${y + 6}l6 -11h-12z`;
		case 'flag':
			return `M${x - 1} ${y - 7}h9l-3 3.5l3 3.5h-7.5v7h-1.5z`;
		case 'dot':
			return `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z`;
		default:
			return `M${x} ${y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`;
	}
}
