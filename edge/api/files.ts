/** Files that students hand in: brought by a device with its ticket, looked at by the student and the staff of the sitting. */
import { fileList, fileState } from '#sync/schema/files.ts';
import { selectFiles, selectOptionalFile } from '../db/attempt-files.ts';
import { asOwnerOrStaff } from './as-owner-or-staff.ts';
import { readId } from './body.ts';
import { fileAnswer, noSuchFile } from './file-answer.ts';
import { fileKey } from './file-store.ts';
import { operation } from './operation.ts';
import { stateOf, takePart, wantedFile } from './take-file.ts';
import { auditLook } from './who-asks.ts';

const tag = 'Sitting an exam';

const state = operation(
	{
		id: 'fileState',
		method: 'get',
		path: '/attempts/:id/files/:hash/parts',
		tag,
		summary: 'How far a file that the attempt’s log names has come (ticket in Authorization)',
		access: 'ticket',
		answer: fileState,
		refusals: ['ticket_invalid', 'not_found']
	},
	async (context) => stateOf(context.env, await wantedFile(context))
);

const put = operation(
	{
		id: 'putFilePart',
		method: 'put',
		path: '/attempts/:id/files/:hash/parts/:part',
		tag,
		summary: 'A part of a file that the attempt’s log names (ticket in Authorization)',
		access: 'ticket',
		answer: fileState,
		refusals: ['ticket_invalid', 'not_found', 'too_large']
	},
	async (context) => {
		const wanted = await wantedFile(context);
		const part = Number(context.req.param('part'));
		const bytes = new Uint8Array(await context.req.arrayBuffer());
		return takePart(context.env, wanted, part, bytes);
	}
);

const list = operation(
	{
		id: 'listFiles',
		method: 'get',
		path: '/attempts/:id/files',
		tag,
		summary:
			'The files of an attempt that have arrived: for its student and the staff of the sitting',
		access: 'signed_in',
		answer: fileList,
		refusals: ['not_found']
	},
	(context) => {
		const id = readId(context, 'id');
		return asOwnerOrStaff(context, id, async (query, { owns }) => {
			if (!owns) await auditLook(context, query, { action: 'record_viewed', subject: id });
			const files = await selectFiles(query, id);
			return {
				files: files.map(({ hash, content_type, bytes, arrived_at }) => ({
					hash,
					contentType: content_type,
					bytes,
					at: arrived_at
				}))
			};
		});
	}
);

const fetchFile = operation(
	{
		id: 'fetchFile',
		method: 'get',
		path: '/attempts/:id/files/:hash',
		tag,
		summary: 'A file of an attempt: for its student and the staff of the sitting',
		access: 'signed_in',
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const hash = context.req.param('hash') ?? '';
		// Only a hash that stands in a row reaches the storage.
		const file = await asOwnerOrStaff(context, id, async (query, { owns }) => {
			if (!owns) await auditLook(context, query, { action: 'record_viewed', subject: id });
			return selectOptionalFile(query, id, hash);
		});
		const stored = file && (await context.env.BLOBS.get(fileKey(id, hash)));
		if (!stored) throw noSuchFile();
		return fileAnswer(stored, { hash, contentType: file.content_type });
	}
);

export const files = [state, put, list, fetchFile];
