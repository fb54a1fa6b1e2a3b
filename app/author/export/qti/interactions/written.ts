/** What a person marks, and what is only read. */
import { declaration, RESPONSE, type Desk, type WriteBody } from '../kinds.ts';

/** For those who mark. */
function rubric({ text }: Desk, words: string): string {
	if (words.trim() === '') return '';
	const inside = text.block(words);
	return text.element(
		'rubricBlock',
		text.version === '2.2' ? { view: 'scorer' } : { view: 'scorer', use: 'scoring' },
		text.version === '2.2' ? inside : text.element('contentBody', {}, inside)
	);
}

export const writeEssay: WriteBody = ({ solution }, desk) => ({
	declarations: [
		declaration(desk, { identifier: RESPONSE, cardinality: 'single', baseType: 'string' }, [])
	],
	interaction:
		desk.text.element('extendedTextInteraction', { responseIdentifier: RESPONSE }) +
		rubric(desk, solution?.type === 'essay' ? solution.rubric : ''),
	processing: []
});

export const writeUpload: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'upload') throw new TypeError(item.type);
	const [only, ...more] = item.accept;
	const types = { image: 'image/png', pdf: 'application/pdf', text: 'text/plain', any: undefined };
	const type = only && more.length === 0 ? types[only] : undefined;
	return {
		declarations: [
			declaration(desk, { identifier: RESPONSE, cardinality: 'single', baseType: 'file' }, [])
		],
		interaction:
			desk.text.element('uploadInteraction', { responseIdentifier: RESPONSE, type }) +
			rubric(desk, solution?.type === 'upload' ? solution.rubric : ''),
		processing: []
	};
};

export const writeDescription: WriteBody = () => ({ declarations: [], processing: [] });
