import { expect, test } from 'vitest';
import type { Profile } from '#sync/schema/accounts.ts';
import { ApiError } from '#app/api/api-error.ts';
import { OwnAccount } from './own-account.svelte.ts';

const person: Profile['person'] = {
	id: '0b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10',
	name: 'Teacher',
	email: 'teacher@example.test',
	roles: ['teacher']
};
const key = { id: 'one', name: 'Laptop', createdAt: 1, lastUsedAt: null };

/** Keeps the order of what the edge was asked and what became of the device. */
function desk(refused: { [call: string]: ApiError } = {}) {
	const told: string[] = [];
	let profile: Profile = {
		person,
		institution: 'School',
		emailVerified: true,
		enrolmentId: null,
		cohort: null,
		department: null,
		secondFactor: true,
		signIns: [],
		passkeys: [key],
		linked: []
	};
	const tell = async (call: string) => {
		told.push(call);
		if (refused[call]) throw refused[call];
	};
	const api = {
		profile: async () => {
			await tell('profile');
			return profile;
		},
		changeProfile: async (change: { secondFactor?: boolean | undefined }) => {
			await tell(`change ${JSON.stringify(change)}`);
			profile = { ...profile, secondFactor: change.secondFactor ?? profile.secondFactor };
			return profile;
		},
		changePassword: () => tell('password'),
		endSignIn: () => tell('end'),
		unlink: () => tell('unlink'),
		dataRules: async () => ({ retentionDays: 90, legalHold: false, keptUntil: null }),
		ownData: async () => new Uint8Array(),
		eraseOwnData: () => tell('erase'),
		signOut: (everywhere?: boolean) => tell(everywhere ? 'everywhere' : 'here'),
		passkeyOptions: async () => ({ ceremony: 'c', options: {} }),
		addPasskey: async () => key,
		removePasskey: () => tell('remove')
	};
	const account = {
		hear: () => undefined,
		expire: () => void told.push('expired'),
		forget: () => void told.push('forgotten')
	};
	const forget = async (student: string) => void told.push(`device ${student}`);
	return { told, own: new OwnAccount(api, account, async () => ({}), forget) };
}

test('what was removed is seen to be gone, because the edge is asked again', async () => {
	const { told, own } = desk();
	await own.load();
	await own.removePasskey('one');
	await own.unlink('https://issuer.test', 'ada');
	expect(told).toEqual(['profile', 'remove', 'profile', 'unlink', 'profile']);
});

test('signed out everywhere is said only when the edge has done it', async () => {
	const away = desk({ everywhere: new ApiError('unreachable', 'x') });
	await expect(away.own.signOutEverywhere()).rejects.toThrow(ApiError);
	expect(away.told).not.toContain('forgotten');
	const { told, own } = desk();
	await own.signOutEverywhere();
	expect(told).toEqual(['everywhere', 'forgotten']);
});

test('an ended sign-in shows as such', async () => {
	const { told, own } = desk({ profile: new ApiError('not_signed_in', 'x') });
	await expect(own.load()).rejects.toThrow(ApiError);
	expect(told).toContain('expired');
});

test('only what the edge has erased is forgotten on this device', async () => {
	const kept = desk({ erase: new ApiError('must_be_kept', 'x') });
	await kept.own.load();
	await expect(kept.own.erase(person.email, '')).rejects.toThrow(ApiError);
	expect(kept.told).toEqual(['profile', 'erase']);
	const { told, own } = desk();
	await own.load();
	await own.erase(person.email, '');
	expect(told).toEqual(['profile', 'erase', `device ${person.id}`, 'forgotten']);
});
