import { createContext } from 'svelte';

/** Installing the app: offered by the page at the right moment, once, and never again when it was answered. */

/** Not in the standard's types: Chromium keeps its own offer until the page asks for it. */
interface InstallOffer extends Event {
	prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

const key = 'invigil-install-answered';

export type InstallWay = 'offer' | 'share_menu' | null;

export class Installing {
	#offer: InstallOffer | null = $state.raw(null);
	#answered = $state.raw(false);
	readonly #window: Window;

	constructor(window: Window = globalThis.window) {
		this.#window = window;
		this.#answered = window.localStorage.getItem(key) !== null;
		window.addEventListener('beforeinstallprompt', (event) => {
			event.preventDefault();
			this.#offer = event as InstallOffer;
		});
		window.addEventListener('appinstalled', () => this.answer());
	}

	/** How it can be installed here; null: not at all, already done, or already answered. */
	get way(): InstallWay {
		if (this.#answered || this.#installed()) return null;
		if (this.#offer) return 'offer';
		return this.#isAppleTouch() ? 'share_menu' : null;
	}

	async install(): Promise<void> {
		await this.#offer?.prompt();
		this.answer();
	}

	/** Yes or no, it is not asked again on this device. */
	answer(): void {
		this.#answered = true;
		this.#window.localStorage.setItem(key, 'yes');
	}

	#installed(): boolean {
		return this.#window.matchMedia('(display-mode: standalone), (display-mode: fullscreen)')
			.matches;
	}

	#isAppleTouch(): boolean {
		const { userAgent, maxTouchPoints } = this.#window.navigator;
		return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
	}
}

export const [getInstalling, setInstalling] = createContext<Installing>();
