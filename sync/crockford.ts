/** Crockford's base32: 32 symbols a person can read out and type, without I, L, O and U. */

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `count` symbols of the bits of `bytes`, five bits a symbol. */
export function toCrockford(bytes: Uint8Array, count: number): string {
	if (count * 5 > bytes.length * 8) throw new RangeError('too few bytes');
	let written = '';
	for (let at = 0; at < count; at++) {
		const bit = at * 5;
		const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
		written += symbols[(pair >> (11 - (bit & 7))) & 31];
	}
	return written;
}

/** Upper case, with I and L read as 1 and O as 0, without spaces and hyphens; null if a symbol is none of the 32. */
export function normaliseCrockford(typed: string): string | null {
	const plain = typed
		.toUpperCase()
		.replaceAll(/[\s-]/g, '')
		.replaceAll(/[IL]/g, '1')
		.replaceAll('O', '0');
	return [...plain].every((symbol) => symbols.includes(symbol)) ? plain : null;
}

export function inGroups(code: string, size: number): string {
	return (code.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-');
}
