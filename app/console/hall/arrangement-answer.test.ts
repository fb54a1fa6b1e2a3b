import { expect, test } from 'vitest';
import {
	arrangementAnswer,
	arrangementReasons,
	nothingArranged
} from '#sync/schema/arrangement.ts';
import { answerOf, suggested } from './arrangement-answer.ts';

test('what the student named is offered, and nothing besides', () => {
	expect(suggested('camera')).toEqual({ ...nothingArranged, noCamera: true });
	expect(suggested('person_beside')).toEqual({ ...nothingArranged, secondPerson: true });
	expect(suggested('place')).toEqual(nothingArranged);
	for (const reason of arrangementReasons)
		expect(Object.values(suggested(reason)).filter((each) => each).length).toBeLessThan(2);
});

test('an answer switches something off or says something, and passes the border as it is', () => {
	expect(answerOf(nothingArranged, '  ')).toBeNull();
	expect(answerOf(nothingArranged, ' Come to room 4. ')).toEqual({
		granted: null,
		words: 'Come to room 4.'
	});
	const agreed = answerOf(suggested('camera'), '');
	expect(arrangementAnswer.parse(agreed)).toEqual(agreed);
	expect(arrangementAnswer.safeParse({ granted: nothingArranged, words: 'x' }).success).toBe(false);
	expect(arrangementAnswer.safeParse({ granted: null, words: ' ' }).success).toBe(false);
});
