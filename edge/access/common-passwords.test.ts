import { expect, test } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';

const known = {
	email: 'noor.haddad@school.test',
	name: 'Noor Haddad',
	institution: 'Riverside Gymnasium'
};
const common = (password: string) => isCommonPassword(password, known);

test.each([
	'password123',
	'Password2024!',
	'P@ssw0rd123',
	'my-password',
	'passwordpassword',
	'qwertyuiop',
	'qwerty12345',
	'Qwertz123456',
	'azertyuiop',
	'1q2w3e4r5t',
	'1qaz2wsx3edc',
	'zxcvbnm123',
	'welcome2024',
	'letmein12345',
	'iloveyou123',
	'i l o v e y o u',
	'Contraseña1',
	'motdepasse12',
	'correct horse battery staple'
])('refused, as one of the well-known: %s', (password) => {
	expect(common(password)).toBe(true);
});

test.each([
	'aaaaaaaaaa',
	'1111111111',
	'1234567890',
	'0987654321',
	'abcdefghij',
	'abcabcabcabc',
	'121212121212',
	'abcd1234abcd1234',
	'!@#$%^&*()',
	'..........',
	'aaaaabbbbbccccc',
	'१११११११११११'
])('refused, as a pattern: %s', (password) => {
	expect(common(password)).toBe(true);
});

test.each([
	'noor.haddad1',
	'HaddadNoor99',
	'noorhaddad2024',
	'riversidegymnasium',
	'Riverside2025!',
	'n00r.h4dd4d',
	'haddad-haddad',
	'haddad-password'
])('refused, as made of what is known of the person: %s', (password) => {
	expect(common(password)).toBe(true);
});

test.each([
	'a long password',
	'my own password',
	'three plain words together',
	'something quite new',
	'long enough 1',
	'tangerine-lamp-otter',
	'vK9#qLw2!xZp',
	'mjq7tznp4w',
	'#^&*(!@%)$+_',
	'Noor likes cold rivers',
	'the dragon eats seven pears',
	'नदी किनारे पुराना पेड़',
	'بيت صغير قرب البحر'
])('taken: %s', (password) => {
	expect(common(password)).toBe(false);
});

test('what is known of somebody else refuses nothing', () => {
	const other = { email: 'x@school.test', name: 'X Y', institution: '' };
	expect(isCommonPassword('riversidegymnasium', other)).toBe(false);
});
