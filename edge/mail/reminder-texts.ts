/** What reminds a student of an exam. {link} stands in a line of its own and leads to the list of exams. */
import type { MailLocale } from './texts.ts';

export const reminderTexts: Record<MailLocale, { subject: string; text: string }> = {
	en: {
		subject: '{title} opens {when}',
		text: 'Hello {name},\n\n{title} opens {when}. You have {minutes} from the moment you start.\n\nOpen your list of exams beforehand on the device you will use. Then everything is on it, even without a network:\n\n{link}'
	},
	es: {
		subject: '{title} se abre el {when}',
		text: 'Hola, {name}:\n\n{title} se abre el {when}. Tienes {minutes} desde que empieces.\n\nAbre antes tu lista de exámenes en el dispositivo que vayas a usar. Así estará todo en él, incluso sin red:\n\n{link}'
	},
	fr: {
		subject: '{title} ouvre le {when}',
		text: 'Bonjour {name},\n\n{title} ouvre le {when}. Vous avez {minutes} à partir du moment où vous commencez.\n\nOuvrez avant votre liste d’examens sur l’appareil que vous utiliserez. Tout y sera alors, même sans réseau :\n\n{link}'
	},
	hi: {
		subject: '{title} {when} को खुलेगी',
		text: 'नमस्ते {name},\n\n{title} {when} को खुलेगी। शुरू करने के बाद आपके पास {minutes} होंगे।\n\nजिस डिवाइस पर आप परीक्षा देंगे, उस पर पहले से अपनी परीक्षाओं की सूची खोलें। तब बिना नेटवर्क के भी सब कुछ उसी पर होगा:\n\n{link}'
	},
	ar: {
		subject: '{title} يُفتح في {when}',
		text: 'مرحبًا {name}،\n\n{title} يُفتح في {when}. لديك {minutes} من لحظة البدء.\n\nافتح قائمة اختباراتك مسبقًا على الجهاز الذي ستستخدمه، ليكون كل شيء عليه حتى بدون شبكة:\n\n{link}'
	}
};
