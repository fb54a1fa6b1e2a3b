/** Whether what a provider says of somebody signs them in here. Pure. */

export type ProviderSays = { email: string | null; emailVerified: boolean };
export type LocalAccount = {
	institution: string;
	/** The address was confirmed here. */
	verified: boolean;
	locked: boolean;
	erased: boolean;
	/** Another subject of the same provider signs in here already. */
	linkedAtProvider: boolean;
};
export type LinkDecision = 'sign_in' | 'link' | 'refuse';

/**
 * `linked`: the account that (issuer, subject) was linked to before; `byEmail`: the one with the address the provider says. By address
 * only where both sides have confirmed it, and within the provider's own institution: else a provider that lets anybody write any
 * address would open anybody's account.
 */
export function decideLink(
	provider: { institution: string },
	linked: LocalAccount | null,
	byEmail: LocalAccount | null,
	says: ProviderSays
): LinkDecision {
	if (linked) return isUsable(provider, linked) ? 'sign_in' : 'refuse';
	if (!says.email || !says.emailVerified || !byEmail) return 'refuse';
	// A provider may give an address that was somebody's to somebody else.
	if (byEmail.linkedAtProvider) return 'refuse';
	return byEmail.verified && isUsable(provider, byEmail) ? 'link' : 'refuse';
}

const isUsable = (provider: { institution: string }, account: LocalAccount) =>
	account.institution === provider.institution && !account.locked && !account.erased;
