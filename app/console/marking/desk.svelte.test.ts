import { expect, test } from 'vitest';
import type { KeptMark, MarkStore } from '#app/device/mark-store.ts';
import type { Answer, MarkSave } from '#sync/schema/marking.ts';
import { type Outcome } from './after-sending.ts';
import { Desk } from './desk.svelte.ts';
import type { MarkingItem } from './marking-item.ts';
import { MarkQueue } from './mark-queue.svelte.ts';

type World = ConstructorParameters<typeof Desk>[0];

const item: MarkingItem = {
	item: { id: 'essay', type: 'essay', prompt: 'Why?', points: 4 },
	rubric: null,
	number: 1,
	criteria: [],
	markers: [],
	mine: true,
	toDecide: 0,
	progress: { waiting: 2, marked: 0, secondWaiting: 0, toModerate: 0, forMe: 2 }
};
const answer = (script: string, over: Partial<Answer> = {}): Answer => ({
	script,
	alias: script,
	studentName: null,
	attempt: null,
	item: 'essay',
	maximum: 4,
	state: 'waiting',
	second: false,
	response: { type: 'essay', text: 'Because.' },
	numbers: [],
	mine: null,
	changed: false,
	answered: '',
	others: [],
	points: null,
	can: 'mark',
	...over
});

const takes = ({ mark, revision }: MarkSave): Omit<Outcome, 'save'> => ({
	refused: null,
	state: mark.done ? 'marked' : 'waiting',
	mine: { ...mark, revision: revision + 1, savedAt: 1 }
});

function open(
	answers: Answer[],
	load: World['load'] = async () => ({ answers, next: null }),
	edge: (save: MarkSave) => Omit<Outcome, 'save'> = takes,
	finish?: () => void,
	criteria: MarkingItem['criteria'] = []
) {
	const rows = new Map<string, KeptMark>();
	const sent: MarkSave[] = [];
	const store: MarkStore = {
		marks: async () => [],
		put: async (row) => void rows.set(row.key, row),
		update: async (row) => {
			rows.set(row.key, row);
			return row;
		},
		remove: async (key) => void rows.delete(key),
		flags: async () => [],
		setFlag: async () => {}
	};
	const queue = new MarkQueue({
		person: 'p',
		sitting: 's',
		store,
		send: async (_, saves) => {
			sent.push(...saves);
			return saves.map((one) => ({ save: one.save, ...edge(one) }));
		},
		answered: (place, outcome) => desk.hear(place, outcome),
		now: () => 1,
		newId: () => crypto.randomUUID()
	});
	let paused: () => void = () => {};
	const desk: Desk = new Desk({
		item: { ...item, criteria },
		step: 0.5,
		queue,
		load,
		...(finish && { finish }),
		later: (run) => {
			paused = run;
			return () => (paused = () => {});
		}
	});
	return { desk, queue, rows, sent, pause: () => paused() };
}
const type = (desk: Desk, points: string) => desk.change({ ...desk.draft, points });

test('what is typed and left is a draft at the edge, and is there again on coming back', async () => {
	const { desk, queue, sent } = open([answer('a'), answer('b')]);
	await desk.load('mine');
	type(desk, '3');
	await desk.go(1);
	await queue.send();
	expect(sent.map(({ mark }) => [mark.points, mark.done])).toEqual([[3, false]]);
	expect(desk.draft.points).toBe('');
	await desk.go(-1);
	expect(desk.draft.points).toBe('3');
});

test('a mark that was done is not undone by typing; what was typed waits on the device', async () => {
	const { desk, queue, sent, pause } = open([answer('a'), answer('b')]);
	await desk.load('mine');
	type(desk, '3');
	expect(await desk.save()).toBe(true);
	await queue.send();
	type(desk, '1');
	pause();
	await queue.send();
	expect(sent.map(({ mark }) => [mark.points, mark.done])).toEqual([[3, true]]);
	expect(desk.undone).toBe(true);
	expect(await desk.save()).toBe(true);
	await queue.send();
	expect(sent.at(-1)).toMatchObject({ revision: 1, mark: { points: 1, done: true } });
	expect(desk.undone).toBe(false);
});

test('more than there is to be had is not sent, in a draft neither', async () => {
	const { desk, queue, sent, rows, pause } = open([answer('a')]);
	await desk.load('mine');
	type(desk, '9');
	expect(await desk.save()).toBe(false);
	expect(desk.problem).toBe('too_many');
	type(desk, '9.5');
	pause();
	await queue.send();
	expect(sent).toEqual([]);
	expect([...rows.values()].map(({ state }) => state)).toEqual(['kept']);
});

