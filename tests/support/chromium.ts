/**
 * A Chromium on a profile of its own, with recordings for camera and microphone, that can be ended the hard way and
 * started again on the same profile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from './chromium-binary.ts';
import { allProcesses, family, killHard } from './processes.ts';

export interface Devices {
	/** An .mjpeg and a .wav, both played round and round; without them Chromium shows its own test picture and beep. */
	camera?: string;
	microphone?: string;
	/** A browser that has neither. */
	none?: boolean;
}

export interface LaunchOptions extends BrowserContextOptions {
	devices?: Devices;
	arguments?: string[];
}

export interface Chromium {
	context: BrowserContext;
	page: Page;
	/** Ends it as a person would. The profile stays. */
	close(): Promise<void>;
	/** SIGKILL for every process of it. The profile stays. */
	kill(): Promise<void>;
}

/** For pictures of what went wrong. */
export const openContexts = new Set<BrowserContext>();

export const createProfile = (): string => mkdtempSync(join(tmpdir(), 'invigil-profile-'));
export const deleteProfile = (profile: string): void =>
	rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

export async function launchChromium(
	profile: string,
	{ devices = {}, arguments: more = [], ...options }: LaunchOptions = {}
): Promise<Chromium> {
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: chromiumPath(),
		headless: true,
		chromiumSandbox: false,
		// Chromium keeps its own crash reporter alive beyond a SIGKILL otherwise.
		args: [
			...chromiumArguments(),
			'--disable-crash-reporter',
			...deviceArguments(devices),
			...more
		],
		viewport: { width: 1280, height: 800 },
		locale: 'en-GB',
		...options
	});
	context.setDefaultTimeout(20_000);
	openContexts.add(context);
	context.on('close', () => openContexts.delete(context));
	const page = context.pages()[0] ?? (await context.newPage());
	return {
		context,
		page,
		close: () => context.close(),
		kill: async () => {
			await killHard(processesOf(profile));
			// Playwright notices by itself; closing frees what it holds.
			await context.close().catch(() => undefined);
		}
	};
}

function deviceArguments({ camera, microphone, none }: Devices): string[] {
	if (none) return [];
	return [
		'--use-fake-ui-for-media-stream',
		'--use-fake-device-for-media-stream',
		...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : []),
		...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}`] : [])
	];
}

export function processesOf(profile: string): number[] {
	const mine = allProcesses().filter(({ command }) =>
		command.some((word) => word === `--user-data-dir=${profile}`)
	);
	return [...new Set(mine.flatMap(({ pid }) => family(pid)))];
}
