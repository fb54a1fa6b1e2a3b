/** Which analyses the law of an institution's country forbids. Pure. */
import type { Unlawful } from './schema/law.ts';
import type { Policy } from './schema/policy.ts';

/**
 * The EU and the rest of the EEA, and the parts of its countries that have codes of their own and are in it (Treaty on the
 * Functioning of the European Union, Article 355).
 */
const eea: ReadonlySet<string> = new Set(
	[
		'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK',
		'IS LI NO',
		'AX GF GP MF MQ RE YT'
	]
		.join(' ')
		.split(' ')
);
export const isInEea = (country: string): boolean => eea.has(country);

/**
 * Inferring emotions in education is forbidden in the EU (Regulation 2024/1689, Article 5(1)(f)). An institution that has not
 * said where it is may be there. `jurisdiction`: a country's code, empty, or what was written before it had to be one.
 */
export function whyUnlawful(
	policy: Pick<Policy, 'analyses'>,
	jurisdiction: string
): Unlawful | null {
	if (policy.analyses?.includes('arousal') !== true) return null;
	if (!/^[A-Z]{2}$/.test(jurisdiction)) return 'arousal_country_unknown';
	return isInEea(jurisdiction) ? 'arousal_in_eea' : null;
}

/** What stands in a ticket: an institution may say where it is after its sittings were planned. */
export function lawfulOf(policy: Policy, jurisdiction: string): Policy {
	if (!whyUnlawful(policy, jurisdiction)) return policy;
	return { ...policy, analyses: policy.analyses?.filter((each) => each !== 'arousal') };
}
