/**
 * Applies the files of migrations/ in order, each once, each in a transaction of its own; refuses when a file that was applied has
 * changed since. As a command: `npm run migrate`, with DATABASE_URL (Neon, or with PG_PROXY any PostgreSQL behind a bridge).
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { openDatabase } from './open-database.ts';
import type { OwnerDatabase } from './open-database.ts';

const folder = new URL('./migrations/', import.meta.url);

/** Names of the files applied now. */
export async function migrate(database: OwnerDatabase): Promise<string[]> {
	await database.run(
		`create table if not exists schema_migrations (name text primary key, sha256 text not null,
			applied_at timestamptz not null default now())`
	);
	const rows = await database.query('select name, sha256 from schema_migrations');
	const known = new Map(rows.map(({ name, sha256 }) => [String(name), String(sha256)]));
	const applied: string[] = [];
	for (const name of readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()) {
		const script = readFileSync(new URL(name, folder), 'utf8');
		const sha256 = createHash('sha256').update(script).digest('hex');
		const before = known.get(name);
		if (before !== undefined && before !== sha256)
			throw new Error(
				`The migration ${name} was changed after it was applied; put it back and write a new file.`
			);
		if (before !== undefined) continue;
		const note = `insert into schema_migrations (name, sha256) values ('${name}', '${sha256}')`;
		await database.run(`begin;\n${script}\n;${note};\ncommit;`).catch(async (problem: unknown) => {
			await database.run('rollback');
			throw problem;
		});
		applied.push(name);
	}
	return applied;
}

if (import.meta.main) {
	const url = process.env['DATABASE_URL'];
	if (!url) {
		console.error('Set DATABASE_URL to the connection string of your database.');
		process.exit(1);
	}
	const database = await openDatabase(url, process.env['PG_PROXY']);
	const applied = await migrate(database);
	console.log(applied.length === 0 ? 'Nothing to apply.' : `Applied ${applied.join(', ')}.`);
	await database.close();
}
