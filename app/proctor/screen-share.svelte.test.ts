import { expect, test } from 'vitest';
import { ScreenShare, type ScreenReason, type ScreenWorld } from './screen-share.svelte.ts';

/** A screen that the test shares and ends. */
function fakeScreen({ offered = true, allowed = true } = {}) {
	let track: (EventTarget & { readyState: string }) | null = null;
	const asTrack = () => track as unknown as MediaStreamTrack | null;
	const world: ScreenWorld = {
		offered: () => offered,
		shared: () => (track?.readyState === 'live' ? asTrack() : null),
		async share() {
			if (!allowed) return { outcome: 'refused', reason: 'permission_denied' };
			track = Object.assign(new EventTarget(), { readyState: 'live' });
			const stream = {} as MediaStream;
			return { outcome: 'granted', track: asTrack() as MediaStreamTrack, stream, stop() {} };
		}
	};
	return {
		world,
		end() {
			if (track) track.readyState = 'ended';
			track?.dispatchEvent(new Event('ended'));
		}
	};
}
function follow(screen: ReturnType<typeof fakeScreen>) {
	const told: (ScreenReason | null)[] = [];
	const share = new ScreenShare((reason) => told.push(reason), screen.world);
	share.start();
	return { share, told };
}

test('what was shared before goes on; its end is told, and sharing again is the end of that', async () => {
	const screen = fakeScreen();
	await screen.world.share();
	const { share, told } = follow(screen);
	expect(share.state).toBe('shared');
	screen.end();
	expect(share.state).toBe('ended');
	await share.share();
	expect(share.state).toBe('shared');
	screen.end();
	expect(told).toEqual([null, 'share_stopped', null, 'share_stopped']);
});

test('nothing shared is told as such, and a refusal changes nothing', async () => {
	const { share, told } = follow(fakeScreen({ allowed: false }));
	await share.share();
	expect([share.state, told]).toEqual(['not_shared', ['share_missing']]);
});

test('a telephone, which offers no sharing, is told as such', () => {
	const { share, told } = follow(fakeScreen({ offered: false }));
	expect([share.state, told]).toEqual(['not_offered', ['share_not_offered']]);
});

test('once it was stopped, nothing more is told', async () => {
	const screen = fakeScreen();
	await screen.world.share();
	const { share, told } = follow(screen);
	share.stop();
	screen.end();
	expect([share.state, told]).toEqual(['off', [null]]);
});
