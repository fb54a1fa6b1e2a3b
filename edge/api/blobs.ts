/** Encrypted blobs of forms, by the hash of the ciphertext. */
import type { Context } from 'hono';
import { sha256Hex } from '#sync/hash.ts';
import { formAnswer } from '#sync/schema/api.ts';
import { formManifest } from '#sync/schema/form.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { sameSecret } from '../access/secret.ts';
import { transaction } from '../db/database.ts';
import { selectOptionalManifest } from '../db/sittings.ts';
import { mediaKey } from './bank-media.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

const noSuchForm = () => new ProblemError('not_found', 'There is no such form.');

const tag = 'Sitting an exam';

const form = operation(
	{
		id: 'fetchForm',
		method: 'get',
		path: '/sittings/:id/form',
		tag,
		summary: 'The signed manifest of the encrypted form',
		access: 'signed_in',
		answer: formAnswer,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		// Who may see the sitting is decided by row-level security: its roster and its staff.
		const signed = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalManifest(query, id)
		);
		if (!signed) throw noSuchForm();
		return { signed };
	}
);

const blob = operation(
	{
		id: 'fetchBlob',
		method: 'get',
		path: '/sittings/:id/blobs/:hash',
		tag,
		summary: 'An encrypted part of the form, by the hash of its ciphertext',
		access: 'signed_in',
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const hash = context.req.param('hash');
		const signed = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalManifest(query, id)
		);
		const manifest = signed && unsafeReadSigned(signed, formManifest);
		// Only names that stand in the manifest reach the storage.
		if (!manifest?.ok || !manifest.statement.blobs.some((blob) => blob.hash === hash))
			throw noSuchForm();
		const stored = await context.env.BLOBS.get(`forms/${hash}`);
		if (!stored) throw noSuchForm();
		return new Response(stored.body, {
			headers: {
				'Content-Type': 'application/octet-stream',
				'Content-Length': String(stored.size),
				// Named by its hash and encrypted: it never changes.
				'Cache-Control': 'private, max-age=31536000, immutable'
			}
		});
	}
);

const publish = operation(
	{
		id: 'publishBlob',
		method: 'put',
		path: '/publish/blobs/:hash',
		tag: 'Installation',
		summary: 'The publishing tool puts a blob here; its name must be the hash of what comes',
		access: 'publisher',
		answer: 'nothing',
		refusals: ['not_allowed']
	},
	async (context) => {
		const { hash, bytes } = await publishedBytes(context);
		await context.env.BLOBS.put(`forms/${hash}`, bytes);
	}
);

const publishMedia = operation(
	{
		id: 'publishMedia',
		method: 'put',
		path: '/publish/institutions/:id/media/:hash',
		tag: 'Installation',
		summary:
			'The publishing tool puts a picture of an institution’s items here, which it enters in the bank itself',
		access: 'publisher',
		answer: 'nothing',
		refusals: ['not_allowed']
	},
	async (context) => {
		const { hash, bytes } = await publishedBytes(context);
		await context.env.BLOBS.put(mediaKey(readId(context, 'id'), hash), bytes);
	}
);

async function publishedBytes({ req, env }: Context<Authenticated>) {
	const given = req.header('Authorization')?.replace(/^Bearer /, '') ?? '';
	if (!sameSecret(given, env.PUBLISH_SECRET))
		throw new ProblemError('not_allowed', 'Not the publishing secret.');
	const bytes = new Uint8Array(await req.arrayBuffer());
	const hash = req.param('hash') ?? '';
	if (sha256Hex(bytes) !== hash)
		throw new ProblemError('invalid_request', 'The bytes do not have this hash.');
	return { hash, bytes };
}

export const blobs = [form, blob, publish, publishMedia];
