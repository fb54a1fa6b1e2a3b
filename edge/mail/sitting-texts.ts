/** What tells a student of being on a roster. {link} stands in a line of its own and leads to the list of exams, which has the calendar file. */
import type { SittingMailKind } from '../access/sitting-mails.ts';
import type { MailLocale } from './texts.ts';

type Texts = Record<SittingMailKind, { subject: string; text: string }>;

export const sittingTexts: Record<MailLocale, Texts> = {
	en: {
		added: {
			subject: 'You are on the list for {title}',
			text: 'Hello {name},\n\nYou are on the list for {title}. It is open from {when} until {until}. You have {minutes} from the moment you start.\n\nYou find it in your list of exams, with a file for your calendar:\n\n{link}'
		},
		moved: {
			subject: 'The times of {title} have changed',
			text: 'Hello {name},\n\nThe times of {title} have changed. It is now open from {when} until {until}. You have {minutes} from the moment you start.\n\nIf it is in your calendar, take the file from your list of exams once more:\n\n{link}'
		},
		off: {
			subject: 'You are no longer on the list for {title}',
			text: 'Hello {name},\n\nYou are no longer on the list for {title}, so there is nothing you need to do. If you did not expect this, ask your teacher.\n\nYour list of exams is here:\n\n{link}'
		}
	},
	es: {
		added: {
			subject: 'Estás en la lista de {title}',
			text: 'Hola, {name}:\n\nEstás en la lista de {title}. Está abierto desde el {when} hasta el {until}. Tienes {minutes} desde que empieces.\n\nLo encontrarás en tu lista de exámenes, con un archivo para tu calendario:\n\n{link}'
		},
		moved: {
			subject: 'El horario de {title} ha cambiado',
			text: 'Hola, {name}:\n\nEl horario de {title} ha cambiado. Ahora está abierto desde el {when} hasta el {until}. Tienes {minutes} desde que empieces.\n\nSi lo tienes en tu calendario, descarga de nuevo el archivo en tu lista de exámenes:\n\n{link}'
		},
		off: {
			subject: 'Ya no estás en la lista de {title}',
			text: 'Hola, {name}:\n\nYa no estás en la lista de {title}, así que no tienes que hacer nada. Si no lo esperabas, pregunta a tu docente.\n\nTu lista de exámenes está aquí:\n\n{link}'
		}
	},
	fr: {
		added: {
			subject: 'Vous êtes sur la liste de {title}',
			text: 'Bonjour {name},\n\nVous êtes sur la liste de {title}. Ouverture : {when}. Fermeture : {until}. Vous avez {minutes} à partir du moment où vous commencez.\n\nVous le trouverez dans votre liste d’examens, avec un fichier pour votre agenda :\n\n{link}'
		},
		moved: {
			subject: 'Les horaires de {title} ont changé',
			text: 'Bonjour {name},\n\nLes horaires de {title} ont changé. Ouverture : {when}. Fermeture : {until}. Vous avez {minutes} à partir du moment où vous commencez.\n\nS’il est dans votre agenda, reprenez le fichier dans votre liste d’examens :\n\n{link}'
		},
		off: {
			subject: 'Vous n’êtes plus sur la liste de {title}',
			text: 'Bonjour {name},\n\nVous n’êtes plus sur la liste de {title}, vous n’avez donc rien à faire. Si cela vous étonne, demandez à votre enseignant ou enseignante.\n\nVotre liste d’examens est ici :\n\n{link}'
		}
	},
	hi: {
		added: {
			subject: 'आप {title} की सूची में हैं',
			text: 'नमस्ते {name},\n\nआप {title} की सूची में हैं। यह {when} से {until} तक खुली रहेगी। शुरू करने के बाद आपके पास {minutes} होंगे।\n\nयह आपकी परीक्षाओं की सूची में है, कैलेंडर की फ़ाइल के साथ:\n\n{link}'
		},
		moved: {
			subject: '{title} का समय बदल गया है',
			text: 'नमस्ते {name},\n\n{title} का समय बदल गया है। अब यह {when} से {until} तक खुली रहेगी। शुरू करने के बाद आपके पास {minutes} होंगे।\n\nअगर यह आपके कैलेंडर में है, तो परीक्षाओं की सूची से फ़ाइल दोबारा लें:\n\n{link}'
		},
		off: {
			subject: 'आप अब {title} की सूची में नहीं हैं',
			text: 'नमस्ते {name},\n\nआप अब {title} की सूची में नहीं हैं, इसलिए आपको कुछ नहीं करना है। अगर आपको इसकी उम्मीद नहीं थी, तो अपने शिक्षक से पूछें।\n\nआपकी परीक्षाओं की सूची यहाँ है:\n\n{link}'
		}
	},
	ar: {
		added: {
			subject: 'أنت في قائمة {title}',
			text: 'مرحبًا {name}،\n\nأنت في قائمة {title}. يكون مفتوحًا من {when} حتى {until}. لديك {minutes} من لحظة البدء.\n\nتجده في قائمة اختباراتك مع ملف لتقويمك:\n\n{link}'
		},
		moved: {
			subject: 'تغيّر موعد {title}',
			text: 'مرحبًا {name}،\n\nتغيّر موعد {title}. يكون الآن مفتوحًا من {when} حتى {until}. لديك {minutes} من لحظة البدء.\n\nإذا كان في تقويمك، فنزّل الملف مرة أخرى من قائمة اختباراتك:\n\n{link}'
		},
		off: {
			subject: 'لم تعد في قائمة {title}',
			text: 'مرحبًا {name}،\n\nلم تعد في قائمة {title}، فلا حاجة إلى فعل شيء. إذا لم تكن تتوقع ذلك، فاسأل معلمك.\n\nقائمة اختباراتك هنا:\n\n{link}'
		}
	}
};
