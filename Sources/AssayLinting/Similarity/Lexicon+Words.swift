/// The words that ``Lexicon`` knows.
extension Lexicon {
    /// The grammar of languages with Latin letters, words that are English ones left out.
    static let foreignGrammar = """
        der das und oder nicht den dem des ein eine einen einem einer mit zu ist von auf im vom zum zur bei aus nach als
        auch nur ihr ihre sie es dass wenn sich sind wird
        la le les du un une et ou que qui dans est au aux sur avec votre vos ce cette ces sa ses leur en il elle
        sont si mais
        el los las del por con para una unos unas su sus al lo se y o e ni pero como cuando si ser
        os um uma uns umas com em na nos nas da dos das ao aos seu sua seus suas ou mas quando seja
        gli di che non ma una uno degli delle della dei nel nella alla dal dalla sono sia
        het een van voor met op te zijn aan bij ook maar worden wordt
        w i z na nie jest oraz lub dla od po ze jak
        och att som av med den det ett eller inte till
        dan yang di ke dari untuk dengan atau ini itu
        ve bir bu ile de da mi
        """

    /// A sentence with one of them tells somebody to do something.
    static let modals = """
        must should shall cannot can't don't never always only ensure please need needs required avoid remember make
        """

    /// A sentence that begins with one of them does.
    static let imperatives = """
        add adhere allow analyze analyse answer append apply ask assign assume avoid base be begin break build call check
        choose cite clarify classify combine compare complete compute conclude confirm consider construct continue
        convert copy cover create define delete describe determine develop discuss do don't double-check draw edit
        emphasize end enclose ensure enter evaluate examine execute explain explore express extract fill find finish fix
        focus follow format formulate generate get give go guide highlight identify if ignore implement include
        incorporate indicate infer insert inspect install interpret introduce invoke keep leave let limit list look
        maintain make mark match merge mention modify move name never note number offer omit only open order organize
        output paraphrase perform pick place plan prefer prepare present preserve print prioritize proceed produce
        provide put quote rank rate read reason recommend refer reference refrain refuse reject remain remember remove
        rename repeat rephrase replace reply report request respond restate return review revise rewrite rank run save
        say score search select send set show simplify skip specify split start state stay stick stop structure submit
        suggest summarize summarise support take tell test think transform translate treat try update use validate
        verify wait wrap write yield
        """

    /// Articles, prepositions, courtesy, emphasis.
    static let grammar = """
        a an the this that these those there here it its itself they them their theirs he him his she her hers we us our
        i me my mine you your yours yourself one ones of in on at to from for with by as into onto over under about
        between within through during before after above below up down out off again then once per via and or but if
        else than so because while when whenever where whether which who whom whose what how why is are was were be been
        being am do does did doing done have has had having can could may might must shall should will would ought need
        needs please remember note always ever just also however too very really only simply important importantly
        ensure sure certain keep mind kindly strictly absolutely critical essential remind instead rather all
        any each every both some such same own other another i'm i've i'll i'd you're you've you'll it's that's there's
        let let's we're they're etc e g ie eg even still already well now pay attention care careful carefully based accordingly according given
        """

    /// Of English and of languages with Latin letters.
    static let negation = """
        not no never none nor neither without avoid cannot can't don't doesn't didn't won't wouldn't shouldn't mustn't
        isn't aren't wasn't weren't haven't hasn't nothing nobody unless except forbidden prohibited refrain
        nicht nie niemals kein keine keinen keinem keiner ohne pas jamais sans aucun aucune ne nunca sin ninguna ninguno
        senza sem niet geen zonder nigdy bez nunca tidak jangan tanpa
        """

    /// Another one can stand in their place.
    static let general = """
        use make do get give provide include support invoke take put set go come want try like work way thing things
        part case cases able allow help follow following contain based different new specific relevant appropriate
        mean means meaning necessary required possible available good best proper correct clear
        """

    /// Words that stand for each other, a group a line; the first stands for all.
    static let groups = """
        change modify edit alter update
        answer respond reply response return output antworte antworten gib ausgeben responde responder responda contesta
        devuelve devuelva retorna retorne rispondi restituisci renvoie donne geef antwoord
        create make generate produce
        single one exactly
        finish complete done
        remove delete erase
        begin start
        show display
        mention refer
        whole entire full complete
        large big
        directory folder
        concise brief short succinct
        choose select pick
        verify check confirm validate
        invent fabricate hallucinate
        reveal disclose expose
        exact precise
        keep maintain preserve retain
        error mistake
        image picture photo
        assume guess speculate
        """
}
