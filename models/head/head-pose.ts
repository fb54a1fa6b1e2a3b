/** Where a head and its eyes point, from what the landmarker says. Geometry only. Pure. */

/** Degrees. `yaw`: to a side; `pitch`: positive is up; `roll`: towards a shoulder. */
export interface Pose {
	yaw: number;
	pitch: number;
	roll: number;
}

/** -1 to 1 each. `sideways`: positive is to the person's left; `vertical`: positive is up. */
export interface Eyes {
	sideways: number;
	vertical: number;
}

const degrees = (radians: number) => Math.round((radians * 1800) / Math.PI) / 10;
const round = (value: number) => Math.round(value * 1000) / 1000;

/**
 * `matrix`: 4×4, column after column, from the model's upright face to the camera's space (x right, y up, z towards the camera):
 * the third column is where the face points. Turned, then raised, then tilted.
 */
export function poseOf(matrix: ArrayLike<number>): Pose {
	const at = (index: number) => matrix[index] ?? 0;
	return {
		yaw: degrees(Math.atan2(at(8), at(10))),
		pitch: degrees(Math.asin(Math.max(-1, Math.min(1, at(9))))),
		roll: degrees(Math.atan2(at(1), at(5)))
	};
}

/** From the scores of the blendshapes by their names. */
export function eyesOf(score: (name: string) => number): Eyes {
	const left = score('eyeLookOutLeft') + score('eyeLookInRight');
	const right = score('eyeLookInLeft') + score('eyeLookOutRight');
	const up = score('eyeLookUpLeft') + score('eyeLookUpRight');
	const down = score('eyeLookDownLeft') + score('eyeLookDownRight');
	return { sideways: round((left - right) / 2), vertical: round((up - down) / 2) };
}

/** How far both eyes are shut, 0 to 1. */
export const shutOf = (score: (name: string) => number): number =>
	round(Math.min(score('eyeBlinkLeft'), score('eyeBlinkRight')));

/** From one direction to another, the short way round. */
export function apart(from: Pose, to: Pose): Pose {
	const turn = (a: number, b: number) => {
		const difference = (((b - a) % 360) + 540) % 360;
		return Math.round((difference - 180) * 10) / 10;
	};
	return {
		yaw: turn(from.yaw, to.yaw),
		pitch: turn(from.pitch, to.pitch),
		roll: turn(from.roll, to.roll)
	};
}
