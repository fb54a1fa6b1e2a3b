/** What the mails say that come of what an institution's administrators did. {link} stands in a line of its own. */
import { fillText } from './fill-text.ts';
import type { TextValues } from './fill-text.ts';
import type { MailLocale } from './texts.ts';

/** `address_changed` goes to the former address and has no link: whoever reads it there has no part in the account any more. */
export type AdminMailKind = 'address_changed' | 'confirm_address' | 'set_password';
type Text = { subject: string; text: string };

const texts: Record<MailLocale, Record<AdminMailKind, Text>> = {
	en: {
		address_changed: {
			subject: 'The address of your account was changed',
			text: 'Hello,\n\nThe administrators of {institution} changed the email address of your account on Invigil. This address no longer belongs to it, and all devices were signed out.\n\nIf you did not expect that, please ask {institution}.'
		},
		confirm_address: {
			subject: 'Confirm your email address',
			text: 'Hello {name},\n\nOpen this link to confirm that this is the address of your account at {institution}. You need your password for it. The link works once, for 24 hours; signing in sends another.\n\n{link}\n\nIf you have no account there, do nothing.'
		},
		set_password: {
			subject: 'Your account at {institution}',
			text: 'Hello {name},\n\nYou have an account at {institution} on Invigil. Open this link to set your password. It works once, for 14 days.\n\n{link}\n\nIf the link does not work any more, ask for a new password on the sign-in page.'
		}
	},
	es: {
		address_changed: {
			subject: 'La dirección de tu cuenta ha cambiado',
			text: 'Hola:\n\nLa administración de {institution} ha cambiado la dirección de correo de tu cuenta en Invigil. Esta dirección ya no pertenece a la cuenta y se ha cerrado la sesión en todos los dispositivos.\n\nSi no lo esperabas, pregunta a {institution}.'
		},
		confirm_address: {
			subject: 'Confirma tu dirección de correo',
			text: 'Hola, {name}:\n\nAbre este enlace para confirmar que esta es la dirección de tu cuenta en {institution}. Necesitarás tu contraseña. El enlace sirve una sola vez, durante 24 horas; al iniciar sesión se envía otro.\n\n{link}\n\nSi no tienes una cuenta allí, no hagas nada.'
		},
		set_password: {
			subject: 'Tu cuenta en {institution}',
			text: 'Hola, {name}:\n\nTienes una cuenta en {institution} en Invigil. Abre este enlace para elegir tu contraseña. Sirve una sola vez, durante 14 días.\n\n{link}\n\nSi el enlace ya no funciona, pide una contraseña nueva en la página de inicio de sesión.'
		}
	},
	fr: {
		address_changed: {
			subject: 'L’adresse de votre compte a été modifiée',
			text: 'Bonjour,\n\nL’administration de {institution} a modifié l’adresse e-mail de votre compte sur Invigil. Cette adresse n’y est plus associée et tous les appareils ont été déconnectés.\n\nSi vous ne vous y attendiez pas, renseignez-vous auprès de {institution}.'
		},
		confirm_address: {
			subject: 'Confirmez votre adresse e-mail',
			text: 'Bonjour {name},\n\nOuvrez ce lien pour confirmer que cette adresse est celle de votre compte auprès de {institution}. Votre mot de passe vous sera demandé. Le lien fonctionne une seule fois, pendant 24 heures ; en vous connectant, vous en recevrez un autre.\n\n{link}\n\nSi vous n’y avez pas de compte, ne faites rien.'
		},
		set_password: {
			subject: 'Votre compte auprès de {institution}',
			text: 'Bonjour {name},\n\nVous avez un compte auprès de {institution} sur Invigil. Ouvrez ce lien pour choisir votre mot de passe. Il fonctionne une seule fois, pendant 14 jours.\n\n{link}\n\nSi le lien ne fonctionne plus, demandez un nouveau mot de passe sur la page de connexion.'
		}
	},
	hi: {
		address_changed: {
			subject: 'आपके खाते का पता बदल दिया गया है',
			text: 'नमस्ते,\n\n{institution} के प्रशासकों ने Invigil पर आपके खाते का ई-मेल पता बदल दिया है। यह पता अब उस खाते का नहीं है, और सभी डिवाइस साइन आउट कर दिए गए हैं।\n\nअगर आपको इसकी उम्मीद नहीं थी, तो कृपया {institution} से पूछें।'
		},
		confirm_address: {
			subject: 'अपना ई-मेल पता पक्का करें',
			text: 'नमस्ते {name},\n\nयह पक्का करने के लिए कि {institution} में आपके खाते का पता यही है, यह लिंक खोलें। इसके लिए आपका पासवर्ड चाहिए। लिंक एक ही बार, 24 घंटे तक काम करता है; साइन इन करने पर दूसरा भेजा जाता है।\n\n{link}\n\nअगर वहाँ आपका कोई खाता नहीं है, तो कुछ न करें।'
		},
		set_password: {
			subject: '{institution} में आपका खाता',
			text: 'नमस्ते {name},\n\nInvigil पर {institution} में आपका खाता है। अपना पासवर्ड बनाने के लिए यह लिंक खोलें। यह एक ही बार, 14 दिन तक काम करता है।\n\n{link}\n\nअगर लिंक अब काम नहीं करता, तो साइन-इन पेज पर नया पासवर्ड माँगें।'
		}
	},
	ar: {
		address_changed: {
			subject: 'تم تغيير عنوان حسابك',
			text: 'مرحبًا،\n\nغيّر مسؤولو {institution} عنوان البريد الإلكتروني لحسابك على Invigil. لم يعد هذا العنوان تابعًا للحساب، وسُجّل الخروج من جميع الأجهزة.\n\nإذا لم تكن تتوقع ذلك، فاسأل {institution}.'
		},
		confirm_address: {
			subject: 'أكّد عنوان بريدك الإلكتروني',
			text: 'مرحبًا {name}،\n\nافتح هذا الرابط لتأكيد أن هذا هو عنوان حسابك لدى {institution}. ستحتاج إلى كلمة مرورك. يعمل الرابط مرة واحدة خلال 24 ساعة، وتسجيل الدخول يرسل رابطًا آخر.\n\n{link}\n\nإذا لم يكن لديك حساب هناك، فلا تفعل شيئًا.'
		},
		set_password: {
			subject: 'حسابك لدى {institution}',
			text: 'مرحبًا {name}،\n\nلديك حساب لدى {institution} على Invigil. افتح هذا الرابط لتعيين كلمة مرورك. يعمل مرة واحدة خلال 14 يومًا.\n\n{link}\n\nإذا لم يعد الرابط يعمل، فاطلب كلمة مرور جديدة من صفحة تسجيل الدخول.'
		}
	}
};

export const isAdminMail = (kind: string): kind is AdminMailKind => Object.hasOwn(texts.en, kind);

export function adminMailText(kind: AdminMailKind, locale: MailLocale, values: TextValues): Text {
	const { subject, text } = texts[locale][kind];
	return { subject: fillText(subject, values), text: fillText(text, values) };
}
