/**
 * A camera clip made without a recording: a shaded drawing of a face that the detector takes for one, gone for the middle
 * third. Chromium plays an .mjpeg (JPEG pictures end to end) at 30 frames a second.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumArguments, chromiumPath } from './chromium-binary.ts';

const FRAMES_A_SECOND = 30;

/** Runs in a page. */
function drawPicture(withFace: boolean): string {
	const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('This browser draws nothing.');
	const ellipse = (x: number, y: number, rx: number, ry: number, fill: string | CanvasGradient) => {
		pen.beginPath();
		pen.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
		pen.fillStyle = fill;
		pen.fill();
	};
	const glow = (x: number, y: number, r: number, inner: string, outer: string) => {
		const gradient = pen.createRadialGradient(x, y, 0, x, y, r);
		gradient.addColorStop(0, inner);
		gradient.addColorStop(1, outer);
		return gradient;
	};
	const wall = pen.createLinearGradient(0, 0, 640, 480);
	wall.addColorStop(0, '#a9b0b5');
	wall.addColorStop(1, '#70777c');
	pen.fillStyle = wall;
	pen.fillRect(0, 0, 640, 480);
	if (!withFace) return canvas.toDataURL('image/jpeg', 0.85);

	pen.filter = 'blur(2px)';
	ellipse(320, 520, 210, 150, '#34495e');
	ellipse(320, 385, 52, 75, '#b98a6c');
	ellipse(320, 195, 128, 150, '#2b1d14');
	ellipse(320, 240, 105, 140, glow(300, 220, 170, '#e8bc9c', '#b5835f'));
	ellipse(320, 130, 100, 45, '#2b1d14');
	for (const side of [-1, 1]) {
		const x = 320 + side * 43;
		ellipse(x, 222, 30, 18, glow(x, 222, 30, '#9a6a4c', '#d3a182'));
		ellipse(x, 225, 20, 9, '#f3ece6');
		ellipse(x, 225, 9, 9, '#2a1a10');
		pen.lineWidth = 8;
		pen.strokeStyle = '#33221a';
		pen.beginPath();
		pen.moveTo(x - 26, 202);
		pen.quadraticCurveTo(x, 188, x + 26, 201);
		pen.stroke();
		ellipse(320 + side * 62, 290, 26, 20, glow(320 + side * 62, 290, 26, '#d99a84', '#d3a18200'));
		ellipse(320 + side * 10, 288, 6, 4, '#6d4433');
	}
	ellipse(312, 255, 9, 34, glow(312, 255, 34, '#f4d2b8', '#e8bc9c00'));
	ellipse(320, 280, 24, 13, glow(320, 276, 24, '#e3b091', '#a8734f88'));
	ellipse(320, 326, 40, 11, '#a5493f');
	ellipse(320, 325, 36, 3, '#5c1f1c');
	ellipse(320, 352, 26, 6, glow(320, 352, 26, '#a8734f', '#a8734f00'));
	return canvas.toDataURL('image/jpeg', 0.85);
}

/** Writes face, nobody, face: `seconds` each. */
export async function drawLeavingFace(seconds: number): Promise<string> {
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: chromiumArguments(),
		chromiumSandbox: false
	});
	try {
		const page = await browser.newPage();
		const [face, room] = await Promise.all(
			[true, false].map(async (withFace) => {
				const url = await page.evaluate(drawPicture, withFace);
				return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
			})
		);
		if (!face || !room) throw new Error('Nothing was drawn.');
		const third = (picture: Buffer) => new Array<Buffer>(seconds * FRAMES_A_SECOND).fill(picture);
		const path = join(mkdtempSync(join(tmpdir(), 'invigil-clip-')), 'drawn_face_leaves.mjpeg');
		writeFileSync(path, Buffer.concat([...third(face), ...third(room), ...third(face)]));
		return path;
	} finally {
		await browser.close();
	}
}
