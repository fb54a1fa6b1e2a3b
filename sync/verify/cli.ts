/**
 * npm run verify -- FILE … [KEY …] [--log LOG]
 *
 * FILE is an exported bundle; or a saved receipt, a proof or a checkpoint of the public log, and then there may be several: their
 * checkpoints are held against each other. Each KEY a public key of the edge, got from the installation and not from the file:
 * `publicKey` of /api/v1/keys, 43 characters. Without one the keys in a bundle are used, and whose they are is not provable; of anything
 * else nothing can be said. LOG: where the log's checkpoint and tiles are, an address (https://…/api/v1/log) or a folder: what was kept is
 * held against what is there now.
 * Prints one sentence, then a line per claim. Ends with 0 if nothing failed, 1 if a claim failed, 2 if a file cannot be read.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64url } from '../bytes.ts';
import { keyId } from '../keys.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { tilePath } from '../transparency/tile-path.ts';
import type { FetchTile } from '../transparency/tile-reader.ts';
import { keptExitCode, keptLines } from './kept-report.ts';
import { readGiven } from './read-given.ts';
import type { Given } from './read-given.ts';
import { exitCode, reportLines } from './report.ts';
import { verifyBundle } from './verify-bundle.ts';
import { verifyKept } from './verify-kept.ts';

const words = process.argv.slice(2);
const option = words.indexOf('--log');
const [, log = null] = option < 0 ? [] : words.splice(option, 2);
const [first, ...more] = words;
if (first === undefined) {
	console.error('usage: npm run verify -- FILE … [KEY …] [--log LOG]');
	process.exitCode = 2;
} else process.exitCode = await run(first, more);

async function run(file: string, more: readonly string[]): Promise<number> {
	const keys = more.filter(isEdgeKey);
	const files = more.filter((word) => !isEdgeKey(word));
	const bad = files.find((word) => !existsSync(word));
	if (bad !== undefined)
		return refuse(file, `"${bad}" is no public key of an edge: that has 43 characters`);
	const trusted = keys.map((publicKey) => ({ id: keyId(fromBase64url(publicKey)), publicKey }));
	try {
		const texts = await Promise.all([file, ...files].map((name) => readFile(name, 'utf8')));
		const given = texts.map(readGiven);
		if (given.every((one) => one.kind !== 'bundle' && one.kind !== 'unknown'))
			return await judgeKept(file, given, trusted);
		const verdict = await verifyBundle(
			JSON.parse(texts[0] ?? ''),
			trusted.length > 0 ? { trusted } : {}
		);
		for (const line of reportLines(verdict)) console.log(line);
		return exitCode(verdict);
	} catch (problem) {
		const cause = problem instanceof SyntaxError ? 'it is not JSON' : 'it cannot be opened';
		return refuse(
			file,
			`${cause} (${problem instanceof Error ? problem.message : String(problem)})`
		);
	}
}

async function judgeKept(
	file: string,
	given: readonly Given[],
	keys: readonly EdgeKey[]
): Promise<number> {
	if (keys.length === 0)
		return refuse(file, 'no KEY was given, and only the key of who signed it can tell');
	const findings = await verifyKept(
		given,
		keys,
		log === null ? { tiles: null, today: null } : { tiles: tilesAt(log), today: await todayAt(log) }
	);
	for (const line of keptLines(findings)) console.log(line);
	return keptExitCode(findings);
}

function refuse(file: string, cause: string): 2 {
	console.error(`${file} cannot be judged, because ${cause}.`);
	return 2;
}

/** null: it is not there. A log that cannot be reached is an error, and not a missing tile. */
async function fetchFrom(place: string, path: string): Promise<Uint8Array | null> {
	if (!/^https?:/.test(place)) {
		const file = join(place, path);
		return existsSync(file) ? new Uint8Array(await readFile(file)) : null;
	}
	const answer = await fetch(`${place.replace(/\/$/, '')}/${path}`);
	return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
}

function tilesAt(place: string): FetchTile {
	return (tile) => fetchFrom(place, tilePath(tile));
}

async function todayAt(place: string): Promise<string | null> {
	const note = await fetchFrom(place, 'checkpoint');
	return note && new TextDecoder().decode(note);
}

/** 32 bytes; the last of the 43 symbols carries no loose bits. */
function isEdgeKey(text: string): boolean {
	return /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text);
}
