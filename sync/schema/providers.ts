/** Sign-in providers of an institution (OpenID Connect). */
import * as z from 'zod';
import { id } from './text.ts';

/** https, or http on one's own machine. */
const issuer = z
	.url()
	.max(500)
	.refine((text) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(text));
const name = z.string().min(1).max(80);
const clientId = z.string().min(1).max(300);
const clientSecret = z.string().min(1).max(500);

/** Of one institution. */
export const MOST_PROVIDERS = 10;

export const newProvider = z.strictObject({
	name,
	issuer,
	clientId,
	/** Never given back. null: a public client. */
	clientSecret: clientSecret.nullable()
});
export const provider = z.strictObject({
	id,
	name: z.string(),
	issuer: z.string(),
	clientId: z.string(),
	enabled: z.boolean()
});
export const providers = z.strictObject({ providers: z.array(provider) });
/** What is not named stays. The issuer always does: it is what linked accounts are known by. */
export const providerChange = z
	.strictObject({ enabled: z.boolean(), name, clientId, clientSecret })
	.partial();
export const identityQuery = z.strictObject({
	issuer: z.string().min(1).max(500),
	subject: z.string().min(1).max(300)
});
