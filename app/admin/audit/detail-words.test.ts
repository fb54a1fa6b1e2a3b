import { expect, test } from 'vitest';
import { detailText, shortId } from './row-words.ts';

test('the details of an entry are read as words; a code that is not known, and what is empty, are left as they are', () => {
	const detail = { reason: 'left', clientSecret: true, enabled: false, people: 1200, later: 'x' };
	expect(detailText({ ...detail, before: '', after: null })).toBe(
		'Reason: left · Client secret changed: yes · Switched on: no · People: 1,200 · later: x'
	);
	expect(detailText({ constructor: 'x' })).toBe('constructor: x');
});

test('codes are read as words, and what an import left alone is not counted', () => {
	expect(detailText({ add: 3, lock: 0, same: 2, refuse: 1 })).toBe(
		'Added: 3 · Already the same: 2 · Not imported: 1'
	);
	expect(detailText({ link: 'set_password', method: 'password_passkey' })).toBe(
		'Kind of link: to set a password · How: with password and passkey'
	);
	expect(detailText({ before: 'student', after: 'teacher,proctor' })).toBe(
		'Before: Student · Afterwards: Teacher and Proctor'
	);
	expect(detailText({ fields: 'email,retentionDays,later' })).toBe(
		'Changed: Email, Days that exams are kept, and later'
	);
	expect(detailText({ name: false, secondFactor: true })).toBe('Second factor: yes');
});

test('an id is shortened, a word is not', () => {
	expect(shortId('4e1b2c3d-0000-4000-8000-000000000000')).toBe('4e1b2c3d…');
	expect(shortId('token-keys')).toBe('token-keys');
});
