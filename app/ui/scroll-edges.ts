/** What may be wider than its place says at which edges there is more; a row of tabs or links keeps the chosen one in sight. */
const CHOSEN = '[aria-current="page"], [aria-selected="true"]';
/** Of the neighbour beside the chosen one, so that it shows there is one. */
const NEIGHBOUR_PX = 48;

/** Says in `data-more` at which edges there is more; scroll-edges.css draws it. */
function sayEdges(row: HTMLElement): void {
	const most = row.scrollWidth - row.clientWidth;
	// From right to left it counts down from nought.
	const at = Math.abs(row.scrollLeft);
	const more = [...(at > 1 ? ['start'] : []), ...(at < most - 1 ? ['end'] : [])];
	row.dataset['more'] = more.join(' ');
}

/** For `{@attach}`, around one thing that may be wider than its place, as a table. */
export function wideEdges(place: HTMLElement): () => void {
	const look = () => sayEdges(place);
	// Also of what is inside: rows that come make a table wider.
	const sizes = new ResizeObserver(look);
	sizes.observe(place);
	for (const inside of place.children) sizes.observe(inside);
	place.addEventListener('scroll', look, { passive: true });
	look();
	return () => {
		sizes.disconnect();
		place.removeEventListener('scroll', look);
	};
}

/** For `{@attach}`, on a row of links or tabs. */
export function scrollEdges(row: HTMLElement): () => void {
	const look = () => sayEdges(row);
	const show = () => {
		const chosen = row.querySelector(CHOSEN)?.getBoundingClientRect();
		const place = row.getBoundingClientRect();
		// By hand: scrollIntoView would move the page too.
		if (chosen && chosen.left < place.left + NEIGHBOUR_PX)
			row.scrollLeft += chosen.left - place.left - NEIGHBOUR_PX;
		else if (chosen && chosen.right > place.right - NEIGHBOUR_PX)
			row.scrollLeft += chosen.right - place.right + NEIGHBOUR_PX;
		look();
	};
	let width = row.clientWidth;
	// It calls once for nothing as it begins: whoever scrolled meanwhile is left there.
	const sizes = new ResizeObserver(() => {
		if (row.clientWidth !== width) show();
		width = row.clientWidth;
	});
	sizes.observe(row);
	const choices = new MutationObserver(show);
	choices.observe(row, {
		subtree: true,
		childList: true,
		characterData: true,
		attributeFilter: ['aria-current', 'aria-selected']
	});
	row.addEventListener('scroll', look, { passive: true });
	show();
	return () => {
		sizes.disconnect();
		choices.disconnect();
		row.removeEventListener('scroll', look);
	};
}
