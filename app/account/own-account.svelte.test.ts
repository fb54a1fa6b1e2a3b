import { expect, test } from 'vitest';
import type { Profile, Proof } from '#sync/schema/accounts.ts';
import { ApiError } from '#app/api/api-error.ts';
import { OwnAccount } from './own-account.svelte.ts';
import { PasskeyError } from './passkey-error.ts';

const person: Profile['person'] = {
	id: '0b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10',
	name: 'Teacher',
	email: 'teacher@example.test',
	roles: ['teacher']
};
const key = { id: 'one', name: 'Laptop', createdAt: 1, lastUsedAt: null };

/** Keeps the order of what the edge was asked and what became of the device. */
function desk(refused: { [call: string]: ApiError } = {}, of: Partial<Profile> = {}) {
	const told: string[] = [];
	let profile: Profile = {
		person,
		institution: 'School',
		emailVerified: true,
		enrolmentId: null,
		cohort: null,
		department: null,
		hasPassword: true,
		secondFactor: true,
		signIns: [],
		passkeys: [key],
		linked: [],
		...of
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
		changeProfile: async (change: {
			secondFactor?: boolean | undefined;
			proof?: Proof | undefined;
		}) => {
			await tell(`change ${JSON.stringify(change)}`);
			profile = { ...profile, secondFactor: change.secondFactor ?? profile.secondFactor };
			return profile;
		},
		changePassword: () => tell('password'),
		endSignIn: () => tell('end'),
		unlink: () => tell('unlink'),
		dataRules: async () => ({ retentionDays: 90, legalHold: false, keptUntil: null }),
		ownData: async () => new Uint8Array(),
		eraseOwnData: (_email: string, proof?: Proof) => tell(`erase ${JSON.stringify(proof)}`),
		signOut: (everywhere?: boolean) => tell(everywhere ? 'everywhere' : 'here'),
		proofOptions: async () => ({ ceremony: 'proof', options: {} }),
		passkeyOptions: async (proof?: Proof) => {
			await tell(`options ${JSON.stringify(proof)}`);
			return { ceremony: 'c', options: {} };
		},
		addPasskey: async () => {
			await tell('add');
			return key;
		},
		removePasskey: (_id: string, proof?: Proof) => tell(`remove ${JSON.stringify(proof)}`)
	};
	const account = {
		hear: () => undefined,
		expire: () => void told.push('expired'),
		forget: () => void told.push('forgotten')
	};
	const forget = async (student: string) => void told.push(`device ${student}`);
	const browser = { make: async () => ({}), sign: async () => ({ id: 'signed' }) };
	return { told, own: new OwnAccount(api, account, browser, forget) };
}

test('what was removed is seen to be gone, because the edge is asked again', async () => {
	const { told, own } = desk();
	await own.load();
	await own.removePasskey('one', 'mine');
	await own.unlink('https://issuer.test', 'ada');
	expect(told).toEqual(['profile', 'remove {"password":"mine"}', 'profile', 'unlink', 'profile']);
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
	const kept = desk({ 'erase {"password":"mine"}': new ApiError('must_be_kept', 'x') });
	await kept.own.load();
	await expect(kept.own.erase(person.email, 'mine')).rejects.toThrow(ApiError);
	expect(kept.told).toEqual(['profile', 'erase {"password":"mine"}']);
	const { told, own } = desk();
	await own.load();
	await own.erase(person.email, 'mine');
	expect(told).toEqual([
		'profile',
		'erase {"password":"mine"}',
		`device ${person.id}`,
		'forgotten'
	]);
});

test('who has no password proves with a passkey that it is still them, and who has neither sends nothing', async () => {
	const keys = desk({}, { hasPassword: false });
	await keys.own.load();
	await keys.own.removePasskey('one', '');
	expect(keys.told).toContain('remove {"ceremony":"proof","answer":{"id":"signed"}}');
	const bare = desk({}, { hasPassword: false, passkeys: [] });
	await bare.own.load();
	await bare.own.addPasskey('Laptop', '');
	expect(bare.told).toEqual(['profile', 'options undefined', 'add', 'profile']);
});

test('a new passkey that is refused is not taken for a wrong password', async () => {
	const wrong = new ApiError('wrong_credentials', 'x');
	const { own } = desk({ add: wrong });
	await own.load();
	await expect(own.addPasskey('Laptop', 'mine')).rejects.toThrow(PasskeyError);
	const other = desk({ 'options {"password":"not mine"}': wrong });
	await other.own.load();
	await expect(other.own.addPasskey('Laptop', 'not mine')).rejects.toBe(wrong);
});
