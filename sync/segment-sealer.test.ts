import { expect, test } from 'vitest';
import { SegmentSealer } from './segment-sealer.ts';
import { uuid } from './testing/fixture.ts';

test('who flushes while a segment is being signed waits until it is stored', async () => {
	const signing = Promise.withResolvers<Uint8Array>();
	const done: string[] = [];
	const sealer = new SegmentSealer(
		{ session: uuid(1), next: 0, head: '0'.repeat(64), segments: 0 },
		{
			sign: () => signing.promise,
			schedule: () => () => undefined,
			store: () => {
				done.push('stored');
				return { durable: Promise.resolve(), tried: Promise.resolve() };
			},
			publish: () => undefined,
			onSignFailed: (error) => done.push(String(error))
		}
	);
	void sealer.add(new Uint8Array(10), true);
	const flushed = sealer.flush().then(() => done.push('flushed'));
	signing.resolve(new Uint8Array(64));
	await flushed;
	expect(done).toEqual(['stored', 'flushed']);
});
