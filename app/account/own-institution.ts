/** Which institution somebody chose on this device, so that it is not asked twice. It is no secret and no permission. */
const key = 'invigil-institution';

export interface OwnInstitution {
	load(): string | null;
	save(id: string | null): void;
}

export const browserInstitution = (storage: Storage = localStorage): OwnInstitution => ({
	load: () => storage.getItem(key),
	save: (id) => (id === null ? storage.removeItem(key) : storage.setItem(key, id))
});
