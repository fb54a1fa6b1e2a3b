/** Puts the demo institution on a deployed Worker: `DATABASE_URL=… node edge/local/demo/publish.ts ADDRESS KEYS_FILE`. */
import { readFileSync } from 'node:fs';
import { openDatabase } from '../../db/open-database.ts';
import { installationKeysFrom } from '../installation-keys.ts';
import { say, StartError } from '../say.ts';
import { demoStartCode, seedDemo } from './seed.ts';

const [origin, keysFile] = process.argv.slice(2);
const url = process.env['DATABASE_URL'];
try {
	if (!origin || !keysFile || !url)
		throw new StartError('Usage: DATABASE_URL=… node edge/local/demo/publish.ts ADDRESS KEYS_FILE');
	const lines = readFileSync(keysFile, 'utf8').split('\n').filter(Boolean);
	const keys = installationKeysFrom(Object.fromEntries(lines.map((line) => line.split(/=(.*)/s))));
	const database = await openDatabase(url, process.env['PG_PROXY']);
	await seedDemo({ database, keys, origin });
	say(`Start code of the demo sitting: ${await demoStartCode(database)}`);
	await database.close();
} catch (problem) {
	if (!(problem instanceof StartError)) throw problem;
	console.error(problem.message);
	process.exit(1);
}
