/** A hall with the browser around it: its socket, its clock, its timers, its language. */
import { m } from '#app/i18n/generated/messages.js';
import { language } from '#app/i18n/language.svelte.ts';
import { checkWords } from '../words/check-words.ts';
import type { Saying } from './announcements.ts';
import { ARRANGE_EVERY_MS, Hall } from './hall.svelte.ts';
import { LiveFeed } from './live-feed.ts';
import { liveSocket } from './live-socket.ts';

export class OpenHall {
	readonly hall: Hall;
	readonly #feed: LiveFeed;
	#collator = new Intl.Collator(language.current, { numeric: true });
	#announcement = $state('');

	constructor(sitting: string, listen: (changed: readonly string[]) => void = () => undefined) {
		this.hall = new Hall({
			now: () => performance.now(),
			compareNames: (a, b) => this.#collator.compare(a, b),
			say: (saying) => (this.#announcement = sentence(saying))
		});
		this.#feed = new LiveFeed({
			open: liveSocket(sitting),
			now: () => performance.now(),
			random: Math.random,
			after: (ms, run) => {
				const timer = setTimeout(run, ms);
				return () => clearTimeout(timer);
			},
			onState: (state) => this.hall.setFeed(state),
			onMessage: (message) => {
				this.hall.receive(message);
				if (message.type !== 'rush') listen(message.rows.map(({ attempt }) => attempt));
			},
			onUnreadable: (error) => console.error('hall message not understood', error)
		});
	}

	/** What a screen reader should say now. */
	get announcement(): string {
		return this.#announcement;
	}

	/** Runs until the answer is called. */
	start(): () => void {
		this.#feed.start();
		const ticking = setInterval(() => this.hall.tick(), ARRANGE_EVERY_MS);
		const again = () => this.retry();
		addEventListener('online', again);
		return () => {
			this.#feed.stop();
			clearInterval(ticking);
			removeEventListener('online', again);
		};
	}

	retry(): void {
		this.#feed.retryNow();
	}
}

function sentence(saying: Saying): string {
	if (saying.kind === 'each')
		return saying.news
			.map(({ name, check }) => m.console_news({ name, what: checkWords(check) }))
			.join(' ');
	const { name, check } = saying.first;
	return m.console_news_many({
		name,
		what: checkWords(check),
		others: saying.students - 1
	});
}
