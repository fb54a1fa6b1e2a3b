import { expect, test } from 'vitest';
import { agentWords } from './agent-words.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

test.each([
	[
		`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/140.0.0.0`,
		'Edge on Windows'
	],
	[`Mozilla/5.0 (Linux; Android 15; K) ${chrome} Mobile Safari/537.36`, 'Chrome on Android'],
	[`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'Chrome on ChromeOS'],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
		'Safari on iPhone'
	],
	[
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Gecko/20100101 Firefox/142.0',
		'Firefox on macOS'
	]
])('%s is called %s', (agent, words) => {
	expect(agentWords(agent)).toBe(words);
});

test('what says nothing of itself is an unknown device', () => {
	expect(agentWords(null)).toBe('Unknown device');
	expect(agentWords('curl/8.5.0')).toBe('Unknown device');
});
