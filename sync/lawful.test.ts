import { expect, test } from 'vitest';
import { isInEea, lawfulOf, whyUnlawful } from './lawful.ts';
import { countries } from './schema/country.ts';
import { analyses, defaultPolicy } from './schema/policy.ts';

test('27 countries of the EU, three more of the EEA, and seven parts of them with codes of their own', () => {
	expect(countries.filter(isInEea)).toHaveLength(37);
	expect(['DE', 'NO', 'IS', 'LI', 'RE'].every(isInEea)).toBe(true);
	expect(['CH', 'GB', 'US', 'IN', 'TR', 'GL', 'PF', 'SJ', ''].some(isInEea)).toBe(false);
});

test('arousal is forbidden in the EEA, and where the country is not known; elsewhere it is not', () => {
	const all = { analyses: [...analyses] };
	expect(whyUnlawful(all, 'FR')).toBe('arousal_in_eea');
	for (const unsaid of ['', 'Germany', 'de'])
		expect(whyUnlawful(all, unsaid)).toBe('arousal_country_unknown');
	expect(whyUnlawful(all, 'IN')).toBeNull();
});

test('without arousal nothing is forbidden anywhere', () => {
	const others = { analyses: analyses.filter((each) => each !== 'arousal') };
	for (const country of ['FR', '', 'IN']) {
		expect(whyUnlawful(others, country)).toBeNull();
		expect(whyUnlawful({}, country)).toBeNull();
	}
});

test('what the law forbids is taken out of a policy, and nothing else; one that is lawful stays as it is', () => {
	const policy = { ...defaultPolicy, analyses: [...analyses] };
	const others = analyses.filter((each) => each !== 'arousal');
	expect(lawfulOf(policy, 'DE')).toEqual({ ...policy, analyses: others });
	expect(lawfulOf(policy, '')).toEqual({ ...policy, analyses: others });
	expect(lawfulOf(policy, 'IN')).toBe(policy);
	expect(lawfulOf(defaultPolicy, 'DE')).toBe(defaultPolicy);
});
