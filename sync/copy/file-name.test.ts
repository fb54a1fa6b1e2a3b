import { expect, test } from 'vitest';
import { copyFileName, reportFileName, shortCode } from './file-name.ts';

const attempt = '7f3e2d1c-0b9a-4877-a665-544332211000';
const at = new Date(2026, 4, 3, 9, 5).getTime();

test('a copy is named by its exam, the attempt’s short code and the minute', () => {
	expect(shortCode(attempt)).toBe('7F3E-2D1C');
	expect(copyFileName('Biology 1', attempt, at)).toBe(
		'Biology 1 7F3E-2D1C 2026-05-03 09.05.invigil'
	);
	expect(reportFileName(attempt, at)).toBe('Invigil 7F3E-2D1C 2026-05-03 09.05.json');
});

test('titles in any script stay readable, and what no file system takes is left out', () => {
	expect(copyFileName('علم الأحياء', attempt, at)).toMatch(/^علم الأحياء 7F3E/);
	expect(copyFileName('..\\a/b:c*?"<>|\n\u202e d.', attempt, at)).toMatch(/^a b c d 7F3E/);
	expect(copyFileName('///', attempt, at)).toMatch(/^Invigil 7F3E/);
	expect(copyFileName('😀'.repeat(200), attempt, at)).toMatch(/^(😀){60} 7F3E/u);
});