test('a criterion with more than it has holds the mark back and says where, and no draft of it is sent', async () => {
	const criteria = [
		{ id: 'c1', text: 'Says why', points: 2 },
		{ id: 'c2', text: 'Says how', points: 2 }
	];
	const { desk, queue, sent, pause } = open(
		[answer('a'), answer('b')],
		undefined,
		takes,
		undefined,
		criteria
	);
	await desk.load('mine');
	const score = (scores: Record<string, string>) =>
		desk.change({ ...desk.draft, points: '3', scores });
	score({ c1: '3', c2: 'x' });
	expect([...desk.scoreProblems]).toEqual([['c1', 'too_many']]);
	pause();
	expect(await desk.save()).toBe(false);
	await queue.send();
	expect(sent).toEqual([]);
	expect([...desk.scoreProblems]).toEqual([
		['c1', 'too_many'],
		['c2', 'no_number']
	]);
	expect(desk.current?.script).toBe('a');
	score({ c1: '2', c2: '' });
	expect(await desk.save()).toBe(true);
	await queue.send();
	expect(sent.map(({ mark }) => mark.scores)).toEqual([[{ criterion: 'c1', points: 2 }]]);
});

test('from anywhere on the desk there is a way back to one answer', async () => {
	const { desk } = open([answer('a'), answer('b'), answer('c')]);
	await desk.load('mine');
	type(desk, '1');
	expect(await desk.goToScript('c')).toBe(true);
	expect(desk.current?.script).toBe('c');
	expect(await desk.goToScript('elsewhere')).toBe(false);
	await desk.goToScript('a');
	expect(desk.draft.points).toBe('1');
});

test('what cannot be marked takes no points', async () => {
	const { desk } = open([answer('a', { can: 'nothing' })]);
	await desk.load('all');
	type(desk, '2');
	expect(desk.draft.points).toBe('');
	expect(await desk.save()).toBe(false);
});

test('where two differ the mark is a moderator’s', async () => {
	const { desk, queue, sent } = open([answer('a', { can: 'moderate', state: 'to_moderate' })]);
	await desk.load('moderate');
	type(desk, '2');
	await desk.save();
	await queue.send();
	expect(sent[0]?.as).toBe('moderator');
});

/** An edge where another window has saved revision 5 meanwhile. */
function edgeOfTwoWindows() {
	let meanwhile = () => {};
	let own = {
		...{ points: 1, comment: 'Another window', scores: [], annotations: [], done: true },
		...{ revision: 5, savedAt: 1 }
	} as NonNullable<Answer['mine']>;
	return {
		take(save: MarkSave): Omit<Outcome, 'save'> {
			meanwhile();
			meanwhile = () => {};
			const stale = save.revision !== own.revision;
			if (!stale) own = { ...save.mark, revision: own.revision + 1, savedAt: 1 };
			return { refused: stale ? 'stale' : null, state: 'marked', mine: own };
		},
		/** While the next request is under way. */
		during(run: () => void) {
			meanwhile = run;
		},
		get comment() {
			return own.comment;
		}
	};
}
const before = {
	...{ points: 2, comment: '', scores: [], annotations: [], done: true },
	...{ revision: 4, savedAt: 1 }
} satisfies Answer['mine'];

test('typing on does not decide which of two stands: theirs is not overwritten, and nothing typed is lost', async () => {
	for (const [which, stands] of [
		['mine', 'Here, and on'],
		['theirs', 'Another window']
	] as const) {
		const edge = edgeOfTwoWindows();
		const { desk, queue, rows, pause } = open(
			[answer('a', { mine: before })],
			undefined,
			edge.take
		);
		await desk.load('mine');
		desk.change({ ...desk.draft, points: '3', comment: 'Here' });
		edge.during(() => desk.change({ ...desk.draft, comment: 'Here, and on' }));
		expect(await desk.save()).toBe(true);
		await queue.send();
		expect(desk.kept?.state).toBe('conflict');
		pause();
		await desk.leave();
		await queue.send();
		expect(edge.comment).toBe('Another window');
		expect(desk.kept).toMatchObject({
			state: 'conflict',
			mark: { comment: 'Here, and on' },
			theirs: { comment: 'Another window' }
		});
		expect([...rows.values()].map(({ mark }) => mark.comment)).toEqual(['Here, and on']);
		await desk.decide(which);
		await queue.send();
		expect([edge.comment, desk.draft.comment, desk.kept]).toEqual([stands, stands, null]);
	}
});

