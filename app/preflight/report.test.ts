import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import { reportName, reportText } from './report.ts';

const report = {
	title: 'Report of the checks before the exam',
	exam: 'Physics',
	made: 'Made today',
	checks: [
		{ title: 'Storage', verdict: 'pass' as const, text: '5 GB free.' },
		{ title: 'Camera', verdict: 'warn' as const, text: '' }
	],
	seen: [{ title: 'Camera', text: 'It is too dark.' }]
};

test('every check stands in the report with its verdict in words, and what the models see', () => {
	overwriteGetLocale(() => 'en');
	expect(reportText(report)).toBe(
		[
			'Report of the checks before the exam',
			'Physics',
			'Made today',
			'',
			'Storage: Passed',
			'  5 GB free.',
			'Camera: Warning',
			'',
			'Camera: It is too dark.',
			''
		].join('\n')
	);
	overwriteGetLocale(() => 'fr');
	expect(reportText({ ...report, seen: [] })).toContain('Storage: Réussi');
});

test('the file is named by its day', () => {
	expect(reportName(new Date(2026, 4, 5))).toBe('checks-2026-05-05.txt');
});
