/** The edge signs for what has been committed. Resolves after the receipt itself is; only then may the frame go out. */
import type { Bytes } from '#sync/bytes.ts';
import { sealControl } from '#sync/control-log.ts';
import { signEdge } from '#sync/keys.ts';
import { issueReceipt } from '#sync/receipt.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, encodeItems, updateFrame } from '#sync/yjs-wire.ts';
import type { ObeyDeps } from './obey.ts';
import type { SessionRecord } from './room-store.ts';

export async function sealReceipt(
	before: SessionRecord,
	{ store, commits, signer: ask, now }: ObeyDeps
): Promise<{ record: SessionRecord; frame: Bytes }> {
	const { log, control, attempt } = before;
	const signer = await ask();
	const at = Math.max(now(), control.lastAt);
	const receipt = await issueReceipt(
		{ version: 1, attempt, session: log.session, seq: log.next - 1, head: log.head, at },
		signer
	);
	const sealed = await sealControl(control, [{ kind: 'receipt', data: { receipt } }], {
		at,
		sign: (bytes) => signEdge(signer.privateKey, bytes)
	});
	const owes = { ...before.owes, receipt: false };
	const record = { ...before, control: sealed.state, owes };
	await commits.commit(() => {
		store.addSegment(log.session, 'control', control.segments, sealed.bytes, at);
		store.saveSession(record);
		const { next, head } = sealed.state;
		store.heads.note(attempt, {
			session: log.session,
			seq: log.next - 1,
			head: log.head,
			control: { seq: next - 1, head }
		});
	});
	const run = { client: CONTROL_CLIENT, root: CONTROL_ROOT, from: control.segments };
	return { record, frame: updateFrame(encodeItems({ ...run, items: [sealed.bytes] })) };
}
