import type { ItemOf } from '#sync/schema/item.ts';
import { childOf } from '../xml.ts';
import type { Made, MoodleQuestion } from './question.ts';

type Accept = ItemOf<'upload'>['accept'];

export function readEssay(question: MoodleQuestion): Made {
	const base = question.base();
	const item = base.id;
	const rubric = question.markdown(childOf(question.element, 'graderinfo'));
	const template = question.markdown(childOf(question.element, 'responsetemplate'));
	const attachments = Number(question.field('attachments') || '0');
	if (question.field('responseformat') === 'noinline' && attachments !== 0)
		return {
			item: {
				...base,
				type: 'upload',
				accept: acceptOf(question.field('filetypeslist')),
				most: attachments < 0 ? 10 : Math.min(10, attachments)
			},
			solution: { type: 'upload', item, rubric }
		};
	if (attachments > 0 || Number(question.field('attachmentsrequired')) > 0)
		question.note({ code: 'type_approximated', detail: 'attachments' });
	// An answer starts empty here, so what was to be filled in is shown above it.
	if (template !== '') question.note({ code: 'type_approximated', detail: 'responsetemplate' });
	return {
		item: {
			...base,
			prompt: template === '' ? base.prompt : `${base.prompt}\n\n---\n\n${template}`,
			type: 'essay',
			...words('minWords', question.field('minwordlimit')),
			...words('maxWords', question.field('maxwordlimit'))
		},
		solution: { type: 'essay', item, rubric }
	};
}

function words<Name extends 'minWords' | 'maxWords'>(name: Name, written: string) {
	const count = Number(written);
	return Number.isInteger(count) && count > 0
		? ({ [name]: Math.min(20_000, count) } as Record<Name, number>)
		: {};
}

function acceptOf(list: string): Accept {
	const kinds = list
		.split(/[\s,;]+/)
		.filter((one) => one !== '')
		.map((one) =>
			/^\.?pdf$|^application\/pdf$/i.test(one)
				? 'pdf'
				: /^(web_)?image$|^image\/|^\.?(png|jpe?g|gif|webp)$/i.test(one)
					? 'image'
					: /^text\/plain$|^\.?txt$/i.test(one)
						? 'text'
						: 'any'
		);
	return kinds.length === 0 || kinds.includes('any') ? ['any'] : [...new Set(kinds)];
}
