/** One Chromium, and in it whoever looks: with the app's content policy or with none, as a student, as the staff, or as nobody. */
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../../support/chromium-binary.ts';
import { signIn } from '../../support/student.ts';

export type Policy = 'policy' | 'no policy';

export class Browsers {
	readonly #browser: Browser;
	readonly #origin: string;
	readonly #pages = new Map<string, Page>();

	private constructor(browser: Browser, origin: string) {
		this.#browser = browser;
		this.#origin = origin;
	}

	static async launch(origin: string): Promise<Browsers> {
		const browser = await chromium.launch({
			executablePath: chromiumPath(),
			headless: true,
			chromiumSandbox: false,
			args: [
				...chromiumArguments(),
				'--use-fake-ui-for-media-stream',
				'--use-fake-device-for-media-stream'
			]
		});
		return new Browsers(browser, origin);
	}

	/** The same one each time. null: nobody is signed in. */
	async page(policy: Policy, email: string | null): Promise<Page> {
		const name = `${policy} ${email}`;
		const known = this.#pages.get(name);
		if (known && !known.isClosed()) return known;
		const context = await this.#browser.newContext({
			bypassCSP: policy === 'no policy',
			locale: 'en-GB',
			viewport: { width: 1280, height: 800 },
			permissions: ['camera', 'microphone']
		});
		context.setDefaultTimeout(30_000);
		// What opens a window of its own is looked at by nobody: it must not stay.
		context.on('page', (opened) => void opened.opener().then((opener) => opener && opened.close()));
		const page = await context.newPage();
		page.on('dialog', (dialog) => void dialog.dismiss());
		this.#pages.set(name, page);
		if (email === null) await page.goto(this.#origin);
		else {
			await signIn(page, this.#origin, email);
			await page.waitForURL(/\/(console|exams)/);
		}
		return page;
	}

	/** Whatever it is still about to do, it does it no more. */
	async forget(policy: Policy, email: string | null): Promise<void> {
		const name = `${policy} ${email}`;
		await this.#pages.get(name)?.context().close();
		this.#pages.delete(name);
	}

	close(): Promise<void> {
		return this.#browser.close();
	}
}
