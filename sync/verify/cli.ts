/**
 * npm run verify -- FILE [KEY …]
 *
 * FILE is an exported bundle; each KEY the base64url of an edge key got elsewhere. Prints a line per claim.
 * Ends with 0 if nothing failed, 1 if a claim failed, 2 if the file cannot be read as a bundle.
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
	try {
		const json: unknown = JSON.parse(await readFile(file, 'utf8'));
		const trusted = keys.map((publicKey) => ({ id: keyId(fromBase64url(publicKey)), publicKey }));
		const verdict = await verifyBundle(json, trusted.length > 0 ? { trusted } : {});
		for (const line of reportLines(verdict)) console.log(line);
		return exitCode(verdict);
	} catch (problem) {
		console.error(`${file}: ${problem instanceof Error ? problem.message : String(problem)}`);
		return 2;
	}
}
