// Words that say nothing of what a post is about: articles, pronouns, prepositions, auxiliaries, small talk, and what apostrophes leave
// of them. In the languages whose sentiment is read (docs/enrichment.md).

const lists = {
  en: `a about above actually after again against ago ain all almost already also although always am amp an and another any anybody
    anymore anyone anything anyway anyways are aren around as at away back be became because become been before being below best better
    between both but by came can cannot cant come comes coming could couldn couldnt did didn didnt do does doesn doesnt doing don done
    dont down during each either else enough etc even ever every everybody everyone everything far few for from full gave get gets
    getting give given gives giving go goes going gone gonna good got gotta great had hadn happen happened happening happens has hasn
    hasnt have haven havent having he hello her here hers herself hey hi him himself his how however if im in instead into is isn isnt it
    its itself ive just keep keeps kind knew know known knows last later least less let lets like little ll lol look looking looks lot
    lots made make makes making many may maybe me mean means might mine more most much must my myself near need needs never new next no
    nobody none nor not nothing now of off often oh ok okay old omg on once one ones only onto or other others ought our ours ourselves
    out over own per please pls put quite rather re really right rt said same saw say saying says see seem seems seen shall she should
    shouldn show since so some somebody someone something sometimes somewhere soon still stuff such sure take taken takes taking tell
    than thank thanks that thats the their theirs them themselves then there theres these they theyre thing things think thinking this
    those though thought through thus til till to today together told tomorrow tonight too took toward towards tried try trying two
    under until up upon us use used uses using ve very via wait want wanted wants was wasn wasnt way we well went were weren what
    whatever when where whether which while who whoever whole whom whose why will with within without won wont would wouldn wouldnt wow
    yeah year years yes yesterday yet you your youre yours yourself`,
  es: `al algo alguien algún alguna algunas alguno algunos ante antes aquel aquella aquello aquí así aun aún aunque bien cada casi como
    cómo con contra cosa cosas cual cuál cuando cuándo da dan de del desde después dice dicen dijo donde dónde dos durante el él ella
    ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta está estaba estamos están estar estas este esto estos
    estoy fue fueron ha había habían hace hacen hacer hacia han hasta hay he hemos hola hoy igual incluso ir jaja la las le les lo los
    luego más me mejor menos mi mis misma mismo mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos nosotros nuestra
    nuestras nuestro nuestros nunca os otra otras otro otros para parece pero poco por porque pues puede pueden puedo que qué quien
    quién quiere quiero se sea ser si sí sido siempre sin sobre sólo solo somos son soy su sus también tampoco tan tanto te tenemos
    tener tengo ti tiene tienen toda todas todavía todo todos tras tu tú tus un una unas uno unos usted ustedes va vamos van ver vez
    voy y ya yo`,
  fr: `ai ainsi alors après assez au aucun aucune aujourd aussi autre autres aux avaient avait avant avec avoir avons bien bon c ça car
    ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des deux devant dire dit doit donc
    dont du elle elles en encore entre es est et étaient était été être eu eux fait faire faut fois font hier hui ici il ils j jamais je
    jusqu l la là le les leur leurs lors lui m ma mais même mêmes merci mes moi moins mon n ne ni non nos notre nous on ont ou où oui
    par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi près presque puis qu quand que quel quelle quelles quels qui
    quoi rien s sa sais sans se sera ses si sinon soit son sont sous suis sur t ta tant te tes toi ton toujours tous tout toute toutes
    très trop tu un une va vais vers voilà voir vos votre vous vraiment y`,
  pt: `agora ainda algo alguém algum alguma algumas alguns antes ao aos apenas aquela aquele aqui as assim até bem bom cada coisa coisas
    com como contra da dá das de dela dele deles depois desde dessa desse desta deste disse diz do dois dos durante e é ela elas ele
    eles em então entre era eram essa essas esse esses esta está estão estar estas estava este estes estou eu faz fazer foi foram gente
    há hoje isso isto já la lá lhe mais mas me meio menos mesma mesmo meu meus minha minhas muita muitas muito muitos na nada não nas
    nem nenhum nenhuma ninguém no nos nós nossa nossas nosso nossos num numa nunca o obrigado onde ontem os ou outra outras outro outros
    para pela pelas pelo pelos pode podem por porque pouco pra pro qual quando quanto que quem quer se sei seja sem sempre sendo ser será
    seu seus sim só sobre sou sua suas também tão tem têm tenho ter teve tinha toda todas todo todos tu tudo um uma umas uns vai vamos vez
    vão você vocês vou`,
  de: `aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist bitte da dabei dafür damit danach
    danke dann darf das dass davon dazu dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses dir doch dort du
    durch ein eine einem einen einer eines einfach einmal er erst es etwas euch euer für ganz gar geht gerade gern gibt gut gute hab habe
    haben halt hat hatte hatten heute hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jeden jeder jedes
    jetzt kann kannst kein keine keinen könnte können machen macht mal man mehr mein meine meinem meinen mich mir mit möchte muss müssen
    nach nämlich nein nicht nichts nie niemand noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so
    soll sollte solche sondern sonst über um und uns unser unsere unter viel viele vielleicht vom von vor wäre wann war waren warum was
    weg weil weiter welche welcher wenn wer werde werden wie wieder will wir wird wirklich wo wohl wollen worden wurde würde wurden zu zum
    zur zwar zwei zwischen`,
  it: `abbiamo ad adesso agli ai al alcuni alla alle allo allora altra altre altri altro anche ancora anni appena avere aveva basta bene
    c che chi ci ciao ciò cioè col come con così cosa cose cui da dagli dai dal dalla dalle davvero degli dei del della delle dello dentro
    di dire dopo dove due e è ecco ed era erano essere fa fare fatto fino forse fra già gli grazie ha hai hanno ho i il in io invece l la
    le lei li lo loro lui ma mai me meglio meno mentre mi mia mie miei mio molti molto ne nei nel nella nelle nessuno niente no noi non
    nostra nostro o oggi ogni ok oltre oppure ora per perché però più po poco poi prima proprio può qua qual quale quando quanto quasi
    quel quella quelle quelli quello quest questa queste questi questo qui quindi sarà se sei sempre senza si sì sia siamo solo sono sopra
    sotto sta stato stati stesso su sua sue sui sul sulla suo suoi tanto te ti tra troppo tu tua tuo tutta tutte tutti tutto un una uno va
    verso vi voi`,
  hi: `aaj aap aapka aapke aapki aapko ab abhi aisa aise apna apne apni aur bahut bhai bhi bhut bohot de dekh diya do ek fir gaya gaye gayi
    ha hai hain haan ho hoga hogi hota hote hoti hu hua hui hum humko isko iska iske jab jaise jo ka kab kabhi kaise kar karke karna karne
    karo karta karte kaun ke ki kis kisi kitna kiya kiye ko koi kr krna kuch kya kyu kyun lekin liye log main mat matlab me mein mera mere
    meri mujhe na nahi nahin ne nhi par pe pehle per phir raha rahe rahi rha rhe sab sabse sath se si sirf so tab tak tera tere teri tha the
    thi to toh tu tum unka uska uske us usko wala wale wali wo woh yaar ye yeh yaha
    है हैं था थी थे का की के को से में पर और यह वह ये वो भी तो ही न नहीं क्या जो कि हो कर रहा रहे रही मैं हम आप तुम एक इस उस लिए साथ अब
    कुछ सब बहुत अपने अपना अपनी मेरा मेरी मेरे गया गई गए किया`,
  ht: `a ak an anpil ankò ap apre avan avèk ba chak depi deja di dwe epi fè gen gran jan jis jodi kap ki kijan kisa konsa kote la le li lè
    men menm mwen m n nan ni nou nan non ou oswa pa pandan paske pi plis pou poukisa sa san se si sou sòti t ta tankou te toujou tou tout
    va vin vle w wi yo yon youn`,
  ar: `في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن ان أن إن كان كانت هو هي هم نحن انا أنا انت أنت يا او أو ثم قد كل بعد
    قبل بين حتى اذا إذا كما لكن ولا وما وهو وهي الى الا إلا غير عند اي أي بس مش شو هل لو منه فيه عليه له لها به بها وانا مو ليش كيف`,
} as const;

/** Of all languages at once: posts mix them, and a city has several. In lower case. */
export const stopWords: readonly string[] = [
  ...new Set(
    Object.values(lists)
      .flatMap((list) => list.split(/\s+/))
      // one character is never a term
      .filter((word) => [...word].length > 1),
  ),
];
