/** Countries, regions and big cities in several languages, without accents; `_` joins the words of one name. */
export const places: string = `
afghanistan albania algeria andorra angola antigua argentina armenia australia austria azerbaijan bahamas bahrain
bangladesh barbados barbuda belarus belgium belize benin bermuda bhutan bolivia bosnia botswana brazil brunei bulgaria
burundi cambodia cameroon canada chad chile china colombia comoros congo croatia cuba curacao cyprus czechia denmark
djibouti dominica ecuador egypt eritrea estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana
gibraltar greece greenland grenada guadeloupe guam guatemala guinea guyana haiti herzegovina honduras hungary iceland
india indonesia iran iraq ireland israel italy jamaica japan jersey jordan kazakhstan kenya kiribati kosovo kuwait
kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg macao macau macedonia madagascar
malawi malaysia maldives mali malta martinique mauritania mauritius mexico micronesia moldova monaco mongolia montenegro
morocco mozambique myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway oman pakistan palau palestine
panama paraguay peru philippines poland portugal qatar reunion romania russia rwanda samoa senegal serbia seychelles
singapore slovakia slovenia somalia spain sudan suriname swaziland sweden switzerland syria taiwan tajikistan tanzania
thailand tibet togo tonga tunisia turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam
wales scotland england britain yemen zambia zimbabwe usa uk uae america europe asia africa oceania scandinavia
united_states united_kingdom united_arab_emirates great_britain northern_ireland new_zealand south_africa south_korea
north_korea saudi_arabia sri_lanka costa_rica puerto_rico el_salvador dominican_republic czech_republic burkina_faso
ivory_coast cape_verde sierra_leone hong_kong san_marino vatican_city papua_new solomon_islands marshall_islands
cayman_islands faroe_islands virgin_islands equatorial_guinea trinidad_tobago timor_leste latin_america south_america
north_america middle_east
deutschland frankreich spanien italien osterreich schweiz niederlande belgien polen tschechien ungarn danemark schweden
norwegen finnland russland turkei griechenland portugal rumanien kroatien serbien irland schottland england amerika
vereinigte_staaten brasilien mexiko kanada indien japan agypten sudafrika neuseeland bayern sachsen hessen thuringen
niedersachsen brandenburg westfalen wurttemberg pfalz rheinland schleswig holstein mecklenburg vorpommern tirol
karnten steiermark
allemagne france espagne italie autriche suisse belgique pologne hongrie suede norvege finlande russie turquie grece
irlande ecosse angleterre etats_unis royaume_uni bresil mexique canada inde chine japon egypte maroc algerie tunisie
bretagne normandie provence alsace bourgogne aquitaine occitanie
alemania francia espana italia suiza belgica polonia hungria suecia noruega finlandia rusia turquia grecia irlanda
escocia inglaterra estados_unidos reino_unido brasil mexico china japon egipto marruecos argelia corea
cataluna andalucia galicia castilla aragon navarra asturias murcia extremadura
germania francia spagna austria svizzera belgio polonia ungheria svezia norvegia russia turchia grecia irlanda scozia
inghilterra stati_uniti regno_unito brasile messico cina giappone egitto marocco toscana lombardia sicilia sardegna
veneto piemonte umbria liguria calabria puglia
alemanha franca espanha italia suica belgica suecia noruega russia turquia inglaterra egito marrocos duitsland frankrijk
spanje italie oostenrijk zwitserland nederland belgie zweden noorwegen rusland turkije griekenland ierland schotland
engeland tyskland sverige norge danmark suomi polska niemcy francja hiszpania wlochy rosja czechy
london paris berlin madrid rome roma vienna wien amsterdam brussels bruxelles brussel lisbon lisboa dublin athens
copenhagen kobenhavn stockholm oslo helsinki warsaw warszawa prague praha budapest bucharest sofia zagreb belgrade
beograd kyiv kiev moscow moskau moscou istanbul ankara izmir zurich geneva geneve genf bern basel lausanne munich
munchen hamburg cologne koln frankfurt stuttgart dusseldorf dortmund essen leipzig dresden hannover nuremberg nurnberg
bremen bonn mannheim karlsruhe freiburg augsburg munster bielefeld kiel lubeck rostock erfurt potsdam heidelberg
darmstadt regensburg wurzburg ulm aachen chemnitz halle magdeburg kassel mainz saarbrucken graz linz salzburg innsbruck
lyon marseille toulouse nice nantes strasbourg strassburg montpellier bordeaux lille rennes reims grenoble dijon angers
toulon brest limoges tours amiens metz nancy rouen caen orleans perpignan avignon
barcelona valencia seville sevilla zaragoza malaga bilbao murcia palma granada alicante cordoba valladolid vigo gijon
toledo salamanca burgos cadiz almeria oviedo pamplona santander leon milan milano naples napoli turin torino palermo genoa
genova bologna florence firenze bari catania venice venezia verona messina padova trieste brescia parma modena pisa
siena perugia cagliari porto braga coimbra faro sintra rotterdam utrecht eindhoven groningen tilburg breda nijmegen
haarlem arnhem maastricht leiden delft antwerp antwerpen ghent gent brugge bruges liege leuven namur charleroi
krakow cracow wroclaw poznan gdansk lodz szczecin lublin katowice bydgoszcz bialystok brno ostrava plzen olomouc
debrecen szeged pecs gyor cluj timisoara iasi constanta brasov split rijeka osijek ljubljana maribor sarajevo skopje
tirana podgorica pristina bratislava kosice vilnius kaunas riga tallinn tartu minsk odessa odesa kharkiv lviv dnipro
gothenburg goteborg malmo uppsala linkoping orebro vasteras bergen trondheim stavanger tromso aarhus odense aalborg
tampere turku espoo oulu reykjavik valletta nicosia thessaloniki patras heraklion
manchester birmingham liverpool leeds sheffield bristol glasgow edinburgh cardiff belfast newcastle nottingham leicester
coventry bradford hull plymouth southampton portsmouth brighton oxford cambridge york norwich exeter derby swansea
aberdeen dundee inverness cork galway limerick waterford kent sussex essex surrey devon cornwall yorkshire lancashire
cheshire norfolk suffolk dorset somerset
chicago houston phoenix philadelphia dallas austin detroit boston seattle denver baltimore milwaukee portland atlanta
miami oakland minneapolis tulsa cleveland wichita arlington tampa honolulu anaheim pittsburgh cincinnati anchorage
toledo newark orlando buffalo madison reno boise spokane tacoma memphis nashville louisville charlotte omaha tucson
fresno sacramento albuquerque raleigh richmond brooklyn manhattan queens bronx hoboken princeton berkeley
houston savannah charleston topeka lansing springfield albany syracuse rochester hartford providence scottsdale
los_angeles new_york san_francisco san_diego san_jose san_antonio las_vegas new_orleans santa_fe santa_monica
salt_lake st_louis saint_louis kansas_city fort_worth el_paso long_beach oklahoma_city virginia_beach colorado_springs
palo_alto mountain_view baton_rouge des_moines little_rock ann_arbor rhode_island jersey_city washington_dc silicon_valley
alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming
new_hampshire new_jersey new_mexico north_carolina south_carolina north_dakota south_dakota west_virginia
toronto montreal vancouver ottawa calgary edmonton winnipeg halifax quebec ontario alberta manitoba saskatchewan
british_columbia nova_scotia new_brunswick saskatoon regina victoria hamilton
guadalajara monterrey puebla tijuana cancun oaxaca merida acapulco havana bogota medellin cali cartagena caracas
maracaibo quito guayaquil lima cusco arequipa santiago valparaiso concepcion montevideo asuncion brasilia salvador
fortaleza recife curitiba manaus belem goiania campinas bauru florianopolis natal rosario mendoza
mexico_city sao_paulo rio_janeiro belo_horizonte porto_alegre buenos_aires la_paz santa_cruz la_plata mar_plata
mar_del san_salvador san_juan panama_city guatemala_city santo_domingo port_prince la_habana
sydney melbourne brisbane perth adelaide canberra hobart darwin queensland tasmania auckland wellington christchurch
hamilton dunedin gold_coast new_south
beijing shanghai guangzhou shenzhen chengdu wuhan hangzhou nanjing tianjin chongqing xian suzhou harbin dalian qingdao
taipei kaohsiung tokyo osaka kyoto yokohama nagoya sapporo kobe fukuoka hiroshima sendai nara okinawa seoul busan incheon
daegu pyongyang bangkok phuket hanoi saigon danang manila cebu davao jakarta surabaya bandung bali medan penang yangon
phnom_penh vientiane ho_chi chiang_mai kuala_lumpur quezon_city
mumbai delhi bangalore bengaluru hyderabad chennai kolkata pune ahmedabad jaipur lucknow kanpur nagpur indore bhopal
surat kochi goa kerala gujarat punjab rajasthan karnataka maharashtra bihar assam karachi lahore islamabad rawalpindi
peshawar dhaka chittagong colombo kathmandu kabul kandahar new_delhi tamil_nadu uttar_pradesh west_bengal andhra_pradesh
tehran isfahan shiraz tabriz baghdad basra mosul damascus aleppo beirut amman jerusalem haifa gaza ramallah riyadh
jeddah mecca medina doha dubai sharjah muscat manama sanaa tel_aviv abu_dhabi kuwait_city
cairo alexandria giza luxor tripoli tunis algiers oran casablanca rabat marrakech marrakesh fez tangier khartoum
nairobi mombasa kampala kigali lagos abuja ibadan kano accra kumasi dakar bamako abidjan kinshasa luanda lusaka harare
maputo johannesburg pretoria durban soweto windhoek gaborone antananarivo mogadishu addis_ababa cape_town dar_salaam
port_elizabeth tashkent almaty astana bishkek dushanbe baku tbilisi yerevan ulaanbaatar vladivostok novosibirsk omsk
kazan samara sochi volgograd siberia saint_petersburg st_petersburg
`;
