/**
 * Where an installation lies that has begun: migrated, with the demo's people and exam, and stopped. Made once for a run of tests
 * (begin-once.ts); a stack that goes on from a copy is up in half the time. Tests of the beginning itself say `begun: null`.
 */
export type Database = 'embedded' | 'postgres';

const variable = (database: Database) => `INVIGIL_TEST_BEGUN_${database.toUpperCase()}`;

/** null: nobody made one, so a stack begins anew. */
export const begunOn = (database: Database): string | null =>
	process.env[variable(database)] ?? null;

/** For this process and those it starts from now on. */
export const tellBegun = (database: Database, folder: string): void => {
	process.env[variable(database)] = folder;
};

/** Inside that folder. */
export const DATA = 'data';
export const SERVER = 'server';
