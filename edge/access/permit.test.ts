import { expect, test } from 'vitest';
import { permit } from './permit.ts';
import type { Asker } from './permit.ts';

const student: Asker = { id: 's1', institution: 'i1', roles: ['student'] };
const teacher: Asker = { id: 't1', institution: 'i1', roles: ['teacher'] };
const proctor: Asker = { id: 'p1', institution: 'i1', roles: ['proctor'] };
const admin: Asker = { id: 'a1', institution: 'i1', roles: ['admin'] };
const sitting = { institution: 'i1', staff: ['t1', 'p1'] };

test('a student sits only the attempts that are theirs', () => {
	const own = { student: 's1', institution: 'i1' };
	expect(permit(student, { to: 'sit_attempt', attempt: own })).toBe(true);
	expect(permit(student, { to: 'sit_attempt', attempt: { ...own, student: 's2' } })).toBe(false);
	expect(permit(student, { to: 'sit_attempt', attempt: { ...own, institution: 'i2' } })).toBe(
		false
	);
	expect(permit(teacher, { to: 'sit_attempt', attempt: { ...own, student: 't1' } })).toBe(false);
});

test('only the staff of a sitting watch it and read its records', () => {
	for (const to of ['watch_sitting', 'read_record'] as const) {
		expect(permit(teacher, { to, sitting })).toBe(true);
		expect(permit(proctor, { to, sitting })).toBe(true);
		expect(permit(admin, { to, sitting })).toBe(false);
		expect(permit(student, { to, sitting: { ...sitting, staff: ['s1'] } })).toBe(false);
		expect(permit(teacher, { to, sitting: { ...sitting, staff: [] } })).toBe(false);
		expect(permit(teacher, { to, sitting: { ...sitting, institution: 'i2' } })).toBe(false);
	}
});

test('a proctor supervises and does not read marks', () => {
	expect(permit(teacher, { to: 'read_results', sitting })).toBe(true);
	expect(permit(proctor, { to: 'read_results', sitting })).toBe(false);
});

const exam = { institution: 'i1', owner: 't1', granted: [] };

test('a teacher uses their own exams, and another’s as far as it was granted', () => {
	const other: Asker = { ...teacher, id: 't2' };
	for (const permission of ['view', 'edit', 'analytics', 'mark'] as const) {
		expect(permit(teacher, { to: 'use_exam', exam, permission })).toBe(true);
		expect(permit(other, { to: 'use_exam', exam, permission })).toBe(false);
		const shared = { ...exam, granted: ['view' as const] };
		expect(permit(other, { to: 'use_exam', exam: shared, permission })).toBe(permission === 'view');
		const elsewhere = { ...shared, institution: 'i2' };
		expect(permit(other, { to: 'use_exam', exam: elsewhere, permission })).toBe(false);
		expect(permit(proctor, { to: 'use_exam', exam: shared, permission })).toBe(false);
	}
	expect(permit(teacher, { to: 'share_exam', exam })).toBe(true);
	expect(permit(other, { to: 'share_exam', exam: { ...exam, granted: ['edit'] } })).toBe(false);
});

test('an admin has the people of their institution, and nobody’s work', () => {
	expect(permit(admin, { to: 'administer', institution: 'i1' })).toBe(true);
	expect(permit(admin, { to: 'administer', institution: 'i2' })).toBe(false);
	expect(permit(teacher, { to: 'administer', institution: 'i1' })).toBe(false);
	const student = { institution: 'i1', taughtByAsker: true };
	expect(permit(admin, { to: 'see_student', student })).toBe(false);
	expect(permit(teacher, { to: 'see_student', student })).toBe(true);
	expect(permit(proctor, { to: 'see_student', student })).toBe(false);
	expect(
		permit(teacher, { to: 'see_student', student: { ...student, taughtByAsker: false } })
	).toBe(false);
});

test('who plans a sitting and is on its staff grants something to one student of it; a proctor does not', () => {
	const planned = { ...sitting, mayChange: true };
	const to = 'grant_at_sitting';
	expect(permit(teacher, { to, sitting: planned })).toBe(true);
	for (const other of [
		{ ...planned, mayChange: false },
		{ ...planned, staff: [] },
		{ ...planned, institution: 'i2' }
	])
		expect(permit(teacher, { to, sitting: other })).toBe(false);
	for (const asker of [proctor, admin, student])
		expect(permit(asker, { to, sitting: { ...planned, staff: [asker.id] } })).toBe(false);
});

test('one person with several roles may what each of them may', () => {
	const both: Asker = { ...teacher, roles: ['teacher', 'admin'] };
	expect(permit(both, { to: 'administer', institution: 'i1' })).toBe(true);
	expect(permit(both, { to: 'teach' })).toBe(true);
	expect(permit(student, { to: 'keep_passkeys' })).toBe(false);
});
