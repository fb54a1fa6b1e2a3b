/** Sign-in providers of an institution (OpenID Connect). */
import * as z from 'zod';
import { id } from './text.ts';

/** https, or http on one's own machine. */
const issuer = z
	.url()
	.max(500)
	.refine((text) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(text));

export const newProvider = z.strictObject({
	name: z.string().min(1).max(80),
	issuer,
	clientId: z.string().min(1).max(300),
	/** Never given back. null: a public client. */
	clientSecret: z.string().min(1).max(500).nullable()
});
export const provider = z.strictObject({
	id,
	name: z.string(),
	issuer: z.string(),
	clientId: z.string(),
	enabled: z.boolean()
});
export const providers = z.strictObject({ providers: z.array(provider) });
export const providerChange = z.strictObject({ enabled: z.boolean() });
export const identityQuery = z.strictObject({
	issuer: z.string().min(1).max(500),
	subject: z.string().min(1).max(300)
});
