/** Work that waits for a person: brought days late, or as two histories of one device. */
import type { ResponseValue } from '#sync/schema/response.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import { heldCase, type SeenSession } from '#sync/schema/held.ts';
import type { EdgeClient } from './edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from './edge-device.ts';
import type { DevicePapers } from './edge-device.ts';
import type { EdgeStack } from './edge-stack.ts';

const DAY_MS = 86_400_000;
export type Answered = { item: string; value: ResponseValue };

/** As if the sitting had closed ten days ago, with the ticket that the edge would have made then. */
async function oldPapers(
	stack: EdgeStack,
	email: string,
	sitting: string | null
): Promise<DevicePapers> {
	const papers = await fetchPapersOf(stack.origin, email, sitting);
	const now = Date.now();
	const old = {
		...papers.ticket,
		issuedAt: now - 12 * DAY_MS,
		opensAt: now - 11 * DAY_MS,
		closesAt: now - 10 * DAY_MS,
		expiresAt: now - 5 * DAY_MS
	};
	const signed = await issueTicket(old, await stack.signer());
	const opened = await openTicket(signed, papers.keys);
	if (!opened.ok) throw new Error(opened.refusal.code);
	return { ...papers, signed, ticket: opened.ticket, ticketHash: opened.hash };
}

/** Entry 0 is `open`, the answers follow, then the hand-in. */
export async function bringLate(
	stack: EdgeStack,
	email: string,
	sitting: string | null,
	answers: readonly Answered[]
): Promise<EdgeDevice> {
	const papers = await oldPapers(stack, email, sitting);
	const device = EdgeDevice.create(papers, { now: () => Date.now() - 10.5 * DAY_MS });
	await device.open();
	for (const data of answers) await device.write({ kind: 'response', data });
	const total = answers.length;
	const { seq } = await device.write({ kind: 'submit', data: { total, by: 'student' } });
	device.connect();
	await device.untilReceipted(seq);
	device.disconnect();
	return device;
}

/** Both go on from `shared`; the edge hears `first` before `second`. */
export async function bringFork(
	stack: EdgeStack,
	email: string,
	sitting: string | null,
	{ shared, first, second }: Record<'shared' | 'first' | 'second', readonly Answered[]>
): Promise<EdgeDevice> {
	const device = EdgeDevice.create(await fetchPapersOf(stack.origin, email, sitting)).connect();
	await device.open();
	for (const data of shared) await device.write({ kind: 'response', data });
	await device.untilReceipted(device.log.nextSeq - 1);
	device.disconnect();
	const copy = await device.copied();
	for (const [own, answers] of [
		[device, first],
		[copy, second]
	] as const) {
		for (const data of answers) await own.write({ kind: 'response', data });
		await own.write({ kind: 'submit', data: { total: answers.length, by: 'student' } });
	}
	device.connect();
	await device.untilReceipted(device.log.nextSeq - 1);
	device.disconnect();
	copy.connect();
	await until(() => copy.refused.some(({ refusal }) => refusal.code === 'fork'), 20_000);
	copy.disconnect();
	return device;
}

/** What a teacher is shown of an attempt, as a decision names it. */
export async function seenBy(teacher: EdgeClient, attempt: string): Promise<SeenSession[]> {
	const { sessions } = heldCase.parse((await teacher.ask('GET', `/attempts/${attempt}/held`)).body);
	return sessions.map(({ session, entries, branches }) => ({
		session,
		entries,
		branches: branches.map(({ branch }) => branch)
	}));
}
