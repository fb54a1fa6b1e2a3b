/**
 * Access tokens: JWTs (RFC 7519, profile RFC 9068) signed with Ed25519, good for 15 minutes. They say who asks; whether the sign-in
 * they name still stands is asked of the database in each transaction (begin_as), so a token that was taken back opens nothing.
 */
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { person } from '#sync/schema/person.ts';
import { id } from '#sync/schema/text.ts';

export const ACCESS_SECONDS = 15 * 60;
const ISSUER = 'invigil';
const AUDIENCE = 'invigil-api';
const TYPE = 'at+jwt';

export type SigningKey = { id: string; privateKey: CryptoKey };

const claims = z.object({
	sub: id,
	sid: id,
	institution: id,
	name: person.shape.name,
	email: person.shape.email,
	roles: person.shape.roles
});

export type SignedIn = {
	person: z.infer<typeof person>;
	institution: string;
	/** The row of sign_ins that this token belongs to. */
	signIn: string;
};

/** `now`: Unix ms. */
export function issueAccessToken(
	{ person, institution, signIn }: SignedIn,
	key: SigningKey,
	now: number
): Promise<string> {
	const seconds = Math.floor(now / 1000);
	const { name, email, roles } = person;
	return new SignJWT({ sid: signIn, institution, name, email, roles })
		.setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: key.id })
		.setSubject(person.id)
		.setIssuer(ISSUER)
		.setAudience(AUDIENCE)
		.setIssuedAt(seconds)
		.setExpirationTime(seconds + ACCESS_SECONDS)
		.sign(key.privateKey);
}

/** null: forged, of another key, of another kind, or expired. */
export async function readAccessToken(
	token: string,
	keys: JSONWebKeySet,
	now: number
): Promise<SignedIn | null> {
	try {
		const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
			// The list stands here and never in the token: "none" and every symmetric one are not on it.
			algorithms: ['EdDSA'],
			typ: TYPE,
			issuer: ISSUER,
			audience: AUDIENCE,
			requiredClaims: ['exp', 'iat'],
			currentDate: new Date(now)
		});
		const { sub, sid, institution, name, email, roles } = claims.parse(payload);
		return { person: { id: sub, name, email, roles }, institution, signIn: sid };
	} catch (_notOurs) {
		return null;
	}
}

/** The key a token names, without believing it: to see whether the known keys are too old. */
export function unsafeKeyIdOf(token: string): string | null {
	try {
		const [head = ''] = token.split('.');
		const read = z
			.object({ kid: z.string() })
			.safeParse(JSON.parse(atob(head.replaceAll('-', '+').replaceAll('_', '/'))));
		return read.success ? read.data.kid : null;
	} catch (_notAToken) {
		return null;
	}
}
