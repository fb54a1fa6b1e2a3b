/**
 * The permission matrix: every operation of the OpenAPI document × everybody who could ask. What is expected stands in one table
 * (permission-table.ts); an operation that is missing there, or is there and nowhere else, fails.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { EdgeClient } from '../support/edge-client.ts';
import { expected } from './permission-table.ts';
import { askers, makeWorld, requestsOf } from './permission-world.ts';
import type { Asked, AskerName, World } from './permission-world.ts';

type Listed = { id: string; method: string; path: string };
const document = z.object({
	paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() })))
});

let stack: EdgeStack;
let world: World;
let listed: Listed[];
beforeAll(async () => {
	stack = await startEdge();
	world = await makeWorld(stack);
	const answer = await new EdgeClient(stack.origin).ask('GET', '/openapi.json');
	listed = Object.entries(document.parse(answer.body).paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { operationId }]) => ({ id: operationId, method, path }))
	);
});
afterAll(() => stack.dispose());

async function statusFor(who: AskerName, { method, path }: Listed, asked: Asked): Promise<number> {
	const client = asked.fresh ? await world.fresh(who) : world.clients.get(who);
	if (!client) throw new Error(`no ${who}`);
	const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
		encodeURIComponent(asked.params?.[name] ?? '')
	);
	const { status } = await client.ask(method.toUpperCase(), filled + (asked.query ?? ''), {
		...(asked.body !== undefined && { body: asked.body }),
		// Each from an address of its own: what is measured here is who may, not how often.
		headers: { 'CF-Connecting-IP': `198.51.100.${askers.indexOf(who) + 1}`, ...asked.headers }
	});
	return status;
}

test('every operation stands in the table, and nothing else does', () => {
	expect(listed.map(({ id }) => id).sort()).toEqual(Object.keys(expected).sort());
	expect(Object.keys(requestsOf(world, 'nobody')).sort()).toEqual(Object.keys(expected).sort());
});

test('everybody gets what the table says, operation by operation', async () => {
	const wrong: string[] = [];
	for (const operation of listed) {
		const row = expected[operation.id];
		if (!row) continue;
		const got: number[] = [];
		for (const who of askers)
			got.push(await statusFor(who, operation, requestsOf(world, who)[operation.id] ?? {}));
		const cells = askers.map((who) => row[who]);
		if (JSON.stringify(got) !== JSON.stringify(cells))
			wrong.push(`${operation.id.padEnd(28)}| ${got.join(' | ')}   expected ${cells.join(' | ')}`);
	}
	expect(wrong).toEqual([]);
}, 900_000);
