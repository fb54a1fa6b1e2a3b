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

/** Failures, and tries that are not decided yet. Those of others behind the same address are mostly right, and do not count. */
export function togetherWith(failed: Counts, tried: Counts): Counts {
	const sum = (a: Count, b: Count): Count => ({
		times: a.times + b.times,
		lastAt: Math.max(a.lastAt ?? 0, b.lastAt ?? 0) || null
	});
	return {
		here: sum(failed.here, tried.here),
		account: sum(failed.account, tried.account),
		address: failed.address
	};
}

/** As what an address is counted: whoever has one IPv6 address has the other 2⁶⁴ of its network too. */
export function networkOf(address: string | null): string | null {
	if (address === null || !address.includes(':')) return address;
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped?.[1]) return mapped[1];
	const [head = '', tail = null] = address.toLowerCase().split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':'));
	const [left, right] = [groups(head), groups(tail ?? '')];
	const omitted = tail === null ? 0 : Math.max(0, 8 - left.length - right.length);
	const all = [...left, ...Array<string>(omitted).fill('0'), ...right];
	const network = all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
	return `${network.join(':')}::/64`;
}

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
