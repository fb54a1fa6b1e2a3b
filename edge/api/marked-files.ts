/** A file that was handed in, for whoever marks the answer: by script, so that neither a name nor an attempt goes with it. */
import { markedFileQuery } from '#sync/schema/marking.ts';
import { filesOf } from '#sync/upload.ts';
import { selectAnswersOf, selectScriptAttempt } from '../db/answers.ts';
import { selectOptionalFile } from '../db/attempt-files.ts';
import { system, transaction } from '../db/database.ts';
import { selectBlindness } from '../db/marking.ts';
import { askedSitting } from './asked-sitting.ts';
import { fileNames } from './blind-files.ts';
import { readId } from './body.ts';
import { fileAnswer, noSuchFile } from './file-answer.ts';
import { fileKey } from './file-store.ts';
import { operation } from './operation.ts';
import { auditLook } from './who-asks.ts';

const ofScript = operation(
	{
		id: 'markedFile',
		method: 'get',
		path: '/marking/sittings/:id/files/:hash',
		tag: 'Marking',
		summary: 'A file that an answer to be marked names, by its script',
		access: 'signed_in',
		query: markedFileQuery,
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context, { query: { script } }) => {
		const id = readId(context, 'id');
		const called = context.req.param('hash') ?? '';
		const names = fileNames(
			await transaction(context.env, system, (query) => selectBlindness(query, id))
		);
		const hash = await transaction(context.env, context.get('actor'), async (query) => {
			await askedSitting(context, query, id, 'mark');
			const answers = await selectAnswersOf(query, id, script);
			// What the newest answer names, as the marker reads it; a file that was taken back is not theirs to see.
			const named = answers
				.flatMap(({ response }) => filesOf(response))
				.find((file) => names.shown(script, file.hash) === called);
			if (!named) throw noSuchFile();
			await auditLook(context, query, { action: 'answers_viewed', subject: id });
			return named.hash;
		});
		// The edge for itself: a marker does not learn whose script it is.
		const file = await transaction(context.env, system, async (query) => {
			const attempt = await selectScriptAttempt(query, id, script);
			const found = attempt && (await selectOptionalFile(query, attempt, hash));
			return found ? { key: fileKey(attempt, hash), contentType: found.content_type } : null;
		});
		const stored = file && (await context.env.BLOBS.get(file.key));
		if (!stored) throw noSuchFile();
		const isPicture = file.contentType.startsWith('image/');
		const contentType = isPicture ? file.contentType : 'application/octet-stream';
		return fileAnswer(stored, { hash: called, contentType });
	}
);

export const markedFiles = [ofScript];
