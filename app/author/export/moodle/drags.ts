import { imageSize } from '../../import/image-size.ts';
import { NotWrittenError, type MediaBytes } from '../report.ts';
import { tag, textTag } from '../text/xml.ts';
import { NUMBERED } from './gaps.ts';
import { keyed, type WriteQuestion } from './kinds.ts';

/** Each place has one option that belongs there. */
function optionsAt(
	places: readonly string[],
	correct: readonly { place: string; options: readonly string[] }[]
): Map<string, string> {
	return new Map(
		places.map((id) => {
			const [only, ...more] = correct.find(({ place }) => place === id)?.options ?? [];
			if (only === undefined || more.length > 0) throw new NotWrittenError('marks_unsupported');
			return [id, only];
		})
	);
}

const infinite = (reuse: boolean) => (reuse ? tag('infinite', {}) : '');

export const writeDragText: WriteQuestion = (authored, texts) => {
	const { item, solution } = keyed('drag_text', authored);
	const right = optionsAt(
		item.blanks,
		solution.correct.map(({ blank, options }) => ({ place: blank, options }))
	);
	const number = (blank: string) => item.options.findIndex(({ id }) => id === right.get(blank)) + 1;
	return {
		type: 'ddwtos',
		combined: true,
		gap: (id) => `[[${number(id)}]]`,
		guard: NUMBERED,
		inside: [
			textTag('shuffleanswers', item.shuffle ? 1 : 0),
			...item.options.map(({ text }) =>
				tag(
					'dragbox',
					{},
					textTag('text', texts.html(text)),
					textTag('group', 1),
					infinite(item.reuse)
				)
			)
		]
	};
};

export const writeDragPicture =
	(media: MediaBytes): WriteQuestion =>
	(authored, texts) => {
		const { item, solution } = keyed('drag_picture', authored);
		const bytes = media.get(item.picture);
		const size = bytes ? imageSize(bytes) : null;
		const file = texts.file(item.picture);
		if (!size || !file) throw new NotWrittenError('picture_missing');
		const right = optionsAt(
			item.zones.map(({ id }) => id),
			solution.correct.map(({ zone, options }) => ({ place: zone, options }))
		);
		return {
			type: 'ddimageortext',
			combined: true,
			inside: [
				file,
				textTag('shuffleanswers', item.shuffle ? 1 : 0),
				...item.options.map(({ text }, at) => {
					const picture = /^!\[((?:\\.|[^\]\\])*)\]\(media:([0-9a-f]{64})\)$/.exec(text.trim());
					return tag(
						'drag',
						{},
						textTag('no', at + 1),
						textTag(
							'text',
							picture ? (picture[1] ?? '').replaceAll(/\\(.)/g, '$1') : texts.html(text)
						),
						textTag('draggroup', 1),
						infinite(item.reuse),
						picture ? (texts.file(picture[2] ?? '') ?? '') : ''
					);
				}),
				...item.zones.map(({ id, text, x, y }, at) =>
					tag(
						'drop',
						{},
						textTag('text', text),
						textTag('no', at + 1),
						textTag('choice', item.options.findIndex((one) => one.id === right.get(id)) + 1),
						textTag('xleft', Math.round(x * size.width)),
						textTag('ytop', Math.round(y * size.height))
					)
				)
			]
		};
	};
