/** How long whoever fails has to wait. Pure. Counts are of the last 15 minutes. */

export type Count = { times: number; lastAt: number | null };
export type Counts = {
	/** To this account from this address. */
	here: Count;
	/** To this account from anywhere. */
	account: Count;
	/** From this address to any account. */
	address: Count;
};

const WINDOW_SECONDS = 15 * 60;

const LIMITS = {
	/** To one account from one address, a person who guesses: the wait doubles with each failure over it. */
	here: 5,
	/** To one account from anywhere: high and short, or anyone could lock a student out of an exam by failing in their name. */
	account: { most: 200, seconds: 30 },
	/** From one address to any account: a class behind one address signs in together, so it stops only accounts that failed there too. */
	address: 100
};

/** Seconds until the next try is looked at; 0: now. */
export function waitSeconds({ here, account, address }: Counts, now: number): number {
	const since = (at: number | null) => (now - (at ?? 0)) / 1000;
	const waits = [
		here.times >= LIMITS.here
			? Math.min(2 ** (here.times - LIMITS.here), WINDOW_SECONDS) - since(here.lastAt)
			: 0,
		account.times >= LIMITS.account.most ? LIMITS.account.seconds - since(account.lastAt) : 0,
		address.times >= LIMITS.address && here.times > 0 ? WINDOW_SECONDS - since(here.lastAt) : 0
	];
	return Math.max(0, Math.ceil(Math.max(...waits)));
}
