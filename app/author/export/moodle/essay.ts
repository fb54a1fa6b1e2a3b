import type { ItemOf } from '#sync/schema/item.ts';
import { textTag } from '../text/xml.ts';
import type { WriteQuestion } from './kinds.ts';

const kinds: Record<ItemOf<'upload'>['accept'][number], string> = {
	image: 'web_image',
	pdf: '.pdf',
	text: '.txt',
	any: ''
};
/** Moodle lets one to three be chosen, or any number. */
const MOST = 3;

export const writeEssay: WriteQuestion = ({ item, solution }, texts) => {
	const rubric = solution?.type === 'essay' ? solution.rubric : '';
	const { minWords = 0, maxWords } = item.type === 'essay' ? item : {};
	return {
		type: 'essay',
		inside: [
			textTag('responseformat', 'editor'),
			textTag('responserequired', 1),
			textTag('responsefieldlines', 15),
			...(minWords > 0 ? [textTag('minwordlimit', minWords)] : []),
			...(maxWords === undefined ? [] : [textTag('maxwordlimit', maxWords)]),
			textTag('attachments', 0),
			textTag('attachmentsrequired', 0),
			texts.block('graderinfo', rubric),
			texts.block('responsetemplate', '')
		]
	};
};

export const writeUpload: WriteQuestion = ({ item, solution }, texts) => {
	if (item.type !== 'upload') throw new TypeError(item.type);
	const rubric = solution?.type === 'upload' ? solution.rubric : '';
	return {
		type: 'essay',
		inside: [
			textTag('responseformat', 'noinline'),
			textTag('responserequired', 0),
			textTag('responsefieldlines', 15),
			textTag('attachments', item.most > MOST ? -1 : item.most),
			textTag('attachmentsrequired', 1),
			textTag(
				'filetypeslist',
				item.accept.includes('any') ? '' : item.accept.map((kind) => kinds[kind]).join(',')
			),
			texts.block('graderinfo', rubric),
			texts.block('responsetemplate', '')
		]
	};
};
