/** What counts of an attempt under a decision: entries of its sessions, and the responses that stand in them. Pure. */
import { replay } from '../responses.ts';
import type { SignedStand, Stand } from '../schema/decision.ts';
import type { SeenSession } from '../schema/held.ts';
import type { Entry } from '../schema/entry.ts';
import type { ResponseValue } from '../schema/response.ts';
import type { Branch } from './branches.ts';

/** As the edge has it. Oldest first, wherever there are several. */
export type HeldLog = {
	session: string;
	entries: readonly Entry[];
	/** The head after each entry, hex. */
	heads: readonly string[];
	/** No two have the same name. */
	branches: readonly Branch[];
	/** There are others than these, too many to be read. */
	moreBranches: boolean;
};

export type StandingResponse = {
	session: string;
	item: string;
	value: ResponseValue;
	seq: number;
	revisions: number;
	wall: number;
};

/** All that came, of each session the log that the edge had received first. */
export const allOf = (logs: readonly HeldLog[]): Stand[] =>
	logs.map(({ session, entries }) => ({ session, upTo: entries.length - 1 }));

/** Why these cannot be decided on; null: they can. */
export function problemOf(
	logs: readonly HeldLog[],
	stands: readonly Stand[]
): 'no_such_session' | 'session_twice' | 'no_such_branch' | 'no_such_entry' | null {
	if (new Set(stands.map(({ session }) => session)).size < stands.length) return 'session_twice';
	for (const stand of stands) {
		const log = logs.find(({ session }) => session === stand.session);
		if (!log) return 'no_such_session';
		const branch = chosen(log, stand);
		if (!branch) return 'no_such_branch';
		if (stand.upTo >= branch.entries.length) return 'no_such_entry';
	}
	return null;
}

const chosen = (log: HeldLog, { branch }: Stand): Pick<HeldLog, 'entries' | 'heads'> | undefined =>
	branch === undefined ? log : log.branches.find(({ name }) => name === branch);

/** With the heads, which pin it to the very entries. `stands` fit the logs. */
export const pinned = (logs: readonly HeldLog[], stands: readonly Stand[]): SignedStand[] =>
	logs.flatMap((log) => {
		const stand = stands.find(({ session }) => session === log.session);
		const known = log.entries.length;
		const knownBranches = log.branches.map(({ name }) => name);
		if (!stand) return [{ session: log.session, upTo: -1, head: null, known, knownBranches }];
		const head = chosen(log, stand)?.heads[stand.upTo] ?? null;
		return [{ ...stand, head, known, knownBranches }];
	});

/** Did whoever saw so much see all the work that there is? Signs of life and what was observed go on meanwhile. */
export const isAsSeen = (logs: readonly HeldLog[], seen: readonly SeenSession[]): boolean =>
	logs.length === seen.length &&
	logs.every(({ session, entries, branches }) => {
		const shown = seen.find((one) => one.session === session);
		if (!shown || shown.entries > entries.length) return false;
		const names = new Set(shown.branches);
		return (
			names.size === branches.length &&
			branches.every(({ name }) => names.has(name)) &&
			!entries
				.slice(shown.entries)
				.some(({ kind }) => kind === 'response' || kind === 'submit' || kind === 'reopen')
		);
	});

/** Is there a branch that was not there when these were decided on? */
export const hasOtherBranch = (
	branches: Iterable<{ session: string; name: string }>,
	stands: readonly Pick<SignedStand, 'session' | 'knownBranches'>[]
): boolean => {
	const known = new Map(stands.map((one) => [one.session, new Set(one.knownBranches)]));
	return [...branches].some(({ session, name }) => !known.get(session)?.has(name));
};

/** Of each session by itself. */
export function responsesIn(
	logs: readonly HeldLog[],
	stands: readonly Stand[]
): StandingResponse[] {
	return logs.flatMap((log) => {
		const stand = stands.find(({ session }) => session === log.session);
		const entries = stand && chosen(log, stand)?.entries;
		if (!stand || !entries) return [];
		const responses = replay(entries.slice(0, stand.upTo + 1));
		return [...responses].map(([item, { value, seq, wall, history }]) => ({
			session: log.session,
			item,
			value,
			seq,
			wall,
			revisions: history.length
		}));
	});
}

/** By item: of several devices, the one opened last that has a response counts. */
export const countingOf = (
	logs: readonly HeldLog[],
	stands: readonly Stand[]
): Map<string, StandingResponse> =>
	new Map(responsesIn(logs, stands).map((response) => [response.item, response]));
