export type ColumnRole = 'name' | 'first' | 'last' | 'email' | 'exercise' | 'start' | 'zone' | 'extra'

/** What stands above a column, in the languages in which lists come; compared without case, accents, spaces and signs. */
const words: Record<ColumnRole, readonly string[]> = {
  email:
    `email, e-mail, mail, email address, e-mail address, mail address, address, candidate email, e-mail-adresse, emailadresse,
    mailadresse, correo, correo electrónico, courriel, adresse e-mail, adresse mail, adresse électronique, mél, indirizzo e-mail,
    indirizzo email, posta elettronica, endereço de e-mail, e-mailadres, e-post, epost, e-postadress, e-postadresse, sähköposti,
    sähköpostiosoite, adres e-mail, adres email, e-mail cím, email cím, e-mailová adresa, e-posta, eposta, e-posta adresi, ηλεκτρονικό ταχυδρομείο,
    почта, электронная почта, эл. почта, адрес электронной почты, електронна пошта, пошта, メール, メールアドレス, 电子邮件, 电子邮箱, 邮箱, 邮件, 電子郵件,
    이메일, 이메일 주소, 전자우편, البريد الإلكتروني, بريد إلكتروني, דוא"ל, אימייל, ईमेल`.split(','),
  name: `name, full name, candidate, candidate name, person, display name, vollständiger name, ganzer name, kandidat, kandidatin, nom complet,
    nom et prénom, nombre completo, nombre y apellidos, nome completo, nome e cognome, naam, volledige naam, navn, namn, fullt navn, fullständigt namn,
    nimi, koko nimi, imię i nazwisko, jméno a příjmení, név, teljes név, ad soyad, adı soyadı, isim, όνομα, ονοματεπώνυμο, фио, имя и фамилия, піб,
    ім'я, 名前, 氏名, お名前, 姓名, 이름, 성명, الاسم, الاسم الكامل, שם, שם מלא, नाम, nom, nombre, nome, имя`.split(
    ',',
  ),
  first:
    `first name, firstname, given name, forename, vorname, prénom, nombre de pila, primer nombre, nome proprio, primeiro nome, voornaam, fornavn,
    förnamn, etunimi, imię, jméno, keresztnév, ad, adı, 名, الاسم الأول, שם פרטי`.split(','),
  last: `last name, lastname, surname, family name, nachname, familienname, zuname, nom de famille, apellido, apellidos, cognome, sobrenome, apelido,
    achternaam, etternavn, efternavn, efternamn, sukunimi, nazwisko, příjmení, vezetéknév, soyad, soyadı, фамилия, прізвище, 姓, 성,
    اسم العائلة, שם משפחה`.split(','),
  exercise:
    'exercise, task, test, language, programming language, aufgabe, übung, sprache, exercice, ejercicio, esercizio, exercício, opdracht, övning'.split(
      ',',
    ),
  start:
    `start, starts, starts at, start time, start date, appointment, time, date, termin, beginn, startzeit, startet, début, rendez-vous, inicio, início,
    cita, inizio, appuntamento, aanvang, afspraak, starttid, data`.split(','),
  zone: 'zone, time zone, timezone, tz, zeitzone, fuseau, fuseau horaire, zona horaria, fuso, fuso orario, fuso horário, tijdzone, tidszon, tidssone'.split(
    ',',
  ),
  extra:
    `extra time, extra, additional time, more time, accommodation, extra minutes, zusatzzeit, zeitzuschlag, nachteilsausgleich, mehr zeit, temps supplémentaire,
    tiers temps, tiempo extra, tempo extra, extra tijd, extratid, extra tid`.split(','),
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\(.*?\)/gu, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

const roles = new Map<string, ColumnRole>()
for (const role of ['extra', 'zone', 'start', 'exercise', 'last', 'first', 'name', 'email'] as const)
  for (const word of words[role]) roles.set(plain(word), role)

/** What a column holds by its heading; null where that says nothing. */
export const roleOfHeading = (heading: string): ColumnRole | null => roles.get(plain(heading)) ?? null

/** The unit that the heading of a column of extra time gives, as in "Extra time (%)". */
export function unitOfHeading(heading: string): 'percent' | 'minutes' | null {
  if (/%|percent|prozent|pour ?cent/iu.test(heading)) return 'percent'
  return /min/iu.test(heading) ? 'minutes' : null
}
