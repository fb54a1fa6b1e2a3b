import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { ImportAnswer, ImportRequest } from '../admin-api.ts';
import { Importing } from './importing.svelte.ts';

const answer = (digest: string, applied = false): ImportAnswer => ({
	format: 'csv',
	rows: [],
	counts: { add: 1, change: 0, same: 0, refuse: 0, lock: 0 },
	digest,
	applied,
	mails: { withoutPassword: 1, addresses: 0, owed: 0 }
});
const refused = (because: string) => new ApiError('conflict', 'refused', { evidence: { because } });
const files = [new File(['name,email\n'], 'people.csv')];

function edge(answers: (ImportAnswer | Error)[]) {
	const asked: ImportRequest[] = [];
	const api = {
		import: async (request: ImportRequest) => {
			asked.push(request);
			const next = answers.shift();
			if (next instanceof Error) throw next;
			if (!next) throw new Error('asked too often');
			return next;
		}
	};
	return { asked, importing: new Importing(api) };
}

test('choosing files only asks what would change; applying names the preview that was looked at', async () => {
	const { asked, importing } = edge([answer('d1'), answer('d1', true)]);
	await importing.choose(files);
	expect(asked).toEqual([{ files: [{ name: 'people.csv', text: 'name,email\n' }] }]);
	await importing.apply(true);
	expect(asked[1]).toMatchObject({ apply: 'd1', sendLinks: true });
	expect(importing.state).toMatchObject({ step: 'done', answer: { applied: true } });
	await importing.apply(false);
	expect(asked).toHaveLength(2);
});

test('when people have changed meanwhile nothing is applied and the new preview is shown', async () => {
	const { asked, importing } = edge([answer('d1'), refused('changed_meanwhile'), answer('d2')]);
	await importing.choose(files);
	await importing.apply(false);
	expect(importing.state).toMatchObject({ step: 'looking', answer: { digest: 'd2' } });
	expect(importing.trouble).toEqual({ kind: 'content', problem: 'changed_meanwhile' });
	expect(asked[2]).not.toHaveProperty('apply');
});

test('no network while applying leaves the preview, to be applied again', async () => {
	const { importing } = edge([answer('d1'), new ApiError('unreachable', 'away')]);
	await importing.choose(files);
	await importing.apply(false);
	expect(importing.state).toMatchObject({ step: 'looking', answer: { digest: 'd1' } });
	expect(importing.trouble?.kind).toBe('edge');
});

test('what is wrong with the files, or in them, leads back to choosing', async () => {
	const { asked, importing } = edge([refused('no_heading')]);
	await importing.choose([new File(['x'], 'people.pdf')]);
	expect(importing.trouble).toEqual({ kind: 'files', problem: { code: 'no_csv' } });
	expect(asked).toEqual([]);
	await importing.choose(files);
	expect(importing.trouble).toEqual({ kind: 'content', problem: 'no_heading' });
	expect(importing.state.step).toBe('choosing');
});
