import { expect, test } from 'vitest';
import { stayOnOwnOrigin } from './own-origin.ts';

test('requests to another origin never reach the network', async () => {
	const asked: string[] = [];
	const scope = {
		location: { href: 'https://exam.test/app/worker.js', origin: 'https://exam.test' },
		fetch: (input: string | URL | Request) => {
			asked.push(String(input instanceof Request ? input.url : input));
			return Promise.resolve(new Response('ok'));
		}
	};
	stayOnOwnOrigin(scope);
	await scope.fetch('/vendor/model.tflite');
	await scope.fetch(new URL('https://exam.test/vendor/model.tflite'));
	await expect(scope.fetch('https://elsewhere.test/v1/log')).rejects.toThrow(TypeError);
	await expect(scope.fetch(new Request('https://elsewhere.test/v1/log'))).rejects.toThrow(
		TypeError
	);
	await expect(scope.fetch('//elsewhere.test/v1/log')).rejects.toThrow(TypeError);
	expect(asked).toEqual(['/vendor/model.tflite', 'https://exam.test/vendor/model.tflite']);
});
