const key = 'invigil-theme';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

let current = $state<Theme>(read());

function read(): Theme {
	const kept = globalThis.localStorage?.getItem(key);
	return themes.find((theme) => theme === kept) ?? 'system';
}

/** Day or night for this device. app.html sets it before the first paint from the same key. */
export const theme = {
	get current(): Theme {
		return current;
	},
	choose(next: Theme): void {
		current = next;
		if (next === 'system') {
			localStorage.removeItem(key);
			delete document.documentElement.dataset['theme'];
		} else {
			localStorage.setItem(key, next);
			document.documentElement.dataset['theme'] = next;
		}
	}
};
