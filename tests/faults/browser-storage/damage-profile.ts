/** What a bad disk or an overeager cleaner does to a profile whose browser is closed: to the files of this origin's IndexedDB. */
import {
	existsSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import type { Plan } from './plan.ts';

/** Answers what was done. */
export function damageProfile(
	profile: string,
	{ damage, random }: Pick<Plan, 'damage' | 'random'>
): string {
	const folder = join(profile, 'Default', 'IndexedDB');
	if (!existsSync(folder)) throw new Error('the profile has no IndexedDB');
	if (damage === 'all removed') {
		rmSync(folder, { recursive: true });
		return damage;
	}
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /^(\d+\.(log|ldb)|MANIFEST-\d+|CURRENT)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => statSync(file).size > 0)
		.sort();
	// Mostly where the newest records lie.
	const logs = files.filter((file) => file.endsWith('.log'));
	const among = random() < 0.7 && logs.length > 0 ? logs : files;
	const file = among[Math.floor(random() * among.length)];
	if (!file) throw new Error('the profile has no files of IndexedDB');
	const { size } = statSync(file);
	if (damage === 'removed') rmSync(file);
	else if (damage === 'cut off') truncateSync(file, Math.floor(size * random()));
	else {
		const bytes = readFileSync(file);
		if (damage === 'zeroed') bytes.fill(0, Math.floor(size * random()));
		else
			for (let n = 0; n < 5; n++) {
				const at = Math.floor(random() * size);
				bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
			}
		writeFileSync(file, bytes);
	}
	const kind = file.endsWith('.log') ? 'log' : file.endsWith('.ldb') ? 'table' : 'index';
	return `${damage}, ${kind}`;
}
