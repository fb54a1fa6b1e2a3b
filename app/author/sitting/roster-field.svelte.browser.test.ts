import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { SittingApi } from '../sitting-api.ts';
import RosterField from './RosterField.svelte';

/** Everybody is a student but those who are not known. */
function show(text: string) {
	const asked: unknown[] = [];
	const check = (lines: readonly { email?: string }[]) => {
		asked.push(lines);
		return Promise.resolve(
			lines.map(({ email }) => (email?.startsWith('nobody') ? 'unknown' : 'found'))
		);
	};
	const props = $state({
		api: { check } as unknown as SittingApi,
		label: 'Students',
		text,
		tried: false
	});
	mounted(RosterField, props);
	return { props, asked };
}

const lookUp = () => page.getByRole('button', { name: 'Look these students up' }).click();
const lines = () => [...document.querySelectorAll('.names li')].map((line) => line.textContent);

test('who was found, who is not known and what was not understood are each named as typed', async () => {
	show('ada@b.test\nJan Novak\nnobody@b.test');
	await lookUp();
	await expect.element(page.getByText(/^Found: 1/)).toBeVisible();
	expect(lines()).toEqual(['ada@b.test', 'Jan Novak', 'nobody@b.test']);
	await expect.element(page.getByText(/^Not understood: 1/)).toBeVisible();
});

test('lines of which none is understood are said too, and nobody is asked about them', async () => {
	const { asked } = show('Jan Novak');
	await lookUp();
	expect(lines()).toEqual(['Jan Novak']);
	expect(asked).toEqual([]);
});

test('a table without addresses is one sentence that names its columns', async () => {
	show('First name,Groups\nJan,A');
	await expect
		.element(page.getByText(/The columns are: “First name” and “Groups”\.$/))
		.toBeVisible();
	await expect.element(page.getByText('Students in the list: 0')).toBeVisible();
});

test('columns that are not used are named', async () => {
	show('First name,Email address\nJan,jan@b.test');
	await expect
		.element(page.getByText('Other columns in the list, which are not needed: First name.'))
		.toBeVisible();
});

test('who is not known is left out, and it is said what can be done', async () => {
	show('ada@b.test\nnobody@b.test');
	await lookUp();
	await expect.element(page.getByText(/Ask an admin to invite them/)).toBeVisible();
	await expect.element(page.getByRole('button', { name: 'Copy the unknown' })).toBeVisible();
});

const csv = (name: string, text: string) => new File([text], name, { type: 'text/csv' });
const chooseFiles = (...files: File[]) =>
	page.getByLabelText('Take the list from a file').upload(files);

test('a register without a student says which file and version it is, and nothing is left of the file before', async () => {
	show('');
	await chooseFiles(csv('list.csv', 'email\nada@b.test\n'));
	await expect.element(page.getByText(/^Found: 1/)).toBeVisible();
	await chooseFiles(
		csv('manifest.csv', 'propertyName,value\noneroster.version,1.2\n'),
		csv('users.csv', 'sourcedId,status,email\nu1,active,ada@b.test\n')
	);
	await expect
		.element(
			page.getByText(
				'manifest.csv and users.csv: No student could be read from this OneRoster 1.2 export.'
			)
		)
		.toBeVisible();
	await expect.element(page.getByText(/^Found: 1/)).not.toBeInTheDocument();
});
