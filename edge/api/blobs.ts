/** Encrypted blobs of forms, by the hash of the ciphertext. */
import { Hono } from 'hono';
import type { z } from 'zod';
import { sha256Hex } from '#sync/hash.ts';
import type { formAnswer } from '#sync/schema/api.ts';
import { formManifest } from '#sync/schema/form.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { sameSecret } from '../access/secret.ts';
import { transaction } from '../db/database.ts';
import { selectOptionalManifest } from '../db/sittings.ts';
import { readId } from './body.ts';
import { ProblemError } from './problem.ts';
import { signedIn } from './signed-in.ts';
import type { Authenticated } from './signed-in.ts';

const noSuchForm = () => new ProblemError('not_found', 'There is no such form.');

export const blobs = new Hono<Authenticated>()
	.get('/sittings/:id/form', signedIn, async (context) => {
		const id = readId(context, 'id');
		// Who may see the sitting is decided by row-level security: its roster and its staff.
		const signed = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalManifest(query, id)
		);
		if (!signed) throw noSuchForm();
		const answer: z.infer<typeof formAnswer> = { signed };
		return context.json(answer);
	})
	.get('/sittings/:id/blobs/:hash', signedIn, async (context) => {
		const id = readId(context, 'id');
		const hash = context.req.param('hash');
		const signed = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalManifest(query, id)
		);
		const manifest = signed && unsafeReadSigned(signed, formManifest);
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
	})
	/** The publishing tool of the installation puts blobs here; the name must be the hash of what comes. */
	.put('/publish/blobs/:hash', async (context) => {
		const given = context.req.header('Authorization')?.replace(/^Bearer /, '') ?? '';
		if (!sameSecret(given, context.env.PUBLISH_SECRET))
			throw new ProblemError('not_allowed', 'Not the publishing secret.');
		const bytes = new Uint8Array(await context.req.arrayBuffer());
		const hash = context.req.param('hash');
		if (sha256Hex(bytes) !== hash)
			throw new ProblemError('invalid_request', 'The bytes do not have this hash.');
		await context.env.BLOBS.put(`forms/${hash}`, bytes);
		return context.body(null, 204);
	});
