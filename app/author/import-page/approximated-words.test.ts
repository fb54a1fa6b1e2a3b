import { expect, test } from 'vitest';
import { approximatedText } from './approximated-words.ts';

test('how many sets of numbers were taken is a sentence, and one set means the same for everybody', () => {
	expect(approximatedText('1 / 3')).toBe(
		'Of 3 sets of numbers only the first is taken: every student gets the same numbers.'
	);
	expect(approximatedText('100 / 250')).toContain('100 of 250');
});

test.each(['attachments', 'ddmarker', 'selectcount 2', '\\*', 'tolerancetype 3'])(
	'%s is said in words',
	(detail) => {
		expect(approximatedText(detail)).not.toContain(detail);
	}
);

test('what there are no words for is said to be what the file calls it', () => {
	expect(approximatedText('somethingElse')).toBe('In the file: somethingElse');
});
