/// What the parts of demonstrations are called, language by language. Nothing but recall depends on the tables: a label
/// that is in none of them still counts where the prompt itself says that examples stand there.
enum LabelWords {
    /// Words that name what goes in.
    static let inputs = set(
        """
        q question input query user human customer problem task text sentence utterance passage review tweet message \
        request context article document premise instruction source english prompt description statement claim code \
        example student patient email headline title comment word facts ticket post letter snippet paragraph phrase \
        scenario situation transcript note original feedback complaint speech visitor caller client
        frage eingabe satz nachricht anfrage beschreibung aufgabe kunde kundin nutzer benutzer kommentar rezension \
        beitrag titel absatz begriff
        entrée texte phrase demande avis commentaire titre énoncé problème utilisateur requête consigne
        pregunta entrada texto frase oración mensaje consulta solicitud reseña comentario título descripción problema \
        usuario cliente enunciado
        pergunta mensagem avaliação comentário descrição usuário utilizador
        domanda ingresso testo messaggio richiesta recensione commento titolo descrizione utente
        vraag invoer tekst zin bericht verzoek beoordeling gebruiker klant omschrijving
        pytanie wejście zdanie wiadomość użytkownik klient opis zadanie recenzja
        вопрос вход ввод текст предложение сообщение запрос отзыв пользователь клиент задача описание
        soru girdi metin cümle mesaj kullanıcı yorum
        fråga inmatning mening meddelande kund
        问题 输入 用户 问 文本 句子 评论 消息 原文 客户 标题 描述 内容 题目 對話 对话 問題 輸入 使用者 句子 評論
        質問 入力 テキスト 文章 ユーザー レビュー コメント メッセージ 原文 問い
        질문 입력 텍스트 문장 사용자 리뷰 메시지 고객 댓글
        سؤال السؤال نص النص مدخل المدخل
        प्रश्न इनपुट वाक्य
        """)

    /// Words that name what is to come out.
    static let outputs = set(
        """
        a answer output assistant ai bot response result label sentiment category class classification stars score \
        rating solution sql translation summary intent reply completion model agent target entities topic emotion \
        verdict prediction expected explanation rewrite query json code decision mood department command docstring \
        correction cypher sparql paraphrase priority severity urgency keywords polarity
        antwort ausgabe ergebnis kategorie klasse stimmung übersetzung zusammenfassung lösung absicht bewertung \
        begründung einordnung
        sortie réponse résultat catégorie classe étiquette traduction résumé
        respuesta salida resultado categoría clase etiqueta sentimiento traducción resumen solución intención
        resposta saída categoria rótulo sentimento tradução resumo solução intenção
        risposta uscita risultato etichetta traduzione riassunto soluzione
        antwoord uitvoer resultaat categorie klasse vertaling samenvatting oplossing
        odpowiedź wyjście wynik kategoria klasa etykieta tłumaczenie podsumowanie rozwiązanie
        ответ выход вывод результат категория класс метка тональность перевод резюме решение
        cevap yanıt çıktı sonuç kategori etiket duygu
        svar utmatning resultat kategori etikett
        答案 输出 助手 答 回答 类别 分类 标签 情感 翻译 译文 摘要 结果 意图 解答 類別 分類 標籤 輸出 結果 翻譯
        出力 答え 結果 カテゴリ カテゴリー 分類 ラベル 感情 翻訳 要約 判定
        답변 출력 답 결과 카테고리 분류 라벨 레이블 감정 번역 요약
        جواب الجواب إجابة الإجابة ناتج الناتج تصنيف التصنيف
        उत्तर आउटपुट श्रेणी
        """
    ).union(["final answer", "correct answer"])

    /// Steps between a question and its answer.
    static let steps = set("thought action observation reasoning rationale plan step").union(["action input"])

    /// Words that announce an example.
    static let examples = set(
        """
        example examples sample demonstration demonstrations demo shot case exemplar exemplars illustration scenario
        beispiel beispiele ejemplo ejemplos exemple exemples exemplo exemplos esempio esempi voorbeeld voorbeelden \
        пример примеры przykład przykłady örnek örnekler exempel
        示例 例 例子 样例 範例 範例 예시 예 مثال أمثلة उदाहरण
        """)

    private static func set(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
