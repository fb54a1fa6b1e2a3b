/** A student who answers and goes from question to question, as the dice say, until the browser is gone. */
import type { Page } from 'playwright';
import { setTimeout as sleep } from 'node:timers/promises';
import { goTo } from '../../support/student.ts';
import type { Memory } from './memory.ts';
import { labelOf, letters, questions } from './school.ts';

export type Dice = (bound: number) => number;

const LOOK_EVERY_MS = 10;
const STROKE_MS = 15;

export class StudentAtWork {
	readonly #memory: Memory;
	/** Makes every answer one that was never given before. */
	#serial = 0;

	constructor(memory: Memory) {
		this.#memory = memory;
	}

	/** Until `over`. What a browser that is gone makes of the last step is no failure of anything. */
	async work(page: Page, throwing: Dice, over: AbortSignal): Promise<void> {
		try {
			while (!over.aborted) await this.#step(page, throwing, over);
		} catch (problem) {
			if (!over.aborted) throw problem;
		}
	}

	async #step(page: Page, throwing: Dice, over: AbortSignal): Promise<void> {
		const memory = this.#memory;
		if (throwing(10) < 3) {
			const number = 1 + throwing(questions.length);
			if (number === memory.number) return;
			memory.goes(number);
			return goTo(page, number);
		}
		const { number } = memory;
		await this.#answer(page, number, throwing);
		// Half of the time somebody waits for the word; the others are in a hurry.
		if (throwing(2) === 0) return;
		while (!over.aborted && !memory.isSaved(number)) await sleep(LOOK_EVERY_MS);
	}

	async #answer(page: Page, number: number, throwing: Dice): Promise<void> {
		const serial = this.#serial++;
		const main = page.getByRole('main');
		const enters = (value: string) => this.#memory.enters(number, value);
		const label = labelOf(letters[serial % letters.length] ?? 'a');
		switch (questions[number - 1]) {
			case 'single_choice':
				enters(label);
				return main.getByRole('radio', { name: label }).check();
			case 'multiple_choice': {
				const box = main.getByRole('checkbox', { name: label });
				const ticked = await main
					.getByRole('checkbox', { checked: true })
					.evaluateAll((boxes) =>
						boxes.map((each) => (each as HTMLInputElement).labels?.[0]?.textContent.trim() ?? '')
					);
				const others = ticked.filter((each) => each !== label);
				enters((others.length < ticked.length ? others : [...ticked, label]).sort().join('|'));
				return box.click();
			}
			default:
				return this.#type(page, number, serial, throwing);
		}
	}

	/** At once, or stroke by stroke behind what stands there. */
	async #type(page: Page, number: number, serial: number, throwing: Dice): Promise<void> {
		const box = page.getByRole('main').getByRole('textbox', { name: 'Your answer' });
		if (questions[number - 1] !== 'essay' || throwing(3) === 0) {
			const text = `${serial}.5`;
			this.#memory.enters(number, text);
			return box.fill(text);
		}
		const before = await box.inputValue();
		await box.press('ControlOrMeta+End');
		const more = ` word-${serial}`;
		for (let at = 1; at <= more.length; at++)
			this.#memory.enters(number, before + more.slice(0, at));
		await box.pressSequentially(more, { delay: STROKE_MS });
	}
}
