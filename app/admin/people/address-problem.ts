import { formatList, formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

export const MOST_ADDRESSES = 200;

const MOST_NAMED = 5;

/** What keeps these from being invited. */
export function addressesProblem(read: { emails: string[]; bad: string[] }): string | undefined {
	if (read.bad.length > 0) {
		const named = read.bad.slice(0, MOST_NAMED).map((word) => word.slice(0, 60));
		const more = read.bad.length > MOST_NAMED ? ['…'] : [];
		return m.admin_invite_bad({ emails: formatList([...named, ...more]) });
	}
	if (read.emails.length === 0) return m.admin_invite_none();
	if (read.emails.length > MOST_ADDRESSES)
		return m.admin_invite_too_many({
			most: formatNumber(MOST_ADDRESSES),
			n: formatNumber(read.emails.length)
		});
	return undefined;
}
