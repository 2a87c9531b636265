/// The languages that have a name here: those of ISO 639-1, and others that parallel corpora cover.
///
/// Tags, three-letter codes and names are those of the IANA Language Subtag Registry
/// (https://www.iana.org/assignments/language-subtag-registry) and ISO 639-3; the script is the usual one.
struct LanguageList {
    struct Entry {
        /// The shortest tag, such as `en` or `yue`.
        var tag: String
        /// The ISO 639-3 code, such as `eng`.
        var code: String
        /// The ISO 15924 code of the script the language is usually written in.
        var script: String
        var name: String
    }

    static let entries: [Entry] = text.split(separator: "\n").map { line in
        let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
        return Entry(tag: parts[0], code: parts[1], script: parts[2], name: parts[3])
    }

    static let byTag = Dictionary(entries.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })

    /// The shortest tag of a code: that of the language itself or of the one that usually stands for it.
    static let tagOfCode: [String: String] = {
        var tags = Dictionary(entries.map { ($0.code, $0.tag) }, uniquingKeysWith: { first, _ in first })
        for line in aliases.split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            tags[parts[0]] = parts[1]
        }
        return tags
    }()

    /// Members of a larger language that its tag usually means (the Unicode CLDR's aliases), withdrawn codes, and the
    /// bibliographic codes of ISO 639-2.
    private static let aliases = """
        arb ar
        cmn zh
        ekk et
        zsm ms
        lvs lv
        npi ne
        ory or
        swh sw
        als sq
        azj az
        khk mn
        pes fa
        plt mg
        uzn uz
        ydd yi
        pbt ps
        gaz om
        quz qu
        quy qu
        ayr ay
        gug gn
        kmr ku
        knc kr
        fuv ff
        iw he
        in id
        ji yi
        jw jv
        mo ro
        tl fil
        tgl fil
        alb sq
        arm hy
        baq eu
        bur my
        chi zh
        cze cs
        dut nl
        fre fr
        geo ka
        ger de
        gre el
        ice is
        mac mk
        mao mi
        may ms
        per fa
        rum ro
        slo sk
        tib bo
        wel cy
        """

    private static let text = """
        aa aar Latn Afar
        ab abk Cyrl Abkhazian
        ace ace Latn Achinese
        acm acm Arab Mesopotamian Arabic
        acq acq Arab Ta'izzi-Adeni Arabic
        aeb aeb Arab Tunisian Arabic
        af afr Latn Afrikaans
        ajp ajp Arab South Levantine Arabic
        ak aka Latn Akan
        am amh Ethi Amharic
        an arg Latn Aragonese
        apc apc Arab Levantine Arabic
        ar ara Arab Arabic
        ars ars Arab Najdi Arabic
        ary ary Arab Moroccan Arabic
        arz arz Arab Egyptian Arabic
        as asm Beng Assamese
        ast ast Latn Asturian
        av ava Cyrl Avaric
        awa awa Deva Awadhi
        ay aym Latn Aymara
        az aze Latn Azerbaijani
        azb azb Arab South Azerbaijani
        ba bak Cyrl Bashkir
        ban ban Latn Balinese
        be bel Cyrl Belarusian
        bem bem Latn Bemba
        bg bul Cyrl Bulgarian
        bho bho Deva Bhojpuri
        bi bis Latn Bislama
        bjn bjn Latn Banjar
        bm bam Latn Bambara
        bn ben Beng Bangla
        bo bod Tibt Tibetan
        br bre Latn Breton
        brx brx Deva Bodo
        bs bos Latn Bosnian
        bug bug Latn Buginese
        ca cat Latn Catalan
        ce che Cyrl Chechen
        ceb ceb Latn Cebuano
        ch cha Latn Chamorro
        chr chr Cher Cherokee
        cjk cjk Latn Chokwe
        ckb ckb Arab Central Kurdish
        co cos Latn Corsican
        cr cre Cans Cree
        crh crh Latn Crimean Tatar
        cs ces Latn Czech
        csb csb Latn Kashubian
        cu chu Cyrl Church Slavic
        cv chv Cyrl Chuvash
        cy cym Latn Welsh
        da dan Latn Danish
        dar dar Cyrl Dargwa
        de deu Latn German
        dgo dgo Deva Dogri
        dik dik Latn Southwestern Dinka
        dsb dsb Latn Lower Sorbian
        dv div Thaa Divehi
        dyu dyu Latn Dyula
        dz dzo Tibt Dzongkha
        ee ewe Latn Ewe
        el ell Grek Greek
        en eng Latn English
        eo epo Latn Esperanto
        es spa Latn Spanish
        et est Latn Estonian
        eu eus Latn Basque
        fa fas Arab Persian
        ff ful Latn Fulah
        fi fin Latn Finnish
        fil fil Latn Filipino
        fj fij Latn Fijian
        fo fao Latn Faroese
        fon fon Latn Fon
        fr fra Latn French
        fur fur Latn Friulian
        fy fry Latn Western Frisian
        ga gle Latn Irish
        gd gla Latn Scottish Gaelic
        gl glg Latn Galician
        glk glk Arab Gilaki
        gn grn Latn Guarani
        gom gom Deva Goan Konkani
        gsw gsw Latn Swiss German
        gu guj Gujr Gujarati
        gv glv Latn Manx
        ha hau Latn Hausa
        haw haw Latn Hawaiian
        he heb Hebr Hebrew
        hi hin Deva Hindi
        hne hne Deva Chhattisgarhi
        ho hmo Latn Hiri Motu
        hr hrv Latn Croatian
        hsb hsb Latn Upper Sorbian
        ht hat Latn Haitian Creole
        hu hun Latn Hungarian
        hy hye Armn Armenian
        hz her Latn Herero
        ia ina Latn Interlingua
        id ind Latn Indonesian
        ie ile Latn Interlingue
        ig ibo Latn Igbo
        ii iii Yiii Sichuan Yi
        ik ipk Latn Inupiaq
        ilo ilo Latn Iloko
        io ido Latn Ido
        is isl Latn Icelandic
        it ita Latn Italian
        iu iku Cans Inuktitut
        ja jpn Jpan Japanese
        jv jav Latn Javanese
        ka kat Geor Georgian
        kaa kaa Latn Kara-Kalpak
        kab kab Latn Kabyle
        kac kac Latn Kachin
        kam kam Latn Kamba
        kbp kbp Latn Kabiye
        kea kea Latn Kabuverdianu
        kg kon Latn Kongo
        ki kik Latn Kikuyu
        kj kua Latn Kuanyama
        kk kaz Cyrl Kazakh
        kl kal Latn Kalaallisut
        km khm Khmr Khmer
        kmb kmb Latn Kimbundu
        kn kan Knda Kannada
        ko kor Kore Korean
        kok kok Deva Konkani
        kr kau Latn Kanuri
        ks kas Arab Kashmiri
        ku kur Latn Kurdish
        kv kom Cyrl Komi
        kw cor Latn Cornish
        ky kir Cyrl Kyrgyz
        la lat Latn Latin
        lb ltz Latn Luxembourgish
        lg lug Latn Ganda
        li lim Latn Limburgish
        lij lij Latn Ligurian
        lld lld Latn Ladin
        lmo lmo Latn Lombard
        ln lin Latn Lingala
        lo lao Laoo Lao
        lt lit Latn Lithuanian
        ltg ltg Latn Latgalian
        lu lub Latn Luba-Katanga
        lua lua Latn Luba-Lulua
        luo luo Latn Luo
        lus lus Latn Mizo
        lv lav Latn Latvian
        lzh lzh Hant Literary Chinese
        mag mag Deva Magahi
        mai mai Deva Maithili
        mg mlg Latn Malagasy
        mh mah Latn Marshallese
        mhr mhr Cyrl Meadow Mari
        mi mri Latn Māori
        min min Latn Minangkabau
        mk mkd Cyrl Macedonian
        ml mal Mlym Malayalam
        mn mon Cyrl Mongolian
        mni mni Beng Manipuri
        mos mos Latn Mossi
        mr mar Deva Marathi
        ms msa Latn Malay
        mt mlt Latn Maltese
        my mya Mymr Burmese
        myv myv Cyrl Erzya
        na nau Latn Nauru
        nb nob Latn Norwegian Bokmål
        nd nde Latn North Ndebele
        nds nds Latn Low German
        ne nep Deva Nepali
        ng ndo Latn Ndonga
        nl nld Latn Dutch
        nn nno Latn Norwegian Nynorsk
        no nor Latn Norwegian
        nqo nqo Nkoo N'Ko
        nr nbl Latn South Ndebele
        nso nso Latn Northern Sotho
        nus nus Latn Nuer
        nv nav Latn Navajo
        ny nya Latn Nyanja
        oc oci Latn Occitan
        oj oji Cans Ojibwa
        om orm Latn Oromo
        or ori Orya Odia
        os oss Cyrl Ossetic
        pa pan Guru Punjabi
        pag pag Latn Pangasinan
        pap pap Latn Papiamento
        pcm pcm Latn Nigerian Pidgin
        pi pli Deva Pali
        pl pol Latn Polish
        pnb pnb Arab Western Panjabi
        prs prs Arab Dari
        ps pus Arab Pashto
        pt por Latn Portuguese
        qu que Latn Quechua
        rm roh Latn Romansh
        rn run Latn Rundi
        ro ron Latn Romanian
        ru rus Cyrl Russian
        rw kin Latn Kinyarwanda
        sa san Deva Sanskrit
        sat sat Olck Santali
        sc srd Latn Sardinian
        scn scn Latn Sicilian
        sd snd Arab Sindhi
        se sme Latn Northern Sami
        sg sag Latn Sango
        shn shn Mymr Shan
        si sin Sinh Sinhala
        sk slk Latn Slovak
        sl slv Latn Slovenian
        sm smo Latn Samoan
        sn sna Latn Shona
        so som Latn Somali
        sq sqi Latn Albanian
        sr srp Cyrl Serbian
        ss ssw Latn Swati
        st sot Latn Southern Sotho
        su sun Latn Sundanese
        sv swe Latn Swedish
        sw swa Latn Swahili
        syr syr Syrc Syriac
        szl szl Latn Silesian
        ta tam Taml Tamil
        taq taq Latn Tamasheq
        te tel Telu Telugu
        tet tet Latn Tetum
        tg tgk Cyrl Tajik
        th tha Thai Thai
        ti tir Ethi Tigrinya
        tk tuk Latn Turkmen
        tn tsn Latn Tswana
        to ton Latn Tongan
        tpi tpi Latn Tok Pisin
        tr tur Latn Turkish
        ts tso Latn Tsonga
        tt tat Cyrl Tatar
        tum tum Latn Tumbuka
        tw twi Latn Twi
        ty tah Latn Tahitian
        tyv tyv Cyrl Tuvinian
        tzm tzm Tfng Central Atlas Tamazight
        ug uig Arab Uyghur
        uk ukr Cyrl Ukrainian
        umb umb Latn Umbundu
        ur urd Arab Urdu
        uz uzb Latn Uzbek
        uzs uzs Arab Southern Uzbek
        ve ven Latn Venda
        vec vec Latn Venetian
        vi vie Latn Vietnamese
        vmw vmw Latn Makhuwa
        vo vol Latn Volapük
        wa wln Latn Walloon
        war war Latn Waray
        wo wol Latn Wolof
        wuu wuu Hans Wu Chinese
        xh xho Latn Xhosa
        yi yid Hebr Yiddish
        yo yor Latn Yoruba
        yue yue Hant Cantonese
        za zha Latn Zhuang
        zgh zgh Tfng Standard Moroccan Tamazight
        zh zho Hans Chinese
        zu zul Latn Zulu
        """
}
