import { m } from '#app/i18n/generated/messages.js';
import type * as z from 'zod';
import { newProvider, type providerChange } from '#sync/schema/providers.ts';

export type ProviderFields = { name: string; issuer: string; clientId: string; secret: string };

/** As the edge takes it. An issuer is compared letter by letter with what the provider says of itself, so it is only trimmed. */
export function toProvider({ name, issuer, clientId, secret }: ProviderFields) {
	return {
		name: name.trim(),
		issuer: issuer.trim(),
		clientId: clientId.trim(),
		clientSecret: secret === '' ? null : secret
	};
}

/** What the fields change; a secret that is not written again stays. */
export function providerChanges(
	before: Pick<ProviderFields, 'name' | 'clientId'>,
	fields: ProviderFields
): z.infer<typeof providerChange> {
	const { name, clientId, clientSecret } = toProvider(fields);
	return {
		...(name !== before.name && { name }),
		...(clientId !== before.clientId && { clientId }),
		...(clientSecret !== null && { clientSecret })
	};
}

export function providerProblems(
	fields: ProviderFields
): Partial<Record<'name' | 'issuer' | 'clientId', string>> {
	const read = newProvider.safeParse(toProvider(fields));
	const wrong = new Set(read.success ? [] : read.error.issues.map(({ path }) => path[0]));
	return {
		...(wrong.has('name') && { name: m.admin_providers_name_missing() }),
		...(wrong.has('issuer') && { issuer: m.admin_providers_issuer_bad() }),
		...(wrong.has('clientId') && { clientId: m.admin_providers_client_missing() })
	};
}
