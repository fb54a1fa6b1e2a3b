/** A number as a file has it, decimal comma included; null: it is none. */
export function readDecimal(text: string): number | null {
	const plain = text.trim().replace(',', '.');
	return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(plain) ? Number(plain) : null;
}
