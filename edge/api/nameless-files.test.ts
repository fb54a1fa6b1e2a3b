import { expect, test } from 'vitest';
import { uploadType } from '#sync/schema/file-receipt.ts';
import { responseValue } from '#sync/schema/response.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { withNamelessFiles } from './nameless-files.ts';

const nameless = (response: ResponseValue | null) => withNamelessFiles(response, (hash) => hash);

const file = (name: string, contentType: string, letter = 'a') => ({
	hash: letter.repeat(64),
	name,
	contentType,
	bytes: 10
});

test('while names are hidden, files are called by their place and type; all else of them stays', () => {
	const files = [
		file('A Student, essay.pdf', 'application/pdf', 'a'),
		file('A Student.jpeg', 'image/jpeg', 'b')
	];
	const named = nameless({ type: 'upload', files });
	expect(named).toEqual({
		type: 'upload',
		files: [
			{ ...files[0], name: 'file-1.pdf' },
			{ ...files[1], name: 'file-2.jpg' }
		]
	});
	expect(responseValue.safeParse(named).success).toBe(true);
});

test('attack: a name behind the dot, in the type, or instead of one gives nothing away', () => {
	const files = [
		file('essay.AStudent', 'application/pdf'),
		file('AStudent', 'application/AStudent'),
		file('essay.pdf', '__proto__')
	];
	const named = nameless({ type: 'upload', files });
	const names = named?.type === 'upload' ? named.files.map(({ name }) => name) : [];
	expect(names).toEqual(['file-1.pdf', 'file-2', 'file-3']);
});

test('every type that is taken has an ending of its own', () => {
	const files = uploadType.options.slice(0, 10).map((type) => file('x', type));
	const rest = uploadType.options.slice(10).map((type) => file('x', type));
	const endings = [files, rest].flatMap((some) => {
		const named = nameless({ type: 'upload', files: some });
		return named?.type === 'upload' ? named.files.map(({ name }) => name.split('.')[1]) : [];
	});
	expect(endings).not.toContain(undefined);
	expect(new Set(endings).size).toBe(uploadType.options.length);
});

test('answers without files, and none at all, stay as they are', () => {
	const essay = { type: 'essay', text: 'file.pdf' } as const;
	expect(nameless(essay)).toBe(essay);
	expect(nameless(null)).toBeNull();
});
