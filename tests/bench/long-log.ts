/** Three hours at ten entries a second: verified, opened again after a crash, and how much room it takes. In Node and in Chromium. */
import { performance } from 'node:perf_hooks';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { fromBundleSegment } from '#sync/bundle.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { SessionLog } from '#sync/session-log.ts';
import { MemoryStore } from '#sync/testing/store.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { bundleFixture } from '../support/bundle-fixture.ts';
import { denseStoryFixture } from '../support/attempt-fixture.ts';
import { chromiumArguments, chromiumPath } from '../support/chromium-binary.ts';
import { startStack } from '../support/stack.ts';
import { median, type Figure } from './figures.ts';
import type { InBrowser } from './in-browser.ts';

const ENTRIES = 108_000;
const RUNS = 3;
const ORDER_SEED = 'AAAAAAAAAAAAAAAAAAAAAA';

async function timed(work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let run = 0; run < RUNS; run++) {
		const began = performance.now();
		await work();
		times.push(performance.now() - began);
	}
	return median(times);
}

export async function longLogFigures(entries = ENTRIES): Promise<Figure[]> {
	const bundle = await bundleFixture(denseStoryFixture(ORDER_SEED, entries), {
		openedAt: Date.now() - 12_000_000,
		studentName: 'Student One'
	});
	const [session] = bundle.sessions;
	if (!session) throw new Error('The bundle has no session.');
	const failing = (await verifyBundle(bundle)).claims.filter(({ status }) => status === 'fail');
	const verifying = await timed(() => verifyBundle(bundle));
	const logs = {
		segments: session.log.map((segment) => fromBundleSegment(session.session, segment)),
		control: session.control.map((segment) => fromBundleSegment(session.session, segment))
	};
	const reopening = await timed(() =>
		SessionLog.restore({
			session: session.session,
			ticket: session.ticket,
			sign: () => Promise.reject(new Error('nothing is written')),
			store: new MemoryStore(),
			now: Date.now,
			monotonic: () => performance.now(),
			hold: true,
			...logs
		})
	);
	const inBrowser = await measureInBrowser(bundle);
	const of = `${entries.toLocaleString('en')} entries in ${session.log.length.toLocaleString('en')} segments`;
	const broken = failing.map(({ id }) => id).join(', ');
	return [
		{
			what: 'verification of a 3-hour log, Node',
			value: verifying,
			unit: 'ms',
			aim: 350,
			note: broken === '' ? of : `${of}; fails: ${broken}`
		},
		{ what: 'the same in Chromium', value: inBrowser.verifyMs, unit: 'ms', aim: 800 },
		{
			what: 'opened again after a crash, Chromium',
			value: inBrowser.reopenMs,
			unit: 'ms',
			aim: 1_500,
			note: `from the device’s store, of it ${inBrowser.readMs.toFixed(0)} ms reading`
		},
		{ what: 'the same in Node, from memory', value: reopening, unit: 'ms' },
		{
			what: 'a 3-hour log on the device',
			value: inBrowser.storedBytes / 1e6,
			unit: 'MB',
			aim: 25,
			note: 'what the browser says of its storage, both logs'
		},
		{
			what: 'the same without the browser’s own',
			value: [...logs.segments, ...logs.control].reduce((sum, { length }) => sum + length, 0) / 1e6,
			unit: 'MB'
		}
	];
}

async function measureInBrowser(bundle: Bundle) {
	const { outputFiles } = await build({
		entryPoints: ['tests/bench/in-browser.ts'],
		bundle: true,
		write: false,
		format: 'iife',
		target: 'esnext',
		minify: true
	});
	const stack = await startStack();
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		headless: true,
		chromiumSandbox: false,
		args: chromiumArguments()
	});
	try {
		const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
		const page = await context.newPage();
		page.setDefaultTimeout(600_000);
		await page.route('**/bench-bundle.json', (route) =>
			route.fulfill({ contentType: 'application/json', body: JSON.stringify(bundle) })
		);
		const open = async () => {
			await page.goto(stack.origin);
			await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
		};
		await open();
		const here = () => page.evaluateHandle(() => (window as unknown as { bench: InBrowser }).bench);
		const verify: number[] = [];
		for (let run = 0; run < RUNS; run++)
			verify.push(await (await here()).evaluate((bench) => bench.verify()));
		const storedBytes = await (await here()).evaluate((bench) => bench.keep());
		const reopened: { readMs: number; ms: number }[] = [];
		for (let run = 0; run < RUNS; run++) {
			// A page of its own each time: nothing of it is in memory.
			await open();
			reopened.push(await (await here()).evaluate((bench) => bench.reopen()));
		}
		return {
			verifyMs: median(verify),
			storedBytes,
			reopenMs: median(reopened.map(({ ms }) => ms)),
			readMs: median(reopened.map(({ readMs }) => readMs))
		};
	} finally {
		await browser.close();
		await stack.dispose();
	}
}
