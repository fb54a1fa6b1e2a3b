import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { Told } from '#app/api/asked.svelte.ts';
import { runOrSayWhy } from './conflict-words.ts';

const refused = (because?: string) => () =>
	Promise.reject(new ApiError('conflict', 'no', because ? { evidence: { because } } : {}));
const faster = () => 'Somebody was faster.';

test('what stands against it is said, and where nobody knows, that somebody was faster', async () => {
	const told = new Told();
	expect(await runOrSayWhy(told, refused('blind'), faster)).toBe(false);
	expect(told.problem).toBe('Names are still hidden. Close marking first.');
	await runOrSayWhy(told, refused('stale'), faster);
	expect(told.problem).toBe('Somebody was faster.');
	await runOrSayWhy(told, refused(), faster, { '': () => 'Mine.' });
	expect(told.problem).toBe('Mine.');
});

test('what is no conflict keeps its own sentence', async () => {
	const told = new Told();
	await runOrSayWhy(told, () => Promise.reject(new ApiError('unreachable', 'gone')), faster);
	expect(told.problem).not.toBe('Somebody was faster.');
	expect(await runOrSayWhy(told, async () => {}, faster)).toBe(true);
	expect(told.problem).toBe('');
});
