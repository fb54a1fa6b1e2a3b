import { expect, test } from 'vitest';
import type { OwnSession, Stage } from './stage.ts';
import { openWords, stageWords } from './stage-words.ts';

test.each<[Stage, OwnSession, string | null, string]>([
	['open', null, null, 'Open'],
	['in_progress', 'open', 'In progress', 'Open and go on'],
	['paused', 'open', 'Paused', 'Open and go on'],
	['waiting', 'submitted', 'Waiting for network', 'Open receipt'],
	['handed_in', 'done', 'Handed in', 'Open receipt'],
	['handed_in', null, 'Handed in', 'Open receipt'],
	['released', 'done', 'Results are out', 'Open results'],
	['over', null, 'Closed', 'Open']
])(
	'an exam that is %s with a session %s reads %j and its link %j',
	(stage, session, state, link) => {
		expect(stageWords(stage, session)?.text ?? null).toBe(state);
		expect(openWords(stage, session)).toBe(link);
	}
);
