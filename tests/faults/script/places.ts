/** Where it is shown: every page that shows what somebody wrote, to students and to the staff. */
import type { Page } from 'playwright';
import { examCard, goToNext, position, startExam } from '../../support/student.ts';
import { shown } from './in-page.ts';
import { TITLE } from './planted.ts';
import type { Planted } from './planted.ts';

export interface Place {
	name: string;
	who: 'student' | 'staff';
	/** Goes there; calls `look` wherever there is something to see. */
	visit(page: Page, planted: Planted, look: () => Promise<void>, email: string): Promise<void>;
}

/** What is fetched after the page is there, formulas and pictures, has come or been tried. */
const SETTLE_MS = 400;

async function untilShown(page: Page, planted: Planted): Promise<void> {
	const names = planted.vectors.map(({ name }) => name);
	for (const end = Date.now() + 20_000; (await shown(page, names)).length === 0;) {
		if (Date.now() > end) throw new Error(`${new URL(page.url()).pathname} shows none of it`);
		await page.waitForTimeout(50);
	}
	await page.waitForTimeout(SETTLE_MS);
}

const at = (
	name: string,
	who: Place['who'],
	path: (planted: Planted, email: string) => string
): Place => ({
	name,
	who,
	async visit(page, planted, look, email) {
		await page.goto(planted.stack.origin + path(planted, email));
		await untilShown(page, planted);
		await look();
	}
});

const file = (
	name: string,
	path: string,
	label: RegExp,
	which: 'moodle' | 'gift' | 'people'
): Place => ({
	name,
	who: 'staff',
	async visit(page, planted, look) {
		await page.goto(`${planted.stack.origin}/console/${path}`);
		await page
			.getByLabel(label)
			.and(page.locator('input'))
			.setInputFiles({
				name: which === 'moodle' ? 'bank.xml' : which === 'gift' ? 'bank.txt' : 'people.csv',
				mimeType: which === 'moodle' ? 'text/xml' : 'text/plain',
				buffer: Buffer.from(planted[which])
			});
		await untilShown(page, planted);
		await look();
		// What is folded away is made when it is asked for.
		for (const folded of (await page.locator('main details:not([open]) > summary').all()).slice(
			0,
			30
		))
			await folded.click();
		await page.waitForTimeout(SETTLE_MS);
		await look();
	}
});

export const places: Place[] = [
	at('own exams', 'student', () => '/exams'),
	{
		name: 'exam, question by question',
		who: 'student',
		async visit(page, planted, look, email) {
			const attempt = planted.attempts[email]?.open ?? '';
			await page.goto(`${planted.stack.origin}/exams`);
			const card = examCard(page, new RegExp(`^${TITLE}`));
			await card
				.getByText(/Ready offline|In progress|Go on/)
				.first()
				.waitFor({ timeout: 90_000 });
			await look();
			await page.goto(`${planted.stack.origin}/exams/${attempt}/check`);
			const start = page.getByRole('button', { name: 'Start exam' });
			const heading = page.getByRole('heading', { name: /^Question \d+ of \d+$/ });
			await start.or(heading).first().waitFor();
			if (await start.isVisible()) {
				await look();
				await startExam(page);
			} else await page.goto(`${planted.stack.origin}/exams/${attempt}`);
			await heading.waitFor();
			for (;;) {
				await page.waitForTimeout(SETTLE_MS);
				await look();
				// What the staff said stands in front of it until it was read.
				const said = page.getByRole('alertdialog').getByRole('button').last();
				while (await said.isVisible()) await said.click();
				const { number, of } = await position(page);
				if (number === of) break;
				await goToNext(page);
			}
			await untilShown(page, planted);
		}
	},
	at('own results', 'student', ({ attempts }, email) => `/exams/${attempts[email]?.done}/results`),
	at('sittings', 'staff', () => '/console'),
	at('hall', 'staff', ({ hall }) => `/console/sittings/${hall}`),
	at('plan of a sitting', 'staff', ({ open }) => `/console/sittings/${open}/plan`),
	at('results of a sitting', 'staff', ({ done }) => `/console/sittings/${done}/results`),
	at('marking of a sitting', 'staff', ({ done }) => `/console/sittings/${done}/marking`),
	at(
		'desk of a marker',
		'staff',
		({ done, items }) => `/console/sittings/${done}/marking/${items['essay']}`
	),
	{
		name: 'attempt: responses, timeline, record',
		who: 'staff',
		async visit(page, planted, look, _email) {
			const [one] = Object.values(planted.attempts);
			await page.goto(`${planted.stack.origin}/console/attempts/${one?.done}`);
			await page.getByRole('tab', { name: 'Responses' }).waitFor();
			for (const name of ['Responses', 'Timeline', 'Record']) {
				await page.getByRole('tab', { name }).click();
				await untilShown(page, planted);
				await look();
			}
		}
	},
	at('questions', 'staff', () => '/console/items'),
	at('question', 'staff', ({ bankItem }) => `/console/items/${bankItem}`),
	at('question being written', 'staff', ({ bankItem }) => `/console/items/${bankItem}/edit`),
	at('exams', 'staff', () => '/console/exams'),
	at('exam being written, with its comments', 'staff', ({ exam }) => `/console/exams/${exam}`),
	at('exam on paper', 'staff', ({ exam }) => `/console/exams/${exam}/print`),
	at('marks of an exam', 'staff', ({ exam }) => `/console/exams/${exam}/marks`),
	at('people', 'staff', () => '/console/people?search=v'),
	at('person', 'staff', ({ person }) => `/console/people/${person}`),
	file('questions from a Moodle file', 'items/import', /^Choose a file/, 'moodle'),
	file('questions from a GIFT file', 'items/import', /^Choose a file/, 'gift'),
	file('people from a CSV file', 'people/import', /^Choose files/, 'people')
];
