/** How often a sign-in may fail in a quarter of an hour. Pure. */

const MOST = {
	/** To one account from one address: a person who guesses. */
	here: 10,
	/** To one account from anywhere: high, or anyone could lock a student out of an exam by failing in their name. */
	account: 200,
	/** From one address to any account: a class behind one address signs in together, so it stops only accounts that failed there too. */
	address: 100
};

export function tooManyFailures(failed: {
	here: number;
	account: number;
	address: number;
}): boolean {
	return (
		failed.here >= MOST.here ||
		failed.account >= MOST.account ||
		(failed.address >= MOST.address && failed.here > 0)
	);
}
