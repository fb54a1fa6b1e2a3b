import type { AdminMailKind } from './admin-texts.ts';

export type OwedMail = {
	kind: 'address_changed' | 'link';
	/** It goes to the address that the person has now. */
	current: boolean;
	verified: boolean;
	/** Locked or erased. */
	away: boolean;
	hasPassword: boolean;
};

/** Which mail it is by the time it goes out; null: none any more. Without a purpose it has no link. */
export function mailFor(
	owed: OwedMail
): { kind: AdminMailKind; purpose: 'reset_password' | 'verify_email' | null } | null {
	if (owed.away) return null;
	if (owed.kind === 'address_changed')
		return owed.current ? null : { kind: 'address_changed', purpose: null };
	// The address has changed once more: that one has a mail of its own.
	if (!owed.current) return null;
	// Confirming asks for the password; setting one confirms the address too.
	if (!owed.hasPassword) return { kind: 'set_password', purpose: 'reset_password' };
	return owed.verified ? null : { kind: 'confirm_address', purpose: 'verify_email' };
}
