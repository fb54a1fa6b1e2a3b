import * as z from 'zod';

const address = z.email().max(320);

/**
 * Addresses out of what somebody pasted: one a line, with commas, semicolons or spaces, or as mail programs write them,
 * "Example, Ada" <ada@school.example>. Each once. What is no address is answered as it was typed.
 */
export function readAddresses(text: string): { emails: string[]; bad: string[] } {
	const emails = new Set<string>();
	const bad = new Set<string>();
	for (const part of text.replaceAll(/"[^"\n]*"/g, '').split(/[\n,;]+/)) {
		const bracketed = /<([^<>]+)>\s*$/.exec(part)?.[1];
		const others = [];
		for (const word of (bracketed ?? part).split(/\s+/).filter(Boolean)) {
			const email = word.toLowerCase();
			if (address.safeParse(email).success) emails.add(email);
			else others.push(word);
		}
		if (others.length > 0) bad.add(others.join(' '));
	}
	return { emails: [...emails], bad: [...bad] };
}
