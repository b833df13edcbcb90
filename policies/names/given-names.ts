/** Common given names of many countries, in lower case and without accents: facts, written down from memory. */
export const givenNames: string = `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald
steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas
eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis
jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian roger
noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel
logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny liam oliver leo oscar
theo archie harry alfie freddie toby callum jamie ewan angus fergus rory ian graham neil nigel trevor clive simon
stuart derek malcolm duncan colin gavin howard leonard stanley norman ernest fred barry martin max felix hugo elliot
owen luke isaac caleb levi wyatt mason lucas aiden jayden hunter connor evan cameron gavin dominic ivan miles
cody cole chase blake travis dustin shane derrick marcus curtis terrence darnell jamal tyrone malik jerome leroy
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen
amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet
catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail
alice julia judy sophia denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte
marie kayla alexis lori tiffany holly kristen fiona gemma zoe chloe lucy ella mia ava isla freya poppy daisy ellie
phoebe matilda imogen eleanor harriet beatrice florence nora claire louise tracy tracey wendy gail lorraine maureen
sheila eileen rosemary valerie yvonne sally penny katie kate jenny becky molly peggy sophie erin caitlin bridget
siobhan niamh aoife ciara paige brooke jasmine kaylee brandi shannon tina tara vanessa veronica monica erica crystal
hans peter wolfgang klaus jurgen dieter manfred uwe gunter horst bernd heinz gerhard helmut werner frank rainer
stefan andreas thomas matthias michael christian markus alexander jan sebastian tobias florian philipp lukas jonas
leon finn paul elias ben fritz karl otto heinrich friedrich wilhelm johann ludwig sven torsten thorsten ralf detlef
holger jens olaf armin egon erwin kurt rolf rudolf siegfried ulrich volker hannes moritz maximilian fabian niklas
ursula monika petra sabine renate helga karin brigitte ingrid erika gisela claudia susanne gabriele kerstin birgit
heike anja katrin nicole stefanie julia katharina lena lea hannah mia emilia lina greta frieda heidi hildegard
irmgard elfriede edeltraud waltraud christa angelika bettina silke tanja ulrike jutta marlene annika svenja
jean pierre michel andre philippe rene louis alain jacques bernard marcel daniel roger robert claude laurent
nicolas christophe francois thierry pascal eric didier julien sebastien olivier guillaume antoine mathieu maxime
romain quentin clement theo hugo jules gabriel raphael arthur lucien gaston thibault yves gilles herve benoit
marie jeanne francoise monique catherine nathalie isabelle sylvie martine nicole jacqueline valerie sandrine
celine aurelie emilie camille lea manon chloe ines jade juliette margaux clotilde genevieve odile colette simone
brigitte veronique dominique helene elodie amelie laetitia delphine corinne agathe mathilde anais
antonio jose manuel francisco juan david javier jesus carlos miguel rafael pedro angel alejandro fernando pablo
sergio jorge alberto luis alvaro diego adrian raul enrique ramon vicente ivan ruben oscar andres joaquin santiago
eduardo victor roberto jaime mario ignacio alfonso salvador ricardo marcos guillermo hector gonzalo esteban
rodrigo felipe cesar arturo gerardo julio ernesto armando mateo emilio leandro facundo
maria carmen ana isabel dolores pilar josefa teresa rosa cristina angeles antonia laura francisca mercedes luisa
elena concepcion rosario lucia marta paula beatriz raquel silvia patricia rocio alba irene nuria sofia andrea
ines alicia esther gabriela daniela valentina camila ximena fernanda lourdes consuelo graciela guadalupe yolanda
marisol soledad adriana lorena mariana catalina jimena
giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno
paolo michele giorgio aldo sergio luciano alessandro andrea marco matteo lorenzo davide simone federico luca
stefano roberto riccardo fabio gabriele massimo claudio enrico filippo tommaso giacomo leonardo edoardo raffaele
nicola emanuele gianluca dario umberto ettore
giulia chiara francesca sara martina alessia giorgia elisa elena silvia federica valentina paola laura simona
rosa angela giovanna teresa lucia rita antonella daniela roberta caterina margherita beatrice ludovica aurora
ginevra bianca ilaria sabrina patrizia donatella romilda
joao jose antonio francisco carlos paulo pedro lucas luiz marcos luis gabriel rafael daniel marcelo bruno eduardo
felipe rodrigo manuel mateus andre fernando fabio leonardo gustavo guilherme leandro tiago thiago anderson ricardo
vitor caio diogo goncalo rui nuno duarte afonso bernardo miguel vasco henrique
ana maria francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica
leticia julia luciana vanessa mariana gabriela vera vitoria larissa beatriz catarina ines leonor matilde carolina
joana rita filipa mafalda teresa raquel
jan piet kees hendrik willem pieter johannes cornelis dirk gerrit jeroen bas sander daan sem bram thijs lars ruben
joris maarten wouter koen stijn joost tim niels jasper rik tom rob henk
anna johanna maria elisabeth cornelia margriet anneke ingrid saskia femke sanne lotte fleur eva sophie julia emma
tess roos maud lieke anouk marloes esther wilma
lars erik karl anders johan per nils sven olof mikael jan gunnar magnus fredrik henrik jonas mattias oskar axel
emil gustav viktor bjorn hakan leif ole kjell arne knut olav tor geir terje morten jens soren niels jorgen
rasmus mads anders mikkel frederik kristoffer kristian thor eino matti mikko jukka pekka timo antti juha heikki
eero ville sami janne petri aleksi
anna eva maria karin kristina birgitta elisabeth margareta ingrid linnea astrid elsa ebba maja wilma alva saga
freja ida sofie mette hanne kirsten lone bente inger liv solveig ragnhild sigrid silje marit tove oline
aino helmi kaarina liisa riitta tuula paivi minna sanna johanna katri
piotr krzysztof andrzej tomasz jan pawel michal marcin stanislaw jakub adam marek lukasz grzegorz mateusz wojciech
mariusz dariusz zbigniew jerzy maciej rafal robert kamil jacek janusz szymon kacper filip igor bartosz
anna maria katarzyna malgorzata agnieszka barbara ewa krystyna elzbieta magdalena joanna zofia monika teresa danuta
natalia julia karolina aleksandra beata dorota grazyna halina jadwiga justyna iwona kinga zuzanna
jiri petr josef pavel jaroslav martin tomas frantisek milan zdenek vaclav karel jakub lukas vojtech ondrej
jana marie eva hana lenka katerina lucie vera alena petra veronika tereza zdenka miroslava
laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas zsolt tibor andras csaba imre balazs
kalman gyorgy bela geza katalin ilona erzsebet eva zsuzsanna agnes judit marta andrea
ion gheorghe vasile mihai andrei alexandru stefan nicolae adrian cristian marius florin bogdan dragos ioana elena
mihaela andreea alina simona raluca
ivan petar marko nikola luka stjepan ante josip tomislav zoran dragan milos stefan aleksandar vladimir goran
darko bojan igor jovan slobodan milan dejan milica jelena ana marija ivana jovana dragana vesna snezana
georgios dimitrios konstantinos ioannis nikolaos panagiotis christos vasileios athanasios eleni katerina vasiliki
sofia despina ioanna yannis giorgos kostas nikos
mehmet mustafa ahmet ali huseyin hasan ibrahim murat yusuf osman emre burak can cem kerem serkan
fatma ayse emine hatice zeynep elif meryem merve esra selin ebru deniz
aleksandr sergey sergei dmitry dmitri andrey andrei alexey alexei maxim evgeny yevgeny ivan mikhail vladimir
nikolai nikolay igor oleg pavel konstantin anton artem kirill denis roman yuri boris vadim viktor ruslan timur
anastasia ekaterina tatiana natalia olga elena svetlana irina anna maria yulia ksenia daria polina galina lyudmila
nadezhda oksana alina roksana vera tamara
mohammed muhammad mohamed ahmed ali omar hassan hussein ibrahim khaled youssef yusuf mahmoud mostafa abdullah
abdul karim tariq samir rashid faisal hamza bilal nasser salim walid imran usman zayd
fatima aisha khadija maryam zainab layla leila noor amina yasmin salma huda hanan rania samira nadia zahra dina
reza amir mehdi hamid saeed farhad behnam arash parisa shirin nasrin maryam
raj rahul amit sanjay vijay anil sunil rajesh suresh ramesh rakesh manoj ajay arjun rohan vikram aditya karan
nikhil ravi deepak ashok arun sandeep pradeep harish krishna ganesh vivek siddharth
priya anjali pooja neha sunita kavita anita rekha lakshmi deepa divya shreya sneha meera asha lata usha kiran
ananya aishwarya nisha swati radha sita
wei ming jun hao lei jie xin yan fang min ling ying hui mei xiu lan qiang bin peng chao tao yang jing li
hiroshi takashi kenji kenjirou akira satoshi makoto yuki haruto ren sota kaito daiki takumi kazuo shigeru minoru
yoko keiko sakura hana aiko yumiko naoko michiko haruka misaki ayumi emi tomoko kazuko mariko
minjun jihoon seojun hyun jisoo jiwoo minji yuna soojin eunji sunhee
nguyen minh anh hung dung thanh tuan linh huong lan mai thao trang phuong
somchai siriporn putri dewi siti budi agus wahyu joko rizal nurul
kwame kofi ama akua kwasi chinedu emeka ngozi chidi amaka oluwaseun tunde yemi folake adaeze ifeoma babatunde
thabo sipho nomsa lerato themba zanele wanjiku kamau otieno achieng juma baraka amani
david yosef moshe avraham yaakov shlomo noam ori eitan itay rivka miriam tamar yael noa shira avigail talia
eve adele ada agnes alma amelia annabelle april ariana audrey autumn bella bonnie carla carmen cecilia celia
clara cora daphne edith elaine eliza eloise elsie esme estelle eva fay flora gertrude gina gladys gwen hazel ingrid
iris irma ivy jade jane jill jo jodie josephine june kara kendra kristi kristin lana leah lena leslie lillian lily lola lucille
lydia mabel maggie mandy marcia marian marjorie maxine mercy mildred mindy miranda mona muriel nadine naomi nellie
nina norma opal paulina pearl polly ramona regina rhonda rosalie roxanne sadie selena selma sonia stella sue sylvia
tabitha tessa thelma trudy vera vivian willa wilma winifred yvette
abe al alec alfred allen alvin amos andy archibald arnold art augustus barnaby bart basil bert bill bob brad brendan
brent brett byron calvin carlton cecil cedric chad chester chris chuck clarence clark claude clay clayton clifford clint
clyde craig dale damien damon dan dana darrell darren darryl dave dean dean desmond dick don donnie doug drew dwayne
dwight earl ed eddie edgar edmund edwin elias elmer elton emmanuel enzo ernie ezra floyd francis franklin gareth gene
geoffrey gilbert glen glenn gordon grant greg guy hank harris harvey hector herbert herman homer horace hubert hugh
irving ivor jake jared jasper jay jeff jeffery jim jimmy joel jon jonah jonny josh julian julius karl ken kenny kent
kirk kurt lance lee len leon lester lewis lionel lloyd lou louie lyle mack mark marshall marvin maurice melvin merle
mickey mike milton mitchell mo monty morris moses murray nate ned nelson nick noel ollie orlando otis percy perry pete
phil preston quentin quinn ray reg reggie reginald rex rick ricky rob rod rodney roland ron ronnie rory ross rufus
rupert russ rusty sam sammy sanjay saul seth sherman sid sidney silas sol spencer stan steve stewart sylvester ted
teddy terrance theodore tim tod todd tom tommy tony troy vance vaughn vern vernon vic victor vince virgil wade wallace
wally warren wendell wes wesley wilbur wilfred will willis winston woody xavier zach zack zane
`;
