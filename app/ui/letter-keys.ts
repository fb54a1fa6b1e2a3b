const key = 'invigil-letter-keys';

/** Whether single letters act in the hall. Speech input and shaky hands need to switch them off (WCAG 2.1.4). */
export const letterKeys = {
	read: (): boolean => localStorage.getItem(key) !== 'off',
	write(on: boolean): void {
		if (on) localStorage.removeItem(key);
		else localStorage.setItem(key, 'off');
	}
};
