/**
 * Sentences with places for names: p a person in full, g a given name, s a surname, c a city, k a country, o an
 * organisation, d a day or month, t a thing written with a capital that is none of these, n a number.
 */
export const sentences: readonly string[] = `
My name is {p} and I live in {c}.
my name is {g}
Hi, I'm {g} from {c}.
I am {p}, I work at {o}.
This is {p} speaking, how can I help?
Dear {g},|thank you for your letter of {d} {n}.
Dear Mr. {s},
Dear Ms. {s}, we have received your application.
Dear Dr. {s}, I am writing to you about my daughter {g}.
Hello {g}, can we move the meeting to {d}?
Best regards,|{p}
Kind regards|{p}|{o}
Thanks,|{g}
Sincerely yours,|{p}|{o}|{c}, {k}
Please contact {p} at {o} for details.
Please forward this to {g} and {g}.
{g} and {g} are getting married in {c} next {d}.
{p} was born in {c}, {k}, in {n}.
{p}, a teacher from {c}, said that the plan would fail.
"It is not fair," said {p}.
{g} asked {g} to call {p} back.
According to {p}, the company will open an office in {c}.
{o} announced on {d} that {p} will become its chief executive.
{o} has acquired {o} for {n} million dollars.
Shares of {o} fell {n} percent after the report.
The headquarters of {o} are in {c}.
{s} joined {o} in {n} and moved to {c} two years later.
He worked for {o} before he moved to {k}.
She studied at {o} in {c}.
They are flying from {c} to {c} on {d}.
We spent our holidays in {k}.
I'm travelling to {c}, {k} next week, any tips?
What is the weather like in {c} today?
How far is it from {c} to {c}?
The capital of {k} is {c}.
In {k}, the law is different.
Customers in {c}, {c} and {c} are affected.
The train from {c} was late again.
{k} and {k} signed a treaty in {n}.
Patient: {p}|Age: {n}|City: {c}
Name: {p}|Company: {o}|Country: {k}
Name: {p}
Customer name: {p}, order {n}
Full name: {p}; place of birth: {c}
First name: {g}|Last name: {s}|
From: {p}|To: {p}|Subject: Meeting on {d}
Attendees: {p}, {p}, {p}
Employee {p} (ID {n}) has requested leave from {d}.
The patient, {p}, was admitted on {d} with fever.
Dr. {s} saw the patient at {o}.
Mrs. {s} complained about the noise.
Mr {p} is the tenant of the flat.
Can you write a letter to {p} at {o}?
Write a poem for my wife {g}.
Write an email to my boss {g} about the delay.
Tell me about {p}.
Who is {p}?
is {p} still working for {o}?
Where is {c}?
{g}'s brother lives in {c}.
{p}'s latest book is about {k}.
The book by {p} won a prize.
directed by {p} and starring {p}
I spoke with {p} yesterday.
I met {g} in {c} last {d}.
Call {g} on {d}.
Ask {s} about it.
My colleague {p} from {o} will join us.
My friend {g} moved to {k}.
My manager {p} approved it.
The lawyer of {p}, {p}, refused to comment.
The accounts of {o} were audited by {o}.
{o} v. {o}
Invoice from {o}, {c}
Ship to: {p}, {n} Main Street, {c}, {k}
{p}|{n} Oak Avenue|{c}|{k}
{o}|{n} High Street|{c}
I live at {n} Station Road in {c}.
I want to transfer money to {p}.
The beneficiary is {p}.
Please add {p} as a second holder of the account.
The account belongs to {p}.
I bought it at {o} in {c}.
I have an interview at {o} on {d}.
I have been a customer of {o} for {n} years.
Is {o} open on {d}?
{o} is hiring in {c}.
We are {o}, a small company in {k}.
The {t} was built in {n}.
The {t} of {k} is famous.
I use {t} and {t} every day.
How do I install {t} on {t}?
{t} is better than {t}, isn't it?
Please update the {t} before {d}.
On {d} we will test {t}.
What does {t} mean?
{t}: how to begin
The {t} and the {t} are both on sale.
Can I pay with {t}?
Meeting Notes
Terms of Service and Privacy Policy
Frequently Asked Questions
Getting Started
Table of Contents
Customer Support Team
Thank You For Your Order
{t} Version {n}
Release Notes for {t}
Mein Name ist {p} und ich wohne in {c}.
Ich heisse {g}, ich komme aus {k}.
Sehr geehrter Herr {s},
Sehr geehrte Frau {s}, vielen Dank für Ihre Nachricht.
Liebe {g}, wie war der Urlaub in {k}?
Hallo {g}, kannst du mich am {d} anrufen?
Mit freundlichen Grüßen|{p}
Viele Grüße|{g}
Bitte rufen Sie Herrn {s} von der {o} an.
Frau Dr. {s} arbeitet in der Klinik in {c}.
{p} wurde in {c} geboren.
{p} ist Geschäftsführer der {o} in {c}.
Die {o} hat ihren Sitz in {c}.
Der Zug von {c} nach {c} hat Verspätung.
Im Sommer fahren wir nach {k}.
Wie ist das Wetter in {c}?
Der Vertrag mit {o} endet am {d}.
Der Patient {p} klagt über Schmerzen.
Die Mieterin, {p}, hat die Wohnung gekündigt.
Vorname: {g}|Nachname: {s}|Ort: {c}
Name: {p}|Straße: Hauptstraße {n}|Ort: {c}
Ich habe mit {p} gesprochen.
Das Haus von {g} steht in {c}.
Wie kann ich meine Rechnung bezahlen?
Die Lieferung kommt am {d} in die Wohnung.
Der Computer hat keine Verbindung zum Netz.
Bitte schreiben Sie einen Text über das Wetter und die Umwelt.
Das Auto steht in der Garage neben dem Garten.
Die Regierung hat das Gesetz im Parlament beschlossen.
Können Sie mir eine Zusammenfassung des Dokuments geben?
Mein Konto wurde gesperrt, die Karte funktioniert nicht.
Je m'appelle {p} et j'habite à {c}.
Je suis {g}, de {c}.
Cher Monsieur {s},
Chère Madame {s}, merci pour votre message.
Bonjour {g}, peux-tu m'appeler {d} ?
Cordialement,|{p}
{p} est né à {c}, en {k}.
{p} travaille chez {o} à {c}.
La société {o} est basée à {c}.
Nous partons en vacances en {k}.
Quel temps fait-il à {c} ?
Le train de {c} à {c} est en retard.
Nom : {s}|Prénom : {g}|Ville : {c}
Le docteur {s} a vu le patient {p}.
J'ai parlé avec {p} hier.
Selon {p}, le projet sera prêt en {d}.
Comment puis-je changer mon mot de passe ?
Le contrat avec {o} se termine en {d}.
Me llamo {p} y vivo en {c}.
Soy {g}, de {k}.
Estimado Sr. {s}:
Estimada Sra. {s}, gracias por su mensaje.
Hola {g}, ¿puedes llamarme el {d}?
Saludos,|{p}
{p} nació en {c}, {k}.
{p} trabaja en {o}, en {c}.
La empresa {o} tiene su sede en {c}.
¿Qué tiempo hace en {c}?
El tren de {c} a {c} llega tarde.
Nombre: {p}|Ciudad: {c}|País: {k}
Apellidos: {s} {s}|Nombre: {g}
La doctora {s} atendió a {p}.
Según {p}, el proyecto terminará en {d}.
¿Cómo puedo cambiar mi contraseña?
El contrato con {o} termina en {d}.
Mi chiamo {p} e abito a {c}.
Sono {g}, vengo da {c}.
Gentile Signor {s},
Gentile dottoressa {s}, grazie per la risposta.
Ciao {g}, ci vediamo {d}?
Cordiali saluti,|{p}
{p} è nato a {c}, in {k}.
{p} lavora per {o} a {c}.
La sede di {o} è a {c}.
Che tempo fa a {c}?
Nome: {g}|Cognome: {s}|Città: {c}
Secondo {p}, il progetto finirà a {d}.
O meu nome é {p} e moro em {c}.
Sou {g}, de {k}.
Caro Senhor {s},
Olá {g}, pode me ligar na {d}?
{p} nasceu em {c}, {k}.
{p} trabalha na {o} em {c}.
A empresa {o} fica em {c}.
Nome: {p}|Cidade: {c}
Atenciosamente,|{p}
Mijn naam is {p} en ik woon in {c}.
Ik ben {g} uit {c}.
Geachte heer {s},
Beste {g}, kun je me {d} bellen?
Met vriendelijke groet,|{p}
{p} werkt bij {o} in {c}.
Het hoofdkantoor van {o} is in {c}.
{p} is geboren in {c}.
Naam: {p}|Woonplaats: {c}
Nazywam się {p} i mieszkam w {c}.
Jag heter {p} och bor i {c}.
{p} arbetar på {o} i {c}.
Jeg heter {p} og bor i {c}.
Nimeni on {p} ja asun kaupungissa {c}.
{"name": "{p}", "city": "{c}", "country": "{k}"}
{"customer": "{p}", "company": "{o}", "total": {n}}
{p};{c};{k};{n}
| {p} | {o} | {c} |
- {p} ({o})
* {c}, {k}
1. {p}|2. {p}|3. {p}
{g}: are you coming?|{g}: yes, on {d}
User: my name is {g}|Bot: Hello {g}
@{g} can you look at this?
Reported by {p} on {d}
Author: {p}
Signed, {p}, {c}
{p}, {o}, {c}
the singer {p} played in {c}
why is {g} always late?
{g} is from {k}
I work with {g}.
{g} went to {c}.
{s} shouted at {g}: "Stop!"
{s}, {s} and {s} voted against it.
President {s} visited {k} in {d}.
Professor {s} teaches at {o}.
Captain {s} and his crew left {c}.
Judge {s} ruled in favour of {o}.
the {o} office in {c}
{o} invested in {o} in {n}.
{o} makes cars.
the founders of {o} are {p} and {p}
a report by {o}
she left {o} for {o}
`
  .trim()
  .split('\n')
  .map((line) => line.replaceAll('|', '\n'));

