/** What an admin does in a browser: people found, changed, locked and imported, and all of it in the audit log. */
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { apiClient } from '../support/http.ts';
import { findings, settled } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { signIn } from '../support/student.ts';

const csv = [
	'name,email,roles,external_id,cohort',
	'Ada Example,ada@new.test,teacher;proctor,e-1,',
	'Nobody Reachable,,student,e-2,',
	'Noor Example,noor@new.test,student,e-3,2026-A'
].join('\n');
const profiles = [createProfile(), createProfile()] as const;
let stack: Stack;
let browser: Chromium;
let other: Chromium;
let page: Chromium['page'];
let seen: Watched;

beforeAll(async () => {
	stack = await startStack();
	[browser, other] = await Promise.all([launchChromium(profiles[0]), launchChromium(profiles[1])]);
	({ page } = browser);
	seen = await watchPage(browser.context, stack.origin);
	await signIn(page, stack.origin, 'admin@demo.test');
	await page.waitForURL(/\/console\/people$/);
});
afterAll(async () => {
	await Promise.all([browser, other].map((each) => each?.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const open = (path: string) => page.goto(`${stack.origin}/console/${path}`);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const toast = (text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor();

async function openPerson(name: string) {
	await open('people');
	await page.getByRole('searchbox').fill(name);
	await page.getByRole('status').filter({ hasText: '1 person' }).waitFor();
	await page.getByRole('link', { name }).click();
	await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('an admin begins with the people, and a proctor is shown no way there', async () => {
	const parts = page.getByRole('navigation', { name: 'Parts of the console' });
	expect(await parts.getByRole('link').allInnerTexts()).toEqual([
		'People',
		'Audit log',
		'Settings'
	]);
	await signIn(other.page, stack.origin, 'proctor@demo.test');
	await other.page.waitForURL(/\/console$/);
	await other.page.getByRole('link', { name: /Reading the world/ }).waitFor();
	expect(await other.page.getByRole('link', { name: 'People' }).count()).toBe(0);
	await other.page.goto(`${stack.origin}/console/people`);
	await other.page.getByRole('alert').filter({ hasText: 'not open to your account' }).waitFor();
	// No tools that lead to nothing.
	expect(await other.page.getByRole('main').getByRole('button').count()).toBe(0);
});

test('a person is found by part of a name while it is typed, and the way back finds the same list', async () => {
	await open('people');
	await page.getByRole('searchbox').pressSequentially('tudent tw');
	await page.getByRole('status').filter({ hasText: '1 person' }).waitFor();
	await row('Student Two').waitFor();
	await page.getByRole('link', { name: 'Student Two' }).click();
	await page.getByRole('heading', { level: 1, name: 'Student Two' }).waitFor();
	await page.goBack();
	await page.getByRole('status').filter({ hasText: '1 person' }).waitFor();
	expect(await page.getByRole('searchbox').inputValue()).toBe('tudent tw');
	await page.getByLabel('Role').selectOption('teacher');
	await page.getByText('Nobody matches').waitFor();
	await button('Show everybody').click();
	await page.getByRole('status').filter({ hasText: '6 people' }).waitFor();
});

test('a changed role holds from the person’s next request on, without signing in again', async () => {
	const teacher = await apiClient(stack.origin, 'teacher@demo.test');
	await openPerson('Demo Proctor');
	await page.getByRole('checkbox', { name: 'Admin' }).check();
	await button('Save').click();
	await toast('Roles saved');
	await other.page.goto(`${stack.origin}/console`);
	await other.page.getByRole('link', { name: 'People' }).click();
	await other.page.getByRole('link', { name: 'Demo Teacher' }).click();
	await other.page.getByRole('checkbox', { name: 'Proctor' }).check();
	await other.page.getByRole('button', { name: 'Save' }).click();
	await other.page.getByRole('log').getByText('Roles saved').waitFor();
	// A token that says less than the database is no good any more: its bearer fetches another.
	await expect(teacher.get('/sittings')).rejects.toThrow('401');
});

test('a person is mailed the link they need', async () => {
	await openPerson('Student Two');
	await button('Mail a link').click();
	await toast('Mailed a link to set a password');
});

test('nobody locks themselves out', async () => {
	await openPerson('Demo Admin');
	expect(await button('Lock account').isDisabled()).toBe(true);
	expect(await page.getByRole('checkbox', { name: 'Admin' }).isDisabled()).toBe(true);
});

test('a locked person’s next request is refused, and an unlocked one signs in again', async () => {
	const student = await apiClient(stack.origin, 'student3@demo.test');
	await student.get('/attempts');
	await openPerson('Student Three');
	await button('Lock account').click();
	const dialog = page.getByRole('alertdialog', { name: 'Lock Student Three?' });
	await dialog.getByText('It is never lost.').waitFor();
	await dialog.getByRole('button', { name: 'Lock now' }).click();
	await dialog.getByText('Write a reason.').waitFor();
	await dialog.getByRole('textbox', { name: 'Reason' }).fill('Lent the account to somebody');
	await dialog.getByRole('button', { name: 'Lock now' }).click();
	await page.getByText('This account is locked').waitFor();
	await expect(student.get('/attempts')).rejects.toThrow('401');
	await expect(apiClient(stack.origin, 'student3@demo.test')).rejects.toThrow(/40[13]/);
	await page.getByText('Lent the account to somebody').waitFor();
	await button('Unlock').click();
	await button('Lock account').waitFor();
	await apiClient(stack.origin, 'student3@demo.test');
});

describe('an import', () => {
	const choose = async (name: string, mimeType: string, bytes: string | Uint8Array) => {
		await open('people/import');
		await page
			.getByLabel('Choose files')
			.and(page.locator('input'))
			.setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
		await page.getByRole('heading', { name: 'What would change' }).waitFor();
	};
	const people = async (search: string) =>
		(await apiClient(stack.origin, 'admin@demo.test')).get(`/admin/users?search=${search}`);

	test('shows what would change, and changes nothing before it is applied', async () => {
		await choose('people.csv', 'text/csv', csv);
		await page.getByRole('heading', { name: 'Add: 2' }).waitFor();
		await page.getByRole('heading', { name: 'Not imported: 1' }).waitFor();
		await row('Nobody Reachable').filter({ hasText: 'No email address' }).waitFor();
		expect(await people('new.test')).toMatchObject({ total: 0 });
		await page.getByText('2 new people have no password').waitFor();
		const links = page.getByRole('checkbox', { name: 'Mail each of them a link' });
		expect(await links.isChecked()).toBe(true);
		await button('Apply 2 changes').click();
		await page.getByRole('status').filter({ hasText: 'Imported' }).waitFor();
		await page.getByRole('status').filter({ hasText: '2 mails sent' }).waitFor();
		expect(await people('new.test')).toMatchObject({ total: 2 });
	});
	test('whose preview offers to send mails has nothing that axe finds', async () => {
		const others = csv.replaceAll('new.test', 'newer.test').replaceAll('e-', 'f-');
		await open('people/import');
		// In whatever language.
		const ready = async () => {
			const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(others) };
			await page.locator('input[type=file]').setInputFiles(file);
			await page.getByRole('main').getByRole('checkbox').waitFor();
		};
		expect(await findings(page, ready)).toEqual([]);
	});
	test('of the same file again finds everything the same', async () => {
		await choose('people.csv', 'text/csv', csv);
		await page.getByRole('heading', { name: 'Already the same: 2' }).waitFor();
		await page.getByText('There is nothing to apply').waitFor();
		expect(await button(/^Apply/).count()).toBe(0);
	});
	test('of a OneRoster export is unpacked in the browser', async () => {
		const users = [
			'sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,email',
			'u-1,,true,o-1,student,lin,Lin,Example,lin@new.test'
		].join('\n');
		const entries = {
			'orgs.csv': 'sourcedId,name\no-1,Demo',
			'users.csv': users,
			'readme.txt': '…'
		};
		const zip = zipSync(
			Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))
		);
		await choose('export.zip', 'application/zip', zip);
		await page.getByRole('heading', { name: 'Add: 1' }).waitFor();
		await row('lin@new.test').filter({ hasText: 'Lin Example' }).waitFor();
	});
});

test('what was done is in the audit log, which holds together and can be taken away', async () => {
	await open('audit');
	await page.getByLabel('Action').selectOption('locked');
	await row('Lent the account to somebody').filter({ hasText: 'Student Three' }).waitFor();
	await expect.poll(() => page.getByRole('row').count()).toBe(2);
	await page.getByRole('button', { name: /Details of entry/ }).click();
	const dialog = page.getByRole('dialog', { name: /^Entry/ });
	await dialog.getByText(/^[0-9a-f]{64}$/).waitFor();
	await dialog.getByRole('button', { name: 'Close' }).click();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		button('Export as NDJSON').click()
	]);
	expect(download.suggestedFilename()).toBe('audit-log.ndjson');
	await button('Check the chain').click();
	await page.getByRole('status').filter({ hasText: 'The chain holds.' }).waitFor();
});

test('settings are kept, and what is wrong is said before anything is sent', async () => {
	await open('settings');
	const days = page.getByRole('textbox', { name: 'Days that exams are kept' });
	await days.fill('4000');
	await button('Save').click();
	await page.getByText('Write a whole number from 1 to 3650.').waitFor();
	await days.fill('30');
	await button('Save').click();
	await toast('Settings saved');
	await page.reload();
	await expect.poll(() => days.inputValue()).toBe('30');
	await button('Rotate signing keys').click();
	await button('Rotate now').click();
	await page.getByRole('status').filter({ hasText: 'New tokens are signed with key' }).waitFor();
	await page.reload();
	await expect.poll(() => days.inputValue()).toBe('30');
});

describe('axe finds nothing', () => {
	const pages = ['people', 'people/import', 'audit', 'settings'];
	test.each(pages)('on %s', async (path) => {
		await open(path);
		expect(await findings(page, settled(page))).toEqual([]);
	});
	test('on a person', async () => {
		await openPerson('Student One');
		expect(await findings(page, settled(page))).toEqual([]);
	});
	test('in the dialog of an invitation', async () => {
		await open('people');
		const invite = async () => {
			await page.getByRole('main').getByRole('button').nth(0).click();
			await page.getByRole('dialog').waitFor();
		};
		expect(await findings(page, invite)).toEqual([]);
	});
});

test('nothing foreign was fetched, no rule of the pages was broken and nothing failed', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
