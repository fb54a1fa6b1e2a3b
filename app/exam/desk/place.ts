/**
 * An item in the student's order, as the map and the hand-in dialog show it. `answered`: all its parts are; `incomplete`: some are.
 * `unreadable`: something is written that is no number where one
 * is asked for. `toRead`: there is nothing to answer. `reachable`: one may go there from where one is.
 */
export type Place = {
	id: string;
	answered: boolean;
	incomplete: boolean;
	unreadable: boolean;
	marked: boolean;
	toRead: boolean;
	reachable: boolean;
};
