import { expect, test } from 'vitest';
import { carryOver, OpenFields } from './open-fields.svelte.ts';

const opened = { shows: { marks: true, answers: false }, until: 'May', markers: ['ada'] };

test('what was changed here goes onto what is there now, the rest is as it is there', () => {
	const here = { ...opened, shows: { marks: true, answers: true }, markers: ['ada', 'ben'] };
	const there = { shows: { marks: false, answers: false }, until: 'June', markers: ['eve'] };
	expect(carryOver(opened, here, there)).toEqual({
		shows: { marks: false, answers: true },
		until: 'June',
		markers: ['ada', 'ben']
	});
});

test('the same state again is no change, and another one is said until it is opened anew', () => {
	const open = new OpenFields(opened);
	open.fields.until = 'July';
	open.meanwhile({ ...opened });
	expect([open.changed, open.fields.until]).toEqual([false, 'July']);
	open.meanwhile({ ...opened, until: 'June', markers: [] });
	expect([open.changed, open.fields.until, open.fields.markers]).toEqual([true, 'July', []]);
	open.open(opened);
	expect([open.changed, open.fields.until]).toEqual([false, 'May']);
});

test('what was changed back after the news stays as it was changed', () => {
	const open = new OpenFields({ pass: '50', step: '1' });
	open.meanwhile({ pass: '60', step: '1' });
	open.fields.pass = '50';
	open.meanwhile({ pass: '60', step: '0.5' });
	expect(open.fields).toEqual({ pass: '50', step: '0.5' });
});
