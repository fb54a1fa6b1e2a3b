/** The names our own exports give to what is said: rules alone do not tell "partly right" from "this option". */
export const saidIdentifiers = {
	general: 'SAID_GENERAL',
	correct: 'SAID_CORRECT',
	partlyCorrect: 'SAID_PARTLY_CORRECT',
	wrong: 'SAID_WRONG'
} as const;

export const partIdentifier = (number: number): string => `SAID_PART_${number}`;

export const typedIdentifier = (number: number): string => `SAID_TYPED_${number}`;
/** Said to single typed answers. */
export const isTypedName = (identifier: string): boolean => /^SAID_TYPED_\d+$/.test(identifier);

export type When = keyof typeof saidIdentifiers | 'part';

/** null: it is not one of ours. `isNameAll`: no rule can be asked, so what most systems call it has to do. */
export function whenNamed(identifier: string, isNameAll = false): When | null {
	if (/^SAID_(PART|TYPED)_\d+$/.test(identifier)) return 'part';
	if (isNameAll && /^correct$/i.test(identifier)) return 'correct';
	if (isNameAll && /^(incorrect|wrong)$/i.test(identifier)) return 'wrong';
	const found = Object.entries(saidIdentifiers).find(([, name]) => name === identifier);
	return (found?.[0] as When | undefined) ?? null;
}
