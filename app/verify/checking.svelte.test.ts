import { expect, test } from 'vitest';
import { keyId } from '#sync/keys.ts';
import { fromBase64url } from '#sync/bytes.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import type { Checked } from './check-given.ts';
import { Checking, MOST_GIVEN } from './checking.svelte.ts';

const own = 'A'.repeat(43);
const other = `${'B'.repeat(42)}A`;
const keyOf = (publicKey: string): EdgeKey => ({ id: keyId(fromBase64url(publicKey)), publicKey });
const nothing: Checked = { kind: 'unknown' };
const settled = () => new Promise((done) => setTimeout(done, 0));

function world({
	published = () => Promise.resolve([keyOf(own)]),
	kept = null as string | null
} = {}) {
	const asked: { texts: readonly string[]; keys: string[] }[] = [];
	const answers: ((checked: Checked) => void)[] = [];
	const memory = new Map(kept === null ? [] : [['invigil-log-keys', kept]]);
	const checking = new Checking({
		check: (texts, keys) => {
			asked.push({ texts, keys: keys.map(({ publicKey }) => publicKey) });
			return new Promise((done) => answers.push(done));
		},
		published,
		memory: {
			getItem: (name) => memory.get(name) ?? null,
			setItem: (name, value) => void memory.set(name, value)
		}
	});
	return { checking, asked, answers, memory };
}

test('it is checked against what the installation publishes, and that is remembered for when there is no network', async () => {
	const { checking, asked, answers, memory } = world();
	await settled();
	expect([checking.keyText, checking.isOwnKey]).toEqual([own, true]);
	void checking.texts(['receipt']);
	expect([checking.state.step, asked]).toEqual(['checking', [{ texts: ['receipt'], keys: [own] }]]);
	answers[0]?.(nothing);
	await settled();
	expect(checking.state).toEqual({ step: 'done', checked: nothing });
	const away = world({
		published: () => Promise.reject(new Error('away')),
		kept: memory.get('invigil-log-keys') ?? ''
	});
	await settled();
	expect([away.checking.keyText, away.checking.isOwnKey]).toEqual([own, true]);
});

test('another key is checked against at once; what is no key is said and not used', async () => {
	const { checking, asked } = world();
	await settled();
	void checking.texts(['x']);
	checking.keyText = ` ${other}\n${own} `;
	void checking.keyChanged();
	expect(asked.at(-1)?.keys).toEqual([other, own]);
	expect([checking.isOwnKey, checking.isKeyWrong]).toEqual([false, false]);
	checking.keyText = 'no key';
	void checking.keyChanged();
	expect([checking.isKeyWrong, asked.length]).toEqual([true, 2]);
});

test('a key that somebody wrote is not replaced by one that arrives later', async () => {
	let publish: (keys: EdgeKey[]) => void = () => undefined;
	const { checking } = world({ published: () => new Promise((done) => (publish = done)) });
	checking.keyText = other;
	void checking.keyChanged();
	publish([keyOf(own)]);
	await settled();
	expect(checking.keyText).toBe(other);
});

test('what was given last is what is shown, whichever answer comes first', async () => {
	const { checking, answers } = world();
	await settled();
	void checking.texts(['first']);
	void checking.texts(['second']);
	answers[1]?.({ kind: 'key_missing' });
	await settled();
	answers[0]?.(nothing);
	await settled();
	expect(checking.state).toEqual({ step: 'done', checked: { kind: 'key_missing' } });
});

test('a file that cannot be read is said to be one', async () => {
	const { checking } = world();
	await checking.files([
		{ size: 9, text: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }
	]);
	expect(checking.state.step).toBe('unread');
});

test('attack: too many files, or too large ones, are refused before any is read', async () => {
	const { checking, asked } = world();
	await settled();
	let read = 0;
	const file = (size: number) => ({ size, text: async () => `${++read}` });
	await checking.files(Array.from({ length: MOST_GIVEN.files + 1 }, () => file(1)));
	expect([checking.state, read]).toEqual([{ step: 'too_much' }, 0]);
	await checking.files([file(MOST_GIVEN.bytes), file(1)]);
	expect([checking.state, read, asked]).toEqual([{ step: 'too_much' }, 0, []]);
	// Nothing is left that another key would be tried on.
	checking.keyText = other;
	await checking.keyChanged();
	expect(asked).toEqual([]);
	void checking.files(Array.from({ length: MOST_GIVEN.files }, () => file(1)));
	await settled();
	expect(asked.map(({ texts }) => texts.length)).toEqual([MOST_GIVEN.files]);
});
