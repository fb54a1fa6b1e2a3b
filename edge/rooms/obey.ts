/**
 * What the staff sent and a session's control log lacks is sealed into it, its device there or not. Only into the newest session of the
 * attempt, once that has begun: whoever went on elsewhere reads there.
 */
import { breaksUsedMs } from '#sync/breaks.ts';
import type { Bytes } from '#sync/bytes.ts';
import type { EdgeSigner } from '#sync/signed.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, encodeItems, updateFrame } from '#sync/yjs-wire.ts';
import type { GroupCommit } from './group-commit.ts';
import { itemsOf } from './items-of.ts';
import { controlEntriesOf } from './judge-attempt.ts';
import type { RoomStore, SessionRecord } from './room-store.ts';
import { sayAll } from './say-all.ts';
import { BROUGHT, toSay } from './to-say.ts';
import type { Before } from './to-say.ts';

export type ObeyDeps = {
	store: RoomStore;
	commits: GroupCommit;
	signer: () => Promise<EdgeSigner>;
	now: () => number;
};

/** null: nothing was lacking. Resolves after the commit; `frame` is for whoever is connected. */
export async function obey(
	record: SessionRecord,
	student: string,
	{ store, commits, signer, now }: ObeyDeps
): Promise<{ record: SessionRecord; frame: Bytes | null } | null> {
	const { attempt, session, log, control } = record;
	const sessions = store.sessionsOf(attempt);
	if (log.next === 0 || sessions.at(-1)?.session !== session) return null;
	const said = store.acts.saidIn(session);
	const sayings = toSay({
		acts: store.acts.of(record),
		said,
		student,
		submittedBy: log.submitted ? (log.submittedBy ?? 'student') : null,
		before: said.has(BROUGHT) ? null : before(store, sessions.at(-2)),
		openedAt: record.openedAt
	});
	if (sayings.length === 0) return null;
	const at = now();
	const all = await sayAll(record, sayings, { signer: await signer(), at });
	const { bytes, noted } = all;
	await commits.commit(() => {
		if (bytes) store.addSegment(session, 'control', control.segments, bytes, at);
		for (const { act, seq } of noted) store.acts.noteSaid(session, act, seq);
		store.saveSession(all.record);
	});
	const run = { client: CONTROL_CLIENT, root: CONTROL_ROOT, from: control.segments };
	const frame = bytes ? updateFrame(encodeItems({ ...run, items: [bytes] })) : null;
	return { record: all.record, frame };
}

function before(store: RoomStore, last: SessionRecord | undefined): Before | null {
	if (!last) return null;
	const control = controlEntriesOf(itemsOf(store, last.session, 'control', 0));
	const { breaks, lastT } = last.log;
	const breaksMs = breaks ? breaksUsedMs(breaks, lastT) : 0;
	return { control, said: store.acts.saidIn(last.session), breaksMs };
}
