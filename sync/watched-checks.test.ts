import { expect, test } from 'vitest';
import { checkGroups, groupOf, reasonsOf } from './checks.ts';
import { policyPresets } from './policy-presets.ts';
import { checks, observation } from './schema/observation.ts';
import { sittingChange } from './schema/plan.ts';
import { newSitting } from './schema/teaching.ts';
import {
	analyses,
	chosenPolicy,
	defaultPolicy,
	policy as schema,
	type Policy
} from './schema/policy.ts';
import {
	analysed,
	isSensed,
	isWatched,
	modelNeeds,
	notOffered,
	type WatchGranted
} from './watched-checks.ts';

const everything: Policy = { ...defaultPolicy, fullscreen: true, analyses: [...analyses] };
const granted = (change: Partial<WatchGranted>): WatchGranted => ({
	off: [],
	reader: false,
	...change
});
const watched = (policy: Policy, grant?: WatchGranted) =>
	checks.filter((check) => isWatched(policy, grant, check));
const lost = (policy: Policy, grant?: WatchGranted) => {
	const left = new Set(watched(policy, grant));
	return watched(everything).filter((check) => !left.has(check));
};

test('with everything on every check runs that is offered, and each belongs to a group', () => {
	expect(watched(everything)).toEqual(checks.filter((check) => !notOffered.has(check)));
	expect(new Set(Object.values(groupOf))).toEqual(new Set(checkGroups));
});

test('every reason is one that an observation may carry', () => {
	for (const reason of Object.values(reasonsOf).flat())
		expect(observation.shape.reason.parse(reason)).toBe(reason);
});

test('a policy of before, which names no analysis, runs none, and its bytes stay what they were', () => {
	const { analyses: _analyses, without: _without, ...before } = defaultPolicy;
	expect(schema.parse(before)).toEqual(before);
	expect(analysed(before)).toEqual([]);
	expect(isWatched(before, null, 'head_away')).toBe(false);
	expect(isWatched(before, null, 'face_absent')).toBe(true);
	expect(modelNeeds(before)).toEqual(['faces']);
});

test('without a camera nothing that it sees is watched, by policy or by what was granted', () => {
	const seen = [
		'face_absent',
		'face_multiple',
		'face_partial',
		'camera_blocked',
		'picture_frozen',
		'camera_unavailable',
		'camera_changed',
		'camera_virtual',
		'head_away',
		'eyes_away',
		'identity_changed'
	];
	expect(lost({ ...everything, camera: false })).toEqual(seen);
	expect(lost(everything, granted({ off: ['camera'] }))).toEqual(seen);
	expect(analysed(everything, granted({ off: ['camera'] }))).toEqual([
		'speaker',
		'arousal',
		'screen'
	]);
	expect(modelNeeds(everything, granted({ off: ['camera'] }))).toEqual([]);
});

test('without a microphone nothing that it hears is watched', () => {
	const heard = ['microphone_unavailable', 'speech', 'loud', 'speaker_changed', 'arousal'];
	expect(lost({ ...everything, microphone: false })).toEqual(heard);
	expect(lost(everything, granted({ off: ['microphone'] }))).toEqual(heard);
});

test('what was granted takes its checks away, and an analysis that has none left is not started', () => {
	expect(lost(everything, granted({ off: ['gaze'] }))).toEqual(['head_away', 'eyes_away']);
	expect(analysed(defaultPolicy, granted({ off: ['gaze'] }))).toEqual([]);
	expect(modelNeeds(defaultPolicy, granted({ off: ['gaze'] }))).toEqual(['faces']);
	expect(lost(everything, granted({ off: ['company'] }))).toEqual([
		'face_multiple',
		'speaker_changed'
	]);
	expect(lost(everything, granted({ reader: true }))).toEqual(['speech', 'speaker_changed']);
});

test('a check is switched off alone, and the record’s own troubles cannot be', () => {
	expect(lost({ ...everything, without: ['paste'] })).toEqual(['paste']);
	expect(analysed({ ...defaultPolicy, without: ['head_away'] })).toEqual([]);
	for (const without of [['storage_failing'], ['paste', 'paste'], ['whatever']])
		expect(schema.safeParse({ ...defaultPolicy, without }).success).toBe(false);
});

test('a sensor whose checks are all switched off is not asked for, and its models are not fetched', () => {
	expect(isSensed(defaultPolicy, null, 'camera')).toBe(true);
	const without = checks.filter(
		(check) => groupOf[check] === 'face' && check !== 'camera_unavailable'
	) as Policy['without'];
	const blind = { ...defaultPolicy, analyses: [], without };
	expect(isSensed(blind, null, 'camera')).toBe(false);
	expect(modelNeeds(blind)).toEqual([]);
	expect(isSensed(blind, null, 'microphone')).toBe(true);
	expect(isSensed(blind, granted({ off: ['microphone'] }), 'microphone')).toBe(false);
});

test('what is not offered cannot be chosen, starts nothing and fetches nothing; a policy that names it is still read', () => {
	const wanted: Policy = { ...defaultPolicy, analyses: ['things', 'identity'] };
	const refused = chosenPolicy.safeParse(wanted);
	expect(refused.error?.issues).toMatchObject([
		{ path: ['analyses'], message: expect.stringContaining('is not offered') }
	]);
	expect(chosenPolicy.parse({ ...wanted, analyses: ['identity'] }).analyses).toEqual(['identity']);
	for (const { shape } of [newSitting, sittingChange])
		expect(shape.policy.safeParse(wanted).success).toBe(false);
	expect(schema.parse(wanted)).toEqual(wanted);
	expect(analysed(wanted)).toEqual(['identity']);
	expect(modelNeeds(wanted)).toEqual(['faces', 'likeness']);
	expect(isWatched(wanted, null, 'identity_changed')).toBe(true);
	for (const check of notOffered) expect(isWatched(wanted, null, check)).toBe(false);
});

test('each preset says what must be on the device', () => {
	expect(
		Object.entries(policyPresets).map(([name, policy]) => [name, ...modelNeeds(policy)])
	).toEqual([
		['open_book'],
		['quiet'],
		['supervised', 'faces', 'landmarks'],
		['strict', 'faces', 'landmarks']
	]);
	expect(modelNeeds(everything)).toEqual(['faces', 'landmarks', 'likeness']);
	expect(modelNeeds({ ...defaultPolicy, analyses: ['arousal'] })).toEqual(['faces', 'landmarks']);
});
