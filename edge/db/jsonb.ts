/** jsonb has no U+0000, which a student can type; the entry keeps it, its projection shows that something was there. */
export function toJsonb(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'string' ? part.replaceAll('\0', '\ufffd') : part
	);
}
