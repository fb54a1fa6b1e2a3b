import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { BankAdd } from '../bank-api.ts';
import type { Imported } from '../import/report.ts';
import { Importing } from './importing.svelte.ts';

const hash = (n: number) => String(n).repeat(64);
const authored = (name: string, prompt = `${name}?`): AuthoredItem => ({
	name,
	item: { id: 'item', type: 'true_false', prompt, points: 1 },
	solution: null,
	feedback: null,
	category: [],
	tags: [],
	difficulty: null,
	language: null
});
const medium = (n: number) => ({
	hash: hash(n),
	name: `${n}.png`,
	contentType: 'image/png',
	bytes: 1,
	content: new Uint8Array([n])
});
const imported: Imported = {
	ok: true,
	report: {
		format: 'moodle_xml',
		broken: null,
		media: [medium(1), medium(2)],
		items: [
			{
				name: 'a',
				found: 'x',
				outcome: 'whole',
				authored: authored('a', `![A](media:${hash(1)})`)
			},
			{ name: 'b', found: 'x', outcome: 'left_out', reason: { code: 'malformed' } },
			{
				name: 'c',
				found: 'x',
				outcome: 'changed',
				changes: [],
				authored: authored('c', `![C](media:${hash(2)})`)
			}
		]
	}
};
const file = { name: 'bank.xml', size: 3, arrayBuffer: async () => new ArrayBuffer(3) };

function edge(refuse: () => Error | null = () => null) {
	const put: string[] = [];
	const added: BankAdd[] = [];
	return {
		put,
		added,
		putMedia: async (hash: string, name: string) => {
			put.push(name);
			return { hash, contentType: 'image/png', bytes: 1 };
		},
		add: async (body: BankAdd) => {
			const refusal = refuse();
			if (refusal) throw refusal;
			added.push(body);
			return { ids: [], added: body.items.length, known: 0 };
		}
	};
}
const reading = (answer: Promise<Imported>) => () => ({ imported: answer, cancel: () => {} });

test('only what was taken is added, with its own pictures and no others', async () => {
	const bank = edge();
	const importing = new Importing(bank, reading(Promise.resolve(imported)));
	await importing.choose(file);
	expect([...importing.taken]).toEqual([0, 2]);
	expect(bank.put).toEqual([]);
	importing.take([0], false);
	await importing.add(true, false);
	expect(bank.put).toEqual(['2.png']);
	expect(bank.added).toMatchObject([
		{ items: [{ name: 'c' }], shared: true, skipKnown: false, from: 'moodle_xml' }
	]);
	expect(importing.state).toMatchObject({ step: 'done', added: { added: 1 } });
});

test('a refusal leaves the report and what was chosen, so that it can be tried again', async () => {
	let down = true;
	const bank = edge(() => (down ? new ApiError('conflict', 'changed') : null));
	const importing = new Importing(bank, reading(Promise.resolve(imported)));
	await importing.choose(file);
	await importing.add(false, true);
	expect(importing.state.step).toBe('looking');
	expect(importing.trouble).toMatchObject({ kind: 'edge' });
	down = false;
	await importing.add(false, true);
	expect(importing.state.step).toBe('done');
});

test('a file that is refused, and a worker that breaks, lead back to choosing with a reason', async () => {
	const refused = new Importing(
		edge(),
		reading(Promise.resolve({ ok: false, refusal: { code: 'broken_xml', detail: '12' } }))
	);
	await refused.choose(file);
	expect([refused.state.step, refused.trouble]).toEqual([
		'choosing',
		{ kind: 'refused', refusal: { code: 'broken_xml', detail: '12' } }
	]);
	const broken = new Importing(edge(), reading(Promise.reject(new Error('out of memory'))));
	await broken.choose(file);
	expect([broken.state.step, broken.trouble]).toEqual(['choosing', { kind: 'unreadable' }]);
});

test('an answer that comes after the reading was cancelled, or of the file before, is nobody’s', async () => {
	let answer: (imported: Imported) => void = () => {};
	let cancelled = 0;
	const slow = new Importing(edge(), () => ({
		imported: new Promise<Imported>((done) => (answer = done)),
		cancel: () => void cancelled++
	}));
	const chosen = slow.choose(file);
	await Promise.resolve();
	await Promise.resolve();
	slow.again();
	answer(imported);
	await chosen;
	expect([slow.state.step, slow.taken.size, cancelled]).toEqual(['choosing', 0, 1]);
});