/** What is written with a capital and is no name of a person, place or organisation. */
export const things: readonly string[] =
  `Windows,Linux,Android,Bluetooth,Wi-Fi,Python,JavaScript,TypeScript,Java,Ruby,Rust,React,Angular,Docker,Kubernetes,Git,
Excel,Word,Outlook,Photoshop,iPhone,Chrome,Firefox,Safari,Node,Bash,Markdown,Unicode,English,German,French,Spanish,
Chinese,Christmas,Easter,Thanksgiving,Ramadan,Bible,Constitution,Premium Plan,Gold Card,Platinum,Visa Card,Status Page,
Dashboard,Settings,Profile,Home Screen,Terms,Inbox,Calendar,Bitcoin,Ethereum,Euro,Dollar,Yen,Renaissance,Middle Ages,
Second World War,Great Depression,Industrial Revolution,Big Bang,Milky Way,Moon,Sun,Earth,Mars,Jupiter,Saturn,Internet,
North Star,Golden Gate,Law of Large Numbers,Machine Learning,Artificial Intelligence,Deep Learning,Data Science,HTTP,JSON,
API,SQL,CSS,HTML,PDF,USB,GPU,CPU,VAT,GDP,CEO,HR,FAQ,ID,PIN,ATM,Master,Bachelor,Senior Engineer,Product Manager,
Human Resources,Marketing,Sales,Finance,Monopoly,Chess,Scrabble,Tetris,Minecraft,Mustang,Golf,Corolla,Boulevard,Main Street`
    .split(/,\s*/)
    .filter((thing) => thing !== '');

export const days: readonly string[] =
  `Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,January,February,March,April,May,June,July,August,September,
October,November,December,Montag,Dienstag,Freitag,März,Oktober,lundi,mardi,janvier,lunes,martes,enero,lunedì,gennaio,
segunda,janeiro,maandag,januari`
    .split(/,\s*/)
    .filter((day) => day !== '');
