/** Words that organisations are called by, alone or at the end or the start of their names. */
export const organisationWords: string = `
inc incorporated corp corporation ltd limited llc llp plc lp co company companies gmbh ag kg ohg ug mbh se sa sas sarl
sl slu srl spa snc bv nv vof ab as asa oy oyj aps doo sro ood kft zrt ltda eireli pty pte sdn bhd kk
group holding holdings partners associates consulting solutions technologies technology systems software labs
laboratories industries enterprises international ventures capital bank banking insurance motors airlines airways
pharmaceuticals pharma electric electronics energy petroleum steel foods brands retail stores logistics shipping
media broadcasting studios pictures records entertainment publishing press networks telecom communications wireless
university college institute academy school hospital clinic foundation association society council committee agency
department ministry bureau commission authority federation union league club museum library trust church
gruppe verein stiftung universitat hochschule institut klinik krankenhaus sparkasse versicherung werke stadtwerke
verlag gesellschaft behorde amt bundesamt groupe societe banque assurance universite ecole hopital fondation
ministere grupo banco seguros universidad instituto fundacion hospital ministerio compania sociedad gruppo banca
universita istituto fondazione assicurazioni universidade fundacao stichting bedrijf
`;

export const knownOrganisations: string = `
google microsoft apple amazon facebook meta netflix twitter tesla nvidia intel amd ibm oracle sap siemens bosch basf bayer
volkswagen bmw daimler mercedes porsche audi opel adidas puma lufthansa allianz commerzbank telekom vodafone samsung sony
toyota honda nissan mazda hyundai kia panasonic hitachi toshiba canon nikon fujitsu huawei xiaomi alibaba tencent baidu
lenovo nokia ericsson ikea spotify volvo maersk novo novartis roche nestle ubs swisscom philips shell unilever heineken
asml airbus renault peugeot citroen michelin danone carrefour orange sanofi total loreal lvmh axa santander telefonica
iberia repsol inditex zara fiat ferrari pirelli enel eni unicredit petrobras embraer itau tata infosys wipro reliance
walmart costco target starbucks mcdonalds pepsi pepsico nike pfizer moderna merck johnson boeing lockheed ford chrysler
chevron exxon exxonmobil goldman jpmorgan citigroup barclays hsbc lloyds visa mastercard paypal stripe uber lyft airbnb
salesforce adobe cisco dell hp xerox kodak fedex ups dhl verizon comcast disney warner paramount openai anthropic github
gitlab linkedin instagram youtube tiktok snapchat reddit pinterest dropbox slack zoom unicef unesco nato interpol bbc cnn
reuters bloomberg nasa mit harvard stanford yale oxfam greenpeace microsoft vmware qualcomm broadcom hewlett deloitte kpmg
accenture mckinsey pwc capgemini
`;
/** In lower case they join the words of one name. */
export const joiningWords: string = `
de der den von van vom zu zur del della di da do dos das du des la le el los las ter ten te bin bint ibn al y e i af av und and of et for the & und
`;
/** Before a person's name. */
export const honorifics: string = `
mr mrs ms miss mx dr prof professor sir madam lord lady dame captain capt major col colonel sgt sergeant lt lieutenant
general officer judge justice senator president king queen prince princess pope father sister brother uncle aunt aunty
reverend rev rabbi imam doctor herr frau dr ing dipl monsieur madame mademoiselle mme mlle m maitre senor senora
senorita sr sra srta don dona signor signora signorina sig dott dottore senhor senhora meneer mevrouw mijnheer pan pani
herrn fru kapitan comrade coach
`;
/** What streets and parts of an address are called. */
export const streetWords: string = `
street st road rd avenue ave lane ln drive dr boulevard blvd court ct square sq place pl terrace way highway hwy crescent
close parkway pkwy circle cir alley route suite ste apt apartment floor flat unit box po building block strasse str
gasse weg platz allee ring ufer damm rue chemin impasse quai boulevard calle avenida plaza paseo carrera camino via
viale piazza corso vicolo largo rua travessa praca straat laan plein gracht kade ulica ul aleja utca ut gata gatan vagen
veg vej gade katu tie bulevardi corner
`;
/** Written with a capital for other reasons: they start sentences, or are days, months, languages, peoples. */
export const otherWords: string = `
the a an this that these those i you he she it we they my your his her its our their what which who whom whose when where
why how if in on at by to from of for with without about after before during since until while although because however
therefore moreover also and or but not no yes please thanks thank hello hi hey dear sorry ok okay can could would should
shall may might must do does did is are was were be been being has have had there here then so as let all some any each
every many most more less few several one two three four five six seven eight nine ten first second third last next
create write generate make give tell show explain describe list find get use add set run see note click open save
monday tuesday wednesday thursday friday saturday sunday january february march july august september october november
december english german french spanish italian portuguese dutch russian chinese japanese korean arabic hindi polish
swedish danish norwegian finnish greek turkish hebrew latin american british european asian african indian mexican
canadian australian irish scottish christian muslim jewish catholic god christmas easter internet
der die das ein eine einen einem einer den dem des ich du er sie es wir ihr mein meine dein sein seine unser unsere ihre
und oder aber nicht kein keine ja nein bitte danke hallo guten liebe lieber sehr wenn weil dass ob wie was wer wo wann
warum mit ohne von zu zum zur im am an auf aus bei nach vor seit bis fur gegen durch uber unter zwischen auch noch nur
schon montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz april mai juni juli oktober
dezember deutsch englisch franzosisch ist sind war hat haben wird werden kann konnen soll muss
le la les un une des du je tu il elle nous vous ils elles mon ma mes ton son sa ses notre votre leur et ou mais ne pas oui
non merci bonjour bonsoir cher chere avec sans pour par dans sur sous chez depuis avant apres pendant quand comment
pourquoi qui que quoi ce cette ces est sont lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril
juin juillet aout septembre octobre novembre decembre
el los las una uno yo tu ella nosotros ellos mi mis su sus nuestro y o pero no si gracias hola buenos buenas estimado
estimada con sin para por en sobre desde hasta cuando como donde porque que quien este esta estos es son lunes martes
miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
diciembre il lo gli uno mio mia suo sua nostro e ma non grazie ciao buongiorno gentile caro cara con senza per da in su
quando come dove perche che chi questo questa sono lunedi martedi mercoledi giovedi venerdi sabato domenica gennaio
febbraio aprile maggio giugno luglio settembre ottobre dicembre o os as um uma eu ele nos eles meu minha seu sua nosso
mas nao sim obrigado ola bom boa com sem para por em desde ate quando como onde porque este isto segunda terca quarta
quinta sexta janeiro fevereiro marco maio junho julho setembro outubro dezembro het een ik jij hij zij wij jullie mijn
zijn haar ons onze en maar niet geen ja nee dank beste met zonder voor van in op aan uit bij naar sinds tot als omdat wat
wie waar wanneer hoe dit dat deze is zijn maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari
maart mei augustus name names address phone email date subject re fw cc from sent attn user users bot client customer
patient employee company account number order invoice id dob age gender title position department contact notes comment
api url json html http sql pdf csv xml usd eur todo readme license copyright mit
`;
