/** What a key means on the desk, where no field has it. */
export type DeskKey =
	| { do: 'points'; key: string }
	| { do: 'step'; by: 1 | -1 }
	| { do: 'go'; by: 1 | -1 }
	| { do: 'save' }
	| { do: 'comment' }
	| { do: 'flag' }
	| { do: 'keys' };

interface Pressed {
	key: string;
	/** In a field where letters are written. */
	typing: boolean;
	/** On a button or a link, which Enter is for. */
	onControl: boolean;
	rtl: boolean;
	/** Whether single letters act. */
	letters: boolean;
}

/** null: the key is none of the desk's. */
export function deskKey({ key, typing, onControl, rtl, letters }: Pressed): DeskKey | null {
	if (typing) return null;
	if (/^[\d.,]$/.test(key) || key === 'Backspace') return { do: 'points', key };
	switch (key) {
		case 'ArrowUp':
			return { do: 'step', by: 1 };
		case 'ArrowDown':
			return { do: 'step', by: -1 };
		case 'ArrowRight':
			return { do: 'go', by: rtl ? -1 : 1 };
		case 'ArrowLeft':
			return { do: 'go', by: rtl ? 1 : -1 };
		case 'Enter':
			return onControl ? null : { do: 'save' };
		case '?':
			return { do: 'keys' };
	}
	if (!letters) return null;
	switch (key.toLowerCase()) {
		case 'j':
			return { do: 'go', by: 1 };
		case 'k':
			return { do: 'go', by: -1 };
		case 'c':
			return { do: 'comment' };
		case 'f':
			return { do: 'flag' };
		default:
			return null;
	}
}
