import { expect, test } from 'vitest';
import { readAddresses } from './addresses.ts';

test('addresses come one a line, separated, or as a mail program copies them', () => {
	const pasted =
		'a@school.example\nb@school.example, C@school.example;"Ada E" <ada@school.example>';
	expect(readAddresses(pasted)).toEqual({
		emails: ['a@school.example', 'b@school.example', 'c@school.example', 'ada@school.example'],
		bad: []
	});
});

test('each is invited once, however often and in whatever case it is there', () => {
	expect(readAddresses('a@school.example A@SCHOOL.example').emails).toEqual(['a@school.example']);
});

test('what is no address is named, not dropped', () => {
	expect(readAddresses('a@school.example\nboard\nx@y')).toEqual({
		emails: ['a@school.example'],
		bad: ['board', 'x@y']
	});
	expect(readAddresses(' \n , ; ')).toEqual({ emails: [], bad: [] });
});

test('a name with a comma in quotes is no second address', () => {
	expect(readAddresses('"Noor, of 2A" <noor@new.test>; ada@new.test')).toEqual({
		emails: ['noor@new.test', 'ada@new.test'],
		bad: []
	});
});
