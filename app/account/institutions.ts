import type { SignInOptions } from '#sync/schema/accounts.ts';

export type Provider = SignInOptions['providers'][number];
export type Institution = NonNullable<Provider['institution']>;

/** Up to here the providers are shown together; beyond it, those of one's own institution. */
const TOGETHER = 6;
/** More are found by writing more of the name. */
export const SHOWN = 6;

export const mustChoose = (providers: readonly Provider[]): boolean =>
	providers.length > TOGETHER && institutionsOf(providers).length > 1;

/** Each once, in the order they come in. */
export function institutionsOf(providers: readonly Provider[]): Institution[] {
	const known = new Map<string, Institution>();
	for (const { institution } of providers) if (institution) known.set(institution.id, institution);
	return [...known.values()];
}

/** Case and accents make no difference: "universite" finds the Université. Those that begin with the text come first. */
export function matching(institutions: readonly Institution[], text: string): Institution[] {
	const wanted = folded(text.trim());
	const found = institutions.filter(({ name }) => folded(name).includes(wanted));
	const starts = ({ name }: Institution) => folded(name).startsWith(wanted);
	return [...found.filter(starts), ...found.filter((one) => !starts(one))];
}

const folded = (text: string) =>
	text
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase();
