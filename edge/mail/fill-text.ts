export type TextValues = Partial<
	Record<'name' | 'institution' | 'link' | 'title' | 'when' | 'until' | 'minutes', string>
>;

/** `values` go in as they are: a mail is plain text. A name cannot add lines to it. */
export const fillText = (template: string, values: TextValues): string =>
	template.replace(
		/\{(name|institution|link|title|when|until|minutes)\}/g,
		(_all, key: keyof TextValues) => (values[key] ?? '').replace(/\s+/g, ' ')
	);
