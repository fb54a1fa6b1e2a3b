/** The edge under a load that no browser makes: an hour's backlog, and several of them at once in one room. */
import { startStack } from '../support/stack.ts';
import { writeLog } from './device-load.ts';
import { median, type Figure } from './figures.ts';

const students = [1, 2, 3].map((number) => `student${number}@demo.test`);
const HOUR_OF_ENTRIES = 36_000;

/** Each student's attempt is used once; a fresh database gives three more. */
export async function backlogs(): Promise<number[]> {
	const stack = await startStack();
	try {
		const times: number[] = [];
		for (const email of students) {
			const { send } = await writeLog(stack.origin, email, { entries: HOUR_OF_ENTRIES });
			times.push(await send());
		}
		return times;
	} finally {
		await stack.dispose();
	}
}

/** Entries a second of one room while three devices send at once, in segments of ten. */
export async function admissionRates(runs: number): Promise<number[]> {
	const stack = await startStack();
	try {
		const rates: number[] = [];
		for (let run = 0; run < runs; run++) {
			if (run > 0) {
				await stack.stop();
				await stack.start('--fresh');
			}
			const logs = await Promise.all(
				students.map((email) => writeLog(stack.origin, email, { entries: HOUR_OF_ENTRIES }))
			);
			const began = performance.now();
			await Promise.all(logs.map(({ send }) => send()));
			const seconds = (performance.now() - began) / 1000;
			rates.push((students.length * HOUR_OF_ENTRIES) / seconds);
		}
		return rates;
	} finally {
		await stack.dispose();
	}
}

export async function roomFigures(): Promise<Figure[]> {
	return [
		{
			what: '36,000 entries to their last receipt',
			value: median(await backlogs()) / 1000,
			unit: 's',
			aim: 3,
			note: 'one device, written offline in segments of ten, 3 runs'
		},
		{
			what: 'admission of one room on workerd',
			value: median(await admissionRates(3)),
			unit: 'entries/s',
			aim: 25_000,
			atLeast: true,
			note: 'three devices at once, segments of ten, 3 runs'
		}
	];
}
