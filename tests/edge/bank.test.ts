/** The bank of items: what goes in comes out, to those it is for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '#sync/hash.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { bankAdded, bankItem, bankPage } from '#sync/schema/bank.ts';
import { codeOf } from '../support/accounts.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { trueFalse } from '../support/items.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let colleague: EdgeClient;
let elsewhere: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		const other = crypto.randomUUID();
		await query("insert into institutions (id, name) values ($1, 'Other School')", [other]);
		for (const [email, institution] of [
			['colleague@demo.test', null],
			['teacher@other.test', other]
		])
			await query(
				`with fresh as (insert into users (id, institution_id, email, name, roles, email_verified_at)
					select gen_random_uuid(), coalesce($2::uuid, u.institution_id), $1, 'A Colleague', '{teacher}', now() from users u
					where u.email = 'admin@demo.test' returning id)
				insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`,
				[email, institution]
			);
	});
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	colleague = await signedIn(stack.origin, 'colleague@demo.test');
	elsewhere = await signedIn(stack.origin, 'teacher@other.test');
});
afterAll(() => stack.dispose());

async function add(client: EdgeClient, items: AuthoredItem[], shared = false) {
	const body = { items, shared, skipKnown: true, from: 'test' };
	const answer = await client.ask('POST', '/bank/items', { body });
	expect(answer.status).toBe(201);
	return bankAdded.parse(answer.body);
}
const search = async (client: EdgeClient, query: string) =>
	bankPage.parse((await client.ask('GET', `/bank/items?${query}`)).body);
const found = async (client: EdgeClient, text: string) =>
	(await search(client, `search=${encodeURIComponent(text)}`)).items.map(({ name }) => name);
const shown = async (client: EdgeClient, id: string, version = '') =>
	bankItem.parse((await client.ask('GET', `/bank/items/${id}${version}`)).body);

test('what was added comes back whole; the same words a second time are known, whatever they are called', async () => {
	const one: AuthoredItem = {
		...trueFalse('Ice'),
		feedback: { item: 'item', general: 'Less dense than water.' },
		category: ['Physics', 'Water'],
		tags: ['states'],
		difficulty: 'easy',
		language: 'en'
	};
	const { ids, added } = await add(teacher, [one]);
	expect(added).toBe(1);
	const item = await shown(teacher, ids[0] ?? '');
	expect(item.authored).toEqual(one);
	expect(item).toMatchObject({ version: 1, mine: true, shared: false, duplicates: [] });
	const again = await add(teacher, [{ ...one, name: 'Frozen' }, trueFalse('New')]);
	expect(again).toMatchObject({ added: 1, known: 1, ids: [null, expect.any(String)] });
});

test('one’s own are nobody else’s until shared; of another institution never', async () => {
	const { ids } = await add(teacher, [trueFalse('Private thing'), trueFalse('Common thing')]);
	const [mine = '', common = ''] = ids as string[];
	expect(await found(colleague, 'thing')).toEqual([]);
	const filed = await teacher.ask('PATCH', '/bank/items', {
		body: { ids: [common], shared: true }
	});
	expect(filed.body).toEqual({ changed: 1 });
	expect(await found(colleague, 'thing')).toEqual(['Common thing']);
	expect(await shown(colleague, common)).toMatchObject({ mine: false, ownerName: 'Demo Teacher' });
	expect((await colleague.ask('GET', `/bank/items/${mine}`)).status).toBe(404);
	for (const id of [mine, common])
		expect((await elsewhere.ask('GET', `/bank/items/${id}`)).status).toBe(404);
	expect(await found(elsewhere, 'thing')).toEqual([]);
});

test('attack: a colleague cannot change, file or put away what is only shared with them', async () => {
	const { ids } = await add(teacher, [trueFalse('Shared and safe')], true);
	const [id = ''] = ids as string[];
	const changed = await colleague.ask('PUT', `/bank/items/${id}`, {
		body: { authored: trueFalse('Mine now'), base: 1 }
	});
	expect(changed.status).toBe(404);
	const filed = await colleague.ask('PATCH', '/bank/items', {
		body: { ids: [id], archived: true, addTags: ['taken'] }
	});
	expect(filed.body).toEqual({ changed: 0 });
	expect((await shown(teacher, id)).authored.name).toBe('Shared and safe');
});

test('no item gets more tags than one may have, however often it is filed', async () => {
	const { ids } = await add(teacher, [trueFalse('Tagged')]);
	for (const half of [0, 1]) {
		const addTags = Array.from({ length: 40 }, (_, n) => `tag ${half * 40 + n}`);
		await teacher.ask('PATCH', '/bank/items', { body: { ids, addTags } });
	}
	const [found] = (await search(teacher, 'search=tagged')).items;
	expect(found?.tags).toHaveLength(50);
});

test('a change is a new version; the old one stays; whoever started from an old one is told', async () => {
	const { ids } = await add(teacher, [trueFalse('Draft', 'Is water wet?')]);
	const [id = ''] = ids as string[];
	const change = (prompt: string, base: number) =>
		teacher.ask('PUT', `/bank/items/${id}`, {
			body: { authored: trueFalse('Draft', prompt), base }
		});
	expect((await change('Is ice wet?', 1)).body).toEqual({ version: 2 });
	const late = await change('Is steam wet?', 1);
	expect([late.status, codeOf(late)]).toEqual([409, 'conflict']);
	const now = await shown(teacher, id);
	expect(now.authored.item.prompt).toBe('Is ice wet?');
	expect(now.versions.map(({ version }) => version)).toEqual([2, 1]);
	expect((await shown(teacher, id, '?version=1')).authored.item.prompt).toBe('Is water wet?');
	expect(await found(teacher, 'is ice wet')).toEqual(['Draft']);
	expect(await found(teacher, 'is water wet')).toEqual([]);
});

test('search finds words in any order, options, tags, and formulas however they are spaced', async () => {
	const formula: AuthoredItem = {
		...trueFalse('Parabola'),
		item: {
			id: 'item',
			type: 'single_choice',
			prompt: 'Which is the vertex of $y = x^{2} - 4x + 7$?',
			points: 1,
			options: [
				{ id: 'a', text: 'The Zürich point' },
				{ id: 'b', text: '100% \\_nothing\\_' }
			],
			shuffle: true
		},
		solution: { type: 'single_choice', item: 'item', correct: 'a' },
		tags: ['Quadratics']
	};
	await add(teacher, [formula]);
	for (const words of [
		'vertex parabola',
		'zürich',
		'ZÜRICH',
		'quadratics',
		'x^{2}-4x',
		'$y = x^{2}$',
		'100% _nothing_'
	])
		expect([words, await found(teacher, words)]).toEqual([words, ['Parabola']]);
	for (const words of ['x^{3}', '1000%', 'nothing at all', "'; drop table bank_items; --"])
		expect([words, await found(teacher, words)]).toEqual([words, []]);
});

test('pages: each item once, the newest first', async () => {
	await add(
		colleague,
		Array.from({ length: 7 }, (_, n) => trueFalse(`Page ${n}`))
	);
	const names: string[] = [];
	let after = '';
	for (let page = 0; page < 4; page++) {
		const { items, next, total } = await search(colleague, `from=mine&limit=3${after}`);
		expect(total).toBe(7);
		names.push(...items.map(({ name }) => name));
		if (!next) break;
		after = `&after=${encodeURIComponent(next)}`;
	}
	expect(names.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `Page ${n}`));
});

test('a picture is kept once by its hash; an item with one that was not uploaded does not land, nor do its neighbours', async () => {
	const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
	const hash = sha256Hex(png);
	const put = (client: EdgeClient, bytes: Uint8Array, name = hash) =>
		client.ask('PUT', `/bank/media/${name}`, { body: bytes });
	const withPicture = trueFalse('Pictured', `![A dot](media:${hash}) Is it round?`);
	const body = {
		items: [trueFalse('Neighbour'), withPicture],
		shared: true,
		skipKnown: false,
		from: 'test'
	};
	const early = await teacher.ask('POST', '/bank/items', { body });
	expect([early.status, codeOf(early)]).toEqual([409, 'conflict']);
	expect(await found(teacher, 'neighbour')).toEqual([]);
	expect((await put(teacher, png, '0'.repeat(64))).status).toBe(400);
	expect((await put(teacher, png)).body).toEqual({ hash, contentType: 'image/png', bytes: 11 });
	expect((await put(teacher, png)).status).toBe(200);
	expect((await teacher.ask('POST', '/bank/items', { body })).status).toBe(201);
	expect((await colleague.ask('GET', `/bank/media/${hash}`)).status).toBe(200);
	expect((await elsewhere.ask('GET', `/bank/media/${hash}`)).status).toBe(404);
});

test('attack: a page of HTML is no picture, whatever it says', async () => {
	const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
	const put = await teacher.ask('PUT', `/bank/media/${sha256Hex(page)}`, { body: page });
	expect([put.status, codeOf(put)]).toEqual([400, 'invalid_request']);
});

test('ten thousand items land at once or not at all', async () => {
	const items = Array.from({ length: 10_000 }, (_, n) => trueFalse(`Many ${n}`));
	const { added } = await add(elsewhere, items);
	expect(added).toBe(10_000);
	expect((await search(elsewhere, 'search=many&limit=1')).total).toBe(10_000);
	const tooMany = await elsewhere.ask('POST', '/bank/items', {
		body: {
			items: [...items, trueFalse('One more')],
			shared: false,
			skipKnown: false,
			from: 'test'
		}
	});
	expect(tooMany.status).toBe(400);
});
