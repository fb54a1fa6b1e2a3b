import { expect, test } from 'vitest';
import {
	LiveFeed,
	LONGEST_WAIT_MS,
	PING_EVERY_MS,
	SILENT_MS,
	waitBefore,
	type FeedEvents,
	type FeedState
} from './live-feed.ts';

const snapshot = JSON.stringify({ type: 'snapshot', version: 1, now: 1, rows: [] });

function fakeWorld() {
	const sockets: { events: FeedEvents; sent: string[]; closed: boolean }[] = [];
	const states: FeedState[] = [];
	const messages: string[] = [];
	const unreadable: unknown[] = [];
	let timers: { at: number; run: () => void }[] = [];
	let now = 0;
	const feed = new LiveFeed({
		open(events) {
			const socket = { events, sent: [] as string[], closed: false };
			sockets.push(socket);
			return {
				send: (text) => void socket.sent.push(text),
				close: () => (socket.closed = true)
			};
		},
		now: () => now,
		random: () => 0.5,
		after(ms, run) {
			const timer = { at: now + ms, run };
			timers.push(timer);
			return () => (timers = timers.filter((other) => other !== timer));
		},
		onState: (state) => void states.push(state),
		onMessage: (message) => void messages.push(message.type),
		onUnreadable: (error) => void unreadable.push(error)
	});
	const pass = (ms: number) => {
		const until = now + ms;
		for (;;) {
			const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
			if (!next) break;
			timers = timers.filter((timer) => timer !== next);
			now = next.at;
			next.run();
		}
		now = until;
	};
	const latest = () => {
		const socket = sockets.at(-1);
		if (!socket) throw new Error('no socket was opened');
		return socket;
	};
	return { feed, sockets, states, messages, unreadable, pass, latest };
}

test('the feed is live only after the snapshot, not when the socket opens', () => {
	const { feed, states, latest } = fakeWorld();
	feed.start();
	latest().events.opened();
	expect(states).toEqual([{ kind: 'connecting' }]);
	latest().events.message(snapshot);
	expect(states.at(-1)).toEqual({ kind: 'live' });
});

test('waits double up to a limit and are a random part of it', () => {
	expect(waitBefore(0, 1)).toBe(500);
	expect(waitBefore(3, 1)).toBe(4000);
	expect(waitBefore(30, 1)).toBe(LONGEST_WAIT_MS);
	expect(waitBefore(30, 0)).toBe(0);
});

test('a lost connection says since when and when it is tried again, and comes back', () => {
	const { feed, sockets, states, pass, latest } = fakeWorld();
	feed.start();
	latest().events.message(snapshot);
	pass(10_000);
	latest().events.closed();
	expect(states.at(-1)).toEqual({ kind: 'waiting', since: 10_000, retryAt: 10_250 });
	pass(250);
	expect(sockets).toHaveLength(2);
	latest().events.closed();
	expect(states.at(-1)).toEqual({ kind: 'waiting', since: 10_000, retryAt: 10_750 });
	pass(500);
	latest().events.message(snapshot);
	expect(states.at(-1)).toEqual({ kind: 'live' });
});

test('a socket that opens but is closed before its snapshot does not reset the waits', () => {
	const { feed, states, pass, latest } = fakeWorld();
	feed.start();
	for (let n = 0; n < 3; n++) {
		latest().events.opened();
		latest().events.closed();
		pass(20_000);
	}
	const last = states.findLast((state) => state.kind === 'waiting');
	expect(last).toMatchObject({ retryAt: 40_000 + 1000 });
});

test('a person may skip the wait; while a socket is open that does nothing', () => {
	const { feed, sockets, latest } = fakeWorld();
	feed.start();
	feed.retryNow();
	expect(sockets).toHaveLength(1);
	latest().events.closed();
	feed.retryNow();
	expect(sockets).toHaveLength(2);
});

test('a message that fits no schema is reported and the feed goes on', () => {
	const { feed, messages, unreadable, latest } = fakeWorld();
	feed.start();
	latest().events.message('{');
	latest().events.message('{"type":"rows","now":1,"rows":[{"attempt":"x"}]}');
	latest().events.message(snapshot);
	expect(unreadable).toHaveLength(2);
	expect(messages).toEqual(['snapshot']);
});

test('a half-open socket whose pings go unanswered is given up', () => {
	const { feed, sockets, states, pass, latest } = fakeWorld();
	feed.start();
	latest().events.opened();
	latest().events.message(snapshot);
	pass(PING_EVERY_MS);
	expect(latest().sent).toEqual(['ping']);
	latest().events.message('pong');
	pass(SILENT_MS + 2 * PING_EVERY_MS);
	expect(sockets[0]?.closed).toBe(true);
	expect(states.some((state) => state.kind === 'waiting')).toBe(true);
});

test('an edge that never answers pings is not taken for dead', () => {
	const { feed, sockets, pass, latest } = fakeWorld();
	feed.start();
	latest().events.opened();
	latest().events.message(snapshot);
	pass(10 * SILENT_MS);
	expect(sockets).toHaveLength(1);
});

test('after stop nothing is opened again and late events of the old socket are ignored', () => {
	const { feed, sockets, states, pass, latest } = fakeWorld();
	feed.start();
	feed.stop();
	latest().events.closed();
	latest().events.message(snapshot);
	pass(60_000);
	expect(sockets).toHaveLength(1);
	expect(states).toEqual([{ kind: 'connecting' }]);
});
