/** What the law of the institution's country forbids, so that it is said where a policy is chosen and not only once it is refused. */
import { whyUnlawful } from '#sync/lawful.ts';
import { lawHere } from '#sync/schema/law.ts';
import { permit } from '../access/permit.ts';
import { transaction } from '../db/database.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { jurisdictionOf } from './refuse-unlawful.ts';

const show = operation(
	{
		id: 'lawHere',
		method: 'get',
		path: '/teacher/law',
		tag: 'Exams',
		summary: 'Which analyses the law where the institution is forbids, and why',
		access: 'signed_in',
		answer: lawHere,
		refusals: ['not_allowed']
	},
	async (context) => {
		const asker = context.get('asker');
		if (!permit(asker, { to: 'teach' }))
			throw new ProblemError('not_allowed', 'Sittings are planned by teachers.');
		const jurisdiction = await transaction(context.env, context.get('actor'), (query) =>
			jurisdictionOf(query, asker.institution)
		);
		return { arousal: whyUnlawful({ analyses: ['arousal'] }, jurisdiction) };
	}
);

export const laws = [show];
