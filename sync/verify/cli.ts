/**
 * npm run verify -- FILE [KEY …]
 *
 * FILE is an exported bundle; each KEY a public key of the edge, got from the installation and not from the file: `publicKey` of
 * /api/v1/keys, 43 characters. Without one the keys in the file are used, and whose they are is not provable.
 * Prints one sentence, then a line per claim. Ends with 0 if nothing failed, 1 if a claim failed, 2 if the file cannot be read as a bundle.
 */
import { readFile } from 'node:fs/promises';
import { fromBase64url } from '../bytes.ts';
import { keyId } from '../keys.ts';
import { exitCode, reportLines } from './report.ts';
import { verifyBundle } from './verify-bundle.ts';

const [file, ...keys] = process.argv.slice(2);
if (file === undefined) {
	console.error('usage: npm run verify -- FILE [KEY …]');
	process.exitCode = 2;
} else process.exitCode = await run(file, keys);

async function run(file: string, keys: readonly string[]): Promise<number> {
	const bad = keys.find((key) => !isEdgeKey(key));
	if (bad !== undefined)
		return refuse(`"${bad}" is no public key of an edge: that has 43 characters`);
	try {
		const json: unknown = JSON.parse(await readFile(file, 'utf8'));
		const trusted = keys.map((publicKey) => ({ id: keyId(fromBase64url(publicKey)), publicKey }));
		const verdict = await verifyBundle(json, trusted.length > 0 ? { trusted } : {});
		for (const line of reportLines(verdict)) console.log(line);
		return exitCode(verdict);
	} catch (problem) {
		const cause = problem instanceof SyntaxError ? 'it is not JSON' : 'it cannot be opened';
		return refuse(`${cause} (${problem instanceof Error ? problem.message : String(problem)})`);
	}

	function refuse(cause: string): 2 {
		console.error(`${file} cannot be judged, because ${cause}.`);
		return 2;
	}
}

/** 32 bytes; the last of the 43 symbols carries no loose bits. */
function isEdgeKey(text: string): boolean {
	return /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text);
}
