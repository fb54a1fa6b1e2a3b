import { StillShelf } from './still-shelf.ts';

let opened: StillShelf | null = null;

/** The page's one shelf of stills, made when first asked for. */
export function stillShelf(): StillShelf {
	return (opened ??= new StillShelf());
}

/** Answers need the room: stills go first. Never throws, because what it makes room for matters more. */
export async function dropStills(): Promise<void> {
	try {
		await stillShelf().clear();
	} catch (problem) {
		console.warn('Stills could not make room:', problem);
	}
}
