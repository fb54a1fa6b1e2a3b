/** Builds the page once, serves it with the weights, and opens it in a Chromium that plays a recording. */
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Page } from 'playwright';
import { build } from 'vite';
import { createProfile, deleteProfile, launchChromium, type Devices } from '../support/chromium.ts';
import type { Analysis, Report } from './page/main.ts';

declare global {
	var analysis: Analysis;
}

export interface AnalysisSite {
	address: string;
	close(): void;
}

const vendor = fileURLToPath(new URL('../../static/vendor', import.meta.url));
const types: Record<string, string> = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.wasm': 'application/wasm'
};

/** As strict as a site can be that compiles wasm; workers take over the header of their own script. */
const policyOfSite =
	"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:";

function send(response: ServerResponse, path: string): void {
	if (!existsSync(path)) {
		response.writeHead(404).end();
		return;
	}
	response.setHeader('content-security-policy', policyOfSite);
	response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
	createReadStream(path).pipe(response);
}

/** A film is sought only in what is served in parts: of the rest Chromium shows the beginning, whatever time is asked for. */
function sendPart(response: ServerResponse, path: string, range: string): void {
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
	if (from === undefined || !existsSync(path)) {
		response.writeHead(from === undefined ? 416 : 404).end();
		return;
	}
	const { size } = statSync(path);
	const start = Number(from);
	const end = to ? Math.min(Number(to), size - 1) : size - 1;
	response.writeHead(206, {
		'content-range': `bytes ${start}-${end}/${size}`,
		'content-length': end - start + 1,
		'accept-ranges': 'bytes'
	});
	createReadStream(path, { start, end }).pipe(response);
}

/** `page`: a folder with an index.html. `recordings`: a folder that is served under /recordings/. */
export async function serveAnalysis({
	page = fileURLToPath(new URL('./page', import.meta.url)),
	recordings = null as string | null
} = {}): Promise<AnalysisSite> {
	const folder = mkdtempSync(join(tmpdir(), 'analysis-page-'));
	await build({
		root: page,
		configFile: false,
		publicDir: false,
		logLevel: 'error',
		plugins: [svelte({ configFile: false })],
		worker: { format: 'es' },
		build: { outDir: folder, emptyOutDir: true }
	});
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? '/', 'http://site');
		// As a single-page app's server answers for files that are not there.
		if (pathname.startsWith('/page-instead/')) send(response, join(folder, 'index.html'));
		else if (pathname.startsWith('/damaged/')) response.end('not the model');
		else if (pathname.startsWith('/classic-only/'))
			send(response, join(vendor, 'mediapipe', pathname.replace(/.*(?=vision_wasm_nosimd)/, '')));
		else if (pathname.startsWith('/vendor/')) send(response, join(vendor, pathname.slice(8)));
		else if (recordings && pathname.startsWith('/recordings/')) {
			const path = join(recordings, pathname.slice(12));
			if (request.headers.range) sendPart(response, path, request.headers.range);
			else send(response, path);
		} else send(response, join(folder, pathname === '/' ? 'index.html' : pathname));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://localhost:${(server.address() as AddressInfo).port}/`,
		close() {
			server.close();
			server.closeAllConnections();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

export interface Analysed extends Report {
	/** Requests that went anywhere but to the page's own origin. */
	elsewhere: string[];
}

export interface AnalyseOptions {
	devices: Devices;
	/** Milliseconds from the first reading (or from the start, where none is expected) to the report. */
	forMs: number;
	expectReadings?: boolean;
	start?: Partial<Parameters<Analysis['start']>[0]>;
	during?: (page: Page) => Promise<void>;
	permissions?: boolean;
}

/** Recordings are played again and again, and a program steers the browser: both would be told, rightly. */
export const policy: Parameters<Analysis['start']>[0]['policy'] = {
	camera: true,
	microphone: false,
	fullscreen: false,
	without: ['picture_frozen', 'automated'],
	minimumMs: {}
};

/** Plays a recording to the watch for a while and says what came of it. */
export async function analyse(site: AnalysisSite, options: AnalyseOptions): Promise<Analysed> {
	const profile = createProfile();
	const browser = await launchChromium(profile, { devices: options.devices });
	try {
		const { page, context } = browser;
		const elsewhere: string[] = [];
		context.on('request', (request) => {
			if (!request.url().startsWith(site.address) && !request.url().startsWith('data:'))
				elsewhere.push(request.url());
		});
		await page.goto(site.address);
		// A gesture, as the press on "Start exam" is one: sound waits for it.
		await page.mouse.click(5, 5);
		const start = {
			policy,
			modelUrl: '/vendor/mediapipe/face_detector.tflite',
			headModelUrl: '/vendor/mediapipe/face_landmarker.task',
			wasmBase: '/vendor/mediapipe/',
			...options.start
		};
		await page.evaluate((given) => globalThis.analysis.start(given), start);
		if (options.expectReadings !== false)
			await page.waitForFunction(() => {
				const { faces, voices, heads } = globalThis.analysis.report();
				return faces.length + voices.length + heads.length > 0;
			});
		await options.during?.(page);
		await page.waitForTimeout(options.forMs);
		const report = await page.evaluate(() => globalThis.analysis.report());
		await page.evaluate(() => globalThis.analysis.stop());
		const { entries } = await page.evaluate(() => globalThis.analysis.report());
		return { ...report, entries, elsewhere };
	} finally {
		await browser.close();
		deleteProfile(profile);
	}
}
