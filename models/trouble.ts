/** Why an analysis gives no readings just now. Told when it begins and when it is over; trying again goes on meanwhile. */

export type TroubleCode =
	/** The weights cannot be loaded. */
	| 'model_missing'
	/** The weights are not the bytes that they should be. */
	| 'model_damaged'
	/** The wasm runtime cannot be loaded or refuses to start. */
	| 'wasm_failed'
	/** The worker died or stopped answering. */
	| 'worker_crashed'
	/** The browser has no audio worklets or could not load ours. */
	| 'worklet_failed'
	/** The browser lets no sound be processed before the person touches the page. */
	| 'audio_suspended'
	| 'track_ended'
	/** The device gives no data for now: a switch on the camera, a call on the phone. */
	| 'track_muted';

export interface Trouble {
	code: TroubleCode;
	over: boolean;
}

/** Follows a track's own events. Returns what stops following. */
export function followTrack(
	track: MediaStreamTrack,
	onTrouble: (trouble: Trouble) => void
): () => void {
	const ended = () => onTrouble({ code: 'track_ended', over: false });
	const muted = () => onTrouble({ code: 'track_muted', over: false });
	const unmuted = () => onTrouble({ code: 'track_muted', over: true });
	track.addEventListener('ended', ended);
	track.addEventListener('mute', muted);
	track.addEventListener('unmute', unmuted);
	if (track.readyState === 'ended') ended();
	else if (track.muted) muted();
	return () => {
		track.removeEventListener('ended', ended);
		track.removeEventListener('mute', muted);
		track.removeEventListener('unmute', unmuted);
	};
}
