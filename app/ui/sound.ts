import { m } from '#app/i18n/generated/messages.js';

/** A sound as often as it is wanted, with its words for who cannot hear it; where it cannot be played, the words alone. */
export function sound(url: string, words: string): HTMLElement {
	const made = document.createElement('span');
	made.className = 'sound';
	const player = document.createElement('audio');
	player.controls = true;
	player.preload = 'metadata';
	player.setAttribute('aria-label', m.uploads_sound());
	const transcript = document.createElement('details');
	const summary = document.createElement('summary');
	summary.textContent = m.uploads_transcript();
	transcript.append(summary, words);
	player.addEventListener(
		'error',
		() => {
			made.className = 'missing-picture';
			made.replaceChildren(words);
		},
		{ once: true }
	);
	player.src = url;
	made.append(player, transcript);
	return made;
}
