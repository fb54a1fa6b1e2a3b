/** Bodies of /api/v1/auth: who somebody is, and how they prove it. */
import * as z from 'zod';
import { person, role } from './person.ts';
import { base64url, id, unixMs } from './text.ts';

/** Where a new password is set. NIST SP 800-63B §3.1.1.2: long enough, no rules of composition. */
export const newPassword = z.string().min(10).max(200);
/** Where one is checked: nothing that was ever accepted may be refused for its shape. */
const password = z.string().min(1).max(1000);
const email = z.string().min(3).max(320);
const token = base64url.min(20).max(200);
/** Of the mails that are sent. */
export const mailLocale = z.enum(['en', 'es', 'fr', 'hi', 'ar']);

export const signInRequest = z.strictObject({
	email,
	password,
	/** An API client: tokens come in the answer and no cookie is set. */
	bearer: z.boolean().optional()
});

/** Lifetimes in seconds. */
export const bearerTokens = z.strictObject({
	accessToken: z.string(),
	accessSeconds: z.int(),
	refreshToken: z.string(),
	refreshSeconds: z.int()
});

export const session = z.strictObject({
	person,
	now: unixMs,
	/** Only for API clients. */
	tokens: bearerTokens.optional()
});

/** What a browser's WebAuthn interface is given: JSON forms of Web Authentication Level 3, passed through. */
export const ceremony = z.strictObject({
	/** Sent back with the browser's answer. */
	ceremony: token,
	options: z.record(z.string(), z.unknown())
});
export const ceremonyAnswer = z.strictObject({
	ceremony: token,
	answer: z.record(z.string(), z.unknown())
});

/** That it is still the person: their password, or what one of their passkeys signed. */
export const proof = z.union([z.strictObject({ password }), ceremonyAnswer]);
export type Proof = z.infer<typeof proof>;
/** Left out by somebody who has neither, and has just signed in at a provider. */
const proved = { proof: proof.optional() };
/** In which a mail tells the person of it. */
const told = { locale: mailLocale.optional() };

/** Signed in, or the password was right and a passkey is asked for too. */
export const signInAnswer = z.union([session, z.strictObject({ secondFactor: ceremony })]);

export const refreshRequest = z.strictObject({
	/** Only of API clients; a browser sends its cookie. */
	refreshToken: token.optional()
});

export const signOutRequest = z.strictObject({ everywhere: z.boolean().optional() });

export const registerRequest = z.strictObject({
	name: person.shape.name,
	email: z.email().max(320),
	password: newPassword,
	/** Of a mailed link; without one, an institution that lets people register by themselves. */
	invitation: token.optional(),
	institution: id.optional(),
	locale: mailLocale.optional()
});
/** The same whether or not somebody has that address: the mail says which. Signed in at once only with an invitation. */
export const registerAnswer = z.strictObject({
	mailed: z.boolean(),
	session: session.optional()
});

export const invitationRequest = z.strictObject({ token });
export const invitation = z.strictObject({
	institution: z.string(),
	email: z.string(),
	roles: z.array(role)
});

export const forgotRequest = z.strictObject({ email, locale: mailLocale.optional() });
export const mailed = z.strictObject({ mailed: z.literal(true) });
export const resetRequest = z.strictObject({ token, password: newPassword, ...told });
/** With the password: whoever registered somebody else's address must not gain an account by their click. */
export const verifyEmailRequest = z.strictObject({ token, password });
export const changePasswordRequest = z.strictObject({
	current: password,
	next: newPassword,
	...told
});

export const signInMethod = z.enum(['password', 'passkey', 'oidc', 'password_passkey']);
export const signIn = z.strictObject({
	id,
	method: signInMethod,
	/** Network address and browser as they were then. */
	address: z.string().nullable(),
	agent: z.string().nullable(),
	createdAt: unixMs,
	lastSeenAt: unixMs,
	/** This very one. */
	current: z.boolean()
});
export const passkey = z.strictObject({
	id: z.string(),
	name: z.string(),
	createdAt: unixMs,
	lastUsedAt: unixMs.nullable()
});
export const linkedAccount = z.strictObject({
	issuer: z.string(),
	subject: z.string(),
	linkedAt: unixMs
});
export const profile = z.strictObject({
	person,
	institution: z.string(),
	emailVerified: z.boolean(),
	enrolmentId: z.string().nullable(),
	cohort: z.string().nullable(),
	department: z.string().nullable(),
	hasPassword: z.boolean(),
	/** A passkey is asked for after the password too. */
	secondFactor: z.boolean(),
	signIns: z.array(signIn),
	passkeys: z.array(passkey),
	linked: z.array(linkedAccount)
});
export type Profile = z.infer<typeof profile>;
export const profileChange = z.strictObject({
	name: person.shape.name.optional(),
	/** Switched off only with a proof. */
	secondFactor: z.boolean().optional(),
	...proved,
	...told
});

export const passkeyName = z.strictObject({ name: z.string().min(1).max(80) });
export const passkeyRegistration = z.strictObject({
	ceremony: token,
	answer: z.record(z.string(), z.unknown()),
	name: z.string().min(1).max(80),
	...told
});
export const passkeyRegistrationRequest = z.strictObject(proved);
export const passkeyRemoval = z.strictObject({ ...proved, ...told });

/** What the sign-in page offers. */
export const signInOptions = z.strictObject({
	providers: z.array(
		z.strictObject({
			id,
			name: z.string(),
			/** null: the installation has one alone. */
			institution: z.strictObject({ id, name: z.string() }).nullable()
		})
	),
	openInstitutions: z.array(z.strictObject({ id, name: z.string() })),
	/** Mails of this installation are shown on a page instead of being sent. */
	mailIsCaptured: z.boolean()
});
export type SignInOptions = z.infer<typeof signInOptions>;

export const capturedMail = z.strictObject({
	mails: z.array(
		z.strictObject({
			id: z.int(),
			recipient: z.string(),
			subject: z.string(),
			body: z.string(),
			sentAt: unixMs
		})
	)
});

export const eraseRequest = z.strictObject({
	/** One's own, typed: nobody erases by accident. */
	email: z.string().max(320),
	...proved
});

export const dataRules = z.strictObject({
	/** After an exam has ended. */
	retentionDays: z.int(),
	/** Kept longer, whatever the rule says. */
	legalHold: z.boolean(),
	/** Until then none of it can be erased; null: nothing has to be kept. */
	keptUntil: unixMs.nullable()
});
