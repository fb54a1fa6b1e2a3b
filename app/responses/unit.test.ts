import { expect, test } from 'vitest';
import { unitBeside } from './unit.ts';

test('a number is shown with the unit of its item', () => {
	expect(unitBeside('3.96', 'm/s')).toBe('m/s');
	expect(unitBeside('3.96', undefined)).toBeNull();
});

test('a unit that the student typed is not shown twice', () => {
	for (const typed of ['3.96 m/s', '3.96m/s', '3.96 m / s', '-3,96e2 m/s ', '3.96 m⁄s'])
		expect(unitBeside(typed, 'm/s')).toBeNull();
	expect(unitBeside('9.81 m/s^2', 'm/s²')).toBeNull();
	expect(unitBeside('12 µg', 'μg')).toBeNull();
});

test('another unit than the item’s stands alone, as it was typed', () => {
	expect(unitBeside('16,67 m/s', 'km/h')).toBeNull();
	expect(unitBeside('٣٫٩٦ km', 'm/s')).toBeNull();
	expect(unitBeside('5 MW', 'mW')).toBeNull();
	expect(unitBeside('64 cm²', 'm²')).toBeNull();
	expect(unitBeside('20 %', 'g')).toBeNull();
});

test('what is a number alone, however it is written, is shown with the unit', () => {
	for (const typed of ['1/2', '1 000,5', '-3,96e2', '2^3', '१२'])
		expect(unitBeside(typed, 'm')).toBe('m');
});
