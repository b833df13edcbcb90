/** Common surnames of many countries, in lower case and without accents. */
export const surnames: string = `
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young
allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts
gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez
ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james
bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez powell jenkins
perry russell sullivan bell coleman butler henderson barnes gonzales fisher vasquez simmons romero jordan patterson
alexander hamilton graham reynolds griffin wallace moreno west cole hayes bryant herrera gibson ellis tran medina
aguilar stevens murray ford castro marshall owens harrison fernandez mcdonald woods washington kennedy wells vargas
henry chen freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez silva shaw snyder mason
dixon munoz hunt hicks holmes palmer wagner black robertson boyd rose stone salazar fox warren mills meyer rice
schmidt garza daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn kelley spencer hawkins arnold
pierce hansen peters santos hart bradley knight elliott cunningham duncan armstrong hudson carroll lane riley andrews
alvarado ray delgado berry perkins hoffman johnston matthews pena richards contreras willis carpenter lawrence sandoval
guerrero george chapman rios estrada ortega watkins greene nunez wheeler valdez harper burke larson santiago maldonado
morrison franklin carlson austin dominguez carr lawson jacobs obrien lynch singh vega bishop montgomery oliver jensen
harvey williamson gilbert dean sims espinoza howell li wong reid hanson le mccoy garrett burton fuller wang weber welch
rojas lucas marquez fields park yang little banks padilla day walsh bowman schultz luna fowler mejia davies evans
hughes edwards wood clarke patel khan lewis begum macdonald mackenzie mckenzie macleod fraser sinclair
douglas cameron ferguson stewart burns kerr mclean munro ogilvie byrne doyle gallagher oconnor oneill oreilly nolan
fitzgerald doherty brennan quinn burke maguire kavanagh pritchard llewellyn griffiths rhys bevan barker bradshaw
hargreaves ramsbottom holloway whitaker atkinson dawson thornton sutcliffe pemberton ashworth barlow chadwick blackburn
muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf
schroder neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt werner schmitz krause meier lehmann
schmid schulze maier kohler herrmann konig walter mayer huber kaiser fuchs peters lang scholz moller weiss jung hahn
schubert vogel friedrich keller gunther frank berger winkler roth beck lorenz baumann franke albrecht schuster simon
ludwig bohm winter kraus martin schumacher kramer vogt stein jager otto sommer gross seidel heinrich brandt haas
schreiber graf schulte dietrich ziegler kuhn kuhne pohl engel horn busch bergmann thomas voigt sauer arnold wolff
pfeiffer gruber steiner moser egger hofer pichler leitner wimmer haider reiter eder brunner aigner zurcher ammann
dubois durand moreau laurent lefebvre leroy roux david bertrand morel fournier girard bonnet dupont lambert fontaine
rousseau vincent muller lefevre faure mercier blanc guerin boyer garnier chevalier francois legrand gauthier
perrin robin clement morin nicolas henry roussel mathieu gautier masson marchand duval denis dumont lemaire noel
meunier dufour blanchard brun brunet leclerc barbier renard arnaud aubert bouchard tremblay gagnon cote pelletier
bouvier hebert turgeon lavoie fortin
garcia fernandez gonzalez rodriguez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno
munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez serrano blanco molina morales
suarez ortega delgado castro ortiz rubio marin sanz iglesias nunez medina garrido cortes castillo santos lozano guerrero
cano prieto mendez cruz calvo gallego vidal leon marquez herrera pena flores cabrera campos vega fuentes carrasco
aguirre acosta rojas benitez sosa quiroga galvez caballero ochoa paredes
rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti costa giordano mancini rizzo
lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone longo gentile martinelli
vitale lombardo serra coppola desantis marchetti parisi villa conte ferri bianco bellini pellegrini palumbo sanna
silva santos ferreira pereira oliveira costa rodrigues martins jesus sousa souza fernandes goncalves gomes lopes marques
alves almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro cardoso rocha raposo
neves coelho cruz cunha pires ramos reis simoes antunes matos fonseca machado araujo barbosa tavares lourenco cavalcanti
azevedo lima barros melo dias
jansen vries berg bakker dijk visser smit meijer boer mulder groot bos vos peters hendriks leeuwen dekker brouwer wit
dijkstra smits graaf meer linden kok jacobs haan vermeulen heuvel veen broek bruijn schouten beek willems vliet
hoekstra maas verhoeven koster dam wal prins blom huisman peeters janssens maes claes wouters goossens dewit
andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson jansson
hansson bengtsson jonsson lindberg jakobsson magnusson lindstrom lindqvist lindgren berg axelsson bergstrom lundberg
lind lundgren nordin wallin sandberg forsberg sjoberg hansen johansen olsen larsen andersen pedersen nilsen kristiansen
jensen karlsen johnsen pettersen eriksen berg haugen hagen johannessen andreassen jacobsen dahl jorgensen halvorsen
henriksen lund nielsen christensen rasmussen sorensen madsen kristensen olesen thomsen christiansen poulsen moller
mortensen knudsen korhonen virtanen makinen nieminen makela hamalainen laine heikkinen koskinen jarvinen lehtonen
nowak kowalski wisniewski wojcik kowalczyk kaminski lewandowski zielinski szymanski wozniak dabrowski kozlowski
jankowski mazur wojciechowski kwiatkowski krawczyk kaczmarek piotrowski grabowski zajac pawlowski michalski krol
novak novotny svoboda dvorak cerny prochazka kucera vesely horak nemec pokorny marek hajek jelinek kral ruzicka
benes fiala sedlacek dolezal zeman kolar klimek svec nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas
balogh papp takacs juhasz lakatos meszaros simon popescu ionescu popa radu dumitru stan stoica gheorghe matei
horvat kovacevic babic maric juric novak kovacic knezevic vukovic markovic petrovic nikolic jovanovic djordjevic
stojanovic ilic pavlovic milosevic perkovic crnic papadopoulos nikolaidis georgiou pappas karagiannis
yilmaz kaya demir celik sahin yildiz ozturk aydin arslan dogan kilic aslan cetin kara koc kurt ozdemir
ivanov ivanova smirnov smirnova kuznetsov popov popova vasiliev petrov petrova sokolov mikhailov novikov fedorov
morozov volkov alekseev lebedev semenov egorov pavlov kozlov stepanov nikolaev orlov andreev makarov nikitin zakharov
kovalev shevchenko kovalenko bondarenko tkachenko kravchenko boyko melnyk
patel sharma singh kumar gupta verma mehta shah joshi reddy rao nair iyer iyengar agarwal banerjee chatterjee mukherjee
das bose ghosh chopra kapoor malhotra khanna bhatia sethi desai kulkarni pillai menon naidu chowdhury mishra pandey
tiwari trivedi yadav choudhary bhat kaur gill dhillon sidhu
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang song deng
han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao
chan cheung leung lau ng lam ho chow yeung fung tam
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto
inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto ishikawa ogawa goto okada hasegawa fujita kondo sakamoto
nakajima higuchi koumura takeda matsuda
kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong yoo
tran le pham hoang huynh phan vu vo dang bui do ho ngo duong
khan ahmed ali hussain hassan malik sheikh qureshi siddiqui chaudhry mirza ansari farooq abbasi rahman islam hossain
haddad khoury mansour nasser saleh sayed farouk abadi hosseini mohammadi karimi ahmadi rezaei moradi jafari
okafor okeke nwosu eze adeyemi adebayo ogunleye balogun mensah owusu boateng asante appiah diallo traore keita camara
ndlovu dlamini nkosi mokoena khumalo mwangi odhiambo kamau njoroge wanjiru okonkwo achebe cohen levy mizrahi peretz
friedman goldberg katz shapiro rosenberg goldstein weinstein kaplan levine epstein klein
abbott acheson alford atwood baldwin ballard barrett barron bartlett becker beckett benson berg blair blake bond booth
bowen bowers boyle brady branch brewer briggs brock browning buchanan buckley bush byrd caldwell calhoun callahan camp
cannon carey carlisle cash chambers chandler chang christian church clay clayton clemons cobb cochran cohen combs conley
conner conway copeland cortez costello craig crane crosby cross curry curtis dale dalton daugherty davenport davidson
dawson decker dejesus deleon dennis dillard donovan dorsey dotson doyle drake dudley duffy duke durham dyer eaton
emerson english erickson estes farley farmer farrell faulkner finch finley fitzpatrick fleming fletcher flynn foley
forbes foreman fox france frazier french frost fry gaines gallegos gamble garner gates gay gentry gibbs giles gill glass
glenn glover golden good goodman goodwin gould graves griffith gross guerra hale haley hammond hancock hardin harding
hardy harmon harrell hartman hatfield hays heath hebert henson hess hester hickman higgins hines hinton hobbs hodge
hodges hogan holcomb holden holland holman holt hood hooper hoover hopkins horn horne horton houston howe hubbard huff
huffman hull humphrey hurley hurst hutchinson ingram irwin jarvis jefferson jennings joyce justice keller kemp kent kerr
kidd kirby kirk kline knox lamb lambert lancaster landry langley lara larsen leach leblanc leon leonard levy lindsay
lindsey livingston lloyd logan lott love lowe lowery lynn lyons mack madden maddox mann marks marsh massey mathews
mathis maxwell may mayo mays mcbride mccall mccarthy mccarty mcclain mcclure mcconnell mccormick mccray mccullough
mcdaniel mcdowell mcfadden mcfarland mcgee mcguire mcintosh mcintyre mckay mckee mckinney mcknight mclaughlin mcleod
mcmahon mcmillan mcneil mcpherson meadows melton mercer merrill merritt meyers middleton miles mullen mullins
nash neal newman newton nielsen nixon noble nolan norman norris norton oconnell odom odonnell oneal osborn osborne owen
pace pacheco parrish parsons pate patrick patton paul pearson peck petty phelps pickett pittman pitts pollard poole pope
potter potts powers pratt preston prince proctor pruitt pugh quinn ramsey randall randolph rasmussen ratliff raymond
reese reeves rhodes rich richmond riddle riggs rivas rivers roach robbins robles roman rosales rosario roth rowe rowland
roy rush rutledge salinas sampson savage sawyer schneider schroeder schwartz sears sellers serrano sexton shaffer
shannon sharp sharpe shelton shepard shepherd sheppard sherman shields short skinner sloan small snow solomon sparks
spears stafford stanley stanton stark steele stephenson stevenson stokes stout strickland strong stuart summers sutton
swanson sweeney sweet sykes talley tanner tate terrell terry tillman todd townsend travis trevino trujillo tyler
underwood valencia valentine vance vang vaughan vaughn velasquez velez vincent vinson wade walker wall waller walls
walter walters walton ware warner watts weeks weiss wiggins wilcox wilder wiley wilkerson wilkins wilkinson willis
winters wise witt wolf wolfe wong woodard woodward wooten workman wyatt wynn yates york zamora
`;
