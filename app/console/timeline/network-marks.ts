import type { Entry } from '#sync/schema/entry.ts';
import type { Backlog, Mark } from './model.ts';

type Place = { session: number; at(t: number): number; lastT: number };

/** An app that runs writes at least a heartbeat every 10 s; a longer silence means it did not run. */
export const SILENCE_MS = 30_000;

/** Stretches in which the device said it had no contact, from its heartbeats. */
export function offlineMarks(entries: readonly Entry[], place: Place): Mark[] {
	const marks: Mark[] = [];
	let from: Entry | null = null;
	const end = (t: number, open: boolean) => {
		if (from)
			marks.push({
				key: `${place.session}:n${from.seq}`,
				row: 'offline',
				from: place.at(from.t),
				to: place.at(t),
				open,
				entry: from.seq,
				session: place.session,
				fact: { kind: 'offline' }
			});
		from = null;
	};
	for (const entry of entries) {
		if (entry.kind !== 'heartbeat') continue;
		if (entry.data.online) end(entry.t, false);
		else from ??= entry;
	}
	end(place.lastT, true);
	return marks;
}

/** A heartbeat notices a loss so much later than the browser, at most. */
const NOTICED_MS = 10_000;

/**
 * Each loss of the network once, whoever noticed it: the browser (an observation), the connection (heartbeats), or both. `seen`: all
 * observations of the session; those of the network leave them. A mark that both made keeps the observation's place and name.
 */
export function lossesOnce(seen: readonly Mark[], beats: readonly Mark[]): Mark[] {
	const isLoss = ({ row }: Mark) => row === 'network_gone';
	const losses = [
		...seen.filter(isLoss).map((mark) => ({ mark, by: 'browser' })),
		...beats.map((mark) => ({ mark, by: 'connection' }))
	].sort((one, other) => one.mark.from - other.mark.from);
	const once: { mark: Mark; by: string; named: boolean }[] = [];
	for (const { mark, by } of losses) {
		const last = once.at(-1);
		const patience = last && last.by !== by ? NOTICED_MS : 0;
		if (!last || mark.from > last.mark.to + patience) {
			const own: Mark = { ...mark, row: 'offline', fact: { kind: 'offline' } };
			once.push({ mark: own, by, named: by === 'browser' });
			continue;
		}
		const named = !last.named && by === 'browser' ? { key: mark.key, entry: mark.entry } : {};
		const longest = mark.to >= last.mark.to ? { to: mark.to, open: mark.open } : {};
		last.mark = { ...last.mark, ...named, ...longest };
		last.named ||= by === 'browser';
		last.by = by;
	}
	return [...seen.filter((mark) => !isLoss(mark)), ...once.map(({ mark }) => mark)];
}

/** Stretches in which nothing at all was recorded. */
export function silenceMarks(entries: readonly Entry[], place: Place): Mark[] {
	const marks: Mark[] = [];
	let last: Entry | null = null;
	for (const entry of entries) {
		if (last && entry.t - last.t >= SILENCE_MS && last.kind !== 'submit')
			marks.push({
				key: `${place.session}:s${last.seq}`,
				row: 'silence',
				from: place.at(last.t),
				to: place.at(entry.t),
				open: false,
				entry: entry.seq,
				session: place.session,
				fact: { kind: 'silence' }
			});
		last = entry;
		if (entry.kind === 'submit') break;
	}
	return marks;
}

/** What a session recorded when, and up to which entry the edge had it when. */
export type Traffic = {
	recordedAt: readonly number[];
	receipts: readonly { at: number; upTo: number }[];
};

export const BACKLOG_EVERY_MS = 2000;

/** The most entries waiting for a receipt in each stretch; a spike shorter than a stretch is kept, never averaged away. */
export function backlogOf(
	sessions: readonly Traffic[],
	startedAt: number,
	length: number
): Backlog {
	const waiting = new Uint32Array(Math.max(1, Math.ceil(length / BACKLOG_EVERY_MS)));
	const bucket = (at: number) =>
		Math.min(waiting.length - 1, Math.max(0, Math.floor((at - startedAt) / BACKLOG_EVERY_MS)));
	for (const { recordedAt, receipts } of sessions) {
		const own = new Uint32Array(waiting.length);
		const received = [...receipts].sort((a, b) => a.at - b.at);
		let covered = 0;
		let next = 0;
		let filled = 0;
		let level = 0;
		const rise = (at: number, value: number) => {
			const index = bucket(at);
			for (; filled < index; filled++) own[filled + 1] = level;
			own[index] = Math.max(own[index] ?? 0, value);
			level = value;
		};
		for (let count = 0; count < recordedAt.length || next < received.length;) {
			const receipt = received[next];
			const recorded = recordedAt[count];
			if (receipt && (recorded === undefined || receipt.at < recorded)) {
				covered = Math.max(covered, receipt.upTo + 1);
				rise(receipt.at, Math.max(0, count - covered));
				next++;
			} else {
				count++;
				rise(recorded ?? 0, Math.max(0, count - covered));
			}
		}
		for (; filled < own.length - 1; filled++) own[filled + 1] = level;
		for (let index = 0; index < own.length; index++)
			waiting[index] = (waiting[index] ?? 0) + (own[index] ?? 0);
	}
	return { every: BACKLOG_EVERY_MS, waiting, most: waiting.reduce((a, b) => Math.max(a, b), 0) };
}
