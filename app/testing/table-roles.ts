/** Parts of tables that are laid out as something else: a browser takes their roles from that, unless they say their own. */
const roles: Partial<Record<string, string>> = {
	TABLE: 'table',
	THEAD: 'rowgroup',
	TBODY: 'rowgroup',
	TR: 'row',
	TD: 'cell'
};

const roleOf = (part: Element) => {
	if (part.tagName !== 'TH') return roles[part.tagName];
	return part.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader';
};

/** How many parts say their role, and those that say none or another. */
export function tableRoles(place: Element): { right: number; wrong: string[] } {
	const parts = [...place.querySelectorAll('table, thead, tbody, tr, th, td')];
	const wrong = parts.filter((part) => part.getAttribute('role') !== roleOf(part));
	return {
		right: parts.length - wrong.length,
		wrong: wrong.map((part) => `${part.tagName} ${part.textContent?.trim()}`)
	};
}
