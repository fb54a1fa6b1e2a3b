import { newPassword } from '#sync/schema/accounts.ts';
import { person } from '#sync/schema/person.ts';
import { m } from '#app/i18n/generated/messages.js';

/** What is wrong with an entry, or undefined: the edge's own rules, said before it is asked. */
export const nameProblem = (name: string): string | undefined =>
	name.trim() ? undefined : m.account_name_missing();

export const emailProblem = (email: string): string | undefined =>
	person.shape.email.safeParse(email.trim()).success ? undefined : m.account_email_invalid();

export const newPasswordProblem = (password: string): string | undefined =>
	newPassword.safeParse(password).success ? undefined : m.account_password_short();
