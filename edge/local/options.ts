/** What `npm start` may be told. */
import { resolve } from 'node:path';
import { StartError } from './say.ts';

export type Options = {
	port: number;
	data: string;
	fresh: boolean;
	build: boolean;
	/** A real PostgreSQL instead of the embedded one. */
	databaseUrl: string | null;
};

export function readOptions(words: readonly string[], env: NodeJS.ProcessEnv): Options {
	const unknown = words.find((word) => !['--fresh', '--no-build'].includes(word));
	if (unknown) throw new StartError(`Unknown option ${unknown}. Known are --fresh and --no-build.`);
	const port = Number(env['PORT'] ?? 8787);
	if (!Number.isInteger(port) || port < 1 || port > 65_535)
		throw new StartError(`PORT must be a number from 1 to 65535, not "${env['PORT']}".`);
	return {
		port,
		data: resolve(env['INVIGIL_DATA'] ?? '.invigil'),
		fresh: words.includes('--fresh'),
		build: !words.includes('--no-build'),
		databaseUrl: env['DATABASE_URL'] ?? null
	};
}
