import { expect, test } from 'vitest';
import { SittingSheet } from './sitting-sheet.svelte.ts';

test('what was typed is still there when the form is looked at again', () => {
	const sheet = new SittingSheet();
	sheet.name('Algebra');
	sheet.fields.students = 'ada@school.test';
	sheet.fields.minutes = 45;
	sheet.attempts = { attemptsAllowed: 3, attemptCounts: 'best' };
	sheet.name('Algebra');
	expect(sheet.fields).toMatchObject({ students: 'ada@school.test', minutes: 45 });
	expect(sheet.attempts.attemptsAllowed).toBe(3);
});

test("the sitting has the exam's title, also a later one, until another is written", () => {
	const sheet = new SittingSheet();
	sheet.name('Algebra');
	sheet.name('Algebra I');
	expect(sheet.fields.title).toBe('Algebra I');
	sheet.fields.title = 'Second date';
	sheet.name('Algebra II');
	expect(sheet.fields.title).toBe('Second date');
});

test('another sitting begins with an empty form that has the title', () => {
	const sheet = new SittingSheet();
	sheet.name('Algebra');
	Object.assign(sheet.fields, { title: 'First', students: 'ada@school.test' });
	sheet.tried = true;
	sheet.anew();
	expect(sheet.fields).toMatchObject({ title: 'Algebra', students: '' });
	expect(sheet.tried).toBe(false);
});
