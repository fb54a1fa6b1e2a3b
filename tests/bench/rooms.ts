/** The edge under a load that no browser makes: an hour's backlog, and several of them at once in one room. */
import { processorSeconds } from '../support/processes.ts';
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

export interface Rate {
	aSecond: number;
	/** Of workerd's processor time: what is left when nobody else wants the processor, the sender included. */
	aProcessorSecond: number;
}

/** Entries a second of one room while three devices send at once, in segments of ten. */
export async function admissionRates(runs: number): Promise<Rate[]> {
	const stack = await startStack();
	try {
		const rates: Rate[] = [];
		for (let run = 0; run < runs; run++) {
			if (run > 0) {
				await stack.stop();
				await stack.start('--fresh');
			}
			const logs = await Promise.all(
				students.map((email) => writeLog(stack.origin, email, { entries: HOUR_OF_ENTRIES }))
			);
			const used = () => processorSeconds(stack.processes(), 'workerd');
			const [began, usedBefore] = [performance.now(), used()];
			await Promise.all(logs.map(({ send }) => send()));
			const entries = students.length * HOUR_OF_ENTRIES;
			rates.push({
				aSecond: entries / ((performance.now() - began) / 1000),
				aProcessorSecond: entries / (used() - usedBefore)
			});
		}
		return rates;
	} finally {
		await stack.dispose();
	}
}

export async function roomFigures(): Promise<Figure[]> {
	const backlog = await backlogs();
	const rates = await admissionRates(3);
	return [
		{
			what: '36,000 entries to their last receipt',
			value: median(backlog) / 1000,
			unit: 's',
			aim: 3,
			note: 'one device, written offline in segments of ten, 3 runs'
		},
		{
			what: 'admission of one room on workerd',
			value: median(rates.map(({ aSecond }) => aSecond)),
			unit: 'entries/s',
			aim: 25_000,
			atLeast: true,
			note: 'three devices at once from this same machine, segments of ten, 3 runs'
		},
		{
			what: 'the same by workerd’s processor time',
			value: median(rates.map(({ aProcessorSecond }) => aProcessorSecond)),
			unit: 'entries/s',
			note: 'without what the senders and the rest of the machine took'
		}
	];
}
