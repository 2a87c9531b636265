extension LanguageEvidence {
    /// What gives away the languages that share a script: a line each with the tag, the letters beyond those that the
    /// script's languages have in common, and the most frequent short words.
    static let table: [(script: String, text: String)] = [
        ("Latn", latin), ("Cyrl", cyrillic), ("Arab", arabic), ("Deva", devanagari), ("Hebr", hebrew),
        ("Beng", bengali), ("Ethi", ethiopic), ("Mymr", myanmar),
    ]

    private static let latin = """
        af|ëêôûïéè|die en van is in het nie wat om te sy hy vir met op ek jy dat ook aan was as hulle ons maar kan word sal
        az|əçğıöşü|və bir bu ki üçün ilə da də olan olaraq daha ən çox isə sonra mən o biz onun var edir
        ca|àçèéíïòóúü|de la el que i en les els un una per amb no és del va al més com dels són ha es també aquest però
        ceb||ang sa nga ug mga ni kini siya ako ka dili kay kung usa si naa lang iyang sila adunay ko
        cs|áčďéěíňóřšťúůýž|a se v na je že s z do o i to jako za by ale jsou po jsem pro který od nebo být má není
        cy|âêîôŵŷï|yn y a i yr o ar mae ei bod oedd am wedi un gan fod eu hefyd fel ond gyda sydd ac
        da|æøå|og i at det en den til er som på de med for af ikke der var jeg han har et men om vi blev efter hun kan
        de|äöüß|der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er ich wir
        en||the of and to in is that for it was on with as are this be you not at from have by or he his but we they which she will how what why when where who does did can could should would your my their there if please into only
        es|áéíñóúü|de la que el en y a los del se las por un para con no una su al es lo como más pero sus le ha está son también
        et|äõöüšž|ja on ei et see kui oma ka ning ta mis aga oli või nii selle seda kes siis ma mitte ole kõik
        eu|ñ|eta da ez bat du dira izan zen ere egin baina dute horren edo dela hau beste egiten zuen honen nire
        fi|äö|ja on ei että se oli hän ovat mutta kun olen ole myös tai niin joka kuin sen mitä minä tämä voi sekä
        fil|ñ|ang ng sa na at mga ay si ni para kung siya hindi ako ito nang may isang kanyang din niya sila
        fr|àâçèéêëîïôœùûü|de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec je nous
        ga|áéíóú|an na agus i ar a is go le do bhí sé tá ní ag sin seo nó air chun siad mar ach bhfuil
        gl|áéíñóúü|de a o que e do da en os un as unha para con non no por na como máis é se polo foi dos pero tamén
        ha|ɓɗƙ|da a na ya ta ba wannan don shi su ne ce cikin daga wanda kuma ga sun mai yi zai amma
        hr|čćđšž|i je u na se da su za od s koji što kao bi iz ne o ali po biti sve samo će može nije nakon također
        ht|èéò|la nan yo pou li ki ak se te a sa ou mwen gen yon pa nou lè men tout fè moun
        hu|áéíóöőúüű|a az és hogy nem is egy de meg van volt ez el ha csak mint vagy már még után ki minden kell
        id||yang dan di ini dengan untuk dari dalam tidak pada itu adalah akan saya ke oleh juga atau bisa kami karena telah mereka bahwa mau coba silakan uang saat menit kantor butuh informasi
        ig|ịọụńǹ|na ndị bụ nke ka ya ma a n'ime o ọ ga ahụ dị maka ndi ha anyị ihe onye iji
        is|áðéíóúýþæö|og að í á er sem við það ekki var til um með en af hann þar fyrir ég þau hefur eru þessi
        it|àèéìòù|di e che la il un a per in una è con non sono del si le da i al dei nel come anche della più ma gli
        jv||ing lan kang iki iku saka ora karo sing wis dadi marang uga ana bisa kanggo aku dheweke amarga yaiku
        ku|çêîşû|û li di ku bi de ji jî ev ew xwe dike hatin kir bû ye ne bo her yên min em
        lb|äéëö|an de ass d'' vun den net eng ze op mat dat si fir en hunn och awer mir ech wou
        lt|ąčęėįšųūž|ir yra kad į iš su buvo bet ne tai kaip jis ar už o aš nuo dėl mes ji savo po taip
        lv|āčēģīķļņšūž|un ir ka uz no par ar bija bet kā to vai tas es viņš nav pēc arī tika savu mēs kas
        ms||yang dan di ini dengan untuk dari dalam tidak pada itu adalah akan saya ke oleh juga atau boleh kerana telah mereka kami bahawa mahu cuba sila wang semasa minit pejabat perlu maklumat sahaja ialah
        mt|ċġħż|ta li il u fil minn ma kien din dan biex jew għal huwa lill bħala għandu kif mhux tal jien
        nb|æøå|og i det er som en på til at de for med av ikke den har jeg var om et men vi fra hun ble etter så kan
        nl|ëïéè|de het een van en in is dat op te zijn met voor niet die aan er om ook als maar bij hij naar uit ze wij ik
        nn|æøå|og i det er som ein på til at dei for med av ikkje den har eg var om eit men vi frå ho vart etter kan
        pl|ąćęłńóśźż|i w na z się nie do to że jest o jak po za od co ale przez dla ten są tym już tylko być które
        pt|áâãàçéêíóôõú|de a que o e do da em um para com não uma os no se na por mais as dos como mas ao é ele foi também
        ro|ăâîșțşţ|și de în a la care cu pe nu o un din este să că pentru mai se au fi fost sunt sau le ce dar
        sk|áäčďéíĺľňóôŕšťúýž|a sa v na je že s z do o i to ako za by ale sú po som pre ktorý od alebo byť má nie
        sl|čšž|in je v na da se za so ki ne s z pa tudi bi od kot po iz ali ni sem še lahko bil med
        so||oo ka ku iyo waxaa in uu la ee ah waa kale si aan ay ayaa ma loo uma waxay inuu markii
        sq|çë|e të në dhe një për që me se nuk është si nga i më ka do ishte por kjo ky janë edhe duke
        sv|åäö|och i att det en som på är av för med den till inte om har de ett jag var men så från vi han kan efter
        sw||ya na wa kwa ni katika za la kuwa cha watu hii hiyo kama yake lakini huo au alikuwa si wake pia
        tr|çğıöşü|ve bir bu da de için ile çok olarak daha en ne var ama gibi sonra o kadar ben olan değil her
        uz|ʻ|va bu bir bilan uchun ham u deb edi bo'lgan esa yoki emas qilish kerak men biz uning keyin
        vi|ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ|và của là có các trong được một cho không này với những đã để người khi đến từ như tôi
        xh||kwaye ukuba nge kunye le ukuze ngokuba kodwa yakhe abantu wathi kuba into ke
        yo|ẹọṣàáèéìíòóùúǹń|ní tí àti ó ń sí ni fún pé wọ́n jẹ́ kan náà sì bí láti wọn yìí kí
        zu||ukuthi ngoba futhi kodwa uma ukuze noma abantu wathi kuleli kanye lapho bese yakhe
        """

    private static let cyrillic = """
        be|ёіўыэ|і ў на не што з да як гэта у але па для быў яго калі ён ад так яны мы за
        bg|ъ|и на в за да се от не с е са че по като но или той след това има може към при
        kk|ёәғқңөұүһіъыэ|және бұл бір мен үшін да де деп болып осы ол бар еді жоқ туралы кейін біз оның
        ky|ёңөүъыэ|жана бул бир үчүн менен да деп болгон эле ал бар жок биз анын кийин эмес
        mk|ѓѕјљњќџ|и на во се да не од за со е што го ги по но или беше тоа како ќе кои
        mn|ёөүъыэ|нь энэ юм байна болон ба бол гэж бид тэр байсан хүн их өөр дээр ч
        ru|ёъыэ|и в не на что с он как это по но к у из за от так же для его она мы было или они
        sr|ђјљњћџ|и је у на се да су за од не са који што као али по из би ће то након
        tg|ёғӣқӯҳҷъэ|ва дар ба аз ки ин бо барои он буд аст мо ман худ ҳам шуд
        tt|ёәҗңөүһъыэ|һәм бу бер белән өчен дә да дип ул иде булган бар юк безнең аның
        uk|ґєії|і в не на що з як це та до у за але від про для його вона ми був або є й
        """

    private static let arabic = """
        ar|ةىأإؤئ|في من على أن إلى هذا التي الذي هو لا ما كان عن مع هذه بعد كل قد هي لم كانت ذلك أو
        ckb|ێۆڕڵەڤگچپژیکئ|لە و بە بۆ کە ئەو ئەم هەر بوو یەک نییە کرد دەکات هەیە بەڵام
        fa|پچژگکیآ|و در به از که این را با است برای آن یک خود تا بر هم بود شد می نیز اما ما
        ps|ټډړښځڅګڼېۍئآپچژکی|او د په چې له کې دا دي ته یو سره هغه شو وي نه لپاره
        sd|ڀٻڄڃٽڪڻڳڱڙڊئآپچگھک|۾ جي جو کي ۽ آهي جا سان ته هڪ تي هن کان آهن
        ug|ېۆۇۈەڭگچپژئى|ۋە بىر بۇ بىلەن ئۇ دەپ ئۈچۈن بولۇپ بار ھەم ئەمەس
        ur|ٹڈڑںےہھگچپژکیئآ|کے کی ہے میں اور سے کا کو ہیں نے پر کہ یہ بھی ایک نہیں کر تھا ہم وہ
        """

    private static let devanagari = """
        hi|\u{95C}\u{95D}\u{93C}|के में है की से और का को हैं ने पर कि यह भी एक नहीं कर था हम वह लिए तो
        mr|ळऱ|आहे आणि या च्या मध्ये ते हे की एक नाही केले असे साठी होते तो ती मी आम्ही पण
        ne||छ र को मा हो पनि लागि यो गर्न एक भने थियो छन् हरू हामी गरेको तर म उनी
        sa||च अपि तु न एव इति अस्ति सः तत् यत् किम् अहम् भवति
        """

    private static let hebrew = """
        he||של את על לא הוא זה עם היא כי גם יש אני אבל כל או אם היה לו
        yi|ײױװ|און די איז פון דער אין צו האט נישט א מיט דאס זײַן ער איך מען אױף
        """

    private static let bengali = """
        as|ৰৱ|আৰু এই এটা কৰা পৰা হৈছে তেওঁ লগত নাই হয়
        bn||এবং করা থেকে এই একটি তার জন্য না হয় করে তিনি আমি ও কি হবে সে আমার
        """

    private static let ethiopic = """
        am||ነው እና ላይ ውስጥ ነበር ግን ወደ ይህ አንድ እንደ ጋር ነበረ ናቸው አይደለም
        ti||እዩ ኣብ ካብ ናይ ከም ምስ እቲ ግን ኣይኮነን እዚ እዮም ነይሩ
        """

    private static let myanmar = """
        my|ကခဂဃစဆဇဈဉညဋဌဍဎဏဒဓနဖဗဘဠအဣဤဥဦဧဩဿ|
        shn|ၵၶၸၺၼၽၾႁဢႃႄႈႇႆႂ|
        """
}
