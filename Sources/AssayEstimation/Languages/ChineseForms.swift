/// Tells the two ways to write Chinese, and Cantonese, apart by characters that only one of them has.
enum ChineseForms {
    /// The tag of a Chinese text: `zh-Hans` or `zh-Hant` where its characters say so, `yue-Hant` where it has the
    /// words of written Cantonese, else `zh`.
    static func tag(of text: String) -> LanguageTag {
        var simple = 0
        var traditional = 0
        var cantonese = 0
        var all = 0
        for scalar in text.unicodeScalars where Script(of: scalar) == .han {
            all += 1
            if simplified.contains(scalar) { simple += 1 }
            if traditionals.contains(scalar) { traditional += 1 }
            if cantoneseWords.contains(scalar) { cantonese += 1 }
        }
        if cantonese * 50 >= all, cantonese > 0 { return LanguageTag(language: "yue", script: "Hant") }
        if simple == traditional { return LanguageTag(language: "zh") }
        return LanguageTag(language: "zh", script: simple > traditional ? "Hans" : "Hant")
    }

    /// Frequent characters of the official list of 1964 that traditional texts do not use.
    private static let simplified = Set(
        """
        们个国这对时来会学样经说为没过还发现进动问题员业东车长门开关书见话让认识语读写买卖马鸟鱼龙头实际电脑网络\
        爱给红绿蓝钱钟铁银师帮妈儿岁边远运连选应该机关报纸张脸听声医药热从众华单双变叶号叹图团园处备够妇孙宝审
        """.unicodeScalars)

    /// The characters they stand for.
    private static let traditionals = Set(
        """
        們個國這對時來會學樣經說為沒過還發現進動問題員業東車長門開關書見話讓認識語讀寫買賣馬鳥魚龍頭實際電腦網絡\
        愛給紅綠藍錢鐘鐵銀師幫媽兒歲邊遠運連選應該機關報紙張臉聽聲醫藥熱從眾華單雙變葉號嘆後圖團園處備夠婦孫寶審
        """.unicodeScalars
    ).subtracting(simplified)

    /// Whether a text has characters that Japanese has not.
    static func areChinese(_ text: String) -> Bool { text.unicodeScalars.contains { chineseAlone.contains($0) } }

    /// Frequent characters of Chinese that Japanese writes otherwise or not at all.
    private static let chineseAlone = Set(
        """
        你您她很吗嗎呢吧啊哪们們这這样樣经經说說为没沒过还還发發进动问题员业东车长门开关关书见话让讓认识语读讀买卖賣马鸟鱼龙头\
        实實际电脑腦网络给红绿綠钱錢钟铁银师帮幫妈媽儿岁歲边邊远运连选应该关报纸张脸臉听聽药热从從众眾华单变叹图团园处备够夠妇孙审\
        对时什怎呀啦喂嘅咗喺唔佢冇哋嘢咁嚟嗰啲畀
        """.unicodeScalars)

    private static let cantoneseWords = Set("嘅咗喺唔佢冇哋嘢咁嚟嗰啲畀".unicodeScalars)
}
