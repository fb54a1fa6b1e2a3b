/**
 * Every edge test runs on a PostgreSQL server. On the embedded one, which has one session and an owner that row-level security does
 * not bind, run those of files whose facts rest on that: several at once, one that waits for another, what a kill or a start leaves
 * behind, and who may read what. All the rest of its SQL the end-to-end tests run, which know no other database.
 * `npm test -- edge-embedded` runs every file there.
 */
import { existsSync } from 'node:fs';

const names = [
	'control',
	'deadlines',
	'durable',
	'erasure',
	'exam-road',
	'hall',
	'installation',
	'isolation',
	'oidc-providers',
	'oidc-unlink',
	'passkey-proof',
	'people-import-mail',
	'permissions',
	'release',
	'set-aside',
	'several-attempts',
	'signing-in',
	'stale',
	'starting',
	'tickets'
];

export const onEmbedded: string[] = names.map((name) => {
	const file = `tests/edge/${name}.test.ts`;
	if (!existsSync(file))
		throw new Error(`${file} is not there: tests/run/on-embedded.ts names it.`);
	return file;
});
