/** One item of each type that is answered in a way of its own: what the tests of this folder and its pictures are made with. */
import type { ItemOf } from '#sync/schema/item.ts';

const base = { id: 'item', points: 2 };
const options = (...texts: string[]) =>
	texts.map((text, index) => ({ id: 'abcdefgh'.charAt(index), text }));

export const pictureHash = 'ab'.repeat(32);
export const matching: ItemOf<'matching'> = {
	...base,
	type: 'matching',
	prompt: 'Match each country with its **capital**.',
	rows: [
		{ id: 'peru', text: 'Peru' },
		{ id: 'kenya', text: 'Kenya' },
		{ id: 'nepal', text: 'Nepal' }
	],
	options: options('Kathmandu', 'Lima', 'Nairobi', 'Quito'),
	several: false,
	reuse: false,
	shuffle: true
};
export const ordering: ItemOf<'ordering'> = {
	...base,
	type: 'ordering',
	prompt: 'From the Sun outwards:',
	options: options('Earth', 'Mercury', 'Venus', 'Mars, the last of the four that are made of rock'),
	shuffle: true
};
export const gapText: ItemOf<'gap_text'> = {
	...base,
	type: 'gap_text',
	prompt:
		'Water boils at [[boil]] at sea level. Its formula is [[formula]], and it is made of [[made]].\n\n- On a mountain it boils **[[where]]**.',
	gaps: [
		{ id: 'where', input: 'choice', options: options('earlier', 'later'), shuffle: false },
		{ id: 'boil', input: 'number', unit: '°C' },
		{ id: 'formula', input: 'choice', options: options('$H_2O$', '$CO_2$'), shuffle: true },
		{ id: 'made', input: 'text' }
	]
};
export const dragText: ItemOf<'drag_text'> = {
	...base,
	type: 'drag_text',
	prompt:
		'The [[first]] carries blood away from the heart, the [[second]] brings it back, and [[third]] join them.',
	blanks: ['first', 'second', 'third'],
	options: options('capillaries', 'artery', 'vein', 'nerve'),
	reuse: false,
	shuffle: true
};
export const dragPicture: ItemOf<'drag_picture'> = {
	...base,
	type: 'drag_picture',
	prompt: 'Name the parts of the house.',
	picture: pictureHash,
	alt: 'A drawing of a house.',
	zones: [
		{ id: 'top', text: 'upper middle', x: 0.35, y: 0.1, width: 0.3, height: 0.16 },
		{ id: 'side', text: 'left', x: 0.06, y: 0.55, width: 0.26, height: 0.16 }
	],
	options: options('Roof', 'Wall', 'Door'),
	reuse: false,
	shuffle: true
};
export const hotspot: ItemOf<'hotspot'> = {
	...base,
	type: 'hotspot',
	prompt: 'Where does light come in?',
	picture: pictureHash,
	alt: 'A drawing of a house.',
	areas: [
		{
			id: 'roof',
			text: 'upper middle',
			shape: {
				kind: 'polygon',
				points: [
					[0.5, 0.05],
					[0.9, 0.4],
					[0.1, 0.4]
				]
			}
		},
		{ id: 'round', text: 'middle', shape: { kind: 'circle', x: 0.5, y: 0.62, radius: 0.08 } },
		{
			id: 'square',
			text: 'left',
			shape: { kind: 'rectangle', x: 0.18, y: 0.52, width: 0.16, height: 0.2 }
		}
	],
	most: 2
};
export const hotText: ItemOf<'hot_text'> = {
	...base,
	type: 'hot_text',
	prompt: 'Choose the verbs: the [[dog]] [[runs]] to the [[tree]] and [[barks]] at a cat.',
	spans: [
		{ id: 'dog', text: 'dog' },
		{ id: 'runs', text: 'runs' },
		{ id: 'tree', text: 'tree' },
		{ id: 'barks', text: '**barks** and then goes on barking for quite a while, loudly' }
	],
	most: 2
};
export const calculated: ItemOf<'calculated'> = {
	...base,
	type: 'calculated',
	prompt: 'A train goes {v} km/h for {t} h. How far?',
	wildcards: ['v', 't'],
	variants: [[80, 2]],
	unit: 'km'
};
export const description: ItemOf<'description'> = {
	...base,
	points: 0,
	type: 'description',
	prompt: 'Read this before you go on.'
};
export const upload: ItemOf<'upload'> = {
	...base,
	type: 'upload',
	prompt: 'Hand in your drawing.',
	accept: ['image'],
	most: 1
};
export const samples = [
	matching,
	{ ...matching, several: true, reuse: true },
	ordering,
	gapText,
	dragText,
	dragPicture,
	hotspot,
	hotText,
	calculated,
	description,
	upload
] as const;

/** A house, as an address that needs no file. */
export const drawing = `data:image/svg+xml,${encodeURIComponent(
	'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><path d="M320 30 560 170H80Z" fill="#d9b08c"/><path d="M110 170h420v210H110Z" fill="#f3e9d8"/><path d="M400 240h70v140h-70Z" fill="#8a5a3b"/><path d="M120 225h95v80h-95Z" fill="#bcdcec"/><circle cx="320" cy="260" r="45" fill="#bcdcec"/></svg>'
)}`;
