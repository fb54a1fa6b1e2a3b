/** Whether somebody may make an account by themselves. Pure. */
export function mayRegister(
	institution: { registration: 'invitation' | 'open'; email_domains: readonly string[] },
	email: string
): boolean {
	if (institution.registration !== 'open') return false;
	const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
	const allowed = institution.email_domains.map((name) => name.toLowerCase());
	return allowed.length === 0 || allowed.includes(domain);
}
