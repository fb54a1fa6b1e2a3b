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
