/** Pictures and sounds of a form for whom it is shown to by now: whoever marks it or teaches in it, and a student whose results name them. */
import { transaction } from '../db/database.ts';
import { selectOptionalRelease } from '../db/own-results.ts';
import { askedSitting } from './asked-sitting.ts';
import { mediaAnswer, noSuchMedia } from './bank-media.ts';
import { readId } from './body.ts';
import { keyedFormOf } from './marking-overview.ts';
import { operation } from './operation.ts';
import { shownOf } from './released-results.ts';

const forMarkers = operation(
	{
		id: 'markingMedia',
		method: 'get',
		path: '/marking/sittings/:id/media/:hash',
		tag: 'Marking',
		summary: 'A picture or a sound of a sitting’s form, for its markers and teachers',
		access: 'signed_in',
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const sitting = await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, id, 'see')
		);
		const { form } = await keyedFormOf(context.env, sitting.form);
		const found = form.media.find(({ hash }) => hash === context.req.param('hash'));
		if (!found) throw noSuchMedia();
		return mediaAnswer(context.env, sitting.institution_id, found);
	}
);

const ofResults = operation(
	{
		id: 'releasedMedia',
		method: 'get',
		path: '/student/attempts/:id/media/:hash',
		tag: 'Results',
		summary: 'A picture or a sound that one’s own released results name',
		access: 'signed_in',
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const released = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalRelease(query, id)
		);
		const found = released?.form.media.find(({ hash }) => hash === context.req.param('hash'));
		// What is let out is decided in one place: a picture goes out where its name does.
		if (!released || !found || !JSON.stringify(shownOf(released)).includes(found.hash))
			throw noSuchMedia();
		return mediaAnswer(context.env, context.get('asker').institution, found);
	}
);

export const shownMedia = [forMarkers, ofResults];
