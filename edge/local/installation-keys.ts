/** The keys of this installation, made at the first start. Losing them means that old receipts can only be checked against a kept public key. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { toBase64url } from '#sync/bytes.ts';
import { createEdgeKeyPair } from '#sync/keys.ts';
import { base64url } from '#sync/schema/text.ts';
import { StartError } from './say.ts';

const keys = z.strictObject({
	EDGE_PRIVATE_KEY: base64url.min(1),
	EDGE_PUBLIC_KEY: base64url.length(43),
	COOKIE_SECRET: base64url.length(43),
	PUBLISH_SECRET: base64url.length(43)
});
export type InstallationKeys = z.infer<typeof keys>;

export async function installationKeys(file: string): Promise<InstallationKeys> {
	if (existsSync(file)) {
		const read = keys.safeParse(parse(readFileSync(file, 'utf8')));
		if (!read.success)
			throw new StartError(
				`${file} is damaged, and without its keys old records cannot be signed on; put a copy back, or begin anew with --fresh.`
			);
		return read.data;
	}
	const made = await makeKeys();
	writeFileSync(file, JSON.stringify(made, null, '\t'), { mode: 0o600 });
	return made;
}

export async function makeKeys(): Promise<InstallationKeys> {
	const { pkcs8, raw } = await createEdgeKeyPair();
	const secret = () => toBase64url(crypto.getRandomValues(new Uint8Array(32)));
	return {
		EDGE_PRIVATE_KEY: toBase64url(pkcs8),
		EDGE_PUBLIC_KEY: toBase64url(raw),
		COOKIE_SECRET: secret(),
		PUBLISH_SECRET: secret()
	};
}

/** From NAME=value pairs, as new-keys.ts prints them. */
export function installationKeysFrom(pairs: unknown): InstallationKeys {
	const read = keys.safeParse(pairs);
	if (!read.success)
		throw new StartError('The keys file does not hold the four keys of an installation.');
	return read.data;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (_notJson) {
		return null;
	}
}
