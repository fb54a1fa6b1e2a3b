import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, eyesOf, poseOf, type Pose } from './head-pose.ts';
import { headLook, headReading } from './head-reading.ts';
import { createStraightAhead } from './straight-ahead.ts';

const radians = (degrees: number) => (degrees * Math.PI) / 180;
/** Turned, raised and tilted, column after column: Ry · Rx(-pitch) · Rz. */
function matrixOf({ yaw, pitch, roll }: Pose): number[] {
	const [sy, cy] = [Math.sin(radians(yaw)), Math.cos(radians(yaw))];
	const [sp, cp] = [Math.sin(radians(pitch)), Math.cos(radians(pitch))];
	const [sr, cr] = [Math.sin(radians(roll)), Math.cos(radians(roll))];
	return [
		...[cy * cr - sy * sp * sr, cp * sr, -sy * cr - cy * sp * sr, 0],
		...[-cy * sr - sy * sp * cr, cp * cr, sy * sr - cy * sp * cr, 0],
		...[sy * cp, sp, cy * cp, 0],
		...[0, 0, -40, 1]
	];
}

test('the angles of a turned, raised and tilted head come out as they went in', () => {
	const angle = fc.integer({ min: -60, max: 60 });
	fc.assert(
		fc.property(fc.record({ yaw: angle, pitch: angle, roll: angle }), (pose) => {
			const found = poseOf(matrixOf(pose));
			expect(found.yaw).toBeCloseTo(pose.yaw, 0);
			expect(found.pitch).toBeCloseTo(pose.pitch, 0);
			expect(found.roll).toBeCloseTo(pose.roll, 0);
		})
	);
});

test('from one direction to another is the short way round', () => {
	const at = (yaw: number): Pose => ({ yaw, pitch: 0, roll: 0 });
	expect(apart(at(-170), at(170)).yaw).toBe(-20);
	expect(apart(at(12), at(40)).yaw).toBe(28);
});

const look = (at: number, yaw: number, pitch = 0) => ({
	at,
	pose: { yaw, pitch, roll: 0 },
	eyes: { sideways: 0.1, vertical: -0.2 }
});

test('three still seconds are what is straight ahead, whatever comes after', () => {
	const ahead = createStraightAhead();
	for (let at = 0; at <= 2_500; at += 500) ahead.add(look(at, 11 + (at % 1000) / 500));
	expect(ahead.known).toBeNull();
	ahead.add(look(3_000, 60));
	expect(ahead.known).toMatchObject({ pose: { yaw: 12 }, eyes: { sideways: 0.1 } });
	for (let at = 3_500; at < 20_000; at += 500) ahead.add(look(at, -40));
	expect(ahead.known?.pose.yaw).toBe(12);
});

test('half a look a second is enough, it only takes longer', () => {
	const ahead = createStraightAhead();
	for (let at = 0; at <= 6_000; at += 2_000) ahead.add(look(at, 4));
	expect(ahead.known).toBeNull();
	ahead.add(look(8_000, 4));
	expect(ahead.known?.pose.yaw).toBe(4);
});

test('who does not hold still is waited for, and after half a minute measured by what they did most', () => {
	const ahead = createStraightAhead();
	const sway = [10, -30, 40, 10, -25, 35];
	for (let at = 0; at < 26_000; at += 500) ahead.add(look(at, sway[(at / 500) % 6] ?? 0));
	expect(ahead.known).toBeNull();
	for (let at = 26_000; at < 32_000; at += 500) ahead.add(look(at, sway[(at / 500) % 6] ?? 0));
	expect(ahead.known?.pose.yaw).toBe(10);
});

test('a head that is turned to where no screen can be is not taken for straight ahead', () => {
	const ahead = createStraightAhead();
	for (let at = 0; at < 60_000; at += 500) ahead.add(look(at, 70));
	expect(ahead.known).toBeNull();
	for (let at = 60_000; at < 70_000; at += 500) ahead.add(look(at, 5));
	expect(ahead.known?.pose.yaw).toBe(5);
});

test('what is already known is not looked for again', () => {
	const known = { pose: { yaw: 20, pitch: -5, roll: 0 }, eyes: null };
	const ahead = createStraightAhead(known);
	for (let at = 0; at < 10_000; at += 500) ahead.add(look(at, 0));
	expect(ahead.known).toEqual(known);
});

const scores: Record<string, number> = { eyeLookOutLeft: 0.8, eyeLookInRight: 0.6 };
const given = {
	at: 7,
	matrix: matrixOf({ yaw: 30, pitch: 0, roll: 0 }),
	score: (name: string) => scores[name] ?? 0,
	brightness: 0.5,
	width: 0.3,
	analysisMs: 41.26
};

test('eyes are read only where the light and the size of the face allow it, and not while they are shut', () => {
	expect(headLook(given).eyes).toEqual({ sideways: 0.7, vertical: 0 });
	expect(headLook({ ...given, brightness: 0.1 })).toMatchObject({ eyes: null, shut: null });
	expect(headLook({ ...given, width: 0.05 })).toMatchObject({ eyes: null, shut: null });
	const shut = (name: string) => (name.startsWith('eyeBlink') ? 0.9 : 0.5);
	expect(headLook({ ...given, score: shut })).toMatchObject({ eyes: null, shut: 0.9 });
	expect(eyesOf((name) => (name.includes('Up') ? 0.5 : 0)).vertical).toBe(0.5);
});

test('a reading is measured from the own straight-ahead, and says nothing before that is known or without a face', () => {
	const straight = {
		pose: { yaw: 5, pitch: 0, roll: 0 },
		eyes: { sideways: 0.2, vertical: 0 }
	};
	expect(headReading(headLook(given), straight)).toMatchObject({
		away: { yaw: 25 },
		glance: { sideways: 0.5 }
	});
	expect(headReading(headLook(given), null)).toMatchObject({ away: null, glance: null });
	expect(headReading(headLook({ ...given, matrix: null }), straight)).toMatchObject({
		pose: null,
		away: null
	});
});
