/** What the page is given when an attempt is opened. */
import { replay } from '#sync/responses.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Observation } from '#sync/schema/observation.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { LiveSession } from './live-session.ts';
import type { Notice, OpenedForm, Snapshot } from './session-events.ts';
import { STORE_OBSERVATIONS } from './store-facts.ts';

/** What the student left, as the log has it. */
export type RecordLeft = {
	responses: [item: string, value: ResponseValue][];
	recordedAt: [item: string, seq: number][];
	newestResponse: number;
	marked: string[];
	item: string | null;
	observations: number;
	stills: number;
	/** The newest of each that was recorded, in their order. */
	observed: Observation[];
	submit: number | null;
};
export type Begun = RecordLeft & {
	live: LiveSession;
	notices: Notice[];
	corrections: Notice[];
	damaged: Snapshot['damaged'];
	lost: Snapshot['lost'];
};

export function readRecord(entries: readonly Entry[]): RecordLeft {
	const responses = [...replay(entries)];
	const marked = new Set<string>();
	let item: string | null = null;
	let observations = 0;
	let stills = 0;
	const observed = new Map<number, Observation>();
	for (const { kind, data } of entries) {
		if (kind === 'navigation') {
			if (data.action === 'visit') item = data.item;
			else if (data.action === 'mark') marked.add(data.item);
			else marked.delete(data.item);
		}
		if (kind === 'media') stills++;
		if (kind === 'observation') observed.set(data.id, data);
		if (kind === 'observation' && data.id < STORE_OBSERVATIONS)
			observations = Math.max(observations, data.id + 1);
	}
	return {
		responses: responses.map(([id, { value }]) => [id, value]),
		recordedAt: responses.map(([id, { seq }]) => [id, seq]),
		newestResponse: Math.max(-1, ...responses.map(([, { seq }]) => seq)),
		marked: [...marked],
		item,
		observations,
		stills,
		observed: [...observed.values()],
		submit: submitOf(entries)
	};
}

/** The one that stands: the clock's may have been taken back. */
export function submitOf(entries: readonly Entry[]): number | null {
	const end = entries.findLast(({ kind }) => kind === 'submit' || kind === 'reopen');
	return end?.kind === 'submit' ? end.seq : null;
}

export function snapshotOf({ live, submit: _none, ...left }: Begun, form: OpenedForm): Snapshot {
	const { papers, lastReceipt } = live.log;
	const { handed } = live.row;
	const responses = [...new Map([...(handed?.responses ?? []), ...left.responses])];
	return {
		...form,
		...left,
		responses,
		handed: handed ? { answers: handed.responses.length, receivedAt: handed.receivedAt } : null,
		goesOnFrom: papers.ticket.previous !== undefined,
		session: papers.session,
		ticket: papers.ticket,
		receipted: lastReceipt?.receipt.seq ?? -1,
		clock: live.clock
	};
}
