/**
 * Signs that mean nothing because a backslash stands before them, or because they are part of a tag or an entity, are put out of the way
 * as letters of the private use area, and come back in the pieces.
 */
const SIGNS = ':#={}~\\\n';
const FIRST = 0xe100;

const away = (sign: string): string => String.fromCharCode(FIRST + SIGNS.indexOf(sign));

const TAG = /<\/?[a-z][a-z0-9]*(?:\s+[\w:-]+\s*=\s*(?:"[^"{}]*"|'[^'{}]*'))*\s*\/?>/gi;

export function hideSigns(text: string): string {
	return text
		.replaceAll(/[\ue100-\ue10f]/g, '')
		.replaceAll(/\\([:#={}~\\n])/g, (_, sign: string) => away(sign === 'n' ? '\n' : sign))
		.replaceAll(TAG, (tag) => tag.replaceAll(/[:#=~]/g, away))
		.replaceAll(/&#(?=[0-9a-fx]+;)/gi, `&${away('#')}`);
}

export const showSigns = (text: string): string =>
	text.replaceAll(/[\ue100-\ue10f]/g, (letter) => SIGNS[letter.charCodeAt(0) - FIRST] ?? '');
