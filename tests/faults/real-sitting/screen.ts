/**
 * What a student sees, told from inside the page at every frame in which it changes: the question, what stands in its field, where the work
 * is said to be, the time left. It travels as it is painted, so that whatever was on the screen when the browser died is known outside.
 */
import type { BrowserContext } from 'playwright';
import * as z from 'zod';

const sampleSchema = z.strictObject({
	number: z.int(),
	/** A text, or the labels of what is ticked, in the order of the alphabet. */
	value: z.string(),
	/** What stands in the top bar. */
	where: z.string(),
	/** Seconds; null: not shown. */
	left: z.int().nullable(),
	/** Of the page's clock, Unix ms. */
	at: z.number()
});
export type Sample = z.infer<typeof sampleSchema>;

/** The words of the screen, under which everything shown until then has to be found again. */
export const isSaved = ({ where }: Sample): boolean =>
	where === 'Saved on this device' || where === 'Received';

export async function watchScreen(
	context: BrowserContext,
	seen: (sample: Sample) => void
): Promise<void> {
	await context.exposeBinding('invigilSeen', (_source, told: unknown) =>
		seen(sampleSchema.parse(told))
	);
	await context.addInitScript(lookAtEveryFrame);
}

/** Runs in the page. At a frame's callback all that an event led to is done, so what stands there is what is painted. */
function lookAtEveryFrame(): void {
	if (window.top !== window) return;
	let last = '';
	let asked = false;
	const textOf = (element: Element | null | undefined) =>
		(element?.textContent ?? '').replace(/\s+/g, ' ').trim();
	const read = () => {
		const [, number] = /^Question (\d+) of \d+$/.exec(textOf(document.querySelector('h1'))) ?? [];
		const main = document.querySelector('main');
		if (number === undefined || !main) return null;
		const field = main.querySelector<HTMLInputElement>('textarea, input:not([type])');
		const typed = field ?? main.querySelector<HTMLInputElement>('input[type=text]');
		const ticked = [...main.querySelectorAll<HTMLInputElement>('input:checked')];
		const bar = [...document.querySelectorAll('[role=status]')].map(textOf);
		const where = bar.find((words) => /^(Sav|Received|Not saved)/.test(words)) ?? '';
		const [time] = /\d+(:\d{2})+/.exec(textOf(document.querySelector('[role=timer]'))) ?? [];
		const left = time?.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) ?? null;
		const labels = ticked.map((box) => textOf(box.labels?.[0])).sort();
		return { number: Number(number), value: typed?.value ?? labels.join('|'), where, left };
	};
	const look = () => {
		asked = false;
		const sample = read();
		const words = JSON.stringify(sample);
		if (!sample || words === last) return;
		last = words;
		const tell = (window as unknown as { invigilSeen: (told: unknown) => Promise<void> })
			.invigilSeen;
		void tell({ ...sample, at: Date.now() });
	};
	const ask = () => {
		if (!asked) requestAnimationFrame(look);
		asked = true;
	};
	const all = { subtree: true, childList: true, characterData: true, attributes: true };
	new MutationObserver(ask).observe(document, all);
	for (const event of ['input', 'change']) document.addEventListener(event, ask, true);
}
