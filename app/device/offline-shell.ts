import { Workbox } from 'workbox-window';

/**
 * The shell is every file the app's own pages need; the service worker keeps it. A new version waits until no exam page is
 * open in any tab: a running exam ends with the code it began with.
 */
export type ShellState = 'unsupported' | 'installing' | 'ready';

export interface ShellEvents {
	/** A new version is installed and waits. */
	onWaiting: () => void;
	/** The new version has taken over: the page must load again before it asks for a file of the old one. */
	onReplaced: () => void;
}

let workbox: Workbox | null = null;
let told: ShellEvents | null = null;

export async function registerShell(events: ShellEvents): Promise<void> {
	if (!('serviceWorker' in navigator) || workbox) return;
	told = events;
	const hadController = navigator.serviceWorker.controller !== null;
	workbox = new Workbox('/service-worker.js', { type: 'module', updateViaCache: 'none' });
	workbox.addEventListener('waiting', events.onWaiting);
	workbox.addEventListener('controlling', () => {
		if (hadController) events.onReplaced();
	});
	try {
		await workbox.register({ immediate: true });
	} catch (error) {
		// Private windows of some browsers refuse; the check before the exam says what that means.
		console.warn('The app could not be kept on this device:', error);
		workbox = null;
	}
}

/** Asks the waiting version to take over. It answers no while an exam page is open anywhere. */
export async function takeUpdate(): Promise<boolean> {
	if (!workbox) return false;
	const registration = await navigator.serviceWorker.getRegistration();
	if (!registration?.waiting) return false;
	return (await askWorker(registration.waiting, { type: 'take-over' })) === true;
}

export async function shellState(): Promise<ShellState> {
	if (!('serviceWorker' in navigator)) return 'unsupported';
	const registration = await navigator.serviceWorker.getRegistration();
	// `active` is only there once everything in the precache is.
	return registration?.active ? 'ready' : 'installing';
}

/** Resolves once the app opens without a network; never where there is no service worker. */
export async function shellReady(): Promise<void> {
	// A first installation that a network broke off, or somebody's page for one of its files, leaves nothing behind: it begins again.
	if (told && !(await navigator.serviceWorker.getRegistration())) {
		workbox = null;
		await registerShell(told);
	}
	await navigator.serviceWorker.ready;
}

function askWorker(worker: ServiceWorker, message: { type: 'take-over' }): Promise<unknown> {
	return new Promise((resolve) => {
		const channel = new MessageChannel();
		channel.port1.onmessage = (event: MessageEvent<unknown>) => resolve(event.data);
		worker.postMessage(message, [channel.port2]);
	});
}
