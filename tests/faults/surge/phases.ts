/** What a crowd does at once: starts, and comes back. Everybody as one person would: who is asked to wait, waits and asks again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CrowdStudent } from '../../support/crowd.ts';
import type { EdgeStack } from '../../support/edge-stack.ts';
import type { CrowdDevice } from './crowd-device.ts';

export interface Started {
	/** From the press of the button to the receipt of the log's first entry. */
	ms: number;
	/** How often it was asked to come again. */
	again: number;
}

const PATIENCE_MS = 180_000;

/** The key for the form, as the page asks for it; then the socket, and the first entry. */
export async function start(stack: EdgeStack, one: CrowdDevice, afterMs: number): Promise<Started> {
	await sleep(afterMs);
	const began = performance.now();
	const again = await askKey(one.student);
	one.connect(stack.origin);
	await one.device.open();
	await one.device.untilReceipted(0, PATIENCE_MS);
	return { ms: performance.now() - began, again };
}

async function askKey({ papers, bearer }: CrowdStudent): Promise<number> {
	const { client, attempt, signed } = papers;
	for (let again = 0; ; again++) {
		const answer = await client.ask('POST', `/attempts/${attempt.id}/key`, {
			body: { ticket: signed },
			headers: { authorization: `Bearer ${bearer}` }
		});
		if (answer.status === 200) return again;
		const wait = Number(answer.headers.get('retry-after') ?? NaN);
		const polite = (answer.status === 429 || answer.status === 503) && wait > 0;
		if (!polite || again > 10)
			throw new Error(`the key: answered ${answer.status} ${JSON.stringify(answer.body)}`);
		await sleep(wait * 1000 * (1 + Math.random()));
	}
}

/** Until all that it wrote without a network is signed for. Milliseconds. */
export async function reconnect(stack: EdgeStack, one: CrowdDevice, ms: number): Promise<number> {
	const began = performance.now();
	const { device } = one;
	one.connect(stack.origin);
	await device.untilReceipted(device.log.nextSeq - 1, ms);
	return performance.now() - began;
}

/** Somebody who goes on working meanwhile: how long each answer took to be received, until told to stop. */
export async function workOn({ device }: CrowdDevice, stopped: () => boolean): Promise<number[]> {
	const took: number[] = [];
	while (!stopped()) {
		const began = performance.now();
		const { seq } = await device.write({
			kind: 'navigation',
			data: { item: 'item-1', action: 'visit' }
		});
		await device.untilReceipted(seq, PATIENCE_MS);
		took.push(performance.now() - began);
		await sleep(500);
	}
	return took;
}
