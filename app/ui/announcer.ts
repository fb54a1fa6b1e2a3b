/**
 * Kit's announcer says the window's title when one has come to a page, and goes on holding it. Where the title then changes without
 * anybody going anywhere, it would hold what is no longer so; this puts the present title in its place.
 */
export function announceTitle(title: string): void {
	for (const said of document.getElementById('svelte-announcer')?.childNodes ?? [])
		// Kit's own text node, changed and not replaced: it is written to again at the next page.
		if (said.nodeType === Node.TEXT_NODE && said.nodeValue?.trim()) said.nodeValue = title;
}
