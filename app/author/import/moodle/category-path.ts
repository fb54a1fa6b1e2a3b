/** `$course$/top/Subject/Topic` to subject, topic: the first parts name a place in Moodle. A double slash is one in a name. */
export function categoryPath(written: string): string[] {
	const names = written
		.trim()
		.replaceAll('//', '\0')
		.split('/')
		.map((name) => name.replaceAll('\0', '/').replaceAll(/\s+/g, ' ').trim())
		.filter((name) => name !== '');
	if (/^\$[a-z0-9]+\$$/i.test(names[0] ?? '')) names.shift();
	if (names[0] === 'top') names.shift();
	// The narrowest tell most.
	return names.slice(-10).map((name) => name.slice(0, 200));
}
