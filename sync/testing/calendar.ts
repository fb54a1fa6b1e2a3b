/** A reader of RFC 5545, for one event and no more: unfolds, splits, unescapes. */
export function readCalendar(text: string): Record<string, string> {
	const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
	return Object.fromEntries(
		lines.flatMap((line) => {
			const at = line.indexOf(':');
			if (at < 0) return [];
			const value = line
				.slice(at + 1)
				.replaceAll(/\\([\\;,nN])/g, (_all, mark: string) => (/n/i.test(mark) ? '\n' : mark));
			return [[line.slice(0, at), value]];
		})
	);
}
