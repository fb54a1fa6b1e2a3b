/** Sealed copies of a device's work, and somebody of the staff who brings them in. */
import { sealCopy } from '#sync/copy/sealed-copy.ts';
import type { CopiedSession } from '#sync/copy/content.ts';
import type { Bytes } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import { copyReport } from '#sync/schema/copy.ts';
import type { CopyReport } from '#sync/schema/copy.ts';
import type { Answer, EdgeClient } from './edge-client.ts';
import type { DevicePapers, EdgeDevice } from './edge-device.ts';

export async function sessionOf(device: EdgeDevice): Promise<CopiedSession> {
	const { session, papers, log } = device;
	return { session, ticket: papers.signed, segments: await log.sealedSoFar() };
}

/** To the key of the ticket, as the app does it. */
export function sealFor(
	{ ticket }: Pick<DevicePapers, 'ticket'>,
	sessions: readonly CopiedSession[],
	named: Partial<Record<'sitting' | 'attempt', string>> = {}
): Promise<Bytes> {
	const { sitting, attempt, copyKey } = ticket;
	if (!copyKey) throw new Error('the ticket has no key for copies');
	return sealCopy({ sitting, attempt, ...named }, sessions, copyKey);
}

export const copyOf = async (device: EdgeDevice): Promise<Bytes> =>
	sealFor(device.papers, [await sessionOf(device)]);

export function sendCopy(
	client: EdgeClient,
	sitting: string,
	file: Bytes,
	hash = sha256Hex(file)
): Promise<Answer> {
	return client.ask('PUT', `/sittings/${sitting}/copies/${hash}`, {
		body: file,
		headers: { 'content-type': 'application/octet-stream' }
	});
}

export async function bring(client: EdgeClient, sitting: string, file: Bytes): Promise<CopyReport> {
	const answer = await sendCopy(client, sitting, file);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return copyReport.parse(answer.body);
}
