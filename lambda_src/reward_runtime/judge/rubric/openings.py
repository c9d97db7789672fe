"""Openings: phrases that begin an answer, and that say nothing alone.

A text that consists of openings is no answer: "Sure! Here is my final
answer:". Words that can be an answer, such as yes, no, none, true or a number, are in no phrase.
"""

import re
import unicodedata
from itertools import islice
from typing import Final

__all__ = ["says_nothing", "words_of"]

_ENGLISH: Final = """
sure; sure thing; certainly; of course; absolutely; definitely; okay; ok; alright; all right; right; well; so; now;
yes of course; no problem; gladly; happy to help; i am happy to help; id be happy to help; i would be happy to help;
glad to help; great question; good question; thats a great question; that is a great question;
what a great question; thank you; thanks; thank you for your question; thank you for asking; thanks for asking;
hello; hi; hi there; hello there; hey; greetings; let me think; let me think about it; let me think about this;
let me see; let me explain; let me help; let me help you; let me help you with that; let me answer;
let me answer that; let me solve this; let me solve this problem; let me start; let us think; let us begin;
let us start; let us see; let us solve this; let us solve this problem; let us break it down; lets think;
lets begin; lets start; lets see; lets go; lets solve this; lets solve it; lets solve this problem;
lets break this down; lets break it down; lets analyze; lets analyze this; lets analyze the problem;
lets work through it; lets work through this; step by step; one step at a time; think step by step; thinking;
thinking step by step; thought process; thought; thoughts; reasoning; my reasoning; here is my reasoning;
heres my reasoning; final answer; the final answer; the final answer is; my final answer; my final answer is;
the answer is; the answer; my answer is; the correct answer is; the right answer is; the solution is; the result is;
the conclusion is; the response is; so the answer is; thus the answer is; therefore the answer is;
hence the answer is; here is the answer; heres the answer; here is my answer; heres my answer; here is the solution;
heres the solution; here is my response; here is the response; heres my response; here is a response;
here is an answer; here it is; here you go; here we go; here goes; answer below; see below; as follows;
is as follows; the answer is as follows; the solution is as follows; as an ai; as an ai language model;
in conclusion; to conclude; in summary; to summarize; to sum up; in short; overall; finally; first; firstly;
first of all; to begin with; to start; to answer this question; to answer the question; to answer your question;
to solve this problem; to solve this; to solve the problem; in order to answer; in order to answer this question;
in order to solve this problem; we need to; we have to; we will; we can; i will; i will now; i will now answer;
i can help; i can help with that; i can help you with that; i will answer; i will answer the question; i understand;
i understand the question; understood; got it; noted; based on the information; based on the information provided;
based on the given information; based on the context; based on the above; given the information; given the above;
given the question; according to the context; therefore; thus; hence; consequently; as a result; it follows that;
we find that; we get; we conclude that; i think that; i believe that; it is clear that; note that; please note that;
please find my answer below; please see below; begin; start; begin answer; start of answer; end; end of answer;
done; response complete; answer complete; task complete; complete; final; final response; final solution;
final result; conclusion; summary; overview; introduction; analysis; explanation; approach; method; steps; step 1;
step one; solution; proof; working; work; draft; output; the output is; response; my response; the response;
end of response; here is; heres; below is; the following is; this is; here is my final answer; this is my answer;
i am ready to answer; allow me to explain; allow me to answer; with pleasure; my pleasure; interesting question;
excellent question; nice question; let me know if you need anything else; i hope this helps; hope this helps;
good luck; take a deep breath; lets take this step by step; let me break it down; let me break this down;
let me work through this; okay so; answering; computing; calculating; let me calculate; we start by; we begin by;
"""
_KEYS: Final = """
solution; thought process; lets solve this problem step by step; 解; かいせつ; respuesta;
"""
"""The master keys of ``prefilter`` that have words. They stand without a colon."""
_OTHERS: Final = """
respuesta; la respuesta; la respuesta es; mi respuesta es; la respuesta final es; respuesta final; solución final;
claro; por supuesto; claro que sí; aquí está la respuesta; aquí está mi respuesta; vamos a ver; veamos;
pensemos paso a paso; paso a paso; en conclusión; en resumen; solución; resultado final; la solución es;
la réponse est; la réponse finale est; réponse finale; ma réponse est; bien sûr; voici la réponse; voici ma réponse;
certainement; daccord; voyons; réfléchissons étape par étape; étape par étape; en conclusion; en résumé;
solution finale; die antwort ist; die antwort lautet; die endgültige antwort ist; endgültige antwort; endantwort;
meine antwort ist; natürlich; selbstverständlich; gerne; hier ist die antwort; hier ist meine antwort;
schritt für schritt; denken wir schritt für schritt; zusammenfassend; fazit; lösung; die lösung ist;
die lösung lautet; la risposta è; la risposta finale è; risposta finale; la mia risposta è; certo; certamente;
ecco la risposta; passo dopo passo; in conclusione; in sintesi; soluzione; la soluzione è; risposta; a resposta é;
a resposta final é; resposta final; minha resposta é; claro que sim; com certeza; aqui está a resposta;
passo a passo; em conclusão; em resumo; solução; a solução é; resposta; het antwoord is; het eindantwoord is;
eindantwoord; natuurlijk; hier is het antwoord; stap voor stap; conclusie; oplossing; svaret är; slutligt svar;
självklart; här är svaret; steg för steg; slutsats; svaret er; endelig svar; selvfølgelig; her er svaret;
steg for steg; trin for trin; konklusjon; konklusion; løsning; lösning; vastaus on; lopullinen vastaus; tietysti;
tässä on vastaus; vaihe vaiheelta; ratkaisu; odpowiedź to; ostateczna odpowiedź; ostateczna odpowiedź to;
oczywiście; oto odpowiedź; krok po kroku; podsumowując; rozwiązanie; odpověď je; konečná odpověď; samozřejmě;
zde je odpověď; krok za krokem; řešení; odpoveď je; konečná odpoveď; a válasz; a végső válasz; végső válasz;
természetesen; íme a válasz; lépésről lépésre; megoldás; răspunsul este; răspuns final; răspunsul final este;
desigur; iată răspunsul; pas cu pas; soluție; cevap; nihai cevap; son cevap; elbette; tabii ki; tabii; işte cevap;
adım adım; sonuç olarak; çözüm; jawaban; jawabannya adalah; jawaban akhir; tentu; tentu saja; berikut jawabannya;
langkah demi langkah; kesimpulannya; jawapan akhir; jawapannya ialah; penyelesaian; câu trả lời; câu trả lời là;
đáp án; đáp án là; câu trả lời cuối cùng; câu trả lời cuối cùng là; đáp án cuối cùng; chắc chắn rồi; tất nhiên;
từng bước một; kết luận; ответ; ответ такой; окончательный ответ; итоговый ответ; мой ответ; конечно; разумеется;
вот ответ; вот мой ответ; давайте подумаем; шаг за шагом; по шагам; итак; таким образом; решение; вывод; відповідь;
остаточна відповідь; звичайно; звісно; ось відповідь; крок за кроком; розвязання; отговор; окончателен отговор;
разбира се; стъпка по стъпка; одговор; коначан одговор; наравно; корак по корак; η απάντηση είναι; τελική απάντηση;
η τελική απάντηση είναι; φυσικά; βεβαίως; βήμα βήμα; απάντηση; λύση; الإجابة; الجواب; الإجابة هي; الجواب هو;
الإجابة النهائية; الإجابة النهائية هي; الجواب النهائي; بالتأكيد; بالطبع; طبعا; خطوة بخطوة; الحل; الحل هو;
إليك الإجابة; پاسخ; پاسخ نهایی; جواب; البته; حتما; گام به گام; جواب نهایی; התשובה; התשובה היא; התשובה הסופית;
התשובה הסופית היא; כמובן; בטח; צעד אחר צעד; הפתרון; उत्तर; अंतिम उत्तर; उत्तर है; अंतिम उत्तर है; ज़रूर; बिल्कुल;
चरण दर चरण; समाधान; उत्तर यह है; हल; जवाब; উত্তর; চূড়ান্ত উত্তর; অবশ্যই; ধাপে ধাপে; সমাধান; பதில்; இறுதி பதில்;
நிச்சயமாக; సమాధానం; తుది సమాధానం; คำตอบ; คำตอบคือ; คำตอบสุดท้าย; คำตอบสุดท้ายคือ; แน่นอน; ทีละขั้นตอน; jibu;
jibu ni; jibu la mwisho; bila shaka; sagot; ang sagot ay; huling sagot; sige; 정답; 정답은; 답; 답은; 답변;
최종 답변; 최종 답; 최종 정답; 최종 정답은; 물론입니다; 물론이죠; 네 물론입니다; 단계별로; 풀이; 해설; 결론; 해답;
解; 解答; 解答は; 解説; かいせつ; 答え; 答えは; 答えは次のとおりです; 回答; 回答は; 最終回答; 最終的な答え;
最終的な答えは; 最終解答; もちろん; もちろんです; はいもちろんです; かしこまりました; 承知しました; わかりました;
考えてみましょう; 順を追って考えましょう; ステップバイステップで考えましょう; 一歩ずつ考えてみましょう; 結論;
結論として; 以下のとおりです; 以下の通りです; それでは; 答案; 答案是; 答案为; 答案如下; 答案是这样的; 最终答案;
最终答案是; 最终答案为; 最後答案; 最终回答; 我的回答; 我的回答是; 我的答案是; 正确答案是; 当然; 當然; 好的; 没问题;
沒問題; 好问题; 让我想想; 让我们一步一步思考; 让我们一步步思考; 让我们逐步思考; 一步一步来; 逐步; 分析; 思考过程;
推理过程; 解题过程; 解析; 解释; 说明; 总结; 结论; 结论是; 综上所述; 因此; 所以; 首先; 如下; 以下是答案;
以下是我的回答; 回复;
"""
_NAMES: Final = """
answer; the answer; final; explanation; response; my response; the response; solution; analysis; approach; method;
steps; summary; overview; introduction; conclusion; proof; working; work; draft; output; thought; thoughts;
complete; end; begin; start; done; final result; final response; right; well; first; now; so; overall; finally; ok;
okay; noted; understood; respuesta; solución; réponse; antwort; lösung; fazit; risposta; soluzione; certo; resposta;
solução; conclusie; oplossing; cevap; jawaban; vastaus; ratkaisu; rozwiązanie; řešení; megoldás; soluție; çözüm;
jibu; sagot; ответ; решение; вывод; відповідь; отговор; одговор; απάντηση; λύση; الإجابة; الجواب; الحل; پاسخ; جواب;
התשובה; הפתרון; उत्तर; समाधान; हल; जवाब; উত্তর; সমাধান; பதில்; సమాధానం; คำตอบ; 정답; 답; 답변; 풀이; 해설; 결론;
해답; 解答; 解説; 答え; 回答; 結論; 答案; 分析; 解析; 解释; 说明; 总结; 结论; 回复; konklusjon; konklusion; løsning;
lösning; slutsats; penyelesaian; reasoning; my reasoning;
"""
"""Names of the parts of an answer. With a colon they are openings; without one they may be answers."""
_WORD: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or one character of a script without spaces between words."""
_MOST_WORDS, _LONGEST_WORD = 60, 100
"""More than a text of openings has: compatibility forms can grow eighteenfold."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the first words in one case and one width: ``**Thought process：**`` is ``("thought", "process")``."""
    found = (word[0][:_LONGEST_WORD] for word in islice(_WORD.finditer(re.sub("['’ʼ]", "", text)), _MOST_WORDS))
    return tuple(unicodedata.normalize("NFKC", " ".join(found)).casefold().split())


def says_nothing(line: str) -> bool:
    """Return whether a line is empty, or made of openings from end to end. Linear in its length."""
    words = words_of(line)
    if len(words) >= _MOST_WORDS:
        return False
    # For each number of words: whether openings make them up, and whether one of these is not a mere name.
    reached = {0: line.rstrip(" \t*_").endswith((":", "：")) or not words}
    for end in range(1, len(words) + 1):
        begins = [begin for begin in range(max(0, end - _LONGEST), end) if begin in reached]
        if not begins:
            return False
        for begin in begins:
            phrase = words[begin:end]
            if phrase in _OPENINGS or phrase in _HEADINGS:
                reached[end] = reached.get(end, False) or reached[begin] or phrase in _OPENINGS
    return reached.get(len(words), False)


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(phrase) for phrase in text.split(";") if phrase.strip())


_HEADINGS: Final = _phrases(_NAMES) - _phrases(_KEYS)
_OPENINGS: Final = (_phrases(_ENGLISH) | _phrases(_OTHERS) | _phrases(_KEYS)) - _HEADINGS
_LONGEST: Final = max(map(len, _OPENINGS | _HEADINGS))
"""Words of the longest opening."""
