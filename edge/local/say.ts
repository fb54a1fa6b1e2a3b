/** A failure that a person can act on: `npm start` prints its one sentence and ends with 1, without a stack. */
export class StartError extends Error {
	override name = 'StartError';
}

export function say(line = ''): void {
	process.stdout.write(`${line}\n`);
}
