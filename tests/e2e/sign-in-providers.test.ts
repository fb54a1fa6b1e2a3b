/** An admin lets people in with accounts from elsewhere, and one comes in that way: in a browser, with a real OpenID provider. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { apiClient } from '../support/http.ts';
import { findings, settled } from '../support/looks.ts';
import { startOidcProvider, type OidcServer } from '../support/oidc-provider.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { signIn } from '../support/student.ts';
import { openAccount, signOut } from '../support/visitor.ts';

const profile = createProfile();
let stack: Stack;
let provider: OidcServer;
let browser: Chromium;
let page: Chromium['page'];

beforeAll(async () => {
	[stack, provider] = await Promise.all([startStack(), startOidcProvider()]);
	browser = await launchChromium(profile);
	({ page } = browser);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	await provider?.close();
	deleteProfile(profile);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

test('an admin adds a provider; what cannot be one is said at its field', async () => {
	await signIn(page, stack.origin, 'admin@demo.test');
	await page.waitForURL(/\/console\/people$/);
	await page.goto(`${stack.origin}/console/settings`);
	await button('Add a provider').click();
	await field('Issuer address').fill('http://elsewhere.example');
	await button('Add it').click();
	await page.getByText('Write an address that begins with https://.').waitFor();
	await field('Name on the button').fill('School portal');
	await field('Issuer address').fill('http://127.0.0.1:1');
	await field('Client ID').fill(provider.clientId);
	await button('Add it').click();
	await page.getByText('No provider answers at this address').waitFor();
	expect(await field('Issuer address').getAttribute('aria-invalid')).toBe('true');
	expect(await field('Issuer address').evaluate((one) => one === document.activeElement)).toBe(
		true
	);
	await field('Issuer address').fill(provider.issuer);
	await page.getByLabel('Client secret').fill('not-the-secret');
	await button('Add it').click();
	const panel = page.getByRole('region', { name: 'Accounts from elsewhere' });
	const address = panel.locator('dd').filter({ hasText: '/callback' });
	await address.waitFor();
	provider.serve((await address.innerText()).trim());
	await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await button('Copy the redirect address of School portal').click();
	await page.getByRole('log').getByText('Redirect address copied').waitFor();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
		(await address.innerText()).trim()
	);
	expect(await page.content()).not.toContain('not-the-secret');
	expect(await findings(page, settled(page))).toEqual([]);
	const openedAndRefused = async () => {
		await settled(page)();
		await page.locator('button:has(.lucide-plus)').click();
		await page.locator('input[type=url]').fill('http://elsewhere.example');
		await page.keyboard.press('Enter');
		await page.locator('input[type=url][aria-invalid=true]').waitFor();
	};
	expect(await findings(page, openedAndRefused)).toEqual([]);
	await openAccount(page, stack.origin);
	await signOut(page);
});

test('with a wrong secret nobody comes in; an admin writes the right one, which is never shown', async () => {
	provider.become({ sub: 'portal-7', email: 'teacher@demo.test', emailVerified: true });
	await page.goto(stack.origin);
	await page.getByRole('link', { name: /School portal/ }).click();
	await page.getByRole('alert').waitFor();
	await signIn(page, stack.origin, 'admin@demo.test');
	await page.waitForURL(/\/console\/people$/);
	await page.goto(`${stack.origin}/console/settings`);
	await button('Change School portal').click();
	expect(await page.getByLabel('Client secret').inputValue()).toBe('');
	await field('Name on the button').fill('The school portal');
	await page.getByLabel('Client secret').fill(provider.clientSecret);
	await button('Save it').click();
	await button('Change The school portal').waitFor();
	expect(await page.content()).not.toContain(provider.clientSecret);
	await openAccount(page, stack.origin);
	await signOut(page);
});

test('a person comes in with it, joined to their account by the confirmed address, and may unlink it', async () => {
	provider.become({ sub: 'portal-7', email: 'teacher@demo.test', emailVerified: true });
	await page.goto(`${stack.origin}/console/sittings/none-yet`);
	await page.getByRole('link', { name: /The school portal/ }).click();
	// Where one wanted to go before signing in.
	await page.waitForURL(/\/console\/sittings\/none-yet$/);
	await openAccount(page, stack.origin);
	await button(`Remove ${new URL(provider.issuer).host}`).click();
	await page.getByText('None linked.').waitFor();
	await signOut(page);
});

test('whom the provider does not vouch for does not come in, and is told', async () => {
	provider.become({ sub: 'portal-8', email: 'admin@demo.test', emailVerified: false });
	await page.goto(stack.origin);
	await page.getByRole('link', { name: /The school portal/ }).click();
	await page.getByRole('alert').waitFor();
	expect(new URL(page.url()).pathname).toBe('/');
});

test('switched off, it is not offered any more; removed, it is gone', async () => {
	const admin = await apiClient(stack.origin, 'admin@demo.test');
	await signIn(page, stack.origin, 'admin@demo.test');
	await page.waitForURL(/\/console\/people$/);
	await page.goto(`${stack.origin}/console/settings`);
	await button('Switch off The school portal').click();
	await button('Switch on The school portal').waitFor();
	const options = await (await fetch(`${stack.origin}/api/v1/auth/options`)).json();
	expect(JSON.stringify(options)).not.toContain('The school portal');
	await button('Remove The school portal').click();
	await button('Remove it').click();
	await page.getByText('None yet.').waitFor();
	expect(JSON.stringify(await admin.get('/admin/audit-logs?action=provider_changed'))).toContain(
		'provider_changed'
	);
});
