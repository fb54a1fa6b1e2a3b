import { expect, test } from 'vitest';
import { MOST_IMPORTED } from '#sync/schema/bank.ts';
import { keyApply, keyChange } from '#sync/schema/form-keys.ts';
import { markingAssignments, markSaves } from '#sync/schema/marking.ts';
import { bankExport, bankRead, MOST_READ } from '#sync/schema/question-export.ts';
import { rosterAddition } from '#sync/schema/roster.ts';
import { newSitting } from '#sync/schema/teaching.ts';
import { largestBody } from './largest-body.ts';

const id = '018f0000-0000-7000-8000-000000000000';
const bytes = (body: unknown) => new TextEncoder().encode(JSON.stringify(body)).length;

test('the largest mark that the schema takes is taken: strokes to the last number, and notes', () => {
	const strokes = Array.from({ length: 15 }, () => ({
		kind: 'stroke',
		colour: 'red',
		width: 0.004,
		points: Array.from({ length: 4_000 }, () => 0.12345678901234568)
	}));
	const notes = Array.from({ length: 285 }, () => ({
		kind: 'note',
		x: 0.5,
		y: 0.5,
		text: 'अ'.repeat(1_000)
	}));
	const mark = {
		points: 3,
		comment: 'अ'.repeat(10_000),
		scores: [],
		annotations: [...strokes, ...notes],
		done: true
	};
	const body = {
		saves: [{ save: id, script: id, item: 'essay', as: 'marker', revision: 0, mark }]
	};
	expect(markSaves.safeParse(body).error).toBeUndefined();
	expect(bytes(body)).toBeGreaterThan(2_000_000);
	expect(bytes(body)).toBeLessThan(largestBody(`/marking/sittings/${id}/marks`));
});

test('a roster of five thousand long lines is taken, in a schedule twice', () => {
	const long = (index: number) =>
		`${String(index).padStart(40, 'a')}@${'b'.repeat(60)}.${'c'.repeat(60)}.example`;
	const students = Array.from({ length: 5_000 }, (_, index) => long(index));
	const roster = {
		lines: students.map((email) => ({ email, group: 'ع'.repeat(100) }))
	};
	const sitting = {
		opensAt: 1,
		closesAt: 2,
		durationMs: 60_000,
		students,
		roster,
		teachers: [],
		proctors: []
	};
	expect(rosterAddition.safeParse(roster).error).toBeUndefined();
	expect(newSitting.safeParse(sitting).error).toBeUndefined();
	expect(bytes(roster)).toBeLessThan(largestBody('/teacher/roster/check'));
	expect(bytes(roster)).toBeLessThan(largestBody(`/sittings/${id}/roster`));
	expect(bytes(sitting)).toBeLessThan(largestBody(`/teacher/exams/${id}/sittings`));
});

test('one bank item may be changed by as much as it may be made with', () => {
	expect(largestBody(`/bank/items/${id}`)).toBe(largestBody('/bank/items'));
	expect(largestBody(`/bank/items/${id}`)).toBeGreaterThan(1_000_000);
});

test('keys after publishing: fifty rubrics in a script of three bytes a letter', () => {
	const criteria = Array.from({ length: 60 }, () => ({ text: 'अ'.repeat(2_000), points: 1 }));
	const solution = { type: 'essay', item: 'essay', rubric: 'अ'.repeat(20_000), criteria };
	const changes = Array.from({ length: 50 }, () => ({ kind: 'key', item: 'essay', solution }));
	const change = { version: 1, changes, replacePersons: false };
	const apply = { ...change, hash: 'a'.repeat(64), because: 'अ'.repeat(2_000) };
	expect(keyChange.safeParse(change).error).toBeUndefined();
	expect(keyApply.safeParse(apply).error).toBeUndefined();
	expect(bytes(apply)).toBeGreaterThan(10_000_000);
	expect(bytes(change)).toBeLessThan(largestBody(`/teacher/forms/${id}/keys/preview`));
	expect(bytes(apply)).toBeLessThan(largestBody(`/teacher/forms/${id}/keys/apply`));
});

test('as many questions as can be taken out at once, or read, and every question with all its markers', () => {
	const ids = (length: number) => Array.from({ length }, () => id);
	const taken = { ids: ids(MOST_IMPORTED), format: 'moodle_xml' };
	expect(bankExport.safeParse(taken).error).toBeUndefined();
	expect(bytes(taken)).toBeGreaterThan(65_536);
	expect(bytes(taken)).toBeLessThan(largestBody('/bank/exports'));
	const read = { ids: ids(MOST_READ) };
	expect(bankRead.safeParse(read).error).toBeUndefined();
	expect(bytes(read)).toBeLessThan(largestBody('/bank/items/read'));
	const items = Array.from({ length: 500 }, () => ({ item: 'i'.repeat(64), markers: ids(100) }));
	const assigned = { revision: 1, items };
	expect(markingAssignments.safeParse(assigned).error).toBeUndefined();
	expect(bytes(assigned)).toBeLessThan(largestBody(`/marking/sittings/${id}/assignments`));
});

test('attack: what looks like a route with a large body gets no large body', () => {
	for (const path of [
		'/auth/sign-in',
		`/sittings/${id}/roster/remove`,
		`/marking/sittings/${id}/marks/more`,
		`/marking/sittings/${id}/close`,
		`/x/marking/sittings/${id}/marks`,
		`/bank/items/${id}/more`,
		'/bank/items/read',
		'/bank/exports/more',
		`/teacher/forms/${id}/keys`,
		`/teacher/forms/${id}/keys/apply/more`
	])
		expect(largestBody(path)).toBe(65_536);
});
