/** How long to wait before each new try: doubling, up to a limit, from the start again after a success. */
export function createBackOff({ first = 1_000, longest = 60_000 } = {}) {
	let next = first;
	return {
		next(): number {
			const wait = next;
			next = Math.min(next * 2, longest);
			return wait;
		},
		succeeded(): void {
			next = first;
		}
	};
}
