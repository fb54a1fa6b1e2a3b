/** The picture that things are put on, and how large it is: places are told in its pixels. */
import { imageSize, type Size } from '../image-size.ts';
import { LeftOutError } from '../report.ts';
import { fileBytes } from './files.ts';
import type { MoodleQuestion } from './question.ts';

export function background(question: MoodleQuestion): { picture: string; alt: string; size: Size } {
	const file = question.all('file')[0];
	const bytes = file && fileBytes(file);
	if (!file || !bytes) throw new LeftOutError('picture_missing');
	const name = (file.attributes['name'] ?? '').slice(0, 255) || 'picture';
	const picture = question.shelf.add(name, bytes);
	const size = imageSize(bytes);
	if (picture === null || size === null) throw new LeftOutError('picture_missing', name);
	// Moodle has no words for it; the name of the file is what a screen reader would have said there.
	question.note({ code: 'alternative_text_missing', detail: name });
	return { picture, alt: name, size };
}

/** A place in pixels as shares of the picture, cut where it leaves it. */
export function placeOn(size: Size, box: { x: number; y: number; width: number; height: number }) {
	const share = (pixels: number, of: number) => rounded(Math.min(1, Math.max(0, pixels / of)));
	const [x, y] = [share(box.x, size.width), share(box.y, size.height)];
	return {
		x,
		y,
		width: rounded(share(box.x + box.width, size.width) - x),
		height: rounded(share(box.y + box.height, size.height) - y)
	};
}

const rounded = (share: number) => Math.round(share * 1e5) / 1e5;
