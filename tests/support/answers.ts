/** Answers to any item by its place in the exam, and what the log must hold for each. */
import type { Page } from 'playwright';
import { orderOf } from '#sync/order.ts';
import type { Form } from '#sync/schema/form.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { position, waitSaved } from './student.ts';

/** What was entered: boxes ticked by place and label, or text. */
export type Entered =
	{ number: number; ticked: { place: number; label: string }[] } | { number: number; text: string };

/** Answers the item on the screen and waits until it is said to be safe. */
export async function answerItem(page: Page): Promise<Entered> {
	const { number } = await position(page);
	const entered = await enter(page, number);
	await waitSaved(page);
	return entered;
}

async function enter(page: Page, number: number): Promise<Entered> {
	const main = page.getByRole('main');
	for (const [role, howMany] of [
		['radio', 1],
		['checkbox', 2]
	] as const) {
		const boxes = main.getByRole(role);
		const count = await boxes.count();
		if (count === 0) continue;
		const ticked: { place: number; label: string }[] = [];
		for (let i = 0; i < howMany; i++) {
			const place = (number + i) % count;
			await boxes.nth(place).check();
			const label = await boxes
				.nth(place)
				.evaluate((box) => (box as HTMLInputElement).labels?.[0]?.textContent ?? '');
			ticked.push({ place, label: label.trim() });
		}
		return { number, ticked };
	}
	const box = main.getByRole('textbox', { name: 'Your answer' });
	const long = (await box.evaluate((element) => element.tagName)) === 'TEXTAREA';
	const text = long
		? `Item ${number}: naïve “words”, 数学 and 🧮 — typed with nobody on the line.\nSecond line.`
		: `${number}.25`;
	if (long) {
		// Stroke by stroke, as deltas are made of.
		await box.fill(text.slice(0, 20));
		await box.press('End');
		await box.pressSequentially(text.slice(20, 30), { delay: 30 });
	}
	await box.fill(text);
	await box.blur();
	return { number, text };
}

/** The values of the items in the form, as typed by a student whose order follows from `seed`. */
export function expectedResponses(
	form: Form,
	seed: string,
	entered: Entered[]
): Map<string, ResponseValue> {
	const order = orderOf(form, seed);
	return new Map(
		entered.map((answer) => {
			const id = order.items[answer.number - 1] ?? '';
			return [id, valueOf(form, order.options[id] ?? [], id, answer)];
		})
	);
}

function valueOf(form: Form, options: string[], id: string, answer: Entered): ResponseValue {
	const item = form.items.find((candidate) => candidate.id === id);
	if (!item) throw new Error(`The form has no item ${id}.`);
	if ('text' in answer) {
		if (item.type !== 'numeric' && item.type !== 'short_text' && item.type !== 'essay')
			throw new Error(`${id} is ${item.type}, the page showed a text box.`);
		return { type: item.type, text: answer.text };
	}
	const [first] = answer.ticked;
	const chosen = answer.ticked.map(({ place }) => options[place] ?? '');
	if (item.type === 'single_choice') return { type: item.type, choice: chosen[0] ?? null };
	if (item.type === 'multiple_choice') return { type: item.type, choices: chosen };
	if (item.type === 'true_false') return { type: item.type, value: first?.label === 'True' };
	throw new Error(`${id} is ${item.type}, the page showed boxes to tick.`);
}
