/** Somebody at the pages of their account. */
import type { Page } from 'playwright';
import { z } from 'zod';
import { capturedMail } from '#sync/schema/accounts.ts';

/** The newest mail to an address, once it is there. */
export async function mailTo(origin: string, address: string, subject: RegExp) {
	for (let tries = 0; tries < 50; tries++) {
		const answer = await fetch(`${origin}/api/v1/auth/captured-mail`);
		const { mails } = capturedMail.parse(await answer.json());
		const mail = mails.find((mail) => mail.recipient === address && subject.test(mail.subject));
		if (mail) return mail;
		await new Promise((done) => setTimeout(done, 200));
	}
	throw new Error(`No mail to ${address}.`);
}

export const linkIn = (body: string): string => z.url().parse(/https?:\/\/\S+#\S+/.exec(body)?.[0]);

export async function openAccount(page: Page, origin: string): Promise<void> {
	await page.goto(`${origin}/account`);
	await page.getByRole('region', { name: 'Where you are signed in' }).waitFor();
}

export async function signOut(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Account' }).click();
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await page.getByRole('textbox', { name: 'Email' }).waitFor();
}

/** Chromium's own authenticator, in the place of a fingerprint reader. */
export async function addAuthenticator(page: Page): Promise<void> {
	const cdp = await page.context().newCDPSession(page);
	await cdp.send('WebAuthn.enable');
	await cdp.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
}
