/** Pictures and sounds of items, by the hash of their bytes, once per institution. */
import { contentTypeOf } from '#sync/content-type.ts';
import { sha256Hex } from '#sync/hash.ts';
import { mediaKept, mediaUpload } from '#sync/schema/bank.ts';
import { media } from '#sync/schema/form.ts';
import { insertMedia, selectOptionalMedia } from '../db/bank-media.ts';
import { transaction } from '../db/database.ts';
import type { Env } from '../env.ts';
import { asTeacher } from './bank.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

const tag = 'Items';
export const mediaKey = (institution: string, hash: string) => `media/${institution}/${hash}`;
export const noSuchMedia = () =>
	new ProblemError('not_found', 'There is no such picture or sound.');

/** Whether somebody may have it was asked before. */
export async function mediaAnswer(
	env: Env,
	institution: string,
	{ hash, contentType }: { hash: string; contentType: string }
): Promise<Response> {
	const stored = await env.BLOBS.get(mediaKey(institution, hash));
	if (!stored) throw noSuchMedia();
	return new Response(stored.body, {
		headers: {
			'Content-Type': contentType,
			'Content-Length': String(stored.size),
			'Cache-Control': 'private, max-age=31536000, immutable',
			// A drawing opened by itself may hold a script: it gets no page to run in.
			'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
			'X-Content-Type-Options': 'nosniff'
		}
	});
}

const put = operation(
	{
		id: 'putMedia',
		method: 'put',
		path: '/bank/media/:hash',
		tag,
		summary:
			'A picture or a sound; its name is the hash of what comes, its type is read from its bytes',
		access: 'signed_in',
		query: mediaUpload,
		answer: mediaKept,
		refusals: ['not_allowed']
	},
	async (context, { query: { name } }) => {
		const by = asTeacher(context);
		const bytes = new Uint8Array(await context.req.arrayBuffer());
		const hash = context.req.param('hash') ?? '';
		if (sha256Hex(bytes) !== hash)
			throw new ProblemError('invalid_request', 'The bytes do not have this hash.');
		const read = media.safeParse({ hash, contentType: contentTypeOf(bytes), bytes: bytes.length });
		if (!read.success)
			throw new ProblemError(
				'invalid_request',
				'This is no picture or sound that an exam can carry.'
			);
		const kept = read.data;
		// Bytes first: a row must never name what is not there.
		await context.env.BLOBS.put(mediaKey(by.institution, hash), bytes);
		await transaction(context.env, context.get('actor'), (query) =>
			insertMedia(query, by, { ...kept, name: name ?? hash.slice(0, 12) })
		);
		return kept;
	}
);

const get = operation(
	{
		id: 'fetchMedia',
		method: 'get',
		path: '/bank/media/:hash',
		tag,
		summary: 'A picture or a sound of the institution’s items',
		access: 'signed_in',
		answer: 'bytes',
		refusals: ['not_found', 'not_allowed']
	},
	async (context) => {
		const { institution } = asTeacher(context);
		const hash = context.req.param('hash') ?? '';
		// Only a hash that stands in a row reaches the storage.
		const known = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalMedia(query, hash)
		);
		if (!known) throw noSuchMedia();
		return mediaAnswer(context.env, institution, { hash, contentType: known.content_type });
	}
);

export const bankMedia = [put, get];
