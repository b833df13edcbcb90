/** What a word is about, in whatever language. */
export const classes = [
  'none',
  'ignore',
  'prior',
  'instruction',
  'reveal',
  'secret',
  'system',
  'you',
  'role',
  'free',
  'now',
  'ai',
  'negation',
  'say',
  'exfiltrate',
  'access',
  'party',
  'duty',
] as const;
export type WordClass = (typeof classes)[number];

/**
 * Stems by class: a word that begins so, or that is so where a full stop follows. Written by hand, in
 * English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Russian, Ukrainian,
 * Turkish, Swedish and its neighbours, Romanian, Hungarian, Indonesian, Vietnamese, Greek, Arabic,
 * Hebrew, Hindi, Chinese, Japanese and Korean. Case and accents do not count.
 */
export const stems: Readonly<Record<Exclude<WordClass, 'none'>, string>> = {
  ignore: `scratch. nevermind void. unfollow obey. obeying disobey heed. comply
    beiseite verwerfe hinfallig missachten befolg gehorch respecte obeis obedez lado. desecha obedec obbedi perdere smetti
    abandone largue przestan przestrzegaj odrzuc prestan dodrz сбрось слушай слушайся кинь переста отмен нехтуй uyma uymayi birak strunta lyd. bortse
    buang turuti تلتزم تتبع الغ छोड़ भूलकर 别管 別管 不用管 放弃 抛弃 取消 守ら 従わ 破棄 따르지 버려
    ignor disregard forget forgot overrid overrul bypass neglect discard abandon dismiss circumvent
    unlearn erase supersed overwrit nullif revoke drop. skip. reset. cancel. pretermit omit.
    ignorier vergiss vergess missacht uberschreib ubergeh umgeh verwirf verwerf
    oubli neglig outrepass contourn abstraction faites.
    olvid omit. omite omitir desobed descart haz. desestim
    dimentic scord trascur tralasci scart
    desconsider desrespeit esquec esqueca
    negeer negeren vergeet vergeten
    zignoruj ignoruj zapomnij pomin pomijaj lekcewaz
    zapomen ignoruj opomen prehlizej
    игнорир проигнорир забуд забыт забыв пренебре отброс обойди отмени
    ігнорув забуд
    yoksay unut gormezden dikkate. bosver
    ignorera glom bortse glem ignorer glemme unohda
    ignora uita neglijeaz
    felejts hagyd. mellozd
    abaikan lupakan hiraukan acuhkan
    lờ. qua. quen. quên.
    αγνοησ αγνόησε ξεχασ ξέχασε παραβλ
    تجاهل انس. انسى. تجاوز اهمل
    תתעלם התעלם שכח. תשכח
    अनदेखा नजरअंदाज भूल. भुला
    忽略 无视 無視 忘记 忘掉 忘記 不要理会 不管 跳过 抛开 绕过 撇开
    無視 忘れ 忘れて
    무시 잊어 잊고 잊으`,
  prior: `previous prior preced earlier above. foregoing former. initial. original. existing. before. past. preset given.
    vorherig bisherig obig fruher vorig vorangegang vorangehend ursprunglich zuvor davor. bevor. oben. alten.
    precedent anterieur ci-dessus dessus. avant. auparavant initiales initiaux recues
    anterior previ arriba. antes. iniciales dichas
    sopra. prima. iniziali ricevut
    acima. iniciais prévi
    vorige. eerder voorgaande bovenstaand
    poprzedni wczesniej powyz dotychczas
    predchoz predesl vyse. drive. predtim
    предыдущ прежн предшеств ранее. выше. прошл прежде. вышеука
    попередн ранiше раніше вище.
    onceki yukaridaki evvelki
    tidigare foregaende ovan. tidligere forrige ovenfor aiemm edell
    anterioare precedente
    elozo korabbi fenti
    sebelum terdahulu diatas
    trước. trên.
    προηγουμεν παραπανω
    السابق السابقة اعلاه أعلاه سابقا
    הקודמ הקודמות לעיל
    पिछले पिछली पूर्व ऊपर
    之前 以前 以上 上述 先前 前面 上面 此前 前述
    以前 上記 前の これまで 先の
    이전 앞의 위의 지금까지 기존`,
  instruction: `norm. norms norma. normas norme normy normen richtlin leitlin zasady założen reglas reglement leyes laws. wytyczne
    устано настро настройк normer riktlinj ketentuan القوانين ضوابط نियम 规章 设置 準則 方針 規定 규정
    instruct prompt directiv direction. directions. guidelin guidance command rule. rules. order. orders. programming.
    constraint restrict polic preprompt message. messages. context. briefing. parameter protocol mandate regulation task. tasks.
    anweisung instruktion befehl regel regeln vorgabe auftrag auftrage richtlini aufgab
    consigne regle. regles. ordre. ordres. directives tache
    instrucci orden. ordenes indicacion regla directric tarea mandato
    istruzion direttiv regol ordin. ordini. indicazion comand compit
    instruc ordens. regra diretriz comando tarefa
    instructie opdracht regels. richtlijn bevel
    instrukcj polecen zasad regul rozkaz wytyczn zadan
    instrukc pokyn prikaz pravid
    инструкц указан правил команд приказ распоряж директив промпт промт задани задач
    інструкц вказівк
    talimat komut kural emir emirler yonerge gorev
    instruktion anvisning regler. ohje maarays
    instructiun reguli. comenz
    utasit szabaly parancs
    instruksi perintah aturan arahan petunjuk
    lệnh. dẫn. hướng. quy. chỉ.
    οδηγι εντολ κανον
    تعليم التعليمات تعليمات اوامر الأوامر الاوامر أوامر قواعد القواعد
    הוראות הוראה הנחיות כללים פקודות
    निर्देश आदेश नियम
    指令 指示 说明 說明 命令 规则 規則 提示词 提示詞 提示 要求 规定 约束 任务 设定
    指示 命令 ルール 規則 プロンプト 制約 任務
    지시 명령 규칙 프롬프트 지침`,
  reveal: `reveal show. display disclos leak. divulge expos dump. recite. unveil spill. uncover unmask confess tell. give. share. print.
    zeig. zeige. verrat offenbar offenleg enthull nenn. nenne. gib. preisgeb ausgeb
    montre revel affich devoil divulg donne. dis.
    muestra mostrar muestrame revela dime. dame. imprim divulga ensena
    mostra mostrami rivel dimmi. dammi. svela stampa.
    mostre mostrar revele diga. dizer divulgu exiba
    toon. onthul geef. vertel. laat.
    pokaz ujawnij zdradz podaj. wyswietl wypisz
    ukaz prozrad odhal vypis sdel
    покажи раскрой раскрыть открой выведи сообщи расскаж назови выдай напечат
    покажи розкрий
    goster acikla. ifsa soyle yazdir paylas
    visa. avsloja beratta vis. afslor fortell nayta kerro paljasta
    arata dezvalui spune.
    mutasd aruld fedd. mondd.
    tampilkan tunjukkan ungkapkan beritahu bocorkan
    tiết. lộ. cho. hiển.
    δειξ αποκαλυψ πες. πεσ. εμφανισ
    اظهر أظهر اكشف كشف اعرض أخبرني اخبرني
    הצג חשוף גלה. תגלה ספר.
    दिखा बताओ बताएं प्रकट
    显示 透露 泄露 揭示 告诉 展示 公开 披露 输出 打印 给我 說出 说出
    表示 明か 開示 教え 見せ 出力
    공개 보여 알려 말해 출력 드러`,
  secret: `secret password passphrase passcode passwort credential confidential hidden private. token. api-key apikey key. keys. codeword
    classified undisclosed internal. sensitive flag.
    geheim kennwort losung vertraulich versteckt schlussel
    mot. passe. cache. confidentiel clef cle.
    secret contrasena clave oculta confidencial palabra.
    segret nascost parola. riservat chiave
    senha segredo secreta. oculto ocultas chave
    wachtwoord verborgen vertrouwelijk sleutel
    haslo haslem hasla tajn ukryt sekret klucz
    heslo tajem skryt klic
    секрет парол скрыт тайн конфиденциал ключ
    пароль таємн
    sifre parola gizli anahtar
    losenord hemlig dold losenord adgangskode passord hemmelig salasana salai
    secret. ascuns
    jelszo titkos rejtett
    rahasia sandi tersembunyi
    mật. khẩu. bí.
    μυστικ κωδικ απορρητ
    سر. السر السرية كلمة. مرور سري
    סיסמ סוד. סודי
    पासवर्ड गुप्त रहस्य
    密码 密碼 秘密 机密 機密 口令 密钥 隐藏 保密
    パスワード 秘密 機密 合言葉 隠さ
    비밀 암호 비밀번호 숨겨`,
  system: `programmer programador programmat programmeur programmierer creator. creators creador createur creatore criador makers. maker. entwickler entwicklern
    desarrolladores developpeurs sviluppatori desenvolvedores ontwikkelaars tworc tvurc создател разработчик программист розробник gelistirici utvecklar
    pengembang المطور مبرمج מפתחים डेवलपर 开发者 開發者 创造者 開発者 作成者 개발자
    system. systems. system- sysprompt systemprompt developer. openai anthropic backend internal. config configuration setup. metadata
    systemanweis systemnachricht systeme. sistema. systeem systemow systemov systému
    систем система системн sistem sistem. системний
    συστημ النظام נظام נظ מערכת सिस्टम 系统 系統 システム 시스템 rendszer järjestelmä hệ. thống.`,
  you: `you. your. yours. yourself youre. u. ur. ya. thou.
    du. dein dir. dich. sie. ihr. ihre. ihren. euch.
    tu. toi. ton. ta. tes. vous. votre. vos.
    tu. tus. te. ti. usted su. sus. eres.
    tuo. tua. tue. tuoi. sei.
    voce seu. sua. suas. seus. teu. tuas.
    je. jij. jou. jouw. uw. bent.
    ty. twoj twoje. twoich. jestes. ciebie
    tvuj tve. tvoje tvych. jsi.
    ты. твои твой твоя твое тебя. тебе. вы. ваш ваши вас. вам.
    ти. твої ваші
    sen. senin sana. siz. sizin
    din. dina. ditt. dig. dine. deg. sina. sinun
    tau. tale. tai. voi.
    te. neked. tied
    kamu. anda. mu.
    bạn. mày.
    εσυ. σου. εισαι. σας.
    انت أنت انك أنك لك. لديك
    אתה. שלך אתם.
    आप. आपके तुम. तुम्हारे आपका आपकी
    你. 你的 您的 您 你 妳
    あなた 君 お前
    당신 너는 너의 네가`,
  role: `pretend roleplay role-play role. persona character. act. acts. acting imagine simulat emulat impersonat imitat behave portray
    hypothetical fiction story. scenario game. play. play- movie. novel. script. become. embody mode. mode- alter-ego grandma grandmother
    spiel. spiele rolle. stell. tu. verhalte agiere simulier
    joue. jouer role. fais. pretend agis. comporte incarn imagin simul
    actua. actuar finge. fingir compor interpret papel. personaje juego
    agisci. fingi. fingere ruolo interpreta comportati gioco
    aja. atue finja. fingir comporte personagem jogo.
    doe. gedraag rol. speel stel.
    udawaj wciel zachowuj rola. role. graj.
    predstir hraj. chovej
    притвор представ веди. действуй роль. сыграй играй ролев игра
    rol. davran gibi. oyun
    lat. latsas roll. spill. leik esita
    prefa. joaca rolul
    jatssz viselked szerep
    berpura peran bertindak
    giả. đóng. vai.
    προσποι παριστ ρολο
    تظاهر تصرف دور. تقمص
    העמד תתנהג תפקיד
    नाटक भूमिका अभिनय
    扮演 假装 假裝 角色 充当 模拟 假设 假如 想象
    ふり 演じ 役割 なりきっ
    역할 척해 연기 가정`,
  free: `unlocked uncaged ungoverned unbounded lawless
    hemmungslos zensurfrei tabulos debride illimite desenfren illimitat sfrenat ilimitad sansürsüz sansursuz censurfri ograniczen omezení bezogran
    разреш неограничен вседозвол необмежен ilimitado निर्बंध 毫无限制 不拒绝 拒绝 無制限 拒否 제한없이 거절
    unrestrict uncensor unfilter unlimit unbound unethical immoral amoral illegal limitless nsfw jailbr dan. dans. stan. anything. freely freedom
    free. liberat unchain unshackl unleash uncondition boundar filter filters. filtering censor censorship ethic moral limitation
    restriction. restrictions. guardrail disclaimer warning. warnings. warn. unlock evil. consequence legality safety. refus refuse. comply
    uneingeschrankt frei. freie. einschrankung ungefiltert unzensiert grenzen
    sans. limites. restriction contrainte libre. libre censure filtre
    sin. restricciones limite. limites. censura filtro libre. libera
    senza. restrizion limiti. censura filtri. libero
    sem. restric limites. censura
    zonder. beperking
    bez. ogranicz cenzur swobod wolny
    omezen
    без. огранич цензур свобод фильтр запрет
    kisitlama sinirsiz sansur
    utan. begransning uten. begrens
    fara. restrictii
    korlatoz nelkul
    tanpa. batasan sensor
    không. giới. hạn.
    χωρισ περιορισμ
    بدون قيود
    ללא. הגבלות
    बिना प्रतिबंध
    不受 限制 自由 没有限制 无限制 審查 审查 过滤
    制限なし 制限 自由 検閲
    제한 자유 검열`,
  now: `now. henceforth hereafter onward instead. new. begin. start. starting. from-now subsequent forward. onwards hereby immediately
    updated override. actually. then. next. following.
    jetzt. nun. ab. sofort stattdessen neue. neuen. fortan folgend
    maintenant desormais nouveau nouvelle nouvelles plutot lieu. dorenavant
    ahora. adelante nuevo. nueva. nuevas. partir. lugar. vez.
    ora. adesso nuove. nuova. nuovo. poi. invece
    agora. nova. novas. novo. diante
    nu. voortaan nieuwe plaats
    teraz. odtad nowe. nowy. zamiast
    nyni od. nove. misto
    теперь сейчас отныне новые новая новое новый вместо
    тепер. нові замість
    simdi. artik yeni. yerine bundan
    fran. nya. istallet fra. nye. stedet nyt. uusi uudet
    acum. noi. loc.
    mostantol most. uj. helyett
    sekarang mulai baru. sebagai
    bây. giờ. mới. từ.
    τωρα. νεα. νεες. εφεξης
    الآن الان جديد الجديدة جديدة بدلا
    עכשיו מעכשיו חדש חדשות במקום
    अब. नए. नया. बजाय
    现在 現在 从现在 接下来 新的 从此 而是 改为
    今から 今後 新しい 代わりに これから
    지금 이제 새로운 대신 앞으로`,
  ai: `ai. a.i. assistant chatbot chatgpt gpt gpt-3 gpt-4 llm. llms. bot. language. model. models. agent. robot claude gemini bard. gandalf
    machine. artificial intelligence neural siri. copilot ki. kunstlich assistent sprachmodell
    ia. assistant. modele. langage
    asistente modelo. lenguaje
    assistente modello linguaggio
    linguagem assistente
    taalmodel assistent.
    asystent modelem
    ии. ассистент помощник бот. нейросет модель чатбот
    yapay. zeka asistan
    asisten
    τεχνητη
    الذكاء الاصطناعي مساعد
    בינה. מלאכותית
    कृत्रिम
    人工智能 助手 模型 机器人 人工智慧
    アシスタント モデル ボット
    인공지능 어시스턴트 챗봇 모델`,
  negation: `not. don. dont. don't no. never. none. nothing. without. stop. cannot. can't cease. refrain nor. neither longer. avoid. isn. won. aren.
    nicht. kein keine. niemals nie. ohne. nichts
    pas. jamais aucun rien. ne. plus.
    nunca ningun nada. jamas
    non. mai. nessun niente
    nao. nunca. nenhum
    niet. geen. nooit
    nie. nigdy zadn
    ne. nikdy zadn
    не. никогда нет. нельзя никак
    ні. ніколи
    degil hicbir asla
    inte. aldri ikke. aldrig ei. ala.
    nu. niciodata
    soha. ne.
    jangan tidak tak.
    đừng.
    μη. μην. δεν. ποτε
    لا. لن. ليس دون
    אל. לא.
    नहीं. मत. ना.
    不要 不 别 不得 不再 没有 无需 不能 勿
    しない ない ません 決して
    하지 말고 않고 절대 없이`,
  say: `say. says. repeat. output. respond answer. answers. reply. write. translat spell. spelled summar echo. speak. type. typed copy. paste. rephrase
    encode encod base64 rot13 reverse. backward acrostic rhyme poem. letter. letters. character. characters. word. words. verbatim list. describe append prefix
    start. begin. sentence. hint riddle synonym hint. completion complete. generate format. print. puts
    sag. sage wiederhol antwort schreib ubersetz buchstab ausgabe
    dites repete repond reponds ecris traduis
    di. repit respond escrib traduc letra deletre
    ripeti rispond scriv traduci lettera
    repita responda escrev traduz
    zeg. herhaal antwoord schrijf
    powtorz powiedz odpowi napisz
    zopakuj odpovez napis rekni
    повтори скажи ответь отвечай напиши переведи
    tekrarla cevap yaz. de.
    sag. svara skriv upprepa svar gjenta toista vastaa
    repeta raspunde scrie
    ismeteld valaszolj ird.
    ulangi jawab tulis katakan
    nói. viết. trả. lời.
    επαναλαβ απαντησ γραψ
    قل. كرر اكتب أجب ترجم
    אמור חזור כתוב ענה
    कहो दोहरा लिखो उत्तर
    说 重复 回答 写 输出 翻译 回复 复述 说
    言って 繰り返 答え 書い 返答 翻訳
    반복 대답 답변 작성 번역`,
  exfiltrate: `send. sends. post. upload forward. exfiltrat transmit submit. email. e-mail mail. webhook http. https. url. link. markdown image. curl. fetch. call.
    transfer wire. pay. purchase invite delete. remove. click. visit. download install execute. run. grant. deposit bitcoin iban
    sende. schick ubertrag weiterleit losch lade.
    envoie envoy transmet transfer. supprim
    envia. enviar manda. reenvia transfier borra. elimina
    invia. inviare inoltra trasfer cancella
    envie. encaminhe transfira apague
    stuur. verzend overmaak verwijder
    wyslij przeslij przelej usun
    posli odesli preved smaz
    отправ перешли переведи пошли удали
    gonder ilet. sil.
    skicka sand. slett
    trimite sterge
    kuldd torold
    kirim hapus teruskan
    gửi.
    στειλ διαγρ
    ارسل أرسل حول. احذف
    שלח. מחק.
    भेज
    发送 發送 转发 上传 删除 转账 点击
    送信 転送 削除 送金 送っ
    보내 전송 삭제 송금`,
  access: `admin administrator root. sudo. superuser debug. debugging maintenance privilege permission authoriz authoris access. override-code elevated enabled. enable.
    activated activate disabled disable. deactivat unlock. mode. dev. engineer tester. testing. test. emergency urgent important attention priority begin. end. inst. im_start im_end
    assistant. answer: notice. note. sys. endoftext im. tool. function. verify verified
    administrateur entwickler modus. aktivier zugriff dringend wichtig achtung
    developpeur acces. urgence important. attention activer desactiver
    desarrollador acceso. activad modo. urgente importante atencion administrador
    sviluppatore accesso modalita attenzione amministratore
    desenvolvedor acesso ativad atencao
    ontwikkelaar toegang belangrijk
    tryb. dostep wazne uwaga
    rezim. pristup dulezit
    режим доступ администратор разработчик важно внимание срочно
    yonetici erisim mod. onemli dikkat
    viktigt
    acces. modul
    fejleszto mod. fontos
    akses pengembang penting
    quyền. chế.
    προσβασ προγραμματιστ
    مطور الوصول وضع. مهم
    מפתח. גישה מצב.
    मोड. पहुंच
    管理员 开发者 模式 权限 开发人员 重要 注意 管理員 開發者
    管理者 開発者 モード 権限 重要
    관리자 개발자 모드 권한 중요`,
  party: `user. users. human. humans. owner. operator. operators. customer. client. requester. boss. superior. employer. person. supervisor nutzer benutzer anwender besitzer kunde betreiber utilisateur proprietaire usuario cliente dueno operador utente proprietario operatore usuario dono gebruiker eigenaar klant uzytkownik wlasciciel klient uzivatel zakaznik пользовател владел клиент користувач kullanici
    musteri anvandar agare bruker kayttaj utilizator felhasznalo pengguna pemilik người. dùng. χρηστη المستخدم المالك המשתמש उपयोगकर्ता 用户 用戶 使用者 主人 客户 ユーザー 利用者 使用者 사용자 주인`,
  duty: `must. should. shall. ought. mandatory. obligatory. obliged. obligated. required. requires. necessary. essential. supposed. expected. compulsory imperative. needs. please. kindly. ensure. sure. instructed. asked. ordered. told. musst. muss. mussen. sollst. soll. sollen. pflicht verpflichtet bitte. doit. dois. devez. obligatoire veuillez. faut. debe. debes. deben. obligatori obligad deve. devi.
    devono. deves. moet. moeten. verplicht musisz musi. nalezy prosze muset. musite должен должна должны обяза необходимо надо. нужно. пожалуйста повинен мусиш gerek zorunda lutfen maste skal. skall. harus wajib phải. hãy. πρεπει παρακαλω يجب عليك. חייב צריך चाहिए कृपया 必须 必須 务必 應該 应该 应当 请 請 しなければ 必ず べき 해야 반드시`,
};