test('what was typed just before one’s own is chosen goes with it', async () => {
	const edge = edgeOfTwoWindows();
	const { desk, queue } = open([answer('a', { mine: before })], undefined, edge.take);
	await desk.load('mine');
	desk.change({ ...desk.draft, comment: 'Here' });
	edge.during(() => desk.change({ ...desk.draft, comment: 'Here, and on' }));
	await desk.save();
	await queue.send();
	await desk.decide('mine');
	await queue.send();
	expect(edge.comment).toBe('Here, and on');
});

test('a change kept here goes on from what it was made of, not from what came to be at the edge since', async () => {
	const edge = edgeOfTwoWindows();
	const { desk, queue, sent } = open([answer('a', { mine: before })], undefined, edge.take);
	await desk.load('mine');
	desk.change({ ...desk.draft, comment: 'Here' });
	await desk.leave();
	expect(desk.kept?.revision).toBe(4);
	const place = { script: 'a', item: 'essay', as: 'marker' } as const;
	const theirs = { ...before, comment: 'Another window', revision: 5 };
	desk.hear(place, { save: 'another', refused: null, state: 'marked', mine: theirs });
	expect(await desk.save()).toBe(true);
	await queue.send();
	expect(sent.at(-1)?.revision).toBe(4);
	expect([edge.comment, desk.kept?.state]).toEqual(['Another window', 'conflict']);
});

test('of two lists that are asked for, the one asked for last is on the desk, whichever comes last', async () => {
	const slow = Promise.withResolvers<undefined>();
	const { desk } = open([], async (show) => {
		if (show === 'mine') await slow.promise;
		return { answers: [answer(show)], next: null };
	});
	const first = desk.load('mine');
	await desk.load('all');
	slow.resolve(undefined);
	await first;
	expect(desk.answers?.map(({ script }) => script)).toEqual(['all']);
});

test('a mark says which answer it is for: the one that was on the screen', async () => {
	const { desk, queue, sent } = open([answer('a', { answered: 'as-seen' })]);
	await desk.load('mine');
	type(desk, '2');
	expect(await desk.save()).toBe(true);
	await queue.send();
	expect(sent).toHaveLength(1);
	expect(sent[0]?.answered).toBe('as-seen');
});

test('refused because the answer was changed, it stays here, and goes out for the answer that was looked at then', async () => {
	let answered = 'before';
	const load = async () => ({ answers: [answer('a', { answered })], next: null });
	const edge = (save: MarkSave) =>
		save.answered === 'now'
			? takes(save)
			: { refused: 'answer_changed' as const, state: null, mine: null };
	const { desk, queue, sent } = open([], load, edge);
	await desk.load('mine');
	type(desk, '2');
	await desk.save();
	await queue.send();
	expect(queue.refused).toHaveLength(1);
	answered = 'now';
	await desk.load('mine');
	expect(desk.draft.points).toBe('2');
	await desk.save();
	await queue.send();
	expect(queue.here).toBe(0);
	expect(sent.map((one) => one.answered)).toEqual(['before', 'now']);
});

test('a note that was begun is put on the answer it was begun on: on going, on saving, on other answers', async () => {
	let typed = '';
	const finish = () => {
		if (!typed) return;
		const note = { kind: 'note', x: 0.5, y: 0.5, text: typed } as const;
		typed = '';
		desk.change({ ...desk.draft, annotations: [...desk.draft.annotations, note] });
	};
	const { desk, queue, sent, pause } = open(
		[answer('a'), answer('b'), answer('c')],
		undefined,
		takes,
		finish
	);
	await desk.load('mine');
	typed = 'half a';
	type(desk, '1');
	pause();
	await Promise.resolve();
	expect(typed).toBe('half a');
	await desk.go(1);
	typed = 'on b';
	type(desk, '2');
	await desk.save();
	await desk.go(1);
	typed = 'on c';
	await desk.load('all');
	await queue.send();
	const last = new Map(sent.map(({ script, mark }) => [script, mark.annotations]));
	expect(
		[...last].map(([script, all]) => [script, all.map((one) => 'text' in one && one.text)])
	).toEqual([
		['a', ['half a']],
		['b', ['on b']],
		['c', ['on c']]
	]);
});

test('all are marked once the edge has said so of the last answer', async () => {
	const { desk, queue } = open([answer('a'), answer('b')]);
	expect(desk.allMarked).toBe(false);
	await desk.load('mine');
	for (const points of ['1', '2']) {
		expect(desk.allMarked).toBe(false);
		type(desk, points);
		await desk.save();
		await queue.send();
		await desk.go(1);
	}
	expect(desk.allMarked).toBe(true);
});
